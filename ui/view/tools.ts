// Above the table: find, follow, save, clear, copy.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Models } from "../model/models";
import { showExport } from "./exporting";
import { icon } from "./icons";
import { composing, Panel, typed } from "./panel";
import { showStatistics } from "./statistics";
import { rowMenu } from "./table/row-menu";

const FILTER_AFTER_MS = 200;

export class Tools extends Panel {
  #typed = "";
  /** The filter that was asked for last. */
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #generation = -1;

  constructor(models: Models) {
    super(models, models.rows, models.connection, models.selection, models.profiles);
  }

  protected override render(): TemplateResult {
    const { rows, connection, actions, selection, text } = this.models;
    this.#agree();
    const none = connection.id === null;
    return html`<div class="tools" role="toolbar" aria-label=${this.t("tools")}>
      <div class="find">
        ${icon("search")}
        <input
          type="text"
          id="find"
          data-testid="filter"
          spellcheck="false"
          autocomplete="off"
          aria-label=${this.t("find")}
          placeholder=${this.t("find")}
          ?disabled=${none}
          .value=${live(this.#typed)}
          @input=${(event: Event) => this.#type(typed(event))}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
        />
        ${this.#hits()}
        ${this.#typed ? html`<button class="bare" data-testid="filter-reset" aria-label=${this.t("filter-clear")} title=${this.t("filter-clear")} @click=${() => this.#apply("")}>${icon("close")}</button>` : nothing}
      </div>
      <button class="quiet toggle" data-testid="follow" aria-pressed=${rows.following ? "true" : "false"} title=${this.t("follow-about")} ?disabled=${none} @click=${() => rows.follow(!rows.following)}>
        ${icon("follow")} <span class="label">${this.t("follow")}</span>
      </button>
      <button class="quiet" data-testid="copy-rows" aria-haspopup="menu" title=${this.t("copy")} ?disabled=${selection.count === 0} @click=${(event: Event) => rowMenu(this.models, event.currentTarget as Element)}>
        ${icon("copy")} <span class="label">${this.t("copy")}</span>
      </button>
      <button class="quiet" data-testid="save-rows" title=${this.t("export-rows")} ?disabled=${rows.all === 0} @click=${() => showExport(this.models)}>
        ${icon("import")} <span class="label">${this.t("export")}</span>
      </button>
      <button class="quiet" data-testid="show-statistics" aria-haspopup="dialog" title=${this.t("statistics")} ?disabled=${none} @click=${() => showStatistics(this.models)}>
        ${icon("timer")} <span class="label">${this.t("statistics")}</span>
      </button>
      <button class="quiet" data-testid="clear" title="${this.t("clear")} (${this.key("Ctrl+Shift+K")})" ?disabled=${rows.all === 0} @click=${() => void actions.clear()}>
        ${icon("trash")} <span class="label">${this.t("clear")}</span>
      </button>
      <button class="quiet" data-testid="layouts-open" title=${this.t("layouts-and-codes")} ?disabled=${!this.models.profiles.current} @click=${() => this.models.layouts.show()}>
        ${icon("layers")} <span class="label">${this.t("layouts-and-codes")}</span>
      </button>
      <span class="hidden" role="status">${rows.filter?.done ? text.t("find-hits", { count: rows.total }) : nothing}</span>
    </div>`;
  }

  #hits(): TemplateResult | typeof nothing {
    const { rows, text } = this.models;
    const { filter, all, total } = rows;
    if (!filter) return nothing;
    return html`<span class="hits tabular" data-testid="hits">${text.number(total)}</span>
      ${filter.done ? nothing : html`<progress max=${Math.max(all, 1)} .value=${filter.scanned} aria-label=${this.t("find-scanning")}></progress>`}`;
  }

  /** A new connection has no filter; "clear filter" elsewhere clears the box too. */
  #agree(): void {
    const { rows } = this.models;
    if (rows.generation === this.#generation) return;
    this.#generation = rows.generation;
    if (rows.filter || this.#timer !== undefined) return;
    this.#typed = "";
    this.#asked = "";
  }

  #type(text: string): void {
    this.#typed = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#apply(text), FILTER_AFTER_MS);
    this.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    if (composing(event)) return;
    if (event.key === "Enter") this.#apply(this.#typed);
    else if (event.key === "Escape" && this.#typed) this.#apply("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #apply(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#typed = text;
    this.requestUpdate();
    // Compared with what was asked last, not with the last answer, which may be older.
    if (this.#asked === text) return;
    this.#asked = text;
    void this.models.actions.filter(text);
  }
}

customElements.define("wl-tools", Tools);
