import { describe, expect, it } from "vitest";
import type { SeriesDto } from "../host/types";
import { lines, summary } from "./charts";
import { overrideLanguage } from "./language";

const series = (widthMs: number, received: number[]): SeriesDto => ({
  startMs: 0,
  widthMs,
  received,
  sent: received.map(() => 0),
  bytesReceived: received.map((one) => one * 10),
  bytesSent: received.map(() => 0),
  faults: [],
  seriesFaults: [],
  latencyMean: received.map(() => null),
  latencyMax: received.map(() => null),
  more: false,
});

describe("charts", () => {
  it("have no rate for less than a second", () => {
    // One message in a bucket of one millisecond is not 1,000 a second.
    const one = summary(series(1, [1]));
    expect(one.meanRate).toBeNull();
    expect(one.mostRate).toBe(1);
    const two = summary(series(10, [1, 0, 0, 1]));
    expect([two.meanRate, two.mostRate, two.mostBytes]).toEqual([null, 2, 20]);
    expect(Math.max(...lines(series(10, [1, 0, 0, 1])).messages[0])).toBe(2);
  });

  it("use the last second when buckets are shorter", () => {
    const { messages } = lines(series(500, [1, 2, 3, 4]));
    expect(messages[0]).toEqual([1, 3, 5, 7]);
    expect(summary(series(500, [1, 2, 3, 4])).meanRate).toBe(5);
  });

  it("divide longer buckets by their width", () => {
    expect(lines(series(2000, [4, 8])).messages[0]).toEqual([2, 4]);
  });
});

describe("a language that Intl refuses", () => {
  it("is replaced; any other is kept", () => {
    const posix = { language: "C" };
    overrideLanguage(posix, "zh-CN");
    expect(posix.language).toBe("zh-CN");
    const german = { language: "de-DE" };
    overrideLanguage(german, "en");
    expect(german.language).toBe("de-DE");
  });
});
