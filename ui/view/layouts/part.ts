// What a part of a layout depends on: where it ends, its condition and its offset; and the content of its kinds.

import type { FieldDisplay, LayoutTail, LayoutTailKind, VarintKind } from "../../host/types";
import { button, iconButton, withIcon } from "../button";
import { html, nothing } from "../html";
import { choice, fold, inlineProblems, type LayoutsContext, numberBox, textBox } from "./form-context";
import { labelRows } from "./labels";

type Patch = (change: Partial<LayoutTail>) => void;

const VARINTS: VarintKind[] = ["leb128", "sleb128", "zigzag", "mqtt"];
const VARINT_DISPLAYS: FieldDisplay[] = ["decimal", "hex", "unix", "unix_ms", "unix_us", "unix_ns", "flags"];
const EACH = ["", "json", "text", "bytes"] as const;
/** What a new end mark is. */
export const NUL = "hex:00";
const NEWLINE = "hex:0a";

/** A box for an expression, which offers the integers before it. */
function expressionBox(
  context: LayoutsContext,
  known: string[],
  box: { path: string; label: string; value: string; placeholder?: string; set: (text: string) => void },
) {
  const list = `${box.path}:known`;
  return html`${textBox(context, { ...box, list })}
    <datalist id=${list}>${known.map((name) => html`<option value=${name}></option>`)}</datalist>`;
}

/** Where the part ends. */
export function endForm(context: LayoutsContext, path: string, tail: LayoutTail, known: string[], patch: Patch) {
  const { t } = context;
  const textLike = ["text", "json", "bytes"].includes(tail.type);
  const mode = tail.count ? "count" : tail.until && !tail.length ? "until" : tail.length ? "length" : "end";
  const first = known.at(-1) || "$rest";
  return html`${choice(context, {
    path: `${path}.end`,
    label: t("layout-tail-end"),
    value: mode,
    options: ["end", ...(tail.type === "repeat" ? ["count"] : []), "length", ...(textLike ? ["until"] : [])],
    words: (one) => t(`tail-ends-${one}`),
    set: (next) =>
      patch({
        count: next === "count" ? first : undefined,
        length: next === "length" ? first : undefined,
        plus: next === "length" ? tail.plus : undefined,
        until: next === "until" ? (tail.until ?? NUL) : undefined,
      }),
  })}
    ${
      mode === "end" || mode === "until"
        ? nothing
        : expressionBox(context, known, {
            path: `${path}.${mode}`,
            label: t("layout-expression"),
            value: tail[mode] ?? "",
            set: (text) => patch({ [mode]: text }),
          })
    }
    ${
      mode === "until"
        ? textBox(context, {
            path: `${path}.until`,
            label: t("layout-until-about"),
            value: tail.until ?? "",
            set: (until) => patch({ until }),
          })
        : nothing
    }
    ${
      mode === "length"
        ? html`<span>${t("layout-plus")}</span>
          ${numberBox(context, {
            path: `${path}.plus`,
            label: t("layout-plus-about"),
            value: tail.plus ?? 0,
            least: -2_147_483_647,
            most: 2_147_483_647,
            set: (plus) => patch({ plus: plus || undefined }),
          })}`
        : nothing
    }`;
}

/** The fold of the condition and the offset. */
export function conditionsFold(context: LayoutsContext, path: string, tail: LayoutTail) {
  const inside = [
    ...(tail.when ? [`${context.t("layout-when")} ${tail.when}`] : []),
    ...(tail.at ? [`${context.t("layout-at")} ${tail.at}`] : []),
  ];
  return fold(context, `${path}:conditions`, context.t("layout-part-conditions"), inside);
}

export function conditionsForm(context: LayoutsContext, path: string, tail: LayoutTail, known: string[], patch: Patch) {
  const { t } = context;
  if (!context.opened.has(`${path}:conditions`)) return nothing;
  return html`<div class="bit-line">
    ${(["when", "at"] as const).map(
      (key) => html`<label>${t(`layout-${key}`)}</label>
        ${expressionBox(context, known, {
          path: `${path}.${key}`,
          label: t(`layout-${key}-about`),
          placeholder: t("for-example", { value: t(`layout-${key}-example`) }),
          value: tail[key] ?? "",
          set: (text) => patch({ [key]: text || undefined }),
        })}`,
    )}
  </div>`;
}

/** How the elements of a list follow each other, and what they are. */
export function separatorForm(context: LayoutsContext, path: string, tail: LayoutTail, patch: Patch) {
  const { t } = context;
  const mode = tail.separator ? (tail.terminated ? "after" : "between") : "no";
  return html`${choice(context, {
    path: `${path}.separated`,
    label: t("layout-separated"),
    value: mode,
    options: ["no", "between", "after"],
    words: (one) => t(`layout-separated-${one}`),
    set: (next) =>
      patch({
        separator: next === "no" ? undefined : (tail.separator ?? NEWLINE),
        terminated: next === "after" ? true : undefined,
        ...(next === "no" && tail.each ? { each: undefined, element: { format: "<i" } } : {}),
      }),
  })}
  ${
    mode === "no"
      ? nothing
      : html`${textBox(context, {
          path: `${path}.separator`,
          label: `${t("layout-separator")}: ${t("layout-until-about")}`,
          value: tail.separator ?? "",
          set: (separator) => patch({ separator }),
        })}
        ${choice(context, {
          path: `${path}.each`,
          label: t("layout-each"),
          value: (tail.each ?? "") as (typeof EACH)[number],
          options: EACH,
          words: (each) => t(each ? `follows-${each}` : "layout-each-layout"),
          set: (each) =>
            patch(
              each === ""
                ? { each: undefined, element: { format: "" } }
                : { each: each as LayoutTailKind, element: undefined, layout: undefined },
            ),
        })}`
  }`;
}

