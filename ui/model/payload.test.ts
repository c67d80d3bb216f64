import { beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../host/host";
import type { RowDto } from "../host/types";
import { fakeHost } from "../test/fake-host";
import { rowDto } from "../test/fake-host/rows";
import { Payload } from "./payload";

let payload: Payload;
let asked: [row: number, offset: number, length: number, whole: boolean][];

beforeEach(() => {
  asked = [];
  const host: Host = {
    ...fakeHost(),
    payload: async (_connection, row, offset, length, whole) => {
      asked.push([row, offset, length, whole]);
      return new ArrayBuffer(length);
    },
  };
  payload = new Payload(host);
});

function joined(row: number, size: number | null): RowDto {
  return { ...rowDto(row), size: 8, joined: { parts: [row - 1, row], partOf: null, size } };
}

describe("the bytes of a row", () => {
  it("are those of the message that ends in it, or its own", async () => {
    payload.show(1, joined(27, 24));
    expect([payload.whole, payload.size]).toEqual([true, 24]);
    expect((await payload.bytes(0, 100)).length).toBe(24);
    payload.setWhole(false);
    expect([payload.whole, payload.size]).toEqual([false, 8]);
    expect((await payload.bytes(0, 100)).length).toBe(8);
    expect(asked).toEqual([
      [27, 0, 24, true],
      [27, 0, 8, false],
    ]);
  });

  it("are its own where no message ends", () => {
    payload.show(1, joined(26, null));
    expect([payload.whole, payload.size]).toEqual([false, 8]);
    payload.show(1, rowDto(9));
    expect([payload.whole, payload.size]).toEqual([false, rowDto(9).size]);
  });

  it("are read again once the parts are known", async () => {
    payload.show(1, { ...joined(27, 24), joined: null });
    payload.page(0);
    await Promise.resolve();
    payload.refresh(joined(27, 24));
    expect(payload.size).toBe(24);
    expect(payload.page(0)).toBeNull();
    expect(asked.map((one) => one[3])).toEqual([false, true]);
  });
});
