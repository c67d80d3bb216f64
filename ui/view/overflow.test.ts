import { describe, expect, it } from "vitest";
import { roomFor } from "./overflow";

const sizes = { gap: 4, more: 30 };

describe("toolbar buttons", () => {
  it("all fit if there is room", () => {
    expect(roomFor([70, 80, 90], { ...sizes, room: 252 })).toBe(3);
  });

  it("leave room for the overflow button", () => {
    expect(roomFor([70, 80, 90], { ...sizes, room: 251 })).toBe(2);
    expect(roomFor([70, 80, 90], { ...sizes, room: 191 })).toBe(1);
  });

  it("may all overflow", () => {
    expect(roomFor([70, 80, 90], { ...sizes, room: 50 })).toBe(0);
    expect(roomFor([], { ...sizes, room: 0 })).toBe(0);
  });
});
