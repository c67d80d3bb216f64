// Base class of the pages that cover the window. Escape closes them, and the panels under them are inert while they
// are open.

import type { Models, Shared } from "../model/models";
import type { Store } from "../model/store";
import { button } from "./button";
import { html, nothing, setLabel } from "./html";
import { icon } from "./icons";
import { command, composing, consume, Panel } from "./panel";

/** The model that knows whether the page is open. */
interface PageModel extends Store {
  readonly open: boolean;
  hide(): void;
}

interface PageOptions {
  model: PageModel;
  testid: string;
  /** The Fluent id of its title. */
  title: string;
  /** Whether the tabs are inert too. */
  coversTabs?: boolean;
  /** Selects what is focused when the page opens; by default the page itself. */
  focus?: string;
}

export abstract class FullPage<M extends Shared = Models> extends Panel<M> {
  #before: HTMLElement | null = null;
  #shown = false;

  constructor(
    models: M,
    private readonly page: PageOptions,
    ...stores: Store[]
  ) {
    super(models, page.model, ...stores);
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = -1;
    this.hidden = !this.#shown;
    this.dataset.testid = this.page.testid;
    this.setAttribute("role", "dialog");
  }

  protected close(): void {
    this.page.model.hide();
  }

  protected closeButton(testid: string, title?: string) {
    return button("", testid, html`${this.t("done")} <kbd>Esc</kbd>`, () => this.close(), { title });
  }

  /** Called for keys with Ctrl or Cmd. */
  protected shortcut(_event: KeyboardEvent): void {}

  /** Called after the page opened or closed. */
  protected toggled(): void {}

  /** Focuses the page that has just opened. */
  protected enter(): void {
    const { focus } = this.page;
    (focus ? this.querySelector<HTMLElement>(focus) : this)?.focus();
  }

  #key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey) {
      // Keep the commands of the covered tab from running.
      event.stopPropagation();
      if (command(event)) this.shortcut(event);
    }
    if (event.key !== "Escape" || composing(event)) return;
    consume(event);
    this.close();
  }

  protected override updated(): void {
    const { model, title, coversTabs } = this.page;
    const { open } = model;
    if (open === this.#shown) return;
    this.#shown = open;
    this.hidden = !open;
    this.toggled();
    setLabel(this, this.t(title));
    for (const id of ["sidebar", ...(coversTabs ? ["tabs"] : []), "top", "main", "status"])
      document.getElementById(id)?.toggleAttribute("inert", open);
    if (open) {
      this.#before = document.activeElement as HTMLElement | null;
      this.enter();
    } else this.#before?.focus({ preventScroll: true });
  }
}

/** A page that edits the open profile: Ctrl+S saves. */
export abstract class ProfilePage extends FullPage {
  protected save(): void {
    void this.models.actions.save();
  }

  protected override shortcut(event: KeyboardEvent): void {
    if (composing(event) || event.key.toLowerCase() !== "s" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.save();
  }

  /** A button that saves, with a dot while there are unsaved edits. */
  protected saveButton(testid: string, dirty: boolean) {
    return button(
      "square",
      testid,
      [icon("save"), " ", dirty ? html`<span class="dirty"></span>` : nothing],
      () => this.save(),
      { label: this.t("save"), title: this.tip("save", "Ctrl+S") },
    );
  }
}
