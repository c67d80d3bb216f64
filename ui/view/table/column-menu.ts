// What can be done with a decoded field's column.

import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { openMenu } from "../menu";

export function columnMenu(
  { text, columns }: Models,
  cell: number,
  at: Element | { x: number; y: number },
  rename: () => void,
): void {
  const { list } = columns;
  const disabled = !columns.mine;
  openMenu(
    [
      { heading: neutral(list[cell]?.field ?? "") },
      { label: text.t("column-rename"), testid: "column-rename", disabled, run: rename },
      {
        label: text.t("column-left"),
        testid: "column-left",
        disabled: disabled || cell === 0,
        run: () => columns.move(cell, -1),
      },
      {
        label: text.t("column-right"),
        testid: "column-right",
        disabled: disabled || cell >= list.length - 1,
        run: () => columns.move(cell, 1),
      },
      "line",
      { label: text.t("column-remove"), testid: "column-remove", disabled, run: () => columns.remove(cell) },
    ],
    at,
  );
}
