// Help for the filter language; clicking an example inserts it into the box.

import type { Text } from "../../model/text";
import { button, iconButton } from "../button";
import { hint, html } from "../html";
import { consume } from "../panel";

/** Syntax, and the Fluent id of its meaning. */
const ATOMS = [
  ["acme", "filter-help-word"],
  ['"Exact text"', "filter-help-exact"],
  ['/"price":-\\d+/', "filter-help-regex"],
  ["code:2", "filter-help-code"],
  ["code:100..199", "filter-help-codes"],
  ["dir:received", "filter-help-direction"],
  ["-kind:ping,pong", "filter-help-kind"],
  ["size>1000", "filter-help-size"],
  ["wire>1000", "filter-help-wire"],
  ["row:10..20", "filter-help-row"],
  ["time:10:00..10:05", "filter-help-time"],
  ["time:+5s..+10s", "filter-help-since"],
  ["latency>100ms", "filter-help-latency"],
  ["field.services:first", "filter-help-field"],
  ["fault:*", "filter-help-fault"],
  ["fault:checksum", "filter-help-fault-kind"],
  ["seq:gap", "filter-help-seq"],
  ["fits:no", "filter-help-fits"],
  ["-is:heartbeat", "filter-help-is"],
  ["joined:", "filter-help-joined"],
  ["part:", "filter-help-part"],
  ["pinned:", "filter-help-pinned"],
  ["note:slow", "filter-help-note"],
] as const;

const TOGETHER = [
  ["code:2 dir:received", "filter-help-and"],
  ["code:1 or code:2", "filter-help-or"],
  ["-code:100", "filter-help-not"],
  ["(error or code:..-1) -size:0", "filter-help-group"],
] as const;

export function filterHelp(text: Text, use: (example: string) => void, close: () => void) {
  const line = ([example, id]: readonly [string, string]) =>
    html`<li>
      ${button("example", "filter-example", html`<code>${example}</code>`, () => use(example))}
      <span>${text.t(id)}</span>
    </li>`;
  const keydown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    consume(event);
    close();
  };
  return html`<div
    class="filter-help"
    id="filter-help"
    data-testid="filter-help-panel"
    role="region"
    aria-label=${text.t("filter-help")}
    @keydown=${keydown}
  >
    <header>
      <strong>${text.t("filter-help")}</strong>
      ${iconButton("close", "bare push", "filter-help-close", text.t("close"), close)}
    </header>
    <ul>${ATOMS.map(line)}</ul>
    <strong>${text.t("filter-help-together")}</strong>
    <ul>${TOGETHER.map(line)}</ul>
    ${hint(text.t("filter-help-more"))}
  </div>`;
}
