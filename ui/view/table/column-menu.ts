// The context menu of a column, and the list of columns.

import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { COLUMNS, TIMES } from "../../model/table-columns";
import { entryOf, IN_UTC } from "../commands";
import { item, type MenuEntry, type MenuPlace, openMenu } from "../menu";
import { blockBefore, type Column } from "./columns";

export function columnMenu(
  models: Models,
  all: Column[],
  column: Column | undefined,
  at: MenuPlace,
  rename: () => void,
): void {
  const { text, table } = models;
  openMenu(
    [
      ...(column ? columnEntries(models, all, column, rename) : []),
      { heading: text.t("columns") },
      ...COLUMNS.map((id) =>
        item(`show-${id}`, text.t(`column-${id}`), () => table.show(id, !table.isShown(id)), {
          checked: table.isShown(id),
          box: true,
        }),
      ),
      "line",
      item("columns-reset", text.t("columns-reset"), () => table.reset()),
    ],
    at,
  );
}

function columnEntries(models: Models, all: Column[], column: Column, rename: () => void): MenuEntry[] {
  const { text, table, columns } = models;
  const from = all.indexOf(column);
  const { cell, block, id } = column;
  const mine = columns.mine;
  const own: MenuEntry[] =
    cell === undefined ? [] : [item("column-rename", text.t("column-rename"), rename, { disabled: !mine })];
  const times: MenuEntry[] =
    id === "time"
      ? [
          ...TIMES.map((form) =>
            item(`time-${form}`, text.t(`time-${form}`), () => table.setTime(form), { checked: table.time === form }),
          ),
          entryOf(IN_UTC, models),
        ]
      : [];
  const gone: MenuEntry =
    cell === undefined
      ? item("column-hide", text.t("column-hide"), () => table.show(block, false), { disabled: all.length < 2 })
      : item("column-remove", text.t("column-remove"), () => columns.remove(cell), { disabled: !mine });
  return [
    { heading: column.title === undefined ? text.t(`column-${id}`) : neutral(column.title) },
    ...times,
    ...own,
    item("column-left", text.t("column-left"), () => moveColumn(models, all, from, from - 1), { disabled: from <= 0 }),
    item("column-right", text.t("column-right"), () => moveColumn(models, all, from, from + 2), {
      disabled: from >= all.length - 1,
    }),
    gone,
  ];
}

/** Moves a column before the one at `to`; past the last is the end. */
export function moveColumn({ table, columns }: Models, all: Column[], from: number, to: number): void {
  const column = all[from];
  if (!column || to === from || to === from + 1) return;
  const cells = all.flatMap(({ cell }, i) => (cell === undefined ? [] : [i]));
  const [first, last] = [cells[0] ?? -1, cells.at(-1) ?? -1];
  // The profile holds the order of its own columns.
  if (column.cell !== undefined && to >= first && to <= last + 1) {
    columns.move(column.cell, to > from ? to - 1 - from : to - from);
  } else table.place(column.block, blockBefore(all, from, to));
}
