import { describe, expect, it } from "vitest";
import { isAccepted, maySend, meaning, reasonBytes } from "./close";
import { LOCALES } from "./text";

describe("close codes", () => {
  it("may be sent according to RFC 6455", () => {
    const forbidden = [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535];
    expect(forbidden.filter(maySend)).toEqual([]);
    expect([1000, 1003, 1007, 1014, 3000, 4999].every(maySend)).toBe(true);
    expect(forbidden.filter(isAccepted)).toEqual([]);
    expect([1000, 1003, 1007, 1013, 3000, 4999].every(isAccepted)).toBe(true);
    expect(isAccepted(1014)).toBe(false);
  });

  it("have a meaning in every language", () => {
    for (const code of [0, 1000, 1004, 1005, 1006, 1014, 1015, 2000, 3000, 4000, 5000])
      for (const text of Object.values(LOCALES)) expect(text).toContain(`\n${meaning(code)} = `);
  });

  it("leave 123 UTF-8 bytes for a reason", () => {
    expect(reasonBytes("grüß")).toBe(6);
    expect(reasonBytes("再见")).toBe(6);
  });
});
