// The live table. New rows never move the visible ones.

import type { FieldColumn } from "../../host/types";
import type { Models } from "../../model/models";
import { bothTimes } from "../../model/time";
import { setLabel, setTitle } from "../html";
import { command, secondary } from "../panel";
import { cellText } from "./cells";
import { type Column, columnsOf, widths } from "./columns";
import { Content } from "./content";
import { Drag } from "./drag";
import { clamp, drawn, type Geometry, most, ROW_HEIGHT, reveal, rowAt } from "./geometry";
import { Header } from "./header";
import { tableKeys } from "./keys";
import { Pool } from "./pool";
import { rowMenu } from "./row-menu";
import { Scrollbar } from "./scrollbar";

/** Rows shown on both sides of a row shown in context. */
const AROUND = 3;

/** How long the old rows stay drawn while those of another place are loading: drawing empty rows costs a frame. */
const PATIENCE_MS = 80;

export class Table extends HTMLElement {
  geometry: Geometry = { rows: 0, rowHeight: ROW_HEIGHT, view: 0 };
  /** The column chosen with Left and Right; -1 is the whole row. */
  column = -1;
  columns: Column[] = [];
  #fields: FieldColumn[] | null = null;
  #shown = "";
  /** Where a row should be, until it is there or the user scrolls. */
  #target: { position: number; top: number } | null = null;
  /** Width of the box. */
  #width = 0;
  /** Whether the rows' times were written in UTC. */
  #utc = false;
  readonly #content = new Content();
  /** The rows and decoding that the content was measured for. */
  #measured = "";
  readonly #header: Header;
  readonly #body = document.createElement("div");
  readonly #box = document.createElement("div");
  readonly #pool: Pool;
  readonly #scrollbar: Scrollbar;
  readonly #drag: Drag;
  #frame = 0;
  /** Timer that draws empty rows after all. */
  #emptyTimer: ReturnType<typeof setTimeout> | undefined;
  #late = false;
  #stops: (() => void)[] = [];
  readonly #sizes: ResizeObserver;

  constructor(readonly models: Models) {
    super();
    this.#header = new Header(models);
    this.#header.onName = (column, words) => this.#content.title(column, words);
    this.#body.className = "tbody";
    this.#body.setAttribute("role", "rowgroup");
    this.#pool = new Pool(this.#body, models.text);
    const bar = document.createElement("div");
    bar.className = "strip";
    this.#scrollbar = new Scrollbar(bar, (by) => this.#moved(by));
    this.#drag = new Drag({
      box: () => ({ top: this.#box.getBoundingClientRect().top, view: this.geometry.view }),
      over: (y) => this.#select(y),
      scroll: (by) => {
        this.#target = null;
        this.#scrollbar.px = clamp(this.#scrollbar.px + by, this.geometry);
        this.redraw();
      },
    });
    const box = this.#box;
    box.className = "tbox";
    box.append(this.#body);
    this.append(this.#header.element, box, this.#scrollbar.element);
    box.addEventListener("scroll", () => {
      this.#header.element.scrollLeft = box.scrollLeft;
    });
    this.setAttribute("role", "grid");
    this.setAttribute("aria-multiselectable", "true");
    this.tabIndex = 0;
    this.dataset.testid = "table";
    models.finding.onShow = (index) => this.show(index);
    models.anchor.table = {
      heightOf: (position) => {
        const height = position * ROW_HEIGHT - this.#scrollbar.px;
        return height > -ROW_HEIGHT && height < this.geometry.view ? height : null;
      },
      place: (position, height) => this.#putAt(position, height),
    };
    this.#scrollbar.wheelOver(box);
    this.#listen(box);
    this.#sizes = new ResizeObserver(() => {
      this.geometry = { ...this.geometry, view: box.clientHeight };
      // As tall as the visible rows, so that both end at the same offset.
      bar.style.marginBottom = `${box.offsetHeight - box.clientHeight}px`;
      this.#width = box.clientWidth;
      this.#draw();
    });
  }

  connectedCallback(): void {
    const { rows, selection, preferences, text } = this.models;
    this.#scrollbar.resume();
    this.#sizes.observe(this.#box);
    this.#stops = [rows, selection, preferences].map((store) => store.subscribe(() => this.redraw()));
    this.#stops.push(text.subscribe(() => this.#announce()));
    // Changes while detached were not drawn.
    this.#announce();
  }

