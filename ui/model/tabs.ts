// The window's tabs, their order and the active one.

import type { HistoryEntryDto } from "../host/types";
import type { Draft } from "./library";
import { inserted } from "./list";
import type { Models } from "./models";
import { Store } from "./store";

/** Number of closed tabs that can be reopened. */
const REMEMBERED = 20;

export class Tab {
  #past: { connection: number; id: string } | null = null;
  /** The entry of the past connection shown in the tab. */
  about: HistoryEntryDto | null = null;
  /** The received count when the tab was last visible. */
  #seenCount = { id: null as number | null, received: 0 };

  constructor(
    readonly number: number,
    readonly models: Models,
  ) {}

  /** Id of the past connection viewed in the tab. */
  get past(): string | null {
    return this.#past && this.#past.connection === this.models.connection.id ? this.#past.id : null;
  }

  showsPast(connection: number, id: string): void {
    this.#past = { connection, id };
    this.about = null;
  }

  /** Marks the tab's messages as seen. */
  markSeen(): void {
    const { id, counters } = this.models.connection;
    this.#seenCount = { id, received: counters.received };
  }

  /** Messages received since the tab was last visible. */
  get fresh(): number {
    const { id, counters } = this.models.connection;
    return id === this.#seenCount.id ? Math.max(0, counters.received - this.#seenCount.received) : counters.received;
  }

  /** Whether another profile or file can replace the content without losing anything. */
  get isFree(): boolean {
    const { connection, rows, composer } = this.models;
    // A failed attempt left no rows.
    const failed = connection.state.name === "closed" && rows.all + rows.cleared === 0;
    const unused = connection.id === null || failed;
    return unused && composer.empty && !this.isEdited;
  }

  /** Whether the tab is empty. */
  get isBlank(): boolean {
    const { connection, profiles } = this.models;
    return connection.id === null && profiles.current === null;
  }

  /** Whether the tab has edits that no file holds. */
  get isEdited(): boolean {
    return this.models.profiles.isEdited;
  }
}

/** A closed tab, for reopening. */
export interface Closed {
  at: number;
  draft: Draft | null;
  past: string | null;
}

export class Tabs extends Store {
  list: Tab[] = [];
  /** Notifies of new message counts; the tabs themselves notify of everything else. */
  readonly numbers = new Store();
  #active: Tab | null = null;
  #closed: Closed[] = [];
  #next = 1;

  constructor(private readonly make: (active: () => boolean) => Models) {
    super();
  }

  /** The active tab; there always is one. */
  get active(): Tab {
    return this.#active ?? this.create();
  }

  /** Creates a tab after the active one. */
  create(at = this.#active ? this.list.indexOf(this.#active) + 1 : 0): Tab {
    const tab: Tab = new Tab(
      this.#next++,
      this.make(() => this.#active === tab),
    );
    const { connection, profiles } = tab.models;
    connection.subscribe(() => this.changed());
    profiles.subscribe(() => this.changed());
    connection.numbers.subscribe(() => {
      if (tab === this.#active) tab.markSeen();
      this.numbers.changed();
    });
    this.list = inserted(this.list, at, tab);
    this.activate(tab);
    return tab;
  }

  activate(tab: Tab): void {
    if (tab === this.#active || !this.list.includes(tab)) return;
    this.#active?.markSeen();
    this.#active = tab;
    tab.markSeen();
    tab.models.feed.wake();
    this.changed();
  }

  /** Activates the next tab to the right (1) or left (-1), wrapping around. */
  step(by: 1 | -1): void {
    const { list } = this;
    const next = list[(list.indexOf(this.active) + by + list.length) % list.length];
    if (next) this.activate(next);
  }

  /** Moves a tab to another position. */
  move(tab: Tab, to: number): void {
    const rest = this.list.filter((one) => one !== tab);
    const at = Math.min(Math.max(to, 0), rest.length);
    if (this.list.indexOf(tab) === at) return;
    this.list = inserted(rest, at, tab);
    this.changed();
  }

  /** Closes a tab: its connection is closed in order, and typed content is kept for `reopen`. */
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

  /** Takes the last closed tab. */
  takeClosed(): Closed | null {
    return this.#closed.pop() ?? null;
  }

  get canReopen(): boolean {
    return this.#closed.length > 0;
  }

  /** The tab that shows this profile, preferring the active one. */
  of(key: string): Tab | null {
    const shows = (tab: Tab) => tab.models.profiles.current?.key === key;
    return shows(this.active) ? this.active : (this.list.find(shows) ?? null);
  }

  /** Whether a tab of this profile is connected or connecting. */
  isLive(key: string): boolean {
    return this.list.some(({ models: { connection } }) => connection.key === key && connection.live);
  }
}
