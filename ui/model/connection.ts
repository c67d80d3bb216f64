// The one connection of the window: its state, its numbers, and what a person does with it.

import type { Given, Host, Secrets } from "../host/host";
import type { Counters, DemoDto, ErrorDto, Message, Pull, ReplyDto, StateDto } from "../host/types";
import { asError } from "./errors";
import type { Draft } from "./profiles";
import { Store } from "./store";

export const IDLE: StateDto = {
  name: "idle",
  file: null,
  loginSent: false,
  awaitingLogin: false,
  loginMs: null,
  close: null,
  error: null,
  retry: null,
  refusal: null,
  scenario: null,
  scenarioError: null,
  repeat: null,
};

const NOTHING: Counters = {
  received: 0,
  sent: 0,
  stored: 0,
  lost: 0,
  bytesReceived: 0,
  fileBytes: 0,
  rate: 0,
  elapsedMs: 0,
  waiting: null,
  limited: false,
  keep: null,
  firstRow: 1,
  kept: 0,
};

/** Where an error is shown: beside what it is about. */
export type Place = "url" | "login" | "services" | "message" | "saved";

const CONNECTING = ["resolving", "connecting", "proxy", "tls", "upgrading", "waiting"];

export class Connection extends Store {
  id: number | null = null;
  /** The profile that it belongs to. */
  key: string | null = null;
  state: StateDto = IDLE;
  counters: Counters = NOTHING;
  /** When `counters` came, to count the seconds between answers. */
  at = 0;
  reply: ReplyDto | null = null;
  demo: DemoDto | null = null;
  /** Why the last command was refused, and where that is shown. */
  error: ErrorDto | null = null;
  place: Place = "url";
  demoError: ErrorDto | null = null;
  /** A secret that connecting asked for. */
  missing: string | null = null;
  /** Tells of new `counters`, twenty times a second; the connection itself tells of all else. */
  readonly numbers = new Store();
  readonly #secrets = new Map<string, Secrets>();
  /** Variables that something asked for; the dialog asks, then goes on with it. */
  wanted: { key: string; names: string[] } | null = null;
  readonly #given = new Map<string, Given>();
  /** The repeated send whose end was read; the state goes on telling of it. */
  #seen = "";
  #asked: (() => Promise<unknown>) | null = null;

  constructor(private readonly host: Host) {
    super();
  }

  get connecting(): boolean {
    return CONNECTING.includes(this.state.name);
  }

  get open(): boolean {
    return this.state.name === "open" || this.state.name === "loggedIn";
  }

  /** Something is going on that "disconnect" or "cancel" ends. */
  get live(): boolean {
    return this.open || this.connecting || this.state.name === "closing";
  }

  secrets(key: string): Secrets {
    return this.#secrets.get(key) ?? {};
  }

  setSecret(key: string, name: string, value: string): void {
    this.#secrets.set(key, { ...this.secrets(key), [name]: value });
    if (this.missing === name && value !== "") this.missing = null;
    this.changed();
  }

  /** Values of variables, asked for and remembered until the window is closed. */
  given(key: string): Given {
    return this.#given.get(key) ?? {};
  }

  setGiven(key: string, given: Given): void {
    this.#given.set(key, given);
    this.changed();
  }

  /** The dialog's answer: go on, or let it be. */
  async answer(values: Given | null): Promise<void> {
    const { wanted } = this;
    this.wanted = null;
    if (wanted && values) {
      this.setGiven(wanted.key, { ...this.given(wanted.key), ...values });
      await this.resume();
    } else {
      this.#asked = null;
      this.changed();
    }
  }

