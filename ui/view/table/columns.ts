// The table's columns: which, how wide, and how narrow they may be made. The last takes what is left.

import type { Preferences } from "../../model/preferences";

export interface Column {
  id: string;
  width: number;
  least: number;
}

export const COLUMNS: Column[] = [
  { id: "row", width: 92, least: 40 },
  { id: "time", width: 108, least: 48 },
  { id: "direction", width: 34, least: 28 },
  { id: "kind", width: 66, least: 36 },
  { id: "size", width: 72, least: 40 },
  { id: "code", width: 148, least: 48 },
  { id: "preview", width: 0, least: 120 },
];

const WIDEST = 800;

export function template(preferences: Preferences): string {
  return COLUMNS.map(({ id, width }) => (width === 0 ? "minmax(0, 1fr)" : `${preferences.column(id, width)}px`)).join(
    " ",
  );
}

export function resize(preferences: Preferences, index: number, width: number): void {
  const column = COLUMNS[index];
  if (!column || column.width === 0) return;
  preferences.setColumn(column.id, Math.min(Math.max(width, column.least), WIDEST));
}

export function widthOf(preferences: Preferences, index: number): number {
  const column = COLUMNS[index];
  return column ? preferences.column(column.id, column.width) : 0;
}
