// Keys that work anywhere in the window.

import type { Shared } from "../model/models";
import { showShortcuts } from "./dialogs";
import { openFind } from "./filter/find";
import { openGoTo } from "./filter/go";
import { closeMenu } from "./menu";
import { command, composing } from "./panel";
import { askClose } from "./tabs/closing";

export function listenForShortcuts(shared: Shared, openDrawer: (open?: boolean) => void): void {
  const { text, info, tabs, opening } = shared;
  const focus = (selector: string) => {
    const field = document.querySelector<HTMLInputElement>(selector);
    field?.focus();
    field?.select();
  };
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || composing(event) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const { models } = tabs.active;
    const { actions } = models;
    if (event.key === "F1") showShortcuts(text, info);
    else if (event.key === "F3") {
      if (models.finding.text.trim() === "") void openFind(models);
      else void models.finding.next(!event.shiftKey);
    } else if (event.key === "Escape") {
      closeMenu();
      openDrawer(false);
      return;
    } else if (!command(event) || event.altKey) return;
    else if (isTab(event)) tabs.step(event.shiftKey ? -1 : 1);
    else if (event.key === "PageDown" || event.key === "PageUp") tabs.step(event.key === "PageUp" ? -1 : 1);
    else if (event.shiftKey && key === "t") void opening.reopen();
    else if (event.shiftKey && (key === "?" || key === "/")) showShortcuts(text, info);
    else if (event.shiftKey && key === "f") focus("#filter");
    else if (event.shiftKey && key === "k") void actions.clear();
    else if (event.shiftKey && key === "h" && models.connection.id !== null) models.handshakes.show();
    else if (event.shiftKey) return;
    else if (event.key === "Enter") void actions.send();
    else if (/^[1-9]$/.test(key)) void actions.sendKey(`Ctrl+${key}`);
    else if (key === "l") focus("#url");
    else if (key === "f") void openFind(models);
    else if (key === "g") openGoTo(models);
    else if (key === "s") void actions.save();
    else if (key === ",") models.settings.show();
    else if (key === "n") opening.newProfile();
    else if (key === "t") tabs.create();
    else if (key === "w") askClose(shared, tabs.active);
    else return;
    event.preventDefault();
  });
  // The webview's own menu (Reload, Inspect) is for pages; text fields keep theirs.
  window.addEventListener("contextmenu", (event) => {
    const target = event.target as HTMLElement;
    if (!target.closest("input, textarea")) event.preventDefault();
  });
}

/** With Shift, WebKitGTK has no name for this key. */
function isTab(event: KeyboardEvent): boolean {
  return event.key === "Tab" || event.code === "Tab" || event.keyCode === 9;
}
