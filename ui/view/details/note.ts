// The row's pin and note, above its content.

import type { Models } from "../../model/models";
import { iconButton } from "../button";
import { html } from "../html";
import { composing, consume, Panel } from "../panel";

export class NoteLine extends Panel {
  /** The note being typed, and its row. */
  #typed: string | null = null;
  #row = -1;

  constructor(models: Models) {
    super(models, models.payload, models.rowActions);
  }

  protected override render() {
    const { payload, rowActions } = this.models;
    const { row } = payload;
    if (!row) return html``;
    if (row.row !== this.#row) {
      this.#row = row.row;
      this.#typed = null;
    }
    const { pinned } = row.extra;
    const label = this.t(pinned ? "unpin" : "pin");
    const { note } = rowActions.note;
    return html`${iconButton("pin", `bare pin ${pinned ? "on" : ""}`, "pin", label, () => void rowActions.togglePin(), {
      title: `${label} (P)`,
      pressed: pinned,
    })}
      <textarea
        rows="1"
        data-testid="note"
        aria-label=${this.t("note")}
        placeholder=${this.t("note-empty")}
        spellcheck="false"
        .value=${this.#typed ?? note}
        @input=${(event: Event) => {
          this.#typed = (event.target as HTMLTextAreaElement).value;
        }}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
        @blur=${() => void this.#keep()}
      ></textarea>`;
  }

  /** Enter saves, Shift+Enter inserts a line break, Escape discards. */
  #key(event: KeyboardEvent) {
    if (composing(event)) return;
    if (event.key === "Escape") {
      this.#typed = null;
      (event.target as HTMLTextAreaElement).value = this.models.rowActions.note.note;
    } else if (event.key !== "Enter" || event.shiftKey) return;
    consume(event);
    (event.target as HTMLElement).blur();
  }

  async #keep() {
    const { payload, rowActions } = this.models;
    const { row } = payload;
    const typed = this.#typed;
    if (!row || row.row !== this.#row || typed === null || typed.trimEnd() === rowActions.note.note) return;
    // A note that could not be written stays in the box.
    if ((await rowActions.annotate(row, typed)) && this.#typed === typed) this.#typed = null;
  }
}

customElements.define("wl-note", NoteLine);
