import { expect, it } from "vitest";
import fields from "./fields.css?raw";
import tokens from "./tokens.css?raw";

/** The custom properties of one block. */
function colours(css: string, selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(selector));
  const inside = block.slice(0, block.indexOf("}"));
  return new Map([...inside.matchAll(/(--[\w-]+): (#[0-9a-f]{3,6});/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
}

/** Relative luminance as defined in WCAG 2.2. */
function luminance(hex: string): number {
  const long = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join("") : hex.slice(1);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

it.each([":root", '[data-theme="dark"]'])("field colours have enough contrast in %s", (theme) => {
  const own = colours(fields, theme);
  const base = colours(tokens, theme);
  for (let n = 0; n < 8; n++) {
    const text = own.get(`--field-${n}-text`) ?? "";
    for (const back of [own.get(`--field-${n}`), base.get("--surface"), base.get("--bg"), base.get("--selection")]) {
      expect(contrast(text, back ?? ""), `${n} on ${back}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});
