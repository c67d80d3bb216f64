// Runs the commands that are chosen in the menu bar, which only macOS has.

import type { Shared } from "../model/models";
import { COMMANDS } from "./commands";
import { closeMenu } from "./menu";

/** Commands that do not act on what a page covers. */
const ANYWHERE = ["menu-save", "menu-shortcuts", "menu-about", "open-logs"];

export function runFromMenuBar(id: string, { tabs }: Pick<Shared, "tabs">): void {
  const command = COMMANDS.find((one) => one.id === id);
  // As with shortcuts, a dialog has to be answered first.
  if (!command || document.querySelector("dialog[open]")) return;
  if (document.querySelector("main[inert]") && !ANYWHERE.includes(id)) return;
  closeMenu();
  const { models } = tabs.active;
  if (!command.off?.(models)) command.run(models);
}

/** Ends when another page takes over. */
export async function followMenuBar(shared: Shared): Promise<void> {
  if (shared.info.platform !== "macos") return;
  for (;;) {
    const id = await shared.host.menuCommand().catch(() => null);
    if (id === null) return;
    runFromMenuBar(id, shared);
  }
}
