// Edits of a profile's decoding settings. Pure: each returns a new object.

import type {
  Code,
  Decoding,
  FormLine,
  Layout,
  LayoutBits,
  LayoutField,
  LayoutRule,
  LayoutTail,
  Message,
  Profile,
} from "../host/types";
import { compareCodes } from "./code-value";
import { isInteger, type LayoutFormatItem, readFormat, valueAt, values, writeFormat } from "./layout-format";

/**
 * The profile's key for what follows a tail. A constant, because a literal `then` would make the tail look like a
 * promise.
 */
export const THEN = "then";

export function decodingOf(profile: Profile, lens?: string): Decoding {
  const { code, codes, layouts, rules, columns, protobuf, latency } = profile;
  const { sequences, timestamps, heartbeat_checks, joined } = profile;
  return {
    ...clean({ lens: profile.lens ?? lens, code, latency, sequences, timestamps, heartbeat_checks, joined }),
    codes: codes ?? [],
    layouts: layouts ?? [],
    rules: rules ?? [],
    columns: columns ?? [],
    protobuf: protobuf ?? [],
  };
}

/** The profile's lists that can be edited. */
export type ListName =
  | ("codes" | "layouts" | "rules" | "columns" | "protobuf")
  | ("sequences" | "timestamps" | "heartbeat_checks");
export type ItemOf<N extends ListName> = NonNullable<Profile[N]>[number];

export function withList<N extends ListName>(
  profile: Profile,
  name: N,
  change: (list: ItemOf<N>[]) => ItemOf<N>[],
): Profile {
  const list = change((profile[name] ?? []) as ItemOf<N>[]);
  return { ...profile, [name]: list.length > 0 ? list : undefined };
}

/** Renames a layout and its references in rules, repeats and saved messages. */
export function renameLayout(profile: Profile, index: number, name: string): Profile {
  const before = profile.layouts?.[index]?.name;
  const layouts = (profile.layouts ?? []).map((layout, i) => (i === index ? { ...layout, name } : layout));
  const shared = (profile.layouts ?? []).filter((layout) => layout.name === before).length > 1;
  if (!before || shared) return { ...profile, layouts };
  const follow = <T extends { layout?: string }>(one: T): T => (one.layout === before ? { ...one, layout: name } : one);
  return {
    ...profile,
    layouts: layouts.map((layout) => withTails(layout, (tail) => followCases(follow(tail), before, name))),
    rules: profile.rules?.map((rule): LayoutRule => follow(rule)),
    messages: profile.messages?.map((message): Message => follow(message)),
  };
}

/** Renames a layout in the choices of a tail. */
function followCases(tail: LayoutTail, before: string, name: string): LayoutTail {
  const { cases, otherwise } = tail;
  const renamed = cases && Object.entries(cases).map(([value, one]) => [value, one === before ? name : one]);
  return {
    ...tail,
    ...(renamed ? { cases: Object.fromEntries(renamed) } : {}),
    ...(otherwise === before ? { otherwise: name } : {}),
  };
}

/** Changes every tail of a layout at any depth. */
function withTails(layout: Layout, change: (tail: LayoutTail) => LayoutTail): Layout {
  if (!layout.tail) return layout;
  const tail = change(layout.tail);
  const { element, then: next } = tail;
  return {
    ...layout,
    tail: {
      ...tail,
      ...(element ? { element: withTails(element, change) } : {}),
      ...(next ? { [THEN]: withTails(next, change) } : {}),
    },
  };
}

/** Sets a layout's format. Also returns the fields left without a value, to be reused when the format grows again. */
export function withFormat(layout: Layout, format: string, spare: LayoutField[]): [Layout, LayoutField[]] {
  const count = readFormat(format).items.reduce((sum, item) => sum + values(item), 0);
  const all = [...(layout.fields ?? []), ...spare];
  return [{ ...layout, format, fields: trimmed(all.slice(0, count)) }, trimmed(all.slice(count))];
}

/** The field of a value, including unnamed ones. */
export function fieldAt(layout: Layout, value: number): LayoutField {
  return layout.fields?.[value] ?? { name: "" };
}

export function withField(layout: Layout, value: number, patch: Partial<LayoutField>): Layout {
  const fields = [...(layout.fields ?? [])];
  while (fields.length <= value) fields.push({ name: "" });
  fields[value] = clean({ ...fieldAt(layout, value), ...patch });
  return { ...layout, fields: trimmed(fields) };
}

