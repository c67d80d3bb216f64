// The layout preview: a message's bytes in the fields' colours, and its tree.

import { live } from "lit/directives/live.js";
import type { FieldNode, LayoutPreview } from "../../host/types";
import { ascii, neutral } from "../../model/bytes";
import { bytesOf, colours, shown } from "../../model/layout-preview";
import type { Source } from "../../model/layouts";
import { hint, html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { typed } from "../panel";
import { type LayoutsContext, numberBox } from "./form-context";

const WIDE = 8;

export function previewPane(context: LayoutsContext) {
  const { layouts, t } = context;
  const { preview, previewError } = layouts;
  const unsound = layouts.tab === "layouts" && layouts.check?.layouts[layouts.index]?.sound === false;
  return html`<aside
    class="trial"
    data-testid="trial"
    aria-label=${t("trial")}
    @mouseover=${light}
    @mouseleave=${light}
  >
    <h3>${t("trial")}</h3>
    ${sources(context)} ${inlineError(context.models.text, previewError, "trial-error")}
    ${unsound ? html`<p class="hint" data-testid="trial-unsound">${icon("alert")} ${t("trial-unsound")}</p>` : nothing}
    ${
      preview
        ? read(context, preview)
        : previewError
          ? nothing
          : html`<p class="hint" data-testid="trial-none">${t("trial-none")}</p>`
    }
  </aside>`;
}

/** Selects the message: the newest match, a row, or pasted bytes. */
export function sources(context: LayoutsContext) {
  const { layouts, models, t } = context;
  const { source } = layouts;
  const row = source.by === "row" ? source.row : (layouts.preview?.row ?? models.payload.row?.row ?? 1);
  const all: [Source["by"], Source][] = [
    ["newest", { by: "newest" }],
    ["row", { by: "row", row: models.payload.row?.row ?? row }],
    ["typed", { by: "typed", text: layouts.preview?.hex ?? "" }],
  ];
  return html`<div class="trial-source">
    <div class="segments" role="radiogroup" aria-label=${t("trial-source")}>
      ${all.map(
        ([by, next]) =>
          html`<button
            role="radio"
            aria-checked=${source.by === by}
            data-testid="trial-${by}"
            @click=${() => layouts.try(next)}
          >${t(`trial-${by}`)}</button>`,
      )}
    </div>
    ${
      source.by === "row"
        ? numberBox(context, {
            path: "trial-row-number",
            label: t("trial-row"),
            value: source.row,
            least: 1,
            most: 4_294_967_295,
            set: (number = 1) => layouts.try({ by: "row", row: number }),
          })
        : nothing
    }
    ${
      source.by === "typed"
        ? html`<textarea
            class="mono"
            rows="3"
            data-testid="trial-hex"
            spellcheck="false"
            aria-label=${t("trial-typed")}
            placeholder=${t("message-hex-placeholder")}
            .value=${live(source.text)}
            @input=${(event: Event) => layouts.try({ by: "typed", text: typed(event) })}
          ></textarea>`
        : nothing
    }
  </div>`;
}

/** Which message it is and which rule selects its layout. */
export function about(context: LayoutsContext, preview: LayoutPreview) {
  const { t } = context;
  const { text } = context.models;
  const rule = preview.rule === null ? null : context.layouts.profile?.rules?.[preview.rule];
  const parts = [
    preview.row === null ? t("trial-yours") : `#${text.number(preview.row)}`,
    t(`kind-${preview.kind}`),
    text.bytes(preview.size),
  ];
  const taken = rule ? t("trial-rule", { number: (preview.rule ?? 0) + 1, name: rule.layout }) : t("trial-no-rule");
  return html`<p
    class="trial-about"
    data-testid="trial-about"
    data-row=${preview.row ?? ""}
    data-rule=${preview.rule ?? ""}
  >
    <span class=${preview.direction}>${preview.direction === "sent" ? "↑" : "↓"}</span>
    <span>${parts.join(" · ")}</span>
    <span class="hint" data-testid="trial-taken">${taken}</span>
  </p>`;
}

function read(context: LayoutsContext, preview: LayoutPreview) {
  const { decoded } = preview;
  const bytes = bytesOf(preview.hex);
  const found = context.layouts.source.by === "newest" ? context.t(`trial-found-${preview.found}`) : "";
  const stop = decoded?.stop;
  const error = stop
    ? {
        code: stop.code,
        args: { offset: String(stop.offset), field: stop.field, wanted: stop.wanted, had: String(stop.had) },
        detail: stop.text,
        path: null,
      }
    : null;
  return html`${about(context, preview)}
  ${found ? html`<p class="hint" data-testid="trial-found">${found}</p>` : nothing}
    ${inlineError(context.models.text, error, "trial-stop")}
    <div
      class="trial-hex mono"
      data-testid="trial-bytes"
      tabindex="0"
      aria-label=${context.t("hex-label", { size: preview.size })}
    >
      ${lines(bytes, colours(decoded?.nodes ?? [], bytes.length))}
      ${preview.size > bytes.length ? hint(context.t("json-cut")) : nothing}
    </div>
    ${decoded ? tree(context, decoded.nodes) : nothing}`;
}

/** Eight bytes per line in their fields' colours, in hex and as characters. */
function lines(bytes: Uint8Array, owner: (Colour | null)[]) {
  const all: TemplateResult[] = [];
  for (let at = 0; at < bytes.length; at += WIDE) {
    const part = [...bytes.subarray(at, at + WIDE)];
    const cell = (i: number, text: string) => {
      const own = owner[at + i];
      return html`<span class=${own ? `f${own.colour % 8}` : ""} data-node=${own?.node ?? nothing}>${text}</span>`;
    };
    all.push(html`<div class="trial-line">
      <span class="offset">${at.toString(16).padStart(4, "0")}</span>
      <span class="cells">${part.map((byte, i) => cell(i, byte.toString(16).padStart(2, "0")))}</span>
      <span class="chars">${part.map((byte, i) => cell(i, ascii(byte)))}</span>
    </div>`);
  }
  return all;
}

interface Colour {
  colour: number;
  node: string;
}

function tree(context: LayoutsContext, nodes: FieldNode[]) {
  const { list, more } = shown(nodes);
  return html`<table class="trial-tree" data-testid="trial-tree">
    <tbody>${list.map(({ node, path, deep }) => line(context, node, path, deep))}</tbody>
  </table>
  ${more ? hint(context.t("trial-more")) : nothing}`;
}

function line(context: LayoutsContext, node: FieldNode, path: string, deep: number) {
  const raw = node.kind === "raw";
  const problem = node.problem
    ? context.models.text.error({ ...node.problem, args: {}, detail: node.problem.text, path: null })
    : null;
  const place = node.bits ? context.t("trial-bits", { from: node.bits[0], to: node.bits[1] }) : `${node.offset}`;
  return html`<tr data-node=${path} data-field=${path}>
    <td .style=${`--deep: ${deep}`}><span class="swatch ${raw ? "" : `f${node.colour % 8}`}"></span>
    ${neutral(raw ? context.t("trial-rest") : node.name)}</td>
    <td class="hint tabular">${place}</td>
    <td class="hint">${raw ? "" : node.type}</td>
    <td class="value mono">
      ${neutral(node.display ?? node.value)}
      ${node.label ? html`<span class="code">${neutral(node.label)}</span>` : nothing}
      ${problem ? html`<span class="problem">${icon("alert")} ${neutral(problem.what)}</span>` : nothing}
    </td>
  </tr>`;
}

/** Highlights a field's bytes under the pointer, and vice versa. */
function light(event: Event) {
  const pane = event.currentTarget as HTMLElement;
  const target = event.target as HTMLElement;
  const node = event.type === "mouseleave" ? undefined : target.closest<HTMLElement>("[data-node]")?.dataset.node;
  if (pane.dataset.lit === (node ?? "")) return;
  pane.dataset.lit = node ?? "";
  for (const one of pane.querySelectorAll<HTMLElement>("[data-node]")) {
    one.classList.toggle("lit", node !== undefined && one.dataset.node === node);
  }
}
