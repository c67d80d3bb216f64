// The columns section: decoded fields shown in the table.

import type { FieldColumn } from "../../host/types";
import { clean, linePaths } from "../../model/layout-edits";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";
import { inlineProblems, type LayoutsContext, textBox } from "./form-context";
import { grip } from "./order";

/** Maximum field paths offered. */
const OFFERED = 60;

export function columnsTab(context: LayoutsContext) {
  const { layouts, t } = context;
  const columns = layouts.profile?.columns ?? [];
  const own = [...new Set(layouts.check?.layouts.flatMap((layout) => linePaths(layout.lines)) ?? [])];
  const seen = layouts.seen.filter((path) => !own.includes(path));
  const add = (field: string) => {
    layouts.add("columns", { field });
    if (field === "") context.focus(`columns[${columns.length}].field`);
  };
  return html`<div class="page-section">
    ${hint(t("columns-about"))}
    <div class="grid columns-grid">
      ${
        columns.length > 0
          ? html`<div class="grid-head" aria-hidden="true">
              <span></span>
              <span>${t("column-field")}</span>
              <span>${t("column-title")}</span>
              <span></span>
            </div>`
          : nothing
      }
      ${columns.map((column, i) => row(context, column, i, columns.length))}
    </div>
    ${button("dashed", "column-add", withIcon("plus", t("column-add")), () => add(""))}
    ${suggestion(context, "columns-of-layouts", own, columns, add)}
    ${suggestion(context, "columns-seen", seen, columns, add)}
  </div>`;
}

function row(context: LayoutsContext, column: FieldColumn, index: number, count: number) {
  const { layouts } = context;
  const path = `columns[${index}]`;
  const set = (patch: Partial<FieldColumn>) => layouts.put("columns", index, clean({ ...column, ...patch }));
  return html`<div class="grid-row" data-place data-testid=${path}>
    ${grip(context, "columns", index, count, (to) => layouts.move("columns", index, to))}
    ${textBox(context, {
      path: `${path}.field`,
      label: context.t("column-field"),
      placeholder: "tail.user.id",
      value: column.field,
      set: (field) => set({ field }),
    })}
    ${textBox(context, {
      path: `${path}.title`,
      label: context.t("column-title"),
      placeholder: column.field,
      value: column.title ?? "",
      mono: false,
      set: (title) => set({ title: title || undefined }),
    })}
    ${iconButton("trash", "bare", `${path}:remove`, context.t("delete"), () =>
      layouts.remove("columns", index, column.title ?? column.field),
    )}
    ${inlineProblems(context, `${path}.field`)}
  </div>`;
}

function suggestion(
  context: LayoutsContext,
  title: string,
  paths: string[],
  columns: FieldColumn[],
  add: (path: string) => void,
) {
  const left = paths.filter((path) => !columns.some((column) => column.field === path)).slice(0, OFFERED);
  if (left.length === 0) return nothing;
  return html`<section class="offer">
    <h3>${context.t(title)}</h3>
    <div class="chips">
      ${left.map(
        (path) =>
          html`<button
            class="chip mono"
            data-testid="offer"
            data-path=${path}
            @click=${() => add(path)}
          >${icon("plus")} ${path}</button>`,
      )}
    </div>
  </section>`;
}
