import { describe, expect, it } from "vitest";
import { cut } from "./cut";

describe("a preview", () => {
  it("stays whole if there is room", () => {
    expect(cut("0123456789", 72.5, 7.2)).toBe("0123456789");
    expect(cut("", 0, 7.2)).toBe("");
  });

  it("ends with an ellipsis one character wide", () => {
    expect(cut("0123456789", 72, 7.2)).toBe("01234567…");
    expect(cut("0123456789", 8, 7.2)).toBe("…");
  });

  it("is left to CSS if a character may be wider", () => {
    expect(cut("价格 0123456789", 40, 7.2)).toBe("价格 0123456789");
    expect(cut("0123456789 价格", 40, 7.2)).toBe("0123…");
  });

  it("is left to CSS before anything was measured", () => {
    expect(cut("0123456789", 40, 0)).toBe("0123456789");
    expect(cut("0123456789", -16, 7.2)).toBe("0123456789");
  });
});
