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
  #widths: number[] = [];
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
    this.#widths = [];
    this.#fit(0);
  }

  /** So wide are the columns; whether they were otherwise before. */
  place(widths: number[]): boolean {
    if (widths.length === this.#widths.length && widths.every((width, i) => width === this.#widths[i])) return false;
    this.#widths = widths;
    for (const line of this.#lines) put(line, widths);
    return true;
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
      put(line, this.#widths);
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

  /** Only what is another than before: most of a stream's messages are alike, and each write costs a layout. */
  #fill(line: Line, row: RowDto | null): void {
    line.row = row;
    const { node, badge, mark, words, own, cells } = line;
    const on = node.classList.contains("on");
    setClass(node, row ? classOf(row, on) : on ? "tr on" : "tr");
    for (const [index, { cell }] of this.#columns.entries()) {
      const field = cells[index];
      if (cell !== undefined && field) this.#field(field, row?.cells[cell] ?? "");
    }
    if (!row) {
      delete node.dataset.row;
      for (const [id, cell] of own) if (id !== "code" && id !== "preview") write(cell, "");
      write(badge, "");
      setClass(badge, "");
      write(mark, "");
      write(words, "…");
      return;
    }
    const { text } = this;
    node.dataset.row = String(row.row);
    for (const [id, cell] of own) this.#own(id, cell, row);
    const code = codeText(row, text);
    write(badge, code);
    setClass(badge, code === "" ? "" : row.short ? "hint" : `code ${row.tone}`);
    write(mark, row.stop ? misfit(row.stop, text) : "");
    untitle(mark);
    write(words, neutral(row.preview));
  }

  #own(id: string, cell: HTMLElement, row: RowDto): void {
    const { text } = this;
    switch (id) {
      case "row":
        write(cell, text.number(row.row));
        break;
      case "time":
        write(cell, timeText(row, this.time));
        untitle(cell);
        break;
      case "direction": {
        const way = text.t(row.direction === "sent" ? "sent" : "received");
        write(cell, row.kind === "marker" ? "•" : row.direction === "sent" ? "↑" : "↓");
        if (cell.getAttribute("aria-label") !== way) cell.setAttribute("aria-label", way);
        break;
      }
      case "kind":
        write(cell, text.t(`kind-${row.kind}`));
        break;
      case "size":
        write(cell, text.number(row.size));
        break;
      case "wire":
        write(cell, row.wire === null ? "" : text.number(row.wire));
        break;
      case "latency":
        write(cell, latencyText(row, text));
        cell.classList.toggle("late", row.extra.latency?.kind === "unanswered");
        break;
      case "note":
        write(cell, neutral(row.extra.note));
        untitle(cell);
        break;
    }
  }

  #field(node: HTMLElement, words: string): void {
    write(node, neutral(words));
    node.classList.toggle("num", NUMBER.test(words));
    untitle(node);
  }
}

function write(node: HTMLElement, words: string): void {
  const first = node.firstChild;
  if (first instanceof CharacterData && words !== "") {
    if (first.data !== words) first.data = words;
  } else if (first || words !== "") node.textContent = words;
}

function setClass(node: HTMLElement, name: string): void {
  if (node.className !== name) node.className = name;
}

/** What the pointer was told of the cell is of another row. */
function untitle(cell: HTMLElement): void {
  if (cell.title !== "") cell.removeAttribute("title");
}

function classOf(row: RowDto, on: boolean): string {
  const names = ["tr", row.direction];
  if (on) names.push("on");
  if (row.highlight) names.push(`mark-${row.highlight}`);
  if (row.kind === "marker" || row.kind === "raw") names.push(row.kind);
  if (row.extra.pinned) names.push("pinned");
  if (row.stop) names.push("misfit");
  return names.join(" ");
}

/** What stands right, digit under digit. */
const NUMBER = /^-?(0x[\da-f]+|0b[01]+|\d+(\.\d+)?(e[+-]?\d+)?|inf|nan)$/i;

/**
 * Cells have fixed places instead of a grid's, and so a new text in one lays out nothing but that cell: the page's work
 * for a refresh is half of what it is with a grid.
 */
function put(line: Line, widths: number[]): void {
  let left = 0;
  line.cells.forEach((cell, i) => {
    const width = widths[i] ?? 0;
    cell.style.left = `${left}px`;
    cell.style.width = `${width}px`;
    left += width;
  });
}

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
