// Two messages side by side, by field and by byte. Differences have a sign besides their colour.

import { AlignedBytes } from "../../model/byte-alignment";
import { ascii, hexByte, neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import type { MessageSide } from "../../model/row-comparison";
import type { Text } from "../../model/text";
import { button, iconButton } from "../button";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { Panel } from "../panel";

const WIDE = 8;
/** Lines of bytes shown at a time. */
const LINES = 64;
export const SIGNS: Record<string, string> = { equal: " ", changed: "≠", inserted: "+", removed: "−" };

/** A field's value on one side; null if that side has no such field. */
export function comparedValue(text: Text, value: string | null) {
  return value === null ? html`<i>${text.t("compare-absent")}</i>` : neutral(value);
}

export class CompareView extends Panel {
  #aligned: AlignedBytes | null = null;
  #of: unknown = null;
  /** The first aligned position shown. */
  #from = 0;
  #all = true;

  constructor(models: Models) {
    super(models, models.rowComparison);
  }

  protected override render() {
    const { rowComparison, text } = this.models;
    void rowComparison.compare();
    const { comparison, error, ends } = rowComparison;
    if (error) return html`${inlineError(text, error, "compare-error")}`;
    if (!comparison || !ends) return html``;
    if (comparison !== this.#of) {
      this.#of = comparison;
      this.#aligned = new AlignedBytes(comparison.pieces);
      this.#from = 0;
    }
    return html`<div class="compare">
      <p class="verdict ${comparison.isEqual ? "good" : "warn"}" data-testid="compare-verdict">
        ${icon(comparison.isEqual ? "check" : "alert")}
        ${this.t(comparison.isEqual ? "compare-equal" : "compare-different", {
          a: text.number(ends[0].row),
          b: text.number(ends[1].row),
        })}
      </p>
      ${comparison.cutAt === null ? nothing : hint(this.t("compare-cut", { size: text.bytes(comparison.cutAt) }))}
      ${this.#fields()} ${this.#bytes()}
    </div>`;
  }

  #fields() {
    const { comparison, ends } = this.models.rowComparison;
    const { text } = this.models;
    if (!comparison || !ends || comparison.fields.length === 0) return nothing;
    const shown = this.#all ? comparison.fields : comparison.fields.filter((field) => !field.isEqual);
    const toggle = (event: Event) => {
      this.#all = !(event.target as HTMLInputElement).checked;
      this.requestUpdate();
    };
    return html`<label class="check"><input
      type="checkbox"
      data-testid="compare-differences"
      .checked=${!this.#all}
      @change=${toggle}
    /> ${this.t("compare-only")}</label>
      <table class="compared" data-testid="compare-fields">
        <thead>
          <tr>
            <th scope="col"><span class="hidden">${this.t("compare-sign")}</span></th>
            <th scope="col">${this.t("compare-field")}</th>
            ${ends.map((row) => html`<th scope="col">#${text.number(row.row)}</th>`)}
          </tr>
        </thead>
        <tbody>${shown.map(
          ({ path, a, b, isEqual }) => html`<tr class=${isEqual ? "" : "differs"}>
            <td aria-label=${this.t(isEqual ? "compare-same" : "compare-differs")}>${isEqual ? "=" : "≠"}</td>
            <th scope="row">${neutral(path)}</th>
            <td>${comparedValue(text, a)}</td>
            <td>${comparedValue(text, b)}</td></tr>`,
        )}</tbody>
      </table>`;
  }

  #bytes() {
    const aligned = this.#aligned;
    const { comparison } = this.models.rowComparison;
    const { text } = this.models;
    if (!aligned || !comparison || aligned.length === 0) return nothing;
    const most = Math.max(0, Math.ceil(aligned.length / WIDE) - 1) * WIDE;
    const go = (to: number | null) => {
      if (to === null) return;
      this.#from = Math.min(Math.max(0, Math.floor(to / WIDE) * WIDE), most);
      this.requestUpdate();
    };
    const end = Math.min(aligned.length, this.#from + LINES * WIDE);
    const count = Math.ceil((end - this.#from) / WIDE);
    return html`<div class="pages" role="group" aria-label=${this.t("compare-bytes")}>
        <b>${this.t("compare-bytes")}</b>
        ${iconButton(
          "chevron",
          "bare turned",
          "compare-back",
          this.t("page-before"),
          () => go(this.#from - LINES * WIDE),
          { disabled: this.#from === 0 },
        )}
        <span class="tabular">${this.t("page-where", {
          from: text.number(this.#from),
          to: text.number(end),
          size: text.number(aligned.length),
        })}</span>
        ${iconButton("chevron", "bare", "compare-on", this.t("page-next"), () => go(end), {
          disabled: end >= aligned.length,
        })}
        ${button("quiet small", "compare-next", this.t("compare-next"), () => go(aligned.next(end)), {
          disabled: aligned.next(end) === null,
        })}
        <small class="legend">${(["changed", "inserted", "removed"] as const).map(
          (kind) => html`<span class="d-${kind}">${SIGNS[kind]} ${this.t(`compare-${kind}`)}</span>`,
        )}</small>
      </div>
      ${comparison.isAligned ? nothing : hint(this.t("compare-unaligned"))}
      <div
        class="diff"
        data-testid="compare-hex"
        tabindex="0"
      >${Array.from({ length: count }, (_, i) => this.#line(aligned, this.#from + i * WIDE))}</div>`;
  }

  #line(aligned: AlignedBytes, from: number) {
    const cells = Array.from({ length: WIDE }, (_, i) => aligned.at(from + i));
    const worst = (["changed", "inserted", "removed"] as const).filter((kind) =>
      cells.some((cell) => cell?.kind === kind),
    );
    const side = (name: MessageSide) => {
      const first = cells.find((cell) => cell && cell[name] !== null)?.[name];
      const bytes = cells.map((cell) => {
        const at = cell?.[name];
        if (!cell) return { hex: "  ", ch: " ", kind: "" };
        if (at === null || at === undefined) return { hex: "--", ch: " ", kind: "gap" };
        const byte = this.models.rowComparison.byte(name, at);
        return byte === undefined
          ? { hex: "  ", ch: " ", kind: "" }
          : { hex: hexByte(byte), ch: ascii(byte), kind: cell.kind };
      });
      return html`<span class="at">${
        first === undefined || first === null ? "" : first.toString(16).padStart(4, "0")
      }</span>
        <span class="hexes">${bytes.map(
          ({ hex, kind }) => html`<span class=${kind && kind !== "equal" ? `d-${kind}` : ""}>${hex}</span>`,
        )}</span>
        <span class="chars">${bytes.map(({ ch }) => ch).join("")}</span>`;
    };
    return html`<div class="diff-line"><span class="signs">${worst
      .map((kind) => SIGNS[kind])
      .join("")}</span>${side("a")}${side("b")}</div>`;
  }
}

customElements.define("wl-compare", CompareView);
