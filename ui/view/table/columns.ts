// The table's columns: which, how wide, and how narrow they may be made. The last takes what is left.

import type { Preferences } from "../../model/preferences";

export interface Column {
  id: string;
  width: number;
  least: number;
}

export const COLUMNS: Column[] = [
  { id: "row", width: 60, least: 40 },
  { id: "time", width: 104, least: 48 },
  { id: "direction", width: 30, least: 28 },
  { id: "kind", width: 64, least: 36 },
  { id: "size", width: 68, least: 40 },
  { id: "code", width: 152, least: 48 },
  { id: "preview", width: 0, least: 120 },
];

/** In a narrow table these give way, down to so much, until a hand has set them. */
const YIELDS: Record<string, number> = { kind: 44, code: 72 };
/** One digit, and the space on both sides. */
const DIGIT = 7.3;
const PADDING = 18;

const WIDEST = 800;

/** The grid's columns for so many rows: the numbers of ten million need more room than those of a hundred. */
export function template(preferences: Preferences, rows: number): string {
  return COLUMNS.map(({ id, width, least }) => {
    const set = preferences.value.columns[id];
    if (set !== undefined) return `${set}px`;
    if (width === 0) return `minmax(${least}px, 1fr)`;
    const yields = YIELDS[id];
    if (yields !== undefined) return `minmax(${yields}px, ${width}px)`;
    return `${id === "row" ? Math.max(width, widthOfNumber(rows)) : width}px`;
  }).join(" ");
}

function widthOfNumber(rows: number): number {
  const digits = String(rows).length;
  return Math.ceil((digits + Math.floor((digits - 1) / 3)) * DIGIT + PADDING);
}

export function resize(preferences: Preferences, index: number, width: number): void {
  const column = COLUMNS[index];
  if (!column || column.width === 0) return;
  preferences.setColumn(column.id, Math.min(Math.max(width, column.least), WIDEST));
}

/** Back to the width that it has by itself. */
export function forget(preferences: Preferences, index: number): void {
  const { [COLUMNS[index]?.id ?? ""]: _gone, ...columns } = preferences.value.columns;
  preferences.set({ columns });
}
