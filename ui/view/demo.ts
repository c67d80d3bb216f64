// The demo server: a server to try everything on, on this machine.

import { html, nothing, type TemplateResult } from "lit";
import type { Models } from "../model/models";
import { fault } from "./fault";
import { icon } from "./icons";
import { Panel } from "./panel";

export class DemoCard extends Panel {
  constructor(models: Models) {
    super(models, models.connection);
  }

  protected override render(): TemplateResult {
    const { connection, actions, text } = this.models;
    const { demo } = connection;
    return html`<section class="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">
        ${icon("server")} ${this.t("demo")}
        ${demo ? html`<span class="light live"></span>` : nothing}
      </h2>
      ${
        demo
          ? html`<code class="demo-url" data-testid="demo-url">${demo.url}</code>`
          : html`<p>${this.t("demo-about")}</p>`
      }
      ${fault(text, connection.demoError, "demo-error")}
      <div class="demo-actions">
        ${
          demo
            ? html`<button data-testid="demo-connect" @click=${() => void actions.tryDemo()}>${this.t("connect")}</button>
                <button data-testid="demo-stop" @click=${() => void connection.stopDemo()}>${this.t("stop")}</button>`
            : html`<button data-testid="demo-start" @click=${() => void connection.startDemo()}>${this.t("start")}</button>`
        }
      </div>
    </section>`;
  }
}

customElements.define("wl-demo", DemoCard);
