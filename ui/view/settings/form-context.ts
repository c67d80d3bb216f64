// Shared parts of the settings sections: labelled lines with defaults, and boxes for texts, switches, secrets and
// files.

import { live } from "lit/directives/live.js";
import type { Connection, ConnectionFile } from "../../host/types";
import { type GroupName, group, isDefault } from "../../model/connection-edits";
import { secretValue } from "../../model/fields";
import { own } from "../../model/own-property";
import type { Settings } from "../../model/settings";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { inlineProblems, invalid, type LayoutDraft } from "../layouts/form-context";
import { typed } from "../panel";

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
  about?: string | TemplateResult;
  /** Action of the "reset" button; absent if there is nothing to reset. */
  reset?: (() => void) | undefined;
  /** Whether the line holds several inputs, such as a list. */
  group?: boolean;
}

export function line(
  context: SettingsContext,
  { path, label, about, reset, group }: SettingLine,
  field: unknown,
): TemplateResult {
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
            ? html`<button
                class="quiet small"
                data-testid="${path}:reset"
                title=${context.t("setting-reset-about")}
                @click=${reset}
              >${context.t("setting-reset")}</button>`
            : nothing
        }
      </div>
      ${about ? html`<p class="hint">${about}</p>` : nothing}
      ${inlineProblems(context, path)}
    </div>
  </div>`;
}

export function section(id: string, title: string, about: unknown, content: unknown): TemplateResult {
  return html`<section class="settings-part" data-testid="part-${id}">
    <h3>${title}</h3>
    ${about ? html`<p class="hint">${about}</p>` : nothing}
    ${content}
  </section>`;
}

interface SettingBox {
  path: string;
  label: string;
  value: string;
  placeholder?: string;
  set: (text: string) => void;
  disabled?: boolean;
  short?: boolean;
}

export function text(
  context: SettingsContext,
  { path, label, value, placeholder, set, disabled, short }: SettingBox,
): TemplateResult {
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
    ?disabled=${disabled}
    .value=${live(value)}
    @input=${(event: Event) => set(typed(event))}
  />`;
}

export function toggle(
  path: string,
  label: string,
  on: boolean,
  set: (on: boolean) => void,
  tone: "" | "bad" = "",
): TemplateResult {
  return html`<label class="switch ${tone}">
    <input type="checkbox" role="switch" data-testid=${path} .checked=${live(on)}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} />
    <span class="track"></span> ${label}
  </label>`;
}

/** One of a few options, side by side. */
export function segments<T extends string>(
  path: string,
  label: string,
  value: T,
  options: readonly (readonly [T, string])[],
  set: (value: T) => void,
): TemplateResult {
  const keys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
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
          aria-checked=${one === value ? "true" : "false"}
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

/** A duration such as `10s`; the empty box shows the default. */
export function duration<N extends GroupName>(
  context: SettingsContext,
  name: N,
  key: string,
  label: string,
  about: string,
): TemplateResult {
  const path = `connection.${name}.${key}`;
  const value = (group(context.connection, name) as Record<string, unknown>)[key];
  const set = (text: string | undefined) => context.settings.patch(name, { [key]: text } as never);
  return line(
    context,
    { path, label, about, reset: isDefault(context.connection, name, key) ? undefined : () => set(undefined) },
    text(context, {
      path,
      label,
      value: String(value ?? ""),
      placeholder: context.t("never"),
      short: true,
      set: (text) => set(text.trim() || undefined),
    }),
  );
}

/** A text that may be kept out of the file: the lock turns it into `{{secret:NAME}}` and back. */
export function secret(context: SettingsContext, box: SettingBox & { name: string }): TemplateResult {
  const { path, label, value, set } = box;
  const { connection: live_, profiles } = context.models;
  const key = profiles.current?.key ?? "";
  const name = /^\{\{secret:([^{}]+)\}\}$/.exec(value)?.[1] ?? null;
  const shown = context.revealed.has(path);
  const flip = () => {
    if (name === null) {
      live_.setSecret(key, box.name, value);
      set(secretValue(box.name));
    } else set(own(live_.secrets(key), name) ?? "");
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
      aria-invalid=${name !== null && live_.missing === name ? "true" : invalid(context, path)}
      placeholder=${name === null ? "" : context.t("field-secret-placeholder")}
      .value=${live(name === null ? value : (own(live_.secrets(key), name) ?? ""))}
      @input=${(event: Event) => (name === null ? set(typed(event)) : live_.setSecret(key, name, typed(event)))}
    />
    <button
      class="bare"
      data-testid="${path}:reveal"
      aria-pressed=${shown ? "true" : "false"}
      aria-label=${context.t("field-reveal")}
      title=${context.t("field-reveal")}
      @click=${reveal}
    >${icon("eye")}</button>
    <button
      class="bare ${name === null ? "" : "on"}"
      data-testid="${path}:mask"
      aria-pressed=${name === null ? "false" : "true"}
      aria-label=${context.t("field-mask")}
      title=${context.t(name === null ? "field-mask" : "field-unmask")}
      @click=${flip}
    >
      ${icon(name === null ? "unlock" : "lock")}
    </button>
    ${name === null ? nothing : html`<code class="hint" title=${context.t("setting-secret-about")}>${value}</code>`}
  </span>`;
}

/** A file's name, typed or chosen. */
export function file(context: SettingsContext, box: SettingBox & { kind: ConnectionFile }): TemplateResult {
  const { path, label, set, kind } = box;
  const choose = async () => {
    const chosen = await context.settings.choose(kind);
    if (chosen !== null) set(chosen);
  };
  return html`<span class="file-box">
    ${text(context, box)}
    <button
      class="small"
      data-testid="${path}:choose"
      aria-label=${context.t("setting-choose-for", { label })}
      @click=${() => void choose()}
    >${icon("file")} ${context.t("setting-choose")}</button>
  </span>`;
}
