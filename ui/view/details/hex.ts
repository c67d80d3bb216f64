// The hex view: as many bytes per row as fit, only visible rows, each byte in its field's colour.

import { ascii, hexByte } from "../../model/bytes";
import { colourAt } from "../../model/field-tree";
import type { Models } from "../../model/models";
import { PAGE } from "../../model/payload";
import { setLabel, setText } from "../html";
import { openMenu } from "../menu";
import { command, keys } from "../panel";
import { drawn, type Geometry, page, reveal } from "../table/geometry";
import { Scrollbar } from "../table/scrollbar";
import { HexLine } from "./hex-line";

const ROW_HEIGHT = 20;
/** Width of a digit, and of everything around the bytes: offset, gaps, padding. */
const DIGIT = 7.3;
const AROUND = 100;
/** Each byte takes two digits and a space, and one character. */
const PER_BYTE = 4;

export class HexView extends HTMLElement {
  readonly #box = document.createElement("div");
  readonly #body = document.createElement("div");
  readonly #where = document.createElement("p");
  readonly #said = document.createElement("span");
  readonly #scrollbar: Scrollbar;
  #lines: HexLine[] = [];
  #geometry: Geometry = { rows: 0, rowHeight: ROW_HEIGHT, view: 0 };
  #wide = 16;
  #row = -1;
  #stops: (() => void)[] = [];
  #observer: ResizeObserver | null = null;

  constructor(private readonly models: Models) {
    super();
    this.#box.className = "hexbox";
    this.#body.className = "hexrows";
    this.#where.className = "where";
    this.#where.id = "hex-where";
    this.#said.className = "hidden";
    this.#said.setAttribute("role", "status");
    this.#box.append(this.#body);
    const bar = document.createElement("div");
    bar.className = "strip";
    this.#scrollbar = new Scrollbar(bar, () => this.#draw());
    this.#scrollbar.wheelOver(this.#box);
    this.#box.tabIndex = 0;
    this.#box.dataset.testid = "hex-bytes";
    this.#box.setAttribute("role", "application");
    this.#box.setAttribute("aria-describedby", "hex-where");
    this.#listen();
  }

  connectedCallback(): void {
    const { payload, inspection, text } = this.models;
    this.dataset.testid = "hex";
    this.append(this.#box, this.#scrollbar.element, this.#where, this.#said);
    this.#stops = [payload, inspection, text].map((store) => store.subscribe(() => this.#draw()));
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(this.#box);
    this.#measure();
  }

  disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    this.#observer?.disconnect();
  }

  #measure(): void {
    this.#geometry = { ...this.#geometry, view: this.#box.clientHeight };
    const room = this.#box.clientWidth - AROUND;
    const wide = [16, 8].find((count) => count * PER_BYTE * DIGIT <= room) ?? 4;
    if (wide !== this.#wide) {
      this.#wide = wide;
      this.#lines = [];
      this.#body.replaceChildren();
    }
    this.#draw();
  }

