// Short notices; some can be undone for a while. Errors are never shown here but beside their cause.

import { Store } from "./store";

interface Notice {
  key: number;
  /** A Fluent id with arguments, so that a change of language applies to it. */
  id: string;
  args: Record<string, string | number>;
  undo: (() => void) | null;
}

const SHOWN_MS = 4_000;
const UNDO_MS = 10_000;

export class Notices extends Store {
  list: Notice[] = [];
  #next = 1;

  say(id: string, args: Record<string, string | number> = {}, undo: (() => void) | null = null): void {
    const key = this.#next++;
    this.list = [...this.list.slice(-2), { key, id, args, undo }];
    this.changed();
    setTimeout(() => this.dismiss(key), undo ? UNDO_MS : SHOWN_MS);
  }

  undo(key: number): void {
    const notice = this.list.find((one) => one.key === key);
    this.dismiss(key);
    notice?.undo?.();
  }

  dismiss(key: number): void {
    if (!this.list.some((one) => one.key === key)) return;
    this.list = this.list.filter((one) => one.key !== key);
    this.changed();
  }
}
