import { beforeEach, describe, expect, it } from "vitest";
import type { Pull } from "../host/types";
import { rowDto } from "../test/fake-host/rows";
import { Rows } from "./rows";

function pull(view: number, total: number, first = 0, count = 0, decoding = 0): Pull {
  const rows = Array.from({ length: count }, (_, i) => rowDto(first + i + 1));
  const columns = decoding === 0 ? [] : [{ field: "seq" }];
  return { view, total, all: total, first, rows, filter: null, cleared: 0, decoding, columns } as unknown as Pull;
}

let rows: Rows;
beforeEach(() => {
  rows = new Rows();
  rows.setVisible(0, 30);
});

describe("the requested range", () => {
  it("is the tail while following, else counters only", () => {
    expect(rows.tick()).toEqual({ first: -1, count: 30 });
    rows.follow(false);
    expect(rows.tick()).toEqual({ first: 0, count: 0 });
  });

  it("is the missing window with a screen each side", () => {
    rows.apply(pull(1, 1000));
    rows.setVisible(500, 30);
    expect(rows.gap()).toEqual({ first: 470, count: 90 });
    rows.apply(pull(1, 1000, 470, 90));
    expect(rows.gap()).toBeNull();
    rows.setVisible(520, 30);
    expect(rows.gap()).toBeNull();
    rows.setVisible(990, 30);
    expect(rows.gap()).toEqual({ first: 960, count: 70 });
  });

  it("is requested when visible rows are not loaded", () => {
    let called = 0;
    rows.onGap = () => called++;
    rows.apply(pull(1, 100, 0, 30));
    rows.setVisible(0, 30);
    expect(called).toBe(0);
    rows.setVisible(60, 30);
    expect(called).toBe(1);
  });
});

describe("the unseen count", () => {
  it("counts new rows and resets when following", () => {
    rows.apply(pull(1, 100));
    expect(rows.fresh).toBe(0);
    rows.follow(false);
    rows.apply(pull(1, 1334));
    expect(rows.fresh).toBe(1234);
    rows.follow(true);
    expect(rows.fresh).toBe(0);
  });

  it("counts only rows below the view", () => {
    rows.apply(pull(1, 10));
    rows.follow(false);
    rows.setVisible(0, 31, 10);
    rows.apply(pull(1, 14));
    rows.setVisible(0, 31, 14);
    expect([rows.fresh, rows.unseen]).toEqual([4, 0]);
    rows.apply(pull(1, 34));
    let told = 0;
    rows.subscribe(() => told++);
    rows.setVisible(0, 31, 30);
    expect(rows.unseen).toBe(4);
    rows.setVisible(4, 31, 34);
    expect([rows.unseen, told]).toEqual([0, 2]);
  });

  it("resets for another view", () => {
    rows.apply(pull(1, 100));
    rows.follow(false);
    rows.apply(pull(2, 5000));
    expect(rows.fresh).toBe(0);
  });
});

describe("the cache", () => {
  it("keeps visible rows and the tail while following", () => {
    const here = () => Array.from({ length: 20_000 }, (_, i) => i).filter((i) => rows.get(i));
    rows.apply(pull(1, 1_000, 970, 30));
    rows.setVisible(970, 30);
    for (let total = 1_050; total <= 11_000; total += 50) {
      rows.apply(pull(1, total, total - 30, 30));
      expect(rows.get(total - 1)).toBeDefined();
    }
    expect(rows.get(970)).toBeDefined();
    expect(rows.get(999)).toBeDefined();
    expect(here().length).toBeLessThanOrEqual(4 * 30);
    // Scrolling around keeps thousands of rows.
    rows.follow(false);
    for (let first = 0; first < 3_000; first += 30) rows.apply(pull(1, 11_000, first, 30));
    expect(here().length).toBeGreaterThan(3_000);
  });

  it("belongs to one view and drops older answers", () => {
    rows.apply(pull(1, 100, 0, 30));
    expect(rows.get(3)?.row).toBe(4);
    const { generation } = rows;
    rows.apply(pull(2, 50));
    expect(rows.get(3)).toBeUndefined();
    expect(rows.generation).toBe(generation + 1);
    expect(rows.apply(pull(1, 100, 0, 30))).toBe(false);
    expect(rows.total).toBe(50);
  });

  it("keeps rows when a slow answer arrives late", () => {
    rows.apply(pull(1, 200));
    rows.apply(pull(1, 150, 0, 10));
    expect(rows.total).toBe(200);
    expect(rows.get(9)).toBeDefined();
  });

  it("drops rows far from the view", () => {
    for (let first = 0; first < 20_000; first += 100) {
      rows.setVisible(first, 30);
      rows.apply(pull(1, 20_000, first, 100));
    }
    expect(rows.get(0)).toBeUndefined();
    expect(rows.get(19_950)).toBeDefined();
  });
});

describe("a change of decoding", () => {
  it("requests rows again, shows the old ones meanwhile and drops a late answer", () => {
    rows.apply(pull(1, 100, 0, 30));
    expect(rows.gap()).toBeNull();
    const { generation, columns } = rows;
    const old = rows.get(3);
    rows.apply(pull(1, 100, 0, 0, 1));
    expect(rows.columns).toEqual([{ field: "seq" }]);
    expect(rows.columns).not.toBe(columns);
    expect(rows.generation).toBe(generation);
    expect(rows.get(3)).toBe(old);
    expect(rows.gap()).toEqual({ first: 0, count: 60 });
    rows.apply(pull(1, 100, 0, 30, 0));
    expect(rows.get(3)).toBe(old);
    rows.apply(pull(1, 100, 0, 60, 1));
    expect(rows.get(3)).not.toBe(old);
    expect(rows.gap()).toBeNull();
  });
});
