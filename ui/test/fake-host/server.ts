// A made-up connection: goes through its phases, counts, and answers pulls like the real one.

import type { ErrorCode } from "../../host/error-codes";
import type {
  ErrorDto,
  FieldColumn,
  FilterDto,
  NextDto,
  PlaceDto,
  Pull,
  PullRequest,
  RowDto,
  StateDto,
} from "../../host/types";
import { cells, decoded } from "./decoded";
import { rowDto } from "./rows";

export interface Script {
  /** Number of rows at the start. */
  rows: number;
  /** Rows per second. */
  rate: number;
  /** The error code that connecting ends with. */
  error: ErrorCode | null;
  /** The viewed file, instead of a connection. */
  file?: string;
}

const nap = (ms: number) => new Promise((done) => setTimeout(done, ms));

export class FakeConnection {
  state: StateDto = state("resolving");
  demo: Pull["demo"] = null;
  #rev = 1;
  #view = 1;
  #base = 0;
  #sentRow = 0;
  #opened = 0;
  #ended = 0;
  #filter: FilterDto | null = null;
  #extra = 0;
  #columns: FieldColumn[] = [];
  #decoding = 0;

  constructor(private readonly script: Script) {
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const { file } = this.script;
    if (file !== undefined) {
      this.#base = this.script.rows;
      this.#opened = this.#ended = Date.now();
      this.#to({ ...state("file"), file });
      return;
    }
    for (const phase of ["resolving", "connecting", "upgrading"]) {
      this.#to(state(phase));
      await nap(120);
      if (this.state.name === "closed") return;
    }
    const { error } = this.script;
    if (error)
      return this.#to({
        ...state("closed"),
        error: fault(error, { host: "nowhere.example", url: "ws://nowhere.example/" }),
      });
    this.#opened = Date.now();
    this.#base = 1;
    this.#sentRow = 1;
    this.#to({ ...state("open"), loginSent: true, awaitingLogin: true });
    await nap(60);
    this.#base = this.script.rows;
    this.#to({ ...state("loggedIn"), loginSent: true });
  }

  #to(next: StateDto): void {
    this.state = next;
    this.#rev++;
  }

  close(code = 1000, reason = "user quit"): void {
    this.#ended = Date.now();
    this.#to({ ...state("closed"), close: { code, reason, clean: true, by: "us", how: "code" } });
  }

  sent(): void {
    this.#extra += 2;
    this.#sentRow = 3;
    this.#rev++;
  }

  filter(text: string): void {
    this.#filter = text === "" ? null : { text, scanned: 0, done: false };
    this.#view++;
    this.#rev++;
  }

  /** Every seventh row matches; searching for "nothing" matches none. */
  find(text: string, from: number | null, forward: boolean): NextDto {
    if (text === "nothing") return { position: null, wrapped: from !== null, stopped: false };
    const last = Math.floor((this.#all() - 1) / 7) * 7;
    const next = forward ? Math.floor((from ?? -7) / 7) * 7 + 7 : Math.ceil((from ?? last + 7) / 7) * 7 - 7;
    const wrapped = next < 0 || next > last;
    return { position: wrapped ? (forward ? 0 : last) : next, wrapped, stopped: false };
  }

  place(text: string): PlaceDto {
    const row = Number(text);
    if (!Number.isInteger(row)) throw fault("place_invalid", { text });
    const position = Math.max(0, Math.min(row, this.#all()) - 1);
    return { position, row: position + 1, near: position + 1 !== row };
  }

  decode(columns: FieldColumn[]): void {
    if (JSON.stringify(columns) === JSON.stringify(this.#columns)) return;
    this.#columns = columns;
    this.#decoding++;
    this.#rev++;
  }

  #row(number: number): RowDto {
    return {
      ...rowDto(number),
      cells: cells(number, this.#columns),
      stop: decoded(number).stop ?? null,
    };
  }

  #all(): number {
    if (this.#opened === 0) return 0;
    if (this.#base < this.script.rows) return this.#base;
    const until = this.#ended || Date.now();
    return this.#base + this.#extra + Math.floor(((until - this.#opened) * this.script.rate) / 1000);
  }

  async pull(request: PullRequest): Promise<Pull> {
    await nap(request.minMs);
    const until = Date.now() + request.maxMs;
    const before = this.#all();
    while (request.rev === this.#rev && this.#all() === before && Date.now() < until) await nap(20);
    if (this.#all() !== before) this.#rev++;
    return this.#answer(request);
  }

  #answer({ first, count }: PullRequest): Pull {
    const all = this.#all();
    const filter = this.#filter;
    if (filter && !filter.done) {
      filter.scanned = Math.min(all, filter.scanned + 2_000_000);
      filter.done = filter.scanned === all;
      this.#rev++;
    }
    const step = filter ? (filter.text === "nothing" ? Number.POSITIVE_INFINITY : 10) : 1;
    const total = Math.floor(all / step);
    const from = Math.min(total, first < 0 ? Math.max(0, total - count) : first);
    const rows = Array.from({ length: Math.min(count, total - from) }, (_, i) => this.#row((from + i) * step + 1));
    const running = this.#opened > 0 && this.#ended === 0;
    return {
      rev: this.#rev,
      state: this.state,
      counters: {
        received: Math.max(0, this.#all() - 2),
        sent: this.#opened ? 2 : 0,
        stored: this.#all(),
        lost: 0,
        bytesReceived: this.#all() * 25,
        fileBytes: this.#all() * 41,
        rate: running ? this.script.rate : 0,
        elapsedMs: this.#opened ? (this.#ended || Date.now()) - this.#opened : 0,
        rttMs: running ? 0.84 : null,
        pings: running ? 3 : 0,
        pongs: running ? 12 : 0,
        silentMs: running && this.script.rate === 0 ? Date.now() - this.#opened : running ? 0 : null,
        waiting: null,
        limited: false,
        keep: null,
        firstRow: 1,
        kept: this.#all(),
      },
      view: this.#view,
      decoding: this.#decoding,
      timing: 0,
      marks: 0,
      faults: null,
      noted: 0,
      notesError: null,
      columns: this.#columns,
      total,
      all,
      filter: filter ? { ...filter } : null,
      first: from,
      rows,
      reply: this.#sentRow
        ? { sentRow: this.#sentRow, reply: rowDto(this.#sentRow === 1 ? 2 : 5), waiting: false, delayMs: 3.02 }
        : null,
      cleared: 0,
      demo: this.demo,
    };
  }
}

function state(name: string): StateDto {
  return {
    name,
    file: null,
    loginSent: false,
    awaitingLogin: false,
    loginMs: null,
    close: null,
    error: null,
    unverified: false,
    subprotocolIgnored: false,
    retry: null,
    refusal: null,
    scenario: null,
    scenarioError: null,
    repeat: null,
    automatic: null,
  };
}

export function fault(code: ErrorCode, args: Record<string, string>, path: string | null = null): ErrorDto {
  return { code, args, detail: `${code} (English detail for the log)`, path };
}
