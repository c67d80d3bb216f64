// Applies theme and language to the document; follows the system's theme if chosen.

import type { Shared } from "../model/models";
import { readKeysOf } from "./panel";

export function applyTheme({ preferences, text, info }: Shared): void {
  document.documentElement.dataset.platform = info.platform;
  readKeysOf(info.platform);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const { theme } = preferences.value;
    const chosen = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
    document.documentElement.dataset.theme = chosen;
    document.documentElement.lang = text.locale;
  };
  dark.addEventListener("change", apply);
  preferences.subscribe(apply);
  text.subscribe(apply);
  apply();
}
