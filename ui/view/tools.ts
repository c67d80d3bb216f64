// Above the table: filter, follow, save, clear, copy.

import { html, nothing, type TemplateResult } from "lit";
import type { Models } from "../model/models";
import { showExport } from "./exporting";
import { FilterBox } from "./filter/box";
import { icon } from "./icons";
import { Panel } from "./panel";
import { showStatistics } from "./statistics";
import { rowMenu } from "./table/row-menu";

export class Tools extends Panel {
  readonly #filter: FilterBox;

  constructor(models: Models) {
    super(models, models.rows, models.connection, models.selection, models.profiles, models.filtering);
    this.#filter = new FilterBox(
      models,
      () => this.requestUpdate(),
      (testid) => void this.#focus(testid),
    );
  }

  protected override render(): TemplateResult {
    const { rows, connection, actions, selection, text } = this.models;
    const none = connection.id === null;
    return html`<div class="tools" role="toolbar" aria-label=${this.t("tools")}>
      ${this.#filter.box()}
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
    </div>
      ${this.#filter.below()}`;
  }

  async #focus(testid: string): Promise<void> {
    await this.updateComplete;
    const field = this.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`);
    field?.focus();
    if (testid === "filter-name") field?.select();
  }
}

customElements.define("wl-tools", Tools);
