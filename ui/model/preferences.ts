// What the page remembers between starts: language, theme, sizes.

import type { Host } from "../host/host";
import type { Preferences as Dto } from "../host/types";
import { Store } from "./store";

const WRITE_AFTER_MS = 300;

export class Preferences extends Store {
  value: Dto;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.host.setPreferences(this.value).catch(() => {}), WRITE_AFTER_MS);
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
