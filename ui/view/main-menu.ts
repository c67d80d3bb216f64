// The window menu: commands by group.

import type { Models } from "../model/models";
import { COMMANDS, entryOf, GROUPS } from "./commands";
import type { MenuEntry } from "./menu";
import { GROUP_NAMES } from "./palette";

export function mainMenu(models: Models): MenuEntry[] {
  return GROUPS.flatMap((group): MenuEntry[] => {
    const own = COMMANDS.filter((command) => command.group === group && command.menu);
    if (own.length === 0) return [];
    return [{ heading: models.text.t(GROUP_NAMES[group]) }, ...own.map((command) => entryOf(command, models))];
  });
}
