// The middle: tools and table, or what replaces them while there is nothing to show.

import type { Models } from "../model/models";
import { button } from "./button";
import { html, nothing, type TemplateResult } from "./html";
import { icon } from "./icons";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";
import { Table } from "./table/table";

export class TranscriptPane extends Panel {
  readonly #table: Table;

  constructor(models: Models) {
    super(models, models.rows, models.connection, models.profiles, models.actions, models.rowActions);
    this.#table = new Table(models);
  }

  protected override render() {
    const { rows, actions, rowActions, text } = this.models;
    return html`${inlineError(text, actions.error, "stream-error", () => actions.dismiss())}
      ${inlineError(text, rowActions.error, "rows-error", () => rowActions.dismiss())}
      ${rows.notesError ? inlineError(text, rows.notesError, "notes-error") : nothing}
      ${this.#file()}
      <div class="stage">
        ${this.#table} ${this.#empty()}
        ${
          !rows.following && rows.unseen > 0
            ? button("fresh", "fresh", [text.t("fresh", { count: rows.unseen }), " ", icon("follow")], () =>
                rows.follow(true),
              )
            : nothing
        }
      </div>`;
  }

  /** Names the viewed file if there is no connection. */
  #file() {
    const { connection, tabs, opening } = this.models;
    const { file } = connection.state;
    if (file === null) return nothing;
    return html`<div class="file-bar" data-testid="file-strip">
      ${icon("file")}
      <span class="file-name" title=${file}>${this.t("file-viewed", { name: file.replace(/^.*[/\\]/, "") })}</span>
      ${button("quiet push", "file-close", this.t("file-close"), () => opening.closeFile(tabs.active))}
    </div>`;
  }

  #empty() {
    const { rows, connection, actions, profiles } = this.models;
    if (rows.total > 0) return nothing;
    const { filter } = rows;
    if (filter && rows.all > 0) {
      if (!filter.done) return this.#say("search", this.t("empty-searching"), "", nothing);
      const act = () => void this.models.filtering.apply("");
      return this.#say(
        "search",
        this.t("empty-filter"),
        this.t("empty-filter-about", { text: filter.text }),
        button("", "filter-clear", this.t("filter-clear"), act),
      );
    }
    if (connection.open)
      return this.#say(
        "follow",
        this.t("empty-open"),
        this.t(rows.cleared > 0 ? "empty-cleared-about" : "empty-open-about"),
        nothing,
      );
    if (connection.live) return this.#say("spin", this.t("empty-connecting"), "", nothing);
    if (connection.id !== null && rows.all > 0) return nothing;
    return this.#say(
      "off",
      this.t("empty-idle"),
      this.t("empty-idle-about"),
      html`${button("primary", "empty-connect", this.t("connect"), () => void actions.connect(), {
        disabled: !profiles.current,
      })}
        ${button("", "empty-demo", this.t("try-demo"), () => void actions.tryDemo())}`,
    );
  }

  #say(
    sign: "search" | "follow" | "off" | "spin",
    title: string,
    about: string,
    buttons: TemplateResult | typeof nothing,
  ) {
    return html`<div class="empty" data-testid="empty">
      ${icon(sign, "large")}
      <h2>${title}</h2>
      ${about ? html`<p>${about}</p>` : nothing}
      <div class="empty-actions">${buttons}</div>
    </div>`;
  }
}

customElements.define("wl-stream", TranscriptPane);
