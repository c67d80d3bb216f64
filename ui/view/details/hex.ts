// A payload in hex: sixteen bytes a row, only the rows in view; the leading int32 in its colour, and decoded.

import { ascii, hexByte } from "../../model/bytes";
import type { Models } from "../../model/models";
import { PAGE } from "../../model/payload";
import { drawn, type Geometry, page } from "../table/geometry";
import { Strip } from "../table/strip";

const WIDE = 16;
const ROW_HEIGHT = 20;

export class HexView extends HTMLElement {
  readonly #note = document.createElement("p");
  readonly #box = document.createElement("div");
  readonly #body = document.createElement("div");
  readonly #strip: Strip;
  #geometry: Geometry = { rows: 0, rowHeight: ROW_HEIGHT, view: 0 };
  #row = -1;
  #stop: (() => void) | null = null;
  #observer: ResizeObserver | null = null;

  constructor(private readonly models: Models) {
    super();
    this.#note.className = "int32";
    this.#box.className = "hexbox";
    this.#body.className = "hexrows";
    this.#box.append(this.#body);
    const bar = document.createElement("div");
    bar.className = "strip";
    this.#strip = new Strip(bar, () => this.#draw());
    this.#strip.wheelOver(this.#box);
    this.#box.tabIndex = 0;
    this.#box.addEventListener("keydown", (event) => this.#key(event));
  }

  connectedCallback(): void {
    this.dataset.testid = "hex";
    this.append(this.#note, this.#box, this.#strip.element);
    this.#stop = this.models.payload.subscribe(() => this.#draw());
    this.#observer = new ResizeObserver(() => {
      this.#geometry = { ...this.#geometry, view: this.#box.clientHeight };
      this.#draw();
    });
    this.#observer.observe(this.#box);
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#observer?.disconnect();
  }

  #draw(): void {
    const { payload, text } = this.models;
    const { row } = payload;
    if (!row) return;
    if (row.row !== this.#row) {
      this.#row = row.row;
      this.#strip.px = 0;
    }
    this.#geometry = { ...this.#geometry, rows: Math.ceil(row.size / WIDE) };
    this.#strip.set(this.#geometry, this.#strip.px);
    const { first, count, shift } = drawn(this.#strip.px, this.#geometry);
    this.#box.setAttribute("aria-label", text.t("hex-label", { size: row.size }));
    this.#body.style.transform = `translateY(${-shift}px)`;
    this.#body.replaceChildren(
      ...Array.from({ length: count }, (_, i) => this.#line(first + i, row.size, row.code !== null)),
    );
    const code = row.code === null ? "" : `int32 ${row.code}${row.codeName ? ` · ${row.codeName}` : ""}`;
    this.#note.replaceChildren(...(code ? [span("field1", code)] : []));
    this.#note.hidden = code === "";
  }

  #line(number: number, size: number, coded: boolean): HTMLElement {
    const offset = number * WIDE;
    const line = document.createElement("div");
    line.className = "hexline";
    const bytes = this.models.payload.page(Math.floor(offset / PAGE));
    const from = offset % PAGE;
    const cells = bytes ? bytes.subarray(from, from + Math.min(WIDE, size - offset)) : null;
    line.append(span("offset", offset.toString(16).padStart(size > 0xffff ? 8 : 4, "0")));
    if (!cells) {
      line.append(span("offset", "…"));
      return line;
    }
    const code = coded && number === 0 ? 4 : 0;
    line.append(...runs(cells, code, (part) => Array.from(part, hexByte)), gutter(cells, code));
    return line;
  }

  #key(event: KeyboardEvent): void {
    const step = page(this.#geometry) * ROW_HEIGHT;
    const by: Record<string, number> = {
      ArrowDown: ROW_HEIGHT,
      ArrowUp: -ROW_HEIGHT,
      PageDown: step,
      PageUp: -step,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    };
    const move = by[event.key];
    if (move === undefined) return;
    event.preventDefault();
    this.#strip.px = Math.min(Math.max(this.#strip.px + move, 0), Number.MAX_SAFE_INTEGER);
    this.#draw();
  }
}

/** Two columns of eight, the code's bytes in its colour. */
function runs(cells: Uint8Array, code: number, write: (part: Uint8Array) => string[]): HTMLElement[] {
  const words = [...write(cells), ...Array.from({ length: WIDE - cells.length }, () => "  ")];
  const group = document.createElement("span");
  group.className = "bytes";
  if (code > 0) group.append(span("field1", words.slice(0, code).join(" ")), " ");
  group.append(`${words.slice(code, 8).join(" ")}  ${words.slice(8).join(" ")}`);
  return [group];
}

function gutter(cells: Uint8Array, code: number): HTMLElement {
  const text = Array.from(cells, ascii).join("");
  const group = document.createElement("span");
  group.className = "ascii";
  if (code > 0) group.append(span("field1", text.slice(0, code)));
  group.append(text.slice(code));
  return group;
}

function span(className: string, text: string): HTMLElement {
  const node = document.createElement("span");
  node.className = className;
  node.textContent = text;
  return node;
}

customElements.define("wl-hex", HexView);
