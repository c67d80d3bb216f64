import { describe, expect, it } from "vitest";
import type { PreferencesStore } from "../../model/preferences";
import { blockBefore, columnsOf, widths } from "./columns";

const COLUMNS = columnsOf(["row", "fields", "code", "preview"], [{ field: "seq" }, { field: "price", title: "Price" }]);

const set = (columns: Record<string, number>) => ({ value: { columns } }) as unknown as PreferencesStore;

const CONTENT = new Map([
  ["row", 60],
  ["field:seq", 90],
  ["field:price", 120],
  ["code", 152],
]);

describe("column widths", () => {
  it("follow the content, and the preview takes the rest", () => {
    expect(widths(COLUMNS, set({}), CONTENT, 1000)).toEqual([60, 90, 120, 152, 578]);
    expect(widths(COLUMNS, set({ code: 300 }), CONTENT, 1000)).toEqual([60, 90, 120, 300, 430]);
  });

  it("are within limits", () => {
    const [row, seq, , code] = widths(
      COLUMNS,
      set({}),
      new Map([
        ["row", 5],
        ["field:seq", 2000],
        ["code", 2000],
      ]),
      2000,
    );
    expect([row, seq, code]).toEqual([40, 320, 260]);
  });

  it("favour decoded values if there is little room", () => {
    const fixed = 60 + 120;
    expect(widths(COLUMNS, set({}), CONTENT, fixed + 56 + 56 + 96)).toEqual([60, 56, 56, 96, 120]);
    expect(widths(COLUMNS, set({}), CONTENT, fixed + 90 + 120 + 96)).toEqual([60, 90, 120, 96, 120]);
    expect(widths(COLUMNS, set({}), CONTENT, fixed + 90 + 120 + 130)).toEqual([60, 90, 120, 130, 120]);
    expect(widths(COLUMNS, set({}), CONTENT, 100)).toEqual([60, 56, 56, 96, 120]);
  });
});

describe("columns", () => {
  it("include the profile's own in place", () => {
    expect(COLUMNS.map((column) => column.title ?? column.id)).toEqual(["row", "seq", "Price", "code", "preview"]);
  });

  it("are moved before others, but never between the profile's own", () => {
    expect(blockBefore(COLUMNS, 0, 2)).toBe("code");
    expect(blockBefore(COLUMNS, 4, 2)).toBe("fields");
    expect(blockBefore(COLUMNS, 3, 0)).toBe("row");
    expect(blockBefore(COLUMNS, 0, 5)).toBeNull();
    expect(blockBefore(COLUMNS, 1, 5)).toBeNull();
    expect(blockBefore(COLUMNS, 2, 0)).toBe("row");
  });
});
