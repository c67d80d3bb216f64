import { describe, expect, it } from "vitest";
import type { Preferences } from "../../model/preferences";
import { blockBefore, columnsOf, widths } from "./columns";

const COLUMNS = columnsOf(["row", "fields", "code", "preview"], [{ field: "seq" }, { field: "price", title: "Price" }]);

const set = (columns: Record<string, number>) => ({ value: { columns } }) as unknown as Preferences;

describe("widths", () => {
  it("give the preview what is left", () => {
    expect(widths(COLUMNS, set({}), 9, 1000)).toEqual([60, 104, 104, 152, 580]);
    expect(widths(COLUMNS, set({ code: 300 }), 9, 1000)).toEqual([60, 104, 104, 300, 432]);
  });

  it("give way alike where there is little room, and then no more", () => {
    const share = 100 / 3;
    expect(widths(COLUMNS, set({}), 9, 464)).toEqual([60, 56 + share, 56 + share, 72 + share, 120]);
    expect(widths(COLUMNS, set({}), 9, 100)).toEqual([60, 56, 56, 72, 120]);
  });

  it("fill one up and share the rest among the others", () => {
    const [, seq, price, code, preview] = widths(COLUMNS, set({}), 9, 60 + 104 + 104 + 142 + 120);
    expect([seq, price, preview]).toEqual([104, 104, 120]);
    expect(code).toBeCloseTo(142);
  });

  it("make room for the numbers of ten million rows", () => {
    expect(widths(COLUMNS, set({}), 10_000_000, 1000)[0]).toBe(91);
  });
});

describe("columns", () => {
  it("have the profile's own where they stand", () => {
    expect(COLUMNS.map((column) => column.title ?? column.id)).toEqual(["row", "seq", "Price", "code", "preview"]);
  });

  it("are put before others, and never between the profile's own", () => {
    expect(blockBefore(COLUMNS, 0, 2)).toBe("code");
    expect(blockBefore(COLUMNS, 4, 2)).toBe("fields");
    expect(blockBefore(COLUMNS, 3, 0)).toBe("row");
    expect(blockBefore(COLUMNS, 0, 5)).toBeNull();
    expect(blockBefore(COLUMNS, 1, 5)).toBeNull();
    expect(blockBefore(COLUMNS, 2, 0)).toBe("row");
  });
});
