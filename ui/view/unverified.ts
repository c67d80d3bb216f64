// Before a profile that switches the check of certificates off is connected for the first time: a person says so.

import { html, render } from "lit";
import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { dialog } from "./dialogs";
import { icon } from "./icons";

export function listenForUnverified(models: Models): () => void {
  return models.connection.subscribe(() => {
    const { unconfirmed } = models.connection;
    if (unconfirmed && !document.querySelector("dialog[open]")) ask(models, unconfirmed);
  });
}

function ask(models: Models, { key, url }: { key: string; url: string }): void {
  const { text, connection, settings, profiles, actions } = models;
  let answered = false;
  const box = dialog(text, "ask-unverified", text.t("unverified-ask"), () => {
    if (!answered) void connection.confirm(false);
  });
  if (!box) return;
  const close = () => box.closest("dialog")?.close();
  const go = async () => {
    answered = true;
    close();
    await settings.allowUnverified();
    await connection.confirm(true);
  };
  const check = async () => {
    answered = true;
    close();
    await connection.confirm(false);
    if (profiles.current?.key !== key && !(await profiles.select(key))) return;
    await settings.setVerify(true);
    await actions.connect();
  };
  render(
    html`<p>${icon("alert")} ${text.t("unverified-ask-about", { name: profiles.current?.profile.name ?? "" })}</p>
      <p><code>${neutral(url)}</code></p>
      <p class="hint">${text.t("unverified-ask-remember")}</p>
      <p class="dialog-end">
        <button data-testid="unverified-cancel" @click=${close}>${text.t("cancel")}</button>
        <button class="danger" data-testid="unverified-go" @click=${() => void go()}>${text.t("unverified-go")}</button>
        <button class="primary" data-testid="unverified-check" @click=${() => void check()}>${text.t("unverified-check")}</button>
      </p>`,
    box,
  );
  box.querySelector<HTMLElement>("[data-testid=unverified-check]")?.focus();
}
