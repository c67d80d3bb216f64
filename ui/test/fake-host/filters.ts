// Minimal filters: one kind of error, clicks, and tests added or removed.

import type { CellDto, ErrorDto } from "../../host/types";
import { rowDto } from "./rows";

/** Only `size:` without a number is an error here. */
export function wrongFilter(text: string): ErrorDto | null {
  const match = /size:(?=([^\s\d]\S*))/.exec(text);
  if (!match) return null;
  const column = String([...text.slice(0, match.index)].length + "size:".length + 1);
  const args = { column, key: "size", found: match[1] ?? "", expected: "size" };
  return { code: "filter_value", args, detail: `column ${column}`, path: null };
}

export function clicked(text: string, number: number, cell: CellDto, hide: boolean): string {
  const row = rowDto(number);
  const tests = {
    code: row.code === null ? "-code:*" : `code:${row.code}`,
    direction: `dir:${row.direction}`,
    kind: `kind:${row.kind}`,
    size: `size=${row.size}`,
    field: cell.what === "field" ? `field.${cell.path}=1` : "",
  };
  const test = tests[cell.what];
  return changed(text, [hide ? (test.startsWith("-") ? test.slice(1) : `-${test}`) : test], false);
}

export function changed(text: string, tests: string[], remove: boolean): string {
  const parts = text.split(" ").filter((part) => part !== "" && !tests.includes(part));
  return (remove ? parts : [...parts, ...tests]).join(" ");
}
