import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../host/host";
import type { GivenFile, OpeningDto } from "../host/types";
import { fakeHost } from "../test/fake-host";
import { makeWindow } from "./models";

/** A window whose file opens only when `open` or `fail` is called. */
async function slow() {
  let end = { open: (_: number | null) => {}, fail: (_: unknown) => {} };
  let status: OpeningDto | null = null;
  const given: GivenFile[] = [];
  const base = fakeHost({ rows: 0, rate: 0 });
  const host: Host = {
    ...base,
    openTranscriptFile: () => new Promise((open, fail) => (end = { open, fail })),
    givenFile: async () => given.shift() ?? null,
    openGivenTranscript: () => new Promise((open, fail) => (end = { open, fail })),
    opening: async () => status,
    openingCancel: async () => end.fail({ code: "transcript_cancelled", args: {}, detail: "cancelled", path: null }),
  };
  const info = await base.appInfo();
  const window = makeWindow(host, info, () => false);
  return {
    window,
    given,
    open: (id: number | null) => end.open(id),
    tell: (next: OpeningDto | null) => (status = next),
  };
}

describe("a transcript that opens slowly", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("shows progress after 300 ms until it is open", async () => {
    const { window, open, tell } = await slow();
    const { opening } = window;
    const done = opening.transcript();
    await vi.advanceTimersByTimeAsync(2000);
    expect(opening.pending).toBeNull();
    tell({ name: "long.wlt", read: 5, total: 10 });
    await vi.advanceTimersByTimeAsync(300);
    expect(opening.pending?.name).toBe("long.wlt");
    tell({ name: "long.wlt", read: 9, total: 10 });
    await vi.advanceTimersByTimeAsync(200);
    expect(opening.pending?.read).toBe(9);
    open(null);
    await done;
    expect(opening.pending).toBeNull();
  });

  it("is cancelled without an error", async () => {
    const { window, tell } = await slow();
    const { opening, tabs } = window;
    tell({ name: "long.wlt", read: 0, total: 0 });
    const done = opening.transcript();
    await vi.advanceTimersByTimeAsync(300);
    expect(opening.pending).not.toBeNull();
    await opening.cancel();
    await done;
    expect(opening.pending).toBeNull();
    expect(tabs.active.models.actions.error).toBeNull();
  });

  it("hostile_06 can be cancelled when given at app start", async () => {
    const { window, given, tell } = await slow();
    const { opening, tabs } = window;
    tell({ name: "long.wlt", read: 0, total: 0 });
    given.push({ kind: "transcript" });
    await opening.restore();
    const done = opening.takeGiven();
    await vi.advanceTimersByTimeAsync(300);
    expect(opening.pending?.name).toBe("long.wlt");
    await opening.cancel();
    await done;
    expect(opening.pending).toBeNull();
    expect(tabs.active.isBlank).toBe(true);
  });
});
