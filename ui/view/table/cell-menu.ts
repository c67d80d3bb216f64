// Menu entries that filter by a row's cells.

import type { CellDto, RowDto } from "../../host/types";
import type { Models } from "../../model/models";
import { item, type MenuEntry } from "../menu";
import type { Column } from "./columns";

/** The filter cell of this column, if any. */
function cellOf(column: Column | undefined): CellDto | null {
  switch (column?.id) {
    case "code":
      return { what: "code" };
    case "direction":
      return { what: "direction" };
    case "kind":
      return { what: "kind" };
    case "size":
      return { what: "size" };
    default:
      return column?.id.startsWith("field:") ? { what: "field", path: column.id.slice("field:".length) } : null;
  }
}

/** Only and hide, for the clicked cell and for the row's code and direction. */
export function cellEntries({ text, filtering }: Models, row: RowDto, column: Column | undefined): MenuEntry[] {
  const pointed = cellOf(column);
  const cells: CellDto[] = pointed ? [pointed] : [];
  for (const what of ["code", "direction", "kind"] as const)
    if (pointed?.what !== what && (what !== "kind" || pointed === null || pointed.what === "direction"))
      cells.push({ what });
  return cells.flatMap((cell): MenuEntry[] => {
    const named = name(cell);
    return [
      item(`only-${cell.what}`, named("only"), () => void filtering.click(row.row, cell, false)),
      item(`hide-${cell.what}`, named("hide"), () => void filtering.click(row.row, cell, true)),
    ];
  });

  function name(cell: CellDto): (how: "only" | "hide") => string {
    if (cell.what === "field") {
      const field = column?.title ?? cell.path;
      return (how) => text.t(`${how}-field`, { field });
    }
    const value = {
      code: row.code === null ? "" : (row.codeName ?? String(row.code)),
      direction: text.t(row.direction === "sent" ? "sent" : "received"),
      kind: text.t(`kind-${row.kind}`),
      size: text.number(row.size),
    }[cell.what];
    const id = cell.what === "code" && value === "" ? "no-code" : cell.what;
    return (how) => text.t(`${how}-${id}`, { value, direction: row.direction });
  }
}
