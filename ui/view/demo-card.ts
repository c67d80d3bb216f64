// The demo server's card in the sidebar.

import type { Shared } from "../model/models";
import { html, nothing, type TemplateResult } from "./html";
import { icon } from "./icons";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";

export class DemoCard extends Panel<Shared> {
  constructor(models: Shared) {
    super(models, models.demo);
  }

  protected override render(): TemplateResult {
    const { demo, tabs, text } = this.models;
    const { running } = demo;
    return html`<section class="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">
        ${icon("server")} ${this.t("demo")}
        ${running ? html`<span class="light live"></span>` : nothing}
      </h2>
      ${
        running
          ? html`<code class="demo-url" data-testid="demo-url">${running.url}</code>`
          : html`<p>${this.t("demo-about")}</p>`
      }
      ${inlineError(text, demo.error, "demo-error")}
      <div class="demo-actions">
        <button
          data-testid="demo-connect"
          title=${this.t("demo-connect-about")}
          @click=${() => void tabs.active.models.actions.tryDemo()}
        >${this.t("connect")}</button>
        ${
          running
            ? html`<button data-testid="demo-stop" @click=${() => void demo.stop()}>${this.t("stop")}</button>`
            : html`<button
                data-testid="demo-start"
                title=${this.t("demo-start-about")}
                @click=${() => void demo.start()}
              >${this.t("start")}</button>`
        }
      </div>
    </section>`;
  }
}

customElements.define("wl-demo", DemoCard);
