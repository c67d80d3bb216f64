// A payload as text or indented JSON, one page at a time, with unsafe characters shown as signs.

import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { JsonPages, TextPages } from "../../model/pages";
import { hint, html, nothing } from "../html";
import { inlineError } from "../inline-error";
import { Panel } from "../panel";
import { pageBar, type TurnPage } from "./page-bar";

export class PagesView extends Panel {
  constructor(
    models: Models,
    private readonly pages: TextPages | JsonPages,
    private readonly name: "text" | "json",
  ) {
    super(models, models.payload, pages);
  }

  static text(models: Models): PagesView {
    return new PagesView(models, new TextPages(models.host, models.payload), "text");
  }

  static json(models: Models): PagesView {
    return new PagesView(models, new JsonPages(models.host, models.payload), "json");
  }

  protected override render() {
    this.pages.show();
    const { page, error } = this.pages;
    if (error) return html`${inlineError(this.models.text, error, `${this.name}-error`)}`;
    if (!page) return html``;
    const whole = !this.pages.hasBefore && !this.pages.hasNext;
    return html`${whole ? nothing : this.#bar(page.from, page.to)}
      ${page.lossy ? hint(this.t("text-lossy")) : nothing}
      <pre tabindex="0" data-testid=${this.name}>${neutral(page.text)}</pre>`;
  }

  #bar(from: number, to: number) {
    const { pages, name } = this;
    const { text } = this.models;
    const { hasBefore, hasNext } = pages;
    const turns: Record<TurnPage, () => void> = {
      first: () => pages.begin(),
      before: () => pages.before(),
      next: () => pages.next(),
      last: () => pages instanceof TextPages && pages.end(),
    };
    return pageBar(text, {
      name,
      where: this.t("page-where", { from: text.number(from), to: text.number(to), size: text.number(pages.size) }),
      hasBefore,
      hasNext,
      hasLast: pages instanceof TextPages,
      turn: (to) => this.#go(turns[to]),
    });
  }

  /** A new page is shown from its top. */
  #go(turn: () => void) {
    turn();
    this.closest(".pane")?.scrollTo(0, 0);
  }
}

customElements.define("wl-pages", PagesView);
