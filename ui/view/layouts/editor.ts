// The layouts section: the list, and the chosen layout's name, format, rows and tail.

import type { DataModel, Layout } from "../../host/types";
import { clean, renameLayout, ruleFor, withItems } from "../../model/layout-edits";
import { isNative, type Prefix, readFormat, writeFormat } from "../../model/layout-format";
import { button, iconButton, withIcon } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { openMenu } from "../menu";
import { deletes } from "../panel";
import { type DropSpot, fieldRows, insertRow } from "./field";
import { choice, inlineProblems, type LayoutsContext, textBox } from "./form-context";
import { grip } from "./order";
import { previewPane } from "./preview";
import { tailForm } from "./tail";

const PREFIXES: Prefix[] = ["<", ">", "=", "!", "@", ""];

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

function create(context: LayoutsContext): void {
  const { layouts } = context;
  layouts.create(context.t("layout-untitled"));
  context.focus(`layouts[${layouts.index}].name`);
}

function list(context: LayoutsContext) {
  const { layouts } = context;
  const all = layouts.layouts;
  return html`<nav class="page-list" aria-label=${context.t("layouts")}>
    <div class="page-items">
      ${all.map((layout, i) => {
        const problems = layouts.countUnder(`layouts[${i}]`);
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
            ${layout.name || context.t("layout-unnamed")}
          </button>
          ${
            problems > 0
              ? html`<span class="count bad" title=${context.t("problems", { count: problems })}>${problems}</span>`
              : nothing
          }
          ${iconButton(
            "dots",
            "bare",
            "layout-menu",
            context.t("field-more"),
            (event: Event) => openMenu(menu(context, layout, i), event.currentTarget as Element),
            { menu: true },
          )}
        </div>`;
      })}
    </div>
    ${button("dashed", "layout-new", withIcon("plus", context.t("layout-new")), () => create(context))}
  </nav>`;
}

function pick(context: LayoutsContext, index: number): void {
  context.texts.clear();
  context.layouts.choose(index);
}

function menu(context: LayoutsContext, layout: Layout, i: number): Parameters<typeof openMenu>[0] {
  const { layouts } = context;
  const last = layouts.layouts.length - 1;
  const copyOf = (name: string) => context.t("profile-copy-of", { name });
  return [
    {
      label: context.t("rename"),
      testid: "layout-rename",
      hint: "F2",
      run: () => {
        pick(context, i);
        context.focus(`layouts[${i}].name`);
      },
    },
    { label: context.t("duplicate"), testid: "layout-duplicate", run: () => layouts.duplicate(i, copyOf) },
    {
      label: context.t("field-up"),
      testid: "layout-up",
      disabled: i === 0,
      run: () => layouts.move("layouts", i, i - 1),
    },
    {
      label: context.t("field-down"),
      testid: "layout-down",
      disabled: i === last,
      run: () => layouts.move("layouts", i, i + 1),
    },
    "line",
    {
      label: context.t("delete"),
      hint: "Del",
      testid: "layout-delete",
      danger: true,
      run: () => remove(context, layout, i),
    },
  ];
}

function remove(context: LayoutsContext, layout: Layout, i: number): void {
  context.texts.clear();
  context.layouts.remove("layouts", i, layout.name || context.t("layout-unnamed"));
}

function listKey(context: LayoutsContext, event: KeyboardEvent, i: number): void {
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
    ${inlineProblems(context, `${path}.name`)} ${usedBy(context, layout)} ${layoutPart(context, spot, [], 0)}`;
}

/** The rules that select this layout. */
function usedBy(context: LayoutsContext, layout: Layout) {
  const rules = (context.layouts.profile?.rules ?? []).flatMap((rule, i) =>
    rule.layout === layout.name ? [i + 1] : [],
  );
  if (rules.length > 0) {
    return html`<p class="hint" data-testid="layout-rules">${context.t("layout-rules", { rules: rules.join(", ") })}
      <button class="link" @click=${() => context.layouts.goTo("rules")}>${context.t("rules-show")}</button></p>`;
  }
  const rule = ruleFor(layout);
  const add = () => context.layouts.add("rules", rule);
  return html`<p class="hint" data-testid="layout-no-rule">${context.t("layout-no-rule")}
    ${button(
      "link",
      "layout-add-rule",
      rule.code === undefined
        ? context.t("layout-add-rule")
        : context.t("layout-add-rule-code", { code: String(rule.code) }),
      add,
    )}</p>`;
}

function layoutPart(context: LayoutsContext, spot: DropSpot, earlier: string[], tails: number) {
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
    context.focus(`${path}.fields[${at}].name`);
  };
  return html`<div class="format-line">
      <label class="format-text"><span>${context.t("layout-format")}</span>
        ${textBox(context, {
          path: `${path}.format`,
          label: context.t("layout-format"),
          placeholder: context.t("for-example", { value: "<iqd" }),
          value: layout.format,
          set: (text) => spot.set(context.layouts.reformat(path, layout, text)),
        })}
      </label>
      <label><span>${context.t("layout-order")}</span>
        ${choice(context, {
          path: `${path}.order`,
          label: context.t("layout-order"),
          value: format.prefix,
          options: PREFIXES.map((value) => ({ value, label: context.t(`order-${orderName(value)}`) })),
          set: reorder,
        })}
      </label>
      ${
        isNative(format.prefix)
          ? html`<label><span>${context.t("layout-model")}</span>
              ${choice(context, {
                path: `${path}.model`,
                label: context.t("layout-model"),
                value: layout.model ?? "lp64",
                options: ["lp64", "llp64"].map((value) => ({ value, label: context.t(`model-${value}`) })),
                set: (model) =>
                  spot.set(clean({ ...layout, model: model === "lp64" ? undefined : (model as DataModel) })),
              })}
            </label>`
          : nothing
      }
    </div>
    ${inlineProblems(context, `${path}.format`, `${path}.fields`, path)}
    ${fieldRows(context, spot)}
    ${button("dashed small", `${path}.fields:add`, withIcon("plus", context.t("layout-field-add")), add)}
    ${tailForm(context, spot, earlier, tails, layoutPart)}`;
}

function orderName(prefix: Prefix): string {
  return { "<": "little", ">": "big", "=": "standard", "!": "network", "@": "native", "": "none" }[prefix];
}
