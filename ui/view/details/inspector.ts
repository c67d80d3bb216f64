// The byte under the cursor, read as every integer, float, text and time type. A click copies a reading.

import type { InspectorRow } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { button } from "../button";
import { html, nothing } from "../html";
import { Panel } from "../panel";

/** Readings with translated names. */
const NAMED = ["unix", "unix_ms", "unix_us", "unix_float"];

export class Inspector extends Panel {
  constructor(models: Models) {
    super(models, models.inspection, models.payload);
  }

  protected override render() {
    const { inspection, text } = this.models;
    const { readAt, readings } = inspection;
    return html`<table data-testid="inspector" data-at=${readAt} aria-label=${this.t("inspector")}>
      <caption>${this.t("inspector-at", { at: text.number(readAt), hex: `0x${readAt.toString(16)}` })}</caption>
      <thead><tr><td></td><th
        scope="col"
        title=${this.t("inspector-little-about")}
      >${this.t("inspector-little")}</th><th
        scope="col"
        title=${this.t("inspector-big-about")}
      >${this.t("inspector-big")}</th></tr></thead>
      <tbody>${readings.map((row) => this.#row(row))}</tbody>
    </table>`;
  }

  #row(row: InspectorRow) {
    const name = NAMED.includes(row.name) ? this.t(`inspector-${row.name}`) : row.name;
    const wide = row.big === null;
    return html`<tr>
      <th scope="row">${name}</th>
      <td colspan=${wide ? 2 : 1}>${this.#value(row, name, "little", row.little)}</td>
      ${wide ? nothing : html`<td>${this.#value(row, name, "big", row.big)}</td>`}
    </tr>`;
  }

  #value(row: InspectorRow, name: string, order: string, value: string | null) {
    if (value === null) return html`<span class="hint" aria-label=${this.t("inspector-none")}>–</span>`;
    return button(
      "bare reading",
      `inspect-${row.name}-${order}`,
      neutral(value),
      () => void this.models.fields.copyText(value, name),
      { title: `${neutral(value)}\n${this.t("inspector-copy")}` },
    );
  }
}

customElements.define("wl-inspector", Inspector);
