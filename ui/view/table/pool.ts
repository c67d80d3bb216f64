// Pool of row nodes, as many as fit. Scrolling moves nodes from one end to the other so that document order stays
// visual order, and only changes are written.

import type { RowDto } from "../../host/types";
import type { TimeForm } from "../../model/table-columns";
import type { Text } from "../../model/text";
import { codeText } from "../code";
import { stopText } from "../decode-stop";
import { cellFaultText, faultsText } from "../fault-text";
import { setLabel, setText, setTitle } from "../html";
import { previewText } from "../joined-text";
import { cellText } from "./cells";
import { type Column, classOfColumn } from "./columns";
import { characterOf, cut } from "./cut";

interface PooledRow {
  node: HTMLElement;
  cells: HTMLElement[];
  /** Cells other than decoded fields, by column. */
  own: Map<string, HTMLElement>;
  badge: HTMLElement;
  /** The part of the preview that marks where the message stops fitting. */
  mark: HTMLElement;
  words: HTMLElement;
  index: number;
  row: RowDto | null | undefined;
}

export class Pool {
  #lines: PooledRow[] = [];
  #next = 0;
  #columns: Column[] = [];
  #widths: number[] = [];
  /** Width available for the preview's text, and its character width. */
  #previewWidth = 0;
  #character = 0;
  /** What the times count from. */
  time: TimeForm = "absolute";

  constructor(
    private readonly body: HTMLElement,
    private readonly text: Text,
  ) {}

