// The reply to the last message, or how long it has been awaited.

import type { ReplyDto } from "../host/types";
import { Delay } from "./time";

/** After this time a reply is unlikely to arrive. */
export const REPLY_LATE_MS = 10_000;

export class ReplyWait {
  reply: ReplyDto | null = null;
  /** Whether the reply is overdue. */
  isLate = false;
  readonly #overdue = new Delay(() => {
    this.isLate = true;
    this.changed();
  }, REPLY_LATE_MS);

  constructor(private readonly changed: () => void) {}

  /** Starts or stops the wait for a message's reply. */
  follow(reply: ReplyDto | null): void {
    const isSame = reply?.sentRow === this.reply?.sentRow && reply?.waiting === this.reply?.waiting;
    this.reply = reply;
    if (isSame) return;
    this.#overdue.cancel();
    this.isLate = false;
    if (reply?.waiting) this.#overdue.start();
  }
}
