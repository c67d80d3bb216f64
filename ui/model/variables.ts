// A profile's variables as form rows.

import type { Literal } from "../host/types";

/** Generators in menu order; `random` with a range to edit. */
export const GENERATORS = ["counter", "unix", "unix_ms", "unix_us", "uuid", "random:1:100", "length"] as const;

/** What the insert menu has besides variables: generators, a counter of its own, and a placeholder that is not filled. */
export const INSERTED = [...GENERATORS.slice(0, 1), "counter:name", ...GENERATORS.slice(1), "literal:name"] as const;

export interface VariableRow {
  id: number;
  name: string;
  value: string;
}

export function rowsOf(variables: Record<string, Literal> | undefined): VariableRow[] {
  return Object.entries(variables ?? {}).map(([name, value], id) => ({ id, name, value: String(value) }));
}

/** Why a row's name is invalid, or null. */
export function nameFault(rows: readonly VariableRow[], row: VariableRow): "bad-name" | "generator" | "twice" | null {
  const name = row.name.trim();
  if (name === "") return row.value === "" ? null : "bad-name";
  if (GENERATORS.some((one) => one.split(":")[0] === name)) return "generator";
  if (!/^[\p{Alphabetic}_][\p{Alphabetic}\p{N}_. -]*$/u.test(name)) return "bad-name";
  return rows.some((other) => other.id < row.id && other.name.trim() === name) ? "twice" : null;
}

/** The variables of the rows with valid names. */
export function variablesOf(rows: readonly VariableRow[]): Record<string, string> {
  const good = rows.filter((row) => row.name.trim() !== "" && nameFault(rows, row) === null);
  return Object.fromEntries(good.map((row) => [row.name.trim(), row.value]));
}
