// Bytes and foreign text in a form that is safe to show.

/** Controls, and characters that turn the direction of text or hide: each would let a server paint over the page's words. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be caught
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** The text with each such character as a visible sign; tab and line feed stay. */
export function neutral(text: string): string {
  return text.replace(UNSAFE, (found) => {
    const code = found.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
  });
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hexByte(byte: number): string {
  return HEX[byte] ?? "";
}

export function hex(bytes: Uint8Array, between = ""): string {
  return Array.from(bytes, hexByte).join(between);
}

/** Printable ASCII, else a dot. */
export function ascii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
}

/** The text that the bytes are, or null where they are not UTF-8. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text where there is any in the bytes; what is not UTF-8 shows as U+FFFD. */
export function asText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
