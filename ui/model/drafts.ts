// Unsaved profiles and half-written messages, kept in case of a crash, each with its tab. The host leaves out login values
// and secrets.

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

/** What changes within this time is written together. */
const KEPT_AFTER_MS = 300;

export class Drafts {
  /** What the host has; null until the drafts of the last run are back. */
  #kept: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing = false;

  constructor(private readonly parts: DraftDeps) {
    parts.library.subscribe(() => this.changed());
    parts.tabs.subscribe(() => this.changed());
  }

  /** Something was typed, saved, sent or thrown away. */
  changed(): void {
    if (this.#kept !== null) this.#timer ??= setTimeout(() => void this.#write(), KEPT_AFTER_MS);
  }

  async #write(): Promise<void> {
    this.#timer = null;
    if (this.#writing) return;
    const drafts = this.#now();
    const text = JSON.stringify(drafts);
    if (text === this.#kept) return;
    this.#writing = true;
    // One that cannot be written now is tried again with the next change.
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

  /** Brings back the drafts of the last run; those of profiles whose tabs are open go there. */
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
    // The blank tab may have been taken out of the list of tabs meanwhile.
    if (tabs.list.includes(active)) tabs.activate(active);
    if (used.size > 0) notices.say(restored.every((one) => one.complete) ? "notice-drafts" : "notice-drafts-without");
    this.#kept = "";
    this.changed();
  }

  #show({ draft, opened }: RestoredDraft, used: Set<Tab>): Tab | null {
    const { tabs, library } = this.parts;
    const shown = library.restore(opened, draft.profile, draft.key, draft.edited);
    if (!shown) return null;
    const there = tabs.list.find((tab) => !used.has(tab) && tab.models.profiles.current?.key === shown.key);
    const tab = there ?? (tabs.active.isBlank ? tabs.active : tabs.create(Math.min(draft.at, tabs.list.length)));
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
