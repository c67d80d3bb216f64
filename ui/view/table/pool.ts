// The row nodes. There are as many as fit; a scroll moves nodes from one end to the other, so that their order in the
// document is the order seen, and only what changed is written.

import type { RowDto } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { TimeForm } from "../../model/table";
import type { Text } from "../../model/text";
import { codeText } from "../code";
import { latencyText, timeText } from "../latency";
import { misfit } from "../misfit";
import type { Column } from "./columns";

interface Line {
  node: HTMLElement;
  cells: HTMLElement[];
  /** Those that are no decoded fields, by their column. */
  own: Map<string, HTMLElement>;
  badge: HTMLElement;
  /** What of the preview is ours: where the message stops fitting. */
  mark: HTMLElement;
  words: HTMLElement;
  index: number;
  row: RowDto | null | undefined;
}

export class Pool {
  #lines: Line[] = [];
  #next = 0;
  #columns: Column[] = [];
  /** What the times count from. */
  time: TimeForm = "absolute";

  constructor(
    private readonly body: HTMLElement,
    private readonly text: Text,
  ) {}

  /** Other columns: every row is made anew. */
  set columns(columns: Column[]) {
    if (columns === this.#columns) return;
    this.#columns = columns;
    this.#fit(0);
  }

  /** Draws rows `first` and on; `marked` says which are selected. */
  draw(
    first: number,
    count: number,
    get: (index: number) => RowDto | undefined,
    marked: (index: number) => boolean,
  ): void {
    this.#fit(count);
    this.#rotate(first);
    this.#lines.forEach((line, i) => {
      const index = first + i;
      const row = get(index) ?? null;
      if (line.index !== index) {
        line.index = index;
        line.node.setAttribute("aria-rowindex", String(index + 2));
        line.node.dataset.index = String(index);
      }
      if (line.row !== row) this.#fill(line, row);
      const selected = marked(index);
      if (line.node.classList.contains("on") !== selected) {
        line.node.classList.toggle("on", selected);
        line.node.setAttribute("aria-selected", String(selected));
      }
    });
  }

  /** Everything is written anew, as after a change of language. */
  forget(): void {
    for (const line of this.#lines) line.row = undefined;
  }

  /** The node of a row, and its cell in a column, if it is drawn. */
  find(index: number, column = -1): HTMLElement | null {
    const line = this.#lines.find((one) => one.index === index);
    return line ? (line.cells[column] ?? line.node) : null;
  }

  #fit(count: number): void {
    while (this.#lines.length > count) this.#lines.pop()?.node.remove();
    while (this.#lines.length < count) {
      const line = make(this.#next++, this.#columns);
      this.#lines.push(line);
      this.body.append(line.node);
    }
  }

  #rotate(first: number): void {
    const by = first - (this.#lines[0]?.index ?? first);
    if (by === 0 || Math.abs(by) >= this.#lines.length) return;
    if (by > 0) {
      const gone = this.#lines.splice(0, by);
      this.#lines.push(...gone);
      this.body.append(...gone.map((line) => line.node));
    } else {
      const gone = this.#lines.splice(by);
      this.#lines.unshift(...gone);
      this.body.prepend(...gone.map((line) => line.node));
    }
  }

  #fill(line: Line, row: RowDto | null): void {
    line.row = row;
    const { node, badge, mark, words, own } = line;
    node.className = line.node.classList.contains("on") ? "tr on" : "tr";
    badge.className = "";
    if (!row) {
      delete node.dataset.row;
      for (const [id, cell] of own) if (id !== "code" && id !== "preview") cell.textContent = "";
      badge.textContent = "";
      mark.textContent = "";
      this.#fields(line, null);
      words.textContent = "…";
      return;
    }
    const { text } = this;
    node.dataset.row = String(row.row);
    node.classList.add(row.direction);
    if (row.highlight) node.classList.add(`mark-${row.highlight}`);
    if (row.kind === "marker" || row.kind === "raw") node.classList.add(row.kind);
    node.classList.toggle("pinned", row.extra.pinned);
    for (const [id, cell] of own) this.#own(id, cell, row);
    const code = codeText(row, text);
    badge.textContent = code;
    if (code) badge.className = row.short ? "hint" : `code ${row.tone}`;
    this.#fields(line, row);
    mark.textContent = row.stop ? misfit(row.stop, text) : "";
    if (row.stop) node.classList.add("misfit");
    words.textContent = neutral(row.preview);
  }

  #own(id: string, cell: HTMLElement, row: RowDto): void {
    const { text } = this;
    switch (id) {
      case "row":
        cell.textContent = text.number(row.row);
        break;
      case "time":
        cell.textContent = timeText(row, this.time);
        cell.removeAttribute("title");
        break;
      case "direction":
        cell.textContent = row.kind === "marker" ? "•" : row.direction === "sent" ? "↑" : "↓";
        cell.setAttribute("aria-label", text.t(row.direction === "sent" ? "sent" : "received"));
        break;
      case "kind":
        cell.textContent = text.t(`kind-${row.kind}`);
        break;
      case "size":
        cell.textContent = text.number(row.size);
        break;
      case "wire":
        cell.textContent = row.wire === null ? "" : text.number(row.wire);
        break;
      case "latency":
        cell.textContent = latencyText(row, text);
        cell.classList.toggle("late", row.extra.latency?.kind === "unanswered");
        break;
      case "note":
        cell.textContent = neutral(row.extra.note);
        cell.removeAttribute("title");
        break;
    }
  }

  #fields(line: Line, row: RowDto | null): void {
    for (const [index, { cell }] of this.#columns.entries()) {
      const node = line.cells[index];
      if (cell === undefined || !node) continue;
      const words = row?.cells[cell] ?? "";
      node.textContent = neutral(words);
      node.classList.toggle("num", NUMBER.test(words));
      node.removeAttribute("title");
    }
  }
}

/** What stands right, digit under digit. */
const NUMBER = /^-?(0x[\da-f]+|0b[01]+|\d+(\.\d+)?(e[+-]?\d+)?|inf|nan)$/i;

function make(id: number, columns: Column[]): Line {
  const node = document.createElement("div");
  node.className = "tr";
  node.id = `r${id}`;
  node.setAttribute("role", "row");
  node.setAttribute("aria-selected", "false");
  const cells = columns.map((column, i) => {
    const cell = document.createElement("span");
    cell.className = column.cell === undefined ? `c-${column.id}` : "c-field";
    cell.id = `r${id}c${i}`;
    cell.setAttribute("role", "gridcell");
    return cell;
  });
  const badge = document.createElement("span");
  const own = new Map<string, HTMLElement>();
  columns.forEach((column, i) => {
    const cell = cells[i];
    if (column.cell === undefined && cell) own.set(column.id, cell);
  });
  own.get("code")?.append(badge);
  const [mark, words] = [document.createElement("span"), document.createElement("span")];
  mark.className = "mark";
  own.get("preview")?.append(mark, words);
  node.append(...cells);
  return { node, cells, own, badge, mark, words, index: -1, row: undefined };
}
