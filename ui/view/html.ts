// The only way for text into the page: Lit's templates and setters that neutralise invisible and bidirectional
// characters in names, URLs and other untrusted text. html.test.ts fails for a view that imports `html` or `render`
// from Lit, or sets a node's text itself.

import * as lit from "lit";
import { neutral } from "../model/bytes";

export { LitElement, nothing, type TemplateResult } from "lit";

/**
 * Attributes and properties that are visible or spoken. All others, such as an input's `.value`, keep the text
 * unchanged.
 */
const SHOWN = new RegExp(
  [
    "^(?:title|placeholder|alt|label",
    "|aria-(?:label|description|roledescription|placeholder|valuetext)",
    "|\\.(?:title|placeholder|textContent|innerText|label|ariaLabel|ariaDescription))$",
  ].join(""),
);

const places = new WeakMap<TemplateStringsArray, boolean[]>();

export function html(strings: TemplateStringsArray, ...values: unknown[]): lit.TemplateResult<1> {
  return lit.html(strings, ...neutralized(strings, values));
}

/** A muted paragraph. */
export function hint(content: unknown): lit.TemplateResult<1> {
  return html`<p class="hint">${content}</p>`;
}

export function progress(of: number, done: number, label: string) {
  return html`<progress max=${Math.max(1, of)} .value=${done} aria-label=${label}></progress>`;
}

/** A select's options; `chosen` is the selected value. */
export function options<V extends string | number>(
  values: readonly V[],
  chosen: V | undefined,
  words: (value: V) => string,
) {
  return values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${words(value)}</option>`);
}

export function svg(strings: TemplateStringsArray, ...values: unknown[]): lit.TemplateResult<2> {
  return lit.svg(strings, ...neutralized(strings, values));
}

export function render(value: unknown, into: HTMLElement | DocumentFragment): void {
  lit.render(shown(value), into);
}

/** Sets a node's text. Writes only changes, because each write costs a layout. */
export function setText(node: Node, words: string): void {
  const [first, safe] = [node.firstChild, neutral(words)];
  if (first instanceof CharacterData && safe !== "") {
    if (first.data !== safe) first.data = safe;
  } else if (first || safe !== "") node.textContent = safe;
}

/** Sets an element's tooltip. */
export function setTitle(element: Element, words: string): void {
  setShown(element, "title", words);
}

/** Sets an element's accessible name. */
export function setLabel(element: Element, words: string): void {
  setShown(element, "aria-label", words);
}

export function setWindowTitle(words: string): void {
  document.title = neutral(words);
}

function setShown(element: Element, name: string, words: string) {
  const safe = neutral(words);
  if (element.getAttribute(name) !== safe) element.setAttribute(name, safe);
}

function neutralized(strings: TemplateStringsArray, values: unknown[]): unknown[] {
  let visible = places.get(strings);
  if (!visible) {
    visible = shownHoles(strings);
    places.set(strings, visible);
  }
  return values.map((value, i) => (visible[i] ? shown(value) : value));
}

function shown(value: unknown): unknown {
  if (typeof value === "string") return neutral(value);
  return Array.isArray(value) ? value.map(shown) : value;
}

/** Which of a template's holes are visible: those between tags, and those in visible attributes. */
export function shownHoles(strings: readonly string[]): boolean[] {
  let [tag, quote, name, word] = [false, "", "", ""];
  return strings.slice(0, -1).map((piece) => {
    for (const [i, ch] of [...piece].entries()) {
      if (!tag) {
        tag = ch === "<" && /[a-z/]/i.test(piece[i + 1] ?? "");
        word = "";
      } else if (quote) {
        if (ch === quote) quote = "";
      } else if (ch === '"' || ch === "'") quote = ch;
      else if (ch === ">") tag = false;
      else if (ch === "=") name = word;
      else word = /\s/.test(ch) ? "" : word + ch;
    }
    const visible = !tag || SHOWN.test(name);
    word = "";
    return visible;
  });
}
