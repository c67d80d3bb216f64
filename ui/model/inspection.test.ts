import { beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../host/host";
import { fakeHost } from "../test/fake-host";
import { rowDto } from "../test/fake-host/rows";
import { Inspection } from "./inspection";
import { Payload } from "./payload";

let inspection: Inspection;
let payload: Payload;

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((done) => inspection.subscribe(() => done(null)));
}

beforeEach(async () => {
  const host: Host = fakeHost();
  payload = new Payload(host);
  inspection = new Inspection(host, payload);
  payload.show(0, rowDto(9));
  await until(() => inspection.decoded !== null);
});

describe("the fields of a row", () => {
  it("highlight their bytes, and bytes their field", () => {
    const seq = inspection.lines.find((line) => line.node.name === "seq");
    if (!seq) throw new Error("no seq");
    inspection.light(seq);
    expect(inspection.lit).toEqual({ from: 4, to: 12, key: "1" });
    inspection.point(13);
    expect(inspection.lit).toEqual({ from: 12, to: 20, key: "2" });
    inspection.point(null);
    expect(inspection.lit).toBeNull();
  });

  it("select their bytes for the inspector", async () => {
    const seq = inspection.lines.find((line) => line.node.name === "seq");
    if (seq) inspection.choose(seq);
    expect(inspection.selected).toEqual({ from: 4, to: 12 });
    await until(() => inspection.readAt === 4);
    expect(inspection.readings.find((one) => one.name === "int64")?.little).toBe("1");
  });

  it("stay expanded across messages of a connection", async () => {
    const open = () => inspection.lines.find((line) => line.node.name === "seq")?.open;
    const line = inspection.lines.find((one) => one.node.name === "seq");
    expect(open()).toBe(true);
    if (line) inspection.toggle(line);
    expect(open()).toBe(false);
    payload.show(0, rowDto(10));
    await until(() => inspection.decoded?.nodes[1]?.value === "2");
    expect(open()).toBe(false);
  });
});

describe("the byte cursor", () => {
  it("stays in range, and Shift selects", () => {
    inspection.go(3, false);
    inspection.go(6, true);
    expect(inspection.selected).toEqual({ from: 3, to: 7 });
    inspection.go(-5, true);
    expect(inspection.selected).toEqual({ from: 0, to: 4 });
    inspection.go(9999, false);
    expect(inspection.selected).toEqual({ from: rowDto(9).size - 1, to: rowDto(9).size });
  });
});

describe("a message with several pages of fields", () => {
  const asked: number[] = [];
  let [count, fails] = [50_000, false];

  function paged(size: number): Inspection {
    asked.length = 0;
    [count, fails] = [50_000, false];
    const host: Host = {
      ...fakeHost(),
      decodeRow: async (_connection, _row, first) => {
        asked.push(first);
        if (fails) throw { code: "internal", args: {}, detail: "" };
        const shown = Math.max(0, Math.min(20_000, count - first));
        return { layout: "", size, nodes: [], window: { first, shown, count } };
      },
    };
    payload = new Payload(host);
    inspection = new Inspection(host, payload);
    payload.show(0, { ...rowDto(9), size });
    return inspection;
  }

  it("is paged", async () => {
    const pages = paged(1_000_000);
    await until(() => pages.decoded !== null);
    expect([pages.hasBefore, pages.hasNext]).toEqual([false, true]);
    for (const to of ["next", "last", "before", "first"] as const) {
      const before = pages.decoded;
      pages.turn(to);
      await until(() => pages.decoded !== before);
    }
    expect(asked).toEqual([0, 20_000, 40_000, 20_000, 0]);
    pages.turn("last");
    await until(() => pages.decoded?.window?.first === 40_000);
    expect([pages.hasBefore, pages.hasNext]).toEqual([true, false]);
    payload.show(0, rowDto(10));
    expect(pages.first).toBe(0);
  });

  it("is decoded only on request if it is long", async () => {
    const pages = paged(100 * 1024 * 1024);
    await pages.decode();
    expect([pages.unread, asked]).toEqual([true, []]);
    pages.read();
    expect(pages.reading).toBe(true);
    await until(() => pages.decoded !== null);
    expect([pages.unread, pages.reading, asked]).toEqual([false, false, [0]]);
  });

  it("never pages past its end, even when a layout has fewer fields now", async () => {
    const pages = paged(1_000_000);
    await until(() => pages.decoded !== null);
    for (let i = 0; i < 5; i++) pages.turn("next");
    await until(() => !pages.reading);
    expect(pages.decoded?.window).toEqual({ first: 40_000, shown: 10_000, count: 50_000 });
    count = 25_000;
    await pages.decode();
    await until(() => pages.decoded?.window?.count === 25_000 && !pages.reading);
    expect(pages.decoded?.window?.first).toBe(20_000);
    expect(pages.first).toBe(20_000);
  });

  it("keeps the current page if another fails to load", async () => {
    const pages = paged(100 * 1024 * 1024);
    pages.read();
    await until(() => pages.decoded !== null);
    fails = true;
    pages.turn("next");
    await until(() => pages.failure !== null);
    expect([pages.first, pages.decoded?.window?.first, pages.unread]).toEqual([0, 0, false]);
    await pages.decode();
    expect([pages.decoded, pages.unread]).toEqual([null, true]);
  });
});
