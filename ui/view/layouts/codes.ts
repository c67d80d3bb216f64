// The codes section: names and tones of leading int32 codes.

import type { Code, CodeDirection, Tone } from "../../host/types";
import { clean, shadowed, sorted, withList } from "../../model/layout-edits";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { choice, type LayoutsContext, numberBox, textBox } from "./form-context";
import { grip } from "./order";

const TONES: Tone[] = ["good", "neutral", "bad"];

export function codesTab(desk: LayoutsContext): TemplateResult {
  const { layouts, models } = desk;
  const codes = layouts.profile?.codes ?? [];
  const hidden = shadowed(codes);
  const inOrder = sorted(codes).every((code, i) => code === codes[i]);
  const add = () => {
    const next = Math.max(0, ...codes.map((code) => code.code)) + 1;
    layouts.add("codes", { code: Math.min(next, 2_147_483_647), name: "" });
    desk.focus(`codes[${codes.length}].code`);
  };
  const sort = () => {
    desk.texts.clear();
    models.profiles.edit((profile) => withList(profile, "codes", sorted));
  };
  return html`<div class="room-page">
    <p class="hint">${desk.t("codes-about")}</p>
    <div class="grid codes-grid">
      ${
        codes.length > 0
          ? html`<div class="grid-head" aria-hidden="true"><span></span><span>${desk.t("code-number")}</span><span>${desk.t("code-name")}</span><span>${desk.t("code-tone")}</span><span>${desk.t("code-direction")}</span><span>${desk.t("code-look")}</span><span></span></div>`
          : nothing
      }
      ${codes.map((code, i) => row(desk, code, i, codes.length, hidden.get(i)))}
    </div>
    <div class="group">
      <button class="dashed" data-testid="code-add" @click=${add}>${icon("plus")} ${desk.t("code-add")}</button>
      ${inOrder ? nothing : html`<button class="quiet" data-testid="codes-sort" @click=${sort}>${desk.t("codes-sort")}</button>`}
    </div>
  </div>`;
}

function row(
  desk: LayoutsContext,
  code: Code,
  index: number,
  count: number,
  shadow: number | undefined,
): TemplateResult {
  const { layouts } = desk;
  const path = `codes[${index}]`;
  const set = (patch: Partial<Code>) => layouts.put("codes", index, clean({ ...code, ...patch }));
  const tone = code.tone ?? "neutral";
  return html`<div class="grid-row" data-place data-testid=${path}>
    ${grip(desk, "codes", index, count, (to) => layouts.move("codes", index, to))}
    ${numberBox(desk, { path: `${path}.code`, label: desk.t("code-number"), value: code.code, least: -2_147_483_648, most: 2_147_483_647, set: (number = 0) => set({ code: number }) })}
    ${textBox(desk, { path: `${path}.name`, label: desk.t("code-name"), value: code.name, mono: false, set: (name) => set({ name }) })}
    <span class="segments small" role="radiogroup" aria-label=${desk.t("code-tone")}>
      ${TONES.map(
        (one) =>
          html`<button role="radio" aria-checked=${one === tone ? "true" : "false"} data-testid="${path}.tone-${one}" @click=${() => set({ tone: one })}>${desk.t(`tone-${one}`)}</button>`,
      )}
    </span>
    ${choice(desk, {
      path: `${path}.direction`,
      label: desk.t("code-direction"),
      value: code.direction ?? "",
      options: ["", "received", "sent"].map((value) => ({
        value,
        label: value ? desk.t(value) : desk.t("both-directions"),
      })),
      set: (value) => set({ direction: value === "" ? undefined : (value as CodeDirection) }),
    })}
    <span class="look"><span class="code ${tone}" data-testid="${path}:look">${code.name ? `${code.code} ${code.name}` : code.code}</span></span>
    <button class="bare" data-testid="${path}:remove" aria-label=${desk.t("delete")} title=${desk.t("delete")}
      @click=${() => layouts.remove("codes", index, `${code.code} ${code.name}`)}>${icon("trash")}</button>
    ${
      shadow === undefined
        ? nothing
        : html`<p class="problem" role="alert" data-testid="problem:${path}">${icon("alert")} ${desk.t("code-twice", { number: shadow + 1, code: String(code.code) })}</p>`
    }
  </div>`;
}
