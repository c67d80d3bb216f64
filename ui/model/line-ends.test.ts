import { describe, expect, it } from "vitest";
import { edited, lineEnds, shown, withEnds } from "./line-ends";

const TEXT = "PUB x 2\r\nhi\r\n";

/** Simulates typing in a textarea: at an offset of the shown text, replacing that many characters. */
function type(text: string, at: number, over: number, typed: string, pasted?: string): string {
  const box = shown(text);
  const value = box.slice(0, at) + shown(typed) + box.slice(at + over);
  return edited(text, value, at + shown(typed).length, pasted);
}

describe("line ends of an edited text", () => {
  it("stay where nothing was edited", () => {
    expect(shown(TEXT)).toBe("PUB x 2\nhi\n");
    expect(type(TEXT, 0, 0, "y")).toBe(`y${TEXT}`);
    expect(type(TEXT, 11, 0, "y")).toBe(`${TEXT}y`);
    expect(type(TEXT, 8, 2, "")).toBe("PUB x 2\r\n\r\n");
    expect(type("a\r\nb\nc\rd", 4, 0, "x")).toBe("a\r\nb\nxc\rd");
    expect(edited(TEXT, shown(TEXT), 0)).toBe(TEXT);
  });

  it("of a new line follow the line before it", () => {
    expect(type(TEXT, 4, 0, "\n")).toBe("PUB \r\nx 2\r\nhi\r\n");
    expect(type("a\r\nb\nc", 5, 0, "\n")).toBe("a\r\nb\nc\n");
    expect(type("plain", 5, 0, "\n")).toBe("plain\n");
  });

  it("are removed with their line", () => {
    // Only the caret tells which of three was removed.
    expect(type("a\r\n\n\r\nb", 2, 1, "")).toBe("a\r\n\r\nb");
    expect(type("a\r\n\n\r\nb", 1, 1, "")).toBe("a\n\r\nb");
    expect(type(TEXT, 0, 11, "")).toBe("");
  });

  it("of pasted text are kept", () => {
    expect(type("", 0, 0, TEXT, TEXT)).toBe(TEXT);
    expect(type("one\ntwo", 3, 0, "\r\nx\r\n", "\r\nx\r\n")).toBe("one\r\nx\r\n\ntwo");
    expect(type("a\nb", 1, 0, "\r\n", "\r\n")).toBe("a\r\n\nb");
    expect(type(TEXT, 0, 11, "a\nb", "a\nb")).toBe("a\nb");
  });

  it("are reported and converted", () => {
    expect([lineEnds("a"), lineEnds("a\n"), lineEnds(TEXT), lineEnds("a\r"), lineEnds("a\r\n\n")]).toEqual([
      "none",
      "lf",
      "crlf",
      "cr",
      "mixed",
    ]);
    expect(withEnds("a\r\nb\nc\r", "lf")).toBe("a\nb\nc\n");
    expect(withEnds("a\r\nb\nc\r", "crlf")).toBe("a\r\nb\r\nc\r\n");
  });

  it("survive edits elsewhere", () => {
    let seed = 7;
    const chance = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    const parts = ["a", "\r\n", "\n", "\r", "b"];
    for (let round = 0; round < 2000; round++) {
      const some = () => Array.from({ length: chance(8) }, () => parts[chance(5)] ?? "").join("");
      const text = some();
      const at = chance(shown(text).length + 1);
      const over = chance(shown(text).length - at + 1);
      const typed = some();
      // A CR at the seam would join the following LF, in the box as in the text.
      const whole = type(text, at, over, typed, typed);
      expect(shown(whole).length).toBeLessThanOrEqual(shown(text).length - over + shown(typed).length);
      expect(shown(whole).replaceAll("\n", "")).toBe(
        (shown(text).slice(0, at) + shown(typed) + shown(text).slice(at + over)).replaceAll("\n", ""),
      );
    }
  });
});
