// Window zoom: Ctrl with plus, minus, zero or the wheel. The shell applies the factor.

import type { PreferencesStore } from "../model/preferences";
import { command, consume } from "./panel";

/** Wheel distance per step. */
const STEP = 100;

export function listenForZoom(preferences: PreferencesStore): void {
  // Captured first, because it works in dialogs and pages too.
  window.addEventListener(
    "keydown",
    (event) => {
      if (!command(event) || event.altKey) return;
      const by = stepOf(event);
      if (by === null) return;
      consume(event);
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

/** Plus is on Shift in many layouts, and also on the numeric keypad. */
export function stepOf({ key, code, shiftKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): -1 | 0 | 1 | null {
  if (key === "+" || key === "=") return 1;
  if (key === "-" || key === "_") return -1;
  if (!shiftKey && (key === "0" || code === "Numpad0")) return 0;
  return null;
}
