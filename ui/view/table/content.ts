// Content widths of the columns, measured from drawn rows. A width only grows: a column that followed the visible rows
// would move under the pointer on each scroll.

import type { RowDto } from "../../host/types";
import type { Column } from "./columns";

/** Character width of the table's font, and of its titles'. */
const CHARACTER = 7.3;
const TITLE_CHARACTER = 6.8;
/** Padding of a cell, and the extra width of a code's badge. */
const PADDING = 18;
const BADGE = 12;

export class Content {
  /** By column, in pixels. */
  readonly widths = new Map<string, number>();
  /** The rows measured last, by screen position. */
  #measured: RowDto[] = [];

  /** Starts over for other rows or another decoding. */
  forget(): void {
    this.widths.clear();
    this.#measured = [];
  }

  title({ id }: Column, words: string): void {
    this.#widen(id, wide(words) * TITLE_CHARACTER + PADDING);
  }

  /** Measures a row; true if a column became wider. A row that is still in its place is not measured again. */
  measure(place: number, row: RowDto, columns: Column[], words: (column: Column) => string): boolean {
    if (this.#measured[place] === row) return false;
    this.#measured[place] = row;
    let grown = false;
    for (const column of columns) {
      const count = wide(words(column));
      if (count > 0) {
        const width = count * CHARACTER + PADDING + (column.id === "code" ? BADGE : 0);
        grown = this.#widen(column.id, width) || grown;
      }
    }
    return grown;
  }

  #widen(id: string, width: number) {
    if (width <= (this.widths.get(id) ?? 0)) return false;
    this.widths.set(id, Math.ceil(width));
    return true;
  }
}

const NARROW = /^[\u0020-\u02ff]*$/;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** Width in monospaced characters; Chinese ones count twice. */
export function wide(words: string): number {
  if (NARROW.test(words)) return words.length;
  let count = 0;
  for (const one of words) count += WIDE.test(one) ? 2 : 1;
  return count;
}
