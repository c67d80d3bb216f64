// The context menu of the selected rows.

import type { Models } from "../../model/models";
import { type Command, entryOf, ROW_COMMANDS } from "../commands";
import { type MenuEntry, type MenuPlace, openMenu } from "../menu";
import { cellEntries } from "./cell-menu";
import type { Column } from "./columns";

/** A separator follows these; the entries of the clicked cell come after it. */
const ENDS = ["keep-row", "save-payload"];
const COPIES = "copy-rows-as";

export function rowMenu(models: Models, at: MenuPlace, column?: Column): void {
  const { text, rows, selection } = models;
  const row = rows.get(selection.active);
  const entries: MenuEntry[] = [{ heading: text.t("rows-selected", { count: selection.count }) }];
  for (const command of ROW_COMMANDS.filter((one) => one.within !== COPIES && !one.hidden?.(models))) {
    entries.push(entryOf(command, models));
    if (ENDS.includes(command.id)) entries.push("line");
    if (command.id === ENDS.at(-1) && row) entries.push(...cellEntries(models, row, column), "line");
  }
  openMenu([...entries, ...copies(models)], at);
}

/** The menu of copy formats for the selected rows. */
export function copyRowsMenu(models: Models, at: Element): void {
  openMenu(copies(models), at);
}

function copies(models: Models): MenuEntry[] {
  const forms = ROW_COMMANDS.filter((one: Command) => one.within === COPIES);
  return [{ heading: models.text.t(COPIES) }, ...forms.map((one) => entryOf(one, models))];
}
