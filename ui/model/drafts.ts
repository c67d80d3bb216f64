// Crash recovery of unsaved profiles and half-written messages, per tab. The host leaves out login values and secrets.

import type { Host } from "../host/host";
import type { DraftDto, RestoredDraft } from "../host/types";
import { isEdited, type Library } from "./library";
import type { Notices } from "./notices";
import type { Tab, Tabs } from "./tabs";

interface DraftDeps {
  host: Host;
  library: Library;
  tabs: Tabs;
  notices: Notices;
}

/** Changes within this time are written together. */
const KEPT_AFTER_MS = 300;

export class Drafts {
  /** The drafts the host has; null until the last run's are restored. */
  #kept: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing = false;

  constructor(private readonly parts: DraftDeps) {
    parts.library.subscribe(() => this.changed());
    parts.tabs.subscribe(() => this.changed());
  }

  /** Schedules a write after a change. */
  changed(): void {
    if (this.#kept !== null) this.#timer ??= setTimeout(() => void this.#write(), KEPT_AFTER_MS);
  }

  async #write() {
    this.#timer = null;
    if (this.#writing) return;
    const drafts = this.#now();
    const text = JSON.stringify(drafts);
    if (text === this.#kept) return;
    this.#writing = true;
    // A failed write is retried with the next change.
    const done = await this.parts.host.keepDrafts(drafts).then(
      () => true,
      () => false,
    );
    this.#writing = false;
    if (done) this.#kept = text;
    if (done && JSON.stringify(this.#now()) !== text) this.changed();
  }

  #now(): DraftDto[] {
    const { tabs } = this.parts;
    return tabs.list.flatMap((tab, at) => draftOf(tab, at, tab === tabs.active) ?? []);
  }

  /** Restores the last run's drafts; a draft of an open profile goes to its tab. */
  async restore(): Promise<void> {
    const { host, tabs, notices } = this.parts;
    const restored = await host.restoreDrafts().catch(() => []);
    const used = new Set<Tab>();
    let { active } = tabs;
    for (const one of restored) {
      const tab = this.#show(one, used);
      if (!tab) continue;
      used.add(tab);
      if (one.draft.active) active = tab;
    }
    // The blank tab may have been closed meanwhile.
    if (tabs.list.includes(active)) tabs.activate(active);
    if (used.size > 0) notices.say(restored.every((one) => one.complete) ? "notice-drafts" : "notice-drafts-without");
    this.#kept = "";
    this.changed();
  }

  #show({ draft, opened }: RestoredDraft, used: Set<Tab>): Tab | null {
    const { tabs, library } = this.parts;
    const shown = library.restore(opened, draft.profile, draft.key, draft.edited);
    if (!shown) return null;
    const existing = tabs.list.find((tab) => !used.has(tab) && tab.models.profiles.current?.key === shown.key);
    const tab = existing ?? (tabs.active.isBlank ? tabs.active : tabs.create(Math.min(draft.at, tabs.list.length)));
    tab.models.profiles.show(shown);
    if (draft.message) tab.models.composer.load(draft.message);
    return tab;
  }
}

function draftOf({ models: { profiles, composer } }: Tab, at: number, active: boolean): DraftDto | null {
  const { current } = profiles;
  if (!current) return null;
  const { key, id, profile } = current;
  const [edited, unsent] = [isEdited(current), composer.unsent];
  if (!edited && !unsent) return null;
  return {
    at,
    active,
    key,
    id,
    edited,
    profile: edited || id === null ? profile : null,
    message: unsent ? composer.message : null,
  };
}
