// The saved profiles, the open one, and what was typed into each and not yet saved.

import type { Host } from "../host/host";
import type { ErrorDto, OpenedProfile, Profile, ProfileSummary } from "../host/types";
import { asError } from "./errors";
import { Store } from "./store";

/** An open profile: what its file holds (null where it has none) and what the form holds. */
export interface Draft {
  key: string;
  id: string | null;
  path: string;
  saved: string | null;
  profile: Profile;
}

/** One line of the list. */
export interface Entry {
  key: string;
  name: string;
  url: string;
  path: string;
  dirty: boolean;
  saved: boolean;
  error: ErrorDto | null;
}

export class Profiles extends Store {
  current: Draft | null = null;
  /** Why the last open, save or import failed. */
  error: ErrorDto | null = null;
  #summaries: ProfileSummary[] = [];
  readonly #drafts = new Map<string, Draft>();
  #next = 1;

  constructor(private readonly host: Host) {
    super();
  }

  async load(): Promise<void> {
    await this.#try(async () => {
      this.#summaries = await this.host.profiles();
    });
  }

  get entries(): Entry[] {
    const listed = new Set(this.#summaries.map((one) => one.id));
    const saved = this.#summaries.map((one): Entry => {
      const draft = this.#drafts.get(one.id);
      const { name, connection } = draft?.profile ?? { name: one.name, connection: { url: one.url } };
      const dirty = draft ? isDirty(draft) : false;
      return { key: one.id, name, url: connection.url, path: one.path, dirty, saved: true, error: one.error };
    });
    const unsaved = [...this.#drafts.values()]
      .filter((one) => one.id === null || !listed.has(one.id))
      .map((one): Entry => {
        const { name, connection } = one.profile;
        const saved = one.id !== null;
        return { key: one.key, name, url: connection.url, path: one.path, dirty: isDirty(one), saved, error: null };
      });
    return [...unsaved, ...saved];
  }

  async select(key: string): Promise<boolean> {
    const draft = this.#drafts.get(key);
    if (draft) {
      this.#show(draft);
      return true;
    }
    return this.#try(async () => this.#adopt(await this.host.openProfile(key)));
  }

  /** A profile that has no file yet. */
  create(profile: Profile, key = `new:${this.#next++}`): void {
    this.#show({ key, id: null, path: "", saved: null, profile });
  }

  /** The original script's profile; asked for again, it is the same one with what was typed into it, at the demo's URL. */
  async example(): Promise<boolean> {
    return this.#try(async () => {
      const fresh = await this.host.exampleProfile();
      const before = this.#drafts.get("example")?.profile;
      const { url } = fresh.connection;
      this.create(before ? { ...before, connection: { ...before.connection, url } } : fresh, "example");
    });
  }

  edit(change: (profile: Profile) => Profile): void {
    if (!this.current) return;
    this.#show({ ...this.current, profile: change(this.current.profile) });
  }

  async save(): Promise<boolean> {
    const draft = this.current;
    if (!draft) return false;
    return this.#try(async () => this.#settle(draft, await this.host.saveProfile(draft.id, draft.profile)));
  }

  async saveAs(): Promise<boolean> {
    const draft = this.current;
    if (!draft) return false;
    return this.#try(async () => {
      const opened = await this.host.saveProfileAs(draft.profile);
      if (!opened) return false;
      return this.#settle(draft, opened);
    });
  }

  /** Writes a copy; answers its path. */
  async export(): Promise<string | null> {
    let path: string | null = null;
    const draft = this.current;
    if (draft) {
      await this.#try(async () => {
        path = await this.host.exportProfile(draft.profile);
      });
    }
    return path;
  }

  async openFile(): Promise<boolean> {
    return this.#fromDialog(() => this.host.openProfileFile());
  }

  async import(): Promise<boolean> {
    return this.#fromDialog(() => this.host.importProfile());
  }

  /** The name alone is written at once; other edits stay edits. */
  async rename(key: string, name: string): Promise<boolean> {
    if (!(await this.#ensure(key))) return false;
    const draft = this.#drafts.get(key);
    if (!draft) return false;
    const renamed = { ...draft, profile: { ...draft.profile, name } };
    if (draft.id === null || draft.saved === null) return this.#put(renamed);
    const { id, saved } = draft;
    return this.#try(async () => {
      const written: Profile = { ...(JSON.parse(saved) as Profile), name };
      const opened = await this.host.saveProfile(id, written);
      this.#put({ ...renamed, path: opened.path, saved: JSON.stringify(opened.profile) });
      this.#summaries = await this.host.profiles();
    });
  }

  async duplicate(key: string, name: (name: string) => string): Promise<boolean> {
    if (!(await this.#ensure(key))) return false;
    const draft = this.#drafts.get(key);
    if (!draft) return false;
    this.create({ ...structuredClone(draft.profile), name: name(draft.profile.name) });
    return true;
  }

  /** Answers what brings it back. */
  async remove(key: string): Promise<(() => Promise<void>) | null> {
    const draft = this.#drafts.get(key);
    const id = draft ? draft.id : key;
    const wasCurrent = this.current?.key === key;
    const done = await this.#try(async () => {
      if (id !== null) await this.host.deleteProfile(id);
      this.#drafts.delete(key);
      if (wasCurrent) this.current = null;
      if (id !== null) this.#summaries = await this.host.profiles();
    });
    if (!done) return null;
    return async () => {
      await this.#try(async () => {
        if (id !== null) {
          const opened = await this.host.restoreProfile(id);
          this.#summaries = await this.host.profiles();
          if (!draft && wasCurrent) this.#adopt(opened);
        }
        if (draft) this.#drafts.set(draft.key, draft);
        if (draft && wasCurrent) this.current = draft;
      });
    };
  }

  async #fromDialog(ask: () => Promise<OpenedProfile | null>): Promise<boolean> {
    return this.#try(async () => {
      const opened = await ask();
      if (!opened) return false;
      this.#summaries = await this.host.profiles();
      this.#adopt(opened);
      return true;
    });
  }

  async #ensure(key: string): Promise<boolean> {
    if (this.#drafts.has(key)) return true;
    return this.#try(async () => {
      const opened = await this.host.openProfile(key);
      this.#drafts.set(opened.id, draftOf(opened));
    });
  }

  #adopt(opened: OpenedProfile): void {
    this.#show(draftOf(opened));
  }

  /** After a save: edits typed while the file was being written stay edits. */
  async #settle(before: Draft, opened: OpenedProfile): Promise<void> {
    const now = this.#drafts.get(before.key) ?? before;
    const profile = now.profile === before.profile ? opened.profile : now.profile;
    this.#drafts.delete(before.key);
    const draft = { ...draftOf(opened), profile };
    this.#drafts.set(draft.key, draft);
    if (this.current?.key === before.key) this.current = draft;
    this.#summaries = await this.host.profiles();
  }

  #show(draft: Draft): void {
    this.current = draft;
    this.#put(draft);
  }

  #put(draft: Draft): true {
    this.#drafts.set(draft.key, draft);
    if (this.current?.key === draft.key) this.current = draft;
    this.changed();
    return true;
  }

  async #try(job: () => Promise<unknown>): Promise<boolean> {
    this.error = null;
    let done = true;
    try {
      done = (await job()) !== false;
    } catch (thrown) {
      this.error = asError(thrown);
      done = false;
    }
    this.changed();
    return done;
  }
}

export function isDirty(draft: Draft): boolean {
  return draft.saved !== JSON.stringify(draft.profile);
}

function draftOf({ id, path, profile }: OpenedProfile): Draft {
  return { key: id, id, path, saved: JSON.stringify(profile), profile };
}

/** A profile with nothing in it but a name. */
export function blank(name: string, url = "ws://"): Profile {
  return { wirelark: 1, name, connection: { url } };
}
