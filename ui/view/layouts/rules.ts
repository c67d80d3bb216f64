// The rules section: which message has which layout. The first matching rule applies; a rule without conditions is the
// default.

import type { CodeDirection, LayoutRule, WireKind } from "../../host/types";
import { clean } from "../../model/layout-edits";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { fault } from "../inline-error";
import { openMenu } from "../menu";
import { choice, type LayoutsContext, numberBox, textBox, wrong } from "./form-context";
import { grip } from "./order";
import { about, sources } from "./preview";

const CONDITIONS = ["code", "direction", "kind", "size", "prefix", "field"] as const;
type Condition = (typeof CONDITIONS)[number];

export function rulesTab(desk: LayoutsContext): TemplateResult {
  const { layouts, models } = desk;
  const rules = layouts.profile?.rules ?? [];
  const { trial } = layouts;
  return html`<div class="room-page">
    <p class="hint">${desk.t("rules-about")}</p>
    <div class="sample" data-testid="rules-sample">
      ${sources(desk)} ${fault(models.text, layouts.trialError, "trial-error")}
      ${trial ? about(desk, trial) : html`<p class="hint">${desk.t("trial-none")}</p>`}
    </div>
    <div class="cards" role="list">
      ${rules.map((rule, i) => card(desk, rule, i, rules.length))}
      <p class="fallback hint ${trial && trial.rule === null ? "takes" : ""}">${desk.t("rules-otherwise")}</p>
    </div>
    <button class="dashed" data-testid="rule-add" ?disabled=${layouts.layouts.length === 0} @click=${() => add(desk)}>${icon("plus")} ${desk.t("rule-add")}</button>
    ${layouts.layouts.length === 0 ? html`<p class="hint">${desk.t("rules-need-layouts")}</p>` : nothing}
  </div>`;
}

/** Adds a rule for the previewed message, before a default rule, which matches everything. */
function add(desk: LayoutsContext): void {
  const { layouts } = desk;
  const rules = layouts.profile?.rules ?? [];
  const layout = layouts.layout?.name ?? layouts.layouts[0]?.name ?? "";
  const first = rules.findIndex((rule) => conditions(rule).length === 0);
  layouts.add("rules", { layout }, first < 0 ? rules.length : first);
}

function conditions(rule: LayoutRule): Condition[] {
  return CONDITIONS.filter((one) => (one === "field" ? (rule.field ?? rule.equals) : rule[one]) !== undefined);
}

function card(desk: LayoutsContext, rule: LayoutRule, index: number, count: number): TemplateResult {
  const { layouts } = desk;
  const path = `rules[${index}]`;
  const set = (patch: Partial<LayoutRule>) => layouts.put("rules", index, clean({ ...rule, ...patch }));
  const has = conditions(rule);
  const takes = layouts.trial?.rule === index;
  const missing = CONDITIONS.filter((one) => !has.includes(one));
  const names = layouts.layouts.flatMap(({ name }) => (name ? [{ value: name, label: name }] : []));
  const add = (event: Event) =>
    openMenu(
      missing.map((one) => ({
        label: desk.t(`condition-${one}`),
        testid: `${path}:add-${one}`,
        run: () => {
          set(begin(one, desk));
          desk.focus(focused(path, one));
        },
      })),
      event.currentTarget as Element,
    );
  return html`<div class="card ${takes ? "takes" : ""}" role="listitem" data-place data-testid=${path} data-takes=${takes ? "true" : "false"}>
    <div class="card-line">
      ${grip(desk, "rules", index, count, (to) => layouts.move("rules", index, to))}
      <span class="number tabular">${index + 1}</span>
      <span class="conditions">
        ${has.length === 0 ? html`<em>${desk.t("rule-every")}</em>` : has.map((one) => condition(desk, rule, one, path, set))}
        ${missing.length > 0 ? html`<button class="dashed small" data-testid="${path}:add" aria-haspopup="menu" @click=${add}>${icon("plus")} ${desk.t("condition-add")}</button>` : nothing}
      </span>
      <span class="arrow" aria-hidden="true">→</span>
      ${choice(desk, { path: `${path}.layout`, label: desk.t("layout-one"), value: rule.layout, options: names, set: (layout) => set({ layout }) })}
      <button class="bare" data-testid="${path}:remove" aria-label=${desk.t("rule-remove")} title=${desk.t("rule-remove")}
        @click=${() => layouts.remove("rules", index, desk.t("rule-number", { number: index + 1 }))}>${icon("trash")}</button>
    </div>
    ${takes ? html`<p class="hint takes-note">${icon("check")} ${desk.t("rule-takes")}</p>` : nothing}
    ${wrong(desk, `${path}.layout`, `${path}.field`, `${path}.equals`, `${path}.prefix`, `${path}.size`)}
  </div>`;
}

