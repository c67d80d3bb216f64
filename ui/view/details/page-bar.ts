// Page navigation: which page is shown, and buttons to the others.

import type { Text } from "../../model/text";
import { iconButton } from "../button";
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
    return iconButton(
      icon(to === "first" || to === "last" ? "end" : "chevron"),
      `bare ${back ? "turned" : ""}`,
      `${name}-${to}`,
      label,
      () => turn(to),
      { disabled: !can },
    );
  };
  return html`<div class="pages" role="group" aria-label=${text.t("pages")}>
    ${button("first", hasBefore)} ${button("before", hasBefore)}
    <span class="tabular" data-testid="${name}-where" aria-live="polite">${where}</span>
    ${button("next", hasNext)} ${hasLast ? button("last", hasNext) : nothing}
  </div>`;
}
