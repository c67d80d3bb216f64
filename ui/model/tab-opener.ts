// Opens profiles, files and past connections in tabs, and restores the tabs of the last run.

import type { Host } from "../host/host";
import type { GivenFile, OpeningDto, TabDto } from "../host/types";
import { outcome } from "./as-error";
import type { Drafts } from "./drafts";
import { blank, type Draft, type Library } from "./library";
import type { Notices } from "./notices";
import type { PreferencesStore } from "./preferences";
import { Store } from "./store";
import type { Tab, Tabs } from "./tabs";
import type { Text } from "./text";
import { sleep } from "./time";

interface OpenerDeps {
  host: Host;
  library: Library;
  tabs: Tabs;
  preferences: PreferencesStore;
  notices: Notices;
  drafts: Drafts;
  text: Text;
  /** Closes full-window pages. */
  uncover: () => void;
  /** Whether the message box is at this point, in logical pixels. */
  overBox: (x: number, y: number) => boolean;
}

/** Faster openings show no progress. */
const SHOWN_AFTER_MS = 300;
const STATUS_EVERY_MS = 200;

export class TabOpener extends Store {
  /** The transcript that opens slowly. */
  pending: OpeningDto | null = null;
  #restored = false;
  #waiting = 0;

  constructor(private readonly parts: OpenerDeps) {
    super();
    parts.tabs.subscribe(() => this.#remember());
    parts.library.onRekey.add(() => this.#remember());
  }

  /**
   * Picks the tab to fill: the asking tab if nothing would be lost, else a new one; with `fresh` only a blank tab is
   * reused.
   */
  #tabFor(origin: Tab, fresh: boolean): Tab {
    const { tabs } = this.parts;
    const reusable = tabs.list.includes(origin) && (fresh ? origin.isBlank : origin.isFree);
    if (!reusable) return tabs.create();
    origin.models.connection.leave();
    return origin;
  }

  /** Shows a draft. `origin` is the tab that was active at the request, since the answer may take a while. */
  #show(draft: Draft, origin: Tab, fresh = false): Tab {
    const { tabs } = this.parts;
    const existing = fresh ? null : tabs.of(draft.key);
    const tab = existing ?? this.#tabFor(origin, fresh);
    // Do not steal focus from a user who has moved to another tab.
    if (tabs.active === origin) tabs.activate(tab);
    if (!existing) tab.models.profiles.show(draft);
    void tab.models.composer.check();
    return tab;
  }

  // Profiles

