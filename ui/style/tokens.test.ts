import { expect, it } from "vitest";
import controls from "./controls.css?raw";
import tokens from "./tokens.css?raw";

const sheets = import.meta.glob<string>("./*.css", { query: "?raw", import: "default", eager: true });

const LATIN = ["Cantarell", "Ubuntu", "DejaVu Sans", "Liberation Sans"];
const CJK = /CJK|PingFang|YaHei/;

/** The font families of each declared stack, in order. */
function stacks(name: string): string[][] {
  return [...tokens.matchAll(new RegExp(`${name}:\\s*([^;]+);`, "g"))].map(([, list = ""]) =>
    list.split(",").map((one) => one.trim().replaceAll('"', "")),
  );
}

it("puts Latin fonts before Chinese ones, whose quotes and dots are full-width", () => {
  const all = stacks("--system");
  // The default stack and the English one.
  expect(all).toHaveLength(2);
  for (const families of all) {
    const first = families.findIndex((one) => CJK.test(one));
    for (const latin of LATIN) {
      expect(families, latin).toContain(latin);
      expect(families.indexOf(latin), `${latin} in ${families}`).toBeLessThan(first);
    }
    // Characters that a Chinese font draws full-width come from a Latin one, whatever the system font.
    expect(families[0]).toMatch(/^Latin (signs|dot)$/);
  }
  for (const families of stacks("--mono")) {
    const first = families.findIndex((one) => CJK.test(one));
    if (first >= 0) expect(families.indexOf("DejaVu Sans Mono")).toBeLessThan(first);
  }
});

it("gives every select one height and one look", () => {
  const rule = /\nselect \{([^}]+)\}/.exec(controls)?.[1] ?? "";
  for (const part of ["appearance: none", "height: 28px", "background-image: var(--select-arrow)"])
    expect(rule).toContain(part);
  const others = Object.entries(sheets).flatMap(([name, css]) =>
    [...css.matchAll(/([^{}]*(?<![\w.-])select\b[^{}]*)\{([^}]*)\}/g)]
      .filter(([, , body = ""]) => /(^|[\s;])(appearance|(min-|max-)?height|background(-image)?):/.test(body))
      .map(([, selector = ""]) => `${name}: ${selector.trim()}`),
  );
  expect(others.filter((one) => !one.startsWith("./controls.css"))).toEqual([]);
});
