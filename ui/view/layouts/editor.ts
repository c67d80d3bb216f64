// The layouts section: the list, and the chosen layout's name, format, rows and tail.

import type { DataModel, Layout } from "../../host/types";
import { clean, renameLayout, ruleFor, withItems } from "../../model/layout-edits";
import { isNative, type Prefix, readFormat, writeFormat } from "../../model/layout-format";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { openMenu } from "../menu";
import { type DropSpot, fieldRows, insertRow } from "./field";
import { choice, type LayoutsContext, textBox, wrong } from "./form-context";
import { grip } from "./order";
import { trialPane } from "./preview";
import { tailForm } from "./tail";

const PREFIXES: Prefix[] = ["<", ">", "=", "!", "@", ""];

export function layoutsTab(desk: LayoutsContext): TemplateResult {
  const { layout } = desk.layouts;
  return html`<div class="room-columns">
    ${list(desk)}
    ${
      layout
        ? html`<div class="room-form" data-testid="layout-form">${form(desk, layout)}</div>
          ${trialPane(desk)}`
        : html`<div class="room-empty" data-testid="layouts-empty">
            ${icon("layers", "large")}
            <h3>${desk.t("layouts-none")}</h3>
            <p>${desk.t("layouts-about")}</p>
            <button class="primary" @click=${() => create(desk)}>${icon("plus")} ${desk.t("layout-new")}</button>
          </div>`
    }
  </div>`;
}

function create(desk: LayoutsContext): void {
  const { layouts } = desk;
  layouts.create(desk.t("layout-untitled"));
  desk.focus(`layouts[${layouts.index}].name`);
}

function list(desk: LayoutsContext): TemplateResult {
  const { layouts } = desk;
  const all = layouts.layouts;
  return html`<nav class="room-list" aria-label=${desk.t("layouts")}>
    <div class="room-items">
      ${all.map((layout, i) => {
        const problems = layouts.countUnder(`layouts[${i}]`);
        const on = i === layouts.index;
        return html`<div class="room-item ${on ? "on" : ""}" data-place>
          ${grip(desk, "layouts", i, all.length, (to) => layouts.move("layouts", i, to))}
          <button class="room-pick" data-testid="layout-pick" aria-current=${on ? "true" : "false"} @click=${() => pick(desk, i)} @keydown=${(event: KeyboardEvent) => listKey(desk, event, i)}>
            ${layout.name || desk.t("layout-unnamed")}
          </button>
          ${problems > 0 ? html`<span class="count bad" title=${desk.t("problems", { count: problems })}>${problems}</span>` : nothing}
          <button class="bare" data-testid="layout-menu" aria-haspopup="menu" aria-label=${desk.t("field-more")} title=${desk.t("field-more")}
            @click=${(event: Event) => openMenu(menu(desk, layout, i), event.currentTarget as Element)}>${icon("dots")}</button>
        </div>`;
      })}
    </div>
    <button class="dashed" data-testid="layout-new" @click=${() => create(desk)}>${icon("plus")} ${desk.t("layout-new")}</button>
  </nav>`;
}

function pick(desk: LayoutsContext, index: number): void {
  desk.texts.clear();
  desk.layouts.choose(index);
}

function menu(desk: LayoutsContext, layout: Layout, i: number): Parameters<typeof openMenu>[0] {
  const { layouts } = desk;
  const last = layouts.layouts.length - 1;
  const copyOf = (name: string) => desk.t("profile-copy-of", { name });
  return [
    {
      label: desk.t("rename"),
      testid: "layout-rename",
      hint: "F2",
      run: () => {
        pick(desk, i);
        desk.focus(`layouts[${i}].name`);
      },
    },
    { label: desk.t("duplicate"), testid: "layout-duplicate", run: () => layouts.duplicate(i, copyOf) },
    { label: desk.t("field-up"), testid: "layout-up", disabled: i === 0, run: () => layouts.move("layouts", i, i - 1) },
    {
      label: desk.t("field-down"),
      testid: "layout-down",
      disabled: i === last,
      run: () => layouts.move("layouts", i, i + 1),
    },
    "line",
    { label: desk.t("delete"), hint: "Del", testid: "layout-delete", danger: true, run: () => remove(desk, layout, i) },
  ];
}

function remove(desk: LayoutsContext, layout: Layout, i: number): void {
  desk.texts.clear();
  desk.layouts.remove("layouts", i, layout.name || desk.t("layout-unnamed"));
}

function listKey(desk: LayoutsContext, event: KeyboardEvent, i: number): void {
  const { layouts } = desk;
  const to = event.key === "ArrowDown" ? i + 1 : event.key === "ArrowUp" ? i - 1 : null;
  const layout = layouts.layouts[i];
  if (to !== null && to >= 0 && to < layouts.layouts.length) {
    pick(desk, to);
    const all = (event.currentTarget as HTMLElement)
      .closest(".room-items")
      ?.querySelectorAll<HTMLElement>(".room-pick");
    all?.[to]?.focus();
  } else if (event.key === "Delete" && layout) remove(desk, layout, i);
  else if (event.key === "F2") desk.focus(`layouts[${i}].name`);
  else return;
  event.preventDefault();
}