  disconnectedCallback(): void {
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#emptyTimer);
    this.#emptyTimer = undefined;
    this.#frame = 0;
    for (const stop of this.#stops) stop();
  }

  /** Decoded columns that no layout has and no visible row fills. */
  #unknownColumns(first: number, count: number): Set<number> {
    const { rows, columns } = this.models;
    const gone = new Set(count > 0 ? columns.unknown : []);
    for (let i = first; i < first + count && gone.size > 0; i++) {
      for (const cell of gone) if (rows.get(i)?.cells[cell]) gone.delete(cell);
    }
    return gone;
  }

  #announce() {
    this.#measured = "";
    this.#pool.forget();
    this.redraw();
  }

  redraw(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Where a key starts from: the active row, or, while following, the last drawn row. */
  get from(): number {
    const { rows, selection } = this.models;
    return rows.following || selection.active < 0 ? this.geometry.rows - 1 : selection.active;
  }

  /** Scrolls until the row is fully visible. Following ends first, else it would undo the move. */
  show(row: number): void {
    this.#target = null;
    this.models.rows.follow(false);
    this.#scrollbar.px = reveal(row, this.#scrollbar.px, this.geometry);
    this.redraw();
  }

  /**
   * Scrolls until the row is this far from the top and fully visible; centred if it was not visible. In the unfiltered
   * view some rows are kept visible on both sides.
   */
  #putAt(position: number, height: number | null) {
    const { view } = this.geometry;
    const around = this.models.rows.filter === null ? Math.min(AROUND * ROW_HEIGHT, (view - ROW_HEIGHT) / 2) : 0;
    const wanted = height ?? (view - ROW_HEIGHT) / 2;
    this.#target = { position, top: Math.min(Math.max(wanted, around), view - ROW_HEIGHT - around) };
    this.redraw();
  }

  /**
   * Moves as far as rows are loaded: a filter's rows arrive in slices, and the position is final once enough are below
   * it.
   */
  #moveToTarget() {
    const { rows } = this.models;
    if (!this.#target || rows.following) return;
    const { position, top } = this.#target;
    const px = position * ROW_HEIGHT - top;
    this.#scrollbar.px = reveal(position, clamp(px, this.geometry), this.geometry);
    if (px <= most(this.geometry) || !rows.filter || rows.filter.done) this.#target = null;
  }

  /** Drawn width: some columns shrink in a narrow table. */
  widthOf(column: number): number {
    return (this.#header.element.children[column] as HTMLElement | undefined)?.offsetWidth ?? 0;
  }

  #moved(by: number) {
    this.#target = null;
    const end = this.#scrollbar.px >= most(this.geometry) - 0.5;
    this.models.rows.follow(by > 0 && end);
    this.redraw();
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { rows, selection, preferences, text } = this.models;
    this.#layOut();
    this.geometry = { ...this.geometry, rows: rows.total };
    this.#moveToTarget();
    const px = rows.following ? most(this.geometry) : clamp(this.#scrollbar.px, this.geometry);
    this.#scrollbar.set(this.geometry, px);
    const { first, count, shift } = drawn(px, this.geometry);
    rows.setVisible(first, Math.max(count, Math.ceil(this.geometry.view / ROW_HEIGHT) + 1), first + count);
    if (this.#isLoading(first, count)) return;
    this.#header.mark(this.#unknownColumns(first, count));
    this.#pool.draw(
      first,
      count,
      (index) => rows.get(index),
      (index) => selection.has(index),
    );
    this.#body.style.transform = `translateY(${-shift}px)`;
    this.#measure(first, count);
    this.#place(widths(this.columns, preferences, this.#content.widths, this.#width));
    this.setAttribute("aria-rowcount", String(rows.total + 1));
    const name = text.t("table");
    setLabel(this, name);
    this.#mark(selection.active);
  }

  /** Measures the rows' content. */
  #measure(first: number, count: number) {
    const { connection, rows, table, text } = this.models;
    const measured = [connection.id, rows.decoding, table.time, text.utc, this.#shown].join(" ");
    if (measured !== this.#measured) {
      this.#measured = measured;
      this.#content.forget();
      this.#header.name();
    }
    for (let i = first; i < first + count; i++) {
      const row = rows.get(i);
      if (row) this.#content.measure(i % count, row, this.columns, (column) => cellText(column, row, text, table.time));
    }
  }

  /** Rebuilds the columns if they changed. */
  #layOut() {
    const { rows, table, text } = this.models;
    if (table.time !== this.#pool.time || text.utc !== this.#utc) {
      this.#pool.time = table.time;
      this.#utc = text.utc;
      this.#pool.forget();
      this.#header.name();
    }
    const [fields, shown] = [rows.columns, table.shown];
    if (fields === this.#fields && shown.join() === this.#shown) return;
    this.#fields = fields;
    this.#shown = shown.join();
    this.columns = columnsOf(shown, fields, this.models.profiles.current?.profile.layouts);
    this.column = -1;
    this.#header.columns = this.columns;
    this.#pool.columns = this.columns;
    this.setAttribute("aria-colcount", String(this.columns.length));
  }

  /** Whether visible rows are still loading and not late yet. */
  #isLoading(first: number, count: number) {
    const { rows } = this.models;
    let missing = false;
    for (let i = first; i < first + count && !missing; i++) missing = rows.get(i) === undefined;
    if (!missing || this.#late) {
      clearTimeout(this.#emptyTimer);
      this.#emptyTimer = undefined;
      this.#late = missing && this.#late;
      return false;
    }
    this.#emptyTimer ??= setTimeout(() => {
      this.#late = true;
      this.redraw();
    }, PATIENCE_MS);
    return true;
  }

  /** Writes widths only if they changed: each write restyles all cells. */
  #place(widths: number[]) {
    if (!this.#pool.place(widths)) return;
    this.#header.place(widths);
    this.#body.style.minWidth = `${widths.reduce((sum, width) => sum + width, 0)}px`;
  }

  #mark(active: number) {
    const node = this.#pool.find(active, this.column);
    for (const old of this.#body.querySelectorAll(".cursor")) if (old !== node) old.classList.remove("cursor");
    node?.classList.add("cursor");
    if (node) this.setAttribute("aria-activedescendant", node.id);
    else this.removeAttribute("aria-activedescendant");
  }

  #listen(box: HTMLElement) {
    const { rows, selection } = this.models;
    this.addEventListener("keydown", (event) => tableKeys(event, this));
    box.addEventListener("pointerdown", (event) => {
      const row = this.#rowOf(event);
      // Following would move the pressed row away.
      rows.follow(false);
      this.focus({ preventScroll: true });
      if (row < 0) return;
      this.column = -1;
      if (secondary(event)) {
        if (!selection.has(row)) selection.only(row);
        return;
      }
      if (event.button !== 0) return;
      if (event.shiftKey) selection.to(row);
      else if (command(event)) selection.toggle(row);
      else selection.only(row);
      this.#drag.begin();
    });
    box.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      if (selection.active < 0) return;
      const cells = [...((event.target as Element).closest(".tr")?.children ?? [])];
      const column = cells.findIndex((cell) => cell.contains(event.target as Node));
      rowMenu(this.models, event, this.columns[column]);
    });
    box.addEventListener("mouseover", (event) => this.#hover(event.target as HTMLElement));
  }

  /** Extends the dragged selection to the row at this height, or to the last. */
  #select(y: number) {
    const { selection } = this.models;
    const at = rowAt(y, this.#scrollbar.px, this.geometry);
    const row = at < 0 ? this.geometry.rows - 1 : at;
    if (row >= 0 && row !== selection.active) selection.to(row);
  }

  #rowOf(event: MouseEvent) {
    return rowAt(event.clientY - this.#box.getBoundingClientRect().top, this.#scrollbar.px, this.geometry);
  }

  /** The menu key opens the menu at the active row. */
  menu(): void {
    const at = this.#pool.find(this.models.selection.active, this.column)?.getBoundingClientRect();
    const left = this.column < 0 ? 90 : 0;
    if (at) rowMenu(this.models, { x: at.left + left, y: at.bottom }, this.columns[this.column]);
  }

  /** A field's full value if the cell truncates it. */
  #fieldTitle(cell: HTMLElement) {
    const row = this.models.rows.get(Number(cell.parentElement?.dataset.index));
    const column = this.columns[[...(cell.parentElement?.children ?? [])].indexOf(cell)];
    return row?.cells[column?.cell ?? -1] ?? cell.textContent ?? "";
  }

  #hover(target: HTMLElement) {
    if (target.classList.contains("c-field") && !target.title) setTitle(target, this.#fieldTitle(target));
    if (target.classList.contains("c-direction") && !target.title) setTitle(target, target.ariaLabel ?? "");
    if (target.classList.contains("c-note") && !target.title) setTitle(target, target.textContent ?? "");
    if (target.classList.contains("mark") && !target.title) setTitle(target, target.textContent ?? "");
    if (!target.classList.contains("c-time") || target.title) return;
    const index = Number(target.parentElement?.dataset.index);
    const row = this.models.rows.get(index);
    if (row) setTitle(target, bothTimes(row.ns, this.models.text.utc));
  }
}

customElements.define("wl-table", Table);
