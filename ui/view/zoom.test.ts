import { expect, test } from "vitest";
import { stepOf } from "./zoom";

test("zoom keys across keyboard layouts", () => {
  const of = (key: string, code: string, shiftKey = false) => stepOf({ key, code, shiftKey });
  expect(of("=", "Equal")).toBe(1);
  expect(of("+", "Equal", true)).toBe(1);
  expect(of("+", "NumpadAdd")).toBe(1);
  expect(of("-", "Minus")).toBe(-1);
  expect(of("0", "Digit0")).toBe(0);
  expect(of("1", "Digit1")).toBeNull();
  expect(of(")", "Digit0", true)).toBeNull();
});
