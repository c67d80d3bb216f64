// Window-wide shortcuts from the command table.

import type { Shared } from "../model/models";
import { COMMANDS, isPressed } from "./commands";
import { closeMenu } from "./menu";
import { command, composing } from "./panel";

export function listenForShortcuts(shared: Shared, closeDrawer: () => void): void {
  const anywhere = COMMANDS.filter((one) => one.group !== "row" || one.anywhere);
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || composing(event) || document.querySelector("dialog[open]")) return;
    const { models } = shared.tabs.active;
    if (event.key === "Escape") {
      closeMenu();
      closeDrawer();
      return;
    }
    const saved = command(event) && !event.altKey && !event.shiftKey && /^[1-9]$/.test(event.key);
    const pressed = anywhere.find((one) => isPressed(one, event));
    if (saved) void models.actions.sendKey(`Ctrl+${event.key}`);
    else if (!pressed) return;
    else if (!pressed.off?.(models)) pressed.run(models);
    event.preventDefault();
  });
  // The webview's own menu (Reload, Inspect) is useless here; text fields keep theirs.
  window.addEventListener("contextmenu", (event) => {
    const target = event.target as HTMLElement;
    if (!target.closest("input, textarea")) event.preventDefault();
  });
}
