// The layout preview: a message's bytes in the fields' colours, and its tree.

import { live } from "lit/directives/live.js";
import type { FieldNode, LayoutPreview } from "../../host/types";
import { ascii, neutral } from "../../model/bytes";
import { bytesOf, colours, shown } from "../../model/layout-preview";
import type { Source } from "../../model/layouts";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { fault } from "../inline-error";
import { typed } from "../panel";
import { type LayoutsContext, numberBox } from "./form-context";

const WIDE = 8;

export function trialPane(desk: LayoutsContext): TemplateResult {
  const { layouts } = desk;
  const { trial, trialError } = layouts;
  const unsound = layouts.tab === "layouts" && layouts.check?.layouts[layouts.index]?.sound === false;
  return html`<aside class="trial" data-testid="trial" aria-label=${desk.t("trial")} @mouseover=${light} @mouseleave=${light}>
    <h3>${desk.t("trial")}</h3>
    ${sources(desk)} ${fault(desk.models.text, trialError, "trial-error")}
    ${unsound ? html`<p class="hint" data-testid="trial-unsound">${icon("alert")} ${desk.t("trial-unsound")}</p>` : nothing}
    ${trial ? read(desk, trial) : trialError ? nothing : html`<p class="hint" data-testid="trial-none">${desk.t("trial-none")}</p>`}
  </aside>`;
}

/** Selects the message: the newest match, a row, or pasted bytes. */
export function sources(desk: LayoutsContext): TemplateResult {
  const { layouts, models } = desk;
  const { source } = layouts;
  const row = source.by === "row" ? source.row : (layouts.trial?.row ?? models.payload.row?.row ?? 1);
  const all: [Source["by"], Source][] = [
    ["newest", { by: "newest" }],
    ["row", { by: "row", row: models.payload.row?.row ?? row }],
    ["typed", { by: "typed", text: layouts.trial?.hex ?? "" }],
  ];
  return html`<div class="trial-source">
    <div class="segments" role="radiogroup" aria-label=${desk.t("trial-source")}>
      ${all.map(
        ([by, next]) =>
          html`<button role="radio" aria-checked=${source.by === by ? "true" : "false"} data-testid="trial-${by}" @click=${() => layouts.try(next)}>${desk.t(`trial-${by}`)}</button>`,
      )}
    </div>
    ${
      source.by === "row"
        ? numberBox(desk, {
            path: "trial-row-number",
            label: desk.t("trial-row"),
            value: source.row,
            least: 1,
            most: 4_294_967_295,
            set: (number = 1) => layouts.try({ by: "row", row: number }),
          })
        : nothing
    }
    ${
      source.by === "typed"
        ? html`<textarea class="mono" rows="3" data-testid="trial-hex" spellcheck="false" aria-label=${desk.t("trial-typed")} placeholder=${desk.t("message-hex-placeholder")}
            .value=${live(source.text)} @input=${(event: Event) => layouts.try({ by: "typed", text: typed(event) })}></textarea>`
        : nothing
    }
  </div>`;
}

/** Which message it is and which rule selects its layout. */
export function about(desk: LayoutsContext, trial: LayoutPreview): TemplateResult {
  const { text } = desk.models;
  const rule = trial.rule === null ? null : desk.layouts.profile?.rules?.[trial.rule];
  const parts = [
    trial.row === null ? desk.t("trial-yours") : `#${text.number(trial.row)}`,
    desk.t(`kind-${trial.kind}`),
    text.bytes(trial.size),
  ];
  const taken = rule
    ? desk.t("trial-rule", { number: (trial.rule ?? 0) + 1, name: rule.layout })
    : desk.t("trial-no-rule");
  return html`<p class="trial-about" data-testid="trial-about" data-row=${trial.row ?? ""} data-rule=${trial.rule ?? ""}>
    <span class=${trial.direction}>${trial.direction === "sent" ? "↑" : "↓"}</span>
    <span>${parts.join(" · ")}</span>
    <span class="hint" data-testid="trial-taken">${taken}</span>
  </p>`;
}

function read(desk: LayoutsContext, trial: LayoutPreview): TemplateResult {
  const { decoded } = trial;
  const bytes = bytesOf(trial.hex);
  const found = desk.layouts.source.by === "newest" ? desk.t(`trial-found-${trial.found}`) : "";
  const stop = decoded?.stop;
  const error = stop
    ? {
        code: stop.code,
        args: { offset: String(stop.offset), field: stop.field, wanted: stop.wanted, had: String(stop.had) },
        detail: stop.text,
        path: null,
      }
    : null;
  return html`${about(desk, trial)} ${found ? html`<p class="hint" data-testid="trial-found">${found}</p>` : nothing}
    ${fault(desk.models.text, error, "trial-stop")}
    <div class="trial-hex mono" data-testid="trial-bytes" tabindex="0" aria-label=${desk.t("hex-label", { size: trial.size })}>
      ${lines(bytes, colours(decoded?.nodes ?? [], bytes.length))}
      ${trial.size > bytes.length ? html`<p class="hint">${desk.t("json-cut")}</p>` : nothing}
    </div>
    ${decoded ? tree(desk, decoded.nodes) : nothing}`;
}

/** Eight bytes per line in their fields' colours, in hex and as characters. */
function lines(bytes: Uint8Array, owner: (Colour | null)[]): TemplateResult[] {
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

function tree(desk: LayoutsContext, nodes: FieldNode[]): TemplateResult {
  const { list, more } = shown(nodes);
  return html`<table class="trial-tree" data-testid="trial-tree">
    <tbody>${list.map(({ node, path, deep }) => line(desk, node, path, deep))}</tbody>
  </table>
  ${more ? html`<p class="hint">${desk.t("trial-more")}</p>` : nothing}`;
}

function line(desk: LayoutsContext, node: FieldNode, path: string, deep: number): TemplateResult {
  const raw = node.kind === "raw";
  const problem = node.problem
    ? desk.models.text.error({ ...node.problem, args: {}, detail: node.problem.text, path: null })
    : null;
  const place = node.bits ? desk.t("trial-bits", { from: node.bits[0], to: node.bits[1] }) : `${node.offset}`;
  return html`<tr data-node=${path} data-field=${path}>
    <td .style=${`--deep: ${deep}`}><span class="swatch ${raw ? "" : `f${node.colour % 8}`}"></span> ${neutral(raw ? desk.t("trial-rest") : node.name)}</td>
    <td class="hint tabular">${place}</td>
    <td class="hint">${raw ? "" : node.type}</td>
    <td class="value mono">
      ${neutral(node.display ?? node.value)} ${node.label ? html`<span class="code">${neutral(node.label)}</span>` : nothing}
      ${problem ? html`<span class="problem">${icon("alert")} ${neutral(problem.what)}</span>` : nothing}
    </td>
  </tr>`;
}

/** Highlights a field's bytes under the pointer, and vice versa. */
function light(event: Event): void {
  const pane = event.currentTarget as HTMLElement;
  const target = event.target as HTMLElement;
  const node = event.type === "mouseleave" ? undefined : target.closest<HTMLElement>("[data-node]")?.dataset.node;
  if (pane.dataset.lit === (node ?? "")) return;
  pane.dataset.lit = node ?? "";
  for (const one of pane.querySelectorAll<HTMLElement>("[data-node]")) {
    one.classList.toggle("lit", node !== undefined && one.dataset.node === node);
  }
}
