// Beside the message box: what came next, and how long it took.

import { html, nothing, type TemplateResult } from "lit";
import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { codeBadge } from "./code";
import { icon } from "./icons";

export function replyCard({ connection, text, actions }: Models): TemplateResult | typeof nothing {
  const { reply } = connection;
  if (!reply || !actions.mine) return nothing;
  const answer = reply.reply;
  return html`<div class="reply" data-testid="reply" aria-live="polite">
    <div class="reply-head">
      <span class="received">${icon("down")}</span>
      <strong>${text.t("reply")}</strong>
      ${answer ? codeBadge(answer, text) : html`<span class="hint">${text.t("reply-waiting")}</span>`}
      <span class="push tabular" data-testid="reply-delay">${reply.delayMs == null ? nothing : text.delay(reply.delayMs)}</span>
    </div>
    ${answer ? html`<code class="reply-preview" title=${neutral(answer.preview)}>${neutral(answer.preview)}</code>` : nothing}
  </div>`;
}
