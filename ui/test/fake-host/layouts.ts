// Stand-in for the host's decoding: whole numbers, float64 and a trailing text only.

import type {
  Decoding,
  DecodingCheck,
  ErrorDto,
  FieldNode,
  FormLine,
  Layout,
  LayoutPreview,
  LayoutPreviewRequest,
} from "../../host/types";
import { fieldAt } from "../../model/layout-edits";
import { readFormat } from "../../model/layout-format";
import { made } from "./rows";
import { fault } from "./server";

const SIZES: Record<string, number> = { b: 1, B: 1, h: 2, H: 2, i: 4, I: 4, q: 8, Q: 8, d: 8, f: 4 };

export function checked({ layouts = [], rules, columns }: Decoding): DecodingCheck {
  const problems: ErrorDto[] = [];
  layouts.forEach((layout, i) => {
    const bad = /[^@<>=!0-9xcbBhHiIlLqQnNefdspP? ]/.exec(layout.format);
    const args = { column: String((bad?.index ?? 0) + 1), what: "bad character" };
    if (bad) problems.push(fault("format.bad_char", args, `layouts[${i}].format`));
    if (!layout.name) problems.push(fault("layout.name_missing", {}, `layouts[${i}].name`));
    layout.fields?.forEach((field, k) => {
      if (field.constant !== undefined && Number.isNaN(Number(field.constant))) {
        problems.push(fault("value.not_integer", {}, `layouts[${i}].fields[${k}].constant`));
      }
    });
  });
  rules?.forEach((rule, i) => {
    const known = layouts.some((layout) => layout.name === rule.layout);
    if (!known) problems.push(fault("layout.no_such_layout", { name: rule.layout }, `rules[${i}].layout`));
  });
  columns?.forEach((column, i) => {
    if (!column.field) problems.push(fault("column_without_field", {}, `columns[${i}].field`));
  });
  const sound = layouts.map((layout) => ({ sound: true, leastSize: size(layout), lines: lines(layout) }));
  return { problems, layouts: sound, messages: ["market.Quote", "market.Trade"] };
}

function size({ format }: Layout): number {
  return readFormat(format).items.reduce((sum, { char }) => sum + (SIZES[char] ?? 1), 0);
}

function lines(layout: Layout): FormLine[] {
  const made = readFormat(layout.format).items.map(({ char }, i): FormLine => {
    const name = fieldAt(layout, i).name || String(i + 1);
    return line(name, char, false, i);
  });
  const { tail } = layout;
  return tail ? [...made, line(tail.name ?? "tail", tail.type, true, made.length)] : made;
}

function line(name: string, type: string, tail: boolean, colour: number): FormLine {
  return {
    name,
    type,
    tail,
    size: SIZES[type] ?? 0,
    computed: false,
    display: "decimal",
    labels: {},
    bits: [],
    colour,
  };
}

export function tried({ layouts, rules }: Decoding, request: LayoutPreviewRequest): LayoutPreview | null {
  if (request.bytes !== null && /[^0-9a-f\s]/i.test(request.bytes)) throw fault("hex_digit", { column: "1" });
  const row = request.row ?? 12;
  const typed = request.bytes
    ?.replace(/\s/g, "")
    .match(/../g)
    ?.map((pair) => Number.parseInt(pair, 16));
  const message = made(row);
  const bytes = typed ? Uint8Array.from(typed) : message.bytes;
  const rule = rules?.findIndex((one) => one.code === undefined || one.code === message.code) ?? -1;
  const layout = layouts?.[request.layout ?? 0];
  return {
    row: typed ? null : row,
    found: typed ? "typed" : request.row === null ? "rule" : "asked",
    direction: message.direction,
    kind: message.kind,
    size: bytes.length,
    hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    code: message.code,
    rule: rule < 0 ? null : rule,
    decoded: layout ? decoded(layout, bytes) : null,
  };
}

function decoded(layout: Layout, bytes: Uint8Array): LayoutPreview["decoded"] {
  const nodes: FieldNode[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  for (const [i, { char }] of readFormat(layout.format).items.entries()) {
    const size = SIZES[char] ?? 1;
    const { name } = fieldAt(layout, i);
    if (offset + size > bytes.length) {
      const stop = {
        code: "decode.short" as const,
        offset,
        field: name,
        wanted: String(size),
        had: bytes.length - offset,
        text: "",
      };
      return { layout: layout.name ?? "", size: bytes.length, nodes, stop };
    }
    const number =
      char === "d"
        ? view.getFloat64(offset, true)
        : size === 8
          ? view.getBigInt64(offset, true)
          : view.getInt32(offset, true);
    nodes.push({ ...node(name || String(i + 1), char, offset, size, String(number)), kind: "int", colour: i });
    offset += size;
  }
  if (layout.tail) {
    const text = new TextDecoder().decode(bytes.subarray(offset));
    const name = layout.tail.name ?? "tail";
    nodes.push({ ...node(name, layout.tail.type, offset, bytes.length - offset, text), colour: nodes.length });
  }
  return { layout: layout.name ?? "", size: bytes.length, nodes };
}

function node(name: string, type: string, offset: number, size: number, value: string): FieldNode {
  return { name, kind: "text", type, offset, size, value, colour: 0 };
}
