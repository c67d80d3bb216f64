import { describe, expect, it } from "vitest";
import type { Decoded, FieldNode } from "../host/types";
import { colourAt, lines, nodeAt, path, spans } from "./field-tree";

function node(name: string, offset: number, size: number, colour: number, rest: Partial<FieldNode> = {}): FieldNode {
  return { name, kind: "int", type: "i", value: "1", offset, size, colour, ...rest };
}

const price = (item: number, at: number) =>
  node(String(item), at, 6, 2, {
    kind: "object",
    children: [node("id", at, 2, 2), node("price", at + 2, 4, 3)],
  });

const DECODED: Decoded = {
  layout: "quotes",
  size: 22,
  nodes: [
    node("code", 0, 4, 0),
    node("flags", 4, 1, 1, { children: [node("ready", 4, 1, 1, { type: "bits", bits: [0, 0] })] }),
    node("items", 5, 12, 2, { kind: "list", children: [price(0, 5), price(1, 11)] }),
    node("rest", 17, 5, 0, { kind: "raw" }),
  ],
};

describe("tree lines", () => {
  it("are the expanded nodes with their positions", () => {
    const all = lines(DECODED, new Map());
    expect(all.map((line) => `${line.level} ${line.node.name}`)).toEqual([
      "1 code",
      "1 flags",
      "2 ready",
      "1 items",
      "2 0",
      "3 id",
      "3 price",
      "2 1",
      "3 id",
      "3 price",
      "1 rest",
    ]);
    const closed = lines(DECODED, new Map([["2", false]]));
    expect(closed.length).toBe(5);
    expect(closed[3]).toMatchObject({ place: 3, siblings: 4, open: false });
    expect(closed[0]?.open).toBeNull();
  });

  it("are collapsed at first if there are many", () => {
    const children = Array.from({ length: 1000 }, (_, i) => node(String(i), 0, 1, 0));
    const list = node("list", 0, 1, 0, { kind: "list", children });
    const many: Decoded = { layout: "", size: 1, nodes: [node("code", 0, 1, 0), list] };
    expect(lines(many, new Map()).length).toBe(2);
    expect(lines(many, new Map([["1", true]])).length).toBe(1002);
    expect(lines({ ...many, nodes: [list] }, new Map()).length).toBe(1001);
  });
});

describe("a page of a long list", () => {
  const items = { ...node("items", 5, 600, 2, { kind: "list" }), children: [price(40, 245), price(41, 251)] };
  const decoded: Decoded = {
    ...DECODED,
    nodes: [node("code", 0, 4, 0), { ...items, part: { first: 40, shown: 2, count: 100 } }],
  };

  it("keeps positions in the whole list", () => {
    const all = lines(decoded, new Map());
    expect(all.find((line) => line.node.name === "41")).toMatchObject({ key: "1.41", place: 42, siblings: 100 });
    expect(path(decoded, [1, 41, 1])).toBe("items[41].price");
    expect(nodeAt(decoded, 252)).toEqual([1, 41, 0]);
    expect(nodeAt(decoded, 9)).toEqual([1]);
  });
});

describe("a field path", () => {
  it("has the syntax of columns and rules", () => {
    expect(path(DECODED, [1, 0])).toBe("flags.ready");
    expect(path(DECODED, [2, 1, 1])).toBe("items[1].price");
    expect(path(DECODED, [0])).toBe("code");
  });
});

describe("bytes", () => {
  it("belong to the deepest field with its own range", () => {
    expect(nodeAt(DECODED, 0)).toEqual([0]);
    expect(nodeAt(DECODED, 4)).toEqual([1]);
    expect(nodeAt(DECODED, 14)).toEqual([2, 1, 1]);
    expect(nodeAt(DECODED, 18)).toEqual([3]);
    expect(nodeAt(DECODED, 99)).toBeNull();
  });

  it("have their field's colour, or none", () => {
    const runs = spans(DECODED);
    const colours = Array.from({ length: 22 }, (_, byte) => colourAt(runs, byte));
    expect(colours).toEqual([0, 0, 0, 0, 1, 2, 2, 3, 3, 3, 3, 2, 2, 3, 3, 3, 3, -1, -1, -1, -1, -1]);
  });
});
