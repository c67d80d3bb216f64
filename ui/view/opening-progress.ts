// Progress of a transcript that opens slowly, with Cancel.

import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { button } from "./button";
import { html, nothing, progress } from "./html";
import { Panel } from "./panel";

export class OpeningBar extends Panel {
  constructor(models: Models) {
    super(models, models.opening);
  }

  protected override render() {
    const { opening } = this.models;
    const { pending } = opening;
    if (!pending) return nothing;
    const { name, read, total } = pending;
    return html`<div class="file-bar" data-testid="opening">
      <span class="hidden" role="status">${this.t("transcript-opening-status")}</span>
      <span class="file-name">${this.t("transcript-opening", { name: neutral(name) })}</span>
      ${progress(total, read, this.t("transcript-opening-status"))}
      ${button("quiet push", "opening-cancel", this.t("cancel"), () => void opening.cancel())}
    </div>`;
  }
}

customElements.define("wl-opening-bar", OpeningBar);
