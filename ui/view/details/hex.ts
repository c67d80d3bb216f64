// The hex view: as many bytes per row as fit, only visible rows, each byte in its field's colour.

import { ascii, hexByte } from "../../model/bytes";
import { colourAt } from "../../model/field-tree";
import type { Models } from "../../model/models";
import { PAGE } from "../../model/payload";
import { setLabel, setText } from "../html";
import { item, openMenu } from "../menu";
import { command, keys } from "../panel";
import { HexLine } from "./hex-line";
import { VisibleLines } from "./visible-lines";

const ROW_HEIGHT = 20;
/** Width of a digit, and of everything around the bytes: offset, gaps, padding. */
const DIGIT = 7.3;
const AROUND = 100;
/** Each byte takes two digits and a space, and one character. */
const PER_BYTE = 4;

export class HexView extends HTMLElement {
  readonly #view: VisibleLines<HexLine> = new VisibleLines(
    "hex",
    ROW_HEIGHT,
    () => new HexLine(this.#wide),
    () => this.#draw(),
    () => this.#measure(),
  );
  readonly #where = document.createElement("p");
  readonly #said = document.createElement("span");
  #wide = 16;
  #row = -1;
  #stops: (() => void)[] = [];

  constructor(private readonly models: Models) {
    super();
    this.#where.className = "where";
    this.#where.id = "hex-where";
    this.#said.className = "hidden";
    this.#said.setAttribute("role", "status");
    const { box } = this.#view;
    box.dataset.testid = "hex-bytes";
    box.setAttribute("role", "application");
    box.setAttribute("aria-describedby", "hex-where");
    this.#listen();
  }

  connectedCallback(): void {
    const { payload, inspection, text } = this.models;
    this.dataset.testid = "hex";
    this.append(this.#view.box, this.#view.scrollbar.element, this.#where, this.#said);
    this.#stops = [payload, inspection, text].map((store) => store.subscribe(() => this.#draw()));
    this.#view.observe();
    this.#view.measure();
    this.#measure();
  }

  disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    this.#view.disconnect();
  }

  #measure() {
    const room = this.#view.box.clientWidth - AROUND;
    const wide = [16, 8].find((count) => count * PER_BYTE * DIGIT <= room) ?? 4;
    if (wide !== this.#wide) {
      this.#wide = wide;
      this.#view.clear();
    }
    this.#draw();
  }

  #draw() {
    const { payload, text, inspection } = this.models;
    const { row } = payload;
    if (!row || !this.isConnected) return;
    if (row.row !== this.#row) {
      this.#row = row.row;
      this.#view.scrollbar.px = 0;
      setText(this.#said, "");
    }
    const { size } = payload;
    const first = this.#view.fit(Math.ceil(size / this.#wide));
    setLabel(this.#view.box, text.t("hex-label", { size }));
    for (const [i, line] of this.#view.lines.entries()) this.#fill(line, (first + i) * this.#wide, size);
    setText(this.#where, this.#place(inspection.looked));
  }

  #fill(line: HexLine, offset: number, size: number) {
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
  #place(at: number) {
    const { inspection, text } = this.models;
    const { from, to } = inspection.selected;
    return text.t(to - from > 1 ? "hex-where-many" : "hex-where", {
      at: text.number(at),
      hex: `0x${at.toString(16)}`,
      count: text.number(to - from),
    });
  }

  #listen() {
    const { inspection } = this.models;
    const { box } = this.#view;
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
      this.#menu(event);
    });
  }

  #menu(at: { x: number; y: number }) {
    const { text, fields, info } = this.models;
    openMenu(
      [
        item("copy-bytes-hex", text.t("copy-bytes-hex"), () => void fields.copyBytes("hex"), {
          hint: keys("Ctrl+C", info.platform),
        }),
        item("copy-bytes-text", text.t("copy-bytes-text"), () => void fields.copyBytes("text")),
      ],
      at,
    );
  }

  #key(event: KeyboardEvent) {
    const { inspection, payload, fields } = this.models;
    const last = Math.max(1, payload.size) - 1;
    const { cursor } = inspection;
    const wide = this.#wide;
    const far = this.#view.page * wide;
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
      const { left, top } = this.#view.box.getBoundingClientRect();
      this.#menu({ x: left + 60, y: top + 20 });
    } else return;
    event.preventDefault();
  }

  /** Scrolls the byte into view. */
  reveal(byte: number): void {
    this.#view.reveal(Math.floor(byte / this.#wide));
  }
}

customElements.define("wl-hex", HexView);
