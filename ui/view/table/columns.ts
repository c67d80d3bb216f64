// The table's columns: as wide as their content within limits, decoded values first. The preview takes what is left.

import type { FieldColumn, Layout } from "../../host/types";
import type { PreferencesStore } from "../../model/preferences";
import type { ColumnId } from "../../model/table-columns";

export interface Column {
  id: string;
  /** What it belongs to in the order of all. */
  block: ColumnId;
  /** By itself it is as wide as its content, within these. */
  least: number;
  most: number;
  /** Takes what is left. */
  rest?: boolean;
  /** Where there is little room, it gives way down to this; the lower its rank, the sooner it gets more again. */
  floor: number;
  rank: number;
  /** A decoded field's column: which of a row's cells it shows. */
  cell?: number;
  /** Its title. */
  title?: string;
  /** The number of its field's colour, the same as in the tree and in the hex. */
  hue?: number;
}

/** The first layout that has the field says so. */
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
  // An arrow, and beside it what kind of message it is.
  direction: fixed(66),
  kind: { least: 36, most: 90, floor: 60, rank: 3 },
  // All digits of what is shorter than a gigabyte: half a number would be another.
  size: { least: 40, most: 110, floor: 60, rank: 2 },
  wire: { least: 40, most: 110, floor: 60, rank: 3 },
  code: { least: 48, most: 260, floor: 96, rank: 1 },
  latency: { least: 48, most: 200, floor: 72, rank: 3 },
  preview: { least: 120, most: 120, floor: 120, rank: 0, rest: true },
  note: { least: 48, most: 240, floor: 60, rank: 3 },
};
/** What is decoded comes first. */
const FIELD: WidthLimits = { least: 40, most: 320, floor: 56, rank: 0 };

/** These columns, the profile's own where `fields` stands. */
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
 * How wide each column is where there is room for so many pixels, which may be less than all of them need: then the
 * table scrolls sideways. `content` is how wide what they hold is.
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

/** Each gets as much as the others, and none more than it needs; answers what is left. */
function grow(sizes: { now: number; most: number }[], room: number): number {
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

/** Back to the width that it has by itself. */
export function forget(preferences: PreferencesStore, column: Column): void {
  const { [column.id]: _gone, ...columns } = preferences.value.columns;
  preferences.set({ columns });
}

/** Of its cells and of its title. */
export function classOfColumn({ id, cell, hue }: Column): string {
  if (cell === undefined) return `c-${id}`;
  return hue === undefined ? "c-field" : `c-field hue-${hue}`;
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
