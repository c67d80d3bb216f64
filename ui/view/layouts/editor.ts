// The layouts section: the list, and the chosen layout's name, format, rows and tail.

import type { DataModel, Layout } from "../../host/types";
import { clean, renameLayout, ruleFor, withItems } from "../../model/layout-edits";
import { isNative, type Prefix, readFormat, writeFormat } from "../../model/layout-format";
import { button, iconButton, withIcon } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { item, openMenu } from "../menu";
import { deletes } from "../panel";
import { type DropSpot, fieldRows, insertRow } from "./field";
import { choice, inlineProblems, type LayoutsContext, problemCount, textBox } from "./form-context";
import { grip } from "./order";
import { previewPane } from "./preview";
import { tailForm } from "./tail";

const ORDERS = { "<": "little", ">": "big", "=": "standard", "!": "network", "@": "native", "": "none" } as const;
const PREFIXES = Object.keys(ORDERS) as Prefix[];
const MODELS: DataModel[] = ["lp64", "llp64"];

export function layoutsTab(context: LayoutsContext) {
  const { layout } = context.layouts;
  return html`<div class="page-columns">
    ${list(context)}
    ${
      layout
        ? html`<div class="page-form" data-testid="layout-form">${form(context, layout)}</div>
          ${previewPane(context)}`
        : html`<div class="page-empty" data-testid="layouts-empty">
            ${icon("layers", "large")}
            <h3>${context.t("layouts-none")}</h3>
            <p>${context.t("layouts-about")}</p>
            <button class="primary" @click=${() => create(context)}>${icon("plus")} ${context.t("layout-new")}</button>
          </div>`
    }
  </div>`;
}

function create(context: LayoutsContext) {
  const { layouts } = context;
  layouts.create(context.t("layout-untitled"));
  context.focus(`layouts[${layouts.index}].name`);
}

function list(context: LayoutsContext) {
  const { layouts, t } = context;
  const all = layouts.layouts;
  return html`<nav class="page-list" aria-label=${t("layouts")}>
    <div class="page-items">
      ${all.map((layout, i) => {
        const on = i === layouts.index;
        return html`<div class="page-item ${on ? "on" : ""}" data-place>
          ${grip(context, "layouts", i, all.length, (to) => layouts.move("layouts", i, to))}
          <button
            class="page-pick"
            data-testid="layout-pick"
            aria-current=${on}
            @click=${() => pick(context, i)}
            @keydown=${(event: KeyboardEvent) => listKey(context, event, i)}
          >
            ${layout.name || t("layout-unnamed")}
          </button>
          ${problemCount(context.models.text, layouts.countUnder(`layouts[${i}]`))}
          ${iconButton("dots", "bare", "layout-menu", t("field-more"), (at) => openMenu(menu(context, layout, i), at), {
            menu: true,
          })}
        </div>`;
      })}
    </div>
    ${button("dashed", "layout-new", withIcon("plus", t("layout-new")), () => create(context))}
  </nav>`;
}

function pick(context: LayoutsContext, index: number) {
  context.texts.clear();
  context.layouts.choose(index);
}

function menu(context: LayoutsContext, layout: Layout, i: number): Parameters<typeof openMenu>[0] {
  const { layouts, t } = context;
  const last = layouts.layouts.length - 1;
  const copyOf = (name: string) => t("profile-copy-of", { name });
  return [
    item(
      "layout-rename",
      t("rename"),
      () => {
        pick(context, i);
        context.focus(`layouts[${i}].name`);
      },
      { hint: "F2" },
    ),
    item("layout-duplicate", t("duplicate"), () => layouts.duplicate(i, copyOf)),
    item("layout-up", t("field-up"), () => layouts.move("layouts", i, i - 1), { disabled: i === 0 }),
    item("layout-down", t("field-down"), () => layouts.move("layouts", i, i + 1), { disabled: i === last }),
    "line",
    item("layout-delete", t("delete"), () => remove(context, layout, i), { hint: "Del", danger: true }),
  ];
}

function remove(context: LayoutsContext, layout: Layout, i: number) {
  context.texts.clear();
  context.layouts.remove("layouts", i, layout.name || context.t("layout-unnamed"));
}

function listKey(context: LayoutsContext, event: KeyboardEvent, i: number) {
  const { layouts } = context;
  const to = event.key === "ArrowDown" ? i + 1 : event.key === "ArrowUp" ? i - 1 : null;
  const layout = layouts.layouts[i];
  if (to !== null && to >= 0 && to < layouts.layouts.length) {
    pick(context, to);
    const all = (event.currentTarget as HTMLElement)
      .closest(".page-items")
      ?.querySelectorAll<HTMLElement>(".page-pick");
    all?.[to]?.focus();
  } else if (deletes(event) && layout) remove(context, layout, i);
  else if (event.key === "F2") context.focus(`layouts[${i}].name`);
  else return;
  event.preventDefault();
}

