// The filter box above the table: the text, the applied filter, its errors and the profile's saved filters.

import type { Host } from "../host/host";
import type { CellDto, ErrorDto, LensDto, Profile, SavedFilter } from "../host/types";
import { outcome } from "./as-error";
import { compareCodes } from "./code-value";
import type { ConnectionModel } from "./connection";
import { lensOf } from "./lens";
import type { Notices } from "./notices";
import type { Profiles } from "./profiles";
import { freeName } from "./saved-messages";
import { Store } from "./store";
import { Delay } from "./time";

const AFTER_MS = 200;
/** Code names that denote a heartbeat. */
const LIFE = /heart.?beat|keep.?alive|\b(ping|pong)\b|(^|_)(ping|pong)(_|$)|心跳/i;

export class Filtering extends Store {
  /** The box's text, valid or not. */
  text = "";
  /** Why the text is not a valid filter; the rows keep the previous filter. */
  error: ErrorDto | null = null;
  /** The filter requested last. */
  #requested = "";
  readonly #applying = new Delay(() => this.apply(this.text), AFTER_MS);
  #id: number | null = null;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly profiles: Profiles,
    private readonly notices: Notices,
    private readonly lenses: readonly LensDto[],
  ) {
    super();
    connection.subscribe(() => this.#turn());
  }

  /** A new connection has no filter. */
  #turn() {
    const { id } = this.connection;
    if (id === this.#id) return;
    this.#id = id;
    this.#applying.cancel();
    Object.assign(this, { text: "", error: null });
    this.#requested = "";
    this.changed();
  }

  /** Applies the filter as soon as typing pauses. */
  type(text: string): void {
    this.text = text;
    this.#applying.start();
    this.changed();
  }

  async apply(text: string): Promise<void> {
    this.#applying.cancel();
    this.text = text;
    this.changed();
    const id = this.#id;
    // Compare with the last request, not the last answer, which may be older. Retry after an error: a code may have
    // been given its name since.
    if (id === null || (this.#requested === text && !this.error)) return;
    this.#requested = text;
    const [, error] = await outcome(this.host.filter(id, text));
    // Text typed since then gets its own answer.
    if (this.#requested !== text || id !== this.#id) return;
    this.error = error;
    this.changed();
  }

  /** Clears the filter and keeps the row selected; one undo brings the filter back. */
  async showContext(): Promise<void> {
    const { text } = this;
    if (text.trim() === "" || this.#id === null) return;
    const id = this.#id;
    await this.apply("");
    this.notices.say("notice-context", { filter: text.trim() }, () => {
      if (this.#id === id) void this.apply(text);
    });
  }

  /** Shows only, or hides, rows with this row's cell value. */
  async click(row: number, cell: CellDto, hide: boolean): Promise<void> {
    const id = this.#id;
    if (id !== null) await this.#change((text) => this.host.filterClick(id, text, row, cell, hide));
  }

  #heartbeats(): string[] {
    const profile = this.profiles.current?.profile ?? null;
    return heartbeats(profile, lensOf(this.lenses, profile));
  }

  /** Whether heartbeats are hidden. */
  get heartbeatsHidden(): boolean {
    const words = this.text.split(/\s+/);
    return this.#heartbeats().every((test) => words.includes(test));
  }

  /** Hides pings, pongs and the profile's heartbeats, or shows them again. */
  async toggleHeartbeats(): Promise<void> {
    const tests = this.#heartbeats();
    await this.#change(async (text) => {
      const without = await this.host.filterChange(text, tests, true);
      return without === text ? this.host.filterChange(text, tests, false) : without;
    });
  }

  /** Changes the filter text through the host; an invalid text cannot be extended, and the box shows why. */
  async #change(change: (text: string) => Promise<string>) {
    const [text, error] = await outcome(change(this.text));
    if (!error) return this.apply(text);
    this.error = error;
    this.changed();
  }

  // The profile's saved filters

  get saved(): SavedFilter[] {
    return this.profiles.current?.profile.filters ?? [];
  }

  /** Saves the filter to the profile; an existing name is overwritten. */
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

  /** A default name. */
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

  #edit(filters: SavedFilter[]) {
    this.profiles.edit((profile) => ({ ...profile, filters }));
  }
}

/** Filter tests for heartbeats: pings, pongs, codes that the profile names so, and what the lens says. */
export function heartbeats(profile: Profile | null, lens: LensDto | null = null): string[] {
  const named = (profile?.codes ?? []).filter((code) => LIFE.test(code.name)).map((code) => code.code);
  const codes = [...new Set(named)].sort(compareCodes);
  const words = codes.map((code) => (typeof code === "number" ? code : JSON.stringify(code)));
  const ofCodes = words.length > 0 ? [`-code:${words.join(",")}`] : [];
  return ["-kind:ping,pong", ...ofCodes, ...(lens ? ["-is:heartbeat"] : [])];
}