/** Changes the layout's items; fields move with their items. */
export function withItems(layout: Layout, change: (rows: LayoutRow[]) => LayoutRow[]): Layout {
  const { prefix, items } = readFormat(layout.format);
  const rows = items.map((item, i): LayoutRow => {
    const at = valueAt(items, i);
    return { item, fields: Array.from({ length: values(item) }, (_, k) => fieldAt(layout, at + k)) };
  });
  const next = change(rows);
  return {
    ...layout,
    format: writeFormat({ prefix, items: next.map((row) => row.item) }),
    fields: trimmed(next.flatMap((row) => row.fields)),
  };
}

/** An item of the format with its values' fields. */
export interface LayoutRow {
  item: LayoutFormatItem;
  fields: LayoutField[];
}

/** Drops empty fields at the end. */
function trimmed(fields: LayoutField[]): LayoutField[] {
  let length = fields.length;
  while (length > 0 && empty(fields[length - 1])) length--;
  return fields.slice(0, length);
}

function empty(field: LayoutField | undefined) {
  return field?.name === "" && Object.keys(field).length === 1;
}

/** Drops undefined keys, which the profile's file does not have either. */
export function clean<T extends object>(one: T): T {
  return Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;
}

/** Paths of the integers of a layout's own part that an expression may use. */
export function integers(layout: Layout): string[] {
  const { items } = readFormat(layout.format);
  const fields = items.flatMap((item, i) => {
    if (!isInteger(item.char)) return [];
    const at = valueAt(items, i);
    return Array.from({ length: values(item) }, (_, k) => k).flatMap((k) => {
      const field = fieldAt(layout, at + k);
      const name = field.name || String(at + k + 1);
      return [name, ...bitPaths(field.bits, name)];
    });
  });
  return fields;
}

/** Paths of the integers in a layout's tail. */
export function tailIntegers({ tail }: Layout): string[] {
  if (!tail) return [];
  if (tail.type === "varint") return tail.name ? [tail.name] : [];
  const inside = tail.element && tail.name ? allIntegers(tail.element) : [];
  if (tail.type === "layout") return inside.map((path) => `${tail.name}.${path}`);
  return tail.type === "repeat" ? inside.map((path) => `${tail.name}[0].${path}`) : [];
}

function allIntegers(layout: Layout): string[] {
  const next = layout.tail?.[THEN];
  return [...integers(layout), ...tailIntegers(layout), ...(next ? allIntegers(next) : [])];
}

function bitPaths(groups: LayoutBits[] | undefined, name: string): string[] {
  return (groups ?? []).flatMap((bits) => {
    const path = `${name}.${bits.name}`;
    return [path, ...bitPaths(bits.bits, path)];
  });
}

/** The paths of a layout's fields, as columns use them. */
export function linePaths(lines: FormLine[]): string[] {
  return lines.flatMap((line) => {
    if (line.element) return linePaths(line.element).map((path) => `${line.name}[0].${path}`);
    if (line.tail && !["text", "bytes"].includes(line.type)) return [];
    return [line.name, ...bitPaths(line.bits, line.name)];
  });
}

/** A rule that selects this layout, by its first field if that is a constant code. */
export function ruleFor(layout: Layout): LayoutRule {
  const { prefix, items } = readFormat(layout.format);
  const constant = Number(fieldAt(layout, 0).constant ?? Number.NaN);
  const little = prefix !== ">" && prefix !== "!";
  const coded = little && items[0]?.char === "i" && Number.isInteger(constant);
  return { layout: layout.name ?? "", ...(coded ? { code: constant } : {}) };
}

/** Codes shadowed by an earlier one for the same messages: list index to the earlier index. */
export function shadowed(codes: Code[]): Map<number, number> {
  const shadowing = new Map<number, number>();
  codes.forEach((code, i) => {
    const before = codes.findIndex(
      (one, k) =>
        k < i &&
        String(one.code) === String(code.code) &&
        (one.direction === undefined || one.direction === code.direction),
    );
    if (before >= 0) shadowing.set(i, before);
  });
  return shadowing;
}

export function sorted(codes: Code[]): Code[] {
  const way = (code: Code) => (code.direction === undefined ? 2 : code.direction === "sent" ? 0 : 1);
  return [...codes].sort((a, b) => compareCodes(a.code, b.code) || way(a) - way(b));
}