function form(context: LayoutsContext, layout: Layout) {
  const { layouts } = context;
  const path = `layouts[${layouts.index}]`;
  const check = layouts.check?.layouts[layouts.index];
  const rename = (name: string) => {
    const { index } = layouts;
    context.models.profiles.edit((profile) => renameLayout(profile, index, name.trim()));
  };
  const spot: DropSpot = {
    path,
    layout,
    colour: 0,
    set: (next) => layouts.put("layouts", layouts.index, clean(next)),
  };
  return html`<div class="layout-head">
      <label class="layout-name">
        <span>${context.t("layout-name")}</span>
        ${textBox(context, {
          path: `${path}.name`,
          label: context.t("layout-name"),
          value: layout.name ?? "",
          late: true,
          mono: false,
          set: rename,
        })}
      </label>
      ${
        check?.sound
          ? html`<span
              class="hint tabular"
              data-testid="layout-size"
            >${context.t("layout-size", { size: context.models.text.bytes(check.leastSize) })}</span>`
          : nothing
      }
    </div>
    ${inlineProblems(context, `${path}.name`)} ${usedBy(context, layout)} ${reasons(context, layout)} ${layoutPart(context, spot, [], 0)}`;
}

/** Why this layout was proposed. */
function reasons(context: LayoutsContext, layout: Layout) {
  const { t } = context;
  const { proposed } = context.layouts;
  if (proposed.name !== layout.name || proposed.reasons.length === 0) return nothing;
  return html`<section class="inner" data-testid="layout-reasons">
    <h4>${t("layout-reasons")}</h4>
    <ul class="hint reasons">
      ${proposed.reasons.map(({ code, args }) => html`<li data-code=${code}>${t(`reason-${code}`, args)}</li>`)}
    </ul>
  </section>`;
}

/** The rules that select this layout. */
function usedBy(context: LayoutsContext, layout: Layout) {
  const { t } = context;
  const rules = (context.layouts.profile?.rules ?? []).flatMap((rule, i) =>
    rule.layout === layout.name ? [i + 1] : [],
  );
  if (rules.length > 0) {
    return html`<p class="hint" data-testid="layout-rules">${t("layout-rules", { rules: rules.join(", ") })}
      <button class="link" @click=${() => context.layouts.goTo("rules")}>${t("rules-show")}</button></p>`;
  }
  const rule = ruleFor(layout);
  const add = () => context.layouts.add("rules", rule);
  return html`<p class="hint" data-testid="layout-no-rule">${t("layout-no-rule")}
    ${button(
      "link",
      "layout-add-rule",
      rule.code === undefined ? t("layout-add-rule") : t("layout-add-rule-code", { code: String(rule.code) }),
      add,
    )}</p>`;
}

function layoutPart(context: LayoutsContext, spot: DropSpot, earlier: string[], tails: number) {
  const { t } = context;
  const { layout, path } = spot;
  const format = readFormat(layout.format);
  const add = () => {
    spot.set(withItems(layout, (rows) => insertRow(rows, rows.length)));
    const at = format.items.reduce(
      (sum, { char, count }) => sum + (char === "x" ? 0 : "sp".includes(char) ? 1 : count),
      0,
    );
    context.focus(`${path}.fields[${at}].name`);
  };
  return html`<div class="format-line">
      <label class="format-text"><span>${t("layout-format")}</span>
        ${textBox(context, {
          path: `${path}.format`,
          label: t("layout-format"),
          placeholder: t("for-example", { value: "<iqd" }),
          value: layout.format,
          set: (text) => spot.set(context.layouts.reformat(path, layout, text)),
        })}
      </label>
      <label><span>${t("layout-order")}</span>
        ${choice(context, {
          path: `${path}.order`,
          label: t("layout-order"),
          value: format.prefix,
          options: PREFIXES,
          words: (prefix) => t(`order-${ORDERS[prefix]}`),
          set: (prefix) => spot.set({ ...layout, format: writeFormat({ ...format, prefix }) }),
        })}
      </label>
      ${
        isNative(format.prefix)
          ? html`<label><span>${t("layout-model")}</span>
              ${choice(context, {
                path: `${path}.model`,
                label: t("layout-model"),
                value: layout.model ?? "lp64",
                options: MODELS,
                words: (model) => t(`model-${model}`),
                set: (model) => spot.set(clean({ ...layout, model: model === "lp64" ? undefined : model })),
              })}
            </label>`
          : nothing
      }
    </div>
    ${inlineProblems(context, `${path}.format`, `${path}.fields`, path)}
    ${fieldRows(context, spot)}
    ${button("dashed small", `${path}.fields:add`, withIcon("plus", t("layout-field-add")), add)}
    ${tailForm(context, spot, earlier, tails, layoutPart)}`;
}
