// The demo server's card in the sidebar.

import type { Shared } from "../model/models";
import { button } from "./button";
import { html, nothing } from "./html";
import { icon } from "./icons";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";

export class DemoCard extends Panel<Shared> {
  constructor(models: Shared) {
    super(models, models.demo);
  }

  protected override render() {
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
        ${button("", "demo-connect", this.t("connect"), () => void tabs.active.models.actions.tryDemo(), {
          title: this.t("demo-connect-about"),
        })}
        ${
          running
            ? html`${button("", "demo-stop", this.t("stop"), () => void demo.stop())}`
            : html`${button("", "demo-start", this.t("start"), () => void demo.start(), {
                title: this.t("demo-start-about"),
              })}`
        }
      </div>
    </section>`;
  }
}

customElements.define("wl-demo", DemoCard);
