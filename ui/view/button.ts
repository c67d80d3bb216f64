// Buttons, with text or with an icon only.

import { html, nothing } from "./html";
import { type Icon, icon } from "./icons";

type Run = (event: MouseEvent) => unknown;

interface ButtonStates {
  title?: string;
  disabled?: boolean;
  /** Whether a toggle is on. */
  pressed?: boolean;
  /** Whether what the button shows or hides is shown. */
  expanded?: boolean;
  /** Whether the button opens a menu. */
  menu?: boolean;
}

/** `look` is the button's classes. */
export function button(look: string, testid: string, content: unknown, run: Run, states?: ButtonStates) {
  return draw(look, testid, content, run, nothing, states);
}

/** A button whose label is its tooltip and its accessible name. */
export function iconButton(name: Icon, look: string, testid: string, label: string, run: Run, states?: ButtonStates) {
  return draw(look, testid, icon(name), run, label, { title: label, ...states });
}

function draw(
  look: string,
  testid: string,
  content: unknown,
  run: Run,
  label: string | typeof nothing,
  { title, disabled = false, pressed, expanded, menu }: ButtonStates = {},
) {
  return html`<button
    class=${look || nothing}
    data-testid=${testid}
    aria-label=${label}
    title=${title ?? nothing}
    aria-haspopup=${menu ? "menu" : nothing}
    aria-pressed=${pressed ?? nothing}
    aria-expanded=${expanded ?? nothing}
    ?disabled=${disabled}
    @click=${run}
  >${content}</button>`;
}
