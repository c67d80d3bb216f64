// Shared parts of the settings sections: labelled lines with defaults, and boxes for texts, switches, secrets and
// files.

import { live } from "lit/directives/live.js";
import type { Connection, ConnectionFile } from "../../host/types";
import { type FilledGroup, type GroupName, group, isDefault } from "../../model/connection-edits";
import { secretValue } from "../../model/fields";
import { own } from "../../model/own-property";
import type { Settings } from "../../model/settings";
import { NUMBERS } from "../../model/settings-table";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { inlineProblems, invalid, type LayoutDraft, numberBox } from "../layouts/form-context";
import { arrowStep, typed } from "../panel";

export interface SettingsContext extends LayoutDraft {
  settings: Settings;
  connection: Connection;
  /** Paths of secrets shown in plain text. */
  revealed: Set<string>;
}

interface SettingLine {
  path: string;
  label: string;
  /** Text below the field: its effect and default. */
  about?: string;
  /** Action of the "reset" button; absent if there is nothing to reset. */
  reset?: (() => void) | undefined;
  /** Whether the line holds several inputs, such as a list. */
  group?: boolean;
}

export function line(context: SettingsContext, setting: SettingLine, field: unknown) {
  const { path, label, about, reset, group } = setting;
  return html`<div
    class="setting"
    data-setting=${path}
    role=${group ? "group" : nothing}
    aria-label=${group ? label : nothing}
  >
    <span class="setting-label">${label}</span>
    <div class="setting-field">
      <div class="setting-row">
        ${field}
        ${
          reset
            ? button("quiet small", `${path}:reset`, context.t("setting-reset"), reset, {
                title: context.t("setting-reset-about"),
              })
            : nothing
        }
      </div>
      ${about ? hint(about) : nothing}
      ${inlineProblems(context, path)}
    </div>
  </div>`;
}

export function section(id: string, title: string, about: unknown, content: unknown) {
  return html`<section class="settings-part" data-testid="part-${id}">
    <h3>${title}</h3>
    ${about ? hint(about) : nothing}
    ${content}
  </section>`;
}

interface SettingBox {
  path: string;
  label: string;
  value: string;
  placeholder?: string;
  set: (text: string) => void;
  short?: boolean;
}

export function text(context: SettingsContext, box: SettingBox) {
  const { path, label, value, placeholder, set, short } = box;
  return html`<input
    type="text"
    class="mono ${short ? "short" : ""}"
    data-testid=${path}
    spellcheck="false"
    autocapitalize="off"
    autocomplete="off"
    aria-label=${label}
    aria-invalid=${invalid(context, path)}
    placeholder=${placeholder ?? ""}
    .value=${live(value)}
    @input=${(event: Event) => set(typed(event))}
  />`;
}

interface Toggle {
  path: string;
  /** The text beside the switch. */
  words: string;
  on: boolean;
  set: (on: boolean) => void;
  bad?: boolean;
}

export function toggle({ path, words, on, set, bad }: Toggle) {
  return html`<label class="switch ${bad ? "bad" : ""}">
    <input type="checkbox" role="switch" data-testid=${path} .checked=${live(on)}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} />
    <span class="track"></span> ${words}
  </label>`;
}

interface Segments<T extends string> {
  path: string;
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  set: (value: T) => void;
}

/** One of a few options, side by side. */
export function segments<T extends string>({ path, label, value, options, set }: Segments<T>) {
  const keys = (event: KeyboardEvent) => {
    const by = arrowStep(event, "x");
    if (by === 0) return;
    event.preventDefault();
    const at = options.findIndex(([one]) => one === value);
    const [next] = options[(at + by + options.length) % options.length] ?? [];
    if (next === undefined) return;
    set(next);
    (event.currentTarget as Element).querySelector<HTMLElement>(`[data-testid="${path}-${next}"]`)?.focus();
  };
  return html`<span
    class="segments"
    role="radiogroup"
    aria-label=${label}
    data-testid=${path}
    data-value=${value}
    @keydown=${keys}
  >
    ${options.map(
      ([one, words]) =>
        html`<button
          role="radio"
          aria-checked=${one === value}
          tabindex=${one === value ? 0 : -1}
          data-testid="${path}-${one}"
          @click=${() => set(one)}
        >${words}</button>`,
    )}
  </span>`;
}

/** Joins two sentences; Chinese has no space between them. */
export function both(context: SettingsContext, first: string, second: string): string {
  return first + (context.models.text.locale === "zh-CN" ? "" : " ") + second;
}

