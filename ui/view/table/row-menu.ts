// What can be done with the selected rows.

import type { Models } from "../../model/models";
import { openMenu } from "../menu";
import { keys } from "../panel";

export function rowMenu(
  { text, actions, rows, selection, info }: Models,
  at: Element | { x: number; y: number },
): void {
  const { count } = selection;
  const row = rows.get(selection.active);
  const none = count === 0;
  openMenu(
    [
      { heading: text.t("rows-selected", { count }) },
      {
        label: text.t("copy-text"),
        hint: keys("Ctrl+C", info.platform),
        testid: "copy-text",
        disabled: none,
        run: () => void actions.copyRows("text"),
      },
      { label: text.t("copy-hex"), testid: "copy-hex", disabled: none, run: () => void actions.copyRows("hex") },
      { label: text.t("copy-json"), testid: "copy-json", disabled: none, run: () => void actions.copyRows("json") },
      "line",
      {
        label: text.t("copy-payload"),
        testid: "copy-payload",
        disabled: !row,
        run: () => row && void actions.copyRaw(row),
      },
    ],
    at,
  );
}
