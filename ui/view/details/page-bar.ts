// Page navigation: which page is shown, and buttons to the others.

import type { Text } from "../../model/text";
import { html, nothing } from "../html";
import { icon } from "../icons";

export type TurnPage = "first" | "before" | "next" | "last";

interface PageBar {
  /** Prefix of the test ids. */
  name: string;
  where: string;
  hasBefore: boolean;
  hasNext: boolean;
  /** Whether the last page can be reached directly. */
  hasLast: boolean;
  turn: (to: TurnPage) => void;
}

export function pageBar(text: Text, { name, where, hasBefore, hasNext, hasLast, turn }: PageBar) {
  const button = (to: TurnPage, can: boolean) => {
    const label = text.t(`page-${to}`);
    const back = to === "first" || to === "before";
    return html`<button
      class="bare ${back ? "turned" : ""}"
      data-testid="${name}-${to}"
      aria-label=${label}
      title=${label}
      ?disabled=${!can}
      @click=${() => turn(to)}
    >${icon(to === "first" || to === "last" ? "end" : "chevron")}</button>`;
  };
  return html`<div class="pages" role="group" aria-label=${text.t("pages")}>
    ${button("first", hasBefore)} ${button("before", hasBefore)}
    <span class="tabular" data-testid="${name}-where" aria-live="polite">${where}</span>
    ${button("next", hasNext)} ${hasLast ? button("last", hasNext) : nothing}
  </div>`;
}
