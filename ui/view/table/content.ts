// How wide the columns' content is, as far as it was drawn. A width only grows: a column that followed what is in view would
// move under the pointer with each scroll.

import type { RowDto } from "../../host/types";
import type { Column } from "./columns";

/** A character of the table's type face, and one of its titles'. */
const CHARACTER = 7.3;
const TITLE_CHARACTER = 6.8;
/** The space on both sides of a cell, and what a code's badge has besides. */
const PADDING = 18;
const BADGE = 12;

export class Content {
  /** Of each column, in pixels. */
  readonly widths = new Map<string, number>();
  /** The rows looked at last, by their place on the screen. */
  #seen: RowDto[] = [];

  /** Other rows, or read in another way. */
  forget(): void {
    this.widths.clear();
    this.#seen = [];
  }

  title({ id }: Column, words: string): void {
    this.#widen(id, wide(words) * TITLE_CHARACTER + PADDING);
  }

  /** True where a column is wider than before. A row that is still in its place is not measured again. */
  look(place: number, row: RowDto, columns: Column[], words: (column: Column) => string): boolean {
    if (this.#seen[place] === row) return false;
    this.#seen[place] = row;
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

  #widen(id: string, width: number): boolean {
    if (width <= (this.widths.get(id) ?? 0)) return false;
    this.widths.set(id, Math.ceil(width));
    return true;
  }
}

const NARROW = /^[\u0020-\u02ff]*$/;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** In characters of a type face of one width; Chinese ones count twice. */
export function wide(words: string): number {
  if (NARROW.test(words)) return words.length;
  let count = 0;
  for (const one of words) count += WIDE.test(one) ? 2 : 1;
  return count;
}
