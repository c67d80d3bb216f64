// Ctrl+G: go to a row by number or time.

import type { ErrorDto } from "../../host/types";
import type { Models } from "../../model/models";
import { button } from "../button";
import { closeDialog, dialog } from "../dialogs";
import { hint, html, render } from "../html";
import { inlineError } from "../inline-error";
import { composing } from "../panel";

export function openGoTo({ finding, connection, rows, text }: Models): void {
  if (connection.id === null || rows.total === 0) return;
  const box = dialog(text, "go-to", text.t("go-to"));
  if (!box) return;
  let error: ErrorDto | null = null;
  const input = () => box.querySelector<HTMLInputElement>("input");
  const go = async () => {
    const wanted = input()?.value.trim() ?? "";
    if (wanted === "") return;
    error = await finding.goTo(wanted);
    if (error) {
      draw();
      return;
    }
    closeDialog();
    document.querySelector<HTMLElement>("wl-table")?.focus({ preventScroll: true });
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || composing(event)) return;
    event.preventDefault();
    void go();
  };
  const draw = () =>
    render(
      html`<label class="go-to">${text.t("go-to-label")}
          <input
            class="mono"
            data-testid="go-to-text"
            autocomplete="off"
            spellcheck="false"
            placeholder=${text.t("for-example", { value: "1000" })}
            aria-invalid=${error !== null}
            @keydown=${keydown}
          />
        </label>
        ${hint(text.t("go-to-about"))}
        ${inlineError(text, error, "go-to-error")}
        <div class="dialog-actions">${button("primary", "go-to-ok", text.t("go-to-ok"), () => void go())}</div>`,
      box,
    );
  draw();
  input()?.focus();
}
