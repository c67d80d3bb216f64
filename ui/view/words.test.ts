import { FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { LOCALES } from "../model/text";

/** The Fluent ids that the views use literally. */
function named(): string[] {
  const files = import.meta.glob<string>(["./**/*.ts", "../model/*.ts", "!./**/*.test.ts", "!../model/*.test.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const source = Object.values(files).join("\n");
  const calls = [...source.matchAll(/\bt(?:ip)?\(([^)]*)\)/g)].flatMap(([, args]) =>
    [...((args ?? "").split(", {")[0]?.matchAll(/"([a-z][A-Za-z0-9-]+)"/g) ?? [])].map((found) => found[1] ?? ""),
  );
  const notices = [...source.matchAll(/notices\.say\("([a-z-]+)"/g)].map((found) => found[1] ?? "");
  return [...calls, ...notices].filter((id) => id !== "system");
}

describe("the locales", () => {
  it("have every id that the views use", () => {
    const known = new Set(new FluentResource(LOCALES.en).body.map((message) => message.id));
    const missing = named().filter((id) => !known.has(id) && !["sent", "text", "hex", "json"].includes(id));
    expect([...new Set(missing)]).toEqual([]);
    expect(named().length).toBeGreaterThan(100);
  });
});
