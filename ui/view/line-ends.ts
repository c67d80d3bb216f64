// Text boxes that preserve line ends, and the button that shows and changes them.

import { live } from "lit/directives/live.js";
import { edited, lineEnds, shown, withEnds } from "../model/line-ends";
import type { Text } from "../model/text";
import { html, nothing } from "./html";
import { typed } from "./panel";

/** Texts remembered for a box's undo. */
const REMEMBERED = 100;

/** Pasted or dropped text that has not reached its box yet. */
const arriving = new WeakMap<EventTarget, string>();
/** Texts that a box has shown, by their shown form. */
const history = new WeakMap<EventTarget, Map<string, string>>();

/** Text in the form that a box shows. */
export const inBox = shown;

/** Listens to pastes and drops anywhere, before the boxes' own listeners. */
export function rememberPasted(): void {
  const remember = (event: Event, data: DataTransfer | null) => {
    const text = data?.getData("text/plain") ?? "";
    if (event.target && text.includes("\r")) arriving.set(event.target, text);
  };
  document.addEventListener("paste", (event) => remember(event, event.clipboardData), true);
  document.addEventListener("drop", (event) => remember(event, event.dataTransfer), true);
}

/** The text after an input event of the box that shows it. */
export function written(event: Event, text: string): string {
  const box = event.target as HTMLTextAreaElement;
  const pasted = arriving.get(box) ?? "";
  arriving.delete(box);
  const texts = history.get(box) ?? new Map<string, string>();
  history.set(box, texts);
  texts.set(shown(text), text);
  const undone = (event as InputEvent).inputType?.startsWith("history") ? texts.get(box.value) : undefined;
  const next = undone ?? edited(text, box.value, box.selectionEnd, pasted);
  texts.set(box.value, next);
  const [oldest] = texts.keys();
  if (texts.size > REMEMBERED && oldest !== undefined) texts.delete(oldest);
  return next;
}

/** Shows the line ends, if there are any; a click converts all of them. */
export function lineEndsButton(text: Text, value: string, write: (text: string) => void) {
  const ends = lineEnds(value);
  if (ends === "none") return nothing;
  const next = ends === "crlf" ? "lf" : "crlf";
  const change = text.t("line-ends-change", { to: text.t(`line-ends-${next}`) });
  const title = `${text.t(`line-ends-${ends}-about`)} ${change}`;
  return html`<button
    class="bare line-ends"
    data-testid="line-ends"
    data-ends=${ends}
    aria-label=${title}
    title=${title}
    @click=${() => write(withEnds(value, next))}
  >${text.t(`line-ends-${ends}`)}</button>`;
}

interface LineBox {
  testid: string;
  label: string;
  value: string;
  write: (value: string) => void;
  placeholder?: string;
  invalid?: boolean;
  /** Id of the element that describes the error. */
  describedby?: string;
  title?: string | null;
  disabled?: boolean;
  readonly?: boolean;
  keydown?: (event: KeyboardEvent) => void;
}

/**
 * A one-line box that keeps line ends. An input cannot hold any, so a value with some gets a textarea, and pasting some
 * switches to one.
 */
export function lineBox(text: Text, box: LineBox) {
  const { value, write } = box;
  if (!/[\r\n]/.test(value)) {
    return html`<input
      class="mono"
      data-testid=${box.testid}
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      aria-label=${box.label}
      aria-invalid=${box.invalid ?? false}
      aria-describedby=${box.describedby ?? nothing}
      placeholder=${box.placeholder ?? ""}
      title=${box.title ?? nothing}
      ?disabled=${box.disabled ?? false}
      ?readonly=${box.readonly ?? false}
      tabindex=${box.readonly ? -1 : 0}
      .value=${live(value)}
      @input=${(event: Event) => write(typed(event))}
      @keydown=${box.keydown ?? nothing}
      @paste=${(event: ClipboardEvent) => {
        const pasted = event.clipboardData?.getData("text/plain") ?? "";
        if (box.readonly || !/[\r\n]/.test(pasted)) return;
        event.preventDefault();
        const { selectionStart, selectionEnd, value: now } = event.target as HTMLInputElement;
        write(now.slice(0, selectionStart ?? 0) + pasted + now.slice(selectionEnd ?? 0));
      }}
    />`;
  }
  return html`<span class="line-box">
    <textarea
      class="mono"
      rows="2"
      data-testid=${box.testid}
      spellcheck="false"
      autocapitalize="off"
      aria-label=${box.label}
      aria-invalid=${box.invalid ?? false}
      aria-describedby=${box.describedby ?? nothing}
      title=${box.title ?? nothing}
      ?disabled=${box.disabled ?? false}
      ?readonly=${box.readonly ?? false}
      .value=${live(inBox(value))}
      @input=${(event: Event) => write(written(event, value))}
    ></textarea>
    ${box.readonly || box.disabled ? nothing : lineEndsButton(text, value, write)}
  </span>`;
}
