// The window onto the transcript: which rows are wanted, which are here, and whether the view follows the tail.

import type { ErrorDto, ExtraColumn, FieldColumn, FilterDto, Pull, RowDto } from "../host/types";
import { Store } from "./store";

/** Rows kept before those far from the window are let go. */
const KEEP = 4_000;
/**
 * Screens of rows kept while following. A row that is still held when young objects are collected stays until all objects
 * are, minutes later; with thousands held the page had over 100 MB of such rows.
 */
const FOLLOWED_SCREENS = 4;
/** The most that one call asks for. */
const MOST = 400;

export class Rows extends Store {
  total = 0;
  all = 0;
  view = -1;
  cleared = 0;
  filter: FilterDto | null = null;
  following = true;
  /** Rows that came since the view stopped following, in view or not. */
  fresh = 0;
  /** Rises when the rows are others than before: selections and places end. */
  generation = 0;
  /** The profile's columns, as the rows' cells have them. */
  columns: FieldColumn[] = [];
  /** Rises when rows are read in another way than before. */
  decoding = 0;
  /** What the columns shown ask for besides. */
  wants: ExtraColumn[] = [];
  /** Rises when rows that are not settled may be others now. */
  timing = 0;
  /** Rises when a pin or a note changed. */
  marks = 0;
  /** Rows that have a note. */
  noted = 0;
  /** Why notes cannot be read. */
  notesError: ErrorDto | null = null;
  /** Called when rows to be drawn are not here. */
  onGap: (() => void) | null = null;
  #cache = new Map<number, RowDto>();
  /** Rows that were read in an older way: shown until they are here anew. */
  #stale = new Set<number>();
  #first = 0;
  #count = 0;
  #end = 0;

  get(index: number): RowDto | undefined {
    return this.#cache.get(index);
  }

  /** A new connection: nothing is known. */
  reset(): void {
    Object.assign(this, { total: 0, all: 0, view: -1, cleared: 0, filter: null, following: true, fresh: 0 });
    Object.assign(this, { columns: [], decoding: 0, timing: 0, marks: 0, noted: 0, notesError: null });
    this.#cache.clear();
    this.#stale.clear();
    this.generation++;
    this.changed();
  }

  /** New rows below those that are in view. */
  get unseen(): number {
    return Math.min(this.fresh, Math.max(0, this.total - this.#end));
  }

  /** The rows that are to be drawn, and the end of those that are in view. */
  look(first: number, count: number, end = first + count): void {
    this.#first = Math.max(0, Math.floor(first));
    this.#count = Math.min(count, MOST);
    const { unseen } = this;
    this.#end = end;
    if (this.unseen !== unseen) this.changed();
    if (this.gap()) this.onGap?.();
  }

  /** Other columns are shown: rows that are here lack what they ask for. */
  want(wants: ExtraColumn[]): void {
    if (wants.join() === this.wants.join()) return;
    this.wants = wants;
    this.#stale = new Set(this.#cache.keys());
    this.changed();
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
  apply(pull: Pull, wants = this.wants): boolean {
    if (pull.view < this.view) return false;
    this.#age(pull);
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
    // An answer overtaken by a change of layouts, columns or notes has the wrong cells.
    const current = pull.decoding === this.decoding && wants === this.wants && !(pull.marks < this.marks);
    if (current) {
      pull.rows.forEach((row, i) => {
        this.#cache.set(pull.first + i, row);
        // What is not settled, and was asked before the last change, is to be asked again.
        if (row.extra.unsettled && pull.timing < this.timing) this.#stale.add(pull.first + i);
        else this.#stale.delete(pull.first + i);
      });
    }
    this.#trim();
    this.changed();
    return true;
  }

  /** Which rows have become old. */
  #age(pull: Pull): void {
    if (pull.timing > this.timing) {
      this.timing = pull.timing;
      for (const [index, row] of this.#cache) if (row.extra.unsettled) this.#stale.add(index);
    }
    if (pull.marks > this.marks) {
      this.marks = pull.marks;
      for (const index of this.#cache.keys()) this.#stale.add(index);
    }
    if (pull.marks === this.marks) {
      this.noted = pull.noted;
      this.notesError = pull.notesError;
    }
  }

  /**
   * Makes the maps anew and deletes nothing from them. A Map that is added to and deleted from moves to a new table again and
   * again, and in JavaScriptCore the old table points to the new one: once a table has outlived one collection of young
   * objects, all later ones stay with the rows that were in them, until all objects are collected.
   */
  #trim(): void {
    const screen = Math.max(1, this.#count);
    const [keep, beside] = this.following ? [FOLLOWED_SCREENS * screen, screen] : [KEEP, MOST];
    if (this.#cache.size <= keep) return;
    const [from, to] = [this.#first - beside, this.#first + screen + beside];
    // What is drawn may be an older tail than what has just come.
    const tail = this.following ? this.total - screen : Number.POSITIVE_INFINITY;
    const [cache, stale] = [new Map<number, RowDto>(), new Set<number>()];
    for (const [index, row] of this.#cache) {
      if ((index < from || index > to) && index < tail) continue;
      cache.set(index, row);
      if (this.#stale.has(index)) stale.add(index);
    }
    [this.#cache, this.#stale] = [cache, stale];
  }
}

/** The same list where nothing in it changed, so that who draws it can tell. */
function sameColumns(old: FieldColumn[], now: FieldColumn[]): FieldColumn[] {
  return JSON.stringify(old) === JSON.stringify(now) ? old : now;
}
