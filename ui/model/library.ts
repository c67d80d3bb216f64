// The saved profiles and their unsaved edits, shared by all tabs.

import type { Host } from "../host/host";
import type { ErrorDto, OpenedProfile, Profile, ProfileSummary } from "../host/types";
import { FallibleStore } from "./store";

/** An open profile: the file's content (null without a file) and the form's. */
export interface Draft {
  key: string;
  id: string | null;
  path: string;
  saved: string | null;
  /** The initial content of a profile without a file, to detect edits. */
  begun: string | null;
  profile: Profile;
  /** Keys in the file that this version does not know. */
  unknown?: string[];
}

/** One entry of the list. */
export interface LibraryEntry {
  key: string;
  name: string;
  url: string;
  path: string;
  dirty: boolean;
  saved: boolean;
  error: ErrorDto | null;
}

export class Library extends FallibleStore {
  /** Called when a profile gets a file, and with it another key. */
  readonly onRekey = new Set<(from: string, to: string) => void>();
  /** Called when a profile is gone, or another one has its key: nothing typed for it applies any more. */
  readonly onGone = new Set<(key: string) => void>();
  #summaries: ProfileSummary[] = [];
  readonly #drafts = new Map<string, Draft>();
  #next = 1;

  constructor(private readonly host: Host) {
    super();
  }

  async load(): Promise<void> {
    await this.attempt(async () => {
      this.#summaries = await this.host.profiles();
    });
  }

  get entries(): LibraryEntry[] {
    const savedIds = new Set(this.#summaries.map((one) => one.id));
    const saved = this.#summaries.map((one): LibraryEntry => {
      const draft = this.#drafts.get(one.id);
      const { name, connection } = draft?.profile ?? { name: one.name, connection: { url: one.url } };
      const dirty = draft ? isDirty(draft) : false;
      return { key: one.id, name, url: connection.url, path: one.path, dirty, saved: true, error: one.error };
    });
    const unsaved = [...this.#drafts.values()]
      .filter((one) => one.id === null || !savedIds.has(one.id))
      .map((one): LibraryEntry => {
        const { name, connection } = one.profile;
        const saved = one.id !== null;
        return { key: one.key, name, url: connection.url, path: one.path, dirty: isDirty(one), saved, error: null };
      });
    return [...unsaved, ...saved];
  }

  draft(key: string | null): Draft | null {
    return key === null ? null : (this.#drafts.get(key) ?? null);
  }

  /** Reads a profile unless it is loaded; null if it cannot be read. */
  async open(key: string): Promise<Draft | null> {
    const existing = this.draft(key);
    if (existing) {
      this.error = null;
      this.changed();
      return existing;
    }
    return this.#opened(() => this.host.openProfile(key));
  }

  /**
   * Restores unsaved work of the last run: edits of a profile's file, or a profile without one, `edited` if it was
   * changed.
   */
  restore(opened: OpenedProfile | null, profile: Profile | null, key: string | null, edited: boolean): Draft | null {
    if (opened) return this.put(profile ? { ...draftOf(opened), profile } : draftOf(opened));
    if (!profile) return null;
    // The demo's profiles have fixed keys.
    const created = key && !key.startsWith("new:") ? this.create(profile, key) : this.create(profile);
    return edited ? this.put({ ...created, begun: null }) : created;
  }

  /** Creates a profile without a file. */
  create(profile: Profile, key = `new:${this.#next++}`): Draft {
    return this.put({ key, id: null, path: "", saved: null, begun: JSON.stringify(profile), profile });
  }

  /**
   * The original script's profile, or the demo server's, at the demo's URL; repeated calls return the same draft with
   * its edits.
   */
  async example(decoded: boolean): Promise<Draft | null> {
    const key = decoded ? "demo" : "example";
    return this.obtain(async () => {
      const fresh = await this.host.exampleProfile(decoded);
      const before = this.#drafts.get(key);
      const { url } = fresh.connection;
      return before
        ? this.put({ ...before, profile: { ...before.profile, connection: { ...before.profile.connection, url } } })
        : this.create(fresh, key);
    });
  }

  put(draft: Draft): Draft {
    this.#drafts.set(draft.key, draft);
    this.changed();
    return draft;
  }

  /** Discards edits; a profile without a file is removed. */
  discard(key: string): void {
    const draft = this.#drafts.get(key);
    if (draft?.id === null) for (const told of this.onGone) told(key);
    if (this.#drafts.delete(key)) this.changed();
  }

  async save(draft: Draft): Promise<Draft | null> {
    return this.obtain(async () =>
      this.#settle(draft, await this.host.saveProfile(draft.id, draft.profile, draft.key)),
    );
  }

  async saveAs(draft: Draft): Promise<Draft | null> {
    return this.obtain(async () => {
      const opened = await this.host.saveProfileAs(draft.profile, draft.key);
      return opened && this.#settle(draft, opened);
    });
  }

  /** Shows the file in the file manager. */
  async showInFolder(key: string): Promise<void> {
    const id = this.#drafts.get(key)?.id ?? key;
    await this.attempt(() => this.host.showProfileInFolder(id));
  }

  /** Writes a copy; returns its path. */
  async export(draft: Draft): Promise<string | null> {
    return this.obtain(() => this.host.exportProfile(draft.profile));
  }

  async openFile(): Promise<Draft | null> {
    return this.#opened(() => this.host.openProfileFile());
  }

  /** Takes a file that the host has already opened. */
  async given(opened: OpenedProfile): Promise<Draft | null> {
    return this.#opened(async () => opened);
  }

  async import(): Promise<Draft | null> {
    return this.#opened(async () => {
      const opened = await this.host.importProfile();
      if (opened) for (const told of this.onGone) told(opened.id);
      return opened;
    });
  }

