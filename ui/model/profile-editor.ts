// What the pages that edit the open profile share: they follow its edits and check it while they are open.

import type { Host } from "../host/host";
import type { ErrorDto, Profile } from "../host/types";
import type { Profiles } from "./profiles";
import { Store } from "./store";
import { Delay } from "./time";

export const CHECK_AFTER_MS = 120;

export abstract class ProfileEditor<Check extends { problems: ErrorDto[] }> extends Store {
  open = false;
  check: Check | null = null;
  /** The profile as it was checked last. */
  protected checked: Profile | null = null;
  protected generation = 0;
  protected readonly checking = new Delay(() => this.refresh(), CHECK_AFTER_MS);

  constructor(
    protected readonly host: Host,
    protected readonly profiles: Profiles,
  ) {
    super();
    profiles.subscribe(() => this.#follow());
  }

  get profile(): Profile | null {
    return this.profiles.current?.profile ?? null;
  }

  hide(): void {
    if (!this.open) return;
    this.open = false;
    this.changed();
  }

  problems(path: string): ErrorDto[] {
    return this.check?.problems.filter((problem) => problem.path === path) ?? [];
  }

  /** Checks the profile; an answer for outdated settings is dropped. */
  abstract refresh(): Promise<void>;

  /** Whether the two are the same to this page; edits elsewhere keep a part's identity. */
  protected abstract isSame(a: Profile, b: Profile): boolean;

  #follow() {
    if (!this.open) return;
    if (!this.profile) this.hide();
    else if (!this.checked || !this.isSame(this.checked, this.profile)) this.checking.start();
  }
}
