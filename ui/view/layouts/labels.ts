// Names of values, one row each.

import type { Labels } from "../../host/types";
import { button, iconButton, withIcon } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { type LayoutsContext, textBox } from "./form-context";

export function labelRows(
  context: LayoutsContext,
  path: string,
  labels: Labels | undefined,
  set: (labels: Labels | undefined) => void,
) {
  const { t } = context;
  const entries = Object.entries(labels ?? {});
  const put = (next: [string, string][]) => set(next.length > 0 ? Object.fromEntries(next) : undefined);
  const duplicate = context.texts.get(path);
  const rename = (i: number, value: string) => {
    const taken = entries.some(([other], k) => k !== i && other === value);
    if (taken) context.texts.set(path, value);
    else {
      context.texts.delete(path);
      put(entries.map((one, k) => (k === i ? [value, one[1]] : one)));
    }
    context.redraw();
  };
  const add = () => {
    const numbers = entries.map(([value]) => Number(value)).filter(Number.isInteger);
    const next = String(numbers.length > 0 ? Math.max(...numbers) + 1 : 0);
    put([...entries, [next, ""]]);
    context.focus(`${path}[${entries.length}].name`);
  };
  return html`<section class="inner">
    <h4>${t("layout-labels")} <span class="hint">${t("layout-labels-about")}</span></h4>
    ${entries.map(
      ([value, name], i) => html`<div class="label-line">
        ${textBox(context, {
          path: `${path}[${i}].value`,
          label: t("layout-label-value"),
          value,
          late: true,
          set: (text) => rename(i, text.trim()),
        })}
        <span aria-hidden="true">=</span>
        ${textBox(context, {
          path: `${path}[${i}].name`,
          label: t("layout-label-name"),
          value: name,
          mono: false,
          set: (text) => put(entries.map((one, k) => (k === i ? [value, text] : one))),
        })}
        ${iconButton("trash", "bare", `${path}[${i}]:remove`, t("delete"), () =>
          put(entries.filter((_, k) => k !== i)),
        )}
      </div>`,
    )}
    ${
      duplicate === undefined
        ? nothing
        : html`<p
            class="problem"
            role="alert"
            data-testid="problem:${path}:twice"
          >${icon("alert")} ${t("layout-label-twice", { value: duplicate })}</p>`
    }
    ${button("dashed small", `${path}:add`, withIcon("plus", t("layout-labels-add")), add)}
  </section>`;
}
