// The "Layouts & codes" page: a profile's decoding settings. Covers the window; Escape closes it, and every change is
// applied to the open profile immediately.

import { oneLine } from "../../model/bytes";
import type { Layouts, LayoutsTab } from "../../model/layouts";
import type { Models } from "../../model/models";
import { isDirty } from "../../model/profiles";
import { ProfilePage } from "../full-page";
import { html } from "../html";
import { icon } from "../icons";
import { codesTab } from "./codes";
import { columnsTab } from "./columns";
import { layoutsTab } from "./editor";
import { type LayoutsContext, problemCount } from "./form-context";
import { latencyTab } from "./latency";
import { lensTab } from "./lens";
import { protobufTab } from "./protobuf";
import { rulesTab } from "./rules";
import { SERIES, sequencesTab } from "./sequences";

const TABS: LayoutsTab[] = ["lens", "layouts", "rules", "codes", "latency", "columns", "sequences", "protobuf"];
const DRAW = {
  lens: lensTab,
  layouts: layoutsTab,
  rules: rulesTab,
  codes: codesTab,
  latency: latencyTab,
  columns: columnsTab,
  sequences: sequencesTab,
  protobuf: protobufTab,
};

export class LayoutsPage extends ProfilePage {
  readonly #opened = new Set<string>();
  readonly #texts = new Map<string, string>();

  constructor(models: Models) {
    super(
      models,
      { model: models.layouts, testid: "layouts-room", title: "layouts-and-codes", coversTabs: true },
      models.profiles,
    );
  }

  protected override render() {
    const { layouts, profiles } = this.models;
    const draft = profiles.current;
    if (!layouts.open || !draft) return html``;
    const context = this.#context(layouts);
    return html`<header class="page-head">
        <h2>${icon("layers")} ${this.t("layouts-and-codes")}</h2>
        <span class="hint page-profile">${oneLine(draft.profile.name)}</span>
        <div
          role="tablist"
          aria-label=${this.t("layouts-and-codes")}
        >${TABS.map((tab) => this.#tab(layouts, tab))}</div>
        <span class="push group">
          ${this.saveButton("layouts-save", isDirty(draft))}
          ${this.closeButton("layouts-close", this.t("layouts-close-about"))}
        </span>
      </header>
      <div class="page-body" role="tabpanel" data-testid="room-${layouts.tab}">${DRAW[layouts.tab](context)}</div>`;
  }

  #tab(layouts: Layouts, tab: LayoutsTab) {
    const lists = tab === "sequences" ? SERIES : tab === "codes" ? ["code", "codes"] : [tab];
    const problems = lists.reduce((sum, list) => sum + layouts.countUnder(list), 0);
    const content = [this.t(`room-${tab}`), " ", problemCount(this.models.text, problems)];
    return this.tab(TABS, tab, layouts.tab, "room-tab", content, (next) => layouts.goTo(next));
  }

  #context(layouts: Layouts): LayoutsContext {
    return {
      models: this.models,
      layouts,
      t: (id, args) => this.t(id, args),
      redraw: () => this.requestUpdate(),
      focus: (testid) => void this.#focus(testid),
      opened: this.#opened,
      texts: this.#texts,
      problems: (path) => layouts.problems(path),
    };
  }

  async #focus(testid: string) {
    this.requestUpdate();
    await this.updateComplete;
    const element = this.querySelector<HTMLElement>(`[data-testid="${CSS.escape(testid)}"]`);
    element?.focus();
    if (element instanceof HTMLInputElement) element.select();
    element?.scrollIntoView({ block: "nearest" });
  }

  protected override save(): void {
    this.#settle();
    this.focus();
    super.save();
  }

  /** Commits a name that is still being typed. */
  #settle() {
    const now = document.activeElement;
    if (now instanceof HTMLElement && this.contains(now)) now.blur();
  }

  protected override close(): void {
    this.#settle();
    super.close();
  }

  protected override toggled(): void {
    this.#texts.clear();
  }
}

customElements.define("wl-layouts", LayoutsPage);
