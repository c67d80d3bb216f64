// The open profile of one tab.

import type { Profile } from "../host/types";
import { type Draft, isDirty, isEdited, type Library } from "./library";
import { Store } from "./store";

export { type Draft, isDirty };

export class Profiles extends Store {
  #key: string | null = null;
  #shown: Draft | null = null;

  constructor(readonly library: Library) {
    super();
  }

  /** The open profile's draft; null if it was deleted. */
  get current(): Draft | null {
    return this.library.draft(this.#key);
  }

  /** Whether the profile has edits that no file holds. */
  get isEdited(): boolean {
    return this.current !== null && isEdited(this.current);
  }

  /** Follows a change of the library, which may have replaced this profile. */
  follow(): void {
    if (this.current === this.#shown) return;
    this.#shown = this.current;
    this.changed();
  }

  rekey(from: string, to: string): void {
    if (this.#key === from) this.#key = to;
  }

  show(draft: Draft | null): void {
    this.#key = draft?.key ?? null;
    this.follow();
  }

  async select(key: string): Promise<boolean> {
    const draft = await this.library.open(key);
    if (draft) this.show(draft);
    return draft !== null;
  }

  edit(change: (profile: Profile) => Profile): void {
    const { current } = this;
    if (current) this.library.put({ ...current, profile: change(current.profile) });
    this.follow();
  }

  async save(): Promise<boolean> {
    const { current } = this;
    return current !== null && (await this.library.save(current)) !== null;
  }

  async saveAs(): Promise<boolean> {
    const { current } = this;
    if (!current) return false;
    const after = await this.library.saveAs(current);
    if (after) this.show(after);
    return after !== null;
  }

  /** Writes a copy; returns its path. */
  async export(): Promise<string | null> {
    const { current } = this;
    return current && this.library.export(current);
  }
}
