// Where the code of a message is: a list of definitions, of which the first that a message has is its code.

import type { ByteOrder, CodeDefinition, CodeValue, WireKind } from "../../host/types";
import {
  CODE_SOURCES,
  definitionPath,
  definitions,
  escaped,
  MAX_DEFINITIONS,
  unescaped,
  withDefinitions,
  withSource,
} from "../../model/code-definition";
import { codeOf } from "../../model/code-value";
import { clean } from "../../model/layout-edits";
import { inserted, replaced, without } from "../../model/list";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { choice, inlineProblems, type LayoutDraft, type LayoutsContext, numberBox, textBox } from "./form-context";

const TYPES = ["b", "B", "h", "H", "i", "I", "q", "Q"];
const ORDERS: ByteOrder[] = ["little", "big"];
const KINDS: (WireKind | "")[] = ["", "text", "binary"];

/** A box for a code: a whole number, or a text. */
export function codeBox(
  context: LayoutDraft,
  path: string,
  label: string,
  value: CodeValue,
  set: (code: CodeValue) => void,
) {
  return textBox(context, { path, label, value: String(value), set: (text) => set(codeOf(text)) });
}

export function codePlaces(context: LayoutsContext) {
  const { layouts, t } = context;
  const list = definitions(layouts.profile);
  const add = () => {
    edit(context, (all) => inserted(all, all.length, { from: all.length === 0 ? "integer" : "json" }));
    context.focus(`code-place-${list.length}.from`);
  };
  return html`<h3>${t("code-place")}</h3>
    ${hint(t(list.length === 0 ? "code-place-default" : "code-place-about"))}
    <div class="cards" role="list">${list.map((one, i) => place(context, one, i))}</div>
    ${inlineProblems(context, "code")}
    ${button(
      "dashed",
      "code-place-add",
      withIcon("plus", t(list.length === 0 ? "code-place-add" : "code-place-more")),
      add,
      {
        disabled: list.length >= MAX_DEFINITIONS,
      },
    )}`;
}

function edit(context: LayoutsContext, change: (all: CodeDefinition[]) => CodeDefinition[]) {
  context.models.profiles.edit((profile) => withDefinitions(profile, change(definitions(profile))));
}

function place(context: LayoutsContext, one: CodeDefinition, index: number) {
  const { layouts, t } = context;
  const path = definitionPath(layouts.profile, index);
  const id = `code-place-${index}`;
  const put = (next: CodeDefinition) => edit(context, (all) => replaced(all, index, next));
  const set = (patch: Partial<CodeDefinition>) => put(clean({ ...one, ...patch }));
  return html`<div class="card" role="listitem" data-testid=${id}>
    <div class="card-line">
      <span class="number tabular">${index + 1}</span>
      ${choice(context, {
        path: `${id}.from`,
        label: t("code-from"),
        value: one.from,
        options: CODE_SOURCES,
        words: (from) => t(`code-from-${from}`),
        set: (from) => put(withSource(one, from)),
      })}
      <span class="conditions">${parts(context, one, path, set)}</span>
      ${
        one.from === "none" || one.from === "lens" || one.from === "integer"
          ? nothing
          : choice(context, {
              path: `${id}.kind`,
              label: t("condition-kind"),
              value: one.kind ?? "",
              options: KINDS,
              words: (kind) => (kind === "" ? t("code-kind-any") : t(`code-kind-${kind}`)),
              set: (kind) => set({ kind: kind || undefined }),
            })
      }
      ${iconButton("trash", "bare", `${id}:remove`, t("delete"), () => {
        context.texts.clear();
        edit(context, (all) => without(all, index));
      })}
    </div>
    ${inlineProblems(context, ...["from", "type", "offset", "field", "until", "length", "path"].map((part) => `${path}.${part}`))}
  </div>`;
}

function parts(
  context: LayoutsContext,
  one: CodeDefinition,
  path: string,
  set: (patch: Partial<CodeDefinition>) => void,
) {
  const { t } = context;
  switch (one.from) {
    case "integer":
      return html`${choice(context, {
        path: `${path}.type`,
        label: t("code-type"),
        value: one.type ?? "i",
        options: TYPES,
        set: (type) => set({ type }),
      })}
        ${choice(context, {
          path: `${path}.order`,
          label: t("layout-order"),
          value: one.order ?? "little",
          options: ORDERS,
          words: (order) => t(`code-order-${order}`),
          set: (order) => set({ order: order === "little" ? undefined : order }),
        })}
        <span>${t("code-offset")}</span>
        ${numberBox(context, {
          path: `${path}.offset`,
          label: t("code-offset"),
          value: one.offset ?? 0,
          least: 0,
          most: 1_048_575,
          set: (offset) => set({ offset: offset || undefined }),
        })}`;
    case "field":
      return textBox(context, {
        path: `${path}.field`,
        label: t("condition-field"),
        placeholder: "head.type",
        value: one.field ?? "",
        set: (field) => set({ field: field || undefined }),
      });
    case "prefix":
      return html`<span>${t("code-until")}</span>
        ${textBox(context, {
          path: `${path}.until`,
          label: t("code-until-about"),
          placeholder: "\\r\\n",
          value: escaped(one.until ?? ""),
          late: true,
          set: (text) => set({ until: unescaped(text) || undefined }),
        })}
        <span>${t("code-length")}</span>
        ${numberBox(context, {
          path: `${path}.length`,
          label: t("code-length"),
          value: one.length ?? undefined,
          least: 1,
          most: 64,
          optional: true,
          set: (length) => set({ length }),
        })}`;
    case "json":
      return textBox(context, {
        path: `${path}.path`,
        label: t("code-path"),
        placeholder: "type",
        value: one.path ?? "",
        set: (text) => set({ path: text || undefined }),
      });
    case "lens":
    case "none":
      return nothing;
  }
}
