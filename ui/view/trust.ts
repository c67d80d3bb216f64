// Consent dialog for a profile from elsewhere whose settings decide which server is trusted.

import { neutral, oneLine } from "../model/bytes";
import type { Models } from "../model/models";
import type { TrustQuestions } from "../model/trust";
import { button } from "./button";
import { closeDialog, dialog } from "./dialogs";
import { hint, html, nothing, render } from "./html";
import { icon } from "./icons";

/** Entries of a setting shown at most. */
const MOST_VALUES = 8;

export function listenForTrust(models: Models): () => void {
  return models.connection.subscribe(() => {
    const { unconfirmed } = models.connection;
    if (unconfirmed && !document.querySelector("dialog[open]")) ask(models, unconfirmed);
  });
}

function ask(models: Models, asked: TrustQuestions) {
  const { text, connection, settings, profiles, actions } = models;
  let answered = false;
  const replies = asked.risks.every(({ kind }) => kind === "replies" || kind === "heartbeats");
  const box = dialog(text, "ask-trust", text.t(replies ? "trust-replies" : "trust-ask"), () => {
    if (!answered) void connection.confirm(asked, false);
  });
  if (!box) return;
  const go = async () => {
    answered = true;
    closeDialog();
    await connection.confirm(asked, true);
  };
  const check = async () => {
    answered = true;
    closeDialog();
    await connection.confirm(asked, false);
    if (profiles.current?.key !== asked.key && !(await profiles.select(asked.key))) return;
    settings.setVerify(true);
    await actions.connect();
  };
  const unverified = asked.risks.some((risk) => risk.kind === "verify_off");
  const last = unverified ? "trust-check" : "trust-cancel";
  render(
    html`<p>${icon("alert")} ${oneLine(text.t(replies ? "trust-replies-about" : "trust-ask-about", { name: asked.name }))}</p>
      <p><code data-testid="trust-server">${neutral(asked.server)}</code></p>
      <ul class="risks">${asked.risks.map((risk) => riskView(models, risk))}</ul>
      ${hint(text.t("trust-ask-remember"))}
      <p class="dialog-end">
        ${button(unverified ? "" : "primary", "trust-cancel", text.t("cancel"), closeDialog)}
        ${button("danger", "trust-go", text.t(replies ? "trust-replies-go" : "trust-go"), () => void go())}
        ${unverified ? button("primary", "trust-check", text.t("trust-check"), () => void check()) : nothing}
      </p>`,
    box,
  );
  box.querySelector<HTMLElement>(`[data-testid=${last}]`)?.focus();
}

function riskView({ text }: Models, { kind, values }: TrustQuestions["risks"][number]) {
  const more = values.length - MOST_VALUES;
  return html`<li data-testid="trust-risk" data-kind=${kind}>
    ${text.t(`trust-risk-${kind}`)}
    ${values.slice(0, MOST_VALUES).map((value) => html`<code>${oneLine(value)}</code> `)}
    ${more > 0 ? html`<span class="hint">${text.t("trust-risk-more", { count: more })}</span>` : nothing}
  </li>`;
}
