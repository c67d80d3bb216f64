// The menu beside "Disconnect": a custom close code and reason, or dropping TCP without a Close.

import { live } from "lit/directives/live.js";
import { CLOSE_REASON_LIMIT, SENDABLE_CLOSE_CODES } from "../host/constants";
import { maySend, meaning, reasonBytes } from "../model/close";
import type { Models } from "../model/models";
import { DEFAULTS } from "../model/settings-table";
import { closeDialog, dialog } from "./dialogs";
import { html, nothing, options, render } from "./html";
import { item, type MenuEntry, openMenu } from "./menu";
import { composing, typed } from "./panel";

export function disconnectMenu(models: Models, at: Element): void {
  const { connection, text } = models;
  const t = text.t.bind(text);
  const entries: MenuEntry[] = [
    item("farewell-with", t("farewell-with"), () => showCloseDialog(models), { disabled: !connection.open }),
    "line",
    item("farewell-abort", t("farewell-abort"), () => void connection.abort(false), { danger: true }),
    item("farewell-reset", t("farewell-reset"), () => void connection.abort(true), { danger: true }),
  ];
  openMenu(entries, at);
}

export function showCloseDialog(models: Models): void {
  const { connection, profiles, text } = models;
  const t = text.t.bind(text);
  const box = dialog(text, "farewell", t("farewell-title"));
  if (!box) return;
  const own = profiles.current?.profile.connection.close;
  let code = String(own?.code ?? DEFAULTS.close.code);
  let reason = own?.reason ?? DEFAULTS.close.reason;
  const draw = () => {
    const number = /^\d{1,5}$/.test(code.trim()) ? Number(code) : -1;
    const bytes = reasonBytes(reason);
    const bad = !maySend(number);
    const long = bytes > CLOSE_REASON_LIMIT;
    const send = () => {
      if (bad || long) return;
      closeDialog();
      void connection.disconnect(number, reason);
    };
    const known = (SENDABLE_CLOSE_CODES as readonly number[]).includes(number);
    render(
      html`<form @submit=${(event: Event) => {
        event.preventDefault();
        send();
      }} @keydown=${(event: KeyboardEvent) => {
        if (event.key === "Enter" && composing(event)) event.preventDefault();
      }}>
        <label class="act-field"><span>${t("farewell-code")}</span>
          <span class="close-code"><input
            class="mono"
            inputmode="numeric"
            data-testid="farewell-code"
            aria-invalid=${bad}
            aria-describedby="farewell-meaning"
            .value=${live(code)}
            @input=${(event: Event) => {
              code = typed(event);
              draw();
            }}
          />
          <select data-testid="farewell-known" aria-label=${t("farewell-known")} @change=${(event: Event) => {
            if (typed(event) !== "") code = typed(event);
            draw();
          }}>
            <option value="" ?selected=${!known}>${t("farewell-other")}</option>
            ${options(SENDABLE_CLOSE_CODES, number, (one) => `${one} ${t(meaning(one))}`)}
          </select></span></label>
        <p class="${bad ? "packed-fault" : "hint"} act-about" id="farewell-meaning" data-testid="farewell-meaning">${
          bad ? t("farewell-forbidden") : t(meaning(number))
        }</p>
        <label class="act-field"><span>${t("farewell-reason")}</span>
          <input
            class="wide"
            data-testid="farewell-reason"
            aria-invalid=${long}
            autocomplete="off"
            .value=${live(reason)}
            @input=${(event: Event) => {
              reason = typed(event);
              draw();
            }}
          /></label>
        <p class="hint act-about"><span
          class="tabular close-count ${long ? "bad" : ""}"
          data-testid="farewell-count"
        >${t("farewell-count", {
          count: bytes,
          most: CLOSE_REASON_LIMIT,
        })}</span>${long ? html` ${t("farewell-long")}` : nothing}</p>
        <footer class="act-foot"><span></span>
          <button
            class="primary"
            data-testid="farewell-send"
            ?disabled=${bad || long}
          >${t("disconnect")}</button></footer>
      </form>`,
      box,
    );
  };
  draw();
}