/** An integer of variable length. */
export function varintForm(context: LayoutsContext, path: string, tail: LayoutTail, patch: Patch) {
  const { t } = context;
  const mode = tail.constant !== undefined ? "constant" : tail.default !== undefined ? "default" : "any";
  const now = tail.constant ?? tail.default ?? 0;
  const labels = Object.keys(tail.labels ?? {}).length;
  return html`${choice(context, {
    path: `${path}.varint`,
    label: t("layout-varint"),
    value: tail.varint ?? "leb128",
    options: VARINTS,
    words: (kind) => t(`varint-${kind}`),
    set: (varint) => patch({ varint: varint === "leb128" ? undefined : varint }),
  })}
  ${choice(context, {
    path: `${path}.mode`,
    label: t("layout-value"),
    value: mode,
    options: ["any", "constant", "default"],
    words: (one) => t(`layout-value-${one}`),
    set: (next) =>
      patch({
        constant: next === "constant" ? now : undefined,
        default: next === "default" ? now : undefined,
      }),
  })}
  ${
    mode === "any"
      ? nothing
      : textBox(context, {
          path: `${path}.${mode}`,
          label: t(`layout-value-${mode}`),
          value: String(now),
          set: (text) => patch({ [mode]: text }),
        })
  }
  ${choice(context, {
    path: `${path}.display`,
    label: t("layout-display"),
    value: tail.display ?? "decimal",
    options: VARINT_DISPLAYS,
    words: (display) => t(`display-${display}`),
    set: (display) => patch({ display: display === "decimal" ? undefined : display }),
  })}
  ${fold(context, `${path}:labels`, t("layout-labels"), labels > 0 ? [t("layout-labels-count", { count: labels })] : [])}`;
}

/** The settings of a part below its line. */
export function partMore(context: LayoutsContext, path: string, tail: LayoutTail, known: string[], patch: Patch) {
  return html`${conditionsForm(context, path, tail, known, patch)}
    ${
      tail.type === "varint" && context.opened.has(`${path}:labels`)
        ? labelRows(context, `${path}.labels`, tail.labels, (labels) => patch({ labels }))
        : nothing
    }
    ${tail.type === "switch" ? casesForm(context, path, tail, patch) : nothing}
    ${inlineProblems(
      context,
      ...["name", "length", "count", "layout", "element", "message", "then", "until", "separator", "each"].map(
        (key) => `${path}.${key}`,
      ),
      ...["on", "otherwise", "when", "at", "varint", "constant", "default", "labels", "display", "scale"].map(
        (key) => `${path}.${key}`,
      ),
    )}`;
}

/** The field of a choice of layouts. */
export function switchForm(context: LayoutsContext, path: string, tail: LayoutTail, known: string[], patch: Patch) {
  const { t } = context;
  return html`<span>${t("layout-on")}</span>
    ${expressionBox(context, known, {
      path: `${path}.on`,
      label: t("layout-expression"),
      value: tail.on ?? "",
      set: (on) => patch({ on }),
    })}`;
}

function casesForm(context: LayoutsContext, path: string, tail: LayoutTail, patch: Patch) {
  const { t } = context;
  const cases = Object.entries(tail.cases ?? {});
  const put = (next: [string, string][]) => patch({ cases: next.length > 0 ? Object.fromEntries(next) : undefined });
  const layouts = (label: string, at: string, value: string, set: (name: string) => void) =>
    choice(context, {
      path: at,
      label,
      value,
      options: ["", ...context.layouts.names],
      words: (name) => name || t("layout-nothing"),
      set,
    });
  const add = () => {
    const numbers = cases.map(([value]) => Number(value)).filter(Number.isInteger);
    put([...cases, [String(Math.max(-1, ...numbers) + 1), context.layouts.names[0] ?? ""]]);
  };
  return html`<section class="inner">
    ${cases.map(
      ([value, name], i) => html`<div class="label-line">
          ${textBox(context, {
            path: `${path}.cases[${i}].value`,
            label: t("layout-case-value"),
            value,
            late: true,
            set: (text) => {
              const next = text.trim();
              const taken = cases.some(([other], k) => k !== i && other === next);
              if (!taken) put(cases.map((one, k) => (k === i ? [next, one[1]] : one)));
            },
          })}
          <span aria-hidden="true">→</span>
          ${layouts(t("layout-case-layout"), `${path}.cases.${value}`, name, (text) =>
            put(cases.map((one, k) => (k === i ? [value, text] : one))),
          )}
          ${iconButton("trash", "bare", `${path}.cases[${i}]:remove`, t("delete"), () =>
            put(cases.filter((_, k) => k !== i)),
          )}
        </div>
        ${inlineProblems(context, `${path}.cases.${value}`)}`,
    )}
    <div class="label-line">
      <span>${t("layout-case-otherwise")}</span>
      <span aria-hidden="true">→</span>
      ${layouts(t("layout-case-about"), `${path}.otherwise`, tail.otherwise ?? "", (name) =>
        patch({ otherwise: name || undefined }),
      )}
    </div>
    ${button("dashed small", `${path}.cases:add`, withIcon("plus", t("layout-case-add")), add)}
  </section>`;
}
