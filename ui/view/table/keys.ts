// Keyboard control of the table.

import { isPressed, ROW_COMMANDS } from "../commands";
import { arrowStep, command, commandFor } from "../panel";
import { focusDetails } from "../region-focus";
import { resize } from "./columns";
import { page } from "./geometry";
import type { Table } from "./table";

export function tableKeys(event: KeyboardEvent, table: Table): void {
  const { models, geometry } = table;
  const { rows, selection, preferences } = models;
  // Left to the window, which switches tabs.
  if (commandFor(event.key, event) && (event.key === "PageDown" || event.key === "PageUp")) return;
  const last = geometry.rows - 1;
  const go = (row: number) => {
    if (last < 0) return;
    const to = Math.min(Math.max(row, 0), last);
    const { from } = table;
    table.show(to);
    if (event.shiftKey) {
      if (selection.active < 0) selection.only(from);
      selection.to(to);
    } else selection.only(to);
  };
  const side = (by: number) => {
    if (event.altKey) return resize(preferences, table.columns[table.column], table.widthOf(table.column) + by * 8);
    table.column = Math.min(Math.max(table.column + by, -1), table.columns.length - 1);
    table.redraw();
  };
  const to: Record<string, number> = {
    ArrowDown: selection.active < 0 && !rows.following ? 0 : table.from + 1,
    ArrowUp: rows.following && selection.active < 0 ? table.from : table.from - 1,
    PageDown: table.from + page(geometry),
    PageUp: table.from - page(geometry),
    Home: 0,
    End: last,
  };
  const next = to[event.key];
  const by = arrowStep(event, "x");
  if (next !== undefined) {
    go(next);
    if (event.key === "End" && !event.shiftKey) rows.follow(true);
  } else if (by !== 0) side(by);
  else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) table.menu();
  else if (event.key === "Escape") selection.clear();
  else if (event.key === "Enter" && !command(event) && selection.count > 0) focusDetails();
  else if (event.key === "Enter" || event.key === "F10") return;
  else {
    const pressed = ROW_COMMANDS.find((one) => isPressed(one, event));
    if (pressed) {
      if (!pressed.off?.(models)) pressed.run(models);
    } else if (command(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "a") {
      rows.follow(false);
      selection.all(geometry.rows);
    } else return;
  }
  event.preventDefault();
}
