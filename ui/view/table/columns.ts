// The table's columns and their widths: as wide as their content within limits, decoded values first. The preview takes
// the rest.

import type { FieldColumn, Layout } from "../../host/types";
import type { PreferencesStore } from "../../model/preferences";
import type { ColumnId } from "../../model/table-columns";

export interface Column {
  id: string;
  /** Its block in the column order. */
  block: ColumnId;
  /** Limits of its automatic width. */
  least: number;
  most: number;
  /** Takes the remaining width. */
  rest?: boolean;
  /** Width it can shrink to if there is little room; a lower rank grows back sooner. */
  floor: number;
  rank: number;
  /** Index of the row cell that a decoded field's column shows. */
  cell?: number;
  /** Its title. */
  title?: string;
  /** Colour number of its field, as in the tree and the hex view. */
  hue?: number;
}

/** The colour of the first layout that has the field. */
function hueOf(path: string, layouts: Layout[]): { hue?: number } {
  const name = /^[^.[]+/.exec(path)?.[0];
  for (const { fields = [], tail } of layouts) {
    const names = [...fields.map((field) => field.name ?? ""), tail?.name ?? "tail"];
    const at = names.indexOf(name ?? "");
    if (at >= 0) return { hue: at % HUES };
  }
  return {};
}

const HUES = 8;

type WidthLimits = Pick<Column, "least" | "most" | "floor" | "rank" | "rest">;

const fixed = (width: number, least = 28): WidthLimits => ({ least, most: width, floor: width, rank: 0 });

const OWN: Record<Exclude<ColumnId, "fields">, WidthLimits> = {
  row: fixed(110, 40),
  time: { least: 48, most: 150, floor: 106, rank: 2 },
  // An arrow, and the kind of message.
  direction: fixed(66),
  kind: { least: 36, most: 90, floor: 60, rank: 3 },
  // All digits of sizes below a gigabyte: a truncated number would mislead.
  size: { least: 40, most: 110, floor: 60, rank: 2 },
  wire: { least: 40, most: 110, floor: 60, rank: 3 },
  code: { least: 48, most: 260, floor: 96, rank: 1 },
  latency: { least: 48, most: 200, floor: 72, rank: 3 },
  preview: { least: 120, most: 120, floor: 120, rank: 0, rest: true },
  faults: { least: 48, most: 240, floor: 72, rank: 1 },
  note: { least: 48, most: 240, floor: 60, rank: 3 },
};
/** Decoded values come first. */
const FIELD: WidthLimits = { least: 40, most: 320, floor: 56, rank: 0 };

/** The visible columns, with the profile's own in place of `fields`. */
export function columnsOf(shown: ColumnId[], fields: FieldColumn[], layouts: Layout[] = []): Column[] {
  const own = fields.map(
    ({ field, title }, cell): Column => ({
      ...hueOf(field, layouts),
      id: `field:${field}`,
      block: "fields",
      ...FIELD,
      cell,
      title: title || field,
    }),
  );
  return shown.flatMap((id): Column[] => (id === "fields" ? own : [{ id, block: id, ...OWN[id] }]));
}

const WIDEST = 800;

/**
 * The width of each column for `room` pixels. If the minimum widths need more, the table scrolls sideways. `content`
 * holds the content widths.
 */
export function widths(
  columns: Column[],
  preferences: PreferencesStore,
  content: ReadonlyMap<string, number>,
  room: number,
): number[] {
  const sizes = columns.map((column) => {
    const set = column.rest ? undefined : preferences.value.columns[column.id];
    if (set !== undefined) return { now: set, most: set, rank: 0 };
    const most = Math.min(Math.max(content.get(column.id) ?? 0, column.least), column.most);
    return { now: Math.min(column.floor, most), most, rank: column.rank };
  });
  let left = room - sizes.reduce((sum, { now }) => sum + now, 0);
  for (const rank of [0, 1, 2, 3])
    left = grow(
      sizes.filter((size) => size.rank === rank),
      left,
    );
  return sizes.map(({ now }, i) => (columns[i]?.rest ? now + Math.max(0, left) : now));
}

/** Distributes room evenly, none beyond its maximum; returns the rest. */
function grow(sizes: { now: number; most: number }[], room: number) {
  let left = room;
  for (let open = sizes.filter(({ now, most }) => now < most); left > 0.01 && open.length > 0; ) {
    const share = left / open.length;
    for (const size of open) {
      const more = Math.min(share, size.most - size.now);
      size.now += more;
      left -= more;
    }
    open = open.filter(({ now, most }) => now < most);
  }
  return left;
}

export function resize(preferences: PreferencesStore, column: Column | undefined, width: number): void {
  if (!column || column.rest) return;
  preferences.setColumn(column.id, Math.min(Math.max(width, column.least), WIDEST));
}

/** Restores the column's automatic width. */
export function forget(preferences: PreferencesStore, column: Column): void {
  const { [column.id]: _gone, ...columns } = preferences.value.columns;
  preferences.set({ columns });
}

/** CSS class of the column's cells and title. */
export function classOfColumn({ id, cell, hue }: Column): string {
  if (cell === undefined) return `c-${id}`;
  return hue === undefined ? "c-field" : `c-field hue-${hue}`;
}

/** The block that a column is placed before when dropped at this index. */
export function blockBefore(columns: Column[], from: number, to: number): ColumnId | null {
  const own = columns[from]?.block;
  let at = to;
  // Nothing can be between two of the profile's columns: move past their end, or stay before them.
  while (at > from && columns[at] && columns[at]?.block === columns[at - 1]?.block) at++;
  while (columns[at]?.block === own && at < columns.length) at++;
  return columns[at]?.block ?? null;
}
