// Form fields of each kind of protocol violation.

import { live } from "lit/directives/live.js";
import { RESERVED_OPCODES } from "../../host/constants";
import type { Control } from "../../host/types";
import { FIELDS, type Field, type Form, type MisbehaveModel } from "../../model/misbehave";
import type { Text } from "../../model/text";
import { html, nothing } from "../html";
import { inBox, written } from "../line-ends";
import { typed } from "../panel";

const CONTROLS: Control[] = ["ping", "pong", "close"];

export function fields(model: MisbehaveModel, text: Text) {
  return FIELDS[model.form.kind].map((field) => fieldForm(field, model, text));
}

/** Whether the core's error is about this field. */
function isInvalid(field: Field, model: MisbehaveModel) {
  const path = model.preview?.error?.path;
  if (model.invalid === field || path === field) return true;
  if (path !== "hex") return false;
  return field === "bad" || (field === "content" && model.form.as === "hex");
}

function fieldForm(field: Field, model: MisbehaveModel, text: Text) {
  const { form } = model;
  const t = text.t.bind(text);
  const bad = isInvalid(field, model);
  const number =
    model.invalid === field
      ? html`<p class="packed-fault" role="alert" data-testid="act-number">${t(`act-${field}-number`)}</p>`
      : nothing;
  const input = (
    key: keyof Form & Field,
    more = "",
  ) => html`<label class="act-field"><span>${t(`act-field-${key}`)}</span>
      <input
        class="mono ${more}"
        data-testid="act-${key}"
        aria-invalid=${bad}
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        .value=${live(String(form[key]))}
        @input=${(event: Event) => model.edit({ [key]: typed(event) })}
      /></label>${number}`;
  const area = (key: "text" | "hex") => html`<textarea
    class="mono"
    rows="2"
    data-testid="act-${key}"
    aria-label=${t(`act-field-${key}`)}
    aria-invalid=${bad}
    spellcheck="false"
    .value=${live(inBox(form[key]))}
    @input=${(event: Event) => model.edit({ [key]: written(event, form[key]) })}
  ></textarea>`;
  const select = (
    key: "between" | "control" | "opcode",
    options: [string, string][],
  ) => html`<label class="act-field"><span>${t(`act-field-${key}`)}</span>
      <select
        data-testid="act-${key}"
        .value=${live(String(form[key]))}
        @change=${(event: Event) => model.edit({ [key]: key === "opcode" ? Number(typed(event)) : typed(event) })}
      >
        ${options.map(
          ([value, label]) => html`<option value=${value} ?selected=${String(form[key]) === value}>${label}</option>`,
        )}
      </select></label>`;
  const controls = CONTROLS.map((name): [string, string] => [name, t(`frame-${name}`)]);
  switch (field) {
    case "text":
    case "hex":
      return html`<div class="act-field tall"><span>${t(`act-field-${field}`)}</span>${area(field)}</div>`;
    case "content":
      return html`<div class="act-field tall"><span>${t("act-field-content")}
          <span class="segments small" role="radiogroup" aria-label=${t("act-field-content")}>
            ${(["text", "hex"] as const).map(
              (as) =>
                html`<button
                  role="radio"
                  aria-checked=${form.as === as}
                  data-testid="act-as-${as}"
                  @click=${() => model.edit({ as })}
                >${t(`act-as-${as}`)}</button>`,
            )}
          </span></span>${area(form.as)}</div>`;
    case "bits":
      return html`<div class="act-field"><span>${t("act-field-bits")}</span><span class="act-bits">
          ${[1, 2, 3].map(
            (bit) =>
              html`<label><input type="checkbox" data-testid="act-bit-${bit}" .checked=${live(form.bits.includes(bit))}
                @change=${() =>
                  model.edit({
                    bits: form.bits.includes(bit)
                      ? form.bits.filter((other) => other !== bit)
                      : [...form.bits, bit].sort(),
                  })} /> RSV${bit}</label>`,
          )}</span></div>`;
    case "opcode":
      return select(
        "opcode",
        RESERVED_OPCODES.map((code) => [String(code), `${code} (0x${code.toString(16)})`]),
      );
    case "control":
      return select("control", controls);
    case "between":
      return select("between", [["", t("act-between-none")], ...controls.slice(0, 2)]);
    case "sizes":
    case "reason":
      return input(field, "wide");
    default:
      return input(field);
  }
}
