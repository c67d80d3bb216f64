// A message's fields beside its bytes, each highlighting the other.

import { LONG_MESSAGE } from "../../host/constants";
import type { Models } from "../../model/models";
import { button } from "../button";
import { stopText } from "../decode-stop";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { Panel } from "../panel";
import type { HexView } from "./hex";
import { pageBar } from "./page-bar";
import { TreeView } from "./tree";

export class FieldsView extends Panel {
  readonly #tree: TreeView;

  constructor(
    models: Models,
    private readonly hex: HexView,
  ) {
    super(models, models.inspection, models.payload, models.profiles);
    this.#tree = new TreeView(models, (byte) => hex.reveal(byte));
  }

  protected override render() {
    const { inspection, text } = this.models;
    const { decoded, error, failure } = inspection;
    return html`<div class="field-pane">
        ${error ? inlineError(text, error, "decode-error") : nothing}
        ${failure ? inlineError(text, failure, "field-error", () => this.#dismiss()) : nothing}
        ${this.#head()}
        ${this.#unread()}
        ${this.#pages()}
        ${
          decoded?.stop
            ? html`<p
                class="fault mild misfit"
                role="note"
                data-testid="stop"
              >${icon("alert")}<span>${stopText(decoded.stop, text)}</span></p>`
            : nothing
        }
        ${this.#tree}
      </div>
      ${this.hex}`;
  }

  #head() {
    const { inspection, payload, fields, columns } = this.models;
    const { decoded } = inspection;
    const { row } = payload;
    if (!decoded || !row) return nothing;
    if (decoded.layout !== "") {
      return html`<p class="hint" data-testid="layout-name">${this.t("details-layout", { name: decoded.layout })}</p>`;
    }
    if (row.kind !== "binary" && row.kind !== "text") return nothing;
    // A profile without layouts needs no hint on each message.
    const some = (this.models.profiles.current?.profile.layouts ?? []).length > 0;
    if (!some && row.kind === "text") return nothing;
    return html`<p class="hint group">${some ? this.t("details-no-layout") : nothing}
      ${button("quiet small", "propose-layout", this.t("propose-layout"), () => void fields.propose(row), {
        disabled: !columns.mine,
      })}</p>`;
  }

  /** A long message is decoded only on request. */
  #unread() {
    const { inspection, payload, text } = this.models;
    const { size } = payload;
    if (inspection.reading && size > LONG_MESSAGE) {
      return html`<p
        class="hint"
        role="status"
        data-testid="fields-reading"
      >${this.t("fields-reading", { size: text.bytes(size) })}</p>`;
    }
    if (!inspection.unread) return nothing;
    return html`<p class="hint group" data-testid="fields-unread">${this.t("fields-unread", { size: text.bytes(size) })}
      ${button("small", "read-fields", this.t("fields-read"), () => inspection.read())}</p>`;
  }

  #pages() {
    const { inspection, text } = this.models;
    const { window } = inspection.decoded ?? {};
    if (!window) return nothing;
    const { first, shown, count } = window;
    const place = { from: text.number(first + 1), to: text.number(first + shown), count: text.number(count) };
    return pageBar(text, {
      name: "fields",
      where: this.t("fields-where", place),
      hasBefore: inspection.hasBefore && !inspection.reading,
      hasNext: inspection.hasNext && !inspection.reading,
      hasLast: true,
      turn: (to) => inspection.turn(to),
    });
  }

  #dismiss() {
    this.models.inspection.failure = null;
    this.models.inspection.changed();
  }
}

customElements.define("wl-fields", FieldsView);
