// Selected rows of the view: the active row, the anchor of a range, and ranges.

import { Store } from "./store";

type RowRange = [first: number, last: number];

export class Selection extends Store {
  active = -1;
  #anchor = -1;
  #kept: RowRange[] = [];

  clear(): void {
    if (this.active < 0 && this.#kept.length === 0) return;
    this.active = -1;
    this.#anchor = -1;
    this.#kept = [];
    this.changed();
  }

  /** Selects a single row. */
  only(index: number): void {
    this.#kept = [];
    this.active = index;
    this.#anchor = index;
    this.changed();
  }

  /** Extends from the anchor to this row. */
  to(index: number): void {
    if (this.#anchor < 0) this.#anchor = index;
    this.active = index;
    this.changed();
  }

  /** Toggles a row and keeps the others. */
  toggle(index: number): void {
    const wasIn = this.has(index);
    const ranges = this.ranges;
    this.#kept = wasIn ? cut(ranges, index) : ranges;
    this.active = index;
    this.#anchor = wasIn ? -1 : index;
    this.changed();
  }

  all(total: number): void {
    if (total === 0) return;
    this.#kept = [[0, total - 1]];
    this.#anchor = -1;
    if (this.active < 0) this.active = 0;
    this.changed();
  }

  has(index: number): boolean {
    return this.ranges.some(([first, last]) => first <= index && index <= last);
  }

  /** Sorted and disjoint. */
  get ranges(): RowRange[] {
    const own: RowRange[] =
      this.#anchor < 0 ? [] : [[Math.min(this.#anchor, this.active), Math.max(this.#anchor, this.active)]];
    const sorted = [...this.#kept, ...own].sort((a, b) => a[0] - b[0]);
    const merged: RowRange[] = [];
    for (const [first, last] of sorted) {
      const before = merged.at(-1);
      if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
      else merged.push([first, last]);
    }
    return merged;
  }

  get count(): number {
    return this.ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  }
}

function cut(ranges: RowRange[], index: number): RowRange[] {
  return ranges.flatMap(([first, last]): RowRange[] => {
    if (index < first || index > last) return [[first, last]];
    const parts: RowRange[] = [];
    if (first < index) parts.push([first, index - 1]);
    if (index < last) parts.push([index + 1, last]);
    return parts;
  });
}
