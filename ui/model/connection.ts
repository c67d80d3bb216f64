// A tab's connection: its state, counters and commands.

import type { Host, Secrets, VariableValues } from "../host/host";
import type { CountersDto, ErrorDto, Message, Pull, StateDto } from "../host/types";
import { asError } from "./as-error";
import type { DemoServer } from "./demo-server";
import { placeOf, type RowTarget } from "./error-place";
import type { Draft } from "./profiles";
import { ReplyWait } from "./reply-wait";
import type { SessionSecrets } from "./session-secrets";
import { Store } from "./store";
import { type TrustQuestions, unconfirmed } from "./trust";
import { type ValueRequest, wantedSecret, wantedValues } from "./value-request";

export const IDLE: StateDto = {
  name: "idle",
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

const NOT_CONNECTED: ErrorDto = { code: "not_connected", args: {}, detail: "not connected", path: null };

const NOTHING: CountersDto = {
  received: 0,
  sent: 0,
  stored: 0,
  lost: 0,
  bytesReceived: 0,
  fileBytes: 0,
  rate: 0,
  elapsedMs: 0,
  silentMs: null,
  rttMs: null,
  pings: 0,
  pongs: 0,
  waiting: null,
  limited: false,
  keep: null,
  firstRow: 1,
  kept: 0,
};

const CONNECTING = ["resolving", "connecting", "proxy", "tls", "upgrading", "waiting"];

export class ConnectionModel extends Store {
  id: number | null = null;
  /** Key of the profile that the connection belongs to. */
  key: string | null = null;
  state: StateDto = IDLE;
  counters: CountersDto = NOTHING;
  /** When `counters` arrived; used to interpolate elapsed seconds. */
  at = 0;
  readonly awaited = new ReplyWait(() => this.changed());
  /** Why the last command was refused, and where that is shown. */
  error: ErrorDto | null = null;
  place: RowTarget = "url";
  /** The secret that connecting asked for. */
  missing: string | null = null;
  /** Notifies of new `counters`, up to twenty times a second; the connection itself notifies of everything else. */
  readonly numbers = new Store();
  /** Variables or a secret that a command needs; the dialog asks, then the command resumes. */
  wanted: ValueRequest | null = null;
  /** Profile settings that need the user's consent; the dialog asks. */
  unconfirmed: TrustQuestions | null = null;
  /** The repeated send whose result was dismissed; the state keeps reporting it. */
  #dismissedRepeat = "";
  /** The user's choices for replies and heartbeats by the profile's key; without one the host decides. */
  readonly repliesChosen = new Map<string, boolean>();
  #pendingCommand: (() => Promise<unknown>) | null = null;
  #ended = false;

  constructor(
    private readonly host: Host,
    private readonly sessionSecrets: SessionSecrets,
    private readonly demo: DemoServer,
  ) {
    super();
  }

  get connecting(): boolean {
    return CONNECTING.includes(this.state.name);
  }

  /** Whether the connection was lost and the next attempt is scheduled. */
  get waiting(): boolean {
    return this.state.name === "waiting";
  }

  get open(): boolean {
    return this.state.name === "open" || this.state.name === "loggedIn";
  }

  /** Whether "disconnect" or "cancel" applies. */
  get live(): boolean {
    return this.open || this.connecting || this.state.name === "closing";
  }

  secrets(key: string): Secrets {
    return this.sessionSecrets.secrets(key);
  }

  setSecret(key: string, name: string, value: string): void {
    if (this.missing === name && value !== "") this.missing = null;
    this.sessionSecrets.setSecret(key, name, value);
    this.changed();
  }

  /** Variable values that were asked for; kept until the window closes. */
  given(key: string): VariableValues {
    return this.sessionSecrets.given(key);
  }

  setGiven(key: string, given: VariableValues): void {
    this.sessionSecrets.setGiven(key, given);
    this.changed();
  }

  /** Resumes the command with the dialog's answer; null cancels it. */
  async answer(values: VariableValues | null): Promise<void> {
    const { wanted } = this;
    this.wanted = null;
    if (wanted && values) {
      if (wanted.secret) for (const [name, value] of Object.entries(values)) this.setSecret(wanted.key, name, value);
      else this.setGiven(wanted.key, { ...this.given(wanted.key), ...values });
      await this.resume();
    } else {
      if (wanted?.secret) this.error = wanted.secret;
      this.#pendingCommand = null;
      this.changed();
    }
  }

  /** Resumes the command once the user has agreed to exactly these questions, else cancels it. */
  async confirm(command: TrustQuestions, go: boolean): Promise<void> {
    if (this.unconfirmed === command) this.unconfirmed = null;
    if (go) {
      await this.host.agree(command.token);
      await this.resume();
    } else {
      this.#pendingCommand = null;
      this.changed();
    }
  }

  async connect(draft: Draft): Promise<boolean> {
    return this.#guard(draft, "url", async () => {
      await this.#leave();
      const replies = this.repliesChosen.get(draft.key) ?? null;
      this.#begin(draft, await this.host.connect(draft.profile, draft.id, ...this.#values(draft), replies));
    });
  }

  /** Views a transcript file. */
  view(id: number): void {
    this.#take(id, null);
  }

  /** Ends a closed tab's connection; an id that is still on its way is released on arrival. */
  end(): void {
    this.#ended = true;
    this.leave();
  }

  /** Releases the shown connection, closing it in order, or the file. */
  leave(): void {
    const { id } = this;
    if (id === null) return;
    this.key = null;
    this.id = null;
    this.state = IDLE;
    this.changed();
    this.#release(id);
  }

  /** Allows the other host that a redirect named, and connects to it. */
  async goElsewhere(draft: Draft): Promise<void> {
    const { id } = this;
    if (id === null) return;
    if (await this.#guard(draft, "url", () => this.host.allowHost(id))) await this.connect(draft);
  }

  /** Makes the scheduled reconnection attempt now. */
  async connectNow(): Promise<void> {
    await this.#withId("url", (id) => this.host.connectNow(id));
  }

  async disconnect(code?: number, reason?: string): Promise<void> {
    await this.#withId("url", (id) => this.host.close(id, code, reason));
  }

  /** Drops TCP without a Close frame. */
  async abort(reset: boolean): Promise<void> {
    await this.#withId("url", (id) => this.host.abort(id, reset));
  }

  /** Sends a message's bytes as a ping or a pong. */
  async sendControl(draft: Draft, message: Message, pong: boolean): Promise<boolean> {
    return this.#guard(draft, "message", () =>
      this.host.sendControl(this.#id(), draft.profile, message, ...this.#values(draft), pong),
    );
  }

  async send(draft: Draft, message: Message, place: RowTarget): Promise<boolean> {
    return this.#guard(draft, place, () => this.host.send(this.#id(), draft.profile, message, ...this.#values(draft)));
  }

  /** Sends a message repeatedly; `state.repeat` reports progress. */
  async repeat(draft: Draft, message: Message, how: { times: number | null; every: string }): Promise<boolean> {
    this.#dismissedRepeat = "";
    return this.#guard(draft, "message", () =>
      this.host.repeatSend(this.#id(), draft.profile, message, ...this.#values(draft), how),
    );
  }

  async stopRepeat(): Promise<void> {
    await this.#withId("message", (id) => this.host.stopRepeat(id));
  }

  /** The repeated send to report, unless it was dismissed. */
  get repeating(): StateDto["repeat"] {
    const { repeat } = this.state;
    return repeat && this.#stamp(repeat) !== this.#dismissedRepeat ? repeat : null;
  }

  dismissRepeat(): void {
    const { repeat } = this.state;
    if (repeat) this.#dismissedRepeat = this.#stamp(repeat);
    this.changed();
  }

  #stamp(repeat: NonNullable<StateDto["repeat"]>) {
    return repeat.running ? "running" : JSON.stringify([this.id, repeat]);
  }

  async sendLogin(draft: Draft): Promise<boolean> {
    return this.#guard(draft, "login", () => this.host.sendLogin(this.#id(), draft.profile, ...this.#values(draft)));
  }

  /** Switches replies and heartbeats of this connection, and remembers the choice for the next one. */
  async setReplies(draft: Draft, on: boolean): Promise<void> {
    await this.#guard(draft, "replies", async () => {
      const isMine = this.live && this.key === draft.key;
      if (isMine) await this.host.setReplies(this.#id(), draft.profile, draft.id, ...this.#values(draft), on);
      this.repliesChosen.set(draft.key, on);
    });
  }

  async run(draft: Draft, name: string | null): Promise<boolean> {
    return this.#guard(draft, "url", async () => {
      const on = this.open && this.key === draft.key ? this.id : null;
      if (on === null) await this.#leave();
      const replies = this.repliesChosen.get(draft.key) ?? null;
      const id = await this.host.runScenario(on, draft.profile, draft.id, ...this.#values(draft), name, replies);
      if (id !== this.id) this.#begin(draft, id);
    });
  }

  async stopRun(): Promise<void> {
    await this.#withId("url", (id) => this.host.stopScenario(id));
  }

  /** Resumes the command that waited for the missing secret. */
  async resume(): Promise<void> {
    const command = this.#pendingCommand;
    this.#pendingCommand = null;
    this.missing = null;
    await command?.();
  }

  /** Follows a profile that was saved and has a new key. */
  rekey(from: string, to: string): void {
    if (this.key !== from) return;
    this.key = to;
    this.changed();
  }

  /** Shows at `place` that there is no connection to send on. */
  refuse(place: RowTarget): void {
    this.fail(place, NOT_CONNECTED);
  }

  /** Shows an error at `place`. */
  fail(place: RowTarget, error: ErrorDto): void {
    this.error = error;
    this.place = place;
    this.changed();
  }

  dismiss(): void {
    this.error = null;
    this.changed();
  }

  apply(pull: Pull): void {
    const before = JSON.stringify([this.state, this.awaited.reply]);
    this.state = pull.state;
    this.counters = pull.counters;
    this.at = Date.now();
    this.awaited.follow(pull.reply);
    this.demo.update(pull.demo);
    this.numbers.changed();
    if (before !== JSON.stringify([this.state, this.awaited.reply])) this.changed();
  }

  /** A tab has one connection at a time: the old one is closed in order. */
  async #leave() {
    if (this.id !== null && this.live) await this.host.close(this.id).catch(() => {});
  }

  /** The secrets and variable values typed for a profile. */
  #values({ key }: Draft): [Secrets, VariableValues] {
    return [this.secrets(key), this.given(key)];
  }

  async #withId(place: RowTarget, command: (id: number) => Promise<unknown>) {
    const { id } = this;
    if (id !== null) await this.#guard(null, place, () => command(id));
  }

  #id() {
    if (this.id === null) throw NOT_CONNECTED;
    return this.id;
  }

  #begin(draft: Draft, id: number) {
    this.#take(id, draft.key);
    this.state = { ...IDLE, name: "resolving" };
    this.changed();
  }

  #take(id: number, key: string | null) {
    if (this.#ended) {
      this.#release(id);
      return;
    }
    if (this.id !== null) this.#release(this.id);
    this.id = id;
    this.key = key;
    this.state = IDLE;
    this.counters = NOTHING;
    this.at = Date.now();
    this.awaited.follow(null);
    this.changed();
  }

  /** The host forgets the connection once it has closed. */
  #release(id: number) {
    void this.host.release(id).catch(() => {});
  }

  async #guard(draft: Draft | null, place: RowTarget, job: () => Promise<unknown>) {
    this.error = null;
    this.missing = null;
    const again = () => this.#guard(draft, place, job);
    try {
      await job();
      return true;
    } catch (thrown) {
      const error = asError(thrown);
      if (error.code === "variable_missing" && error.args.names && draft) {
        this.wanted = wantedValues(draft, this.given(draft.key), error.args.names);
        this.#pendingCommand = again;
      } else if (error.code === "trust_unconfirmed" && draft) {
        this.unconfirmed = unconfirmed(draft, error);
        this.#pendingCommand = again;
      } else if (error.code === "secret_missing" && draft) {
        this.missing = error.args.name ?? null;
        this.#pendingCommand = again;
        // The login form asks for its own secrets, the dialog for all others.
        if (!error.path?.startsWith("login.")) {
          this.place = placeOf(error, place);
          this.wanted = wantedSecret(draft, this.given(draft.key), error);
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
