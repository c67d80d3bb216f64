// Base class of the pages that cover the window. Escape closes them, and the panels under them are inert while they
// are open.

import type { Models, Shared } from "../model/models";
import type { Store } from "../model/store";
import { button } from "./button";
import { html, setLabel } from "./html";
import { command, composing, Panel } from "./panel";

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

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) {
      // Keep the commands of the covered tab from running.
      event.stopPropagation();
      if (command(event)) this.shortcut(event);
    }
    if (event.key !== "Escape" || composing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }

  protected override updated(): void {
    const { model, title, coversTabs, focus } = this.page;
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
      (focus ? this.querySelector<HTMLElement>(focus) : this)?.focus();
    } else this.#before?.focus({ preventScroll: true });
  }
}
