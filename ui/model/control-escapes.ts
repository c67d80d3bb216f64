// Control characters of a text as escapes, for boxes of one line: `\r\n`, `\0`, `\x1e`. Pure.

const NAMED: Record<string, string> = { "\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };
const MEANT: Record<string, string> = { "0": "\0", t: "\t", n: "\n", r: "\r", "\\": "\\" };

/** The text on one line. */
export function withEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return text.replace(/[\0-\x1f\x7f\\]/g, (one) => {
    const named = NAMED[one];
    return named ?? `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}

/** The text that the escapes stand for; a backslash that begins none is kept. */
export function withoutEscapes(line: string): string {
  return line.replace(/\\(?:x([0-9a-fA-F]{2})|([0tnr\\]))/g, (_, hex?: string, name?: string) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (MEANT[name ?? ""] ?? ""),
  );
}
