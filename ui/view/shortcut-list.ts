// F1: every shortcut of commands and of places.

import type { AppInfo } from "../host/types";
import type { Text } from "../model/text";
import { COMMANDS, nameOf } from "./commands";
import { show } from "./dialogs";
import { html } from "./html";
import { keys as write } from "./panel";

/** Shortcuts that work only in place and are not commands. */
const IN_PLACE = [
  ["Ctrl+1 … 9", "key-saved"],
  ["Alt+↑ ↓", "key-move"],
  ["Alt+← →", "key-tab-move"],
  ["F2", "key-rename"],
  ["Ctrl+D", "key-duplicate"],
  ["Del", "key-delete"],
  ["Shift+F10", "key-menu"],
  ["↑ ↓", "key-history"],
  ["Home End", "key-ends"],
  ["Shift+↑ ↓", "key-select"],
  ["Enter Escape", "key-details"],
  ["↓", "key-filter-rows"],
  ["Alt+← →", "key-column"],
  ["Ctrl++ Ctrl+−", "key-zoom"],
  ["Ctrl+0", "key-zoom-back"],
] as const;

export function showShortcuts(text: Text, info: AppInfo): void {
  const commands = COMMANDS.flatMap((one) =>
    one.keys ? [[one.keys, nameOf(one, (key) => text.t(key))] as const] : [],
  );
  const key = info.platform === "macos" ? "⌘" : "Ctrl";
  const all = [...commands, ...IN_PLACE.map(([keys, id]) => [keys, text.t(id, { key })] as const)];
  show(
    text,
    "shortcuts",
    text.t("shortcuts"),
    html`<dl class="keys">
      ${all.map(
        ([keys, name]) =>
          html`<dt>${keys.split(" ").map((key) => html`<kbd>${write(key, info.platform)}</kbd>`)}</dt><dd>${name}</dd>`,
      )}
    </dl>`,
  );
}
