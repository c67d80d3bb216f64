// The table's columns: which, how wide, and how narrow they may be made. The last takes what is left.

import type { FieldColumn } from "../../host/types";
import type { Preferences } from "../../model/preferences";

export interface Column {
  id: string;
  width: number;
  least: number;
  /** A decoded field's column: which of a row's cells it shows. */
  cell?: number;
  /** Its title. */
  title?: string;
}

const BEFORE: Column[] = [
  { id: "row", width: 60, least: 40 },
  { id: "time", width: 104, least: 48 },
  { id: "direction", width: 30, least: 28 },
  { id: "kind", width: 64, least: 36 },
  { id: "size", width: 68, least: 40 },
  { id: "code", width: 152, least: 48 },
];
const PREVIEW: Column = { id: "preview", width: 0, least: 120 };
/** The place of the code's column. */
export const CODE = BEFORE.length - 1;
const FIELD_WIDTH = 104;

/** All columns, the profile's own between code and preview. */
export function columnsOf(fields: FieldColumn[]): Column[] {
  const own = fields.map(
    ({ field, title }, cell): Column => ({
      id: `field:${field}`,
      width: FIELD_WIDTH,
      least: 40,
      cell,
      title: title || field,
    }),
  );
  return [...BEFORE, ...own, PREVIEW];
}

/** In a narrow table these give way, down to so much, until a hand has set them. */
const YIELDS: Record<string, number> = { kind: 44, code: 72 };
const FIELD_LEAST = 56;
/** One digit, and the space on both sides. */
const DIGIT = 7.3;
const PADDING = 18;

const WIDEST = 800;

/** The grid's columns for so many rows, and how wide they are at least: the numbers of ten million need more room than those of a hundred. */
export function template(
  columns: Column[],
  preferences: Preferences,
  rows: number,
): { columns: string; least: number } {
  let sum = 0;
  const parts = columns.map(({ id, width, least, cell }) => {
    const set = preferences.value.columns[id];
    const own = id === "row" ? Math.max(width, widthOfNumber(rows)) : width;
    const yields = cell === undefined ? YIELDS[id] : FIELD_LEAST;
    sum += set ?? (width === 0 ? least : (yields ?? own));
    if (set !== undefined) return `${set}px`;
    if (width === 0) return `minmax(${least}px, 1fr)`;
    return yields === undefined ? `${own}px` : `minmax(${yields}px, ${width}px)`;
  });
  return { columns: parts.join(" "), least: sum };
}

function widthOfNumber(rows: number): number {
  const digits = String(rows).length;
  return Math.ceil((digits + Math.floor((digits - 1) / 3)) * DIGIT + PADDING);
}

export function resize(preferences: Preferences, column: Column | undefined, width: number): void {
  if (!column || column.width === 0) return;
  preferences.setColumn(column.id, Math.min(Math.max(width, column.least), WIDEST));
}

/** Back to the width that it has by itself. */
export function forget(preferences: Preferences, column: Column): void {
  const { [column.id]: _gone, ...columns } = preferences.value.columns;
  preferences.set({ columns });
}
