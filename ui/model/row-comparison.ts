// Statistics between the first and last selected row and, for exactly two rows, their comparison.

import type { Host } from "../host/host";
import type { ComparisonDto, ErrorDto, RowDto } from "../host/types";
import { outcome } from "./as-error";
import type { ConnectionModel } from "./connection";
import { PAGE } from "./payload";
import type { Rows } from "./rows";
import type { Selection } from "./selection";
import { Store } from "./store";

const KEEP_PAGES = 16;

export type MessageSide = "a" | "b";

export class RowComparison extends Store {
  /** The first and last selected rows if there are at least two. */
  ends: [RowDto, RowDto] | null = null;
  /** Whether exactly two rows are selected. */
  isTwo = false;
  comparison: ComparisonDto | null = null;
  error: ErrorDto | null = null;
  #at = "";
  #compared = "";
  #generation = 0;
  #pages = new Map<string, Uint8Array>();
  #requested = new Set<string>();

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly rows: Rows,
    private readonly selection: Selection,
  ) {
    super();
    selection.subscribe(() => void this.#follow());
  }

  /** Time from the first to the last, in nanoseconds. */
  get deltaNs(): number | null {
    return this.ends ? Number(BigInt(this.ends[1].ns) - BigInt(this.ends[0].ns)) : null;
  }

  async #follow() {
    const { count, ranges } = this.selection;
    const first = ranges[0]?.[0];
    const last = ranges.at(-1)?.[1];
    const { id } = this.connection;
    const at = first === undefined || last === undefined || count < 2 ? "" : [id, first, last, count].join(" ");
    if (at === this.#at) return;
    this.#at = at;
    this.#generation++;
    this.#drop();
    this.isTwo = count === 2;
    if (id === null || at === "" || first === undefined || last === undefined) return this.changed();
    const generation = this.#generation;
    const [a, b] = await Promise.all([this.#row(id, first), this.#row(id, last)]).catch(() => [null, null]);
    if (generation !== this.#generation) return;
    this.ends = a && b ? [a, b] : null;
    this.changed();
  }

  #drop() {
    Object.assign(this, { ends: null, isTwo: false, comparison: null, error: null });
    this.#compared = "";
    this.#pages.clear();
    this.#requested.clear();
  }

  /** Loads a row of the view that may be far from the visible ones. */
  async #row(id: number, index: number): Promise<RowDto | null> {
    const loaded = this.rows.get(index);
    if (loaded) return loaded;
    const request = { rev: 0, first: index, count: 1, minMs: 0, maxMs: 0, wants: [] };
    const pull = await this.host.pull({ connection: id, ...request });
    return pull.rows[0] ?? null;
  }

  /** Compares the two rows, once. */
  async compare(): Promise<void> {
    const { ends } = this;
    const { id } = this.connection;
    if (!this.isTwo || !ends || id === null || this.#compared === this.#at) return;
    this.#compared = this.#at;
    const generation = this.#generation;
    const [comparison, error] = await outcome(this.host.compareRows(id, ends[0].row, ends[1].row));
    if (generation !== this.#generation) return;
    if (comparison) this.comparison = comparison;
    else this.error = error;
    this.changed();
  }

  /** A byte of one side; undefined while it is loading. */
  byte(side: MessageSide, at: number): number | undefined {
    const number = Math.floor(at / PAGE);
    const key = `${side}${number}`;
    const page = this.#pages.get(key);
    if (page) return page[at % PAGE];
    if (!this.#requested.has(key)) void this.#load(side, number, key);
    return undefined;
  }

  async #load(side: MessageSide, number: number, key: string) {
    const row = this.ends?.[side === "a" ? 0 : 1];
    const { id } = this.connection;
    if (!row || id === null) return;
    const generation = this.#generation;
    this.#requested.add(key);
    const [bytes, error] = await outcome(this.host.payload(id, row.row, number * PAGE, PAGE, false));
    if (generation !== this.#generation) return;
    if (bytes) {
      if (this.#pages.size >= KEEP_PAGES) {
        const oldest = this.#pages.keys().next().value ?? "";
        this.#pages.delete(oldest);
        this.#requested.delete(oldest);
      }
      this.#pages.set(key, new Uint8Array(bytes));
    } else this.error = error;
    this.changed();
  }
}
