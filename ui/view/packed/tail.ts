// The tail of a packed message: text, JSON, hex, the chosen services, or repeated elements.

import { live } from "lit/directives/live.js";
import type { FormLine, MessageStyle, MessageTail, RepeatItem, TailType } from "../../host/types";
import type { Models } from "../../model/models";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing, options, type TemplateResult } from "../html";
import { inlineError } from "../inline-error";
import { inBox, lineEndsButton, written } from "../line-ends";
import { typed } from "../panel";
import { escapesButton } from "../text-ends";
import { formLines } from "./layout";

interface TailPlace {
  /** The layout's tail; null for a message without a layout. */
  line: FormLine | null;
  value: MessageTail | null;
  write: (tail: MessageTail | null) => void;
  path: string;
  within?: { field: string; colour: number } | undefined;
}

const KINDS: Record<string, TailType[]> = {
  bytes: ["hex", "text"],
  text: ["text", "json", "services"],
  json: ["json", "services", "text"],
  repeat: ["items", "hex"],
  cbor: ["json", "services", "hex"],
  msgpack: ["json", "services", "hex"],
  protobuf: ["json", "hex"],
};
const FREE: TailType[] = ["text", "json", "hex", "services"];
const STYLES: MessageStyle[] = ["python", "compact", "typed"];
/** Services are not typed. */
const SERVICE_STYLES = STYLES.slice(0, 2);

export function tailForm(models: Models, place: TailPlace): TemplateResult {
  const { composer, text } = models;
  const { line, value, write, within } = place;
  const field = within?.field ?? line?.name ?? "tail";
  const fields = composer.preview?.lines.length ?? 0;
  const colour = within?.colour ?? line?.colour ?? fields;
  const kinds = line ? (KINDS[line.type] ?? FREE) : FREE;
  const error = composer.preview?.error;
  const own = error?.path && (error.path === place.path || error.path.startsWith(`${place.path}.`)) ? error : null;
  const inner = composer.preview?.faults.find((one) => one.path === place.path) ?? null;
  const choose = (type: string) => {
    write(type === "" ? null : { ...(value ?? {}), type: type as TailType });
  };
  return html`<div class="packed-tail" data-field=${field} data-testid="tail">
    <div class="packed-tail-head">
      <span class="packed-name f${colour % 8}">${line?.name ?? text.t("tail")}</span>
      ${line ? html`<span class="packed-type">${line.type}</span>` : nothing}
      <select
        data-testid="tail-type"
        aria-label=${text.t("tail-type")}
        .value=${live(value?.type ?? "")}
        @change=${(event: Event) => choose(typed(event))}
      >
        <option value="" ?selected=${!value}>${text.t("tail-none")}</option>
        ${options(kinds, value?.type, (kind) => text.t(`tail-${kind}`))}
      </select>
      ${
        value?.type === "json" || value?.type === "services"
          ? html`<select
              data-testid="tail-style"
              aria-label=${text.t("json-style")}
              .value=${live(value.style ?? "python")}
              @change=${(event: Event) => write({ ...value, style: typed(event) as MessageStyle })}
            >
              ${(value.type === "services" ? SERVICE_STYLES : STYLES).map(
                (style) =>
                  html`<option
                    value=${style}
                    ?selected=${style === (value.style ?? "python")}
                  >${text.t(`style-${style}`)}</option>`,
              )}
            </select>`
          : nothing
      }
      ${
        value?.type === "text"
          ? html`${escapesButton(text, value.escapes ?? false, (on) => write(withEscapes(value, on)))}
            ${lineEndsButton(text, value.text ?? "", (next) => write({ ...value, text: next }))}`
          : nothing
      }
    </div>
    ${value ? content(models, place, value) : nothing}
    ${inlineError(text, own ?? inner, "tail-error")}
  </div>`;
}

function withEscapes(value: MessageTail, on: boolean): MessageTail {
  const { escapes: _old, ...rest } = value;
  return on ? { ...rest, escapes: true } : rest;
}

function content(models: Models, place: TailPlace, value: MessageTail) {
  const { text, profiles } = models;
  if (value.type === "services") {
    const chosen = profiles.current?.profile.services?.chosen ?? [];
    return hint(text.t("tail-services-about", { names: chosen.join(", ") || "–" }));
  }
  if (value.type === "items") return items(models, place, value);
  return html`<textarea
    class="mono"
    data-testid="tail-text"
    rows="2"
    spellcheck="false"
    autocapitalize="off"
    aria-label=${text.t("tail")}
    placeholder=${text.t(`tail-${value.type}-placeholder`)}
    .value=${live(inBox(value.text ?? ""))}
    @input=${(event: Event) => place.write({ ...value, text: written(event, value.text ?? "") })}
  ></textarea>`;
}

function items(models: Models, { line, write, path, within }: TailPlace, value: MessageTail) {
  const { text } = models;
  const all = value.items ?? [];
  const element = line?.element ?? [];
  const put = (next: RepeatItem[]) => write({ ...value, items: next });
  const lit = within ?? { field: line?.name ?? "tail", colour: line?.colour ?? 0 };
  return html`<ol class="packed-items">
      ${all.map((item, i) => {
        const patch = (next: RepeatItem) => put(all.map((old, k) => (k === i ? next : old)));
        return html`<li data-testid="tail-item">
          <div class="packed-item-head">
            <span class="hint">${text.t("item", { number: i + 1 })}</span>
            ${iconButton("trash", "bare", "item-remove", text.t("item-remove", { number: i + 1 }), () =>
              put(all.filter((_, k) => k !== i)),
            )}
          </div>
          ${formLines(models, element, {
            path: `${path}.items[${i}].fields`,
            fields: item.fields ?? {},
            write: (name, typedText) => {
              const { [name]: _old, ...rest } = item.fields ?? {};
              patch({ ...item, fields: typedText === "" ? rest : { ...rest, [name]: typedText } });
            },
            tail: () => item.tail ?? null,
            writeTail: (_name, tail) => {
              const { tail: _old, ...rest } = item;
              patch(tail ? { ...rest, tail } : rest);
            },
            tailPath: () => `${path}.items[${i}].tail`,
            within: lit,
          })}
        </li>`;
      })}
    </ol>
    ${button("dashed small", "item-add", withIcon("plus", text.t("item-add")), () => put([...all, { fields: {} }]))}`;
}