  #draw(): void {
    const { payload, text, inspection } = this.models;
    const { row } = payload;
    if (!row || !this.isConnected) return;
    if (row.row !== this.#row) {
      this.#row = row.row;
      this.#scrollbar.px = 0;
      setText(this.#said, "");
    }
    this.#geometry = { ...this.#geometry, rows: Math.ceil(row.size / this.#wide) };
    this.#scrollbar.set(this.#geometry, this.#scrollbar.px);
    const { first, count, shift } = drawn(this.#scrollbar.px, this.#geometry);
    setLabel(this.#box, text.t("hex-label", { size: row.size }));
    this.#body.style.transform = `translateY(${-shift}px)`;
    while (this.#lines.length > count) this.#lines.pop()?.element.remove();
    while (this.#lines.length < count) {
      const line = new HexLine(this.#wide);
      this.#lines.push(line);
      this.#body.append(line.element);
    }
    for (const [i, line] of this.#lines.entries()) this.#fill(line, (first + i) * this.#wide, row.size);
    setText(this.#where, this.#place(inspection.looked));
  }

  #fill(line: HexLine, offset: number, size: number): void {
    const { inspection, payload } = this.models;
    const { selected, lit, spans, cursor, hover } = inspection;
    const bytes = payload.page(Math.floor(offset / PAGE));
    const from = offset % PAGE;
    line.offset(offset.toString(16).padStart(size > 0xffff ? 8 : 4, "0"), bytes === null);
    for (let i = 0; i < this.#wide; i++) {
      const at = offset + i;
      const byte = at < size ? bytes?.[from + i] : undefined;
      if (byte === undefined) {
        line.cell(i, "  ", " ", "", -1);
        continue;
      }
      const colour = colourAt(spans, at);
      let names = colour < 0 ? "" : `f${colour % 8}`;
      if (lit && lit.from <= at && at < lit.to) names += " lit";
      if (selected.from <= at && at < selected.to) names += " sel";
      if (at === cursor) names += " cur";
      if (at === hover) names += " hov";
      line.cell(i, hexByte(byte), ascii(byte), names, at);
    }
  }

  /** Text for the cursor's offset and the number of selected bytes. */
  #place(at: number): string {
    const { inspection, text } = this.models;
    const { from, to } = inspection.selected;
    return text.t(to - from > 1 ? "hex-where-many" : "hex-where", {
      at: text.number(at),
      hex: `0x${at.toString(16)}`,
      count: text.number(to - from),
    });
  }

  #listen(): void {
    const { inspection } = this.models;
    const box = this.#box;
    let selecting = false;
    const byteOf = (event: Event) => {
      const at = (event.target as Element | null)?.closest?.("[data-at]")?.getAttribute("data-at");
      return at === null || at === undefined ? null : Number(at);
    };
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("pointermove", (event) => {
      const byte = byteOf(event);
      inspection.point(byte);
      if (selecting && (event.buttons & 1) === 1 && byte !== null) inspection.go(byte, true);
    });
    box.addEventListener("pointerleave", () => inspection.point(null));
    box.addEventListener("pointerdown", (event) => {
      const byte = byteOf(event);
      if (byte === null) return;
      const { from, to } = inspection.selected;
      if (event.button === 2 && from <= byte && byte < to) return;
      selecting = event.button === 0;
      inspection.go(byte, event.shiftKey);
    });
    box.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      this.#menu({ x: event.clientX, y: event.clientY });
    });
  }

  #menu(at: { x: number; y: number }): void {
    const { text, fields, info } = this.models;
    openMenu(
      [
        {
          label: text.t("copy-bytes-hex"),
          hint: keys("Ctrl+C", info.platform),
          testid: "copy-bytes-hex",
          run: () => void fields.copyBytes("hex"),
        },
        { label: text.t("copy-bytes-text"), testid: "copy-bytes-text", run: () => void fields.copyBytes("text") },
      ],
      at,
    );
  }

  #key(event: KeyboardEvent): void {
    const { inspection, payload, fields } = this.models;
    const last = (payload.row?.size ?? 1) - 1;
    const { cursor } = inspection;
    const wide = this.#wide;
    const far = page(this.#geometry) * wide;
    const start = cursor - (cursor % wide);
    const to: Record<string, number> = {
      ArrowRight: cursor + 1,
      ArrowLeft: cursor - 1,
      ArrowDown: cursor + wide > last ? cursor : cursor + wide,
      ArrowUp: cursor < wide ? cursor : cursor - wide,
      PageDown: cursor + far,
      PageUp: cursor - far,
      Home: command(event) ? 0 : start,
      End: command(event) ? last : start + wide - 1,
    };
    const next = to[event.key];
    if (next !== undefined) {
      inspection.hover = null;
      inspection.go(next, event.shiftKey);
      this.reveal(inspection.cursor);
      setText(this.#said, this.#place(inspection.cursor));
    } else if (command(event) && event.key.toLowerCase() === "a") {
      inspection.go(0, false);
      inspection.go(last, true);
    } else if (command(event) && event.key.toLowerCase() === "c") {
      void fields.copyBytes("hex");
    } else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) {
      const { left, top } = this.#box.getBoundingClientRect();
      this.#menu({ x: left + 60, y: top + 20 });
    } else return;
    event.preventDefault();
  }

  /** Scrolls the byte into view. */
  reveal(byte: number): void {
    this.#scrollbar.px = reveal(Math.floor(byte / this.#wide), this.#scrollbar.px, this.#geometry);
    this.#draw();
  }
}

customElements.define("wl-hex", HexView);
