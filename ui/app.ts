// Composition root: creates the host, the models and the window.

import "./style/index.css";
import { tauriHost } from "./host/tauri";
import { makeWindow } from "./model/models";
import { focusAfterDrawing } from "./view/commands";
import { setText } from "./view/html";
import { openWindow } from "./view/window";

/** Reports a fatal error: without its host the page cannot do anything else. */
function fail(thrown: unknown): never {
  const words = document.createElement("p");
  words.className = "startup-fault";
  setText(words, `Wirelark could not start: ${thrown instanceof Error ? thrown.message : JSON.stringify(thrown)}`);
  document.getElementById("welcome")?.append(words);
  throw thrown;
}

const host = tauriHost();
const info = await host.appInfo().catch(fail);
const overBox = (x: number, y: number) => {
  const zoom = (shared.preferences.value.zoom ?? 100) / 100;
  return Boolean(document.elementFromPoint(x / zoom, y / zoom)?.closest("wl-composer .box"));
};
const shared = makeWindow(host, info, () => document.visibilityState === "hidden", overBox);
openWindow(shared);
await shared.library.load();
await shared.opening.restore();
// A blank tab needs a URL first.
if (shared.tabs.active.isBlank) focusAfterDrawing("#url");
void shared.opening.takeGiven();
