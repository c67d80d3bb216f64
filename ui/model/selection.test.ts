import { describe, expect, it } from "vitest";
import { Selection } from "./selection";

describe("Selection", () => {
  it("extends a range from the anchor both ways", () => {
    const selection = new Selection();
    selection.only(5);
    selection.to(8);
    expect(selection.ranges).toEqual([[5, 8]]);
    selection.to(3);
    expect(selection.ranges).toEqual([[3, 5]]);
    expect(selection.active).toBe(3);
  });

  it("adds and removes single rows", () => {
    const selection = new Selection();
    selection.only(1);
    selection.toggle(3);
    selection.toggle(2);
    expect(selection.ranges).toEqual([[1, 3]]);
    selection.toggle(2);
    expect(selection.ranges).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(selection.count).toBe(2);
  });

  it("holds ten million rows as one range", () => {
    const selection = new Selection();
    selection.all(10_000_000);
    expect(selection.count).toBe(10_000_000);
    expect(selection.ranges).toEqual([[0, 9_999_999]]);
    selection.only(4);
    expect(selection.count).toBe(1);
  });
});
