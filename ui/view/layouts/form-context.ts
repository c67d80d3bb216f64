// Shared state and inputs of the layouts page: models, uncommitted input, unfolded parts.

import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { ErrorDto } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { Layouts } from "../../model/layouts";
import type { Models } from "../../model/models";
import type { Args, Text } from "../../model/text";
import { button } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { typed } from "../panel";

/** What form fields need from the page. */
export interface LayoutDraft {
  models: Models;
  t(id: string, args?: Args): string;
  redraw(): void;
  /** Focuses the element after the next drawing. */
  focus(testid: string): void;
  /** Uncommitted input by path: a number that is invalid so far, or a name until its field loses focus. */
  texts: Map<string, string>;
  /** Problems at a path. */
  problems(path: string): ErrorDto[];
}

export interface LayoutsContext extends LayoutDraft {
  layouts: Layouts;
  /** Paths of unfolded parts. */
  opened: Set<string>;
}

/** The problems at these paths, as inline errors. */
export function inlineProblems(context: LayoutDraft, ...paths: string[]) {
  return paths.flatMap((path) =>
    context.problems(path).map((problem) => {
      const { what, help } = context.models.text.error(problem);
      return html`<p class="problem" role="alert" data-testid="problem:${path}" data-code=${problem.code}>
        ${icon("alert")}
        <span>${neutral(what)} ${help ? html`<span class="hint">${neutral(help)}</span>` : nothing}</span>
      </p>`;
    }),
  );
}

/** The number of problems, if there are any. */
export function problemCount(text: Text, count: number) {
  if (count === 0) return nothing;
  return html`<span class="count bad" title=${text.t("problems", { count })}>${count}</span>`;
}

export function invalid(context: LayoutDraft, path: string): boolean {
  return context.problems(path).length > 0;
}

interface FieldBox {
  path: string;
  label: string;
  value: string;
  placeholder?: string;
  set: (text: string) => void;
  /** Commits only on blur or Enter: for names that are referenced elsewhere. */
  late?: boolean;
  mono?: boolean;
  /** Id of a datalist with values to offer. */
  list?: string;
  key?: (event: KeyboardEvent) => void;
}

export function textBox(context: LayoutDraft, box: FieldBox) {
  const { path, label, value, placeholder, set, late, mono = true, list, key } = box;
  // An answer that arrives while typing redraws the page; the typed text stays.
  const shown = late ? (context.texts.get(path) ?? value) : value;
  return html`<input
    type="text"
    class=${mono ? "mono" : ""}
    data-testid=${path}
    spellcheck="false"
    autocapitalize="off"
    autocomplete="off"
    list=${list ?? nothing}
    aria-label=${label}
    title=${label}
    aria-invalid=${invalid(context, path)}
    placeholder=${placeholder ?? label}
    .value=${live(shown)}
    @input=${(event: Event) => (late ? context.texts.set(path, typed(event)) : set(typed(event)))}
    @change=${(event: Event) => {
      if (!late) return;
      context.texts.delete(path);
      set(typed(event));
    }}
    @blur=${() => late && context.texts.delete(path)}
    @keydown=${key ?? nothing}
  />`;
}

interface NumberField {
  path: string;
  label: string;
  value: number | undefined;
  least: number;
  most: number;
  placeholder?: string;
  /** Whether it may be empty. */
  optional?: boolean;
  set: (value: number | undefined) => void;
}

/** A box for a whole number. Invalid input stays visible with an error, and the value is unchanged. */
export function numberBox(context: LayoutDraft, numeral: NumberField) {
  const { path, label, value, least, most, placeholder, optional, set } = numeral;
  const text = context.texts.get(path);
  const take = (event: Event) => {
    const now = typed(event).trim();
    const number = Number(now);
    const empty = now === "";
    const good = empty ? optional === true : /^-?\d+$/.test(now) && number >= least && number <= most;
    if (good) context.texts.delete(path);
    else context.texts.set(path, typed(event));
    if (good) set(empty ? undefined : number);
    context.redraw();
  };
  return html`<span class="numeral">
    <input
      type="text"
      inputmode="numeric"
      class="mono number"
      data-testid=${path}
      aria-label=${label}
      title=${label}
      aria-invalid=${text !== undefined || invalid(context, path)}
      placeholder=${placeholder ?? ""}
      .value=${live(text ?? (value === undefined ? "" : String(value)))}
      @input=${take}
    />
    ${
      text === undefined
        ? nothing
        : html`<span
            class="problem"
            role="alert"
            data-testid="problem:${path}"
          >${context.t("number-wanted", { least, most })}</span>`
    }
  </span>`;
}

interface SelectChoice<T extends string> {
  path: string;
  label: string;
  value: T;
  options: readonly T[];
  words?: (value: T) => string;
  set: (value: T) => void;
}

export function choice<T extends string>(context: LayoutDraft, select: SelectChoice<T>) {
  const { path, label, value, options, words = String, set } = select;
  const known = options.includes(value);
  // A value that is no longer an option (a deleted layout) stays visible.
  const all = known ? options : [value, ...options];
  return html`<select data-testid=${path} aria-label=${label} title=${label} aria-invalid=${invalid(context, path)}
    .value=${live(value)} @change=${(event: Event) => set(typed(event) as T)}>
    ${repeat(
      all,
      (one) => one,
      (one) =>
        html`<option value=${one} ?selected=${one === value}>${known || one !== value ? words(one) : one}</option>`,
    )}
  </select>`;
}

/** The unfold button; shows how many settings are inside, and names them in its title. */
export function fold(context: LayoutsContext, path: string, label: string, inside: string[]) {
  const open = context.opened.has(path);
  const toggle = () => {
    if (!context.opened.delete(path)) context.opened.add(path);
    context.redraw();
  };
  const words = inside.length > 0 ? `${label}: ${inside.join(", ")}` : label;
  return button(
    `quiet small fold ${open ? "open" : ""}`,
    `${path}:fold`,
    [icon("chevron"), " ", inside.length > 0 ? inside.length : nothing],
    toggle,
    { label: words, title: words, expanded: open },
  );
}
