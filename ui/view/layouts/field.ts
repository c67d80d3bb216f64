// One row of a format: a value with its name, type and meaning, or padding.

import type { ChecksumKind, FieldDisplay, Layout, LayoutBits, LayoutField } from "../../host/types";
import { clean, fieldAt, type LayoutRow, withField, withItems } from "../../model/layout-edits";
import {
  hasCount,
  isInteger,
  isUnsigned,
  type LayoutFormatItem,
  readFormat,
  typesOf,
  valueAt,
  values,
} from "../../model/layout-format";
import { inserted, moved, without } from "../../model/list";
import { button, iconButton, withIcon } from "../button";
import { html, nothing, type TemplateResult } from "../html";
import { item, openMenu } from "../menu";
import { composing } from "../panel";
import { range, scale } from "./field-numbers";
import { choice, fold, inlineProblems, type LayoutsContext, numberBox, textBox } from "./form-context";
import { labelRows } from "./labels";
import { grip } from "./order";

/** A layout or a part of one, its path, and how to change it. */
export interface DropSpot {
  path: string;
  layout: Layout;
  set: (layout: Layout) => void;
  /** Colour index of its first field. */
  colour: number;
}

const DISPLAYS: FieldDisplay[] = [
  ...(["decimal", "hex", "binary", "char", "flags", "unix", "unix_ms", "unix_us", "unix_ns"] as const),
];
/** Displays of bytes, by their number. */
const ADDRESSES: Record<number, FieldDisplay[]> = { 4: ["ipv4"], 6: ["mac"], 16: ["uuid", "ipv6"] };
const CHECKSUMS: ChecksumKind[] = [
  ...(["sum8", "sum16", "xor8", "crc8", "crc16-ccitt-false", "crc16-kermit"] as const),
  ...(["crc16-xmodem", "crc16-modbus", "crc16-arc", "crc32", "crc32c"] as const),
];

export function fieldRows(context: LayoutsContext, spot: DropSpot) {
  const { items } = readFormat(spot.layout.format);
  return html`<div class="field-rows" role="list" aria-label=${context.t("layout-fields")}>
    ${items.map((item, i) => fieldRow(context, spot, items, item, i))}
  </div>`;
}

function fieldRow(
  context: LayoutsContext,
  spot: DropSpot,
  items: LayoutFormatItem[],
  item: LayoutFormatItem,
  index: number,
) {
  const { t } = context;
  const value = valueAt(items, index);
  const field = fieldAt(spot.layout, value);
  const path = `${spot.path}.fields[${value}]`;
  const named = values(item) === 1;
  const rows = (change: (rows: LayoutRow[]) => LayoutRow[]) => spot.set(withItems(spot.layout, change));
  const retype = (next: LayoutFormatItem) =>
    rows((all) =>
      all.map((row, i) => (i === index ? { item: next, fields: values(next) > 0 ? row.fields : [] } : row)),
    );
  const types = new Map(typesOf(readFormat(spot.layout.format).prefix));
  const set = (patch: Partial<LayoutField>) => spot.set(withField(spot.layout, value, patch));
  const colour = named ? `f${(spot.colour + value) % 8}` : "";
  const place = `${spot.path}.items[${index}]`;
  return html`<div class="field-row" role="listitem" data-place data-testid=${place}>
    <div class="field-line">
      ${grip(context, `${spot.path}.items`, index, items.length, (to) => rows((all) => moved(all, index, to)))}
      <span class="swatch ${colour}" aria-hidden="true">${named ? value + 1 : ""}</span>
      ${
        named
          ? textBox(context, {
              path: `${path}.name`,
              label: t("layout-field-name"),
              placeholder: String(value + 1),
              value: field.name,
              set: (name) => set({ name }),
              ended: (before) => void context.layouts.followRename(`${path}.name`, before || String(value + 1)),
              key: (event) => {
                if (event.key !== "Enter" || composing(event)) return;
                event.preventDefault();
                rows((all) => insertRow(all, index + 1));
                context.focus(`${spot.path}.fields[${value + 1}].name`);
              },
            })
          : html`<span class="hint">${
              item.char === "x" ? t("layout-padding") : t("layout-run", { count: item.count })
            }</span>`
      }
      ${choice(context, {
        path: `${place}.type`,
        label: t("layout-field-type"),
        value: item.char,
        options: [...types.keys()],
        words: (char) => `${types.get(char)}  ${char}`,
        set: (char) => retype({ char, count: hasCount(char) ? item.count : 1 }),
      })}
      ${
        hasCount(item.char) || item.count !== 1
          ? numberBox(context, {
              path: `${place}.count`,
              label: t("layout-field-count"),
              value: item.count,
              least: 0,
              most: 1_000_000,
              set: (count) => retype({ ...item, count: count ?? 1 }),
            })
          : html`<span></span>`
      }
      ${named ? meaning(context, path, field, item, set) : html`<span></span><span></span>`}
      ${named ? fold(context, path, t("layout-field-more"), foldedSummary(context, field)) : html`<span></span>`}
      ${iconButton(
        "dots",
        "bare",
        `${place}:menu`,
        t("field-more"),
        (at) => openMenu(rowMenu(context, place, index, items.length, rows), at),
        { menu: true },
      )}
    </div>
    ${inlineProblems(
      context,
      `${path}.name`,
      `${path}.constant`,
      `${path}.default`,
      `${path}.labels`,
      `${path}.range`,
      `${path}.checksum`,
      `${path}.display`,
      `${path}.scale`,
    )}
    ${named && context.opened.has(path) ? more(context, path, field, item, set) : nothing}
  </div>`;
}

