// Keyboard control of the table.

import { isPressed, ROW_COMMANDS } from "../commands";
import { command, commandFor } from "../panel";
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
  switch (event.key) {
    case "ArrowDown":
      go(selection.active < 0 && !rows.following ? 0 : table.from + 1);
      break;
    case "ArrowUp":
      go(rows.following && selection.active < 0 ? table.from : table.from - 1);
      break;
    case "PageDown":
      go(table.from + page(geometry));
      break;
    case "PageUp":
      go(table.from - page(geometry));
      break;
    case "Home":
      go(0);
      break;
    case "End":
      go(last);
      if (!event.shiftKey) rows.follow(true);
      break;
    case "ArrowLeft":
      side(-1);
      break;
    case "ArrowRight":
      side(1);
      break;
    case "ContextMenu":
      table.menu();
      break;
    case "F10":
      if (!event.shiftKey) return;
      table.menu();
      break;
    case "Escape":
      selection.clear();
      break;
    case "Enter":
      if (command(event) || selection.count === 0) return;
      focusDetails();
      break;
    default: {
      const pressed = ROW_COMMANDS.find((one) => isPressed(one, event));
      if (pressed) {
        if (!pressed.off?.(models)) pressed.run(models);
        break;
      }
      if (!command(event) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "a") return;
      rows.follow(false);
      selection.all(geometry.rows);
    }
  }
  event.preventDefault();
}
