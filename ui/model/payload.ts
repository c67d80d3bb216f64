// The payload of the row shown in the details, or the protocol messages that end in it, read in pages of 64 KiB on
// demand.

import { COPY_LIMIT, JSON_PAGE_LIMIT } from "../host/constants";
import type { Host } from "../host/host";
import type { ErrorDto, JsonText, RowDto } from "../host/types";
import { asError, outcome } from "./as-error";
import { Store } from "./store";

export const PAGE = 65_536;
const KEEP_PAGES = 32;

type Json = JsonText | { error: ErrorDto };

export class Payload extends Store {
  connection: number | null = null;
  row: RowDto | null = null;
  json: Json | null = null;
  error: ErrorDto | null = null;
  /** Shows the protocol messages that end in the row instead of its payload, where the two differ. */
  #whole = true;
  #pages = new Map<number, Uint8Array>();
  #requested = new Set<number>();
  #generation = 0;

  constructor(private readonly host: Host) {
    super();
  }

  show(connection: number | null, row: RowDto | null): void {
    if (connection === this.connection && row?.row === this.row?.row) return;
    this.connection = connection;
    this.row = row;
    this.#forgetAll();
    this.changed();
  }

  /** Whether the bytes are those of the protocol messages that end in the row. */
  get whole(): boolean {
    return this.#whole && typeof this.row?.joined?.size === "number";
  }

  /** Number of bytes shown. */
  get size(): number {
    const { row } = this;
    return (this.whole ? row?.joined?.size : row?.size) ?? 0;
  }

  /** Shows the messages or the row's own payload, also of the rows after it. */
  setWhole(whole: boolean): void {
    this.#whole = whole;
    this.#forgetAll();
    this.changed();
  }

  #forgetAll() {
    this.json = null;
    this.error = null;
    this.#pages.clear();
    this.#requested.clear();
    this.#generation++;
  }

  /** A page, or null while it is loading. */
  page(number: number): Uint8Array | null {
    const page = this.#pages.get(number);
    if (page) return page;
    if (!this.#requested.has(number)) void this.#load(number);
    return null;
  }

  async #load(number: number) {
    const { connection, row } = this;
    if (connection === null || row === null) return;
    const generation = this.#generation;
    this.#requested.add(number);
    const [bytes, error] = await outcome(this.#read(connection, row, number));
    if (generation !== this.#generation) return;
    if (bytes) {
      if (this.#pages.size >= KEEP_PAGES) this.#forget();
      this.#pages.set(number, bytes);
    } else this.error = error;
    this.changed();
  }

  #forget() {
    const oldest = this.#pages.keys().next().value;
    if (oldest === undefined) return;
    this.#pages.delete(oldest);
    this.#requested.delete(oldest);
  }

  async #read(connection: number, row: RowDto, number: number): Promise<Uint8Array> {
    const offset = number * PAGE;
    const length = Math.min(PAGE, this.size - offset);
    if (length <= 0) return new Uint8Array();
    return new Uint8Array(await this.host.payload(connection, row.row, offset, length, this.whole));
  }

  async loadJson() {
    const { connection, row } = this;
    if (connection === null || row === null || this.json) return;
    const generation = this.#generation;
    const json = await this.host
      .payloadJson(connection, row.row, JSON_PAGE_LIMIT)
      .catch((thrown) => ({ error: asError(thrown) }));
    if (generation !== this.#generation) return;
    this.json = json;
    this.changed();
  }

  /** Takes the row as it is decoded now: its code's name or cells may have changed. */
  refresh(row: RowDto): void {
    if (row.row !== this.row?.row || row === this.row) return;
    // It arrives with every answer while the table follows, mostly unchanged.
    if (JSON.stringify(row) === JSON.stringify(this.row)) return;
    // Its parts may have become known.
    if (JSON.stringify(row.joined) !== JSON.stringify(this.row?.joined)) this.#forgetAll();
    this.row = row;
    this.changed();
  }

  /** Reads a range of the shown bytes for copying. */
  async bytes(from: number, to: number): Promise<Uint8Array> {
    const { connection, row } = this;
    if (connection === null || row === null) return new Uint8Array();
    const { whole } = this;
    const end = Math.min(to, this.size, from + COPY_LIMIT);
    const bytes = new Uint8Array(Math.max(0, end - from));
    for (let at = from; at < end; at += PAGE) {
      const part = await this.host.payload(connection, row.row, at, Math.min(PAGE, end - at), whole);
      bytes.set(new Uint8Array(part), at - from);
    }
    return bytes;
  }
}
