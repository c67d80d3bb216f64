// Confirmation before closing a tab that is connected or has unsaved edits.

import type { Shared } from "../../model/models";
import type { Tab } from "../../model/tabs";
import { button } from "../button";
import { closeDialog, dialog } from "../dialogs";
import { html, nothing, render } from "../html";
import { nameOf } from "./name";

export function askClose(shared: Shared, tab: Tab): void {
  const { text, tabs, library } = shared;
  const { connection, profiles } = tab.models;
  const draft = profiles.current;
  const elsewhere = tabs.list.some((other) => other !== tab && other.models.profiles.current?.key === draft?.key);
  const edited = tab.isEdited && !elsewhere;
  const close = (discard: boolean) => {
    tabs.close(tab);
    if (discard && draft) library.discard(draft.key);
  };
  if (!edited && !connection.live) {
    // A profile without a file and without edits is no loss.
    close(draft !== null && draft.id === null && !tab.isEdited && !elsewhere);
    return;
  }
  const name = nameOf(tab, text);
  const box = dialog(text, "ask-close", text.t("ask-close", { name }));
  if (!box) return;
  const go = (discard: boolean) => {
    closeDialog();
    close(discard);
  };
  const save = async () => {
    closeDialog();
    if (await profiles.save()) close(false);
  };
  const { code = 1000 } = draft?.profile.connection.close ?? {};
  render(
    html`${
      connection.live
        ? html`<p data-testid="ask-close-live">${text.t("ask-close-live", { code: String(code) })}</p>`
        : nothing
    }
      ${edited ? html`<p data-testid="ask-close-edited">${text.t("ask-close-edited")}</p>` : nothing}
      <p class="dialog-end">
        ${button("", "ask-close-cancel", text.t("cancel"), closeDialog)}
        ${
          edited
            ? html`${button("", "ask-close-discard", text.t("ask-close-discard"), () => go(true))}
              ${button("primary", "ask-close-save", text.t("ask-close-save"), () => void save())}`
            : html`${button("primary", "ask-close-go", text.t("tab-close"), () => go(false))}`
        }
      </p>`,
    box,
  );
  box.querySelector<HTMLElement>(".primary")?.focus();
}
