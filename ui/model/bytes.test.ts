import { describe, expect, it } from "vitest";
import { ascii, asText, hex, neutral, oneLine, utf8 } from "./bytes";
import { bothTimes, localTime, timeOfDay, utcClock, utcTime } from "./time";

describe("neutral", () => {
  it("replaces control characters except tab and line feed", () => {
    expect(neutral("a\tb\nc")).toBe("a\tb\nc");
    expect(neutral("\u0000\u0007\u001b[31m\r\u007f")).toBe("⟨NUL⟩⟨BEL⟩⟨ESC⟩[31m⟨CR⟩⟨DEL⟩");
  });

  it("replaces bidirectional and invisible characters", () => {
    expect(neutral("admin\u202egnp.exe")).toBe("admin⟨U+202E⟩gnp.exe");
    expect(neutral("\u2066\u200b\ufeff\u200f")).toBe("⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩⟨U+200F⟩");
  });

  it("hostile_16 shows every invisible character by its number", () => {
    for (const code of [
      0xad, 0x61c, 0x180e, 0x200b, 0x2028, 0x202e, 0x2066, 0x3164, 0xfeff, 0xffa0, 0xe0000, 0xe007f,
    ]) {
      const number = code.toString(16).toUpperCase().padStart(4, "0");
      expect(neutral(`a${String.fromCodePoint(code)}b`)).toBe(`a⟨U+${number}⟩b`);
    }
    expect(oneLine("a\n\u202eb\t")).toBe("a⟨LF⟩⟨U+202E⟩b⟨HT⟩");
  });

  it("leaves ordinary text unchanged", () => {
    for (const text of ["你好，世界", "naïve café", "👩 🚀", "<img src=x onerror=alert(1)>"])
      expect(neutral(text)).toBe(text);
  });
});

describe("bytes", () => {
  const bytes = new Uint8Array([0, 15, 255, 65]);

  it("are shown as hex and ASCII", () => {
    expect(hex(bytes)).toBe("000fff41");
    expect(hex(bytes, " ")).toBe("00 0f ff 41");
    expect(Array.from(bytes, ascii).join("")).toBe("...A");
  });

  it("are text only if they are valid UTF-8", () => {
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

  it("is shown in UTC on request", () => {
    const ns = "1767323045678901234";
    expect(utcClock(ns)).toBe("03:04:05.678");
    expect(bothTimes(ns, true)).toBe([utcTime(ns), localTime(ns)].join("\n"));
    expect(bothTimes(ns, false)).toBe([localTime(ns), utcTime(ns)].join("\n"));
  });

  it("of a decoded value shows the date only if it differs from the row's", () => {
    const now = "1767323045678901234";
    expect(timeOfDay("2026-01-02T03:04:05.501234567Z", now, 0)).toBe("03:04:05.501");
    expect(timeOfDay("2026-01-02T03:04:05.5Z", now, 480)).toBe("11:04:05.500");
    expect(timeOfDay("2026-01-02T03:04:05Z", now, 0)).toBe("03:04:05");
    expect(timeOfDay("2025-12-31T03:04:05.5Z", now, 0)).toBe("2025-12-31 03:04:05.500");
    expect(timeOfDay("42", now, 0)).toBeNull();
    expect(timeOfDay("at 2026-01-02T03:04:05Z", now, 0)).toBeNull();
  });
});
