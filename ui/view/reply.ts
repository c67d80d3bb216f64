// The reply to the last message and its delay, beside the message box.

import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { codeBadge } from "./code";
import { html, nothing } from "./html";

export function replyCard({ connection, text, actions }: Models) {
  const { reply, isLate } = connection.awaited;
  if (!reply || !actions.mine) return nothing;
  const answer = reply.reply;
  return html`<div class="reply" data-testid="reply" aria-live="polite">
    <div class="reply-head">
      <span class="received" aria-hidden="true">↓</span>
      <strong>${text.t("reply")}</strong>
      ${
        answer
          ? codeBadge(answer, text)
          : html`<span class="hint">${text.t(reply.waiting && !isLate ? "reply-waiting" : "reply-none")}</span>`
      }
      <span
        class="push tabular"
        data-testid="reply-delay"
      >${reply.delayMs == null ? nothing : text.delay(reply.delayMs)}</span>
    </div>
    ${
      answer
        ? html`<code class="reply-preview" title=${neutral(answer.preview)}>${neutral(answer.preview)}</code>`
        : nothing
    }
  </div>`;
}