  /** Renames a profile; only the name is written, other edits stay unsaved. */
  async rename(key: string, name: string): Promise<boolean> {
    const draft = await this.open(key);
    if (!draft) return false;
    const renamed = { ...draft, profile: { ...draft.profile, name } };
    const { id, saved } = draft;
    if (id === null || saved === null) {
      this.put(renamed);
      return true;
    }
    return this.attempt(async () => {
      const written: Profile = { ...(JSON.parse(saved) as Profile), name };
      const opened = await this.host.saveProfile(id, written, null);
      this.put({ ...renamed, path: opened.path, saved: JSON.stringify(opened.profile) });
      this.#summaries = await this.host.profiles();
    });
  }

  async duplicate(key: string, name: (name: string) => string): Promise<Draft | null> {
    const draft = await this.open(key);
    return draft && this.create({ ...structuredClone(draft.profile), name: name(draft.profile.name) });
  }

  /** Deletes a profile; returns an undo function. */
  async remove(key: string): Promise<(() => Promise<void>) | null> {
    const draft = this.#drafts.get(key);
    const id = draft ? draft.id : key;
    let deleted: number | null = null;
    const done = await this.attempt(async () => {
      if (id !== null) deleted = await this.host.deleteProfile(id);
      this.#drafts.delete(key);
      for (const told of this.onGone) told(key);
      if (id !== null) this.#summaries = await this.host.profiles();
    });
    if (!done) return null;
    return async () => {
      await this.attempt(async () => {
        if (deleted !== null) {
          await this.host.restoreProfile(deleted);
          this.#summaries = await this.host.profiles();
        }
        if (draft) this.#drafts.set(draft.key, draft);
      });
    };
  }

  async #opened(ask: () => Promise<OpenedProfile | null>): Promise<Draft | null> {
    return this.obtain(async () => {
      const opened = await ask();
      if (!opened) return null;
      if (!this.#summaries.some((one) => one.id === opened.id)) this.#summaries = await this.host.profiles();
      const existing = this.#drafts.get(opened.id);
      return existing && isDirty(existing) ? existing : this.put(draftOf(opened));
    });
  }

  /** Updates the draft after a save; edits made during the write stay unsaved. */
  async #settle(before: Draft, opened: OpenedProfile): Promise<Draft> {
    const now = this.#drafts.get(before.key) ?? before;
    const profile = now.profile === before.profile ? opened.profile : now.profile;
    this.#drafts.delete(before.key);
    const draft = { ...draftOf(opened), profile };
    this.#drafts.set(draft.key, draft);
    if (draft.key !== before.key) for (const told of this.onRekey) told(before.key, draft.key);
    this.changed();
    this.#summaries = await this.host.profiles();
    return draft;
  }
}

export function isDirty(draft: Draft): boolean {
  return draft.saved !== JSON.stringify(draft.profile);
}

/** Whether the draft has edits that no file holds. */
export function isEdited(draft: Draft): boolean {
  return (draft.saved ?? draft.begun) !== JSON.stringify(draft.profile);
}

function draftOf({ id, path, profile, unknown }: OpenedProfile): Draft {
  return { key: id, id, path, saved: JSON.stringify(profile), begun: null, profile, unknown };
}

/** An empty profile with a name. */
export function blank(name: string, url = "ws://"): Profile {
  return { wirelark: 1, name, connection: { url } };
}
