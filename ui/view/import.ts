// Progress of an import, shown even without an open profile, and the choice of a HAR's connection.

import type { ImportDto } from "../host/types";
import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { button } from "./button";
import { closeDialog, dialog } from "./dialogs";
import { html, nothing, render } from "./html";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";

export class ImportBar extends Panel {
  #requested: ImportDto | null = null;

  constructor(models: Models) {
    super(models, models.exporting);
  }

  protected override render() {
    const { exporting, text } = this.models;
    const { choice, importing, imported } = exporting;
    if (choice && choice !== this.#requested) queueMicrotask(() => askConnection(this.models, choice));
    this.#requested = choice;
    return html`${inlineError(text, exporting.importError, "import-error", () => exporting.dismissImport())}
      ${importing && imported !== null ? this.#importing(imported) : nothing}`;
  }

  #importing(imported: number) {
    const { exporting } = this.models;
    return html`<div class="file-bar" data-testid="importing" data-rows=${imported}>
      <span class="hidden" role="status">${this.t("importing")}</span>
      <span class="file-name">${
        imported > 0 ? this.t("import-running", { count: imported }) : this.t("importing")
      }</span>
      ${button("quiet push", "import-stop", this.t("cancel"), () => void exporting.cancelImport())}
    </div>`;
  }
}

/** Asks which connection of a HAR to import. */
function askConnection(models: Models, choice: ImportDto) {
  const { text, exporting } = models;
  let answered = false;
  const box = dialog(text, "import-choose", text.t("import-choose", { file: choice.file }), () => {
    if (!answered) void exporting.choose(null);
  });
  if (!box) return;
  const take = (number: number) => {
    answered = true;
    closeDialog();
    void exporting.choose(number);
  };
  render(
    html`<ul class="import-list">${choice.choose.map(
      (one) => html`<li><button
        class="quiet"
        data-testid="import-connection"
        data-number=${one.number}
        @click=${() => take(one.number)}
      >
        <code>${neutral(one.url)}</code>
        <span class="hint">${neutral(one.started)} · ${text.t("export-count", {
          count: one.messages,
        })}</span></button></li>`,
    )}</ul>`,
    box,
  );
}

customElements.define("wl-import-bar", ImportBar);
