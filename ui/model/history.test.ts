import { describe, expect, it } from "vitest";
import type { SeriesDto } from "../host/types";
import { PAST } from "../test/fake-host/history";
import { lines, summary } from "./charts";
import { grouped, withFound } from "./history";
import { readKeep, writeKeep } from "./retention";

describe("past connections", () => {
  it("are grouped by profile, newest group first", () => {
    const past = PAST;
    const groups = grouped(past);
    expect(groups.map((one) => one.name)).toEqual(["Local gateway", "Quotes feed", ""]);
    expect(groups.flatMap((one) => one.list).length).toBe(past.length);
  });

  it("collect hits per file", () => {
    const piece = (id: string, row: number, total: number) => ({
      id,
      rows: [{ row, preview: "x" }],
      total,
      done: false,
      error: null,
    });
    const hits = [piece("a", 1, 1), piece("b", 5, 1), piece("a", 9, 2)].reduce(withFound, []);
    expect(hits.map((one) => [one.id, one.rows.map((row) => row.row), one.total])).toEqual([
      ["a", [1, 9], 2],
      ["b", [5], 1],
    ]);
  });
});

describe("a retention limit", () => {
  it("is read and written in the profile's syntax", () => {
    for (const text of ["all", "100000 messages", "10 GB", "1.5 TB"]) expect(writeKeep(readKeep(text))).toBe(text);
    expect(readKeep(undefined)).toEqual({ kind: "all" });
  });

  it("rejects invalid numbers", () => {
    expect(writeKeep({ kind: "messages", count: 999 })).toBeNull();
    expect(writeKeep({ kind: "messages", count: Number.NaN })).toBeNull();
    expect(writeKeep({ kind: "bytes", size: "0.5", unit: "MB" })).toBeNull();
    expect(writeKeep({ kind: "bytes", size: "", unit: "GB" })).toBeNull();
  });
});

describe("charts", () => {
  const series: SeriesDto = {
    startMs: 1_000_000,
    widthMs: 500,
    received: [5, 0, 10],
    sent: [1, 0, 0],
    bytesReceived: [50, 0, 100],
    bytesSent: [8, 0, 0],
    latencyMean: [2, null, 4],
    latencyMax: [3, null, 9],
    faults: [0, 0, 2],
    seriesFaults: [1, 0, 0],
    more: false,
  };

  it("show rates per second", () => {
    const { x, messages, latency } = lines(series);
    expect(x).toEqual([1000, 1000.5, 1001]);
    expect(messages[0]).toEqual([5, 5, 10]);
    expect(latency[0]).toEqual([2, null, 4]);
  });

  it("are summarised in words", () => {
    expect(summary(series)).toEqual({
      received: 15,
      sent: 1,
      seconds: 1.5,
      mostRate: 10,
      meanRate: 10,
      mostBytes: 100,
      latencyMean: 3,
      latencyMax: 9,
    });
    const none = { ...series, received: [], sent: [], bytesReceived: [], latencyMean: [], latencyMax: [] };
    expect(summary(none)).toMatchObject({ meanRate: null, latencyMean: null, latencyMax: null });
  });
});
