import { describe, expect, it } from "vitest";
import type { PlaceDto, RowDto } from "../host/types";
import { rowDto } from "../test/fake-host/rows";
import type { ConnectionModel } from "./connection";
import type { Payload } from "./payload";
import type { Rows } from "./rows";
import { Selection } from "./selection";
import { Anchor } from "./selection-anchor";

/** Row 7314, selected at position 3 of a filtered view, 72 pixels from the top. */
function made(place: () => PlaceDto | null) {
  const rows = { generation: 1, following: false, filter: { text: "", scanned: 0, done: false } } as Rows;
  const selection = new Selection();
  selection.only(3);
  const payload = {
    connection: 5,
    row: rowDto(7314) as RowDto | null,
    show(_: number | null, row: RowDto | null) {
      this.row = row;
    },
  };
  const connection = { id: 5 } as ConnectionModel;
  const placed: [number, number | null][] = [];
  const host = { placeOf: async () => place() };
  const anchor = new Anchor(host, connection, rows, selection, payload as unknown as Payload);
  anchor.table = { heightOf: () => 72, place: (position, height) => placed.push([position, height]) };
  const change = () => {
    Object.assign(rows, { generation: rows.generation + 1 });
    anchor.follow();
  };
  return { anchor, rows, selection, payload, connection, placed, change };
}

const settled = () => new Promise((done) => setTimeout(done));

describe("the selected row", () => {
  it("stays selected at the same height when the filter changes", async () => {
    const { selection, placed, change } = made(() => ({ position: 7313, row: 7314, near: false }));
    change();
    await settled();
    expect(selection.active).toBe(7313);
    expect(placed).toEqual([[7313, 72]]);
  });

  it("stays in the details while filtered out, and is selected again afterwards", async () => {
    let place: PlaceDto | null = { position: 12, row: 7400, near: true };
    const { anchor, selection, payload, placed, change } = made(() => place);
    change();
    await settled();
    expect(selection.active).toBe(-1);
    expect(anchor.holds).toBe(true);
    expect(payload.row?.row).toBe(7314);
    place = { position: 7313, row: 7314, near: false };
    change();
    await settled();
    expect(selection.active).toBe(7313);
    expect(placed).toEqual([[7313, 72]]);
  });

  it("is looked up again as the view grows", async () => {
    let place: PlaceDto | null = null;
    const { anchor, selection, change } = made(() => place);
    change();
    await settled();
    place = { position: 2, row: 7314, near: false };
    anchor.follow();
    await settled();
    expect(selection.active).toBe(2);
  });

  it("is dropped with its connection or by another selection", async () => {
    const one = made(() => null);
    Object.assign(one.connection, { id: 6 });
    one.change();
    expect(one.anchor.holds).toBe(false);
    expect(one.payload.row).toBeNull();
    const two = made(() => null);
    two.change();
    two.anchor.release();
    expect(two.anchor.holds).toBe(false);
  });
});
