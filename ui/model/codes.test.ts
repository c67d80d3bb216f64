// Every error code in the core's sources that the window can show is translated in both languages.

import { expect, it } from "vitest";
import type { ErrorCode } from "../host/error-codes";
import { LOCALES, Text } from "./text";

const SOURCES = import.meta.glob("../../src-tauri/core/src/{packet,profile}/**/*.rs", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

const CODE = /"((?:layout|rule|decode|binary|format|pack|value|json)\.[a-z_]+|column_without_field)"/g;

const codes = new Set(
  Object.entries(SOURCES)
    .filter(([path]) => !path.includes("tests"))
    .flatMap(([, source]) => [...source.matchAll(CODE)].map(([, code]) => code ?? "")),
);
// The name of a Python function that the source-code parser recognises.
codes.delete("json.dumps");

it("finds the codes", () => {
  expect(codes.size).toBeGreaterThan(50);
});

/** Every argument that a message may use. */
const NAMES = Object.values(LOCALES).flatMap((source) =>
  [...source.matchAll(/\{ ?\$(\w+)/g)].map(([, name]) => name ?? ""),
);

it.each(Object.keys(LOCALES))("%s says each of them", (locale) => {
  const text = new Text(locale, locale);
  const detail = "English from the core";
  for (const code of codes) {
    const args = { ...Object.fromEntries(NAMES.map((name) => [name, "1"])), problem: code.replaceAll(".", "-") };
    expect(text.error({ code: code as ErrorCode, args, detail, path: null }).what, code).not.toBe(detail);
  }
});
