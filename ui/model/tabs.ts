// The tabs of the window: which there are, in which order, and which one is looked at.

import type { HistoryEntryDto } from "../host/types";
import type { Draft } from "./library";
import type { Models } from "./models";
import { Store } from "./store";

/** Closed tabs that can be opened again. */
const REMEMBERED = 20;

export class Tab {
  #past: { connection: number; id: string } | null = null;
  /** What is known of that past connection. */
  about: HistoryEntryDto | null = null;
  /** What had been received when it was looked at last. */
  #seen = { id: null as number | null, received: 0 };

  constructor(
    readonly number: number,
    readonly models: Models,
  ) {}

  /** The past connection that is viewed in it. */
  get past(): string | null {
    return this.#past && this.#past.connection === this.models.connection.id ? this.#past.id : null;
  }

  viewsPast(connection: number, id: string): void {
    this.#past = { connection, id };
    this.about = null;
  }

  /** Somebody sees what is in it. */
  look(): void {
    const { id, counters } = this.models.connection;
    this.#seen = { id, received: counters.received };
  }

  /** Messages that came since. */
  get fresh(): number {
    const { id, counters } = this.models.connection;
    return id === this.#seen.id ? Math.max(0, counters.received - this.#seen.received) : counters.received;
  }

  /** Another profile or file can take its place, and nothing is lost by it. */
  get isFree(): boolean {
    const { connection, rows, composer } = this.models;
    // An attempt that failed has left nothing to look at.
    const failed = connection.state.name === "closed" && rows.all + rows.cleared === 0;
    const unused = connection.id === null || failed;
    return unused && composer.empty && !this.isEdited;
  }

  /** There is nothing in it. */
  get isBlank(): boolean {
    const { connection, profiles } = this.models;
    return connection.id === null && profiles.current === null;
  }

  /** It has typed work that no file holds. */
  get isEdited(): boolean {
    return this.models.profiles.isEdited;
  }
}

/** What is known of a tab that was closed. */
export interface Closed {
  at: number;
  draft: Draft | null;
  past: string | null;
}

export class Tabs extends Store {
  list: Tab[] = [];
  /** Tells of new counts of messages; the tabs themselves tell of all else. */
  readonly numbers = new Store();
  #active: Tab | null = null;
  #closed: Closed[] = [];
  #next = 1;

  constructor(private readonly make: (active: () => boolean) => Models) {
    super();
  }

  /** The one that is looked at; there always is one. */
  get active(): Tab {
    return this.#active ?? this.create();
  }

  /** A new tab, behind the active one. */
  create(at = this.#active ? this.list.indexOf(this.#active) + 1 : 0): Tab {
    const tab: Tab = new Tab(
      this.#next++,
      this.make(() => this.#active === tab),
    );
    const { connection, profiles } = tab.models;
    connection.subscribe(() => this.changed());
    profiles.subscribe(() => this.changed());
    connection.numbers.subscribe(() => {
      if (tab === this.#active) tab.look();
      this.numbers.changed();
    });
    this.list = [...this.list.slice(0, at), tab, ...this.list.slice(at)];
    this.activate(tab);
    return tab;
  }

  activate(tab: Tab): void {
    if (tab === this.#active || !this.list.includes(tab)) return;
    this.#active?.look();
    this.#active = tab;
    tab.look();
    tab.models.feed.wake();
    this.changed();
  }

  /** The next one to the right (1) or left (-1), round the end. */
  step(by: 1 | -1): void {
    const { list } = this;
    const next = list[(list.indexOf(this.active) + by + list.length) % list.length];
    if (next) this.activate(next);
  }

  /** To another place among the others. */
  move(tab: Tab, to: number): void {
    const rest = this.list.filter((one) => one !== tab);
    const at = Math.min(Math.max(to, 0), rest.length);
    if (this.list.indexOf(tab) === at) return;
    this.list = [...rest.slice(0, at), tab, ...rest.slice(at)];
    this.changed();
  }

  /** Its connection is closed in order, and what was typed is remembered for `reopen`. */
  close(tab: Tab): void {
    const at = this.list.indexOf(tab);
    if (at < 0) return;
    const draft = tab.models.profiles.current;
    if (draft || tab.past) this.#closed = [...this.#closed.slice(1 - REMEMBERED), { at, draft, past: tab.past }];
    this.list = this.list.filter((one) => one !== tab);
    if (tab === this.#active) {
      this.#active = null;
      const next = this.list[Math.min(at, this.list.length - 1)];
      if (next) this.activate(next);
      else this.create(0);
    }
    tab.models.end();
    this.changed();
  }

  /** The tab that was closed last. */
  takeClosed(): Closed | null {
    return this.#closed.pop() ?? null;
  }

  get canReopen(): boolean {
    return this.#closed.length > 0;
  }

  /** The tab that shows this profile; the active one where it is among them. */
  of(key: string): Tab | null {
    const shows = (tab: Tab) => tab.models.profiles.current?.key === key;
    return shows(this.active) ? this.active : (this.list.find(shows) ?? null);
  }

  /** A tab of this profile is connected, or about to be. */
  isLive(key: string): boolean {
    return this.list.some(({ models: { connection } }) => connection.key === key && connection.live);
  }
}