/** The value's wire representation and display. */
function meaning(
  context: LayoutsContext,
  path: string,
  field: LayoutField,
  item: LayoutFormatItem,
  set: (patch: Partial<LayoutField>) => void,
) {
  const { t } = context;
  const mode = field.constant !== undefined ? "constant" : field.default !== undefined ? "default" : "any";
  const part = mode === "constant" ? "constant" : "default";
  const now = field.constant ?? field.default ?? "";
  const choose = (next: string) => {
    const start = isInteger(item.char) ? 0 : item.char === "?" ? "false" : "fed".includes(item.char) ? "0.0" : "text:";
    const text = mode === "any" ? start : now;
    set({ constant: next === "constant" ? text : undefined, default: next === "default" ? text : undefined });
    if (next !== "any") context.focus(`${path}.${next}`);
  };
  return html`<span class="meaning">
      ${choice(context, {
        path: `${path}.mode`,
        label: t("layout-value"),
        value: mode,
        options: ["any", "constant", "default"],
        words: (one) => t(`layout-value-${one}`),
        set: choose,
      })}
      ${
        mode === "any"
          ? nothing
          : textBox(context, {
              path: `${path}.${part}`,
              label: t(`layout-value-${mode}`),
              value: String(now),
              set: (text) => set({ [part]: text }),
            })
      }
    </span>
    ${
      displays(item).length > 1
        ? choice(context, {
            path: `${path}.display`,
            label: t("layout-display"),
            value: field.display ?? "decimal",
            options: displays(item),
            words: (display) => t(`display-${display}`),
            set: (display) => set({ display: display === "decimal" ? undefined : display }),
          })
        : html`<span></span>`
    }`;
}

function displays({ char, count }: LayoutFormatItem): FieldDisplay[] {
  if (isInteger(char)) return "IL".includes(char) ? [...DISPLAYS, "ipv4"] : DISPLAYS;
  if (char === "s") return ["decimal", ...(ADDRESSES[count] ?? [])];
  return "fd".includes(char) ? DISPLAYS.filter((one) => one === "decimal" || one.startsWith("unix")) : [];
}

/** Short summary of the folded settings. */
function foldedSummary(context: LayoutsContext, field: LayoutField): string[] {
  const labels = Object.keys(field.labels ?? {}).length;
  return [
    ...(labels > 0 ? [context.t("layout-labels-count", { count: labels })] : []),
    ...(field.bits ? [context.t("layout-bits-count", { count: field.bits.length })] : []),
    ...(field.scale ? [field.scale] : []),
    ...(field.range ? [`${field.range.from ?? ""}..${field.range.to ?? ""}`] : []),
    ...(field.checksum ? [field.checksum.kind] : []),
  ];
}

function more(
  context: LayoutsContext,
  path: string,
  field: LayoutField,
  item: LayoutFormatItem,
  set: (patch: Partial<LayoutField>) => void,
) {
  return html`<div class="field-more">
    ${labelRows(context, `${path}.labels`, field.labels, (labels) => set({ labels }))}
    ${isInteger(item.char) ? scale(context, path, field, set) : nothing}
    ${isInteger(item.char) ? bits(context, path, field.bits, (bits) => set({ bits }), 63) : nothing}
    ${isInteger(item.char) || "efd".includes(item.char) ? range(context, path, field, set) : nothing}
    ${isUnsigned(item.char) ? checksum(context, path, field, set) : nothing}
  </div>`;
}

