// Dialogs: the frame of all, the list of shortcuts, and what this is.

import { html, render, type TemplateResult } from "lit";
import type { AppInfo } from "../host/types";
import type { Text } from "../model/text";
import { icon, logo } from "./icons";
import { keys as write } from "./panel";

const SHORTCUTS = [
  ["Ctrl+Enter", "key-send"],
  ["Ctrl+1 … 9", "key-saved"],
  ["Alt+↑ ↓", "key-move"],
  ["Ctrl+L", "key-url"],
  ["Ctrl+,", "key-settings"],
  ["Ctrl+Shift+H", "key-handshake"],
  ["Ctrl+S", "key-save"],
  ["Ctrl+N", "key-new"],
  ["Ctrl+T", "key-tab-new"],
  ["Ctrl+W", "key-tab-close"],
  ["Ctrl+Shift+T", "key-tab-reopen"],
  ["Ctrl+Tab Ctrl+Shift+Tab", "key-tab-next"],
  ["Alt+← →", "key-tab-move"],
  ["Ctrl+F", "key-find"],
  ["F3", "key-find-next"],
  ["Ctrl+Shift+F", "key-filter"],
  ["Ctrl+G", "key-go-to"],
  ["[ ]", "key-same-code"],
  ["Ctrl+Shift+K", "key-clear"],
  ["F2", "key-rename"],
  ["Ctrl+D", "key-duplicate"],
  ["Del", "key-delete"],
  ["Shift+F10", "key-menu"],
  ["↑ ↓", "key-history"],
  ["Home End", "key-ends"],
  ["Shift+↑ ↓", "key-select"],
  ["Ctrl+C", "key-copy"],
  ["P", "key-pin"],
  ["Alt+← →", "key-column"],
  ["Ctrl++ Ctrl+−", "key-zoom"],
  ["Ctrl+0", "key-zoom-back"],
  ["F1", "key-help"],
] as const;

export function showShortcuts(text: Text, info: AppInfo): void {
  show(
    text,
    "shortcuts",
    text.t("shortcuts"),
    html`<dl class="keys">
      ${SHORTCUTS.map(([keys, id]) => html`<dt>${keys.split(" ").map((key) => html`<kbd>${write(key, info.platform)}</kbd>`)}</dt><dd>${text.t(id)}</dd>`)}
    </dl>`,
  );
}

export function showAbout(text: Text, info: AppInfo): void {
  show(
    text,
    "about",
    text.t("about"),
    html`<div class="about">
      ${logo()}
      <div>
        <strong>Wirelark ${info.version}</strong>
        <p>${text.t("about-text")}</p>
      </div>
      <dl class="paths">
        <dt>${text.t("about-logs")}</dt><dd><code>${info.logFolder}</code></dd>
        <dt>${text.t("about-transcripts")}</dt><dd><code>${info.transcriptFolder}</code></dd>
      </dl>
    </div>`,
  );
}

function show(text: Text, testid: string, title: string, content: TemplateResult): void {
  const box = dialog(text, testid, title);
  if (box) render(content, box);
}

/** Opens an empty dialog and answers where its content goes; null where another is open. */
export function dialog(text: Text, testid: string, title: string, closed?: () => void): HTMLElement | null {
  if (document.querySelector("dialog")) return null;
  const dialog = document.createElement("dialog");
  dialog.dataset.testid = testid;
  dialog.setAttribute("aria-label", title);
  render(
    html`<header>
        <h2>${title}</h2>
        <button class="bare" data-testid="dialog-close" aria-label=${text.t("close")} @click=${() => dialog.close()}>${icon("close")}</button>
      </header>
      <div class="dialog-content"></div>`,
    dialog,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog.querySelector<HTMLElement>(".dialog-content");
}
