// Keeps the selected row while the filter changes: selected at the same height if the new view has it, else in the
// details until another row is selected.

import type { Host } from "../host/host";
import type { ConnectionModel } from "./connection";
import type { Payload } from "./payload";
import type { Rows } from "./rows";
import type { Selection } from "./selection";

/** The table's position interface. */
interface Placing {
  /** Distance of the row at this position from the top, in pixels; null if it is not visible. */
  heightOf(position: number): number | null;
  /** Scrolls this position to that distance from the top; null scrolls it into view anywhere. */
  place(position: number, height: number | null): void;
}

export class Anchor {
  table: Placing | null = null;
  /** The selected row and its connection. */
  #row: { connection: number; number: number; height: number | null } | null = null;
  #generation: number;
  /** The view that was queried after it had scanned all rows. */
  #settled = -1;
  #asking = false;
  /** Whether to query again because rows arrived meanwhile. */
  #again = false;

  constructor(
    private readonly host: Pick<Host, "placeOf">,
    private readonly connection: ConnectionModel,
    private readonly rows: Rows,
    private readonly selection: Selection,
    private readonly payload: Payload,
  ) {
    this.#generation = rows.generation;
  }

  /** Whether the details show a row that the view does not have. */
  get holds(): boolean {
    return this.#row !== null;
  }

  /** Handles a changed or grown view; called before anything is drawn. */
  follow(): void {
    const { rows, selection, payload, connection } = this;
    if (this.#generation !== rows.generation) {
      this.#generation = rows.generation;
      const shown = payload.row;
      const same = payload.connection !== null && payload.connection === connection.id;
      if (!same || !shown) this.#row = null;
      else if (selection.active >= 0) {
        const height = this.table?.heightOf(selection.active) ?? null;
        this.#row = { connection: payload.connection ?? -1, number: shown.row, height };
      } else if (this.#row?.number !== shown.row) this.#row = null;
      selection.clear();
      if (this.#row === null) payload.show(null, null);
    }
    if (this.#row && this.#settled !== rows.generation) void this.#lookUp();
  }

  /** Drops the anchor because the user changed the selection. */
  release(): void {
    this.#row = null;
  }

  /** Looks the row up until the view has reached it. */
  async #lookUp() {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    do {
      this.#again = false;
      await this.#ask();
    } while (this.#again && this.#row);
    this.#asking = false;
  }

  async #ask() {
    const anchor = this.#row;
    if (!anchor || anchor.connection !== this.connection.id) return;
    const generation = this.#generation;
    const { filter } = this.rows;
    const place = await this.host.placeOf(anchor.connection, String(anchor.number)).catch(() => null);
    if (anchor !== this.#row || generation !== this.rows.generation) return;
    if (!place || place.near || place.row !== anchor.number) {
      if (filter === null || filter.done) this.#settled = generation;
      return;
    }
    this.#row = null;
    this.selection.only(place.position);
    if (!this.rows.following) this.table?.place(place.position, anchor.height);
  }
}
