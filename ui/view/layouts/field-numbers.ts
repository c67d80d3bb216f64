// What a number of a format is worth, and which ones are valid.

import type { LayoutField } from "../../host/types";
import { html } from "../html";
import { choice, type LayoutsContext, textBox } from "./form-context";

const SCALES = [
  "",
  ...Array.from({ length: 18 }, (_, i) => `10^-${i + 1}`),
  ...Array.from({ length: 32 }, (_, i) => `2^-${i + 1}`),
];

/** The smallest and the largest valid number. */
export function range(
  context: LayoutsContext,
  path: string,
  field: LayoutField,
  set: (patch: Partial<LayoutField>) => void,
) {
  const { t } = context;
  const put = (end: "from" | "to", text: string) => {
    const { [end]: _, ...rest } = field.range ?? {};
    const next = text === "" ? rest : { ...rest, [end]: text };
    set({ range: Object.keys(next).length > 0 ? next : undefined });
  };
  const box = (end: "from" | "to") =>
    textBox(context, {
      path: `${path}.range.${end}`,
      label: t(`layout-range-${end}`),
      value: String(field.range?.[end] ?? ""),
      set: (text) => put(end, text.trim()),
    });
  return html`<section class="inner">
    <h4>${t("layout-range")} <span class="hint">${t("layout-range-about")}</span></h4>
    <div class="bit-line">${box("from")} <span>–</span> ${box("to")}</div>
  </section>`;
}

/** What one step of the integer is worth. */
export function scale(
  context: LayoutsContext,
  path: string,
  field: LayoutField,
  set: (patch: Partial<LayoutField>) => void,
) {
  const { t } = context;
  return html`<section class="inner">
    <h4>${t("layout-scale")} <span class="hint">${t("layout-scale-about")}</span></h4>
    <div class="bit-line">
      ${choice(context, {
        path: `${path}.scale`,
        label: t("layout-scale"),
        value: field.scale ?? "",
        options: SCALES,
        words: (scale) => scale || t("layout-nothing"),
        set: (scale) => set({ scale: scale || undefined }),
      })}
    </div>
  </section>`;
}
