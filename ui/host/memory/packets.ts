// Approximate message previews for a plain browser; the core computes the exact ones.

import type { ErrorCode } from "../error-codes";
import type { ErrorDto, FormLine, Message, Pasted, PreviewDto, Profile } from "../types";
import { fault } from "./server";

const SIZES: Record<string, number> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  "?": 1,
  s: 1,
  p: 1,
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  f: 4,
};

export function preview(profile: Profile, message: Message, given: Record<string, string>): PreviewDto {
  const { type, text = "" } = message;
  const none: PreviewDto = {
    kind: "text",
    size: 0,
    hex: "",
    text: null,
    error: null,
    spans: [],
    notes: [],
    lines: [],
    faults: [],
    asked: [],
    python: null,
  };
  const bad = (code: ErrorCode, args: Record<string, string>): PreviewDto => ({
    ...none,
    error: fault(code, args, "message"),
  });
  const names = [...JSON.stringify(message).matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? "");
  const asked = names
    .filter((name) => !(name in (profile.variables ?? {})) && !(name in given) && !/^(counter|uuid|unix)/.test(name))
    .map((name) => ({ name, path: "text" }));
  if (asked.length > 0) return { ...none, asked };
  if (type === "packed") return packed(none, message);
  if (type === "hex") {
    const digits = text.replace(/\s/g, "");
    const at = text.search(/[^0-9a-fA-F\s]/);
    if (at >= 0) return bad("hex_digit", { column: String(at + 1), found: text[at] ?? "" });
    if (digits.length % 2) return bad("hex_odd", { digits: String(digits.length) });
    return { ...none, kind: "binary", size: digits.length / 2, hex: digits.toLowerCase() };
  }
  if (type === "json") {
    try {
      JSON.parse(text);
    } catch {
      const lines = text.split("\n");
      const column = String((lines.at(-1)?.length ?? 0) + 1);
      return bad("json_syntax", { line: String(lines.length), column, what: "unexpected end" });
    }
  }
  return { ...none, size: new TextEncoder().encode(text).length, text, python: JSON.stringify(text) };
}

function packed(none: PreviewDto, { format = "", values = [], tail }: Message): PreviewDto {
  const wrong = /[^@=<>!\d xcbB?hHiIlLqQnNefdspP]/.exec(format);
  if (wrong) {
    const args = { column: String(wrong.index + 1), problem: "format-bad_char", what: "bad character" };
    return { ...none, error: fault("format_invalid", args, "format") };
  }
  const preview: PreviewDto = { ...none, kind: "binary", python: `struct.pack("${format}", ${values.join(", ")})` };
  const bytes: number[] = [];
  let index = 0;
  for (const [, count, ch = ""] of format.matchAll(/(\d*)([a-zA-Z?])/g)) {
    const length = Number(count || 1);
    const size = SIZES[ch] ?? 8;
    const whole = ch === "s" || ch === "p" || ch === "x";
    for (let n = 0; n < (whole ? 1 : length); n++) {
      const offset = bytes.length;
      const own = whole ? length : size;
      const value = Number(values[index] ?? 0);
      for (let k = 0; k < own; k++) bytes.push(Math.floor(value / 256 ** k) & 255);
      if (ch === "x") continue;
      const name = String(index + 1);
      const line = lineOf(name, ch, own, index);
      preview.lines.push(line);
      preview.spans.push({ name, offset, size: own, colour: index });
      const text = String(values[index] ?? "");
      const out = line.low !== undefined && (value < Number(line.low) || value > Number(line.high));
      if (line.low !== undefined && !/^-?\d+$/.test(text)) preview.faults.push(at(index, "value_invalid"));
      else if (out) preview.faults.push(at(index, "value_range"));
      index++;
    }
  }
  if (tail) {
    const more = [...new TextEncoder().encode(tail.type === "services" ? '["first", "test"]' : (tail.text ?? ""))];
    preview.spans.push({ name: "tail", offset: bytes.length, size: more.length, colour: index });
    bytes.push(...more);
  }
  preview.error = preview.faults[0] ?? null;
  preview.size = bytes.length;
  preview.hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return preview;
}

function at(index: number, code: ErrorCode): ErrorDto {
  return fault(code, { what: code }, `values[${index}]`);
}

function lineOf(name: string, type: string, size: number, colour: number): FormLine {
  const signed = type === type.toLowerCase();
  const most = 256n ** BigInt(size);
  const integer = /[bBhHiIlLqQnN]/.test(type);
  const range = integer
    ? { low: String(signed ? -most / 2n : 0n), high: String((signed ? most / 2n : most) - 1n) }
    : {};
  return {
    name,
    type,
    tail: false,
    size,
    ...range,
    computed: false,
    display: "decimal",
    labels: {},
    bits: [],
    colour,
  };
}

export function recognise(text: string): Pasted {
  const plain: Message = { name: "", type: "text", text };
  const lines = [...text.matchAll(/(?:(\w+) = )?struct\.pack\(['"]([^'"]*)['"], ([^)]*)\)/g)];
  if (lines.length === 0) return { taken_for: "text", messages: [plain], others: [] };
  const messages = lines.map(
    ([, name = "", format = "", values = ""]): Message => ({
      name,
      type: "packed",
      format,
      values: values.split(/, */),
    }),
  );
  return {
    taken_for: lines.length > 1 ? "python" : "python_pack",
    messages,
    others: [{ taken_for: "text", messages: [plain] }],
  };
}
