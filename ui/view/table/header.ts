// The table header: titles, and grips between columns. A title opens the column's menu and can be dragged; a double
// click on a grip restores the automatic width.

import type { Models } from "../../model/models";
import { setLabel, setText, setTitle } from "../html";
import type { MenuPlace } from "../menu";
import { arrowStep } from "../panel";
import { followPointer, SLOP } from "../pointer";
import { columnMenu, moveColumn } from "./column-menu";
import { type Column, classOfColumn, forget, resize } from "./columns";

export class Header {
  readonly element = document.createElement("div");
  /** Called with each title, for measuring. */
  onName: ((column: Column, words: string) => void) | null = null;
  #columns: Column[] = [];
  /** Index of the title in the tab order. */
  #current = 0;

  constructor(private readonly models: Models) {
    this.element.className = "thead";
    this.element.setAttribute("role", "row");
    this.element.setAttribute("aria-rowindex", "1");
    this.element.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      const index = [...this.element.children].findIndex((cell) => cell.contains(event.target as Node));
      this.menu(this.#columns[index], event);
    });
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  set columns(columns: Column[]) {
    if (columns === this.#columns) return;
    const had = this.element.contains(document.activeElement);
    this.#columns = columns;
    this.#current = Math.min(this.#current, Math.max(0, columns.length - 1));
    this.element.replaceChildren(...columns.map((column, i) => this.#cell(column, i)));
    this.name();
    this.#moveFocus(this.#current, had);
  }

  /** Sets the column widths. */
  place(widths: number[]): void {
    this.element.style.gridTemplateColumns = widths.map((width) => `${width}px`).join(" ");
  }

  /** Marks decoded columns whose field no visible row has: it may have been renamed. */
  mark(gone: ReadonlySet<number>): void {
    this.#columns.forEach(({ cell, title }, index) => {
      const label = this.element.children[index]?.firstElementChild;
      if (cell === undefined || !label || label.classList.contains("gone") === gone.has(cell)) return;
      label.classList.toggle("gone", gone.has(cell));
      const id = gone.has(cell) ? "column-gone" : "column-menu";
      setTitle(label, this.models.text.t(id, { title: title ?? "" }));
    });
  }

  /** Writes the titles in the current language. */
  name(): void {
    const { text, table } = this.models;
    this.#columns.forEach((column, index) => {
      const { id, title } = column;
      const cell = this.element.children[index];
      const label = cell?.firstElementChild;
      if (!cell || !label) return;
      const form = id !== "time" ? "" : table.time !== "absolute" ? `-${table.time}` : text.utc ? "-utc" : "";
      const own = text.t(`column-${id}${form}`);
      const words = title ?? own;
      // An arrow instead of the name.
      setText(label, id === "direction" ? "⇅" : words);
      this.onName?.(column, words);
      setLabel(label, words);
      setLabel(cell, words);
      setTitle(label, text.t("column-menu", { title: words }));
    });
  }

  /** Opens the menu of a column, or of all columns. */
  menu(column: Column | undefined, at: MenuPlace): void {
    columnMenu(this.models, this.#columns, column, at, () => column && this.#rename(column));
  }

  #cell(column: Column, index: number) {
    const cell = document.createElement("span");
    cell.setAttribute("role", "columnheader");
    cell.setAttribute("aria-colindex", String(index + 1));
    cell.className = classOfColumn(column);
    const label = document.createElement("button");
    label.className = column.cell === undefined ? "bare column-name" : "bare column-name column-title";
    label.dataset.testid = column.cell === undefined ? `head-${column.id}` : column.id;
    label.setAttribute("aria-haspopup", "menu");
    label.addEventListener("pointerdown", (event) => this.#drag(event, column, label));
    label.addEventListener("click", () => {
      if (label.dataset.dragged) delete label.dataset.dragged;
      else this.menu(column, label);
    });
    cell.append(label);
    if (!column.rest) cell.append(this.#grip(column));
    return cell;
  }

  /** The titles are one tab stop; Left and Right move between them, with Alt they move the column. */
  #key(event: KeyboardEvent) {
    if (!(event.target instanceof HTMLButtonElement)) return;
    const from = [...this.element.children].findIndex((cell) => cell.contains(event.target as Node));
    const by = arrowStep(event, "x");
    // The table's own keys are for its rows.
    event.stopPropagation();
    if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) {
      this.menu(this.#columns[from], event.target);
    } else if (event.key === "Home" || event.key === "End") {
      this.#moveFocus(event.key === "Home" ? 0 : this.#columns.length - 1, true);
    } else if (by === 0) return;
    else if (event.altKey) {
      this.#current = Math.min(Math.max(from + by, 0), this.#columns.length - 1);
      moveColumn(this.models, this.#columns, from, by < 0 ? from - 1 : from + 2);
    } else this.#moveFocus(from + by, true);
    event.preventDefault();
  }

  #moveFocus(to: number, focus: boolean) {
    this.#current = Math.min(Math.max(to, 0), this.#columns.length - 1);
    [...this.element.children].forEach((cell, i) => {
      const label = cell.firstElementChild;
      if (!(label instanceof HTMLElement)) return;
      label.tabIndex = i === this.#current ? 0 : -1;
      if (focus && i === this.#current) label.focus();
    });
  }

  /** The column follows the pointer among the others. */
  #drag(event: PointerEvent, column: Column, label: HTMLElement) {
    if (event.button !== 0) return;
    const start = event.clientX;
    let to: number | null = null;
    const mark = () => {
      [...this.element.children].forEach((cell, i) => {
        cell.classList.toggle("drop-before", i === to);
        cell.classList.toggle("drop-behind", to === this.#columns.length && i === to - 1);
      });
    };
    const move = (moved: PointerEvent) => {
      if (to === null && Math.abs(moved.clientX - start) < SLOP) return;
      if (to === null) label.setPointerCapture(event.pointerId);
      const boxes = [...this.element.children].map((cell) => cell.getBoundingClientRect());
      to = boxes.filter((box) => moved.clientX > box.left + box.width / 2).length;
      mark();
    };
    const end = (ended: Event) => {
      const at = to;
      to = null;
      mark();
      if (at === null || ended.type === "pointercancel") return;
      // Suppress the click that follows.
      label.dataset.dragged = "yes";
      setTimeout(() => delete label.dataset.dragged);
      moveColumn(this.models, this.#columns, this.#columns.indexOf(column), at);
    };
    followPointer(window, move, end);
  }

  /** Replaces the title with a text field. */
  #rename(column: Column) {
    const cell = this.element.children[this.#columns.indexOf(column)];
    const label = cell?.firstElementChild;
    if (!(label instanceof HTMLElement)) return;
    const input = document.createElement("input");
    input.value = column.title ?? "";
    input.dataset.testid = "column-title";
    setLabel(input, this.models.text.t("column-rename"));
    let done = false;
    const end = (keep: boolean) => {
      if (done) return;
      done = true;
      input.replaceWith(label);
      if (keep && column.cell !== undefined) this.models.columns.rename(column.cell, input.value.trim());
      label.focus();
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    });
    input.addEventListener("blur", () => end(true));
    label.replaceWith(input);
    input.select();
    input.focus();
  }

  #grip(column: Column) {
    const { preferences } = this.models;
    const bar = document.createElement("span");
    bar.className = "grip";
    bar.dataset.testid = `grip-${column.id}`;
    bar.addEventListener("dblclick", () => forget(preferences, column));
    bar.addEventListener("pointerdown", (event) => {
      const [from, width] = [event.clientX, bar.parentElement?.offsetWidth ?? 0];
      bar.setPointerCapture(event.pointerId);
      followPointer(bar, (moved) => resize(preferences, column, width + moved.clientX - from));
      event.preventDefault();
    });
    return bar;
  }
}
