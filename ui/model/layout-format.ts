// A struct format as rows, so that text and rows can be kept in step. The host decides whether it is valid.

export type Prefix = "" | "@" | "<" | ">" | "=" | "!";

/** A format character and its count: a value, padding, an alignment (count 0), or a run too long to expand. */
export interface LayoutFormatItem {
  char: string;
  count: number;
}

interface LayoutFormat {
  prefix: Prefix;
  items: LayoutFormatItem[];
}

/** `s` and `p` are one value of any length. */
const LONG = "sp";
const INTEGERS = "bBhHiIlLqQnNP";
const NATIVE = "nNP";
const CHARS = "xcbB?hHiIlLqQnNefdspP";
/** Longer runs stay one row. */
const SPREAD = 64;

/** Every type by its character, in menu order. */
export const TYPES: readonly (readonly [char: string, name: string])[] = [
  ["b", "int8"],
  ["B", "uint8"],
  ["h", "int16"],
  ["H", "uint16"],
  ["i", "int32"],
  ["I", "uint32"],
  ["q", "int64"],
  ["Q", "uint64"],
  ["e", "float16"],
  ["f", "float32"],
  ["d", "float64"],
  ["?", "bool"],
  ["c", "char"],
  ["s", "bytes"],
  ["p", "pascal"],
  ["l", "long"],
  ["L", "ulong"],
  ["n", "ssize_t"],
  ["N", "size_t"],
  ["P", "pointer"],
  ["x", "padding"],
];

export function typesOf(prefix: Prefix): readonly (readonly [char: string, name: string])[] {
  return isNative(prefix) ? TYPES : TYPES.filter(([char]) => !NATIVE.includes(char));
}

export function isNative(prefix: Prefix): boolean {
  return prefix === "" || prefix === "@";
}

export function isInteger(char: string): boolean {
  return INTEGERS.includes(char);
}

/** Whether the type is an unsigned integer, which can hold a checksum. */
export function isUnsigned(char: string): boolean {
  return "BHILQN".includes(char);
}

export function hasCount(char: string): boolean {
  return LONG.includes(char) || char === "x";
}

/** Number of values of an item. */
export function values({ char, count }: LayoutFormatItem): number {
  if (char === "x") return 0;
  return LONG.includes(char) ? 1 : count;
}

export function readFormat(text: string): LayoutFormat {
  const prefix = /^[@<>=!]/.exec(text)?.[0] ?? "";
  const items: LayoutFormatItem[] = [];
  for (const [, digits = "", char = ""] of text.slice(prefix.length).matchAll(/(\d*)([A-Za-z?])/g)) {
    if (!CHARS.includes(char)) continue;
    const count = digits === "" ? 1 : Number(digits);
    if (hasCount(char) || count === 0 || count > SPREAD) items.push({ char, count });
    else for (let i = 0; i < count; i++) items.push({ char, count: 1 });
  }
  return { prefix: prefix as Prefix, items };
}

export function writeFormat({ prefix, items }: LayoutFormat): string {
  return prefix + items.map(({ char, count }) => (count === 1 ? char : `${count}${char}`)).join("");
}

/** Index of an item's first value among all values. */
export function valueAt(items: LayoutFormatItem[], index: number): number {
  return items.slice(0, index).reduce((sum, item) => sum + values(item), 0);
}
