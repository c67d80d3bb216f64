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
  // All digits of what is shorter than a gigabyte: half a number would be another.
  size: { width: 100, least: 40 },
  wire: { width: 100, least: 40 },
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

/** In a narrow table these give way, down to so much, until a hand has set them: `binary` is still whole. */
const YIELDS: Record<string, number> = { kind: 60, size: 68, wire: 68, code: 72 };
const FIELD_LEAST = 56;
/** One digit, and the space on both sides. */
const DIGIT = 7.3;
const PADDING = 18;

const WIDEST = 800;

/**
 * How wide each column is where there is room for so many pixels, which may be less than all of them need: then the
 * table scrolls sideways. The numbers of ten million rows need more room than those of a hundred.
 */
export function widths(columns: Column[], preferences: Preferences, rows: number, room: number): number[] {
  const sizes = columns.map(({ id, width, least, cell }): { now: number; most: number } => {
    if (width === 0) return { now: least, most: least };
    const set = preferences.value.columns[id];
    if (set !== undefined) return { now: set, most: set };
    const own = id === "row" ? Math.max(width, widthOfNumber(rows)) : width;
    return { now: cell === undefined ? (YIELDS[id] ?? own) : FIELD_LEAST, most: own };
  });
  let left = room - sizes.reduce((sum, { now }) => sum + now, 0);
  // Those that had given way get theirs first, each as much as the others; the preview takes the rest.
  for (let open = sizes.filter(({ now, most }) => now < most); left > 0 && open.length > 0; ) {
    const share = left / open.length;
    for (const size of open) {
      const more = Math.min(share, size.most - size.now);
      size.now += more;
      left -= more;
    }
    const rest = open.filter(({ now, most }) => now < most);
    if (rest.length === open.length) break;
    open = rest;
  }
  return sizes.map(({ now }, i) => (columns[i]?.width === 0 ? now + Math.max(0, left) : now));
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
