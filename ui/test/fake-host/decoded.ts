// Made-up decoded rows: the demo server's messages, and JSON.

import type { Decoded, FieldColumn, FieldNode, FieldNodeKind, InspectorRow } from "../../host/types";
import { made } from "./rows";

type FieldPosition = Pick<FieldNode, "offset" | "size" | "colour">;

function leaf(name: string, kind: FieldNodeKind, type: string, value: string, place: FieldPosition): FieldNode {
  return { name, kind, type, value, ...place };
}

function json(name: string, value: unknown, place: FieldPosition): FieldNode {
  const node = (kind: FieldNodeKind, text = "") => leaf(name, kind, "json", text, place);
  if (Array.isArray(value)) {
    return { ...node("list"), children: value.map((item, i) => json(String(i), item, place)) };
  }
  if (typeof value === "object" && value !== null) {
    const children = Object.entries(value).map(([key, item]) => json(key, item, place));
    return { ...node("object"), children };
  }
  if (typeof value === "string") return node("text", value);
  if (typeof value === "boolean") return node("bool", String(value));
  return value === null ? node("null", "null") : node("number", String(value));
}

function tail(bytes: Uint8Array, place: FieldPosition): FieldNode {
  const text = new TextDecoder().decode(bytes);
  try {
    return json("tail", JSON.parse(text), place);
  } catch {
    return leaf("tail", "text", "utf-8", text, place);
  }
}

export function decoded(row: number): Decoded {
  const { bytes, kind, code, name } = made(row);
  const size = bytes.length;
  const at = (offset: number, length: number, colour: number): FieldPosition => ({ offset, size: length, colour });
  if (kind === "text" || code === null) {
    const node = tail(bytes, at(0, size, 0));
    const nodes = node.kind === "object" ? (node.children ?? []).map((child, i) => ({ ...child, colour: i })) : [node];
    return { layout: "", size, nodes };
  }
  const first = { ...leaf("code", "int", "i", String(code), at(0, 4, 0)), ...(name ? { label: name } : {}) };
  if (code !== 100) return { layout: "", size, nodes: [first, tail(bytes.subarray(4), at(4, size - 4, 1))] };
  const view = new DataView(bytes.buffer);
  const seconds = view.getFloat64(12, true);
  const flags = view.getBigInt64(4, true);
  const nodes: FieldNode[] = [
    first,
    {
      ...leaf("seq", "int", "q", String(flags), at(4, 8, 1)),
      children: [{ ...leaf("odd", "int", "bits", String(flags & 1n), at(4, 8, 1)), bits: [0, 0] }],
    },
    {
      ...leaf("time", "float", "d", String(seconds), at(12, 8, 2)),
      display: new Date(seconds * 1000).toISOString(),
    },
    leaf("service", "text", "utf-8", new TextDecoder().decode(bytes.subarray(20)), at(20, size - 20, 3)),
  ];
  if (row % 16 !== 12) return { layout: "push", size, nodes };
  const cut = "decode.short" as const;
  const short = { code: cut, offset: 20, field: "name", wanted: "8", had: size - 20, text: "too short" };
  return { layout: "push", size, nodes, stop: short };
}

export function cells(row: number, columns: FieldColumn[]): string[] {
  const { nodes } = decoded(row);
  return columns.map(({ field }) => {
    let found: FieldNode | undefined;
    let list: FieldNode[] = nodes;
    for (const part of field.split(".")) {
      found = list.find((node) => node.name === part);
      list = found?.children ?? [];
    }
    return found?.display ?? found?.value ?? "";
  });
}

export function inspected(row: number, offset: number): InspectorRow[] {
  const bytes = made(row).bytes.slice(offset, offset + 8);
  const view = new DataView(bytes.buffer);
  const read = (name: string, size: number, get: (little: boolean) => unknown): InspectorRow => {
    const fits = bytes.length >= size;
    return {
      name,
      size: fits ? size : 0,
      little: fits ? String(get(true)) : null,
      big: fits && size > 1 ? String(get(false)) : null,
    };
  };
  return [
    read("int8", 1, () => view.getInt8(0)),
    read("uint8", 1, () => view.getUint8(0)),
    read("int16", 2, (little) => view.getInt16(0, little)),
    read("uint16", 2, (little) => view.getUint16(0, little)),
    read("int32", 4, (little) => view.getInt32(0, little)),
    read("uint32", 4, (little) => view.getUint32(0, little)),
    read("int64", 8, (little) => view.getBigInt64(0, little)),
    read("uint64", 8, (little) => view.getBigUint64(0, little)),
    read("float32", 4, (little) => view.getFloat32(0, little)),
    read("float64", 8, (little) => view.getFloat64(0, little)),
    { name: "utf-8", size: bytes.length, little: new TextDecoder().decode(bytes), big: null },
  ];
}
