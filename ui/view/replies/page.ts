// The page of automatic replies and heartbeats, and of a login's messages. Covers the window; Escape closes it, and every
// change is applied to the open profile immediately.

import { oneLine } from "../../model/bytes";
import type { Models } from "../../model/models";
import { isDirty } from "../../model/profiles";
import { ProfilePage } from "../full-page";
import { html } from "../html";
import { icon } from "../icons";
import { heartbeatsList, type RepliesContext, repliesList } from "./lists";
import { loginParts } from "./login-parts";
import { repliesSwitch } from "./switch";

export class RepliesPage extends ProfilePage {
  readonly #texts = new Map<string, string>();

  constructor(models: Models) {
    super(
      models,
      { model: models.automatic, testid: "replies-page", title: "replies-and-heartbeats", coversTabs: true },
      models.profiles,
      models.connection,
    );
  }

  protected override render() {
    const { automatic, profiles } = this.models;
    const draft = profiles.current;
    if (!automatic.open || !draft) return html``;
    const context = this.#context();
    return html`<header class="page-head">
        <h2>${icon("repeat")} ${this.t("replies-and-heartbeats")}</h2>
        <span class="hint page-profile">${oneLine(draft.profile.name)}</span>
        <span class="push group">
          ${repliesSwitch(this.models, "page")} ${this.saveButton("replies-save", isDirty(draft))}
          ${this.closeButton("replies-close")}
        </span>
      </header>
      <div class="page-body">
        <div class="page-section">${loginParts(context)} ${repliesList(context)} ${heartbeatsList(context)}</div>
      </div>`;
  }

  #context(): RepliesContext {
    const { automatic } = this.models;
    return {
      models: this.models,
      automatic,
      t: (id, args) => this.t(id, args),
      redraw: () => this.requestUpdate(),
      focus: (testid) => this.onceDrawn(`[data-testid="${CSS.escape(testid)}"]`, (element) => element.focus()),
      texts: this.#texts,
      problems: (path) => automatic.problems(path),
    };
  }

  protected override save(): void {
    this.#settle();
    super.save();
  }

  protected override close(): void {
    this.#settle();
    super.close();
  }

  /** Commits a text that is still being typed. */
  #settle() {
    const now = document.activeElement;
    if (now instanceof HTMLElement && this.contains(now)) now.blur();
  }

  protected override toggled(): void {
    this.#texts.clear();
  }
}

customElements.define("wl-replies", RepliesPage);
