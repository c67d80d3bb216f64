// The details pane: the selected message's fields, text, JSON and hex.

import type { RowDto } from "../host/types";
import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { fold, isFolded, placeDetails, setSide } from "../model/panes";
import { bothTimes } from "../model/time";
import { button, iconButton, withIcon } from "./button";
import { codeBadge } from "./code";
import { CompareView } from "./details/compare";
import { copyMenu } from "./details/copy-menu";
import { FieldsView } from "./details/fields";
import { HexView } from "./details/hex";
import { Inspector } from "./details/inspector";
import { NoteLine } from "./details/note";
import { RawFrames } from "./details/raw";
import { PagesView } from "./details/text";
import { hint, html, nothing, type TemplateResult } from "./html";
import { icon } from "./icons";
import { inlineError } from "./inline-error";
import { joinedText, kindText } from "./joined-text";
import { latencyText, timeText } from "./latency-text";
import { Panel } from "./panel";

const TABS = ["fields", "text", "json", "hex"] as const;
type DetailsTab = (typeof TABS)[number] | "compare";

/** Longer JSON is not checked as a whole but shown page by page. */
const JSON_WHOLE = 262_144;

export class Details extends Panel {
  #tab: DetailsTab | null = null;
  /** The tab chosen for two selected rows; by default their comparison. */
  #ofTwo: DetailsTab = "compare";
  readonly #hex: HexView;
  readonly #text: PagesView;
  readonly #json: PagesView;
  readonly #inspector: Inspector;
  readonly #fields: FieldsView;
  readonly #note: NoteLine;
  readonly #compare: CompareView;
  readonly #frames: RawFrames;

  constructor(models: Models) {
    super(models, models.payload, models.preferences, models.rowComparison, models.filtering);
    this.#hex = new HexView(models);
    this.#text = PagesView.text(models);
    this.#json = PagesView.json(models);
    this.#inspector = new Inspector(models);
    this.#fields = new FieldsView(models, this.#hex);
    this.#note = new NoteLine(models);
    this.#compare = new CompareView(models);
    this.#frames = new RawFrames(models);
  }

  protected override render() {
    const { payload, rowComparison } = this.models;
    const { row } = payload;
    if (!row)
      return html`<div class="tabs"><span class="push group">${this.#placing()}</span></div>
        <div class="empty small" data-testid="details-empty"><p>${this.t("details-none")}</p></div>`;
    if (!rowComparison.isTwo) this.#ofTwo = "compare";
    const own = this.#tab ?? defaultTab(row);
    const tab = rowComparison.isTwo ? this.#ofTwo : own === "compare" ? defaultTab(row) : own;
    const tabs: readonly DetailsTab[] = rowComparison.isTwo ? [...TABS, "compare"] : TABS;
    return html`<div class="tabs">
        <div
          role="tablist"
          aria-label=${this.t("details")}
        >${tabs.map((one) =>
          this.tab(tabs, one, tab, "tab", this.t(`details-${one}`), (next) => this.#choose(next)),
        )}</div>
        <small
          class="tabular"
          data-testid="details-title"
          title=${bothTimes(row.ns, this.models.text.utc)}
        >${this.#title(row)}</small>
        <span class="push group">
          ${this.#context()}
          ${this.#whole(row, tab)}
          ${
            tab === "hex" || tab === "fields"
              ? this.#inspectorButton(tab)
              : tab === "compare"
                ? nothing
                : this.#wrapButton()
          }
          ${this.#copyButton(row, tab === "fields" || tab === "compare" ? (row.kind === "text" ? "text" : "hex") : tab)}
          ${iconButton(
            icon("chevron", "down"),
            "bare",
            "details-more",
            this.t("copy-row-as"),
            (at) => copyMenu(this.models, row, at),
            { menu: true },
          )}
          ${this.#placing()}
        </span>
      </div>
      <div class="noteline">${this.#note}</div>
      <div
        class="pane ${this.#wraps ? "wrap" : ""}"
        role="tabpanel"
        data-testid="pane-${tab}"
      >${this.#body(row, tab)}</div>`;
  }