  async #open(draft: Promise<Draft | null>) {
    const { active } = this.parts.tabs;
    const opened = await draft;
    if (opened) this.#show(opened, active);
  }

  /** Goes to the tab that shows the profile, else opens it; `fresh` always makes another. */
  async profile(key: string, fresh = false): Promise<Tab | null> {
    const { active } = this.parts.tabs;
    const draft = await this.parts.library.open(key);
    return draft && this.#show(draft, active, fresh);
  }

  newProfile(url?: string): void {
    const { library, tabs, text } = this.parts;
    this.#show(library.create(blank(text.t("profile-untitled"), url)), tabs.active);
  }

  /**
   * Opens the demo server's profile, or the original script's, at the demo's URL; a blank tab is used even if another
   * tab shows the profile.
   */
  async example(decoded = false): Promise<Tab | null> {
    const { active } = this.parts.tabs;
    const draft = await this.parts.library.example(decoded);
    return draft && this.#show(draft, active, active.isBlank);
  }

  async openFile(): Promise<void> {
    await this.#open(this.parts.library.openFile());
  }

  async import(): Promise<void> {
    await this.#open(this.parts.library.import());
  }

  async duplicate(key: string, name: (name: string) => string): Promise<void> {
    await this.#open(this.parts.library.duplicate(key, name));
  }

  /** Saves a profile of the list, open or not. */
  async save(key: string): Promise<void> {
    const { library, notices } = this.parts;
    const draft = await library.open(key);
    const saved = draft && (await library.save(draft));
    if (saved) notices.say("notice-saved", { name: saved.profile.name });
  }

  /** Exports a copy for sharing. */
  async share(key: string): Promise<void> {
    const { library, notices } = this.parts;
    const draft = await library.open(key);
    const path = draft && (await library.export(draft));
    if (path) notices.say("notice-exported", { path });
  }

  async remove(key: string): Promise<void> {
    const { library, tabs, notices } = this.parts;
    for (const { models } of tabs.list) {
      if (models.connection.key === key && models.connection.live) await models.connection.disconnect();
    }
    const entry = library.entries.find((one) => one.key === key);
    const undo = await library.remove(key);
    if (!undo) return;
    // The tab becomes empty; its received messages are in the history.
    for (const { models } of tabs.list) if (models.connection.key === key) models.connection.leave();
    // A file outside the app's folder is keyed by its path, and stays on disk.
    const elsewhere = entry?.saved && entry.key === entry.path;
    notices.say(elsewhere ? "notice-unlisted" : "notice-deleted", { name: entry?.name ?? "" }, () => void undo());
  }

  // Files

  /** The tab for a file: a blank one, else a new one. */
  #tabForFile(): Tab {
    const { tabs } = this.parts;
    return tabs.active.isBlank ? tabs.active : tabs.create();
  }

  file(id: number): Tab {
    const tab = this.#tabForFile();
    tab.models.connection.view(id);
    return tab;
  }

  /** Asks for a transcript file and opens it. */
  async transcript(): Promise<void> {
    await this.#transcript(() => this.parts.host.openTranscriptFile());
  }

  async #transcript(open: () => Promise<number | null>) {
    const { actions } = this.parts.tabs.active.models;
    const [id, error] = await outcome(this.#watched(open()));
    if (id !== null) this.file(id);
    else if (error && error.code !== "transcript_cancelled") actions.fail(error);
  }

  /** Opens files given from outside, one after the other; ends when another page takes over. */
  async takeGiven(): Promise<void> {
    for (;;) {
      const given = await this.parts.host.givenFile().catch(() => null);
      if (given === null) return;
      if (given.kind === "dropped") await this.#drop(given.x, given.y);
      else await this.#given(given);
    }
  }

  /** A file dropped on the message box is sent; any other is opened. */
  async #drop(x: number, y: number) {
    const { host, tabs, overBox } = this.parts;
    const { composer, actions } = tabs.active.models;
    if (overBox(x, y)) {
      const [, error] = await outcome(composer.takeDropped());
      if (error) actions.fail(error);
      return;
    }
    const given = await host.openDropped().catch(() => null);
    if (given) await this.#given(given);
  }

  async #given(given: GivenFile) {
    this.parts.uncover();
    await this.#take(given);
  }

  async #take(given: GivenFile) {
    const { host, library, tabs } = this.parts;
    const { active } = tabs;
    if (given.kind === "transcript") await this.#transcript(() => host.openGivenTranscript());
    else if (given.kind === "import") await active.models.exporting.importGiven();
    else if (given.kind === "dropped") return;
    else if (given.kind === "refused") active.models.actions.fail(given.error);
    else await this.#open(library.given(given.opened));
  }

  /** Shows progress if opening is slow. */
  async #watched<T>(opened: Promise<T>): Promise<T> {
    this.#waiting++;
    void this.#follow(opened);
    try {
      return await opened;
    } finally {
      this.#waiting--;
      if (this.#waiting === 0) this.#pending(null);
    }
  }

  async #follow(opened: Promise<unknown>) {
    let over = false;
    const end = () => {
      over = true;
    };
    opened.then(end, end);
    let wait = SHOWN_AFTER_MS;
    for (;;) {
      await sleep(wait);
      if (over) return;
      // Nothing is being opened while the file dialog is shown; wait for what starts afterwards.
      const status = await this.parts.host.opening().catch(() => null);
      if (over) return;
      wait = status ? STATUS_EVERY_MS : SHOWN_AFTER_MS;
      this.#pending(status);
    }
  }

  #pending(status: OpeningDto | null) {
    if (status === this.pending) return;
    this.pending = status;
    this.changed();
  }

  async cancel(): Promise<void> {
    await this.parts.host.openingCancel().catch(() => {});
  }

  /** Opens a past connection, at a row if one is given. Throws the host's errors. */
  async pastConnection(id: string, row: number | null = null): Promise<void> {
    const { host, tabs } = this.parts;
    const existing = tabs.list.find((tab) => tab.past === id);
    if (existing) {
      tabs.activate(existing);
      if (row !== null) await existing.models.finding.goTo(String(row));
      return;
    }
    const { connection, position } = await this.#watched(host.historyOpen(id, row));
    const tab = this.file(connection);
    tab.showsPast(connection, id);
    this.#remember();
    void this.#loadTitle(tab, id);
    if (position === null) return;
    const { rows, selection } = tab.models;
    rows.follow(false);
    // Wait for the rows: a new view clears the selection.
    const stop = rows.subscribe(() => {
      if (rows.total <= position) return;
      stop();
      queueMicrotask(() => {
        selection.only(position);
        tab.models.finding.onShow?.(position);
      });
    });
  }

  /** Loads the entry's title for the tab. */
  async #loadTitle(tab: Tab, id: string) {
    const history = await this.parts.host.history().catch(() => null);
    tab.about = history?.past.find((one) => one.id === id) ?? null;
    this.parts.tabs.changed();
  }

  /** Closes the file; its tab closes too unless it has a profile. */
  closeFile(tab: Tab): void {
    const { connection, profiles } = tab.models;
    if (profiles.current) connection.leave();
    else this.parts.tabs.close(tab);
  }

  // Tabs

  async reopen(): Promise<void> {
    const { tabs, library } = this.parts;
    const closed = tabs.takeClosed();
    if (!closed) return;
    const { draft, past, at } = closed;
    if (past) return this.pastConnection(past).catch(() => {});
    if (!draft) return;
    const existing = library.draft(draft.key);
    // Restores typed content unless it has been edited since.
    const shown = existing ?? library.put(draft);
    const tab = tabs.create(Math.min(at, tabs.list.length));
    tab.models.profiles.show(shown);
  }

  /** Restores the last run's tabs and unsaved work; nothing connects. */
  async restore(): Promise<void> {
    const { tabs, preferences, drafts } = this.parts;
    const { tabs: saved, tab: active, profile } = preferences.value;
    const wanted: TabDto[] = saved.length > 0 ? saved : profile === null ? [] : [{ profile, past: null }];
    const made: (Tab | null)[] = [];
    for (const one of wanted) made.push(await this.#restoreOne(one));
    const last = made[active] ?? made.find((tab) => tab !== null);
    if (last) tabs.activate(last);
    await drafts.restore();
    this.#restored = true;
    this.#remember();
  }

  /** Restores one tab; a missing file is skipped silently, because the user did not request it now. */
  async #restoreOne({ profile, past }: TabDto): Promise<Tab | null> {
    const { library, tabs } = this.parts;
    if (past !== null) {
      await this.pastConnection(past).catch(() => {});
      return tabs.list.find((tab) => tab.past === past) ?? null;
    }
    if (profile === null || !library.entries.some((entry) => entry.key === profile && !entry.error)) return null;
    const draft = await library.open(profile);
    if (!draft) return null;
    const tab = tabs.active.isBlank ? tabs.active : tabs.create(tabs.list.length);
    tab.models.profiles.show(draft);
    return tab;
  }

  /** Remembers the tabs that have a file. */
  #remember() {
    if (!this.#restored) return;
    const { tabs, preferences } = this.parts;
    const remembered = tabs.list.map((tab) => ({
      tab,
      dto: { profile: tab.models.profiles.current?.id ?? null, past: tab.past } satisfies TabDto,
    }));
    const kept = remembered.filter(({ dto }) => dto.profile !== null || dto.past !== null);
    const next = {
      tabs: kept.map(({ dto }) => dto),
      tab: Math.max(
        0,
        kept.findIndex(({ tab }) => tab === tabs.active),
      ),
      profile: tabs.active.models.profiles.current?.id ?? null,
    };
    const { tabs: old, tab, profile } = preferences.value;
    if (JSON.stringify(next) !== JSON.stringify({ tabs: old, tab, profile })) preferences.set(next);
  }
}
