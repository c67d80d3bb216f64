// A layout preview's bytes and tree, prepared for drawing.

import type { FieldNode } from "../host/types";

/** Maximum rows of the tree. */
const MOST = 200;

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

interface PreviewedMessage {
  node: FieldNode;
  path: string;
  deep: number;
}

/** The nodes in document order, each with its path. */
export function shown(nodes: FieldNode[]): { list: PreviewedMessage[]; more: boolean } {
  const list: PreviewedMessage[] = [];
  const walk = (all: FieldNode[], before: string, deep: number, inList: boolean): boolean =>
    all.every((node) => {
      if (list.length >= MOST) return false;
      const path = before === "" ? node.name : inList ? `${before}[${node.name}]` : `${before}.${node.name}`;
      list.push({ node, path, deep });
      return walk(node.children ?? [], path, deep + 1, node.kind === "list");
    });
  const whole = walk(nodes, "", 0, false);
  return { list, more: !whole };
}

/** For each byte the innermost field that has its own range. */
export function colours(nodes: FieldNode[], size: number): ({ colour: number; node: string } | null)[] {
  const owner: ({ colour: number; node: string } | null)[] = Array.from({ length: size }, () => null);
  for (const { node, path } of shown(nodes).list) {
    if (node.kind === "raw" || node.bits) continue;
    const own = { colour: node.colour, node: path };
    for (let at = node.offset; at < Math.min(size, node.offset + node.size); at++) owner[at] = own;
  }
  return owner;
}
