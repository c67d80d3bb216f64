// Codes of messages: numbers or texts.

import type { CodeValue } from "../host/types";

/** A code as typed: a whole number, or a text. */
export function codeOf(text: string): CodeValue {
  const number = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(number) && String(number) === text ? number : text;
}

/** Numbers first, in order; then texts. */
export function compareCodes(a: CodeValue, b: CodeValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === typeof b) return String(a) < String(b) ? -1 : a === b ? 0 : 1;
  return typeof a === "number" ? -1 : 1;
}
