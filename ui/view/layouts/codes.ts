// The codes section: where the code of a message is, and names and tones of codes.

import type { Code, Direction, Tone } from "../../host/types";
import { clean, shadowed, sorted, withList } from "../../model/layout-edits";
import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";
import { codeBox, codePlaces } from "./code-places";
import { choice, inlineProblems, type LayoutsContext, textBox } from "./form-context";
import { grip } from "./order";

const DIRECTIONS: (Direction | "")[] = ["", "received", "sent"];
const TONES: Tone[] = ["good", "neutral", "bad"];

export function codesTab(context: LayoutsContext) {
  const { layouts, models, t } = context;
  const codes = layouts.profile?.codes ?? [];
  const hidden = shadowed(codes);
  const inOrder = sorted(codes).every((code, i) => code === codes[i]);
  const add = () => {
    const numbers = codes.map(({ code }) => code).filter((code) => typeof code === "number");
    layouts.add("codes", { code: Math.min(Math.max(0, ...numbers) + 1, 2_147_483_647), name: "" });
    context.focus(`codes[${codes.length}].code`);
  };
  const sort = () => {
    context.texts.clear();
    models.profiles.edit((profile) => withList(profile, "codes", sorted));
  };
  return html`<div class="page-section">
    ${codePlaces(context)}
    <h3>${t("codes-names")}</h3>
    ${hint(t("codes-about"))}
    <div class="grid codes-grid">
      ${
        codes.length > 0
          ? html`<div class="grid-head" aria-hidden="true">
              <span></span>
              <span>${t("code-number")}</span>
              <span>${t("code-name")}</span>
              <span>${t("code-tone")}</span>
              <span>${t("code-direction")}</span>
              <span>${t("code-look")}</span>
              <span></span>
            </div>`
          : nothing
      }
      ${codes.map((code, i) => row(context, code, i, codes.length, hidden.get(i)))}
    </div>
    <div class="group">
      ${button("dashed", "code-add", withIcon("plus", t("code-add")), add)}
      ${inOrder ? nothing : button("quiet", "codes-sort", t("codes-sort"), sort)}
    </div>
  </div>`;
}

function row(context: LayoutsContext, code: Code, index: number, count: number, shadow: number | undefined) {
  const { layouts, t } = context;
  const path = `codes[${index}]`;
  const set = (patch: Partial<Code>) => layouts.put("codes", index, clean({ ...code, ...patch }));
  const tone = code.tone ?? "neutral";
  return html`<div class="grid-row" data-place data-testid=${path}>
    ${grip(context, "codes", index, count, (to) => layouts.move("codes", index, to))}
    ${codeBox(context, `${path}.code`, t("code-number"), code.code, (value) => set({ code: value }))}
    ${textBox(context, {
      path: `${path}.name`,
      label: t("code-name"),
      value: code.name,
      mono: false,
      set: (name) => set({ name }),
    })}
    <span class="segments small" role="radiogroup" aria-label=${t("code-tone")}>
      ${TONES.map(
        (one) =>
          html`<button
            role="radio"
            aria-checked=${one === tone}
            data-testid="${path}.tone-${one}"
            @click=${() => set({ tone: one })}
          >${t(`tone-${one}`)}</button>`,
      )}
    </span>
    ${choice(context, {
      path: `${path}.direction`,
      label: t("code-direction"),
      value: code.direction ?? "",
      options: DIRECTIONS,
      words: (value) => t(value || "both-directions"),
      set: (value) => set({ direction: value || undefined }),
    })}
    <span class="look"><span
      class="code ${tone}"
      data-testid="${path}:look"
    >${code.name ? `${code.code} ${code.name}` : code.code}</span></span>
    ${iconButton("trash", "bare", `${path}:remove`, t("delete"), () =>
      layouts.remove("codes", index, `${code.code} ${code.name}`),
    )}
    ${inlineProblems(context, `${path}.code`)}
    ${
      shadow === undefined
        ? nothing
        : html`<p
            class="problem"
            role="alert"
            data-testid="problem:${path}"
          >${icon("alert")} ${t("code-twice", { number: shadow + 1, code: String(code.code) })}</p>`
    }
  </div>`;
}
