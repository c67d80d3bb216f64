// Switches of a text to send: its escapes and what ends it; and the line that names its invisible characters.

import type { Models } from "../model/models";
import type { Text } from "../model/text";
import { html, nothing } from "./html";

/** Switches backslash escapes such as `\\r\\n` on and off. */
export function escapesButton(text: Text, on: boolean, set: (on: boolean) => void) {
  const about = text.t(on ? "escapes-on-about" : "escapes-off-about");
  return html`<button
    class="bare line-ends"
    data-testid="escapes"
    aria-pressed=${on}
    aria-label=${text.t("escapes")}
    title=${about}
    @click=${() => set(!on)}
  >\\n</button>`;
}

/** Shows what ends the box's text and switches it off for this message; nothing where the profile has no terminator. */
export function terminatorButton({ composer, profiles, text }: Models) {
  const usual = profiles.current?.profile.connection.text_terminator ?? "";
  const own = composer.draft.terminator;
  if (usual === "" && !own) return nothing;
  const end = own ?? usual;
  const about = text.t(end === "" ? "terminator-off-about" : "terminator-on-about", { end: end || usual });
  return html`<button
    class="bare line-ends"
    data-testid="terminator"
    aria-pressed=${end !== ""}
    aria-label=${about}
    title=${about}
    @click=${() => composer.endWith(own === undefined ? "" : undefined)}
  >${end === "" ? text.t("terminator-off") : `+ ${terminatorName(end)}`}</button>`;
}

const NAMES: Record<string, string> = { "\\n": "LF", "\\r\\n": "CR LF", "\\0": "NUL", "\\x1e": "RS" };

/** `CR LF` for the usual ones, else the terminator as typed. */
export function terminatorName(typed: string): string {
  return NAMES[typed] ?? typed;
}

/** Names the invisible characters of the text as it is sent. */
export function invisibleLine({ composer, text }: Models) {
  const { preview } = composer;
  if (!preview || preview.error || preview.invisible.length === 0) return nothing;
  const names = preview.invisible.map(({ name, count }) => `${text.number(count)} ${name}`);
  return html`<p class="hint" data-testid="invisible">${text.t("invisible", { names: names.join(", ") })}</p>`;
}
