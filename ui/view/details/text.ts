// A payload as text, a page at a time; what could paint over the page or hide is shown as a sign.

import { html, nothing, type TemplateResult } from "lit";
import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { PAGE } from "../../model/payload";
import { Panel } from "../panel";

export class TextView extends Panel {
  #pages = 1;
  #row = -1;

  constructor(models: Models) {
    super(models, models.payload);
  }

  protected override render(): TemplateResult {
    const { payload, text } = this.models;
    const { row } = payload;
    if (!row) return html``;
    if (row.row !== this.#row) {
      this.#row = row.row;
      this.#pages = 1;
    }
    const shown = Math.min(this.#pages * PAGE, row.size);
    return html`<pre tabindex="0" data-testid="text">${this.#text()}</pre>
      ${
        shown < row.size
          ? html`<button class="more" data-testid="text-more" @click=${this.#more}>
              ${this.t("text-more", { shown: text.bytes(shown), size: text.bytes(row.size) })}
            </button>`
          : nothing
      }`;
  }

  /** Characters may lie across pages: one decoder reads them in a row. */
  #text(): string[] {
    const { payload } = this.models;
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const parts: string[] = [];
    for (let number = 0; number < this.#pages; number++) {
      const page = payload.page(number);
      if (!page) break;
      parts.push(neutral(decoder.decode(page, { stream: true })));
    }
    return parts;
  }

  #more = (): void => {
    this.#pages++;
    this.requestUpdate();
  };
}

customElements.define("wl-text-view", TextView);
