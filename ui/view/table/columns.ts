// The table's columns: how wide, and how narrow they may be made. The preview takes what is left.

import type { FieldColumn } from "../../host/types";
import type { Preferences } from "../../model/preferences";
import type { ColumnId } from "../../model/table";

export interface Column {
  id: string;
  /** What it belongs to in the order of all. */
  block: ColumnId;
  width: number;
  least: number;
  /** A decoded field's column: which of a row's cells it shows. */
  cell?: number;
  /** Its title. */
  title?: string;
}

const OWN: Record<Exclude<ColumnId, "fields">, { width: number; least: number }> = {
  row: { width: 60, least: 40 },
  time: { width: 104, least: 48 },
  direction: { width: 30, least: 28 },
  kind: { width: 64, least: 36 },
  size: { width: 68, least: 40 },
  wire: { width: 68, least: 40 },
  code: { width: 152, least: 48 },
  latency: { width: 132, least: 48 },
  // Takes what is left.
  preview: { width: 0, least: 120 },
  note: { width: 160, least: 48 },
};
const FIELD_WIDTH = 104;

/** These columns, the profile's own where `fields` stands. */
export function columnsOf(shown: ColumnId[], fields: FieldColumn[]): Column[] {
  const own = fields.map(
    ({ field, title }, cell): Column => ({
      id: `field:${field}`,
      block: "fields",
      width: FIELD_WIDTH,
      least: 40,
      cell,
      title: title || field,
    }),
  );
  return shown.flatMap((id): Column[] => (id === "fields" ? own : [{ id, block: id, ...OWN[id] }]));
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

/** Before which block a column comes to stand when it is put at this place among the columns. */
export function blockBefore(columns: Column[], from: number, to: number): ColumnId | null {
  const own = columns[from]?.block;
  let at = to;
  // Between two of the profile's columns nothing else can stand: it goes on to their end, or stays before them.
  while (at > from && columns[at] && columns[at]?.block === columns[at - 1]?.block) at++;
  while (columns[at]?.block === own && at < columns.length) at++;
  return columns[at]?.block ?? null;
}
