// The filter in the box above the table: what is typed, what is asked for, what is wrong with it; and the profile's own.

import type { Host } from "../host/host";
import type { CellDto, ErrorDto, Profile, SavedFilter } from "../host/types";
import type { ConnectionModel } from "./connection";
import { asError } from "./errors";
import type { Notices } from "./notices";
import type { Profiles } from "./profiles";
import { freeName } from "./saved-messages";
import { Store } from "./store";

const AFTER_MS = 200;
/** Codes whose name says that they are nothing but a sign of life. */
const LIFE = /heart.?beat|keep.?alive|\b(ping|pong)\b|(^|_)(ping|pong)(_|$)|心跳/i;

export class Filtering extends Store {
  /** What the box holds, right or wrong. */
  text = "";
  /** Why what it holds is no filter; the rows are those of the filter before. */
  error: ErrorDto | null = null;
  /** What was asked for last. */
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #id: number | null = null;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly profiles: Profiles,
    private readonly notices: Notices,
  ) {
    super();
    connection.subscribe(() => this.#turn());
  }

  /** A new connection has no filter. */
  #turn(): void {
    const { id } = this.connection;
    if (id === this.#id) return;
    this.#id = id;
    clearTimeout(this.#timer);
    Object.assign(this, { text: "", error: null });
    this.#asked = "";
    this.changed();
  }

  /** Asked for as soon as the typing pauses. */
  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.apply(text), AFTER_MS);
    this.changed();
  }

  async apply(text: string): Promise<void> {
    clearTimeout(this.#timer);
    this.text = text;
    this.changed();
    const id = this.#id;
    // Compared with what was asked last, not with the last answer, which may be older. What was no filter may be one
    // by now: a code may have got its name.
    if (id === null || (this.#asked === text && !this.error)) return;
    this.#asked = text;
    const error = await this.host.filter(id, text).then(
      () => null,
      (thrown: unknown) => asError(thrown),
    );
    // What has been typed since then has an answer of its own.
    if (this.#asked !== text || id !== this.#id) return;
    this.error = error;
    this.changed();
  }

  /** All rows again, the selected one where it was among them; one step brings the filter back. */
  async showContext(): Promise<void> {
    const { text } = this;
    if (text.trim() === "" || this.#id === null) return;
    const id = this.#id;
    await this.apply("");
    this.notices.say("notice-context", { filter: text.trim() }, () => {
      if (this.#id === id) void this.apply(text);
    });
  }

  /** Only rows like this one's cell, or none like it. */
  async click(row: number, cell: CellDto, hide: boolean): Promise<void> {
    const id = this.#id;
    if (id !== null) await this.#change((text) => this.host.filterClick(id, text, row, cell, hide));
  }

  /** They are hidden now. */
  get heartbeatsHidden(): boolean {
    const words = this.text.split(/\s+/);
    return heartbeats(this.profiles.current?.profile ?? null).every((test) => words.includes(test));
  }

  /** Pings, pongs and the profile's heartbeats: hidden, or shown again where they are hidden. */
  async toggleHeartbeats(): Promise<void> {
    const tests = heartbeats(this.profiles.current?.profile ?? null);
    await this.#change(async (text) => {
      const without = await this.host.filterChange(text, tests, true);
      return without === text ? this.host.filterChange(text, tests, false) : without;
    });
  }

  /** A text that is no filter cannot be added to; the box says why. */
  async #change(change: (text: string) => Promise<string>): Promise<void> {
    try {
      await this.apply(await change(this.text));
    } catch (thrown) {
      this.error = asError(thrown);
      this.changed();
    }
  }

  // The profile's own

  get saved(): SavedFilter[] {
    return this.profiles.current?.profile.filters ?? [];
  }

  /** Into the profile; a name that is taken means that one. */
  save(name: string): void {
    const filter = this.text.trim();
    if (name === "" || filter === "" || this.error) return;
    const before = this.saved;
    const taken = before.some((one) => one.name === name);
    this.#edit(
      taken ? before.map((one) => (one.name === name ? { ...one, filter } : one)) : [...before, { name, filter }],
    );
    this.notices.say("notice-filter-kept", { name }, () => this.#edit(before));
  }

  /** A name to begin with. */
  get suggested(): string {
    const begins = this.text.trim().slice(0, 32);
    return freeName(
      this.saved.map(({ name }) => ({ name, type: "text" })),
      begins,
    );
  }

  remove(index: number): void {
    const before = this.saved;
    const gone = before[index];
    if (!gone) return;
    this.#edit(before.filter((_, i) => i !== index));
    this.notices.say("notice-deleted", { name: gone.name }, () => this.#edit(before));
  }

  #edit(filters: SavedFilter[]): void {
    this.profiles.edit((profile) => ({ ...profile, filters }));
  }
}

/** The tests that hide what only says "I am here": pings, pongs, and codes that the profile names so. */
export function heartbeats(profile: Profile | null): string[] {
  const named = (profile?.codes ?? []).filter((code) => LIFE.test(code.name)).map((code) => code.code);
  const codes = [...new Set(named)].sort((a, b) => a - b);
  return ["-kind:ping,pong", ...(codes.length > 0 ? [`-code:${codes.join(",")}`] : [])];
}