function form(desk: LayoutsContext, layout: Layout): TemplateResult {
  const { layouts } = desk;
  const path = `layouts[${layouts.index}]`;
  const check = layouts.check?.layouts[layouts.index];
  const rename = (name: string) => {
    const { index } = layouts;
    desk.models.profiles.edit((profile) => renameLayout(profile, index, name.trim()));
  };
  const spot: DropSpot = {
    path,
    layout,
    colour: 0,
    set: (next) => layouts.put("layouts", layouts.index, clean(next)),
  };
  return html`<div class="layout-head">
      <label class="layout-name">
        <span>${desk.t("layout-name")}</span>
        ${textBox(desk, { path: `${path}.name`, label: desk.t("layout-name"), value: layout.name ?? "", late: true, mono: false, set: rename })}
      </label>
      ${check?.sound ? html`<span class="hint tabular" data-testid="layout-size">${desk.t("layout-size", { size: desk.models.text.bytes(check.leastSize) })}</span>` : nothing}
    </div>
    ${wrong(desk, `${path}.name`)} ${uses(desk, layout)} ${part(desk, spot, [], 0)}`;
}

/** The rules that select this layout. */
function uses(desk: LayoutsContext, layout: Layout): TemplateResult {
  const rules = (desk.layouts.profile?.rules ?? []).flatMap((rule, i) => (rule.layout === layout.name ? [i + 1] : []));
  if (rules.length > 0) {
    return html`<p class="hint" data-testid="layout-rules">${desk.t("layout-rules", { rules: rules.join(", ") })}
      <button class="link" @click=${() => desk.layouts.goTo("rules")}>${desk.t("rules-show")}</button></p>`;
  }
  const rule = ruleFor(layout);
  const add = () => desk.layouts.add("rules", rule);
  return html`<p class="hint" data-testid="layout-no-rule">${desk.t("layout-no-rule")}
    <button class="link" data-testid="layout-add-rule" @click=${add}>
      ${rule.code === undefined ? desk.t("layout-add-rule") : desk.t("layout-add-rule-code", { code: String(rule.code) })}
    </button></p>`;
}

function part(desk: LayoutsContext, spot: DropSpot, earlier: string[], tails: number): TemplateResult {
  const { layout, path } = spot;
  const format = readFormat(layout.format);
  const reorder = (prefix: string) =>
    spot.set({ ...layout, format: writeFormat({ ...format, prefix: prefix as Prefix }) });
  const add = () => {
    spot.set(withItems(layout, (rows) => insertRow(rows, rows.length, "i")));
    const at = format.items.reduce(
      (sum, { char, count }) => sum + (char === "x" ? 0 : "sp".includes(char) ? 1 : count),
      0,
    );
    desk.focus(`${path}.fields[${at}].name`);
  };
  return html`<div class="format-line">
      <label class="format-text"><span>${desk.t("layout-format")}</span>
        ${textBox(desk, {
          path: `${path}.format`,
          label: desk.t("layout-format"),
          placeholder: desk.t("for-example", { value: "<iqd" }),
          value: layout.format,
          set: (text) => spot.set(desk.layouts.reformat(path, layout, text)),
        })}
      </label>
      <label><span>${desk.t("layout-order")}</span>
        ${choice(desk, {
          path: `${path}.order`,
          label: desk.t("layout-order"),
          value: format.prefix,
          options: PREFIXES.map((value) => ({ value, label: desk.t(`order-${orderName(value)}`) })),
          set: reorder,
        })}
      </label>
      ${
        isNative(format.prefix)
          ? html`<label><span>${desk.t("layout-model")}</span>
              ${choice(desk, {
                path: `${path}.model`,
                label: desk.t("layout-model"),
                value: layout.model ?? "lp64",
                options: ["lp64", "llp64"].map((value) => ({ value, label: desk.t(`model-${value}`) })),
                set: (model) =>
                  spot.set(clean({ ...layout, model: model === "lp64" ? undefined : (model as DataModel) })),
              })}
            </label>`
          : nothing
      }
    </div>
    ${wrong(desk, `${path}.format`, `${path}.fields`, path)}
    ${fieldRows(desk, spot)}
    <button class="dashed small" data-testid="${path}.fields:add" @click=${add}>${icon("plus")} ${desk.t("layout-field-add")}</button>
    ${tailForm(desk, spot, earlier, tails, part)}`;
}

function orderName(prefix: Prefix): string {
  return { "<": "little", ">": "big", "=": "standard", "!": "network", "@": "native", "": "none" }[prefix];
}
