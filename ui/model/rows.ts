// The loaded window of the view's rows: which are wanted, which are loaded, and whether the view follows the tail.

import type { ErrorDto, ExtraColumn, FaultCountDto, FieldColumn, FilterDto, Pull, RowDto } from "../host/types";
import { Store } from "./store";

/** Rows kept before those far from the window are dropped. */
const KEEP = 4_000;
/**
 * Screens of rows kept while following. Rows that survive a collection of young objects stay until a full collection,
 * minutes later; with thousands kept, the page held over 100 MB of them.
 */
const FOLLOWED_SCREENS = 4;
/** Maximum rows per request. */
const MOST = 400;

export class Rows extends Store {
  total = 0;
  all = 0;
  view = -1;
  cleared = 0;
  filter: FilterDto | null = null;
  following = true;
  /** Rows that arrived since the view stopped following, visible or not. */
  fresh = 0;
  /** Increases when the view is replaced: selections and positions become invalid. */
  generation = 0;
  /** The profile's columns, as the rows' cells have them. */
  columns: FieldColumn[] = [];
  /** Increases when rows are decoded differently. */
  decoding = 0;
  /** Extra data that the shown columns need. */
  wants: ExtraColumn[] = [];
  /** Increases when unsettled rows may have changed. */
  timing = 0;
  /** Increases when a pin or a note changes. */
  marks = 0;
  /** Number of rows with a note. */
  noted = 0;
  /** Number of rows with faults; null if the profile defines none. */
  faults: FaultCountDto | null = null;
  /** Whether a fault was found since the connection was opened. */
  faulty = false;
  /** Why notes cannot be read. */
  notesError: ErrorDto | null = null;
  /** Called when visible rows are not loaded. */
  onGap: (() => void) | null = null;
  #cache = new Map<number, RowDto>();
  /** Rows of an older decoding: shown until they are loaded again. */
  #stale = new Set<number>();
  #first = 0;
  #count = 0;
  #end = 0;

  get(index: number): RowDto | undefined {
    return this.#cache.get(index);
  }

  /** Resets everything for a new connection. */
  reset(): void {
    Object.assign(this, { total: 0, all: 0, view: -1, cleared: 0, filter: null, following: true, fresh: 0 });
    Object.assign(this, { columns: [], decoding: 0, timing: 0, marks: 0, noted: 0, notesError: null });
    Object.assign(this, { faults: null, faulty: false });
    this.#cache.clear();
    this.#stale.clear();
    this.generation++;
    this.changed();
  }

  /** New rows below the visible ones. */
  get unseen(): number {
    return Math.min(this.fresh, Math.max(0, this.total - this.#end));
  }

  /** Sets the rows to draw and the end of the visible ones. */
  setVisible(first: number, count: number, end = first + count): void {
    this.#first = Math.max(0, Math.floor(first));
    this.#count = Math.min(count, MOST);
    const { unseen } = this;
    this.#end = end;
    if (this.unseen !== unseen) this.changed();
    if (this.gap()) this.onGap?.();
  }

  /** Sets the extra data that columns need; loaded rows lack it. */
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

  /** The range to poll for: the tail while following, else none. */
  tick(): { first: number; count: number } {
    return this.following ? { first: -1, count: Math.max(1, this.#count) } : { first: 0, count: 0 };
  }

  /** The visible rows that are not loaded, with a screen on each side; null if all are. */
  gap(): { first: number; count: number } | null {
    const end = Math.min(this.total, this.#first + this.#count);
    let missing = false;
    for (let i = this.#first; i < end && !missing; i++) missing = !this.#cache.has(i) || this.#stale.has(i);
    if (!missing) return null;
    const first = Math.max(0, this.#first - this.#count);
    return { first, count: Math.min(MOST, end + this.#count - first) };
  }

  /** Takes an answer; false if it is outdated. */
  apply(pull: Pull, wants = this.wants): boolean {
    if (pull.view < this.view) return false;
    this.#markStale(pull);
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
      // Within a view rows are only added; a late answer removes none.
      const total = Math.max(this.total, pull.total);
      if (!this.following) this.fresh += total - this.total;
      this.total = total;
    }
    this.all = pull.all;
    this.cleared = pull.cleared;
    this.filter = pull.filter;
    this.faults = pull.faults;
    // The column stays when a retention limit removes the last row with a fault.
    this.faulty ||= (pull.faults?.rows ?? 0) > 0;
    // A late answer from before a change of layouts, columns or notes has wrong cells.
    const current = pull.decoding === this.decoding && wants === this.wants && !(pull.marks < this.marks);
    if (current) {
      pull.rows.forEach((row, i) => {
        this.#cache.set(pull.first + i, row);
        // Unsettled rows requested before the last change are requested again.
        if (row.extra.unsettled && pull.timing < this.timing) this.#stale.add(pull.first + i);
        else this.#stale.delete(pull.first + i);
      });
    }
    this.#trim();
    this.changed();
    return true;
  }

  /** Marks rows as stale. */
  #markStale(pull: Pull) {
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
   * Rebuilds the maps instead of deleting from them. A Map with additions and deletions moves to a new table again and
   * again, and in JavaScriptCore the old table points to the new one: once a table has survived one collection of young
   * objects, all later tables and their rows stay until a full collection.
   */
  #trim() {
    const screen = Math.max(1, this.#count);
    const [keep, beside] = this.following ? [FOLLOWED_SCREENS * screen, screen] : [KEEP, MOST];
    if (this.#cache.size <= keep) return;
    const [from, to] = [this.#first - beside, this.#first + screen + beside];
    // The drawn rows may be an older tail than the one that just arrived.
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

/** Keeps the old list if nothing in it changed, so that views can compare by identity. */
function sameColumns(old: FieldColumn[], now: FieldColumn[]): FieldColumn[] {
  return JSON.stringify(old) === JSON.stringify(now) ? old : now;
}
