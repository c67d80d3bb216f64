// Short notices in the corner.

import { repeat } from "lit/directives/repeat.js";
import { neutral } from "../model/bytes";
import type { Shared } from "../model/models";
import { button } from "./button";
import { html, nothing } from "./html";
import { icon } from "./icons";
import { Panel } from "./panel";

export class Toasts extends Panel<Shared> {
  constructor(models: Shared) {
    super(models, models.notices);
  }

  protected override render() {
    const { notices } = this.models;
    return html`<div class="toasts" role="status" aria-live="polite">
      ${repeat(
        notices.list,
        (one) => one.key,
        (one) => html`<div class="toast" data-testid="toast" data-notice=${one.id}>
          <span>${neutral(this.t(one.id, one.args))}</span>
          ${one.undo ? button("", "undo", this.t("undo"), () => notices.undo(one.key)) : nothing}
          ${button("bare", "toast-close", icon("close"), () => notices.dismiss(one.key), { label: this.t("dismiss") })}
        </div>`,
      )}
    </div>`;
  }
}

customElements.define("wl-toasts", Toasts);
