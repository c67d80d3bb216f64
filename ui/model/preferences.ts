// What the page remembers between starts: language, theme, sizes.

import type { Host } from "../host/host";
import type { Preferences as Dto } from "../host/types";
import { Store } from "./store";

export class Preferences extends Store {
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

  /** At once, since the window may be closed right after a click; what changes while one is written goes with the next. */
  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#unwritten) {
      this.#unwritten = false;
      await this.host.setPreferences(this.value).catch(() => {});
    }
    this.#writing = false;
  }

  setColumn(name: string, width: number): void {
    this.set({ columns: { ...this.value.columns, [name]: Math.round(width) } });
  }

  pane(name: string, fallback: number): number {
    return this.value.panes[name] ?? fallback;
  }

  setPane(name: string, size: number): void {
    this.set({ panes: { ...this.value.panes, [name]: Math.round(size) } });
  }
}
