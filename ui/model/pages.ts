// A payload as text or indented JSON, one page at a time, so that the page never holds a whole gigabyte.

import type { Host } from "../host/host";
import type { ErrorDto, JsonPageDto } from "../host/types";
import { outcome } from "./as-error";
import { PAGE, type Payload } from "./payload";
import { Store } from "./store";

type PageStart = JsonPageDto["place"];

interface Page {
  text: string;
  /** Byte range of the page: first, and one past the last. */
  from: number;
  to: number;
  lossy: boolean;
}

abstract class Pages extends Store {
  page: Page | null = null;
  error: ErrorDto | null = null;
  #row = "";
  #requested = "";
  #generation = 0;

  constructor(
    protected readonly host: Host,
    protected readonly payload: Payload,
  ) {
    super();
  }

  /** Loads the first page unless a page of this row is loaded or loading. */
  show(): void {
    const { row, connection } = this.payload;
    const key = row ? `${connection} ${row.row}` : "";
    if (key === this.#row) return;
    this.#row = key;
    this.#requested = "";
    this.page = null;
    this.error = null;
    this.begin();
  }

  get size(): number {
    return this.payload.row?.size ?? 0;
  }

  abstract begin(): void;
  abstract get hasBefore(): boolean;
  abstract before(): void;
  abstract next(): void;

  get hasNext(): boolean {
    return this.page !== null && this.page.to < this.size;
  }

  protected async load(key: string, read: (connection: number, row: number) => Promise<Page>): Promise<void> {
    const { row, connection } = this.payload;
    if (!row || connection === null || key === this.#requested) return;
    this.#requested = key;
    const generation = ++this.#generation;
    const [page, error] = await outcome(read(connection, row.row));
    if (generation !== this.#generation) return;
    if (page) this.page = page;
    this.error = error;
    this.changed();
  }
}

/** Text pages, from any byte. */
export class TextPages extends Pages {
  begin(): void {
    this.go(0);
  }

  /** Loads the page that begins near this byte. */
  go(from: number): void {
    const at = Math.min(Math.max(0, Math.floor(from)), Math.max(0, this.size - 1));
    void this.load(String(at), (connection, row) => this.host.textPage(connection, row, at, PAGE));
  }

  get hasBefore(): boolean {
    return (this.page?.from ?? 0) > 0;
  }

  before(): void {
    this.go((this.page?.from ?? 0) - PAGE);
  }

  next(): void {
    this.go(this.page?.to ?? 0);
  }

  end(): void {
    this.go(Math.floor((this.size - 1) / PAGE) * PAGE);
  }
}

/** JSON pages. Indentation depends on everything before, so going back uses remembered places. */
export class JsonPages extends Pages {
  #places: PageStart[] = [];
  #next: PageStart | null = null;

  begin(): void {
    this.#places = [];
    this.#show(null);
  }

  get hasBefore(): boolean {
    return this.#places.length > 1;
  }

  before(): void {
    this.#places.pop();
    this.#show(this.#places.pop() ?? null);
  }

  next(): void {
    if (this.#next) this.#show(this.#next);
  }

  #show(place: PageStart | null) {
    const key = `${place?.offset ?? "first"} ${this.#places.length}`;
    void this.load(key, async (connection, row) => {
      const page = await this.host.jsonPage(connection, row, place, PAGE);
      this.#places.push(page.place);
      this.#next = page.next;
      return { text: page.text, from: page.place.offset, to: page.next?.offset ?? this.size, lossy: false };
    });
  }
}
