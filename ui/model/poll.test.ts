import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../host/host";
import { fakeHost } from "../test/fake-host";
import { ConnectionModel } from "./connection";
import { DemoServer } from "./demo-server";
import { blank } from "./library";
import { Feed } from "./poll";
import { Rows } from "./rows";
import { SessionSecrets } from "./session-secrets";

let host: Host;
let connection: ConnectionModel;
let rows: Rows;
let hidden = false;
const draft = { key: "k", id: null, path: "", saved: null, begun: null, profile: blank("x", "ws://x/") };
const pulls = () => vi.mocked(host.pull).mock.calls.map(([request]) => request);

beforeEach(async () => {
  vi.useFakeTimers();
  hidden = false;
  host = fakeHost({ rows: 1000, rate: 0 });
  vi.spyOn(host, "pull");
  connection = new ConnectionModel(host, new SessionSecrets(() => ""), new DemoServer(host));
  rows = new Rows();
  new Feed(host, connection, rows, () => hidden);
  rows.setVisible(0, 20);
  await connection.connect(draft);
  await vi.advanceTimersByTimeAsync(1500);
});
afterEach(() => vi.useRealTimers());

describe("polling", () => {
  it("fetches state, counters and the tail in one answer", () => {
    expect(connection.state.name).toBe("loggedIn");
    expect(rows.total).toBe(1000);
    expect(rows.get(999)?.row).toBe(1000);
    const [, ...waits] = pulls().filter((request) => request.maxMs > 0);
    expect(waits.every((request) => request.minMs === 50 && request.maxMs === 5000)).toBe(true);
  });

  it("has one long poll at a time", async () => {
    const before = pulls().length;
    await vi.advanceTimersByTimeAsync(5000);
    expect(pulls().length - before).toBeLessThanOrEqual(2);
  });

  it("fetches visible rows immediately and once", async () => {
    rows.follow(false);
    rows.setVisible(400, 20);
    await vi.advanceTimersByTimeAsync(0);
    expect(rows.get(400)?.row).toBe(401);
    const fetched = pulls().filter((request) => request.maxMs === 0);
    expect(fetched).toEqual([{ connection: 0, rev: 0, first: 380, count: 60, minMs: 0, maxMs: 0, wants: [] }]);
  });

  it("requests no rows while not following, and polls slowly while hidden", async () => {
    rows.follow(false);
    hidden = true;
    await vi.advanceTimersByTimeAsync(6000);
    const last = pulls().at(-1);
    expect([last?.count, last?.minMs]).toEqual([0, 1000]);
  });

  it("reports a host failure and retries", async () => {
    vi.mocked(host.pull).mockRejectedValueOnce({ code: "internal", args: {}, detail: "gone", path: null });
    await connection.connect(draft);
    await vi.advanceTimersByTimeAsync(3000);
    expect(connection.state.name).toBe("loggedIn");
  });

  it("drops the rows of the previous connection", async () => {
    const { generation } = rows;
    await connection.connect(draft);
    expect(rows.generation).toBeGreaterThan(generation);
    expect(rows.get(999)).toBeUndefined();
  });
});
