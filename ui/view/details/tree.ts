// The field tree of a message; only visible lines are in the DOM.

import type { TreeLineData } from "../../model/field-tree";
import type { Models } from "../../model/models";
import { setLabel } from "../html";
import { command } from "../panel";
import { TreeLine } from "./tree-line";
import { fieldMenu } from "./tree-menu";
import { VisibleLines } from "./visible-lines";

const ROW_HEIGHT = 22;

export class TreeView extends HTMLElement {
  readonly #view = new VisibleLines(
    "tree",
    ROW_HEIGHT,
    (index) => new TreeLine(index),
    () => this.#draw(),
  );
  #row = -1;
  #page = 0;
  #stops: (() => void)[] = [];

  constructor(
    private readonly models: Models,
    /** Called with the first byte of a chosen field. */
    private readonly chosen: (byte: number) => void,
  ) {
    super();
    const { box, body } = this.#view;
    box.setAttribute("role", "tree");
    box.dataset.testid = "field-tree";
    body.setAttribute("role", "presentation");
    this.#listen();
  }

  connectedCallback(): void {
    const { inspection, text } = this.models;
    this.append(this.#view.box, this.#view.scrollbar.element);
    this.#stops = [inspection, text].map((store) => store.subscribe(() => this.#draw()));
    this.#view.observe();
    this.#draw();
  }

  disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    this.#view.disconnect();
  }

  get #active(): number {
    const { inspection } = this.models;
    return inspection.lines.findIndex((line) => line.key === inspection.active);
  }

  #draw(): void {
    const { inspection, text, payload } = this.models;
    if (!this.isConnected) return;
    if (payload.row?.row !== this.#row || inspection.first !== this.#page) {
      this.#row = payload.row?.row ?? -1;
      this.#page = inspection.first;
      this.#view.scrollbar.px = 0;
    }
    const { box, lines } = this.#view;
    const first = this.#view.fit(inspection.lines.length);
    setLabel(box, text.t("details-fields"));
    lines.forEach((shown, i) => {
      const line = inspection.lines[first + i];
      if (line) shown.fill(line, text, inspection.lit?.key === line.key, inspection.active === line.key);
    });
    const node = lines[this.#active - first]?.element;
    if (node) box.setAttribute("aria-activedescendant", node.id);
    else box.removeAttribute("aria-activedescendant");
  }

  #lineOf(event: Event): TreeLineData | null {
    const key = (event.target as Element | null)?.closest?.("[data-key]")?.getAttribute("data-key");
    return this.models.inspection.lines.find((line) => line.key === key) ?? null;
  }

  #listen(): void {
    const { inspection } = this.models;
    const { box } = this.#view;
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("pointermove", (event) => inspection.light(this.#lineOf(event)));
    box.addEventListener("pointerleave", () => inspection.light(null));
    box.addEventListener("click", (event) => {
      const line = this.#lineOf(event);
      if (!line) return;
      if ((event.target as Element).closest(".twist")) return inspection.toggle(line);
      this.#choose(line);
    });
    box.addEventListener("dblclick", (event) => {
      const line = this.#lineOf(event);
      if (line && !(event.target as Element).closest(".twist")) inspection.toggle(line);
    });
    box.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      const line = this.#lineOf(event);
      if (!line) return;
      this.#choose(line);
      fieldMenu(this.models, line, { x: event.clientX, y: event.clientY });
    });
  }

  #choose(line: TreeLineData): void {
    this.models.inspection.choose(line);
    this.chosen(line.node.offset);
  }

  #go(index: number): void {
    const { inspection } = this.models;
    const line = inspection.lines[Math.min(Math.max(index, 0), inspection.lines.length - 1)];
    if (!line) return;
    inspection.active = line.key;
    inspection.focus(line);
    this.#view.reveal(inspection.lines.indexOf(line));
  }

  /** Keyboard interaction of a tree view: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
  #key(event: KeyboardEvent): void {
    const { inspection } = this.models;
    const now = this.#active;
    const line = inspection.lines[now];
    if (!line) return;
    switch (event.key) {
      case "ArrowDown":
        this.#go(now + 1);
        break;
      case "ArrowUp":
        this.#go(now - 1);
        break;
      case "PageDown":
        this.#go(now + this.#view.page);
        break;
      case "PageUp":
        this.#go(now - this.#view.page);
        break;
      case "Home":
        this.#go(0);
        break;
      case "End":
        this.#go(inspection.lines.length - 1);
        break;
      case "ArrowRight":
        if (line.open === false) inspection.toggle(line, true);
        else if (line.open) this.#go(now + 1);
        break;
      case "ArrowLeft":
        if (line.open) inspection.toggle(line, false);
        else if (line.level > 1)
          this.#go(inspection.lines.findIndex((one) => one.key === line.at.slice(0, -1).join(".")));
        break;
      case "Enter":
      case " ":
        this.#choose(line);
        break;
      case "ContextMenu":
        this.#menu(line);
        break;
      case "F10":
        if (!event.shiftKey) return;
        this.#menu(line);
        break;
      case "c":
      case "C":
        if (!command(event)) return;
        void this.models.fields.copyField(line, "value");
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #menu(line: TreeLineData): void {
    const node = this.#view.body.querySelector(`[data-key="${line.key}"]`);
    if (node) fieldMenu(this.models, line, node);
  }
}

customElements.define("wl-tree", TreeView);
