// The details pane's state for the selected message besides its bytes: decoded fields, highlight and byte cursor.

import { FIELDS_PAGE, LONG_MESSAGE } from "../host/constants";
import type { Host } from "../host/host";
import type { Decoded, ErrorDto, InspectorRow } from "../host/types";
import { outcome } from "./as-error";
import { chain, lines, nodeAt, path, type Span, spans, type TreeLineData } from "./field-tree";
import type { Payload } from "./payload";
import { Store } from "./store";

const READ_AFTER_MS = 40;

interface ByteRange {
  from: number;
  to: number;
}

export class Inspection extends Store {
  decoded: Decoded | null = null;
  error: ErrorDto | null = null;
  /** Why copying or creating a layout failed. */
  failure: ErrorDto | null = null;
  /** Number of nodes before the shown page. */
  first = 0;
  /** Whether the fields wait for a request to decode them. */
  unread = false;
  /** Whether decoding is running. */
  reading = false;
  lines: TreeLineData[] = [];
  spans: Span[] = [];
  /** Key of the line with keyboard focus. */
  active = "";
  /** The highlighted bytes and the key of their line. */
  lit: (ByteRange & { key: string }) | null = null;
  /** The byte with keyboard focus, and where the selection began. */
  cursor = 0;
  anchor = 0;
  /** The byte under the pointer. */
  hover: number | null = null;
  readings: InspectorRow[] = [];
  /** The byte that the readings are of. */
  readAt = 0;
  #chosen = new Map<string, boolean>();
  /** The row, and which bytes of it. */
  #shown = "";
  #connection: number | null = null;
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly payload: Payload,
  ) {
    super();
    payload.subscribe(() => this.#follow());
  }

  /** The selected bytes; at least one. */
  get selected(): ByteRange {
    const { cursor, anchor } = this;
    return { from: Math.min(cursor, anchor), to: Math.max(cursor, anchor) + 1 };
  }

  /** The byte that the inspector reads. */
  get looked(): number {
    return this.hover ?? this.selected.from;
  }

  /** Follows the selection to another row or connection. */
  #follow() {
    const { row, connection } = this.payload;
    const shown = `${row?.row ?? -1} ${this.payload.whole} ${this.payload.size}`;
    if (shown === this.#shown && connection === this.#connection) return;
    const same = connection === this.#connection;
    this.#shown = shown;
    this.#connection = connection;
    Object.assign(this, { decoded: null, error: null, failure: null, lines: [], spans: [], lit: null, hover: null });
    Object.assign(this, { cursor: 0, anchor: 0, readings: [], readAt: 0, first: 0 });
    // Nodes expanded in one message stay expanded in the next of its kind.
    if (!same) this.#chosen.clear();
    this.unread = this.payload.size > LONG_MESSAGE;
    void this.decode();
    this.#read();
  }

  /** Decodes the row, again when layouts have changed. */
  async decode(): Promise<void> {
    const { connection, row } = this.payload;
    const generation = ++this.#generation;
    this.reading = false;
    if (connection === null || row === null || this.unread) return this.changed();
    this.reading = true;
    // Short messages decode at once and need no progress.
    const { size, whole } = this.payload;
    if (size > LONG_MESSAGE) this.changed();
    const [decoded, error] = await outcome(this.host.decodeRow(connection, row.row, this.first, whole));
    if (generation !== this.#generation) return;
    if (error) this.#failed(error, size);
    else Object.assign(this, { decoded, error });
    this.reading = false;
    if (this.#settle()) return;
    this.spans = this.decoded ? spans(this.decoded) : [];
    this.lit = null;
    this.#updateLines();
    this.changed();
  }

  /** Decodes a long message on request. */
  read(): void {
    this.unread = false;
    void this.decode();
  }

  // Pages

  get hasBefore(): boolean {
    return this.first > 0;
  }

  get hasNext(): boolean {
    const { window } = this.decoded ?? {};
    return window !== undefined && window.first + window.shown < window.count;
  }

  turn(to: "first" | "before" | "next" | "last"): void {
    const { count } = this.decoded?.window ?? { count: 1 };
    const last = count - 1 - ((count - 1) % FIELDS_PAGE);
    const places = { first: 0, before: this.first - FIELDS_PAGE, next: this.first + FIELDS_PAGE, last };
    this.first = Math.min(Math.max(0, places[to]), last);
    void this.decode();
    this.changed();
  }

  /** Keeps the current page if another fails to load. */
  #failed(error: ErrorDto, size: number) {
    const { window } = this.decoded ?? {};
    if (window && window.first !== this.first) {
      this.first = window.first;
      this.failure = error;
      return;
    }
    this.decoded = null;
    this.error = error;
    this.unread = size > LONG_MESSAGE;
  }

  /** Goes to the last page if another layout has fewer fields than precede this page. */
  #settle() {
    const { window } = this.decoded ?? {};
    if (!window) this.first = 0;
    if (!window || window.shown > 0 || this.first === 0) return false;
    this.turn("last");
    return true;
  }

  #updateLines() {
    this.lines = this.decoded ? lines(this.decoded, this.#chosen) : [];
    if (!this.lines.some((line) => line.key === this.active)) this.active = this.lines[0]?.key ?? "";
  }

  // The tree

  toggle(line: TreeLineData, open = !line.open): void {
    if (line.open === null) return;
    this.#chosen.set(line.key, open);
    this.#updateLines();
    this.changed();
  }

  /** Moves keyboard focus to a line and highlights its bytes. */
  focus(line: TreeLineData): void {
    this.active = line.key;
    this.light(line);
  }

  light(line: TreeLineData | null): void {
    const next = line ? { from: line.node.offset, to: line.node.offset + line.node.size, key: line.key } : null;
    if (next?.key === this.lit?.key) return;
    this.lit = next;
    this.changed();
  }

  /** Selects a clicked line's bytes. */
  choose(line: TreeLineData): void {
    this.active = line.key;
    const { offset, size } = line.node;
    this.lit = { from: offset, to: offset + size, key: line.key };
    this.anchor = offset;
    this.cursor = Math.max(offset, offset + size - 1);
    this.#read();
    this.changed();
  }

  path(line: TreeLineData): string {
    return this.decoded ? path(this.decoded, line.at) : line.node.name;
  }

  // The bytes

  /** Sets the byte under the pointer, or none. */
  point(byte: number | null): void {
    if (byte === this.hover) return;
    this.hover = byte;
    this.#lightByte(byte);
    this.#read();
    this.changed();
  }

  /** Moves the byte cursor, extending the selection on request. */
  go(byte: number, extend: boolean): void {
    const last = Math.max(0, this.payload.size - 1);
    this.cursor = Math.min(Math.max(byte, 0), last);
    if (!extend) this.anchor = this.cursor;
    this.#lightByte(this.cursor);
    this.#read();
    this.changed();
  }

  #lightByte(byte: number | null) {
    const { decoded } = this;
    const at = decoded && byte !== null ? nodeAt(decoded, byte) : null;
    if (!decoded || !at) {
      this.lit = null;
      return;
    }
    const nodes = chain(decoded, at);
    // The deepest visible line.
    const shown = new Set(this.lines.map((line) => line.key));
    let depth = at.length;
    while (depth > 1 && !shown.has(at.slice(0, depth).join("."))) depth--;
    const node = nodes[depth - 1];
    if (node) this.lit = { from: node.offset, to: node.offset + node.size, key: at.slice(0, depth).join(".") };
  }

  /** Reads the byte under the cursor as every type, after a short delay. */
  #read() {
    clearTimeout(this.#timer);
    const { connection, row, size, whole } = this.payload;
    if (connection === null || row === null || size === 0) return;
    const [at, generation] = [this.looked, this.#generation];
    this.#timer = setTimeout(async () => {
      const readings = await this.host.inspect(connection, row.row, at, whole).catch(() => []);
      if (generation > this.#generation || row.row !== this.payload.row?.row || at !== this.looked) return;
      this.readings = readings;
      this.readAt = at;
      this.changed();
    }, READ_AFTER_MS);
  }
}
