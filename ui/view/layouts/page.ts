// The "Layouts & codes" page: a profile's decoding settings. Covers the window; Escape closes it, and every change is
// applied to the open profile immediately.

import { oneLine } from "../../model/bytes";
import type { Layouts, LayoutsTab } from "../../model/layouts";
import type { Models } from "../../model/models";
import { isDirty } from "../../model/profiles";
import { button } from "../button";
import { html, type PropertyValues, setLabel, type TemplateResult } from "../html";
import { icon } from "../icons";
import { command, composing, Panel } from "../panel";
import { codesTab } from "./codes";
import { columnsTab } from "./columns";
import { layoutsTab } from "./editor";
import type { LayoutsContext } from "./form-context";
import { protobufTab } from "./protobuf";
import { rulesTab } from "./rules";

const TABS: LayoutsTab[] = ["layouts", "rules", "codes", "columns", "protobuf"];
const DRAW = { layouts: layoutsTab, rules: rulesTab, codes: codesTab, columns: columnsTab, protobuf: protobufTab };

export class LayoutsPage extends Panel {
  readonly #opened = new Set<string>();
  readonly #texts = new Map<string, string>();
  #before: HTMLElement | null = null;
  #shown = false;

  constructor(models: Models) {
    super(models, models.layouts, models.profiles);
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = -1;
    this.hidden = !this.#shown;
    this.dataset.testid = "layouts-room";
    this.setAttribute("role", "dialog");
  }

  protected override render(): TemplateResult {
    const { layouts, profiles } = this.models;
    const draft = profiles.current;
    if (!layouts.open || !draft) return html``;
    const context = this.#context(layouts);
    const dirty = isDirty(draft);
    return html`<header class="page-head">
        <h2>${icon("layers")} ${this.t("layouts-and-codes")}</h2>
        <span class="hint page-profile">${oneLine(draft.profile.name)}</span>
        <div
          role="tablist"
          aria-label=${this.t("layouts-and-codes")}
        >${TABS.map((tab) => this.#tab(layouts, tab))}</div>
        <span class="push group">
          <button
            class="square"
            data-testid="layouts-save"
            aria-label=${this.t("save")}
            title="${this.t("save")} (${this.key("Ctrl+S")})"
            @click=${() => this.#save()}
          >
            ${icon("save")} ${dirty ? html`<span class="dirty"></span>` : ""}
          </button>
          ${button("", "layouts-close", html`${this.t("done")} <kbd>Esc</kbd>`, () => this.#close(), {
            title: this.t("layouts-close-about"),
          })}
        </span>
      </header>
      <div class="page-body" role="tabpanel" data-testid="room-${layouts.tab}">${DRAW[layouts.tab](context)}</div>`;
  }

  #tab(layouts: Layouts, tab: LayoutsTab): TemplateResult {
    const on = layouts.tab === tab;
    const problems = layouts.countUnder(tab);
    const move = (event: KeyboardEvent) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      layouts.goTo(TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? tab);
      void this.updateComplete.then(() =>
        this.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
      );
    };
    return html`<button
      role="tab"
      aria-selected=${on ? "true" : "false"}
      tabindex=${on ? 0 : -1}
      data-testid="room-tab-${tab}"
      @click=${() => layouts.goTo(tab)}
      @keydown=${move}
    >
      ${this.t(`room-${tab}`)}
      ${
        problems > 0
          ? html`<span class="count bad" title=${this.t("problems", { count: problems })}>${problems}</span>`
          : ""
      }
    </button>`;
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

  async #focus(testid: string): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const element = this.querySelector<HTMLElement>(`[data-testid="${CSS.escape(testid)}"]`);
    element?.focus();
    if (element instanceof HTMLInputElement) element.select();
    element?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    if (composing(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (command(event)) {
      // Keep the commands of the covered tab from running.
      event.stopPropagation();
      if (event.key.toLowerCase() !== "s" || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.#save();
    }
  }

  /** Commits a name that is still being typed. */
  #settle(): void {
    const now = document.activeElement;
    if (now instanceof HTMLElement && this.contains(now)) now.blur();
  }

  #save(): void {
    this.#settle();
    this.focus();
    void this.models.actions.save();
  }

  #close(): void {
    this.#settle();
    this.models.layouts.hide();
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    const { open } = this.models.layouts;
    if (open === this.#shown) return;
    this.#shown = open;
    this.hidden = !open;
    this.#texts.clear();
    setLabel(this, this.t("layouts-and-codes"));
    for (const id of ["sidebar", "tabs", "top", "main", "status"])
      document.getElementById(id)?.toggleAttribute("inert", open);
    if (open) {
      this.#before = document.activeElement as HTMLElement | null;
      this.focus();
    } else this.#before?.focus({ preventScroll: true });
  }
}

customElements.define("wl-layouts", LayoutsPage);
