// Base class of all panels: light DOM, the models, and a redraw whenever an observed store changes.

import type { Models, Shared } from "../model/models";
import type { Store } from "../model/store";
import type { Args } from "../model/text";
import { html, LitElement } from "./html";

/** A tab's panel uses the tab's models; a window's panel the shared ones. */
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
    this.#stops = [this.attached(), ...this.#stores.map((store) => store.subscribe(() => this.requestUpdate()))];
    // Changes while detached were not drawn.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** Called when the panel is put into the page; the returned function when it is taken out. */
  protected attached(): () => void {
    return () => {};
  }

  protected t(id: string, args?: Args): string {
    return this.models.text.t(id, args);
  }

  /** One of the panel's tabs; the arrow keys choose and focus its neighbours. */
  protected tab<T extends string>(
    tabs: readonly T[],
    tab: T,
    chosen: T,
    testid: string,
    content: unknown,
    choose: (tab: T) => void,
  ) {
    const move = (event: KeyboardEvent) => {
      const step = arrowStep(event, "x");
      if (step === 0) return;
      event.preventDefault();
      choose(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? tab);
      void this.updateComplete.then(() =>
        this.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
      );
    };
    return html`<button
      role="tab"
      aria-selected=${tab === chosen}
      tabindex=${tab === chosen ? 0 : -1}
      data-testid="${testid}-${tab}"
      @click=${() => choose(tab)}
      @keydown=${move}
    >${content}</button>`;
  }

  /** Acts on an element of the next drawing. */
  protected onceDrawn(selector: string, act: (element: HTMLInputElement) => void) {
    void this.updateComplete.then(() => {
      const element = this.querySelector<HTMLInputElement>(selector);
      if (element) act(element);
    });
  }

  /** A tooltip that names a shortcut. */
  protected tip(id: string, shortcut: string): string {
    return `${this.t(id)} (${this.key(shortcut)})`;
  }

  /** A shortcut in this platform's notation. */
  protected key(shortcut: string): string {
    return keys(shortcut, this.models.info.platform);
  }
}

/** Whether an input method is composing and this Enter belongs to it. WebKitGTK may report it by key code only. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** A listener that runs on Enter, unless an input method is composing. */
export function onEnter(run: () => unknown) {
  return (event: KeyboardEvent) => {
    if (event.key === "Enter" && !composing(event)) run();
  };
}

/** Keeps an event that was handled from everything else. */
export function consume(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Ctrl, or Cmd on a Mac. */
export function command(event: KeyboardEvent | MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** 1 or -1 for the arrow keys of an axis, else 0. */
export function arrowStep({ key }: KeyboardEvent, axis: "x" | "y"): -1 | 0 | 1 {
  if (key === (axis === "x" ? "ArrowRight" : "ArrowDown")) return 1;
  return key === (axis === "x" ? "ArrowLeft" : "ArrowUp") ? -1 : 0;
}

/** A shortcut in the platform's notation. */
export function keys(shortcut: string, platform: string): string {
  if (platform !== "macos") return shortcut;
  return shortcut.replace("Ctrl+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥");
}

export function typed(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}