  /** Button from a filtered row to the rows around it. */
  #context() {
    const { filtering } = this.models;
    if (filtering.text.trim() === "") return nothing;
    return button(
      "quiet small",
      "details-context",
      withIcon("context", this.t("show-context")),
      () => void filtering.showContext(),
      { title: `${this.t("show-context-about")} (C)` },
    );
  }

  /** Switches between the protocol message that ends in the row and the row's own bytes. */
  #whole(row: RowDto, tab: DetailsTab) {
    const { payload } = this.models;
    const isThere = typeof row.joined?.size === "number" && (tab === "hex" || tab === "fields");
    if (!isThere) return nothing;
    const title = joinedText(row, this.models.text) || this.t("details-whole");
    return button(
      `quiet small ${payload.whole ? "on" : ""}`,
      "details-whole",
      this.t("details-whole"),
      () => payload.setWhole(!payload.whole),
      { title, pressed: payload.whole },
    );
  }

  /** Buttons for the pane's side and folding. */
  #placing() {
    const { preferences } = this.models;
    const stream = this.closest<HTMLElement>("#stream");
    const { beside, choice } = placeDetails(preferences, {
      width: stream?.clientWidth ?? 0,
      height: stream?.clientHeight ?? 0,
    });
    const folded = isFolded(preferences, "details");
    const side = this.t(beside ? "details-below" : "details-beside");
    const foldTitle = this.t(folded ? "details-unfold" : "details-fold");
    return html`${
      folded
        ? nothing
        : html`<button
            class="bare"
            data-testid="details-side"
            data-side=${beside ? "right" : "below"}
            ?disabled=${!choice}
            aria-label=${side}
            title=${choice ? side : this.t("details-no-room")}
            @click=${() => setSide(preferences, beside ? "below" : "right")}
          >${icon(beside ? "dock-below" : "dock-right")}</button>`
    }${iconButton(
      folded ? "unfold" : "fold",
      "bare",
      "details-fold",
      foldTitle,
      () => fold(preferences, "details", !folded),
      {
        expanded: !folded,
      },
    )}`;
  }

  #copyButton(row: RowDto, form: "text" | "json" | "hex") {
    const { rowActions } = this.models;
    const copy = () => void (form === "json" ? rowActions.copyJson(row) : rowActions.copyRow(row, form));
    return button("quiet small", "details-copy", withIcon("copy", this.t(`details-copy-${form}`)), copy, {
      title: this.t("copy-as"),
    });
  }

  /** Kept in the preferences. */
  get #wraps() {
    return !this.models.preferences.value.table.unwrapped;
  }

  #wrapButton() {
    const { preferences } = this.models;
    const on = this.#wraps;
    const toggle = () => preferences.set({ table: { ...preferences.value.table, unwrapped: on } });
    return iconButton("wrap", `bare ${on ? "on" : ""}`, "wrap", this.t("wrap"), toggle, { pressed: on });
  }

  /** Kept in the preferences. */
  get #inspecting() {
    return this.models.preferences.pane("inspector", 1) === 1;
  }

  #inspectorButton(tab: DetailsTab) {
    const on = this.#inspecting;
    return iconButton(
      "inspect",
      `bare ${on ? "on" : ""} of-${tab}`,
      "inspector-toggle",
      this.t("inspector"),
      () => this.models.preferences.setPane("inspector", on ? 0 : 1),
      { pressed: on },
    );
  }

  #title(row: RowDto) {
    const { text } = this.models;
    const parts = [
      `#${text.number(row.row)}`,
      kindText(row, text),
      text.bytes(row.size),
      timeText(row, "absolute", text),
    ];
    const latency = latencyText(row, text);
    if (latency) parts.push(latency);
    return html`<span class=${row.direction}>${row.direction === "sent" ? "↑" : "↓"}</span> ${parts.join(" · ")}
    ${codeBadge(row, text)}`;
  }

  #choose(tab: DetailsTab) {
    if (isFolded(this.models.preferences, "details")) fold(this.models.preferences, "details", false);
    if (this.models.rowComparison.isTwo) this.#ofTwo = tab;
    if (tab !== "compare") this.#tab = tab;
    this.requestUpdate();
  }

  #body(row: RowDto, tab: DetailsTab): TemplateResult | Panel {
    const { payload, text } = this.models;
    if (tab === "compare") return this.#compare;
    if (payload.error) return html`${inlineError(text, payload.error, "payload-error")}`;
    if (row.size === 0) return hint(this.t("details-empty"));
    if (tab === "fields" || tab === "hex") {
      const bytes = tab === "hex" ? this.#hex : this.#fields;
      return html`${row.kind === "raw" ? this.#frames : nothing}<div class="bytes-pane with-${tab}">${bytes}${
        this.#inspecting ? this.#inspector : nothing
      }</div>`;
    }
    if (tab === "text") return row.kind === "marker" ? this.#event(row) : this.#text;
    return row.size > JSON_WHOLE ? this.#json : this.#wholeJson();
  }

  /** An event in the window's language, above the transcript's English. */
  #event(row: RowDto) {
    const said = this.models.text.phrase(row.preview);
    return html`${said === row.preview ? nothing : html`<p data-testid="event">${neutral(said)}</p>`}${this.#text}`;
  }

  #wholeJson(): TemplateResult | Panel {
    const { payload, text } = this.models;
    void payload.loadJson();
    const { json } = payload;
    if (!json) return html``;
    if ("error" in json) return html`${inlineError(text, json.error, "json-error")}`;
    if (json.compact) return this.#json;
    return html`${json.offset > 0 ? hint(this.t("json-offset", { offset: json.offset })) : nothing}
      <pre tabindex="0" data-testid="json">${neutral(json.text)}</pre>`;
  }
}

/** The default tab for a row: fields for bytes, indented JSON, or an event's text. */
function defaultTab(row: RowDto): DetailsTab {
  if (row.kind === "marker") return "text";
  if (row.kind === "binary") return "fields";
  return row.kind === "text" ? (/^\s*[{[]/.test(row.preview) ? "json" : "text") : "hex";
}

customElements.define("wl-details", Details);
