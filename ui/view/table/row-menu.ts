// What can be done with the selected rows.

import { COPY_FORMS } from "../../host/host";
import type { Models } from "../../model/models";
import { type Entry, openMenu } from "../menu";
import { keys } from "../panel";

export function rowMenu(models: Models, at: Element | { x: number; y: number }): void {
  const { text, rows, selection, rowActions, info } = models;
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
