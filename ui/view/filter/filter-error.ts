// A filter error: the text with the position marked, the problem, and what was expected.

import type { ErrorDto } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { Text } from "../../model/text";
import { html, nothing } from "../html";
import { icon } from "../icons";

/** Characters shown before the position. */
const BEFORE = 48;

interface MarkedText {
  before: string;
  wrong: string;
  after: string;
}

/** Splits the text around the word at a column; columns count characters from 1. */
export function marked(text: string, column: number): MarkedText {
  const letters = [...text];
  const at = Math.min(Math.max(column - 1, 0), letters.length);
  const from = at > BEFORE ? at - BEFORE : 0;
  const before = `${from > 0 ? "…" : ""}${letters.slice(from, at).join("")}`;
  const rest = letters.slice(at).join("");
  const wrong = /^\S+/.exec(rest)?.[0] ?? rest.slice(0, 1);
  return { before, wrong, after: rest.slice(wrong.length) };
}

export function wrong(words: Text, text: string, error: ErrorDto | null, testid: string) {
  if (!error) return nothing;
  const { what, help } = words.error(error);
  const column = Number(error.args.column);
  const parts = Number.isInteger(column) && column > 0 ? marked(text, column) : null;
  return html`<div
    class="wrong-filter"
    role="alert"
    id=${testid}
    data-testid=${testid}
    data-code=${error.code}
    data-column=${error.args.column ?? ""}
  >
    ${icon("alert")}
    <div>
      ${
        parts
          ? html`<code class="wrong-text" aria-hidden="true">${neutral(parts.before)}<mark data-testid="wrong-place">${
              neutral(parts.wrong) || "\u2007"
            }</mark>${neutral(parts.after)}</code>`
          : nothing
      }
      <span><strong>${neutral(what)}</strong> ${neutral(help)}</span>
    </div>
  </div>`;
}
