// The last message's reply: what came, or how long it has been waited for.

import type { ReplyDto } from "../host/types";

/** A reply that took longer is seldom one that still comes. */
export const REPLY_LATE_MS = 10_000;

export class ReplyWait {
  reply: ReplyDto | null = null;
  /** It has been waited for so long that there may be none. */
  isLate = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: () => void) {}

  /** A message that waits for its reply waits a while. */
  follow(reply: ReplyDto | null): void {
    const isSame = reply?.sentRow === this.reply?.sentRow && reply?.waiting === this.reply?.waiting;
    this.reply = reply;
    if (isSame) return;
    clearTimeout(this.#timer);
    this.isLate = false;
    if (!reply?.waiting) return;
    this.#timer = setTimeout(() => {
      this.isLate = true;
      this.changed();
    }, REPLY_LATE_MS);
  }
}
