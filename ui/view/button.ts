// Buttons, with text or with an icon only.

import { html, nothing, type TemplateResult } from "./html";
import { type Icon, icon } from "./icons";

/** Called with the button, such as for a menu at it. */
type Run = (at: Element) => unknown;

interface ButtonStates {
  title?: string;
  /** The accessible name, if it is not the content. */
  label?: string;
  disabled?: boolean;
  /** Whether a toggle is on. */
  pressed?: boolean;
  /** Whether what the button shows or hides is shown. */
  expanded?: boolean;
  /** Whether the button opens a menu. */
  menu?: boolean;
}

/** `look` is the button's classes. */
export function button(look: string, testid: string, content: unknown, run: Run, states: ButtonStates = {}) {
  const { title, label, disabled = false, pressed, expanded, menu } = states;
  return html`<button
    class=${look || nothing}
    data-testid=${testid}
    aria-label=${label ?? nothing}
    title=${title ?? nothing}
    aria-haspopup=${menu ? "menu" : nothing}
    aria-pressed=${pressed ?? nothing}
    aria-expanded=${expanded ?? nothing}
    ?disabled=${disabled}
    @click=${(event: Event) => run(event.currentTarget as Element)}
  >${content}</button>`;
}

/** A button's content: an icon and a text. */
export function withIcon(name: Icon, words: string) {
  return [icon(name), " ", words];
}

/** A button with an icon; its label is its tooltip and its accessible name. */
export function iconButton(
  sign: Icon | TemplateResult,
  look: string,
  testid: string,
  label: string,
  run: Run,
  states?: ButtonStates,
) {
  const content = typeof sign === "string" ? icon(sign) : sign;
  return button(look, testid, content, run, { label, title: label, ...states });
}
