// The one way of text into the page: Lit's templates and a node's text, title and label, in which names, URLs and other
// foreign text can neither hide nor turn what stands around them. A view that takes `html` or `render` from Lit itself,
// or writes a node's text by hand, fails `html.test.ts`.

import * as lit from "lit";
import { neutral } from "../model/bytes";

export { LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

/** Attributes and properties that a person sees or hears. All others, as an input's `.value`, hold the text as it is. */
const SHOWN =
  /^(?:title|placeholder|alt|label|aria-(?:label|description|roledescription|placeholder|valuetext)|\.(?:title|placeholder|textContent|innerText|label|ariaLabel|ariaDescription))$/;

const places = new WeakMap<TemplateStringsArray, boolean[]>();

export function html(strings: TemplateStringsArray, ...values: unknown[]): lit.TemplateResult<1> {
  return lit.html(strings, ...harmless(strings, values));
}

export function svg(strings: TemplateStringsArray, ...values: unknown[]): lit.TemplateResult<2> {
  return lit.svg(strings, ...harmless(strings, values));
}

export function render(value: unknown, into: HTMLElement | DocumentFragment): void {
  lit.render(shown(value), into);
}

/** A node's text. Only what differs is written: each write costs a layout. */
export function setText(node: Node, words: string): void {
  const [first, safe] = [node.firstChild, neutral(words)];
  if (first instanceof CharacterData && safe !== "") {
    if (first.data !== safe) first.data = safe;
  } else if (first || safe !== "") node.textContent = safe;
}

/** What a person is told of an element where the pointer rests on it. */
export function setTitle(element: Element, words: string): void {
  setShown(element, "title", words);
}

/** What a screen reader calls an element. */
export function setLabel(element: Element, words: string): void {
  setShown(element, "aria-label", words);
}

export function setWindowTitle(words: string): void {
  document.title = neutral(words);
}

function setShown(element: Element, name: string, words: string): void {
  const safe = neutral(words);
  if (element.getAttribute(name) !== safe) element.setAttribute(name, safe);
}

function harmless(strings: TemplateStringsArray, values: unknown[]): unknown[] {
  let seen = places.get(strings);
  if (!seen) {
    seen = shownHoles(strings);
    places.set(strings, seen);
  }
  return values.map((value, i) => (seen[i] ? shown(value) : value));
}

function shown(value: unknown): unknown {
  if (typeof value === "string") return neutral(value);
  return Array.isArray(value) ? value.map(shown) : value;
}

/** Which of a template's holes a person sees: those between tags, and those in attributes that are shown. */
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
    const seen = !tag || SHOWN.test(name);
    word = "";
    return seen;
  });
}