  async connect(draft: Draft): Promise<boolean> {
    return this.#guard(draft, "url", async () => {
      await this.#leave();
      const { key, profile, id } = draft;
      this.#begin(draft, await this.host.connect(profile, id, this.secrets(key), this.given(key)));
    });
  }

  /** Views a file in place of a connection, which is closed in order. */
  async view(open: () => Promise<number | null>): Promise<void> {
    const id = await open();
    if (id === null) return;
    await this.#leave();
    this.#take(id, null);
  }

  /** Puts a viewed file away. */
  endView(): void {
    if (this.state.name !== "file") return;
    this.id = null;
    this.state = IDLE;
    this.changed();
  }

  async disconnect(code?: number, reason?: string): Promise<void> {
    const { id } = this;
    if (id !== null) await this.#guard(null, "url", () => this.host.close(id, code, reason));
  }

  /** Without a Close. */
  async abort(reset: boolean): Promise<void> {
    const { id } = this;
    if (id !== null) await this.#guard(null, "url", () => this.host.abort(id, reset));
  }

  /** A message's bytes as a ping or a pong. */
  async sendControl(draft: Draft, message: Message, pong: boolean): Promise<boolean> {
    const { key, profile } = draft;
    return this.#guard(draft, "message", () =>
      this.host.sendControl(this.#id(), profile, message, this.secrets(key), this.given(key), pong),
    );
  }

  async send(draft: Draft, message: Message, place: Place): Promise<boolean> {
    const { key, profile } = draft;
    return this.#guard(draft, place, () =>
      this.host.send(this.#id(), profile, message, this.secrets(key), this.given(key)),
    );
  }

  /** The same again and again; `state.repeat` tells how far it has come. */
  async repeat(draft: Draft, message: Message, how: { times: number | null; every: string }): Promise<boolean> {
    const { key, profile } = draft;
    this.#seen = "";
    return this.#guard(draft, "message", () =>
      this.host.repeatSend(this.#id(), profile, message, this.secrets(key), this.given(key), how),
    );
  }

  async stopRepeat(): Promise<void> {
    const { id } = this;
    if (id !== null) await this.#guard(null, "message", () => this.host.stopRepeat(id));
  }

  /** The repeated send that is still of interest. */
  get repeating(): StateDto["repeat"] {
    const { repeat } = this.state;
    return repeat && this.#stamp(repeat) !== this.#seen ? repeat : null;
  }

  dismissRepeat(): void {
    const { repeat } = this.state;
    if (repeat) this.#seen = this.#stamp(repeat);
    this.changed();
  }

  #stamp(repeat: NonNullable<StateDto["repeat"]>): string {
    return repeat.running ? "running" : JSON.stringify([this.id, repeat]);
  }

  async sendLogin(draft: Draft): Promise<boolean> {
    const { key, profile } = draft;
    return this.#guard(draft, "login", () =>
      this.host.sendLogin(this.#id(), profile, this.secrets(key), this.given(key)),
    );
  }

  async run(draft: Draft, name: string | null): Promise<boolean> {
    return this.#guard(draft, "url", async () => {
      const on = this.open && this.key === draft.key ? this.id : null;
      if (on === null) await this.#leave();
      const { key, profile } = draft;
      const id = await this.host.runScenario(on, profile, draft.id, this.secrets(key), this.given(key), name);
      if (id !== this.id) this.#begin(draft, id);
    });
  }

  async stopRun(): Promise<void> {
    const { id } = this;
    if (id !== null) await this.#guard(null, "url", () => this.host.stopScenario(id));
  }

  async startDemo(): Promise<boolean> {
    this.demoError = null;
    try {
      this.demo = await this.host.demoStart();
    } catch (thrown) {
      this.demoError = asError(thrown);
    }
    this.changed();
    return this.demoError === null;
  }

  async stopDemo(): Promise<void> {
    try {
      await this.host.demoStop();
      this.demo = null;
    } catch (thrown) {
      this.demoError = asError(thrown);
    }
    this.changed();
  }

  /** Goes on with what the missing secret held up. */
  async resume(): Promise<void> {
    const asked = this.#asked;
    this.#asked = null;
    this.missing = null;
    await asked?.();
  }

  /** A profile got its file, and with it another key. */
  rekey(from: string, to: string): void {
    if (from === to) return;
    this.#secrets.set(to, { ...this.secrets(from), ...this.secrets(to) });
    this.#given.set(to, { ...this.given(from), ...this.given(to) });
    if (this.key === from) this.key = to;
    this.changed();
  }

  /** Nothing to send on: said where it was tried. */
  refuse(place: Place): void {
    this.fail(place, { code: "not_connected", args: {}, detail: "not connected", path: null });
  }

  /** What went wrong, said where it was tried. */
  fail(place: Place, error: ErrorDto): void {
    this.error = error;
    this.place = place;
    this.changed();
  }

  dismiss(): void {
    this.error = null;
    this.changed();
  }

  apply(pull: Pull): void {
    const before = JSON.stringify([this.state, this.reply, this.demo]);
    this.state = pull.state;
    this.counters = pull.counters;
    this.at = Date.now();
    this.reply = pull.reply;
    this.demo = pull.demo;
    this.numbers.changed();
    if (before !== JSON.stringify([this.state, this.reply, this.demo])) this.changed();
  }

  /** There is one connection at a time: the old one is closed in order. */
  async #leave(): Promise<void> {
    if (this.id !== null && this.live) await this.host.close(this.id).catch(() => {});
  }

  #id(): number {
    if (this.id === null) throw { code: "not_connected", args: {}, detail: "not connected", path: null };
    return this.id;
  }

  #begin(draft: Draft, id: number): void {
    this.#take(id, draft.key);
    this.state = { ...IDLE, name: "resolving" };
    this.changed();
  }

  #take(id: number, key: string | null): void {
    this.id = id;
    this.key = key;
    this.state = IDLE;
    this.counters = NOTHING;
    this.at = Date.now();
    this.reply = null;
    this.changed();
  }

  async #guard(draft: Draft | null, place: Place, job: () => Promise<unknown>): Promise<boolean> {
    this.error = null;
    this.missing = null;
    try {
      await job();
      return true;
    } catch (thrown) {
      const error = asError(thrown);
      if (error.code === "variable_missing" && error.args.names && draft) {
        this.wanted = { key: draft.key, names: error.args.names.split("\n") };
        this.#asked = () => this.#guard(draft, place, job);
      } else if (error.code === "secret_missing" && draft) {
        this.missing = error.args.name ?? null;
        this.#asked = () => this.#guard(draft, place, job);
        // The login form asks for its own; elsewhere the words say which and where.
        if (!error.path?.startsWith("login.")) {
          this.error = error;
          this.place = placeOf(error, place);
        }
      } else {
        this.error = error;
        this.place = placeOf(error, place);
      }
      return false;
    } finally {
      this.changed();
    }
  }
}

function placeOf({ path }: ErrorDto, asked: Place): Place {
  if (path === "message") return asked === "saved" ? "saved" : "message";
  const room = /^(login|services|messages|connection)\b/.exec(path ?? "")?.[1];
  if (room === "messages") return "saved";
  if (room === "connection") return "url";
  return room === "login" || room === "services" ? room : asked;
}