/** Initial value of a new condition: the previewed message's. */
function begin(one: Condition, desk: LayoutsContext): Partial<LayoutRule> {
  const { trial } = desk.layouts;
  switch (one) {
    case "code": {
      const bytes = trial?.hex.slice(0, 8).match(/../g) ?? [];
      const code = bytes.reduceRight((sum, pair) => (sum << 8) | Number.parseInt(pair, 16), 0);
      return { code: bytes.length === 4 ? code : 0 };
    }
    case "direction":
      return { direction: (trial?.direction as CodeDirection | undefined) ?? "received" };
    case "kind":
      return { kind: (trial?.kind as WireKind | undefined) ?? "binary" };
    case "size":
      return { size: { from: trial?.size ?? 0 } };
    case "prefix":
      return { prefix: "" };
    case "field":
      return { field: "", equals: "" };
  }
}

function focused(path: string, one: Condition): string {
  return one === "size" ? `${path}.size.from` : `${path}.${one}`;
}

function condition(
  desk: LayoutsContext,
  rule: LayoutRule,
  one: Condition,
  path: string,
  set: (patch: Partial<LayoutRule>) => void,
): TemplateResult {
  const gone = one === "field" ? { field: undefined, equals: undefined } : { [one]: undefined };
  return html`<span class="condition">
    <span>${desk.t(`condition-${one}`)}</span> ${inputs(desk, rule, one, path, set)}
    <button class="bare" data-testid="${path}.${one}:remove" aria-label=${desk.t("condition-remove")} title=${desk.t("condition-remove")} @click=${() => set(gone)}>${icon("trash")}</button>
  </span>`;
}

function inputs(
  desk: LayoutsContext,
  rule: LayoutRule,
  one: Condition,
  path: string,
  set: (patch: Partial<LayoutRule>) => void,
): TemplateResult {
  const label = desk.t(`condition-${one}`);
  const limit = 4_294_967_295;
  switch (one) {
    case "code":
      return numberBox(desk, {
        path: `${path}.code`,
        label,
        value: rule.code,
        least: -2_147_483_648,
        most: 2_147_483_647,
        set: (code = 0) => set({ code }),
      });
    case "direction":
      return choice(desk, {
        path: `${path}.direction`,
        label,
        value: rule.direction ?? "received",
        options: ["received", "sent"].map((value) => ({ value, label: desk.t(value) })),
        set: (value) => set({ direction: value as CodeDirection }),
      });
    case "kind":
      return choice(desk, {
        path: `${path}.kind`,
        label,
        value: rule.kind ?? "binary",
        options: ["binary", "text"].map((value) => ({ value, label: desk.t(`kind-${value}`) })),
        set: (value) => set({ kind: value as WireKind }),
      });
    case "size": {
      const size = rule.size ?? {};
      const box = (part: "from" | "to") =>
        numberBox(desk, {
          path: `${path}.size.${part}`,
          label: desk.t(`condition-size-${part}`),
          placeholder: desk.t(`condition-size-${part}`),
          value: size[part],
          least: 0,
          most: limit,
          optional: true,
          set: (value) => set({ size: clean({ ...size, [part]: value }) }),
        });
      return html`${box("from")} – ${box("to")}`;
    }
    case "prefix":
      return textBox(desk, {
        path: `${path}.prefix`,
        label,
        placeholder: "64 00",
        value: rule.prefix ?? "",
        set: (prefix) => set({ prefix }),
      });
    case "field":
      return html`${textBox(desk, { path: `${path}.field`, label: desk.t("condition-field"), placeholder: "flags.kind", value: rule.field ?? "", set: (field) => set({ field }) })}
        =
        ${textBox(desk, { path: `${path}.equals`, label: desk.t("condition-equals"), placeholder: "7", value: String(rule.equals ?? ""), set: (equals) => set({ equals }) })}`;
  }
}
