// The table's head: names, and grips between the columns. A double click on a grip gives the column its own width back.

import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { columnMenu } from "./column-menu";
import { type Column, forget, resize } from "./columns";

export class Header {
  readonly element = document.createElement("div");
  #columns: Column[] = [];

  constructor(private readonly models: Models) {
    this.element.className = "thead";
    this.element.setAttribute("role", "row");
    this.element.setAttribute("aria-rowindex", "1");
    this.element.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      const index = [...this.element.children].findIndex((cell) => cell.contains(event.target as Node));
      this.menu(this.#columns[index], { x: event.clientX, y: event.clientY });
    });
  }

  set columns(columns: Column[]) {
    if (columns === this.#columns) return;
    this.#columns = columns;
    this.element.replaceChildren(...columns.map((column) => this.#cell(column)));
    this.name();
  }

  /** The names in the language spoken now. */
  name(): void {
    const { text } = this.models;
    this.#columns.forEach(({ id, title }, index) => {
      const cell = this.element.children[index];
      const label = cell?.firstElementChild;
      if (!cell || !label) return;
      const words = title === undefined ? text.t(`column-${id}`) : neutral(title);
      label.textContent = id === "direction" ? "" : words;
      cell.setAttribute("aria-label", words);
      if (title !== undefined) label.setAttribute("title", text.t("column-menu", { title: words }));
    });
  }

  /** What can be done with a field's column. */
  menu(column: Column | undefined, at: Element | { x: number; y: number }): void {
    if (column?.cell !== undefined) columnMenu(this.models, column.cell, at, () => this.#rename(column));
  }

  #cell(column: Column): HTMLElement {
    const cell = document.createElement("span");
    cell.setAttribute("role", "columnheader");
    if (column.cell === undefined) {
      cell.className = `c-${column.id}`;
      cell.append(document.createElement("span"));
    } else {
      cell.className = "c-field";
      const label = document.createElement("button");
      label.className = "bare column-title";
      label.dataset.testid = column.id;
      label.setAttribute("aria-haspopup", "menu");
      label.addEventListener("click", () => this.menu(column, label));
      cell.append(label);
    }
    if (column.width > 0) cell.append(this.#grip(column));
    return cell;
  }

  /** The title becomes a field to type another into. */
  #rename(column: Column): void {
    const cell = this.element.children[this.#columns.indexOf(column)];
    const label = cell?.firstElementChild;
    if (!(label instanceof HTMLElement)) return;
    const input = document.createElement("input");
    input.value = column.title ?? "";
    input.dataset.testid = "column-title";
    input.setAttribute("aria-label", this.models.text.t("column-rename"));
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

  #grip(column: Column): HTMLElement {
    const { preferences } = this.models;
    const bar = document.createElement("span");
    bar.className = "grip";
    bar.dataset.testid = `grip-${column.id}`;
    bar.addEventListener("dblclick", () => forget(preferences, column));
    bar.addEventListener("pointerdown", (event) => {
      const [from, width] = [event.clientX, bar.parentElement?.offsetWidth ?? 0];
      bar.setPointerCapture(event.pointerId);
      const move = (moved: PointerEvent) => resize(preferences, column, width + moved.clientX - from);
      const up = () => {
        bar.removeEventListener("pointermove", move);
        bar.removeEventListener("pointerup", up);
      };
      bar.addEventListener("pointermove", move);
      bar.addEventListener("pointerup", up);
      event.preventDefault();
    });
    return bar;
  }
}
