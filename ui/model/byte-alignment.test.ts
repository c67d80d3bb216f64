import { describe, expect, it } from "vitest";
import { AlignedBytes } from "./byte-alignment";

const PIECES = new AlignedBytes([
  { kind: "equal", a: [0, 2], b: [0, 2] },
  { kind: "changed", a: [2, 3], b: [2, 5] },
  { kind: "removed", a: [3, 4], b: [5, 5] },
  { kind: "equal", a: [4, 6], b: [5, 7] },
  { kind: "inserted", a: [6, 6], b: [7, 8] },
]);

describe("aligned payloads", () => {
  it("align equal bytes", () => {
    expect(PIECES.length).toBe(9);
    const all = Array.from({ length: 9 }, (_, i) => PIECES.at(i));
    expect(all.map((cell) => [cell?.a, cell?.b])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [null, 3],
      [null, 4],
      [3, null],
      [4, 5],
      [5, 6],
      [null, 7],
    ]);
    expect(all.map((cell) => cell?.kind?.[0]).join("")).toBe("eeciireei");
    expect([PIECES.at(-1), PIECES.at(9)]).toEqual([null, null]);
  });

  it("report the next difference", () => {
    expect([PIECES.next(0), PIECES.next(3), PIECES.next(6), PIECES.next(9)]).toEqual([2, 3, 8, null]);
  });
});
