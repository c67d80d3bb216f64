// The filter box above the table: the filter text, match count, error, help and saved filters.

import { live } from "lit/directives/live.js";
import type { Models } from "../../model/models";
import { button, iconButton } from "../button";
import { html, nothing, progress } from "../html";
import { icon } from "../icons";
import { composing, consume, typed } from "../panel";
import { wrong } from "./filter-error";
import { filterHelp } from "./help";
import { filterMenu } from "./menu";

export class FilterBox {
  #help = false;
  /** The name being typed for the filter. */
  #name: string | null = null;

  constructor(
    private readonly models: Models,
    private readonly redraw: () => void,
    private readonly focus: (testid: string) => void,
  ) {}

  box() {
    const { filtering, connection, text } = this.models;
    const none = connection.id === null;
    return html`<div class="find">
        ${button("bare filter-menu", "filters", [icon("filter"), icon("chevron", "down")], (at) => this.#menu(at), {
          label: text.t("filters"),
          title: text.t("filters"),
          menu: true,
        })}
        <input
          type="text"
          id="filter"
          data-testid="filter"
          class="mono"
          spellcheck="false"
          autocomplete="off"
          aria-label=${text.t("filter")}
          aria-invalid=${filtering.error !== null}
          aria-describedby=${filtering.error ? "filter-error" : nothing}
          placeholder=${text.t("filter-hint")}
          ?disabled=${none}
          .value=${live(filtering.text)}
          @input=${(event: Event) => filtering.type(typed(event))}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
        />
        ${this.#hits()}
        ${
          filtering.text
            ? iconButton("close", "bare", "filter-reset", text.t("filter-clear"), () => void filtering.apply(""))
            : nothing
        }
        <button
          class="bare"
          data-testid="filter-help"
          aria-expanded=${this.#help}
          aria-controls="filter-help"
          aria-label=${text.t("filter-help")}
          title="${text.t("filter-help")} (F1)"
          @click=${() => this.#toggle()}
          @keydown=${(event: KeyboardEvent) => this.#help && event.key === "Escape" && this.#key(event)}
        >?</button>
      </div>`;
  }

  /** What is shown under the box. */
  below() {
    const { filtering, text } = this.models;
    const use = (example: string) => {
      void filtering.apply(filtering.text.trim() && !filtering.error ? `${filtering.text.trim()} ${example}` : example);
      this.focus("filter");
    };
    return html`${wrong(text, filtering.text, filtering.error, "filter-error")} ${this.#naming()}
      ${this.#help ? filterHelp(text, use, () => this.#toggle()) : nothing}`;
  }

  #hits() {
    const { rows, text } = this.models;
    const { filter, all, total } = rows;
    if (!filter) return nothing;
    return html`<span class="hits tabular" data-testid="hits" data-value=${total}>${text.number(total)}</span>
      ${filter.done ? nothing : progress(all, filter.scanned, text.t("find-scanning"))}`;
  }

  #naming() {
    const { filtering, text } = this.models;
    if (this.#name === null) return nothing;
    const name = this.#name;
    const end = () => {
      this.#name = null;
      this.redraw();
      this.focus("filter");
    };
    const save = () => {
      if (name.trim() === "") return;
      filtering.save(name.trim());
      end();
    };
    const keydown = (event: KeyboardEvent) => {
      if (composing(event)) return;
      if (event.key === "Enter") save();
      else if (event.key === "Escape") end();
      else return;
      consume(event);
    };
    const taken = filtering.saved.some((one) => one.name === name.trim());
    return html`<div class="filter-name" @keydown=${keydown}>
      <label>${text.t("filter-name")}
        <input data-testid="filter-name" .value=${live(name)} @input=${(event: Event) => {
          this.#name = typed(event);
          this.redraw();
        }} />
      </label>
      ${button("small", "filter-name-save", text.t(taken ? "filter-replace" : "save"), save, {
        disabled: name.trim() === "",
      })}
      ${button("small quiet", "filter-name-cancel", text.t("cancel"), end)}
    </div>`;
  }

  #menu(at: Element) {
    filterMenu(this.models, at, () => {
      this.#name = this.models.filtering.suggested;
      this.redraw();
      this.focus("filter-name");
    });
  }

  #toggle() {
    this.#help = !this.#help;
    this.redraw();
    if (!this.#help) this.focus("filter");
  }

  /** Moves to the selected or first matching row. Further typing cancels the wait. */
  async #intoRows() {
    const { filtering, rows, selection, finding } = this.models;
    const { text } = filtering;
    await filtering.apply(text);
    if (filtering.error || !(await this.#answered(text)) || rows.total === 0) return;
    if (selection.active < 0) {
      rows.follow(false);
      finding.onShow?.(0);
      selection.only(0);
    }
    document.querySelector<HTMLElement>("[role=grid]")?.focus();
  }

  /** Resolves once this filter applies and a match was found or none is left; false if superseded. */
  #answered(text: string) {
    const { filtering, rows } = this.models;
    const isOther = () => filtering.text !== text;
    const isHere = () =>
      (rows.filter?.text ?? "").trim() === text.trim() && (rows.total > 0 || rows.filter?.done !== false);
    if (isHere()) return Promise.resolve(true);
    return new Promise((done) => {
      const stops = [rows, filtering].map((store) =>
        store.subscribe(() => {
          if (!isOther() && !isHere()) return;
          for (const stop of stops) stop();
          done(!isOther());
        }),
      );
    });
  }

  #key(event: KeyboardEvent) {
    const { filtering } = this.models;
    if (composing(event)) return;
    if (event.key === "Enter") void filtering.apply(filtering.text);
    else if (event.key === "ArrowDown") void this.#intoRows();
    else if (event.key === "F1") this.#toggle();
    else if (event.key === "Escape" && this.#help) this.#toggle();
    else if (event.key === "Escape" && filtering.text) void filtering.apply("");
    else return;
    consume(event);
  }
}
