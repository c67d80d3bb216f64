// A made-up connection: goes through its phases, counts, and answers pulls like the real one.

import type { ErrorCode } from "../error-codes";
import type {
  ErrorDto,
  ExtraColumn,
  FieldColumn,
  FilterDto,
  Message,
  NextDto,
  NoteDto,
  PlaceDto,
  Pull,
  PullRequest,
  RowDto,
  StateDto,
} from "../types";
import { cells, decoded } from "./decoded";
import { extra } from "./details";
import { made, rowDto } from "./rows";

export interface Script {
  /** Number of rows at the start. */
  rows: number;
  /** Rows per second. */
  rate: number;
  /** The error code that connecting ends with. */
  error: ErrorCode | null;
  refuse: boolean;
  /** Whether the connection is lost after two seconds and re-established. */
  lost: boolean;
  /** A retention limit in the profile's syntax. */
  keep: string | null;
  /** The viewed file, instead of a connection. */
  file?: string;
}

const nap = (ms: number) => new Promise((done) => setTimeout(done, ms));

export class MemoryConnection {
  state: StateDto = state("resolving");
  demo: Pull["demo"] = null;
  #rev = 1;
  #view = 1;
  #base = 0;
  #hidden = 0;
  #sentRow = 0;
  #opened = 0;
  #ended = 0;
  #filter: FilterDto | null = null;
  #extra = 0;
  #columns: FieldColumn[] = [];
  #decoding = 0;
  #marks = 0;
  /** When the next attempt is due. */
  #due = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #notes = new Map<number, NoteDto>();

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
    const { error, refuse } = this.script;
    if (refuse)
      return this.#to({ ...state("closed"), error: fault("upgrade_refused", { status: "403" }), refusal: REFUSAL });
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
    if (this.script.lost) this.#timer = setTimeout(() => this.#wait(1), 2000);
  }

  #wait(attempt: number): void {
    const close = { code: 1006, reason: "", clean: false, by: "network", how: "broken" };
    const inMs = 4000;
    this.#due = Date.now() + inMs;
    this.#to({ ...state("waiting"), retry: { attempt, of: 20, inMs, close, reason: null } });
    this.#timer = setTimeout(() => this.connectNow(), inMs);
  }

  /** The first attempt fails, the second succeeds. */
  connectNow(): void {
    const { retry } = this.state;
    if (!retry) return;
    clearTimeout(this.#timer);
    this.#to({ ...state("connecting"), retry: { ...retry, inMs: 0 } });
    this.#timer = setTimeout(() => {
      if (retry.attempt === 1) return this.#wait(2);
      this.#to({ ...state("loggedIn"), loginSent: true });
    }, 600);
  }

  #to(next: StateDto): void {
    this.state = next;
    this.#rev++;
  }

  close(code = 1000, reason = "user quit"): void {
    clearTimeout(this.#timer);
    this.#ended = Date.now();
    this.#to({ ...state("closed"), close: { code, reason, clean: true, by: "us", how: "code" } });
  }

  abort(): void {
    this.#ended = Date.now();
    this.#to({ ...state("closed"), close: { code: 1006, reason: "", clean: false, by: "us", how: "aborted" } });
  }

  scenario(name: string | null): void {
    this.#to({ ...this.state, scenario: name });
  }

  repeat(name: string, times: number | null): void {
    const tick = () => {
      const now = this.state.repeat;
      if (!now?.running) return;
      const sent = now.sent + 1;
      this.sent();
      this.#to({ ...this.state, repeat: { ...now, sent, running: times === null || sent < times } });
      setTimeout(tick, 300);
    };
    this.#to({ ...this.state, repeat: { name, sent: 0, times, running: true, error: null } });
    tick();
  }

  stopRepeat(): void {
    const { repeat } = this.state;
    if (repeat) this.#to({ ...this.state, repeat: { ...repeat, running: false } });
  }

  sent(): void {
    this.#extra += 2;
    this.#sentRow = 3;
    this.#rev++;
  }

  message(row: number): Message {
    const { bytes, kind } = made(row);
    if (kind === "text") return { name: "", type: "text", text: new TextDecoder().decode(bytes) };
    return { name: "", type: "hex", text: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ") };
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

  note(row: number): NoteDto {
    return this.#notes.get(row) ?? { pinned: false, note: "" };
  }

  annotate(row: number, note: string): void {
    this.#notes.set(row, { ...this.note(row), note });
    this.#marks++;
    this.#rev++;
  }

  pin(ranges: [number, number][], pinned: boolean): void {
    for (const [first, last] of ranges) {
      for (let i = first; i <= last; i++) {
        const row = this.#hidden + i + 1;
        this.#notes.set(row, { ...this.note(row), pinned });
      }
    }
    this.#marks++;
    this.#rev++;
  }

  #row(number: number, wants: ExtraColumn[]): RowDto {
    return {
      ...rowDto(number),
      cells: cells(number, this.#columns),
      stop: decoded(number).stop ?? null,
      extra: { ...extra(number, wants), ...this.note(number) },
    };
  }

  clear(): void {
    this.#hidden = this.#all();
    this.#view++;
    this.#rev++;
  }

  undoClear(): void {
    this.#hidden = 0;
    this.#view++;
    this.#rev++;
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

  #reporting(): StateDto {
    const { retry } = this.state;
    if (!retry || this.state.name !== "waiting") return this.state;
    return { ...this.state, retry: { ...retry, inMs: Math.max(0, this.#due - Date.now()) } };
  }

  #answer({ first, count, wants }: PullRequest): Pull {
    const all = this.#all() - this.#hidden;
    const filter = this.#filter;
    if (filter && !filter.done) {
      filter.scanned = Math.min(all, filter.scanned + 2_000_000);
      filter.done = filter.scanned === all;
      this.#rev++;
    }
    const step = filter ? (filter.text === "nothing" ? Number.POSITIVE_INFINITY : 10) : 1;
    const total = Math.floor(all / step);
    const from = Math.min(total, first < 0 ? Math.max(0, total - count) : first);
    const rows = Array.from({ length: Math.min(count, total - from) }, (_, i) =>
      this.#row(this.#hidden + (from + i) * step + 1, wants),
    );
    const running = this.#opened > 0 && this.#ended === 0;
    return {
      rev: this.#rev,
      state: this.#reporting(),
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
        waiting:
          this.script.error === "disk_full"
            ? fault("disk_full", { path: "/home/me/transcripts/now.wlt", free: "12288" })
            : null,
        limited: false,
        keep: this.script.keep,
        firstRow: this.script.keep ? 1_234_567 : 1,
        kept: this.#all(),
      },
      view: this.#view,
      decoding: this.#decoding,
      timing: 0,
      marks: this.#marks,
      noted: [...this.#notes.values()].filter((one) => one.note !== "").length,
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
      cleared: this.#hidden,
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
  };
}

export function fault(code: ErrorCode, args: Record<string, string>, path: string | null = null): ErrorDto {
  return { code, args, detail: `${code} (English detail for the log)`, path };
}

const REFUSAL: StateDto["refusal"] = {
  status: 403,
  reason: "Forbidden",
  headers: [
    ["content-type", "application/json"],
    ["server", "nginx/1.27.1"],
    ["x-request-id", "7f3c9a52-1b1e-4a1e-9d0c-5a0f3f8b7f10"],
  ],
  body: '{\n  "error": "origin not allowed",\n  "hint": "<b>ask</b> the gateway team"\n}',
};
