import { describe, expect, it } from "vitest";
import { FIELDS, FIRST, type Form, GROUPS, type MisbehaviourKind, parseForm, step } from "./misbehave";

const of = (change: Partial<Form>) => parseForm({ ...FIRST, ...change });

describe("a misbehaviour", () => {
  it("holds exactly its kind's fields", () => {
    expect(of({ kind: "wrong_length", as: "hex", hex: "00", claims: "7" })).toEqual({
      what: { type: "wrong_length", hex: "00", claims: 7 },
    });
    expect(of({ kind: "fragments", text: "abc", sizes: "1, 0，2", between: "" })).toEqual({
      what: { type: "fragments", text: "abc", sizes: [1, 0, 2] },
    });
    expect(of({ kind: "close", code: "", reason: "" })).toEqual({ what: { type: "close" } });
    expect(of({ kind: "close", code: "65535", reason: "x" })).toEqual({
      what: { type: "close", code: 65535, reason: "x" },
    });
    expect(of({ kind: "no_pong" })).toEqual({ what: { type: "no_pong" } });
  });

  it("reports the field that is not a number", () => {
    expect(of({ kind: "wrong_length", claims: "-1" })).toEqual({ invalid: "claims" });
    expect(of({ kind: "fragments", sizes: "1 x" })).toEqual({ invalid: "sizes" });
    expect(of({ kind: "oversized_control", size: "1e3" })).toEqual({ invalid: "size" });
    expect(of({ kind: "close", code: "65536" })).toEqual({ invalid: "code" });
  });

  it("is listed once per kind", () => {
    const listed: MisbehaviourKind[] = GROUPS.flatMap(([, kinds]) => [...kinds]);
    expect([...listed].sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it("converts to a scenario step", () => {
    expect(step({ type: "raw", hex: "c1" })).toBe('{"misbehave":{"type":"raw","hex":"c1"}}');
  });
});
