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

let mac = false;

/** Sets the platform whose keys are read; once, when the page starts. */
export function readKeysOf(platform: string): void {
  mac = platform === "macos";
}

/** Ctrl, or Cmd on a Mac: there Ctrl moves the caret in text fields, as Ctrl+A and Ctrl+K do. */
export function command(event: KeyboardEvent | MouseEvent): boolean {
  return mac ? event.metaKey && !event.ctrlKey : event.ctrlKey || event.metaKey;
}

/** The modifier of a shortcut with this key. Tabs are switched with Ctrl on a Mac too: Cmd+Tab belongs to the system. */
export function commandFor(key: string, event: KeyboardEvent): boolean {
  return mac && SWITCHING.includes(key) ? event.ctrlKey && !event.metaKey : command(event);
}

/** The press that opens a context menu: the right button, or Ctrl and the only button on a Mac. */
export function secondary(event: PointerEvent): boolean {
  return event.button === 2 || (mac && event.button === 0 && event.ctrlKey);
}

/** Delete; on a Mac also the key above Return, which is labelled "delete". */
export function deletes({ key }: KeyboardEvent): boolean {
  return key === "Delete" || (mac && key === "Backspace");
}

/** 1 or -1 for the arrow keys of an axis, else 0. */
export function arrowStep({ key }: KeyboardEvent, axis: "x" | "y"): -1 | 0 | 1 {
  if (key === (axis === "x" ? "ArrowRight" : "ArrowDown")) return 1;
  return key === (axis === "x" ? "ArrowLeft" : "ArrowUp") ? -1 : 0;
}

const SWITCHING = ["Tab", "PageDown", "PageUp"];

/** A shortcut in the platform's notation; on a Mac with the modifiers in Apple's order. */
export function keys(shortcut: string, platform: string): string {
  if (platform !== "macos") return shortcut;
  const [, modifiers = "", key = ""] = /^((?:(?:Ctrl|Shift|Alt)\+)*)(.*)$/s.exec(shortcut) ?? [];
  const has = (name: string, sign: string) => (modifiers.includes(`${name}+`) ? sign : "");
  const control = SWITCHING.includes(key);
  const [before, after] = control ? [has("Ctrl", "⌃"), ""] : ["", has("Ctrl", "⌘")];
  return before + has("Alt", "⌥") + has("Shift", "⇧") + after + (key === "Del" ? "⌫" : key);
}

export function typed(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}
