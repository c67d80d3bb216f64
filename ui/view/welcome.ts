// Shown in the middle while no profile is open: how to get started.

import type { Models } from "../model/models";
import { focusAfterDrawing } from "./commands";
import { html, type TemplateResult } from "./html";
import { icon, logo } from "./icons";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";

export class Welcome extends Panel {
  constructor(models: Models) {
    super(models, models.demo);
  }

  protected override render(): TemplateResult {
    const { actions, opening, demo, text } = this.models;
    return html`<div class="welcome" data-testid="welcome">
      ${logo()}
      <h1>${this.t("welcome")}</h1>
      <p>${this.t("welcome-about")}</p>
      <p class="welcome-url">${this.t("welcome-url")}</p>
      <button
        class="primary big"
        data-testid="try-demo"
        @click=${() => void actions.tryDemo()}
      >${icon("server")} ${this.t("try-demo")}</button>
      <p class="hint">${this.t("try-demo-about")}</p>
      <div class="empty-actions">
        <button
          data-testid="welcome-example"
          @click=${() => void opening.example()}
        >${icon("file")} ${this.t("welcome-example")}</button>
        <button data-testid="welcome-new" @click=${() => {
          actions.newProfile();
          focusAfterDrawing("#url");
        }}>${icon("plus")} ${this.t("welcome-new")}</button>
      </div>
      ${inlineError(text, demo.error, "welcome-error")}
    </div>`;
  }
}

customElements.define("wl-welcome", Welcome);
