// Formatting of bytes and untrusted text so that they are safe to show.

import { INVISIBLE } from "./invisible";

/** Control and invisible characters except tab and line feed: each would let a server disguise text on the page. */
const UNSAFE = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f${INVISIBLE.map(range).join("")}]`, "gu");

function range([first, last]: readonly [number, number]) {
  return `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`;
}

/**
 * ASCII control characters by their abbreviations (RFC 20): fonts have these letters, but few have the control
 * pictures.
 */
const CONTROLS = [
  ..."NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI".split(" "),
  ..."DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(" "),
];

/** Replaces each unsafe character with its name; tab and line feed stay. */
export function neutral(text: string): string {
  return text.replace(UNSAFE, (found) => {
    const code = found.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return `\u27e8${CONTROLS[code] ?? "DEL"}\u27e9`;
    return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
  });
}

/** Like `neutral`, but tab and line feed are replaced too. */
export function oneLine(text: string): string {
  return neutral(text).replace(/[\t\n]/g, (found) => `\u27e8${CONTROLS[found.charCodeAt(0)]}\u27e9`);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hexByte(byte: number): string {
  return HEX[byte] ?? "";
}

export function hex(bytes: Uint8Array, between = ""): string {
  return Array.from(bytes, hexByte).join(between);
}

/** The character if it is printable ASCII, else a dot. */
export function ascii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
}

/** The bytes decoded as UTF-8; null if they are not valid UTF-8. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The bytes decoded as UTF-8 with invalid sequences shown as U+FFFD. */
export function asText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
