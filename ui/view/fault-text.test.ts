import { describe, expect, it } from "vitest";
import { Text } from "../model/text";
import { rowDto } from "../test/fake-host/rows";
import { faultsText, kindsText, problemText } from "./fault-text";

const text = new Text("en", "en");

describe("faults", () => {
  it("names the kinds and how many numbers are missing", () => {
    expect(kindsText({ kinds: ["checksum", "gap"], missing: 3, cells: [] }, text)).toBe(
      "wrong checksum, gap: 3 missing",
    );
  });

  it("tells the right value", () => {
    const problem = { code: "decode.checksum" as const, text: "English", wanted: "7 (0x07)" };
    expect(problemText(problem, text)).toBe("wrong checksum: 7 (0x07) is right");
    expect(problemText({ code: "decode.checksum", text: "English" }, text)).toBe("wrong checksum");
    expect(problemText({ code: "binary.broken", text: "English" }, text)).not.toBe("");
  });

  it("gives the reasons of a row once each", () => {
    const row = rowDto(1);
    expect(faultsText(row, text)).toBe("");
    const problem = { code: "decode.range" as const, text: "English", wanted: "0..9" };
    const cells = [
      { cell: 0, kind: null, problem },
      { cell: 1, kind: "gap" as const, problem: null },
    ];
    row.extra.faults = { kinds: ["range", "gap"], missing: 2, cells };
    expect(faultsText(row, text).split("\n")).toEqual([
      "out of range, gap: 2 missing",
      "out of range: 0..9 is valid",
      "gap: 2 missing",
    ]);
  });
});
