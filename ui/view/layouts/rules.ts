// The rules section: which message has which layout. The first matching rule applies; a rule without conditions is the
// default.

import type { Direction, LayoutRule, WireKind } from "../../host/types";
import { clean } from "../../model/layout-edits";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { item, openMenu } from "../menu";
import { codeBox } from "./code-places";
import { choice, inlineProblems, type LayoutsContext, numberBox, textBox } from "./form-context";
import { grip } from "./order";
import { about, sources } from "./preview";

const CONDITIONS = ["code", "direction", "kind", "size", "prefix", "field"] as const;
type Condition = (typeof CONDITIONS)[number];

export function rulesTab(context: LayoutsContext) {
  const { layouts, models, t } = context;
  const rules = layouts.profile?.rules ?? [];
  const { preview } = layouts;
  return html`<div class="page-section">
    ${hint(t("rules-about"))}
    <div class="sample" data-testid="rules-sample">
      ${sources(context)} ${inlineError(models.text, layouts.previewError, "trial-error")}
      ${preview ? about(context, preview) : hint(t("trial-none"))}
    </div>
    <div class="cards" role="list">
      ${rules.map((rule, i) => card(context, rule, i, rules.length))}
      <p class="fallback hint ${preview && preview.rule === null ? "takes" : ""}">${t("rules-otherwise")}</p>
    </div>
    ${button("dashed", "rule-add", withIcon("plus", t("rule-add")), () => add(context), {
      disabled: layouts.layouts.length === 0,
    })}
    ${layouts.layouts.length === 0 ? hint(t("rules-need-layouts")) : nothing}
  </div>`;
}

/** Adds a rule for the previewed message, before a default rule, which matches everything. */
function add(context: LayoutsContext) {
  const { layouts } = context;
  const rules = layouts.profile?.rules ?? [];
  const layout = layouts.layout?.name ?? layouts.layouts[0]?.name ?? "";
  const first = rules.findIndex((rule) => conditions(rule).length === 0);
  layouts.add("rules", { layout }, first < 0 ? rules.length : first);
}

function conditions(rule: LayoutRule): Condition[] {
  return CONDITIONS.filter((one) => (one === "field" ? (rule.field ?? rule.equals) : rule[one]) !== undefined);
}

function card(context: LayoutsContext, rule: LayoutRule, index: number, count: number) {
  const { layouts, t } = context;
  const path = `rules[${index}]`;
  const set = (patch: Partial<LayoutRule>) => layouts.put("rules", index, clean({ ...rule, ...patch }));
  const has = conditions(rule);
  const takes = layouts.preview?.rule === index;
  const missing = CONDITIONS.filter((one) => !has.includes(one));
  const add = (at: Element) =>
    openMenu(
      missing.map((one) =>
        item(`${path}:add-${one}`, t(`condition-${one}`), () => {
          set(initialCondition(one, context));
          context.focus(focused(path, one));
        }),
      ),
      at,
    );
  return html`<div
    class="card ${takes ? "takes" : ""}"
    role="listitem"
    data-place
    data-testid=${path}
    data-takes=${takes}
  >
    <div class="card-line">
      ${grip(context, "rules", index, count, (to) => layouts.move("rules", index, to))}
      <span class="number tabular">${index + 1}</span>
      <span class="conditions">
        ${
          has.length === 0
            ? html`<em>${t("rule-every")}</em>`
            : has.map((one) => condition(context, rule, one, path, set))
        }
        ${
          missing.length > 0
            ? button("dashed small", `${path}:add`, withIcon("plus", t("condition-add")), add, {
                menu: true,
              })
            : nothing
        }
      </span>
      <span class="arrow" aria-hidden="true">→</span>
      ${choice(context, {
        path: `${path}.layout`,
        label: t("layout-one"),
        value: rule.layout,
        options: layouts.names,
        set: (layout) => set({ layout }),
      })}
      ${iconButton("trash", "bare", `${path}:remove`, t("rule-remove"), () =>
        layouts.remove("rules", index, t("rule-number", { number: index + 1 })),
      )}
    </div>
    ${takes ? html`<p class="hint takes-note">${icon("check")} ${t("rule-takes")}</p>` : nothing}
    ${inlineProblems(context, `${path}.layout`, `${path}.code`, `${path}.field`, `${path}.equals`, `${path}.prefix`, `${path}.size`)}
  </div>`;
}

/** Initial value of a new condition: the previewed message's. */
function initialCondition(one: Condition, context: LayoutsContext): Partial<LayoutRule> {
  const { preview } = context.layouts;
  switch (one) {
    case "code":
      return { code: preview?.code ?? 0 };
    case "direction":
      return { direction: (preview?.direction as Direction | undefined) ?? "received" };
    case "kind":
      return { kind: (preview?.kind as WireKind | undefined) ?? "binary" };
    case "size":
      return { size: { from: preview?.size ?? 0 } };
    case "prefix":
      return { prefix: "" };
    case "field":
      return { field: "", equals: "" };
  }
}

function focused(path: string, one: Condition) {
  return one === "size" ? `${path}.size.from` : `${path}.${one}`;
}

function condition(
  context: LayoutsContext,
  rule: LayoutRule,
  one: Condition,
  path: string,
  set: (patch: Partial<LayoutRule>) => void,
) {
  const gone = one === "field" ? { field: undefined, equals: undefined } : { [one]: undefined };
  return html`<span class="condition">
    <span>${context.t(`condition-${one}`)}</span> ${inputs(context, rule, one, path, set)}
    ${iconButton("trash", "bare", `${path}.${one}:remove`, context.t("condition-remove"), () => set(gone))}
  </span>`;
}

function inputs(
  context: LayoutsContext,
  rule: LayoutRule,
  one: Condition,
  path: string,
  set: (patch: Partial<LayoutRule>) => void,
) {
  const { t } = context;
  const label = t(`condition-${one}`);
  const limit = 4_294_967_295;
  switch (one) {
    case "code":
      return codeBox(context, `${path}.code`, label, rule.code ?? 0, (code) => set({ code }));
    case "direction":
      return choice(context, {
        path: `${path}.direction`,
        label,
        value: rule.direction ?? "received",
        options: ["received", "sent"],
        words: (direction) => t(direction),
        set: (direction) => set({ direction }),
      });
    case "kind":
      return choice(context, {
        path: `${path}.kind`,
        label,
        value: rule.kind ?? "binary",
        options: ["binary", "text"],
        words: (kind) => t(`kind-${kind}`),
        set: (kind) => set({ kind }),
      });
    case "size": {
      const size = rule.size ?? {};
      const box = (part: "from" | "to") =>
        numberBox(context, {
          path: `${path}.size.${part}`,
          label: t(`condition-size-${part}`),
          placeholder: t(`condition-size-${part}`),
          value: size[part],
          least: 0,
          most: limit,
          optional: true,
          set: (value) => set({ size: clean({ ...size, [part]: value }) }),
        });
      return html`${box("from")} – ${box("to")}`;
    }
    case "prefix":
      return textBox(context, {
        path: `${path}.prefix`,
        label,
        placeholder: "64 00",
        value: rule.prefix ?? "",
        set: (prefix) => set({ prefix }),
      });
    case "field":
      return html`${textBox(context, {
        path: `${path}.field`,
        label: t("condition-field"),
        placeholder: "flags.kind",
        value: rule.field ?? "",
        set: (field) => set({ field }),
      })}
        =
        ${textBox(context, {
          path: `${path}.equals`,
          label: t("condition-equals"),
          placeholder: "7",
          value: String(rule.equals ?? ""),
          set: (equals) => set({ equals }),
        })}`;
  }
}
