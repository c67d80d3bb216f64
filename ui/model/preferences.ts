// Preferences kept between starts: language, theme, sizes.

import { ZOOM_STEPS } from "../host/constants";
import type { Host } from "../host/host";
import type { Preferences as Dto } from "../host/types";
import { Store } from "./store";

/** Profiles whose last scenario is remembered. */
const REMEMBERED_SCENARIOS = 200;

export class PreferencesStore extends Store {
  value: Dto;
  #unwritten = false;
  #writing = false;

  constructor(
    private readonly host: Host,
    value: Dto,
  ) {
    super();
    this.value = { ...value, columns: { ...value.columns }, panes: { ...value.panes }, table: { ...value.table } };
  }

  set(patch: Partial<Dto>): void {
    this.value = { ...this.value, ...patch };
    this.changed();
    this.#unwritten = true;
    void this.#write();
  }

  /**
   * Writes immediately, because the window may be closed right after a click; changes during a write go with the next.
   */
  async #write() {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#unwritten) {
      this.#unwritten = false;
      await this.host.setPreferences(this.value).catch(() => {});
    }
    this.#writing = false;
  }

  /** Zooms by one step; 0 resets to 100 percent. */
  zoom(by: -1 | 0 | 1): void {
    const zoom = stepped(this.value.zoom ?? 100, by);
    if (zoom !== (this.value.zoom ?? 100)) this.set({ zoom });
  }

  setColumn(name: string, width: number): void {
    this.set({ columns: { ...this.value.columns, [name]: Math.round(width) } });
  }

  /** Remembers the scenario that a profile ran last, for the most recent profiles. */
  setScenario(profile: string, name: string): void {
    const { [profile]: old, ...others } = this.value.scenarios;
    if (old === name) return;
    const recent = Object.entries(others).slice(-(REMEMBERED_SCENARIOS - 1));
    this.set({ scenarios: { ...Object.fromEntries(recent), [profile]: name } });
  }

  pane(name: string, fallback: number): number {
    return this.value.panes[name] ?? fallback;
  }

  /** Resets a pane to its default size. */
  forgetPane(name: string): void {
    const { [name]: _gone, ...panes } = this.value.panes;
    this.set({ panes });
  }

  setPane(name: string, size: number): void {
    this.set({ panes: { ...this.value.panes, [name]: Math.round(size) } });
  }
}

/** The next zoom step. */
export function stepped(zoom: number, by: -1 | 0 | 1): number {
  if (by === 0) return 100;
  const next = by > 0 ? ZOOM_STEPS.find((step) => step > zoom) : ZOOM_STEPS.filter((step) => step < zoom).at(-1);
  return next ?? zoom;
}
