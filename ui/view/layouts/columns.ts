// The columns section: decoded fields shown in the table.

import type { FieldColumn } from "../../host/types";
import { clean, linePaths } from "../../model/layout-edits";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { type LayoutsContext, textBox, wrong } from "./form-context";
import { grip } from "./order";

/** Maximum field paths offered. */
const OFFERED = 60;

export function columnsTab(desk: LayoutsContext): TemplateResult {
  const { layouts } = desk;
  const columns = layouts.profile?.columns ?? [];
  const own = [...new Set(layouts.check?.layouts.flatMap((layout) => linePaths(layout.lines)) ?? [])];
  const seen = layouts.seen.filter((path) => !own.includes(path));
  const add = (field: string) => {
    layouts.add("columns", { field });
    if (field === "") desk.focus(`columns[${columns.length}].field`);
  };
  return html`<div class="room-page">
    <p class="hint">${desk.t("columns-about")}</p>
    <div class="grid columns-grid">
      ${columns.length > 0 ? html`<div class="grid-head" aria-hidden="true"><span></span><span>${desk.t("column-field")}</span><span>${desk.t("column-title")}</span><span></span></div>` : nothing}
      ${columns.map((column, i) => row(desk, column, i, columns.length))}
    </div>
    <button class="dashed" data-testid="column-add" @click=${() => add("")}>${icon("plus")} ${desk.t("column-add")}</button>
    ${offer(desk, "columns-of-layouts", own, columns, add)} ${offer(desk, "columns-seen", seen, columns, add)}
  </div>`;
}

function row(desk: LayoutsContext, column: FieldColumn, index: number, count: number): TemplateResult {
  const { layouts } = desk;
  const path = `columns[${index}]`;
  const set = (patch: Partial<FieldColumn>) => layouts.put("columns", index, clean({ ...column, ...patch }));
  return html`<div class="grid-row" data-place data-testid=${path}>
    ${grip(desk, "columns", index, count, (to) => layouts.move("columns", index, to))}
    ${textBox(desk, { path: `${path}.field`, label: desk.t("column-field"), placeholder: "tail.user.id", value: column.field, set: (field) => set({ field }) })}
    ${textBox(desk, { path: `${path}.title`, label: desk.t("column-title"), placeholder: column.field, value: column.title ?? "", mono: false, set: (title) => set({ title: title || undefined }) })}
    <button class="bare" data-testid="${path}:remove" aria-label=${desk.t("delete")} title=${desk.t("delete")}
      @click=${() => layouts.remove("columns", index, column.title ?? column.field)}>${icon("trash")}</button>
    ${wrong(desk, `${path}.field`)}
  </div>`;
}

function offer(
  desk: LayoutsContext,
  title: string,
  paths: string[],
  columns: FieldColumn[],
  add: (path: string) => void,
): TemplateResult | typeof nothing {
  const left = paths.filter((path) => !columns.some((column) => column.field === path)).slice(0, OFFERED);
  if (left.length === 0) return nothing;
  return html`<section class="offer">
    <h3>${desk.t(title)}</h3>
    <div class="chips">
      ${left.map((path) => html`<button class="chip mono" data-testid="offer" data-path=${path} @click=${() => add(path)}>${icon("plus")} ${path}</button>`)}
    </div>
  </section>`;
}
