import { describe, expect, it } from "vitest";
import {
  beyond,
  CAP,
  clamp,
  drawn,
  fromScroll,
  type Geometry,
  most,
  page,
  reveal,
  rowAt,
  scrollbarHeight,
  toScroll,
  wheel,
} from "./geometry";

const TEN_MILLION: Geometry = { rows: 10_000_000, rowHeight: 24, view: 700 };
const FEW: Geometry = { rows: 5, rowHeight: 24, view: 700 };

const whole = (row: number, px: number, g: Geometry) =>
  row * g.rowHeight >= px - 1e-6 && (row + 1) * g.rowHeight <= px + g.view + 1e-6;

describe("reveal", () => {
  it("reaches the first and the last rows of ten million", () => {
    for (const row of [0, 1, TEN_MILLION.rows - 2, TEN_MILLION.rows - 1]) {
      const px = reveal(row, 123_456_789, TEN_MILLION);
      expect(whole(row, px, TEN_MILLION)).toBe(true);
      const { first, count } = drawn(px, TEN_MILLION);
      expect(row >= first && row < first + count).toBe(true);
    }
  });

  it("reaches every row step by step, moving at most one row", () => {
    for (const start of [0, 4_999_000, 9_999_000]) {
      let px = reveal(start, 0, TEN_MILLION);
      for (let row = start; row < start + 1000; row++) {
        const next = reveal(row, px, TEN_MILLION);
        expect(Math.abs(next - px)).toBeLessThanOrEqual(TEN_MILLION.rowHeight);
        expect(whole(row, next, TEN_MILLION)).toBe(true);
        px = next;
      }
    }
  });

  it("does not move if the row is fully visible", () => {
    expect(reveal(10, 24 * 5, TEN_MILLION)).toBe(24 * 5);
  });
});

describe("the scrollbar", () => {
  it("is capped, and its ends match the content's", () => {
    expect(scrollbarHeight(TEN_MILLION)).toBe(CAP);
    expect(fromScroll(0, TEN_MILLION)).toBe(0);
    expect(fromScroll(CAP - TEN_MILLION.view, TEN_MILLION)).toBe(most(TEN_MILLION));
  });

  it("round-trips a position", () => {
    for (const px of [0, 1, 24, 1e6, 123_456_789, most(TEN_MILLION)]) {
      expect(fromScroll(toScroll(px, TEN_MILLION), TEN_MILLION)).toBeCloseTo(px, 3);
    }
  });

  it("is one to one while the rows fit under the cap", () => {
    const g = { ...TEN_MILLION, rows: 1000 };
    expect(toScroll(480, g)).toBe(480);
    expect(fromScroll(480, g)).toBe(480);
  });

  it("does not scroll when all rows fit", () => {
    expect(most(FEW)).toBe(0);
    expect(toScroll(99, FEW)).toBe(0);
    expect(fromScroll(99, FEW)).toBe(0);
    expect(scrollbarHeight(FEW)).toBe(FEW.view);
  });

  it("shows the middle row when dragged halfway", () => {
    const px = fromScroll((CAP - TEN_MILLION.view) / 2, TEN_MILLION);
    expect(drawn(px, TEN_MILLION).first).toBeGreaterThan(4_999_900);
    expect(drawn(px, TEN_MILLION).first).toBeLessThan(5_000_000);
  });
});

describe("drawn rows", () => {
  it("cover the view and no row beyond the last", () => {
    expect(drawn(0, FEW)).toEqual({ first: 0, count: 5, shift: 0 });
    expect(drawn(0, { ...FEW, rows: 0 })).toEqual({ first: 0, count: 0, shift: 0 });
    const { first, count, shift } = drawn(100, TEN_MILLION);
    expect(first).toBe(4);
    expect(shift).toBe(4);
    expect(count * 24 - shift).toBeGreaterThanOrEqual(TEN_MILLION.view);
    const end = drawn(Number.MAX_SAFE_INTEGER, TEN_MILLION);
    expect(end.first + end.count).toBe(TEN_MILLION.rows);
  });

  it("keep their position when rows are added", () => {
    const px = 120_000_000;
    expect(drawn(px, { ...TEN_MILLION, rows: 20_000_000 })).toEqual(drawn(px, TEN_MILLION));
  });
});

describe("pointer and wheel", () => {
  it("scrolls past an edge only, faster the further out", () => {
    expect([beyond(0, 700), beyond(350, 700), beyond(699, 700)]).toEqual([0, 0, 0]);
    expect(beyond(-1, 700)).toBeLessThan(0);
    expect(beyond(700, 700)).toBeGreaterThan(0);
    expect(beyond(800, 700)).toBeGreaterThan(beyond(720, 700));
    expect(beyond(-100, 700)).toBeLessThan(beyond(-10, 700));
  });

  it("finds the row under the pointer", () => {
    expect(rowAt(0, 0, FEW)).toBe(0);
    expect(rowAt(119, 0, FEW)).toBe(4);
    expect(rowAt(120, 0, FEW)).toBe(-1);
    expect(rowAt(10, 24 * 7_000_000 + 20, TEN_MILLION)).toBe(7_000_001);
  });

  it("reads lines and pages", () => {
    expect(wheel(3, 0, TEN_MILLION)).toBe(3);
    expect(wheel(3, 1, TEN_MILLION)).toBe(72);
    expect(wheel(-1, 2, TEN_MILLION)).toBe(-page(TEN_MILLION) * 24);
    expect(clamp(-5, TEN_MILLION)).toBe(0);
  });

  it("ends where the scrollbar ends, even if that is taller than the rows", () => {
    const g = { rows: 67_108_864, rowHeight: 20, view: 203 };
    const room = 220;
    expect(toScroll(most(g), g, room)).toBe(scrollbarHeight(g) - room);
    expect(fromScroll(scrollbarHeight(g) - room, g, room)).toBe(most(g));
  });
});
