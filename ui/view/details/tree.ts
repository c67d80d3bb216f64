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

  get #active() {
    const { inspection } = this.models;
    return inspection.lines.findIndex((line) => line.key === inspection.active);
  }

  #draw() {
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

  #listen() {
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
      fieldMenu(this.models, line, event);
    });
  }

  #choose(line: TreeLineData) {
    this.models.inspection.choose(line);
    this.chosen(line.node.offset);
  }

  #go(index: number) {
    const { inspection } = this.models;
    const line = inspection.lines[Math.min(Math.max(index, 0), inspection.lines.length - 1)];
    if (!line) return;
    inspection.active = line.key;
    inspection.focus(line);
    this.#view.reveal(inspection.lines.indexOf(line));
  }

  /** Keyboard interaction of a tree view: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
  #key(event: KeyboardEvent) {
    const { inspection } = this.models;
    const now = this.#active;
    const line = inspection.lines[now];
    if (!line) return;
    const to: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + this.#view.page,
      PageUp: now - this.#view.page,
      Home: 0,
      End: inspection.lines.length - 1,
    };
    const next = to[event.key];
    if (next !== undefined) this.#go(next);
    else if (event.key === "ArrowRight") {
      if (line.open === false) inspection.toggle(line, true);
      else if (line.open) this.#go(now + 1);
    } else if (event.key === "ArrowLeft") {
      const above = line.at.slice(0, -1).join(".");
      if (line.open) inspection.toggle(line, false);
      else if (line.level > 1) this.#go(inspection.lines.findIndex((one) => one.key === above));
    } else if (event.key === "Enter" || event.key === " ") this.#choose(line);
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) this.#menu(line);
    else if (event.key.toLowerCase() === "c" && command(event)) void this.models.fields.copyField(line, "value");
    else return;
    event.preventDefault();
  }

  #menu(line: TreeLineData) {
    const node = this.#view.body.querySelector(`[data-key="${line.key}"]`);
    if (node) fieldMenu(this.models, line, node);
  }
}

customElements.define("wl-tree", TreeView);
