// The Protobuf section: attached files and the message types they define.

import { button, iconButton, withIcon } from "../button";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { inlineProblems, type LayoutsContext } from "./form-context";

export function protobufTab(context: LayoutsContext) {
  const { layouts, models, t } = context;
  const files = layouts.profile?.protobuf ?? [];
  const messages = layouts.check?.messages ?? [];
  const size = ({ source = "", descriptor = "" }) => source.length + Math.floor((descriptor.length * 3) / 4);
  return html`<div class="page-section">
    ${hint(t("protobuf-about"))}
    <div class="cards">
      ${files.map(
        (file, i) => html`<div class="card" data-testid="protobuf[${i}]">
          <div class="card-line">
            ${icon("file")} <strong>${file.name || t("protobuf-unnamed")}</strong>
            <span class="hint">${t(
              file.descriptor ? "protobuf-set" : "protobuf-source",
            )} · ${models.text.bytes(size(file))}</span>
            ${iconButton("trash", "bare push", `protobuf[${i}]:remove`, t("protobuf-remove"), () =>
              layouts.remove("protobuf", i, file.name ?? ""),
            )}
          </div>
          ${inlineProblems(context, `protobuf[${i}].source`, `protobuf[${i}].descriptor`)}
        </div>`,
      )}
    </div>
    ${inlineProblems(context, "protobuf")} ${inlineError(models.text, layouts.attachError, "protobuf-error")}
    ${button("dashed", "protobuf-attach", withIcon("import", t("protobuf-attach")), () => void layouts.attach())}
    ${
      messages.length > 0
        ? html`<section class="offer">
            <h3>${t("protobuf-messages")}</h3>
            <ul
              class="chips"
              data-testid="protobuf-messages"
            >${messages.map((name) => html`<li class="code">${name}</li>`)}</ul>
          </section>`
        : files.length > 0
          ? hint(t("protobuf-none"))
          : nothing
    }
  </div>`;
}
