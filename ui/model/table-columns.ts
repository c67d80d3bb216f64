// The table's columns, their order and the time format; kept between starts. The profile's columns of decoded fields
// form the one block `fields`; the profile holds their order.

import type { ExtraColumn } from "../host/types";
import { inserted } from "./list";
import type { PreferencesStore } from "./preferences";
import type { Rows } from "./rows";

export const COLUMNS = [
  "row",
  "time",
  "direction",
  "kind",
  "size",
  "wire",
  "code",
  "fields",
  "latency",
  "preview",
  "faults",
  "note",
] as const;
export type ColumnId = (typeof COLUMNS)[number];

export const TIMES = ["absolute", "start", "previous", "sent"] as const;
export type TimeForm = (typeof TIMES)[number];

const WANTS: Record<TimeForm, ExtraColumn[]> = {
  absolute: [],
  start: ["sinceStart"],
  previous: ["sincePrevious"],
  sent: ["sinceSent"],
};

export class TableColumns {
  constructor(
    private readonly preferences: PreferencesStore,
    private readonly rows: Rows,
  ) {
    this.follow();
  }

  /** Applies changed preferences. */
  follow(): void {
    this.rows.want(this.wants);
  }

  get #set() {
    return this.preferences.value.table;
  }

  /** All columns from left to right, including hidden ones. */
  get order(): ColumnId[] {
    const known = this.#set.order.filter((id): id is ColumnId => COLUMNS.some((one) => one === id));
    const order = [...new Set(known)];
    // Columns unknown to an older version go after their default predecessor.
    COLUMNS.forEach((id, i) => {
      if (order.includes(id)) return;
      const before = COLUMNS[i - 1];
      order.splice(before ? order.indexOf(before) + 1 : 0, 0, id);
    });
    return order;
  }

  /**
   * By default the kind is shown beside the direction, latency is off because it costs a search, and notes and
   * compression are rare; notes and faults are shown once there are any.
   */
  isShown(id: ColumnId): boolean {
    return this.#set.shown[id] ?? this.#isShownByItself(id);
  }

  #isShownByItself(id: ColumnId): boolean {
    if (id === "note") return this.rows.noted > 0;
    if (id === "faults") return this.rows.faulty;
    return !["kind", "latency", "wire"].includes(id);
  }

  get shown(): ColumnId[] {
    return this.order.filter((id) => this.isShown(id));
  }

  /** Shows or hides a column; the last visible one stays. */
  show(id: ColumnId, on: boolean): void {
    if (!on && this.shown.every((one) => one === id)) return;
    this.#change({ shown: { ...this.#set.shown, [id]: on } });
  }

  /** Moves a column before another one; `null` is the end. */
  place(id: ColumnId, before: ColumnId | null): void {
    if (id === before) return;
    const rest = this.order.filter((one) => one !== id);
    const at = before === null ? rest.length : rest.indexOf(before);
    this.#change({ order: inserted(rest, at, id) });
  }

  /** Moves a column past the next visible one. */
  move(id: ColumnId, by: -1 | 1): void {
    const { shown } = this;
    const at = shown.indexOf(id);
    if (at < 0 || at + by < 0 || at + by >= shown.length) return;
    this.place(id, by < 0 ? (shown[at - 1] ?? null) : (shown[at + 2] ?? null));
  }

  get time(): TimeForm {
    return TIMES.find((form) => form === this.#set.time) ?? "absolute";
  }

  setTime(time: TimeForm): void {
    this.#change({ time });
  }

  /** Resets order, visibility and widths. */
  reset(): void {
    this.#change({ order: [], shown: {}, time: "absolute" });
    this.preferences.set({ columns: {} });
  }

  /** The extra data that the visible columns need. */
  get wants(): ExtraColumn[] {
    const times = this.isShown("time") ? WANTS[this.time] : [];
    return this.isShown("latency") ? [...times, "latency"] : times;
  }

  #change(patch: Partial<TableColumns["preferences"]["value"]["table"]>) {
    this.preferences.set({ table: { ...this.#set, ...patch } });
  }
}
