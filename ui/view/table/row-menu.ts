// What can be done with the selected rows.

import type { Models } from "../../model/models";
import { openGoTo } from "../filter/go";
import { openMenu } from "../menu";
import { keys } from "../panel";
import { cellEntries } from "./cell-menu";
import type { Column } from "./columns";

export function rowMenu(models: Models, at: Element | { x: number; y: number }, column?: Column): void {
  const { text, actions, rows, selection, info, finding } = models;
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
      ...(row ? (["line", ...cellEntries(models, row, column), "line"] as const) : []),
      {
        label: text.t("next-code"),
        hint: "]",
        testid: "next-code",
        disabled: !row,
        run: () => void finding.sameCode(true),
      },
      {
        label: text.t("previous-code"),
        hint: "[",
        testid: "previous-code",
        disabled: !row,
        run: () => void finding.sameCode(false),
      },
      {
        label: text.t("go-to"),
        hint: keys("Ctrl+G", info.platform),
        testid: "go-to-item",
        disabled: rows.total === 0,
        run: () => openGoTo(models),
      },
    ],
    at,
  );
}
