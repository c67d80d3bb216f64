// The latency section: how replies are paired with requests.

import type { CodePair, LatencyMatch, LatencyRule } from "../../host/types";
import { withLatency } from "../../model/code-definition";
import { inserted, replaced, without } from "../../model/list";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { codeBox } from "./code-places";
import { choice, inlineProblems, type LayoutsContext, textBox } from "./form-context";

const MATCHES: (LatencyMatch | "")[] = ["", "next", "same_code", "field", "codes", "lens"];

export function latencyTab(context: LayoutsContext) {
  const { layouts, t } = context;
  const { profile } = layouts;
  const rule: LatencyRule = profile?.latency ?? {};
  const set = (patch: Partial<LatencyRule>) => context.models.profiles.edit((current) => withLatency(current, patch));
  const knowsCodes =
    profile?.code !== undefined ||
    (profile?.codes ?? []).length > 0 ||
    (profile?.rules ?? []).some((one) => one.code !== undefined);
  const byDefault = (rule.codes ?? []).length > 0 ? "codes" : rule.field ? "field" : knowsCodes ? "same_code" : "next";
  const by = rule.match ?? byDefault;
  return html`<div class="page-section">
    ${hint(t("latency-about"))}
    <div class="card-line">
      <span>${t("latency-match")}</span>
      ${choice(context, {
        path: "latency.match",
        label: t("latency-match"),
        value: rule.match ?? "",
        options: MATCHES,
        words: (match) =>
          match === ""
            ? t("latency-match-default", { rule: t(`latency-match-${byDefault}`) })
            : t(`latency-match-${match}`),
        set: (match) => set({ match: match || undefined }),
      })}
      <span>${t("latency-within")}</span>
      ${textBox(context, {
        path: "latency.within",
        label: t("latency-within-about"),
        placeholder: "60s",
        value: rule.within ?? "",
        set: (within) => set({ within: within || undefined }),
      })}
    </div>
    ${by === "field" ? fields(context, rule, set) : nothing}
    ${by === "codes" ? pairs(context, rule.codes ?? [], (codes) => set({ codes: codes.length > 0 ? codes : undefined })) : nothing}
    ${inlineProblems(context, "latency.field", "latency.codes", "latency.within")}
  </div>`;
}

function fields(context: LayoutsContext, rule: LatencyRule, set: (patch: Partial<LatencyRule>) => void) {
  const { t } = context;
  return html`<div class="card-line">
    <span>${t("latency-field")}</span>
    ${textBox(context, {
      path: "latency.field",
      label: t("latency-field"),
      placeholder: "json.id",
      value: rule.field ?? "",
      set: (field) => set({ field: field || undefined }),
    })}
    <span>${t("latency-reply-field")}</span>
    ${textBox(context, {
      path: "latency.reply_field",
      label: t("latency-reply-field"),
      placeholder: rule.field || "json.id",
      value: rule.reply_field ?? "",
      set: (field) => set({ reply_field: field || undefined }),
    })}
  </div>`;
}

function pairs(context: LayoutsContext, codes: CodePair[], set: (codes: CodePair[]) => void) {
  const { t } = context;
  const add = () => {
    set(inserted(codes, codes.length, { request: 0, reply: 0 }));
    context.focus(`latency.codes[${codes.length}].request`);
  };
  return html`<div class="cards" role="list">
      ${codes.map((pair, i) => {
        const path = `latency.codes[${i}]`;
        const put = (patch: Partial<CodePair>) => set(replaced(codes, i, { ...pair, ...patch }));
        return html`<div class="card" role="listitem" data-testid=${path}>
          <div class="card-line">
            <span class="number tabular">${i + 1}</span>
            ${codeBox(context, `${path}.request`, t("latency-pair-request"), pair.request, (request) => put({ request }))}
            <span class="arrow" aria-hidden="true">→</span>
            ${codeBox(context, `${path}.reply`, t("latency-pair-reply"), pair.reply, (reply) => put({ reply }))}
            ${iconButton("trash", "bare", `${path}:remove`, t("latency-pair-remove"), () => set(without(codes, i)))}
          </div>
        </div>`;
      })}
    </div>
    ${button("dashed", "latency-pair-add", withIcon("plus", t("latency-pair-add")), add)}`;
}