  /** Replaces the columns: every row is rebuilt. */
  set columns(columns: Column[]) {
    if (columns === this.#columns) return;
    this.#columns = columns;
    this.#widths = [];
    this.#fit(0);
  }

  /** Sets the column widths; returns whether they changed. */
  place(widths: number[]): boolean {
    if (widths.length === this.#widths.length && widths.every((width, i) => width === this.#widths[i])) return false;
    this.#widths = widths;
    this.#previewWidth = (widths[this.#columns.findIndex((column) => column.id === "preview")] ?? 0) - PADDING;
    const [first] = this.#lines;
    if (first) this.#character = characterOf(first.words);
    for (const line of this.#lines) {
      put(line, widths);
      if (line.row) this.#preview(line, line.row);
    }
    return true;
  }

  /** Draws rows from `first` on; `marked` tells which are selected. */
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

  /** Rewrites everything, as after a change of language. */
  forget(): void {
    for (const line of this.#lines) line.row = undefined;
  }

  /** The node of a drawn row, or its cell in a column. */
  find(index: number, column = -1): HTMLElement | null {
    const line = this.#lines.find((one) => one.index === index);
    return line ? (line.cells[column] ?? line.node) : null;
  }

  #fit(count: number) {
    while (this.#lines.length > count) this.#lines.pop()?.node.remove();
    while (this.#lines.length < count) {
      const line = make(this.#next++, this.#columns);
      put(line, this.#widths);
      this.#lines.push(line);
      this.body.append(line.node);
    }
  }

  #rotate(first: number) {
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

  /** Writes only changes: most of a stream's messages are alike, and each write costs a layout. */
  #fill(line: PooledRow, row: RowDto | null) {
    line.row = row;
    const { node, badge, mark, words, own, cells } = line;
    const on = node.classList.contains("on");
    setClass(node, row ? classOf(row, on) : on ? "tr on" : "tr");
    for (const [index, column] of this.#columns.entries()) {
      const field = cells[index];
      if (column.cell === undefined || !field) continue;
      this.#field(field, row ? cellText(column, row, this.text, this.time) : "");
      this.#fault(field, row, column.cell);
    }
    if (!row) {
      delete node.dataset.row;
      delete node.dataset.kind;
      for (const [id, cell] of own) if (id !== "code" && id !== "preview") setText(cell, "");
      setText(badge, "");
      setClass(badge, "");
      setText(mark, "");
      setText(words, "…");
      return;
    }
    const { text } = this;
    node.dataset.row = String(row.row);
    node.dataset.kind = row.kind;
    for (const [index, column] of this.#columns.entries()) {
      const cell = cells[index];
      if (cell && column.cell === undefined) this.#own(column, cell, row);
    }
    const code = codeText(row, text);
    setText(badge, code);
    setClass(badge, code === "" ? "" : row.short ? "hint" : `code ${row.tone}`);
    setText(mark, row.stop ? stopText(row.stop, text) : "");
    clearTitle(mark);
    this.#preview(line, row);
  }

  /** A mark takes some of the room, and the CSS ellipsis is used. */
  #preview({ words }: PooledRow, row: RowDto) {
    const said = previewText(row, this.text);
    setText(words, row.stop ? said : cut(said, this.#previewWidth, this.#character));
  }

  #own(column: Column, cell: HTMLElement, row: RowDto) {
    const { text } = this;
    const { id } = column;
    if (id === "code" || id === "preview") return;
    if (id === "direction") {
      // CSS draws the kind beside the arrow from the row's attribute.
      const way = `${text.t(row.direction === "sent" ? "sent" : "received")}, ${text.t(`kind-${row.kind}`)}`;
      setText(cell, row.kind === "marker" ? "•" : row.direction === "sent" ? "↑" : "↓");
      setLabel(cell, way);
    } else setText(cell, cellText(column, row, text, this.time));
    if (id === "faults" && row.extra.faults) {
      setTitle(cell, faultsText(row, text));
      return;
    }
    if (id === "latency") cell.classList.toggle("late", row.extra.latency?.kind === "unanswered");
    clearTitle(cell);
  }

  /** Marks the cell of a field that is wrong, and says why. */
  #fault(node: HTMLElement, row: RowDto | null, cell: number) {
    const faults = row?.extra.faults;
    const wrong = faults?.cells.filter((one) => one.cell === cell) ?? [];
    node.classList.toggle("wrong", wrong.length > 0);
    if (!faults || wrong.length === 0) return;
    setTitle(node, wrong.map((one) => cellFaultText(one, faults, this.text)).join("\n"));
  }

  #field(node: HTMLElement, words: string) {
    setText(node, words);
    node.classList.toggle("num", NUMBER.test(words));
    clearTitle(node);
  }
}

/** Horizontal padding of a cell (`table.css`). */
const PADDING = 16;

function setClass(node: HTMLElement, name: string) {
  if (node.className !== name) node.className = name;
}

/** Removes the tooltip of the row that the cell showed before. */
function clearTitle(cell: HTMLElement) {
  if (cell.title !== "") cell.removeAttribute("title");
}

function classOf(row: RowDto, on: boolean) {
  const names = ["tr", row.direction];
  if (on) names.push("on");
  if (row.highlight) names.push(`mark-${row.highlight}`);
  if (row.kind === "marker" || row.kind === "raw") names.push(row.kind);
  if (row.extra.pinned) names.push("pinned");
  if (row.stop) names.push("misfit");
  if (row.extra.faults) names.push("faulty");
  return names.join(" ");
}

/** Values that are right-aligned. */
const NUMBER = /^-?(0x[\da-f]+|0b[01]+|\d+(\.\d+)?(e[+-]?\d+)?|inf|nan)$/i;

/**
 * Cells are positioned absolutely instead of by a grid, so that new text lays out only its own cell: this halves the
 * work of a refresh.
 */
function put(line: PooledRow, widths: number[]) {
  let left = 0;
  line.cells.forEach((cell, i) => {
    const width = widths[i] ?? 0;
    cell.style.left = `${left}px`;
    cell.style.width = `${width}px`;
    left += width;
  });
}

function make(id: number, columns: Column[]): PooledRow {
  const node = document.createElement("div");
  node.className = "tr";
  node.id = `r${id}`;
  node.setAttribute("role", "row");
  node.setAttribute("aria-selected", "false");
  const cells = columns.map((column, i) => {
    const cell = document.createElement("span");
    cell.className = classOfColumn(column);
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
