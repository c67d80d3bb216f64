// The frame of all dialogs, and the About dialog.

import type { AppInfo } from "../host/types";
import type { Text } from "../model/text";
import { button, withIcon } from "./button";
import { html, render, setLabel, type TemplateResult } from "./html";
import { icon, logo } from "./icons";
import { composing } from "./panel";

/** `copy` puts text on the clipboard. */
export function showAbout(text: Text, info: AppInfo, copy: (text: string) => Promise<void>): void {
  show(
    text,
    "about",
    text.t("about"),
    html`<div class="about">
      ${logo()}
      <div>
        <strong>Wirelark ${info.version}</strong>
        ${button(
          "quiet small",
          "about-copy",
          withIcon("copy", text.t("about-copy")),
          () => void copy(`Wirelark ${info.version} (${info.platform})`),
        )}
        <p>${text.t("about-text")}</p>
      </div>
      <dl class="paths">
        <dt>${text.t("about-logs")}</dt><dd><code>${info.logFolder}</code></dd>
        <dt>${text.t("about-transcripts")}</dt><dd><code>${info.transcriptFolder}</code></dd>
      </dl>
    </div>`,
  );
}

export function show(text: Text, testid: string, title: string, content: TemplateResult): void {
  const box = dialog(text, testid, title);
  if (box) render(content, box);
}

/** Opens an empty dialog and returns its content element; null if another dialog is open. */
export function dialog(text: Text, testid: string, title: string, closed?: () => void): HTMLElement | null {
  if (document.querySelector("dialog")) return null;
  const dialog = document.createElement("dialog");
  dialog.dataset.testid = testid;
  setLabel(dialog, title);
  render(
    html`<header>
        <h2>${title}</h2>
        ${button("bare", "dialog-close", icon("close"), () => dialog.close(), { label: text.t("close") })}
      </header>
      <div class="dialog-content"></div>`,
    dialog,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    document.body.classList.remove("under-dialog");
    closed?.();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.defaultPrevented && !composing(event)) confirm(event, dialog);
  });
  document.body.append(dialog);
  document.body.classList.add("under-dialog");
  dialog.showModal();
  // The caller fills the dialog first and may move the focus.
  queueMicrotask(() => focusFirst(dialog));
  return dialog.querySelector<HTMLElement>(".dialog-content");
}

/** Closes the open dialog. */
export function closeDialog(): void {
  document.querySelector("dialog")?.close();
}

const FIELDS = "input:not(:disabled), select:not(:disabled), textarea:not(:disabled)";

/** Focuses the first field, else the primary button. */
function focusFirst(dialog: HTMLDialogElement) {
  const content = dialog.querySelector<HTMLElement>(".dialog-content");
  if (!content || content.contains(document.activeElement)) return;
  const first =
    content.querySelector<HTMLElement>(FIELDS) ??
    content.querySelector<HTMLElement>("button.primary:not(:disabled)") ??
    content.querySelector<HTMLElement>("button:not(:disabled)");
  first?.focus();
}

/** Enter in a field triggers the primary action, except in forms and multi-line fields. */
function confirm(event: KeyboardEvent, dialog: HTMLDialogElement) {
  const from = event.target as HTMLElement;
  if (!from.matches("input, select") || from.closest("form")) return;
  const primary = dialog.querySelector<HTMLButtonElement>("button.primary:not(:disabled)");
  if (!primary) return;
  event.preventDefault();
  primary.click();
}
