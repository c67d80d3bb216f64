// The selected message in full: its fields, as text, JSON and hex.

import { html, nothing, type TemplateResult } from "lit";
import type { CopyForm } from "../host/host";
import type { RowDto } from "../host/types";
import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { localTime, utcTime } from "../model/time";
import { codeBadge } from "./code";
import { FieldsView } from "./details/fields";
import { HexView } from "./details/hex";
import { Inspector } from "./details/inspector";
import { TextView } from "./details/text";
import { fault } from "./fault";
import { icon } from "./icons";
import { Panel } from "./panel";

const TABS = ["fields", "text", "json", "hex"] as const;
type Tab = (typeof TABS)[number];

/** More than this of one JSON text is not laid out; copying gives all of it. */
const JSON_SHOWN = 400_000;

export class Details extends Panel {
  #tab: Tab | null = null;
  #wrap = true;
  readonly #hex: HexView;
  readonly #text: TextView;
  readonly #inspector: Inspector;
  readonly #fields: FieldsView;

  constructor(models: Models) {
    super(models, models.payload, models.preferences);
    this.#hex = new HexView(models);
    this.#text = new TextView(models);
    this.#inspector = new Inspector(models);
    this.#fields = new FieldsView(models, this.#hex);
  }

  protected override render(): TemplateResult {
    const { row } = this.models.payload;
    if (!row) return html`<div class="empty small" data-testid="details-empty"><p>${this.t("details-none")}</p></div>`;
    const tab = this.#tab ?? suited(row);
    return html`<div class="tabs">
        <div role="tablist" aria-label=${this.t("details")}>${TABS.map((one) => this.#button(one, one === tab))}</div>
        <small class="tabular" data-testid="details-title" title=${`${localTime(row.ns)}\n${utcTime(row.ns)}`}>${this.#title(row)}</small>
        <span class="push group">
          ${tab === "hex" || tab === "fields" ? this.#inspectorButton(tab) : html`<button class="bare ${this.#wrap ? "on" : ""}" data-testid="wrap" aria-pressed=${this.#wrap ? "true" : "false"} aria-label=${this.t("wrap")} title=${this.t("wrap")} @click=${this.#toggleWrap}>${icon("wrap")}</button>`}
          ${this.#copyButton(row, tab !== "fields" ? tab : row.kind === "text" ? "text" : "hex")}
        </span>
      </div>
      <div class="pane ${this.#wrap ? "wrap" : ""}" role="tabpanel" data-testid="pane-${tab}">${this.#body(row, tab)}</div>`;
  }

  #copyButton(row: RowDto, form: CopyForm): TemplateResult {
    return html`<button class="quiet small" data-testid="details-copy" title=${this.t("copy-as")} @click=${() => void this.models.actions.copyPayload(row, form)}>
      ${icon("copy")} ${this.t(`details-copy-${form}`)}
    </button>`;
  }

  /** Remembered between starts. */
  get #inspecting(): boolean {
    return this.models.preferences.pane("inspector", 1) === 1;
  }

  #inspectorButton(tab: Tab): TemplateResult {
    const on = this.#inspecting;
    return html`<button class="bare ${on ? "on" : ""} of-${tab}" data-testid="inspector-toggle" aria-pressed=${on ? "true" : "false"} aria-label=${this.t("inspector")} title=${this.t("inspector")}
      @click=${() => this.models.preferences.setPane("inspector", on ? 0 : 1)}>${icon("inspect")}</button>`;
  }

  #title(row: RowDto): TemplateResult {
    const { text } = this.models;
    const parts = [`#${text.number(row.row)}`, this.t(`kind-${row.kind}`), text.bytes(row.size), row.time];
    return html`<span class=${row.direction}>${row.direction === "sent" ? "↑" : "↓"}</span> ${parts.join(" · ")} ${codeBadge(row, text)}`;
  }

  #button(tab: Tab, on: boolean): TemplateResult {
    const move = (event: KeyboardEvent) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      this.#choose(TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? tab);
      void this.updateComplete.then(() =>
        this.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
      );
    };
    return html`<button role="tab" aria-selected=${on ? "true" : "false"} tabindex=${on ? 0 : -1} data-testid="tab-${tab}" @click=${() => this.#choose(tab)} @keydown=${move}>
      ${this.t(`details-${tab}`)}
    </button>`;
  }

  #choose(tab: Tab): void {
    this.#tab = tab;
    this.requestUpdate();
  }

  #toggleWrap = (): void => {
    this.#wrap = !this.#wrap;
    this.requestUpdate();
  };

  #body(row: RowDto, tab: Tab): TemplateResult | TextView {
    const { payload, text } = this.models;
    if (payload.error) return html`${fault(text, payload.error, "payload-error")}`;
    if (row.size === 0) return html`<p class="hint">${this.t("details-empty")}</p>`;
    if (tab === "fields" || tab === "hex") {
      const bytes = tab === "hex" ? this.#hex : this.#fields;
      return html`<div class="bytes-pane with-${tab}">${bytes}${this.#inspecting ? this.#inspector : nothing}</div>`;
    }
    if (tab === "text") return this.#text;
    return this.#json();
  }

  #json(): TemplateResult {
    const { payload, text } = this.models;
    void payload.loadJson();
    const { json } = payload;
    if (!json) return html``;
    if ("error" in json) return html`${fault(text, json.error, "json-error")}`;
    const cut = json.text.length > JSON_SHOWN;
    return html`${json.offset > 0 ? html`<p class="hint">${this.t("json-offset", { offset: json.offset })}</p>` : nothing}
      <pre tabindex="0" data-testid="json">${neutral(cut ? json.text.slice(0, JSON_SHOWN) : json.text)}</pre>
      ${cut ? html`<p class="hint">${this.t("json-cut")}</p>` : nothing}`;
  }
}

/** Until a tab is chosen: the fields of what has some. */
function suited(row: RowDto): Tab {
  if (row.kind === "binary") return "fields";
  return row.kind === "text" ? (/^\s*[{[]/.test(row.preview) ? "fields" : "text") : "hex";
}

customElements.define("wl-details", Details);
