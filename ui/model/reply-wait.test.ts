import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Pull, ReplyDto } from "../host/types";
import { ConnectionModel, IDLE } from "./connection";
import { REPLY_LATE_MS } from "./reply-wait";

const reply = (sentRow: number, waiting: boolean): ReplyDto => ({ sentRow, reply: null, waiting, delayMs: null });

describe("a reply", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function connection() {
    const made = new ConnectionModel({} as never, {} as never, { update: () => {} } as never);
    const apply = (one: ReplyDto | null) =>
      made.apply({ state: IDLE, counters: made.counters, reply: one, demo: null } as Pull);
    return { made, apply };
  }

  it("is awaited for a while, restarting with each message", () => {
    const { made, apply } = connection();
    let told = 0;
    made.subscribe(() => told++);
    apply(reply(1, true));
    vi.advanceTimersByTime(REPLY_LATE_MS - 1);
    expect(made.awaited.isLate).toBe(false);
    // The same answer again changes nothing.
    apply(reply(1, true));
    apply(reply(2, true));
    vi.advanceTimersByTime(REPLY_LATE_MS - 1);
    expect(made.awaited.isLate).toBe(false);
    const before = told;
    vi.advanceTimersByTime(1);
    expect(made.awaited.isLate).toBe(true);
    expect(told).toBe(before + 1);
  });

  it("is not late if none is expected", () => {
    const { made, apply } = connection();
    apply(reply(1, true));
    apply(reply(1, false));
    vi.advanceTimersByTime(2 * REPLY_LATE_MS);
    expect(made.awaited.isLate).toBe(false);
    apply(null);
    expect(made.awaited.reply).toBeNull();
  });
});
