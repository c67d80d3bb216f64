// Ctrl with plus, minus, zero or the wheel: how large the window is drawn. The shell draws it; this says how large.

import type { PreferencesStore } from "../model/preferences";
import { command } from "./panel";

/** So much of the wheel's turning is a step. */
const STEP = 100;

export function listenForZoom(preferences: PreferencesStore): void {
  // Before anybody else: it works in dialogs and in rooms, too.
  window.addEventListener(
    "keydown",
    (event) => {
      if (!command(event) || event.altKey) return;
      const by = stepOf(event);
      if (by === null) return;
      event.preventDefault();
      event.stopPropagation();
      preferences.zoom(by);
    },
    { capture: true },
  );
  let turned = 0;
  window.addEventListener(
    "wheel",
    (event) => {
      if (!command(event)) return;
      event.preventDefault();
      turned += event.deltaY * (event.deltaMode === 0 ? 1 : STEP);
      if (Math.abs(turned) < STEP) return;
      preferences.zoom(turned < 0 ? 1 : -1);
      turned = 0;
    },
    { passive: false },
  );
}

/** Plus stands on Shift in many layouts, and on a key of its own at the right. */
export function stepOf({ key, code, shiftKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): -1 | 0 | 1 | null {
  if (key === "+" || key === "=") return 1;
  if (key === "-" || key === "_") return -1;
  if (!shiftKey && (key === "0" || code === "Numpad0")) return 0;
  return null;
}
