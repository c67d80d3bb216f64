import { describe, expect, it } from "vitest";
import type { JoinedDto, RowDto } from "../host/types";
import { Text } from "../model/text";
import { rowDto } from "../test/fake-host/rows";
import { joinedText, kindText, previewText } from "./joined-text";

function of(number: number, joined: JoinedDto | null): RowDto {
  return { ...rowDto(number), row: number, kind: "binary", preview: "seq 7", joined };
}

describe("a row of a message that is spread over several", () => {
  const text = new Text("en", "en");

  it("names the parts where the message ends", () => {
    const last = of(27, { parts: [26, 27], partOf: null, size: 24 });
    expect(joinedText(last, text)).toBe("rows 26–27");
    expect(kindText(last, text)).toBe("binary, rows 26–27");
    expect(previewText(last, text)).toBe("[rows 26–27] seq 7");
  });

  it("says where the message begins of which it is a part", () => {
    expect(joinedText(of(26, { parts: null, partOf: 26, size: null }), text)).toBe("first part");
    expect(joinedText(of(28, { parts: null, partOf: 26, size: null }), text)).toBe("part of 26");
  });

  it("is as it was without one", () => {
    expect(previewText(of(1, null), text)).toBe("seq 7");
    expect(kindText(of(1, null), text)).toBe("binary");
    expect(joinedText(of(2, { parts: null, partOf: null, size: 9 }), text)).toBe("");
  });
});
