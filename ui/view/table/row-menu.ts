// What can be done with the selected rows.

import { COPY_FORMS } from "../../host/host";
import type { Models } from "../../model/models";
import { openGoTo } from "../filter/go";
import { type Entry, openMenu } from "../menu";
import { keys } from "../panel";
import { cellEntries } from "./cell-menu";
import type { Column } from "./columns";

export function rowMenu(models: Models, at: Element | { x: number; y: number }, column?: Column): void {
  const { text, rows, selection, rowActions, info, finding } = models;
  const { count } = selection;
  const row = rows.get(selection.active);
  const none = count === 0;
  const entries: Entry[] = [
    { heading: text.t("rows-selected", { count }) },
    {
      label: text.t(row?.extra.pinned ? "unpin" : "pin"),
      hint: "P",
      testid: "pin-rows",
      disabled: none,
      run: () => void rowActions.togglePin(),
    },
    {
      label: text.t("save-payload"),
      testid: "save-payload",
      disabled: !row,
      run: () => row && void rowActions.savePayload(row),
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
    { heading: text.t("copy-rows-as") },
    ...COPY_FORMS.map((form) => ({
      label: text.t(`copy-${form}`),
      testid: `copy-${form}`,
      disabled: none,
      run: () => void rowActions.copyRows(form),
      ...(form === "text" ? { hint: keys("Ctrl+C", info.platform) } : {}),
    })),
  ];
  openMenu(entries, at);
}
