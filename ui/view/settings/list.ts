// List inputs of the settings: name-value pairs that can be switched off, and plain texts.

import { live } from "lit/directives/live.js";
import type { ConnectionFile, Pair } from "../../host/types";
import { isOn, pair } from "../../model/connection-edits";
import { secretValue } from "../../model/fields";
import { inserted, moved, replaced, without } from "../../model/list";
import { button, iconButton, withIcon } from "../button";
import { html, nothing } from "../html";
import { inlineProblems, invalid } from "../layouts/form-context";
import { grip } from "../layouts/order";
import { typed } from "../panel";
import { line, type SettingsContext, secret, text } from "./form-context";

interface PairList {
  path: string;
  label: string;
  list: Pair[];
  names?: readonly string[];
  set: (list: Pair[]) => void;
  /** Parses pasted text; null if it is a single value. */
  read: (text: string) => Pair[] | null;
  add: string;
  /** Whether a pair of this name should be offered a secret. */
  guarded?: (name: string) => boolean;
}

export function pairs(context: SettingsContext, all: PairList) {
  const { path, list, set, add, label } = all;
  const grow = () => {
    set([...list, pair("", "")]);
    context.focus(`${path}[${list.length}].name`);
  };
  return html`<div class="grid pairs" role="group" aria-label=${label} data-testid=${path}>
      ${
        list.length > 0
          ? html`<div class="grid-head" aria-hidden="true">
              <span></span>
              <span></span>
              <span>${context.t("field-name")}</span>
              <span>${context.t("field-value")}</span>
              <span></span>
            </div>`
          : nothing
      }
      ${list.map((one, i) => pairRow(context, all, one, i))}
    </div>
    ${
      all.names
        ? html`<datalist id="${path}:names">${all.names.map(
            (name) => html`<option value=${name}></option>`,
          )}</datalist>`
        : nothing
    }
    ${button("dashed", `${path}:add`, withIcon("plus", add), grow)}`;
}

function pairRow(context: SettingsContext, all: PairList, one: Pair, index: number) {
  const { path, list, set, read } = all;
  const at = `${path}[${index}]`;
  const on = isOn(one);
  const edit = (patch: Partial<Pair>) => {
    const { enabled, ...rest } = { ...one, ...patch };
    set(replaced(list, index, (enabled ?? true) ? rest : { ...rest, enabled: false }));
  };
  /** Several lines pasted into a name become as many rows. */
  const paste = (event: ClipboardEvent) => {
    const pasted = read(event.clipboardData?.getData("text/plain") ?? "");
    if (!pasted || (one.name !== "" && pasted.length < 2)) return;
    event.preventDefault();
    const rest = one.name === "" && (one.value ?? "") === "" ? without(list, index) : list;
    const place = rest === list ? index + 1 : index;
    set([...rest.slice(0, place), ...pasted, ...rest.slice(place)]);
    context.focus(`${path}[${place + pasted.length - 1}].value`);
  };
  const next = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    set(inserted(list, index + 1, pair("", "")));
    context.focus(`${path}[${index + 1}].name`);
  };
  const hidden = /^\{\{secret:[^{}]+\}\}$/.test(one.value ?? "") || (all.guarded?.(one.name) ?? false);
  const value = {
    path: `${at}.value`,
    label: context.t("field-value"),
    value: one.value ?? "",
    set: (value: string) => edit({ value }),
  };
  return html`<div class="grid-row ${on ? "" : "off"}" data-place data-testid=${at}>
    ${grip(context, path, index, list.length, (to) => set(moved(list, index, to)))}
    <input
      type="checkbox"
      data-testid="${at}.enabled"
      aria-label=${context.t("pair-on")}
      title=${context.t("pair-on")}
      .checked=${live(on)}
      @change=${(event: Event) => edit({ enabled: (event.target as HTMLInputElement).checked })}
    />
    <input
      type="text"
      class="mono"
      data-testid="${at}.name"
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      list=${all.names ? `${path}:names` : nothing}
      aria-label=${context.t("field-name")}
      placeholder=${context.t("field-name")}
      aria-invalid=${invalid(context, `${at}.name`)}
      .value=${live(one.name)}
      @input=${(event: Event) => edit({ name: typed(event) })}
      @paste=${paste}
      @keydown=${next}
    />
    <span @keydown=${next}>${
      hidden ? secret(context, { ...value, name: secretName(one.name, index) }) : plain(context, value, one, index)
    }</span>
    ${iconButton("trash", "bare", `${at}:remove`, context.t("delete"), () => set(without(list, index)))}
    ${inlineProblems(context, at, `${at}.name`, `${at}.value`)}
  </div>`;
}

/** A plain value, with the lock that makes it a secret. */
function plain(context: SettingsContext, box: Parameters<typeof text>[1], one: Pair, index: number) {
  const { connection, profiles } = context.models;
  const mask = () => {
    const name = secretName(one.name, index);
    connection.setSecret(profiles.current?.key ?? "", name, one.value ?? "");
    box.set(secretValue(name));
  };
  return html`<span class="secret-box">${text(context, { ...box, placeholder: context.t("field-value") })}
    ${iconButton("unlock", "bare", `${box.path}:mask`, context.t("field-mask"), mask, { pressed: false })}</span>`;
}

function secretName(name: string, index: number) {
  return name.replace(/[{}:\s]/g, "").toLowerCase() || `value-${index + 1}`;
}

interface TextList {
  path: string;
  label: string;
  list: string[];
  placeholder: string;
  set: (list: string[]) => void;
  add: string;
  /** Each text is a file of this kind. */
  kind?: ConnectionFile;
  /** Whether the order matters. */
  ordered?: boolean;
}

export function texts(context: SettingsContext, all: TextList) {
  const { path, list, set, add, kind, label, placeholder } = all;
  const grow = async () => {
    const chosen = kind ? await context.settings.choose(kind) : "";
    if (chosen === null) return;
    set([...list, chosen]);
    context.focus(`${path}[${list.length}]`);
  };
  const row = (
    one: string,
    i: number,
  ) => html`<div class="grid-row ${all.ordered ? "ordered" : ""}" data-place data-testid="${path}[${i}]:row">
    ${all.ordered ? grip(context, path, i, list.length, (to) => set(moved(list, i, to))) : nothing}
    ${text(context, {
      path: `${path}[${i}]`,
      label: `${label} ${i + 1}`,
      value: one,
      placeholder,
      set: (value) => set(replaced(list, i, value)),
    })}
    ${iconButton("trash", "bare", `${path}[${i}]:remove`, context.t("delete"), () => set(without(list, i)))}
    ${inlineProblems(context, `${path}[${i}]`)}
  </div>`;
  return html`<div class="text-list" role="group" aria-label=${label} data-testid=${path}>
    ${list.map(row)}
    ${button("dashed small", `${path}:add`, withIcon(kind ? "file" : "plus", add), () => void grow())}
  </div>`;
}

export function textsLine(context: SettingsContext, setting: TextList & { about: string }) {
  return line(context, { ...setting, group: true }, texts(context, setting));
}
