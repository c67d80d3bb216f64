// A struct format as an editable list of fields, and back to text. The core defines what the characters mean in bytes.

import { own } from "./own-property";

/** One item of a format: `4s` is one value of four bytes, `3i` is three numbers. */
interface FormatItem {
  ch: string;
  count: number;
}

interface FormatFields {
  /** `@ = < > !`, or empty. */
  prefix: string;
  items: FormatItem[];
}

/** One line of the list: a value, or padding. */
export interface FormatLine {
  ch: string;
  /** The byte length of `s`, `p` and `x`; else 1. */
  count: number;
  /** Index of its value, from 0; null for padding. */
  value: number | null;
}

export const PREFIXES = ["=", "<", ">", "!", "@"] as const;

/** Menu entries by group. */
export const TYPES = [
  ["b", "B", "h", "H", "i", "I", "q", "Q"],
  ["e", "f", "d"],
  ["?", "c", "s", "p", "x"],
] as const;

const NAMES: Record<string, string> = {
  b: "int8",
  B: "uint8",
  h: "int16",
  H: "uint16",
  i: "int32",
  I: "uint32",
  l: "long",
  L: "ulong",
  q: "int64",
  Q: "uint64",
  n: "ssize",
  N: "size",
  P: "pointer",
  e: "float16",
  f: "float32",
  d: "float64",
  "?": "bool",
  c: "char",
  s: "bytes",
  p: "pascal",
  x: "pad",
};

/** The type's name; `bytes`, `pascal` and `pad` have a length. */
export function typeName(ch: string, count = 1): string {
  const name = own(NAMES, ch) ?? ch;
  return hasLength(ch) ? `${name}[${count}]` : name;
}

/** Whether the count is a byte length rather than a number of values. */
export function hasLength(ch: string): boolean {
  return ch === "s" || ch === "p" || ch === "x";
}

/** Maximum lines shown; longer formats are edited as text. */
export const MOST_LINES = 200;

/** Parses a format; null if it is invalid (the core reports why). */
export function parse(text: string): FormatFields | null {
  const shape = /^([@=<>!]?)((?:\s*\d*[xcbB?hHiIlLqQnNPefdsp])*)\s*$/.exec(text);
  if (!shape) return null;
  const items = [...(shape[2] ?? "").matchAll(/(\d*)([a-zA-Z?])/g)].map((found) => ({
    ch: found[2] ?? "",
    count: found[1] ? Number(found[1]) : 1,
  }));
  return items.every((item) => Number.isSafeInteger(item.count)) ? { prefix: shape[1] ?? "", items } : null;
}

export function write({ prefix, items }: FormatFields): string {
  return prefix + items.map(({ ch, count }) => (count === 1 ? ch : `${count}${ch}`)).join("");
}

/** Number of values. */
export function values({ items }: FormatFields): number {
  return items.reduce((sum, { ch, count }) => sum + (ch === "x" ? 0 : hasLength(ch) ? 1 : count), 0);
}

/** The lines, up to `MOST_LINES`. */
export function lines({ items }: FormatFields): FormatLine[] {
  const all: FormatLine[] = [];
  let value = 0;
  for (const { ch, count } of items) {
    if (ch === "x" || count === 0) {
      const own = ch === "s" || ch === "p";
      all.push({ ch, count, value: own ? value++ : null });
    } else if (hasLength(ch)) all.push({ ch, count, value: value++ });
    else for (let n = 0; n < count && all.length <= MOST_LINES; n++) all.push({ ch, count: 1, value: value++ });
    if (all.length > MOST_LINES) break;
  }
  return all;
}

/** Splits runs into single items so that the list can be edited line by line. */
function single(format: FormatFields): FormatItem[] {
  return lines(format).map(({ ch, count }) => ({ ch, count }));
}

/** Joins items into counted runs again where the original had them. */
function joined(items: FormatItem[], before: FormatFields): FormatItem[] {
  if (!before.items.some(({ ch, count }) => count > 1 && !hasLength(ch))) return items;
  const all: FormatItem[] = [];
  for (const item of items) {
    const last = all.at(-1);
    const same = last?.ch === item.ch && !hasLength(item.ch) && item.count > 0 && last.count > 0;
    if (last && same) all[all.length - 1] = { ...last, count: last.count + item.count };
    else all.push(item);
  }
  return all;
}

/** Default value of a new field. */
export function start(ch: string): string {
  if (ch === "?") return "false";
  if (ch === "c") return "text:a";
  return hasLength(ch) ? "text:" : "0";
}

export interface FilledFormat {
  format: string;
  values: string[];
}

/**
 * A value for each field: existing ones, then defaults. Values beyond the last field are kept, so that a half-typed
 * format loses nothing.
 */
export function fill(format: FormatFields, old: readonly (string | number | boolean)[]): string[] {
  const kept = old.map(String);
  let at = 0;
  const many = Math.min(values(format), 4096);
  for (const { ch, count } of format.items) {
    const own = ch === "x" ? 0 : hasLength(ch) ? 1 : count;
    for (let n = 0; n < own && at < many; n++, at++) kept[at] ??= start(ch);
  }
  return kept;
}

/** Appends a field. */
export function add({ format, values: old }: FilledFormat, ch: string): FilledFormat {
  const now = parse(format) ?? { prefix: "<", items: [] };
  // Without a prefix sizes would be native; wire formats are nearly always little-endian.
  const prefix = format === "" ? "<" : now.prefix;
  const next = { prefix, items: [...now.items, { ch, count: hasLength(ch) ? 4 : 1 }] };
  const own = old.slice(0, values(now));
  return { format: write(next), values: fill(next, own) };
}

/** Removes a line and its value. */
export function remove({ format, values: old }: FilledFormat, at: number): FilledFormat {
  const now = parse(format);
  const line = now && lines(now)[at];
  if (!now || !line) return { format, values: old };
  const items = joined(
    single(now).filter((_, i) => i !== at),
    now,
  );
  return { format: write({ ...now, items }), values: old.filter((_, i) => i !== line.value) };
}

/** Moves a line and its value. */
export function move({ format, values: old }: FilledFormat, from: number, to: number): FilledFormat {
  const now = parse(format);
  if (!now) return { format, values: old };
  const all = lines(now).map((line) => ({ line, value: line.value === null ? null : (old[line.value] ?? "") }));
  const [moved] = all.splice(from, 1);
  if (!moved || to < 0 || to > all.length) return { format, values: old };
  all.splice(to, 0, moved);
  const items = joined(
    all.map(({ line }) => ({ ch: line.ch, count: line.count })),
    now,
  );
  return { format: write({ ...now, items }), values: all.flatMap(({ value }) => (value === null ? [] : [value])) };
}

/** Sets the length of `bytes`, `pascal` or padding, or the type of any other line. */
export function change({ format, values: old }: FilledFormat, at: number, patch: Partial<FormatItem>): FilledFormat {
  const now = parse(format);
  if (!now) return { format, values: old };
  const items = joined(
    single(now).map((item, i) => (i === at ? { ...item, ...patch } : item)),
    now,
  );
  return { format: write({ ...now, items }), values: old };
}

export function withPrefix(format: string, prefix: string): string {
  return prefix + format.replace(/^[@=<>!]/, "");
}
