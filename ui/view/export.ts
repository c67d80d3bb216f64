// The export dialog, and the progress bar above the table.

import type { ExportDto, ExportRequest } from "../host/types";
import { neutral } from "../model/bytes";
import type { Models, Shared } from "../model/models";
import type { Text } from "../model/text";
import { button } from "./button";
import { closeDialog, dialog } from "./dialogs";
import { html, nothing, progress, render } from "./html";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";

const FORMATS = ["jsonl", "csv", "har", "pcapng", "text"] as const;
const WHAT = ["all", "view", "selection"] as const;

/** The choices besides the format, with their row counts. */
interface ExportChoices {
  what: (typeof WHAT)[number];
  counts: Record<(typeof WHAT)[number], number | null>;
}

/** Exports rows of the table's transcript. */
export function showExport({ text, rows, selection, exporting }: Models): void {
  const ranges = selection.ranges.map(([first, last]): [number, number] => [first, last]);
  const what = selection.count > 1 ? "selection" : rows.filter ? "view" : "all";
  const counts = { all: null, view: rows.total, selection: selection.count };
  ask(text, exporting.running, { what, counts }, (request) =>
    exporting.begin({ ...request, ranges: request.what === "selection" ? ranges : [] }),
  );
}

/** Exports all rows of a past connection. */
export function showHistoryExport({ text, history }: Shared, id: string, name: string): void {
  ask(text, history.exporting, null, (request) => history.export(id, name, request));
}

function ask(
  text: Text,
  busy: boolean,
  choices: ExportChoices | null,
  go: (request: ExportRequest) => Promise<unknown>,
) {
  const t = text.t.bind(text);
  const box = dialog(text, "export-rows", t("export-rows"));
  if (!box) return;
  let format: (typeof FORMATS)[number] = "jsonl";
  let what = choices?.what ?? "all";
  let bom = true;
  const begin = () => {
    closeDialog();
    void go({ format, bom: format === "csv" && bom, what, ranges: [] });
  };
  const count = (one: (typeof WHAT)[number]) => {
    const rows = choices?.counts[one] ?? null;
    return rows === null ? nothing : html`<span class="hint">${t("export-count", { count: rows })}</span>`;
  };
  const chooseWhat = () => html`<fieldset class="choices"><legend>${t("export-what")}</legend>
      ${WHAT.map(
        (one) =>
          html`<label><input
            type="radio"
            name="export-what"
            data-testid="export-what-${one}"
            .checked=${one === what}
            ?disabled=${choices?.counts[one] === 0}
            @change=${() => {
              what = one;
              draw();
            }}
          /> <span>${t(`export-what-${one}`)} ${count(one)}</span></label>`,
      )}
    </fieldset>`;
  const draw = () => {
    render(
      html`<fieldset class="choices"><legend>${t("export-format")}</legend>
          ${FORMATS.map(
            (one) =>
              html`<label><input
                type="radio"
                name="export-format"
                data-testid="export-${one}"
                .checked=${one === format}
                @change=${() => {
                  format = one;
                  draw();
                }}
              /> <span>${t(`export-${one}`)} <span class="hint">${t(`export-${one}-about`)}</span></span></label>`,
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
        ${choices ? chooseWhat() : nothing}
        <p class="dialog-end">
          ${button("", "export-cancel", t("cancel"), closeDialog)}
          ${button("primary", "export-go", t("export"), begin, { disabled: busy })}
        </p>`,
      box,
    );
  };
  draw();
}

/** The bar between the tools and the table that shows an export's progress. */
export class ExportBar extends Panel {
  constructor(models: Models) {
    super(models, models.exporting);
  }

  protected override render() {
    const { exporting, text } = this.models;
    const { status } = exporting;
    const away = () => exporting.dismiss();
    return html`${inlineError(text, exporting.error ?? status?.error, "export-error", away)}
      ${status && !status.error ? this.#status(status) : nothing}`;
  }

  #status(status: ExportDto) {
    const { exporting, text } = this.models;
    const { path, rows, of, leftOut, done, cancelled } = status;
    const name = neutral(path.replace(/^.*[/\\]/, ""));
    if (!done)
      return html`<div class="file-bar" data-testid="export-status" data-state="running">
        <span class="file-name" title=${path}>${this.t("export-running", {
          name,
          rows: text.number(rows),
          of: text.number(of),
        })}</span>
        ${progress(of, rows, this.t("export-rows"))}
        ${button("quiet push", "export-stop", this.t("cancel"), () => void exporting.cancel())}
      </div>`;
    const omitted = leftOut > 0 ? ` ${this.t("export-left-out", { count: leftOut })}` : "";
    const words = cancelled
      ? this.t("export-cancelled", { name })
      : `${this.t("export-done", { count: rows, path })}${omitted}`;
    return html`<div
      class="file-bar"
      role="status"
      data-testid="export-status"
      data-state=${cancelled ? "cancelled" : "done"}
    >
      <span class="file-name" title=${path}>${words}</span>
      ${button("quiet push", "export-dismiss", this.t("dismiss"), () => exporting.dismiss())}
    </div>`;
  }
}

customElements.define("wl-export-bar", ExportBar);
