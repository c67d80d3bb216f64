// The context menu of a column, and the list of columns.

import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { COLUMNS, TIMES } from "../../model/table-columns";
import { entryOf, IN_UTC } from "../commands";
import { type MenuEntry, type MenuPlace, openMenu } from "../menu";
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
      ...COLUMNS.map((id) => ({
        label: text.t(`column-${id}`),
        testid: `show-${id}`,
        checked: table.isShown(id),
        box: true,
        run: () => table.show(id, !table.isShown(id)),
      })),
      "line",
      { label: text.t("columns-reset"), testid: "columns-reset", run: () => table.reset() },
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
    cell === undefined
      ? []
      : [{ label: text.t("column-rename"), testid: "column-rename", disabled: !mine, run: rename }];
  const times: MenuEntry[] =
    id === "time"
      ? [
          ...TIMES.map((form) => ({
            label: text.t(`time-${form}`),
            testid: `time-${form}`,
            checked: table.time === form,
            run: () => table.setTime(form),
          })),
          entryOf(IN_UTC, models),
        ]
      : [];
  const gone: MenuEntry =
    cell === undefined
      ? {
          label: text.t("column-hide"),
          testid: "column-hide",
          disabled: all.length < 2,
          run: () => table.show(block, false),
        }
      : { label: text.t("column-remove"), testid: "column-remove", disabled: !mine, run: () => columns.remove(cell) };
  return [
    { heading: column.title === undefined ? text.t(`column-${id}`) : neutral(column.title) },
    ...times,
    ...own,
    {
      label: text.t("column-left"),
      testid: "column-left",
      disabled: from <= 0,
      run: () => moveColumn(models, all, from, from - 1),
    },
    {
      label: text.t("column-right"),
      testid: "column-right",
      disabled: from >= all.length - 1,
      run: () => moveColumn(models, all, from, from + 2),
    },
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
