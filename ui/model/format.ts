// A struct format as a list of fields, and back: the text and the list are two views of one thing. What the characters
// mean in bytes is the core's.

import { own } from "./own-property";

/** One item of a format: `4s` is one of four bytes, `3i` is three numbers. */
export interface FormatItem {
  ch: string;
  count: number;
}

export interface FormatFields {
  /** `@ = < > !` or none. */
  prefix: string;
  items: FormatItem[];
}

/** One line of the list: a value, or padding without one. */
export interface FormatLine {
  ch: string;
  /** The bytes of `s`, `p` and `x`; else 1. */
  count: number;
  /** Which value it is, from 0; null for padding. */
  value: number | null;
}

export const PREFIXES = ["=", "<", ">", "!", "@"] as const;

/** What the menu offers, by group. */
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

/** As programmers call it; `bytes`, `pascal` and `pad` have a length. */
export function typeName(ch: string, count = 1): string {
  const name = own(NAMES, ch) ?? ch;
  return hasLength(ch) ? `${name}[${count}]` : name;
}

/** Its count is a length, not a number of values. */
export function hasLength(ch: string): boolean {
  return ch === "s" || ch === "p" || ch === "x";
}

/** More lines than this nobody fills in by hand. */
export const MOST_LINES = 200;

/** The format, or null where the text is none (the core says why). */
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

/** How many values it takes. */
export function values({ items }: FormatFields): number {
  return items.reduce((sum, { ch, count }) => sum + (ch === "x" ? 0 : hasLength(ch) ? 1 : count), 0);
}

/** The lines, as many as are shown. */
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

/** The items one by one, so that the list can be changed line by line. */
function single(format: FormatFields): FormatItem[] {
  return lines(format).map(({ ch, count }) => ({ ch, count }));
}

/** Runs with a count again, where the person wrote counts. */
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

/** What a new field begins with. */
export function start(ch: string): string {
  if (ch === "?") return "false";
  if (ch === "c") return "text:a";
  return hasLength(ch) ? "text:" : "0";
}

export interface FilledFormat {
  format: string;
  values: string[];
}

/** A value for each field: what is there, then what new fields begin with. Typed values beyond the last are kept, so
 * that a format half typed loses nothing. */
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

/** A field more, at the end. */
export function add({ format, values: old }: FilledFormat, ch: string): FilledFormat {
  const now = parse(format) ?? { prefix: "<", items: [] };
  // Without a prefix the sizes would be the machine's; on the wire little-endian is nearly always meant.
  const prefix = format === "" ? "<" : now.prefix;
  const next = { prefix, items: [...now.items, { ch, count: hasLength(ch) ? 4 : 1 }] };
  const own = old.slice(0, values(now));
  return { format: write(next), values: fill(next, own) };
}

/** Without the line at this place. */
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

/** The line at one place goes to another, its value with it. */
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

/** Another length for `bytes`, `pascal` or padding; another type for the rest. */
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
