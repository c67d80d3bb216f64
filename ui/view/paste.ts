// Suggestion for pasted text that is more than text; applied only on request.

import type { Message, TakenFor } from "../host/types";
import type { Models } from "../model/models";
import { button } from "./button";
import { html, nothing } from "./html";
import { icon } from "./icons";
import { item, openMenu } from "./menu";

export function pasteBar(models: Models) {
  const { composer, actions, text } = models;
  const { pasted } = composer;
  if (!pasted) return nothing;
  const { taken_for, messages, others } = pasted;
  const many = messages.length > 1;
  const packed = messages[0]?.type === "packed";
  const use = (list: Message[], kind: TakenFor) => actions.usePasted(list, text.t(`taken-${kind}`));
  const more = (at: Element) =>
    openMenu(
      others
        .filter((other) => other.taken_for !== "text")
        .map((other) =>
          item(`paste-as-${other.taken_for}`, text.t("paste-as", { what: text.t(`taken-${other.taken_for}`) }), () =>
            use(other.messages, other.taken_for),
          ),
        ),
      at,
    );
  const readings = others.filter((other) => other.taken_for !== "text").length;
  return html`<div class="fault mild banner" role="status" data-testid="pasted" data-taken=${taken_for}>
    ${icon("paste")}
    <div class="fault-text">
      <span>${text.t("paste-taken", { what: text.t(`taken-${taken_for}`), count: messages.length })}</span>
      <span class="group">
        ${
          many
            ? html`${button("small", "paste-keep-all", text.t("paste-keep-all", { count: messages.length }), () =>
                actions.keepPasted(messages),
              )}`
            : html`${button(
                "small",
                "paste-use",
                text.t(packed ? "paste-use-packed" : "paste-use", {
                  type: text.t(`message-${messages[0]?.type ?? "text"}`),
                }),
                () => use(messages, taken_for),
              )}`
        }
        ${button("quiet small", "paste-text", text.t("paste-text"), () => composer.forgetPasted())}
        ${readings > 0 ? button("quiet small", "paste-others", text.t("paste-others"), more, { menu: true }) : nothing}
      </span>
    </div>
  </div>`;
}
