import { describe, expect, it } from "vitest";
import { roomFor } from "./overflow";

const sizes = { gap: 4, more: 30 };

describe("a bar's buttons", () => {
  it("all fit where there is room for all", () => {
    expect(roomFor([70, 80, 90], { ...sizes, room: 252 })).toBe(3);
  });

  it("leave room for the button of the rest", () => {
    expect(roomFor([70, 80, 90], { ...sizes, room: 251 })).toBe(2);
    expect(roomFor([70, 80, 90], { ...sizes, room: 191 })).toBe(1);
  });

  it("may all be in the menu", () => {
    expect(roomFor([70, 80, 90], { ...sizes, room: 50 })).toBe(0);
    expect(roomFor([], { ...sizes, room: 0 })).toBe(0);
  });
});
