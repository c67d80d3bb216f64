// Shown in the middle while no profile is open: how to get started.

import type { Models } from "../model/models";
import { button, withIcon } from "./button";
import { focusAfterDrawing } from "./commands";
import { hint, html } from "./html";
import { logo } from "./icons";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";

export class Welcome extends Panel {
  constructor(models: Models) {
    super(models, models.demo);
  }

  protected override render() {
    const { actions, opening, demo, text } = this.models;
    return html`<div class="welcome" data-testid="welcome">
      ${logo()}
      <h1>${this.t("welcome")}</h1>
      <p>${this.t("welcome-about")}</p>
      <p class="welcome-url">${this.t("welcome-url")}</p>
      ${button("primary big", "try-demo", withIcon("server", this.t("try-demo")), () => void actions.tryDemo())}
      ${hint(this.t("try-demo-about"))}
      <div class="empty-actions">
        ${button("", "welcome-example", withIcon("file", this.t("welcome-example")), () => void opening.example())}
        ${button("", "welcome-new", withIcon("plus", this.t("welcome-new")), () => {
          actions.newProfile();
          focusAfterDrawing("#url");
        })}
      </div>
      ${inlineError(text, demo.error, "welcome-error")}
    </div>`;
  }
}

customElements.define("wl-welcome", Welcome);
