// The choice of a message to send: a saved one, or one written here.

import type { BodyType, Message, MessageRef } from "../../host/types";
import { withEscapes, withoutEscapes } from "../../model/control-escapes";
import { lensMessages, lensOf } from "../../model/lens";
import { html, nothing } from "../html";
import { choice, inlineProblems, type LayoutDraft, textBox } from "../layouts/form-context";

/** The option for a message written here; a saved message's name begins with `=` among the options. */
const OWN = "own";

interface MessageChoice {
  path: string;
  label: string;
  value: MessageRef;
  set: (value: MessageRef) => void;
}

/** The menu of messages, and the box of one that is written here. */
export function messageChoice(context: LayoutDraft, { path, label, value, set }: MessageChoice) {
  const profile = context.models.profiles.current?.profile;
  const ofLens = profile ? lensMessages(lensOf(context.models.info.lenses, profile), profile) : [];
  const saved = [...(profile?.messages ?? []), ...ofLens];
  const names = saved.flatMap(({ name }) => (name ? [`=${name}`] : []));
  const pick = (to: string) => {
    if (to !== OWN) return set(to.slice(1));
    // What a saved text says is a good start; a packed message is edited where it is saved.
    const before = typeof value === "string" ? saved.find(({ name }) => name === value) : null;
    const { type = "text", text = "" } = before && before.type !== "packed" ? before : {};
    set({ name: "", type, text });
  };
  return html`<span class="message-choice">
      ${choice(context, {
        path,
        label,
        value: typeof value === "string" ? `=${value}` : OWN,
        options: [...names, OWN],
        words: (one) => (one === OWN ? context.t("message-own") : one.slice(1)),
        set: pick,
      })}
      ${typeof value === "string" ? nothing : ownMessage(context, path, value, set)}
    </span>
    ${typeof value === "string" ? inlineProblems(context, path) : nothing}`;
}

function ownMessage(context: LayoutDraft, path: string, message: Message, set: (value: Message) => void) {
  const { type, text = "" } = message;
  if (type === "packed") return html`<span class="hint">${context.t("message-own-packed")}</span>`;
  return html`${choice<BodyType>(context, {
    path: `${path}.type`,
    label: context.t("message-type"),
    value: type,
    options: ["text", "json", "hex"],
    words: (one) => context.t(`body-${one}`),
    set: (one) => set({ ...message, type: one }),
  })}
    ${textBox(context, {
      path: `${path}.text`,
      label: context.t("message-text"),
      placeholder: type === "hex" ? "70 6f 6e 67" : type === "json" ? '{"type": "pong"}' : "PONG\\r\\n",
      value: type === "text" ? withEscapes(text) : text,
      set: (line) => set({ ...message, text: type === "text" ? withoutEscapes(line) : line }),
      // An escape is read once it is complete.
      late: type === "text",
    })}`;
}

/** The paths at which a message's problems are shown below its row. */
export function messagePaths(path: string, value: MessageRef): string[] {
  return typeof value === "string" ? [] : [path, `${path}.text`, `${path}.type`];
}
