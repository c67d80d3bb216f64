// The "Misbehave" dialog: choose, preview and send a deliberate protocol violation. Nothing is sent without a click.

import { GROUPS, type MisbehaviourKind, parseForm, step } from "../../model/misbehave";
import type { Models } from "../../model/models";
import { button, withIcon } from "../button";
import { dialog } from "../dialogs";
import { html, nothing, options, render } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { command, typed } from "../panel";
import { fields } from "./form";
import { frameList, wireBytes } from "./frames";

export function showMisbehave(models: Models): void {
  const { text, connection, misbehaving, actions, host, notices } = models;
  const t = text.t.bind(text);
  const stores = [misbehaving, connection, text];
  const box = dialog(text, "misbehave", t("misbehave-title"), () => {
    for (const stop of stops) stop();
  });
  if (!box) return;
  box.classList.add("misbehave");
  const send = () => {
    if (actions.ready) void misbehaving.send(connection.id);
  };
  const copy = () => {
    const now = parseForm(misbehaving.form);
    if ("what" in now) void host.copyText(step(now.what)).then(() => notices.say("notice-step-copied"));
  };
  const draw = () => {
    const { form, preview, sent, error } = misbehaving;
    const onWire = preview !== null && preview.error === null && preview.size > 0;
    render(
      html`<p class="act-banner">${icon("alert")} <span>${t("misbehave-about")}</span></p>
        <label class="act-field"><span>${t("misbehave-kind")}</span>
          <select
            data-testid="act-kind"
            @change=${(event: Event) => misbehaving.edit({ kind: typed(event) as MisbehaviourKind })}
          >
            ${GROUPS.map(
              ([group, kinds]) => html`<optgroup label=${t(`misbehave-group-${group}`)}>
                ${options(kinds, form.kind, (kind) => t(`act-${kind}`))}
              </optgroup>`,
            )}
          </select></label>
        <p class="hint act-about" data-testid="act-about">${t(`act-${form.kind}-about`)}</p>
        <div class="act-fields" @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Enter" && command(event)) send();
        }}>${fields(misbehaving, text)}</div>
        ${inlineError(text, preview?.error, "act-fault")}
        ${
          onWire
            ? html`<h3>${t("misbehave-preview")}
              <small class="tabular" data-testid="act-size">${text.bytes(preview.size)}</small></h3>
              ${wireBytes(preview, text)} ${frameList(preview, text)}`
            : preview?.size === 0 && !preview.error
              ? html`<p class="hint" data-testid="act-nothing">${t("misbehave-nothing")}</p>`
              : nothing
        }
        ${inlineError(text, error, "act-error")}
        <footer class="act-foot">
          <span role="status" data-testid="act-sent">${
            sent === null ? nothing : html`${icon("check")} ${t("misbehave-sent", { row: text.number(sent) })}`
          }</span>
          ${button("quiet", "act-step", withIcon("copy", t("misbehave-step")), copy, {
            title: t("misbehave-step-about"),
            disabled: !misbehaving.ready,
          })}
          ${button("danger filled", "act-send", t(onWire ? "misbehave-send" : "misbehave-do"), send, {
            title: actions.ready ? "" : t("send-closed"),
            disabled: !misbehaving.ready || !actions.ready,
          })}
        </footer>`,
      box,
    );
  };
  const stops = stores.map((store) => store.subscribe(draw));
  draw();
  void misbehaving.refresh();
}
