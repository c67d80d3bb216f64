// A scrolled box that draws only its visible lines.

import { drawn, type Geometry, page, reveal } from "../table/geometry";
import { Scrollbar } from "../table/scrollbar";

export class VisibleLines<L extends { element: HTMLElement }> {
  readonly box = document.createElement("div");
  readonly body = document.createElement("div");
  readonly scrollbar: Scrollbar;
  lines: L[] = [];
  #geometry: Geometry;
  readonly #observer: ResizeObserver;

  constructor(
    /** Prefix of the class names. */
    name: string,
    rowHeight: number,
    private readonly create: (index: number) => L,
    private readonly draw: () => void,
    resized = draw,
  ) {
    this.#geometry = { rows: 0, rowHeight, view: 0 };
    this.box.className = `${name}box`;
    this.box.tabIndex = 0;
    this.body.className = `${name}rows`;
    this.box.append(this.body);
    const bar = document.createElement("div");
    bar.className = "strip";
    this.scrollbar = new Scrollbar(bar, draw);
    this.scrollbar.wheelOver(this.box);
    this.#observer = new ResizeObserver(() => {
      this.measure();
      resized();
    });
  }

  /** Lines per page. */
  get page(): number {
    return page(this.#geometry);
  }

  measure(): void {
    this.#geometry = { ...this.#geometry, view: this.box.clientHeight };
  }

  observe(): void {
    this.#observer.observe(this.box);
  }

  disconnect(): void {
    this.#observer.disconnect();
  }

  /** Fits the lines to this number of rows; returns the first visible row. */
  fit(rows: number): number {
    this.#geometry = { ...this.#geometry, rows };
    this.scrollbar.set(this.#geometry, this.scrollbar.px);
    const { first, count, shift } = drawn(this.scrollbar.px, this.#geometry);
    this.body.style.transform = `translateY(${-shift}px)`;
    while (this.lines.length > count) this.lines.pop()?.element.remove();
    while (this.lines.length < count) {
      const line = this.create(this.lines.length);
      this.lines.push(line);
      this.body.append(line.element);
    }
    return first;
  }

  /** Drops the lines, to draw others. */
  clear(): void {
    this.lines = [];
    this.body.replaceChildren();
  }

  reveal(row: number): void {
    this.scrollbar.px = reveal(row, this.scrollbar.px, this.#geometry);
    this.draw();
  }
}
