// The lines of a message's field tree: which nodes are expanded, and each node's bytes.

import type { Decoded, FieldNode, FieldPart } from "../host/types";

/** A visible line of the tree. */
export interface TreeLineData {
  node: FieldNode;
  /** Child indexes, outermost first, counted over all children including those on other pages. */
  at: number[];
  key: string;
  /** Depth; 1 is the outermost. */
  level: number;
  /** Position among its siblings, from 1, and their number. */
  place: number;
  siblings: number;
  /** Null if it has no children. */
  open: boolean | null;
}

/** A run of bytes of one colour. */
export interface Span {
  from: number;
  to: number;
  colour: number;
}

/** Lists with more children are collapsed at first. */
const OPEN_AT_MOST = 24;

function isOpen(node: FieldNode, level: number, alone: boolean, chosen: boolean | undefined): boolean | null {
  const count = node.children?.length ?? 0;
  if (count === 0) return null;
  // A node that is the whole message is expanded.
  return chosen ?? (alone || (level <= 3 && count <= OPEN_AT_MOST));
}

export function lines(decoded: Decoded, chosen: ReadonlyMap<string, boolean>): TreeLineData[] {
  const out: TreeLineData[] = [];
  const walk = (nodes: FieldNode[], part: FieldPart | undefined, above: number[]) => {
    const { first, count } = part ?? { first: 0, count: nodes.length };
    nodes.forEach((node, index) => {
      const at = [...above, first + index];
      const key = at.join(".");
      const alone = at.length === 1 && nodes.length === 1;
      const open = isOpen(node, at.length, alone, chosen.get(key));
      out.push({ node, at, key, level: at.length, place: first + index + 1, siblings: count, open });
      if (open) walk(node.children ?? [], node.part, at);
    });
  };
  walk(decoded.nodes, decoded.part, []);
  return out;
}

/** The nodes from the outermost to this one. */
export function chain(decoded: Decoded, at: number[]): FieldNode[] {
  const out: FieldNode[] = [];
  let [list, part]: [FieldNode[] | undefined, FieldPart | undefined] = [decoded.nodes, decoded.part];
  for (const index of at) {
    const node: FieldNode | undefined = list?.[index - (part?.first ?? 0)];
    if (!node) break;
    out.push(node);
    [list, part] = [node.children, node.part];
  }
  return out;
}

/** The path that columns and rules use: `flags.ready`, `items[2].price`. */
export function path(decoded: Decoded, at: number[]): string {
  return chain(decoded, at).reduce((path, node, i, all) => {
    if (i === 0) return node.name;
    return all[i - 1]?.kind === "list" ? `${path}[${node.name}]` : `${path}.${node.name}`;
  }, "");
}

/** The deepest node that holds this byte; for bit fields their integer. */
export function nodeAt(decoded: Decoded, byte: number): number[] | null {
  const at: number[] = [];
  let [list, part]: [FieldNode[] | undefined, FieldPart | undefined] = [decoded.nodes, decoded.part];
  while (list) {
    // The bytes after a stop overlap nothing else; of two overlapping nodes the first is more informative.
    const index: number = list.findIndex((one) => !one.bits && one.offset <= byte && byte < one.offset + one.size);
    if (index < 0) break;
    const node: FieldNode | undefined = list[index];
    // Children that all span the parent's range have no ranges of their own.
    at.push((part?.first ?? 0) + index);
    if (!node?.children?.some((one) => one.offset !== node.offset || one.size !== node.size)) break;
    [list, part] = [node.children, node.part];
  }
  return at.length > 0 ? at : null;
}

/** The colour of each run of bytes, in byte order. */
export function spans(decoded: Decoded): Span[] {
  const out: Span[] = [];
  const walk = (nodes: FieldNode[]) => {
    for (const node of nodes) {
      if (node.kind === "raw" || node.size === 0) continue;
      const children = node.children?.filter((one) => !one.bits) ?? [];
      const many = children.some((one) => coloured(one, node.colour));
      if (many) walk(children);
      else out.push({ from: node.offset, to: node.offset + node.size, colour: node.colour });
    }
  };
  walk(decoded.nodes);
  return out.sort((a, b) => a.from - b.from);
}

function coloured(node: FieldNode, colour: number): boolean {
  return node.colour !== colour || (node.children?.some((one) => coloured(one, colour)) ?? false);
}

/** The colour of a byte; -1 for none. */
export function colourAt(spans: Span[], byte: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) <= byte) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span && span.from <= byte ? span.colour : -1;
}
