// History of past connections: the list, actions on an entry, search across all, and disk usage.

import type { Host } from "../host/host";
import type {
  CleanUpDto,
  ErrorDto,
  ExportDto,
  ExportRequest,
  FoundDto,
  FoundRow,
  HistoryEntryDto,
} from "../host/types";
import type { Notices } from "./notices";
import type { PreferencesStore } from "./preferences";
import { FallibleStore } from "./store";
import { sleep } from "./time";

/** Disk usage in bytes above which a clean-up is proposed. */
const BUDGET = 10e9;
const NEWS_EVERY_MS = 150;

/** Entries of one profile, newest first. */
interface HistoryGroup {
  /** The profile's name; empty for connections without a profile. */
  name: string;
  list: HistoryEntryDto[];
}

/** Search hits in one entry so far. */
export interface HistoryHits {
  id: string;
  rows: FoundRow[];
  total: number;
  error: ErrorDto | null;
}

interface Search {
  text: string;
  hits: HistoryHits[];
  looked: number;
  of: number;
  done: boolean;
}

export class History extends FallibleStore {
  open = false;
  /** Whether deleted entries are shown. */
  trash = false;
  list: HistoryEntryDto[] = [];
  deleted: HistoryEntryDto[] = [];
  bytes = 0;
  loaded = false;
  search: Search | null = null;
  /** Whether an export of an entry is running. */
  exporting = false;
  #counting = false;
  #round = 0;

  constructor(
    private readonly host: Host,
    private readonly notices: Notices,
    private readonly preferences: PreferencesStore,
    /** Views an entry, at a row if one is given. */
    private readonly showOne: (id: string, row: number | null) => Promise<void>,
  ) {
    super();
  }

  get budget(): number {
    return this.preferences.value.historyBudget ?? BUDGET;
  }

  setBudget(bytes: number): void {
    this.preferences.set({ historyBudget: bytes });
    this.changed();
  }

  get groups(): HistoryGroup[] {
    return grouped(this.trash ? this.deleted : this.list);
  }

  async show(): Promise<void> {
    this.open = true;
    this.trash = false;
    this.error = null;
    this.changed();
    await this.load();
  }

  hide(): void {
    this.open = false;
    void this.stopFinding();
    this.changed();
  }

  showTrash(on: boolean): void {
    this.trash = on;
    this.changed();
  }

  async load(): Promise<void> {
    await this.attempt(async () => {
      const { past, deleted, bytes } = await this.host.history();
      Object.assign(this, { list: past, deleted, bytes, loaded: true });
    });
    void this.#count();
  }

  /** Counts the rows of uncounted entries one after the other while the page is open. */
  async #count() {
    if (this.#counting) return;
    this.#counting = true;
    for (const { id } of this.list.filter((one) => !one.counted && !one.error && !one.open)) {
      if (!this.open) break;
      const counted = await this.host.historyCount(id).catch(() => null);
      if (!counted) continue;
      this.list = this.list.map((one) => (one.id === id ? counted : one));
      this.changed();
    }
    this.#counting = false;
  }

  /** Views an entry, at a row if one is given. */
  async view(id: string, row: number | null = null): Promise<void> {
    await this.attempt(async () => {
      await this.showOne(id, row);
      this.hide();
    });
  }

  async rename(id: string, title: string): Promise<void> {
    await this.attempt(() => this.host.historyRename(id, title));
    await this.load();
  }

  async pin(id: string, pinned: boolean): Promise<void> {
    await this.attempt(() => this.host.historyPin(id, pinned));
    await this.load();
  }

  async remove(one: HistoryEntryDto, name: string): Promise<void> {
    const done = await this.attempt(() => this.host.historyDelete(one.id));
    if (done) this.notices.say("notice-deleted", { name }, () => void this.restore(one.id));
    if (done) await this.load();
  }

  async restore(id: string): Promise<void> {
    if (await this.attempt(() => this.host.historyRestore(id))) await this.load();
  }

  /** Removes deleted entries for good. */
  async removeDeleted(ids: string[]): Promise<void> {
    if (await this.attempt(() => this.host.historyRemove(ids))) await this.load();
  }

  async showInFolder(id: string): Promise<void> {
    await this.attempt(() => this.host.historyShowInFolder(id));
  }

  /** Asks for a file and exports the entry; a notice or an error reports the result. */
  async export(id: string, name: string, request: ExportRequest): Promise<void> {
    this.exporting = true;
    this.changed();
    await this.attempt(async () => {
      if ((await this.host.historyExport(id, request)) === null) return;
      let status: ExportDto | null = null;
      while (!status?.done) {
        if (status) await sleep(NEWS_EVERY_MS);
        status = await this.host.exportStatus();
        if (!status) return;
      }
      if (status.error) throw status.error;
      if (!status.cancelled) this.notices.say("notice-history-exported", { name, path: status.path });
    });
    this.exporting = false;
    this.changed();
  }

  async plan(): Promise<CleanUpDto | null> {
    return this.obtain(() => this.host.historyPlan(this.budget));
  }

  /** Removes the entries of a confirmed plan. */
  async cleanUp(plan: CleanUpDto): Promise<number | null> {
    const ids = plan.goes.map((one) => one.id);
    const freed = await this.obtain(() => this.host.historyCleanUp(this.budget, ids));
    await this.load();
    return freed;
  }

  /** Searches all entries; hits arrive as they are found. */
  async find(text: string): Promise<void> {
    const round = ++this.#round;
    this.search = null;
    if (text.trim() === "") return this.stopFinding();
    const begun = await this.attempt(() => this.host.historyFind(text));
    if (!begun || round !== this.#round) return;
    this.search = { text, hits: [], looked: 0, of: 0, done: false };
    this.changed();
    while (round === this.#round && this.search && !this.search.done) {
      const succeeded = await this.attempt(async () => {
        const { found, looked, of, done } = await this.host.historyFound();
        if (round !== this.#round || !this.search) return;
        this.search = { ...this.search, hits: found.reduce(withFound, this.search.hits), looked, of, done };
      });
      if (!succeeded) return;
      if (!this.search?.done) await sleep(NEWS_EVERY_MS);
    }
  }

  /** Stops the search; hits stay until the text is cleared. */
  async stopFinding(keep = false): Promise<void> {
    this.#round++;
    this.search = keep && this.search ? { ...this.search, done: true } : null;
    this.changed();
    await this.host.historyFindStop().catch(() => {});
  }
}

/** Groups entries by profile, newest group first. */
export function grouped(list: HistoryEntryDto[]): HistoryGroup[] {
  const groups = new Map<string, HistoryGroup>();
  for (const one of list) {
    const key = one.profile || one.name;
    const group = groups.get(key) ?? { name: one.name, list: [] };
    group.list.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Merges another part of the search result. */
export function withFound(hits: HistoryHits[], found: FoundDto): HistoryHits[] {
  const { id, rows, total, error } = found;
  const old = hits.find((one) => one.id === id);
  if (!old) return [...hits, { id, rows, total, error }];
  const next = { id, rows: [...old.rows, ...rows], total, error };
  return hits.map((one) => (one.id === id ? next : one));
}
