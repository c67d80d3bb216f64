// The export's dialog, its progress above the table, and the choice among the connections of a HAR.

import { html, nothing, render, type TemplateResult } from "lit";
import type { ExportDto, ImportDto } from "../host/types";
import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { dialog } from "./dialogs";
import { fault } from "./fault";
import { Panel } from "./panel";

const FORMATS = ["jsonl", "csv", "har", "pcapng", "text"] as const;
const WHAT = ["all", "view", "selection"] as const;

export function showExport(models: Models): void {
  const { text, rows, selection, exporting } = models;
  const t = text.t.bind(text);
  const box = dialog(text, "export-rows", t("export-rows"));
  if (!box) return;
  let format: (typeof FORMATS)[number] = "jsonl";
  let what: (typeof WHAT)[number] = selection.count > 1 ? "selection" : rows.filter ? "view" : "all";
  let bom = true;
  const ranges = selection.ranges.map(([first, last]): [number, number] => [first, last]);
  const counts = { all: null, view: rows.total, selection: selection.count };
  const close = () => box.closest("dialog")?.close();
  const go = async () => {
    close();
    await exporting.begin({ format, bom: format === "csv" && bom, what, ranges: what === "selection" ? ranges : [] });
  };
  const draw = () => {
    const count = (one: (typeof WHAT)[number]) => {
      const rows = counts[one];
      return rows === null ? nothing : html`<span class="hint">${t("export-count", { count: rows })}</span>`;
    };
    render(
      html`<fieldset class="choices"><legend>${t("export-format")}</legend>
          ${FORMATS.map(
            (one) =>
              html`<label><input type="radio" name="export-format" data-testid="export-${one}" .checked=${one === format} @change=${() => {
                format = one;
                draw();
              }} /> <span>${t(`export-${one}`)} <span class="hint">${t(`export-${one}-about`)}</span></span></label>`,
          )}
        </fieldset>
        ${
          format === "csv"
            ? html`<label class="choice"><input type="checkbox" data-testid="export-bom" .checked=${bom} @change=${(
                event: Event,
              ) => {
                bom = (event.target as HTMLInputElement).checked;
              }} /> <span>${t("export-bom")}</span></label>`
            : nothing
        }
        <fieldset class="choices"><legend>${t("export-what")}</legend>
          ${WHAT.map(
            (one) =>
              html`<label><input type="radio" name="export-what" data-testid="export-what-${one}" .checked=${one === what} ?disabled=${one === "selection" && selection.count === 0} @change=${() => {
                what = one;
                draw();
              }} /> <span>${t(`export-what-${one}`)} ${count(one)}</span></label>`,
          )}
        </fieldset>
        <p class="dialog-end">
          <button data-testid="export-cancel" @click=${close}>${t("cancel")}</button>
          <button class="primary" data-testid="export-go" ?disabled=${exporting.running} @click=${() => void go()}>${t("export")}</button>
        </p>`,
      box,
    );
  };
  draw();
}

/** Between the tools and the table: how an export or import goes. */
export class ExportStrip extends Panel {
  #asked: ImportDto | null = null;

  constructor(models: Models) {
    super(models, models.exporting);
  }

  protected override render(): TemplateResult {
    const { exporting, text } = this.models;
    const { status, choice } = exporting;
    if (choice && choice !== this.#asked) queueMicrotask(() => askConnection(this.models, choice));
    this.#asked = choice;
    const away = () => exporting.dismiss();
    return html`${fault(text, exporting.error ?? status?.error, "export-error", away)}
      ${fault(text, exporting.importError, "import-error", away)}
      ${exporting.importing ? this.#importing() : nothing}
      ${status && !status.error ? this.#status(status) : nothing}`;
  }

  #importing(): TemplateResult {
    const { exporting } = this.models;
    const { imported } = exporting;
    return html`<div class="file-strip" data-testid="importing" data-rows=${imported}>
      <span class="file-name" role="status">${imported > 0 ? this.t("import-running", { count: imported }) : this.t("importing")}</span>
      ${imported > 0 ? html`<button class="quiet push" data-testid="import-stop" @click=${() => void exporting.cancelImport()}>${this.t("cancel")}</button>` : nothing}
    </div>`;
  }

  #status(status: ExportDto): TemplateResult {
    const { exporting, text } = this.models;
    const { path, rows, of, leftOut, done, cancelled } = status;
    const name = neutral(path.replace(/^.*[/\\]/, ""));
    if (!done)
      return html`<div class="file-strip" data-testid="export-status" data-state="running">
        <span class="file-name" title=${path}>${this.t("export-running", { name, rows: text.number(rows), of: text.number(of) })}</span>
        <progress max=${Math.max(1, of)} .value=${rows} aria-label=${this.t("export-rows")}></progress>
        <button class="quiet push" data-testid="export-stop" @click=${() => void exporting.cancel()}>${this.t("cancel")}</button>
      </div>`;
    const words = cancelled
      ? this.t("export-cancelled", { name })
      : `${this.t("export-done", { count: rows, path })}${leftOut > 0 ? ` ${this.t("export-left-out", { count: leftOut })}` : ""}`;
    return html`<div class="file-strip" role="status" data-testid="export-status" data-state=${cancelled ? "cancelled" : "done"}>
      <span class="file-name" title=${path}>${words}</span>
      <button class="quiet push" data-testid="export-dismiss" @click=${() => exporting.dismiss()}>${this.t("dismiss")}</button>
    </div>`;
  }
}

/** A HAR with several connections. */
function askConnection(models: Models, choice: ImportDto): void {
  const { text, exporting } = models;
  let answered = false;
  const box = dialog(text, "import-choose", text.t("import-choose", { file: choice.file }), () => {
    if (!answered) void exporting.choose(null);
  });
  if (!box) return;
  const take = (number: number) => {
    answered = true;
    box.closest("dialog")?.close();
    void exporting.choose(number);
  };
  render(
    html`<ul class="import-list">${choice.choose.map(
      (
        one,
      ) => html`<li><button class="quiet" data-testid="import-connection" data-number=${one.number} @click=${() => take(one.number)}>
        <code>${neutral(one.url)}</code> <span class="hint">${neutral(one.started)} · ${text.t("export-count", { count: one.messages })}</span></button></li>`,
    )}</ul>`,
    box,
  );
}

customElements.define("wl-export-strip", ExportStrip);