/** Groups of bits of an integer, or of the bits up to `last` of a group. */
function bits(
  context: LayoutsContext,
  path: string,
  groups: LayoutBits[] | undefined,
  set: (groups: LayoutBits[] | undefined) => void,
  last: number,
): TemplateResult {
  const { t } = context;
  const list = groups ?? [];
  const put = (next: LayoutBits[]) => set(next.length > 0 ? next : undefined);
  const change = (i: number, patch: Partial<LayoutBits>) =>
    put(list.map((one, k) => (k === i ? clean({ ...one, ...patch }) : one)));
  return html`<section class="inner">
    <h4>${t("layout-bits")} <span class="hint">${t("layout-bits-about")}</span></h4>
    ${list.map((one, i) => {
      const at = `${path}.bits[${i}]`;
      const inside = one.to - one.from;
      return html`<div class="bit-line">
          ${textBox(context, {
            path: `${at}.name`,
            label: t("layout-field-name"),
            value: one.name,
            set: (name) => change(i, { name }),
            ended: (before) => void context.layouts.followRename(`${at}.name`, before),
          })}
          ${numberBox(context, {
            path: `${at}.from`,
            label: t("layout-bits-from"),
            value: one.from,
            least: 0,
            most: last,
            set: (from = 0) => change(i, { from }),
          })}
          <span>–</span>
          ${numberBox(context, {
            path: `${at}.to`,
            label: t("layout-bits-to"),
            value: one.to,
            least: 0,
            most: last,
            set: (to = 0) => change(i, { to }),
          })}
          ${
            inside > 0 && !one.bits
              ? iconButton("plus", "bare", `${at}.bits:first`, t("layout-bits-inside"), () =>
                  change(i, { bits: [{ name: "bit0", from: 0, to: 0 }] }),
                )
              : nothing
          }
          ${iconButton("trash", "bare", `${at}:remove`, t("delete"), () => put(without(list, i)))}
        </div>
        ${inlineProblems(context, at, `${at}.name`)}
        ${labelRows(context, `${at}.labels`, one.labels, (labels) => change(i, { labels }))}
        ${
          one.bits ? bits(context, at, one.bits, (inner) => change(i, { bits: inner }), Math.max(0, inside)) : nothing
        }`;
    })}
    ${button("dashed small", `${path}.bits:add`, withIcon("plus", t("layout-bits-add")), () => {
      const from = Math.min(last, Math.max(-1, ...list.map((one) => one.to)) + 1);
      put([...list, { name: `bit${from}`, from, to: from }]);
      context.focus(`${path}.bits[${list.length}].name`);
    })}
  </section>`;
}

function checksum(
  context: LayoutsContext,
  path: string,
  field: LayoutField,
  set: (patch: Partial<LayoutField>) => void,
) {
  const { t } = context;
  const sum = field.checksum;
  const at = `${path}.checksum`;
  const end = sum?.to === undefined ? "own" : sum.to === "end" ? "end" : "at";
  const limit = 2_147_483_647;
  return html`<section class="inner">
    <h4>${t("layout-checksum")}</h4>
    <div class="bit-line">
      ${choice(context, {
        path: at,
        label: t("layout-checksum"),
        value: sum?.kind ?? "",
        options: ["", ...CHECKSUMS],
        words: (kind) => kind || t("layout-nothing"),
        set: (kind) => set({ checksum: kind === "" ? undefined : { ...sum, kind } }),
      })}
      ${
        sum
          ? html`<span>${t("layout-checksum-from")}</span>
            ${numberBox(context, {
              path: `${at}.from`,
              label: t("layout-checksum-from-about"),
              value: sum.from ?? 0,
              least: -limit,
              most: limit,
              set: (from = 0) => set({ checksum: { ...sum, from } }),
            })}
            <span>${t("layout-checksum-to")}</span>
            ${choice(context, {
              path: `${at}.end`,
              label: t("layout-checksum-to"),
              value: end,
              options: ["own", "end", "at"],
              words: (one) => t(`layout-checksum-to-${one}`),
              set: (value) => {
                const { to: _, ...rest } = sum;
                set({ checksum: value === "own" ? rest : { ...rest, to: value === "end" ? "end" : -4 } });
              },
            })}
            ${
              end === "at"
                ? numberBox(context, {
                    path: `${at}.to`,
                    label: t("layout-checksum-to-at"),
                    value: sum.to as number,
                    least: -limit,
                    most: limit,
                    set: (to = 0) => set({ checksum: { ...sum, to } }),
                  })
                : nothing
            }`
          : nothing
      }
    </div>
  </section>`;
}

function rowMenu(
  context: LayoutsContext,
  place: string,
  index: number,
  count: number,
  rows: (change: (rows: LayoutRow[]) => LayoutRow[]) => void,
): Parameters<typeof openMenu>[0] {
  const { t } = context;
  const to = (by: number) => () => rows((all) => moved(all, index, index + by));
  return [
    item(`${place}:up`, t("field-up"), to(-1), { disabled: index === 0 }),
    item(`${place}:down`, t("field-down"), to(1), { disabled: index === count - 1 }),
    item(`${place}:insert`, t("layout-field-above"), () => rows((all) => insertRow(all, index))),
    "line",
    item(`${place}:remove`, t("field-remove"), () => rows((all) => without(all, index)), { danger: true }),
  ];
}

/** Inserts an unnamed int32. */
export function insertRow(rows: LayoutRow[], at: number): LayoutRow[] {
  return inserted(rows, at, { item: { char: "i", count: 1 }, fields: [{ name: "" }] });
}