/** A key of a group: its path and effective value, how to set it, and how to reset it to its default. */
export function keyOf<N extends GroupName, K extends keyof FilledGroup<N> & string>(
  { connection, settings }: SettingsContext,
  name: N,
  key: K,
) {
  const set = (value: FilledGroup<N>[K] | undefined) => settings.patch(name, { [key]: value } as never);
  const reset = isDefault(connection, name, key) ? undefined : () => set(undefined);
  return { path: `connection.${name}.${key}`, value: group(connection, name)[key], set, reset };
}

/** What a setting does, then its default. */
export function withDefault(context: SettingsContext, about: string, value: string | number) {
  return both(context, about, context.t("default-is", { value: String(value) }));
}

export function textLine(context: SettingsContext, setting: SettingLine & SettingBox) {
  return line(context, setting, text(context, setting));
}

export function secretLine(context: SettingsContext, setting: SettingLine & SecretBox) {
  return line(context, { ...setting, about: context.t("secret-about") }, secret(context, setting));
}

export function toggleLine(context: SettingsContext, setting: SettingLine & Toggle) {
  return line(context, setting, toggle(setting));
}

export function segmentsLine<T extends string>(context: SettingsContext, setting: SettingLine & Segments<T>) {
  return line(context, { ...setting, group: true }, segments(setting));
}

/** A duration such as `10s`; the empty box shows that it never ends. */
export function durationLine<N extends GroupName>(
  context: SettingsContext,
  name: N,
  key: keyof FilledGroup<N> & string,
  label: string,
  about: string,
) {
  const { value, set, ...own } = keyOf(context, name, key);
  return textLine(context, {
    ...own,
    label,
    about,
    value: String(value ?? ""),
    placeholder: context.t("never"),
    short: true,
    set: (text) => set((text.trim() || undefined) as never),
  });
}

/** A number within its limits; `after` follows its box. */
export function numberLine<N extends GroupName>(
  context: SettingsContext,
  name: N,
  key: keyof FilledGroup<N> & string,
  label: string,
  about: string,
  after: unknown = nothing,
) {
  const { value, set, ...own } = keyOf(context, name, key);
  const box = numberBox(context, {
    ...own,
    ...NUMBERS[`${name}.${key}` as keyof typeof NUMBERS],
    label,
    value: value as number | undefined,
    set: (number) => set(number as never),
  });
  return line(context, { ...own, label, about }, html`${box} ${after}`);
}

type SecretBox = SettingBox & {
  /** The secret's name while it has none. */
  name: string;
};

/** A text that may be kept out of the file: the lock turns it into `{{secret:NAME}}` and back. */
export function secret(context: SettingsContext, { path, label, value, set, name: newName }: SecretBox) {
  const { connection, profiles } = context.models;
  const key = profiles.current?.key ?? "";
  const name = /^\{\{secret:([^{}]+)\}\}$/.exec(value)?.[1] ?? null;
  const plain = name === null;
  const known = plain ? value : (own(connection.secrets(key), name) ?? "");
  const shown = context.revealed.has(path);
  const flip = () => {
    if (plain) {
      connection.setSecret(key, newName, value);
      set(secretValue(newName));
    } else set(known);
  };
  const reveal = () => {
    if (!context.revealed.delete(path)) context.revealed.add(path);
    context.redraw();
  };
  return html`<span class="secret-box">
    <input
      type=${shown ? "text" : "password"}
      class="mono"
      data-testid=${path}
      data-secret=${name ?? nothing}
      spellcheck="false"
      autocomplete="off"
      aria-label=${label}
      aria-invalid=${(!plain && connection.missing === name) || invalid(context, path)}
      placeholder=${plain ? "" : context.t("field-secret-placeholder")}
      .value=${live(known)}
      @input=${(event: Event) => (plain ? set(typed(event)) : connection.setSecret(key, name, typed(event)))}
    />
    ${iconButton("eye", "bare", `${path}:reveal`, context.t("field-reveal"), reveal, { pressed: shown })}
    ${iconButton(plain ? "unlock" : "lock", plain ? "bare" : "bare on", `${path}:mask`, context.t("field-mask"), flip, {
      title: context.t(plain ? "field-mask" : "field-unmask"),
      pressed: !plain,
    })}
    ${plain ? nothing : html`<code class="hint" title=${context.t("setting-secret-about")}>${value}</code>`}
  </span>`;
}

/** A file's name, typed or chosen. */
export function file(context: SettingsContext, box: SettingBox & { kind: ConnectionFile }) {
  const { path, label, set, kind } = box;
  const choose = async () => {
    const chosen = await context.settings.choose(kind);
    if (chosen !== null) set(chosen);
  };
  return html`<span class="file-box">
    ${text(context, box)}
    ${button("small", `${path}:choose`, withIcon("file", context.t("setting-choose")), () => void choose(), {
      label: context.t("setting-choose-for", { label }),
    })}
  </span>`;
}
