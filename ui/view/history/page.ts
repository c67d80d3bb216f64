// The history page: past connections by profile. Covers the window; Escape closes it.

import { repeat } from "lit/directives/repeat.js";
import { neutral, oneLine } from "../../model/bytes";
import type { HistoryHits } from "../../model/history";
import type { Shared } from "../../model/models";
import { button, withIcon } from "../button";
import { leaveByEscape } from "../escape-key";
import { FullPage } from "../full-page";
import { html, nothing, progress } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { onEnter, typed } from "../panel";
import { askCleanUp, askRemove } from "./clean-up";
import { historyEntry } from "./entry";
import { nameOf } from "./title";

export class HistoryPage extends FullPage<Shared> {
  #text = "";
  #renaming: string | null = null;

  constructor(models: Shared) {
    super(
      models,
      {
        model: models.history,
        testid: "history",
        title: "history",
        coversTabs: true,
        focus: "[data-testid=history-find]",
      },
      models.preferences,
    );
    leaveByEscape(models.history);
  }

  protected override render() {
    const { history, text } = this.models;
    if (!history.open) return html``;
    const over = history.bytes > history.budget;
    return html`<header class="page-head">
        <h2>${icon("clock")} ${this.t("history")}</h2>
        ${this.#finder()}
        <span class="push group">
          ${button(
            "quiet",
            "history-compare",
            withIcon("compare", this.t("comparing-menu")),
            () => void this.models.comparing.show(),
          )}
          ${button(
            "quiet toggle",
            "history-trash",
            withIcon("trash", this.t("history-deleted", { count: history.deleted.length })),
            () => history.showTrash(!history.trash),
            { pressed: history.trash },
          )}
          ${this.closeButton("history-close")}
        </span>
      </header>
      <div class="page-body history-body">
        ${inlineError(text, history.error, "history-error", () => history.dismiss())}
        <div class="history-disk ${over ? "over" : ""}" data-testid="history-disk">
          <span>${this.t(over ? "history-over" : "history-disk", {
            bytes: text.bytes(history.bytes),
            budget: text.bytes(history.budget),
          })}</span>
          ${button("small", "history-clean-up", this.t("clean-up"), () => void askCleanUp(this.models))}
        </div>
        ${history.search ? this.#hits(history.search.hits) : this.#list()}
      </div>`;
  }

  #finder() {
    const { history, text } = this.models;
    const { search } = history;
    const busy = search !== null && !search.done;
    const go = () => void history.find(this.#text);
    return html`<div class="search history-find">
        ${icon("search")}
        <input
          type="search"
          data-testid="history-find"
          spellcheck="false"
          aria-label=${this.t("history-find")}
          placeholder=${this.t("history-find")}
          .value=${this.#text}
          @input=${(event: Event) => {
            this.#text = typed(event);
            if (this.#text === "") go();
          }}
          @keydown=${onEnter(go)}
        />
      </div>
      ${
        busy
          ? html`${progress(search.of, search.looked, this.t("find-scanning"))}
            ${button("small", "history-find-stop", this.t("stop"), () => void history.stopFinding(true))}`
          : html`${button("small", "history-find-go", this.t("history-find-go"), go)}`
      }
      <span class="hint" role="status">${
        search ? text.t("history-looked", { looked: search.looked, of: search.of }) : nothing
      }</span>`;
  }

  #list() {
    const { history } = this.models;
    const none = history.groups.length === 0;
    return html`
      ${
        history.trash && !none
          ? html`<p class="hint">${this.t("history-deleted-about")} ${button(
              "small",
              "history-empty-trash",
              this.t("history-remove-all"),
              () => this.#emptyTrash(),
            )}</p>`
          : nothing
      }
      ${
        none && history.loaded
          ? html`<p
              class="hint history-none"
              data-testid="history-none"
            >${this.t(history.trash ? "history-deleted-none" : "history-none")}</p>`
          : nothing
      }
      ${repeat(
        history.groups,
        (group) => group.name,
        (group) => html`<section class="history-group">
          <h3>${oneLine(group.name) || this.t("history-no-profile")} <span class="hint">${group.list.length}</span></h3>
          <ul>${repeat(
            group.list,
            (one) => one.id,
            (one) => historyEntry(this.models, one, this.#renaming === one.id, (id) => this.#rename(id)),
          )}</ul>
        </section>`,
      )}`;
  }

  #hits(hits: HistoryHits[]) {
    const { history, text } = this.models;
    const done = history.search?.done ?? false;
    if (hits.length === 0)
      return html`<p
        class="hint history-none"
        data-testid="history-none"
      >${this.t(done ? "history-found-none" : "empty-searching")}</p>`;
    return html`${repeat(
      hits,
      (one) => one.id,
      (one) => {
        const entry = history.list.find((entry) => entry.id === one.id);
        return html`<section class="history-group" data-testid="history-hits">
          <h3>${entry ? nameOf(this.models, entry) : one.id}
          <span class="hint">${text.t("find-hits", { count: one.total })}</span></h3>
          ${inlineError(text, one.error, "history-hit-error")}
          <ul>${one.rows.map(
            ({ row, preview }) =>
              html`<li>${button(
                "history-hit quiet",
                "history-hit",
                html`<span class="tabular">${text.number(row)}</span> <code>${neutral(preview)}</code>`,
                () => void history.view(one.id, row),
              )}</li>`,
          )}</ul>
        </section>`;
      },
    )}`;
  }

  #emptyTrash() {
    const { history } = this.models;
    const ids = history.deleted.map((one) => one.id);
    askRemove(this.models, ids, () => void history.removeDeleted(ids));
  }

  #rename(id: string | null) {
    this.#renaming = id;
    this.requestUpdate();
    this.onceDrawn(".rename", (one) => one.select());
  }

  protected override toggled(): void {
    this.#text = "";
  }
}

customElements.define("wl-past", HistoryPage);
