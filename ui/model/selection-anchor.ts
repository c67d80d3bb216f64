// Holds on to the selected row while the filter changes: where the new view has it, it is selected there and stands as high
// in the table as before; else the details go on showing it until another one is selected.

import type { Host } from "../host/host";
import type { ConnectionModel } from "./connection";
import type { Payload } from "./payload";
import type { Rows } from "./rows";
import type { Selection } from "./selection";

/** What the table says of its place. */
export interface Placing {
  /** How far the row at this position is from the top, in pixels; null where it is not in view. */
  heightOf(position: number): number | null;
  /** Shows this position so far from the top, or wherever it is in view for null. */
  place(position: number, height: number | null): void;
}

export class Anchor {
  table: Placing | null = null;
  /** The row that was selected, and which connection's it is. */
  #row: { connection: number; number: number; height: number | null } | null = null;
  #generation: number;
  /** The view that was asked when it had looked at all rows. */
  #settled = -1;
  #asking = false;
  /** The view was asked once more since: rows came meanwhile. */
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

  /** The details show a row that no position of the view stands for. */
  get holds(): boolean {
    return this.#row !== null;
  }

  /** The view changed, or has more rows; called before anybody draws. */
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
    if (this.#row && this.#settled !== rows.generation) void this.#look();
  }

  /** A person selected something, or nothing. */
  let(): void {
    this.#row = null;
  }

  /** Asks where the row is, until the view has got to it. */
  async #look(): Promise<void> {
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

  async #ask(): Promise<void> {
    const held = this.#row;
    if (!held || held.connection !== this.connection.id) return;
    const generation = this.#generation;
    const { filter } = this.rows;
    const place = await this.host.placeOf(held.connection, String(held.number)).catch(() => null);
    if (held !== this.#row || generation !== this.rows.generation) return;
    if (!place || place.near || place.row !== held.number) {
      if (filter === null || filter.done) this.#settled = generation;
      return;
    }
    this.#row = null;
    this.selection.only(place.position);
    if (!this.rows.following) this.table?.place(place.position, held.height);
  }
}
