// The lists of automatic replies and heartbeats.

import { live } from "lit/directives/live.js";
import type { AutoReply, Heartbeat } from "../../host/types";
import { type Automatic, newItem } from "../../model/automatic";
import { clean } from "../../model/layout-edits";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { inlineProblems, type LayoutDraft, numberBox, textBox } from "../layouts/form-context";
import { grip } from "../layouts/order";
import { filterBox, filterErrors } from "./filter-field";
import { messageChoice, messagePaths } from "./message-choice";

export interface RepliesContext extends LayoutDraft {
  automatic: Automatic;
}

/** The most times that a reply may be limited to. */
const MOST_TIMES = 4_294_967_295;

export function repliesList(context: RepliesContext) {
  const { automatic, t } = context;
  const replies = automatic.profile?.replies ?? [];
  return html`<section class="replies-part" aria-label=${t("replies")} data-testid="replies">
    <h3>${t("replies")}</h3>
    ${hint(t("replies-about"))}
    ${inlineProblems(context, "replies")}
    <div class="grid replies-grid">
      ${replies.length > 0 ? head(t("reply-when"), t("reply-send"), t("reply-after"), t("reply-times")) : nothing}
      ${replies.map((reply, i) => replyRow(context, reply, i, replies.length))}
    </div>
    ${adder(context, "replies", replies.length, "when", t("reply-add"))}
  </section>`;
}

export function heartbeatsList(context: RepliesContext) {
  const { automatic, t } = context;
  const beats = automatic.profile?.heartbeats ?? [];
  return html`<section class="replies-part" aria-label=${t("heartbeats")} data-testid="heartbeats">
    <h3>${t("heartbeats")}</h3>
    ${hint(t("heartbeats-about"))}
    ${inlineProblems(context, "heartbeats")}
    <div class="grid heartbeats-grid">
      ${beats.length > 0 ? head(t("heartbeat-every"), t("reply-send")) : nothing}
      ${beats.map((beat, i) => beatRow(context, beat, i, beats.length))}
    </div>
    ${adder(context, "heartbeats", beats.length, "every", t("heartbeat-add"))}
  </section>`;
}

/** The head of a list: after the columns of the grip and the switch. */
function head(...titles: string[]) {
  return html`<div class="grid-head" aria-hidden="true">
    <span></span><span></span>${titles.map((title) => html`<span>${title}</span>`)}<span></span>
  </div>`;
}

function adder(context: RepliesContext, name: "replies" | "heartbeats", count: number, first: string, label: string) {
  const add = () => {
    const { profile } = context.automatic;
    if (!profile) return;
    context.automatic.add(name, newItem(name, profile));
    context.focus(`${name}[${count}].${first}`);
  };
  return button("dashed", `${name}:add`, withIcon("plus", label), add);
}

function replyRow(context: RepliesContext, reply: AutoReply, index: number, count: number) {
  const { automatic, t } = context;
  const path = `replies[${index}]`;
  const set = (patch: Partial<AutoReply>) => automatic.put("replies", index, clean({ ...reply, ...patch }));
  return html`<div class="grid-row ${reply.off ? "off" : ""}" data-place data-testid=${path}>
    ${grip(context, "replies", index, count, (to) => automatic.move("replies", index, to))}
    ${toggle(context, path, reply.off, (off) => set({ off }))}
    ${filterBox(context, { path: `${path}.when`, label: t("reply-when"), value: reply.when, set: (when) => set({ when }) })}
    ${messageChoice(context, { path: `${path}.send`, label: t("reply-send"), value: reply.send, set: (send) => set({ send }) })}
    ${textBox(context, {
      path: `${path}.after`,
      label: t("reply-after"),
      placeholder: t("reply-at-once"),
      value: reply.after ?? "",
      set: (after) => set({ after: after.trim() || undefined }),
    })}
    ${numberBox(context, {
      path: `${path}.times`,
      label: t("reply-times"),
      placeholder: t("reply-always"),
      value: reply.times,
      least: 1,
      most: MOST_TIMES,
      optional: true,
      set: (times) => set({ times }),
    })}
    ${iconButton("trash", "bare", `${path}:remove`, t("delete"), () => automatic.remove("replies", index))}
    <div class="row-problems">
      ${filterErrors(context, `${path}.when`, reply.when)}
      ${inlineProblems(context, ...messagePaths(`${path}.send`, reply.send), `${path}.after`, `${path}.times`)}
    </div>
  </div>`;
}

function beatRow(context: RepliesContext, beat: Heartbeat, index: number, count: number) {
  const { automatic, t } = context;
  const path = `heartbeats[${index}]`;
  const set = (patch: Partial<Heartbeat>) => automatic.put("heartbeats", index, clean({ ...beat, ...patch }));
  return html`<div class="grid-row ${beat.off ? "off" : ""}" data-place data-testid=${path}>
    ${grip(context, "heartbeats", index, count, (to) => automatic.move("heartbeats", index, to))}
    ${toggle(context, path, beat.off, (off) => set({ off }))}
    ${textBox(context, {
      path: `${path}.every`,
      label: t("heartbeat-every"),
      placeholder: "30s",
      value: beat.every,
      set: (every) => set({ every }),
    })}
    ${messageChoice(context, { path: `${path}.send`, label: t("reply-send"), value: beat.send, set: (send) => set({ send }) })}
    ${iconButton("trash", "bare", `${path}:remove`, t("delete"), () => automatic.remove("heartbeats", index))}
    <div class="row-problems">
      ${inlineProblems(context, `${path}.every`, ...messagePaths(`${path}.send`, beat.send))}
    </div>
  </div>`;
}

function toggle(context: RepliesContext, path: string, off: boolean | undefined, set: (off: true | undefined) => void) {
  return html`<input
    type="checkbox"
    data-testid="${path}.on"
    aria-label=${context.t("pair-on")}
    title=${context.t("pair-on")}
    .checked=${live(!off)}
    @change=${(event: Event) => set((event.target as HTMLInputElement).checked ? undefined : true)}
  />`;
}
