import { describe, expect, it } from "vitest";
import { add, change, fill, lines, move, parse, remove, typeName, values, withPrefix, write } from "./format";

const made = (text: string) => parse(text) ?? { prefix: "?", items: [] };

describe("a format as a field list", () => {
  it("is parsed and written", () => {
    for (const text of ["", "=ib", "<3h2x4s", "@", "!0i", "10p?e"]) expect(write(made(text))).toBe(text);
    expect(write(made("= i  2h "))).toBe("=i2h");
    for (const bad of ["=i=", "y", "3", "i3", "3 i", "ⅰ"]) expect(parse(bad), bad).toBeNull();
  });

  it("has a line for each value, and for padding", () => {
    expect(lines(made("=2hx4s")).map(({ ch, count, value }) => [ch, count, value])).toEqual([
      ["h", 1, 0],
      ["h", 1, 1],
      ["x", 1, null],
      ["s", 4, 2],
    ]);
    expect(values(made("=2hx4s0i0s"))).toBe(4);
    expect(lines(made("999999999i")).length).toBe(201);
  });

  it("grows at its end with default values", () => {
    let now = { format: "", values: [] as string[] };
    for (const ch of ["i", "?", "s", "x", "d"]) now = add(now, ch);
    expect(now).toEqual({ format: "<i?4s4xd", values: ["0", "false", "text:", "0"] });
  });

  it("keeps values for fields that return", () => {
    expect(fill(made("=i"), ["7", "8"])).toEqual(["7", "8"]);
    expect(fill(made("=ibb"), [7, "8"])).toEqual(["7", "8", "0"]);
  });

  it("drops the value of a removed line", () => {
    expect(remove({ format: "=3hxb", values: ["1", "2", "3", "4"] }, 1)).toEqual({
      format: "=2hxb",
      values: ["1", "3", "4"],
    });
    expect(remove({ format: "=3hxb", values: ["1", "2", "3", "4"] }, 3)).toEqual({
      format: "=3hb",
      values: ["1", "2", "3", "4"],
    });
  });

  it("moves a line with its value", () => {
    expect(move({ format: "=ixb", values: ["1", "2"] }, 2, 0)).toEqual({ format: "=bix", values: ["2", "1"] });
    expect(move({ format: "=ib", values: ["1", "2"] }, 0, -1)).toEqual({ format: "=ib", values: ["1", "2"] });
  });

  it("changes length, type and byte order", () => {
    expect(change({ format: "=i4s", values: [] }, 1, { count: 12 }).format).toBe("=i12s");
    expect(change({ format: "=2h", values: [] }, 0, { ch: "q" }).format).toBe("=qh");
    expect([withPrefix("=ib", ">"), withPrefix("ib", "<")]).toEqual([">ib", "<ib"]);
    expect([typeName("q"), typeName("s", 4)]).toEqual(["int64", "bytes[4]"]);
  });
});
