import { describe, expect, it } from "vitest";
import type { FieldNode } from "../host/types";
import { bytesOf, colours, shown } from "./layout-preview";

const node = (name: string, offset: number, size: number, colour: number, children?: FieldNode[]): FieldNode => ({
  ...{ name, offset, size, colour, kind: children ? "list" : "int", type: "i", value: "" },
  ...(children ? { children } : {}),
});

describe("a layout preview", () => {
  const nodes = [
    node("n", 0, 1, 0),
    node("items", 1, 2, 1, [node("0", 1, 1, 1), node("1", 2, 1, 2)]),
    { ...node("rest", 3, 1, 9), kind: "raw" as const },
  ];

  it("names each node by its path", () => {
    expect(shown(nodes).list.map((one) => one.path)).toEqual(["n", "items", "items[0]", "items[1]", "rest"]);
  });

  it("colours a byte by its innermost field", () => {
    expect(colours(nodes, 4).map((own) => own?.node ?? null)).toEqual(["n", "items[0]", "items[1]", null]);
  });

  it("reports more nodes than shown", () => {
    const many = Array.from({ length: 300 }, (_, i) => node(String(i), i, 1, i));
    expect(shown(many)).toMatchObject({ more: true });
  });

  it("parses hex digits", () => {
    expect([...bytesOf("00ff7f")]).toEqual([0, 255, 127]);
  });
});
