import { beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../host/host";
import type { Preferences as Dto } from "../host/types";
import { PreferencesStore } from "./preferences";
import { Rows } from "./rows";
import { TableColumns } from "./table-columns";

let rows: Rows;
let preferences: PreferencesStore;
let table: TableColumns;

function open(set: Partial<Dto["table"]> = {}): void {
  const value = { order: [], shown: {}, time: "", unwrapped: false, ...set };
  const host = { setPreferences: async () => {} } as unknown as Host;
  rows = new Rows();
  preferences = new PreferencesStore(host, { columns: {}, panes: {}, table: value } as unknown as Dto);
  table = new TableColumns(preferences, rows);
  preferences.subscribe(() => table.follow());
}

beforeEach(() => open());

describe("columns", () => {
  it("hide kind and latency by default, and notes and faults until there is one", () => {
    expect(table.shown).toEqual(["row", "time", "direction", "size", "code", "fields", "preview"]);
    rows.noted = 1;
    expect(table.isShown("note")).toBe(true);
    rows.faulty = true;
    expect(table.isShown("faults")).toBe(true);
    table.show("note", false);
    expect(table.isShown("note")).toBe(false);
    table.show("latency", true);
    expect(table.wants).toEqual(["latency"]);
  });

  it("move past the next visible column", () => {
    table.show("direction", false);
    table.move("time", 1);
    expect(table.shown.slice(0, 3)).toEqual(["row", "size", "time"]);
    table.move("time", -1);
    table.move("row", -1);
    expect(table.shown.slice(0, 3)).toEqual(["row", "time", "size"]);
  });

  it("unknown to an older version are inserted, and unknown names dropped", () => {
    open({ order: ["preview", "row", "gone", "time", "direction", "kind", "size", "code"] });
    const { order } = table;
    expect([...order.slice(0, 4), order.at(-2), order.at(-1)]).toEqual([
      "preview",
      "faults",
      "note",
      "row",
      "fields",
      "latency",
    ]);
  });

  it("never hide the last one", () => {
    for (const id of table.order) table.show(id, false);
    expect(table.shown.length).toBe(1);
  });

  it("request the data that they show", () => {
    table.setTime("previous");
    expect(rows.wants).toEqual(["sincePrevious"]);
    table.show("time", false);
    expect(rows.wants).toEqual([]);
    table.show("time", true);
    table.reset();
    expect([table.time, rows.wants]).toEqual(["absolute", []]);
  });
});
