// The window onto the transcript: which rows are wanted, which are here, and whether the view follows the tail.

import type { FieldColumn, FilterDto, Pull, RowDto } from "../host/types";
import { Store } from "./store";

/** Rows kept before those far from the window are let go. */
const KEEP = 4_000;
/** The most that one call asks for. */
const MOST = 400;

export class Rows extends Store {
  total = 0;
  all = 0;
  view = -1;
  cleared = 0;
  filter: FilterDto | null = null;
  following = true;
  /** Rows that came since the view stopped following. */
  fresh = 0;
  /** Rises when the rows are others than before: selections and places end. */
  generation = 0;
  /** The profile's columns, as the rows' cells have them. */
  columns: FieldColumn[] = [];
  /** Rises when rows are read in another way than before. */
  decoding = 0;
  /** Called when rows to be drawn are not here. */
  onGap: (() => void) | null = null;
  #cache = new Map<number, RowDto>();
  /** Rows that were read in an older way: shown until they are here anew. */
  #stale = new Set<number>();
  #first = 0;
  #count = 0;

  get(index: number): RowDto | undefined {
    return this.#cache.get(index);
  }

  /** A new connection: nothing is known. */
  reset(): void {
    Object.assign(this, { total: 0, all: 0, view: -1, cleared: 0, filter: null, following: true, fresh: 0 });
    Object.assign(this, { columns: [], decoding: 0 });
    this.#cache.clear();
    this.#stale.clear();
    this.generation++;
    this.changed();
  }

  /** The rows that are to be drawn. */
  look(first: number, count: number): void {
    this.#first = Math.max(0, Math.floor(first));
    this.#count = Math.min(count, MOST);
    if (this.gap()) this.onGap?.();
  }

  follow(on: boolean): void {
    if (on === this.following) return;
    this.following = on;
    this.fresh = 0;
    this.changed();
  }

  /** What the long wait asks for: the tail while following, else only the numbers. */
  tick(): { first: number; count: number } {
    return this.following ? { first: -1, count: Math.max(1, this.#count) } : { first: 0, count: 0 };
  }

  /** The rows of the window that are not here, with a screen each side; null where all are here. */
  gap(): { first: number; count: number } | null {
    const end = Math.min(this.total, this.#first + this.#count);
    let missing = false;
    for (let i = this.#first; i < end && !missing; i++) missing = !this.#cache.has(i) || this.#stale.has(i);
    if (!missing) return null;
    const first = Math.max(0, this.#first - this.#count);
    return { first, count: Math.min(MOST, end + this.#count - first) };
  }

  /** Takes an answer; false where it is older than what is known. */
  apply(pull: Pull): boolean {
    if (pull.view < this.view) return false;
    if (pull.decoding > this.decoding) {
      this.decoding = pull.decoding;
      this.#stale = new Set(this.#cache.keys());
    }
    if (pull.decoding === this.decoding) this.columns = sameColumns(this.columns, pull.columns);
    if (pull.view !== this.view) {
      this.#cache.clear();
      this.#stale.clear();
      this.view = pull.view;
      this.total = pull.total;
      this.fresh = 0;
      this.generation++;
    } else {
      // Within a view rows are only added; an answer overtaken by a newer one takes none away.
      const total = Math.max(this.total, pull.total);
      if (!this.following) this.fresh += total - this.total;
      this.total = total;
    }
    this.all = pull.all;
    this.cleared = pull.cleared;
    this.filter = pull.filter;
    // An answer overtaken by a change of layouts has the wrong cells.
    if (pull.decoding === this.decoding) {
      pull.rows.forEach((row, i) => {
        this.#cache.set(pull.first + i, row);
        this.#stale.delete(pull.first + i);
      });
    }
    this.#trim();
    this.changed();
    return true;
  }

  #trim(): void {
    if (this.#cache.size <= KEEP) return;
    const [from, to] = [this.#first - MOST, this.#first + this.#count + MOST];
    for (const index of this.#cache.keys()) if (index < from || index > to) this.#drop(index);
  }

  #drop(index: number): void {
    this.#cache.delete(index);
    this.#stale.delete(index);
  }
}

/** The same list where nothing in it changed, so that who draws it can tell. */
function sameColumns(old: FieldColumn[], now: FieldColumn[]): FieldColumn[] {
  return JSON.stringify(old) === JSON.stringify(now) ? old : now;
}
