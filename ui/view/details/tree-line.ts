// One line of the field tree: name, type, value, offset. Its nodes are reused for other fields.

import type { FieldNode } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { TreeLineData } from "../../model/field-tree";
import { own } from "../../model/own-property";
import type { Text } from "../../model/text";
import { problemText } from "../fault-text";
import { setText, setTitle } from "../html";

/** Characters of a value that are shown; copying gives all of it. */
const SHOWN = 300;
const INDENT = 16;

export class TreeLine {
  readonly element = document.createElement("div");
  readonly #twist = part("twist");
  readonly #name = part("field-name");
  readonly #type = part("field-type");
  readonly #value = part("field-value");
  readonly #problem = part("field-problem");
  readonly #place = part("field-place");
  #line: TreeLineData | null = null;
  #locale = "";

  constructor(id: number) {
    this.element.className = "treeline";
    this.element.id = `field-${id}`;
    this.element.setAttribute("role", "treeitem");
    this.#twist.setAttribute("aria-hidden", "true");
    const name = part("field-head");
    name.append(this.#twist, this.#name);
    const value = part("field-body");
    value.append(this.#value, this.#problem);
    this.element.append(name, this.#type, value, this.#place);
  }

  fill(line: TreeLineData, text: Text, lit: boolean, active: boolean): void {
    this.element.classList.toggle("lit", lit);
    this.element.classList.toggle("on", active);
    this.element.setAttribute("aria-selected", String(active));
    if (line === this.#line && text.locale === this.#locale) return;
    this.#line = line;
    this.#locale = text.locale;
    const { node, level, open } = line;
    const { element } = this;
    element.dataset.key = line.key;
    element.dataset.path = node.name;
    element.setAttribute("aria-level", String(level));
    element.setAttribute("aria-posinset", String(line.place));
    element.setAttribute("aria-setsize", String(line.siblings));
    if (open === null) element.removeAttribute("aria-expanded");
    else element.setAttribute("aria-expanded", String(open));
    setText(this.#twist, open === null ? "" : open ? "▾" : "▸");
    this.#twist.style.marginLeft = `${(level - 1) * INDENT}px`;
    setText(this.#name, node.name || "·");
    this.#name.className = node.kind === "raw" ? "field-name" : `field-name f${node.colour % 8}`;
    setText(this.#type, typeName(node, text));
    setText(this.#value, valueText(node, text));
    setTitle(this.#value, node.display ? node.value : "");
    this.#value.className = `field-value k-${node.kind}`;
    this.#mark(node, text);
    setText(this.#place, node.bits ? bits(node.bits, text) : place(node.offset, node.size));
    setTitle(this.#place, text.t("field-place", { offset: node.offset, size: node.size }));
  }

  #mark(node: FieldNode, text: Text) {
    const good = node.checksum === true;
    const words = node.problem ? problemText(node.problem, text) : good ? text.t("checksum-good") : "";
    setText(this.#problem, words === "" ? "" : `${good ? "✓" : "⚠"} ${words}`);
    setTitle(this.#problem, node.problem ? words : "");
    this.#problem.className = good ? "field-problem good" : "field-problem";
  }
}

function bits([from, to]: [number, number], text: Text) {
  return from === to ? text.t("field-bit", { from }) : text.t("field-bits", { from, to });
}

/** `int32` for `i`: the type's readable name. */
export function typeName({ type, size, kind }: FieldNode, text: Text): string {
  if (kind === "raw") return text.t("field-raw");
  if (/^[bhilqn]$/.test(type)) return `int${size * 8}`;
  if (/^[BHILQNP]$/.test(type)) return `uint${size * 8}`;
  if (/^[efd]$/.test(type)) return `float${size * 8}`;
  return own({ "?": "bool", s: `char[${size}]`, p: `pascal[${size}]`, c: "char" }, type) ?? type;
}

function valueText(node: FieldNode, text: Text) {
  const count = node.part?.count ?? node.children?.length ?? 0;
  if (node.kind === "list") return text.t("field-list", { count });
  if (node.kind === "object") return text.t("field-object", { count });
  const shown = neutral((node.display ?? node.value).slice(0, SHOWN));
  const words = node.kind === "text" ? JSON.stringify(shown) : shown;
  const cut = (node.display ?? node.value).length > SHOWN ? "…" : "";
  return node.label ? `${neutral(node.label)} (${words}${cut})` : `${words}${cut}`;
}

function part(className: string) {
  const node = document.createElement("span");
  node.className = className;
  return node;
}

/** The first byte and the last. */
function place(offset: number, size: number) {
  return size > 1 ? `${offset}–${offset + size - 1}` : String(offset);
}
