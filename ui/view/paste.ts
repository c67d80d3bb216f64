// Suggestion for pasted text that is more than text; applied only on request.

import type { Message, TakenFor } from "../host/types";
import type { Models } from "../model/models";
import { html, nothing, type TemplateResult } from "./html";
import { icon } from "./icons";
import { openMenu } from "./menu";

export function pasteBar(models: Models): TemplateResult | typeof nothing {
  const { composer, actions, text } = models;
  const { pasted } = composer;
  if (!pasted) return nothing;
  const { taken_for, messages, others } = pasted;
  const many = messages.length > 1;
  const packed = messages[0]?.type === "packed";
  const use = (list: Message[], kind: TakenFor) => actions.usePasted(list, text.t(`taken-${kind}`));
  const more = (event: Event) =>
    openMenu(
      others
        .filter((other) => other.taken_for !== "text")
        .map((other) => ({
          label: text.t("paste-as", { what: text.t(`taken-${other.taken_for}`) }),
          testid: `paste-as-${other.taken_for}`,
          run: () => use(other.messages, other.taken_for),
        })),
      event.currentTarget as Element,
    );
  const readings = others.filter((other) => other.taken_for !== "text").length;
  return html`<div class="fault mild banner" role="status" data-testid="pasted" data-taken=${taken_for}>
    ${icon("paste")}
    <div class="fault-text">
      <span>${text.t("paste-taken", { what: text.t(`taken-${taken_for}`), count: messages.length })}</span>
      <span class="group">
        ${
          many
            ? html`<button
                class="small"
                data-testid="paste-keep-all"
                @click=${() => actions.keepPasted(messages)}
              >${text.t("paste-keep-all", { count: messages.length })}</button>`
            : html`<button
                class="small"
                data-testid="paste-use"
                @click=${() => use(messages, taken_for)}
              >${text.t(packed ? "paste-use-packed" : "paste-use", {
                type: text.t(`message-${messages[0]?.type ?? "text"}`),
              })}</button>`
        }
        <button
          class="quiet small"
          data-testid="paste-text"
          @click=${() => composer.forgetPasted()}
        >${text.t("paste-text")}</button>
        ${
          readings > 0
            ? html`<button
                class="quiet small"
                data-testid="paste-others"
                aria-haspopup="menu"
                @click=${more}
              >${text.t("paste-others")}</button>`
            : nothing
        }
      </span>
    </div>
  </div>`;
}
