// What all panels share: light DOM, the models, and a new drawing whenever one of the stores it looks at changed.

import type { Models, Shared } from "../model/models";
import type { Store } from "../model/store";
import type { Args } from "../model/text";
import { LitElement } from "./html";

/** A panel of one tab looks at that tab's models; one of the window at what all tabs share. */
export abstract class Panel<M extends Shared = Models> extends LitElement {
  readonly #stores: Store[];
  #stops: (() => void)[] = [];

  constructor(
    protected readonly models: M,
    ...stores: Store[]
  ) {
    super();
    this.#stores = [models.text, ...stores];
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = this.#stores.map((store) => store.subscribe(() => this.requestUpdate()));
    // What changed while it was out of the page was not drawn.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  protected t(id: string, args?: Args): string {
    return this.models.text.t(id, args);
  }

  /** A shortcut as this platform writes it. */
  protected key(shortcut: string): string {
    return keys(shortcut, this.models.info.platform);
  }
}

/** An input method is at work: this Enter belongs to it. WebKitGTK may say so by the key code alone. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Ctrl, or Cmd on a Mac. */
export function command(event: KeyboardEvent | MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** A shortcut as this platform writes it. */
export function keys(shortcut: string, platform: string): string {
  if (platform !== "macos") return shortcut;
  return shortcut.replace("Ctrl+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥");
}

export function typed(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}
