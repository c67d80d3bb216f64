// The Protobuf section: attached files and the message types they define.

import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { fault } from "../inline-error";
import { type LayoutsContext, wrong } from "./form-context";

export function protobufTab(desk: LayoutsContext): TemplateResult {
  const { layouts, models } = desk;
  const files = layouts.profile?.protobuf ?? [];
  const messages = layouts.check?.messages ?? [];
  const size = ({ source = "", descriptor = "" }) => source.length + Math.floor((descriptor.length * 3) / 4);
  return html`<div class="room-page">
    <p class="hint">${desk.t("protobuf-about")}</p>
    <div class="cards">
      ${files.map(
        (file, i) => html`<div class="card" data-testid="protobuf[${i}]">
          <div class="card-line">
            ${icon("file")} <strong>${file.name || desk.t("protobuf-unnamed")}</strong>
            <span class="hint">${desk.t(file.descriptor ? "protobuf-set" : "protobuf-source")} · ${models.text.bytes(size(file))}</span>
            <button class="bare push" data-testid="protobuf[${i}]:remove" aria-label=${desk.t("protobuf-remove")} title=${desk.t("protobuf-remove")}
              @click=${() => layouts.remove("protobuf", i, file.name ?? "")}>${icon("trash")}</button>
          </div>
          ${wrong(desk, `protobuf[${i}].source`, `protobuf[${i}].descriptor`)}
        </div>`,
      )}
    </div>
    ${wrong(desk, "protobuf")} ${fault(models.text, layouts.attachError, "protobuf-error")}
    <button class="dashed" data-testid="protobuf-attach" @click=${() => void layouts.attach()}>${icon("import")} ${desk.t("protobuf-attach")}</button>
    ${
      messages.length > 0
        ? html`<section class="offer">
            <h3>${desk.t("protobuf-messages")}</h3>
            <ul class="chips" data-testid="protobuf-messages">${messages.map((name) => html`<li class="code">${name}</li>`)}</ul>
          </section>`
        : files.length > 0
          ? html`<p class="hint">${desk.t("protobuf-none")}</p>`
          : nothing
    }
  </div>`;
}
