import { describe, expect, it } from "vitest";
import { readFormat, typesOf, valueAt, values, writeFormat } from "./layout-format";

describe("a format as rows", () => {
  it.each(["<iqd", "@bxh4s", ">3x0i", "!e?", "=cP", "", "999999i"])("%s round-trips", (text) => {
    expect(writeFormat(readFormat(text))).toBe(text);
  });

  it("expands a count to one row per value", () => {
    expect(readFormat("<2i4sx").items).toEqual([
      { char: "i", count: 1 },
      { char: "i", count: 1 },
      { char: "s", count: 4 },
      { char: "x", count: 1 },
    ]);
    expect(readFormat("999999999i").items).toHaveLength(1);
  });

  it("counts values like a struct", () => {
    const { items } = readFormat("i4s2xb");
    expect(items.map(values)).toEqual([1, 1, 0, 1]);
    expect(valueAt(items, 3)).toBe(2);
  });

  it("skips characters that are not types", () => {
    expect(readFormat("<i z q").items.map((item) => item.char)).toEqual(["i", "q"]);
  });

  it("offers native types only with native sizes", () => {
    const has = (prefix: "<" | "@") => typesOf(prefix).some(([char]) => char === "n");
    expect([has("@"), has("<")]).toEqual([true, false]);
  });
});
