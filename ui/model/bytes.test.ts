import { describe, expect, it } from "vitest";
import { ascii, asText, hex, neutral, utf8 } from "./bytes";
import { localTime, utcTime } from "./time";

describe("neutral", () => {
  it("shows controls as signs and leaves tab and line feed", () => {
    expect(neutral("a\tb\nc")).toBe("a\tb\nc");
    expect(neutral("\u0000\u0007\u001b[31m\r\u007f")).toBe("␀␇␛[31m␍␡");
  });

  it("disarms what turns the direction of text or hides", () => {
    expect(neutral("admin\u202egnp.exe")).toBe("admin⟨U+202E⟩gnp.exe");
    expect(neutral("\u2066\u200b\ufeff\u200f")).toBe("⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩⟨U+200F⟩");
  });

  it("leaves people's text alone", () => {
    for (const text of ["你好，世界", "naïve café", "👩 🚀", "<img src=x onerror=alert(1)>"])
      expect(neutral(text)).toBe(text);
  });
});

describe("bytes", () => {
  const bytes = new Uint8Array([0, 15, 255, 65]);

  it("become hex and ASCII", () => {
    expect(hex(bytes)).toBe("000fff41");
    expect(hex(bytes, " ")).toBe("00 0f ff 41");
    expect(Array.from(bytes, ascii).join("")).toBe("···A");
  });

  it("are text only where they are UTF-8", () => {
    expect(utf8(bytes)).toBeNull();
    expect(asText(bytes)).toBe("\u0000\u000f\ufffdA");
    expect(utf8(new TextEncoder().encode("\ufeff好"))).toBe("\ufeff好");
  });
});

describe("time", () => {
  it("keeps every nanosecond", () => {
    expect(utcTime("1767323045678901234")).toBe("2026-01-02T03:04:05.678901234Z");
    expect(localTime("1767323045678901234", 480)).toBe("2026-01-02 11:04:05.678901234 +08:00");
    expect(localTime("1767323045000000001", -210)).toBe("2026-01-01 23:34:05.000000001 -03:30");
  });
});
