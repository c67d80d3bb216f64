import { describe, expect, it } from "vitest";
import type { Profile } from "../host/types";
import {
  definitionPath,
  definitions,
  escaped,
  unescaped,
  withDefinitions,
  withLatency,
  withSource,
} from "./code-definition";
import { codeOf, compareCodes } from "./code-value";

const profile = { wirelark: 1, name: "p", connection: { url: "ws://h/" } } as Profile;

describe("where codes are", () => {
  it("keeps a single definition on its own and drops the key without any", () => {
    const one = withDefinitions(profile, [{ from: "json", path: "type" }]);
    expect(one.code).toEqual({ from: "json", path: "type" });
    expect(definitionPath(one, 0)).toBe("code");
    const two = withDefinitions(one, [...definitions(one), { from: "integer" }]);
    expect(two.code).toEqual([{ from: "json", path: "type" }, { from: "integer" }]);
    expect(definitionPath(two, 1)).toBe("code[1]");
    expect(withDefinitions(two, [])).toEqual(profile);
  });

  it("drops the keys of another kind of definition, and keeps unknown ones", () => {
    const one = { from: "integer" as const, offset: 4, type: "H", kind: "text" as const, later: 1 };
    expect(withSource(one, "json")).toEqual({ from: "json", kind: "text", later: 1 });
  });

  it("reads a whole number as a number and anything else as text", () => {
    expect([codeOf("42"), codeOf("-1"), codeOf("042"), codeOf("ack"), codeOf("1.5"), codeOf("")]).toEqual([
      42,
      -1,
      "042",
      "ack",
      "1.5",
      "",
    ]);
    expect(codeOf("9007199254740993")).toBe("9007199254740993");
    expect([10, "b", 2, "a"].sort(compareCodes)).toEqual([2, 10, "a", "b"]);
  });

  it("shows control characters as escapes and reads them back", () => {
    for (const text of ["\r\n", " ", "\0", "\u001e", "a\\b", "\\n", "é"]) {
      expect(unescaped(escaped(text))).toBe(text);
    }
    expect(escaped("\r\n\u001e")).toBe("\\r\\n\\x1e");
    expect(unescaped("\\q")).toBe("\\q");
  });

  it("drops a latency rule that says nothing", () => {
    const ruled = withLatency(profile, { match: "next" });
    expect(ruled.latency).toEqual({ match: "next" });
    expect(withLatency(ruled, { match: undefined })).toEqual(profile);
  });
});
