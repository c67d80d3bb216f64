import { describe, expect, it } from "vitest";
import { blockBefore, columnsOf } from "./columns";

const COLUMNS = columnsOf(["row", "fields", "code", "preview"], [{ field: "seq" }, { field: "price", title: "Price" }]);

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
