// The messages of a login, in order: each with the reply to wait for before the next one.

import type { LoginPart } from "../../host/types";
import { inserted, moved, replaced, without } from "../../model/list";
import { type Exchange, exchangeOf, partOf } from "../../model/login-parts";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { inlineProblems, textBox } from "../layouts/form-context";
import { grip } from "../layouts/order";
import { filterBox, filterErrors } from "./filter-field";
import type { RepliesContext } from "./lists";
import { messageChoice, messagePaths } from "./message-choice";

export function loginParts(context: RepliesContext) {
  const { automatic, t } = context;
  const parts = automatic.profile?.login?.messages ?? [];
  if (parts.length === 0) return nothing;
  const add = () => {
    automatic.editParts((list) => inserted(list, list.length, { name: "", type: "text", text: "" }));
    context.focus(`login.messages[${parts.length}].text`);
  };
  return html`<section class="replies-part" aria-label=${t("login-messages")} data-testid="login-messages">
    <h3>${t("login-messages")}</h3>
    ${hint(t("login-messages-about"))}
    ${inlineProblems(context, "login.messages")}
    <div class="grid login-parts">
      <div class="grid-head" aria-hidden="true">
        <span></span><span>${t("reply-send")}</span><span>${t("login-expect")}</span><span>${t("login-reply-within")}</span
        ><span></span>
      </div>
      ${parts.map((part, i) => partRow(context, part, i, parts.length))}
    </div>
    ${button("dashed", "login.messages:add", withIcon("plus", t("login-message-add")), add)}
  </section>`;
}

function partRow(context: RepliesContext, part: LoginPart, index: number, count: number) {
  const { automatic, t } = context;
  const path = `login.messages[${index}]`;
  const exchange = exchangeOf(part);
  const at = exchange.expect === undefined ? path : `${path}.send`;
  const set = (patch: Partial<Exchange>) =>
    automatic.editParts((list) => replaced(list, index, partOf({ ...exchange, ...patch })));
  return html`<div class="grid-row" data-place data-testid=${path}>
    ${grip(context, "login.messages", index, count, (to) => automatic.editParts((list) => moved(list, index, to)))}
    ${
      exchange.send === undefined
        ? html`<span class="hint">${t("login-only-waits")}</span>`
        : messageChoice(context, {
            path: at,
            label: t("reply-send"),
            value: exchange.send,
            set: (send) => set({ send }),
          })
    }
    ${filterBox(context, {
      path: `${path}.expect`,
      label: t("login-expect"),
      placeholder: t("login-expect-none"),
      value: exchange.expect ?? "",
      // A part that sends nothing keeps its empty filter, else it would be nothing at all.
      set: (expect) => set({ expect: expect || (exchange.send === undefined ? "" : undefined) }),
    })}
    ${textBox(context, {
      path: `${path}.within`,
      label: t("login-reply-within"),
      placeholder: "10s",
      value: exchange.within ?? "",
      set: (within) => set({ within: within.trim() || undefined }),
    })}
    ${iconButton("trash", "bare", `${path}:remove`, t("delete"), () => automatic.editParts((list) => without(list, index)))}
    <div class="row-problems">
      ${exchange.send === undefined ? nothing : inlineProblems(context, ...messagePaths(at, exchange.send))}
      ${filterErrors(context, `${path}.expect`, exchange.expect ?? "")} ${inlineProblems(context, `${path}.within`)}
    </div>
  </div>`;
}
