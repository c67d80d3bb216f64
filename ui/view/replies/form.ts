// The panel's form for automatic replies and heartbeats: the switch, what was sent, and the way to their page.

import { automaticCount, LISTS } from "../../model/automatic";
import type { Models } from "../../model/models";
import { button, withIcon } from "../button";
import { html } from "../html";
import { commandError } from "../inline-error";
import { problemCount } from "../layouts/form-context";
import { Panel } from "../panel";
import { repliesCounters, repliesSwitch } from "./switch";

export class RepliesForm extends Panel {
  constructor(models: Models) {
    super(models, models.profiles, models.connection, models.automatic);
  }

  protected override render() {
    const { profiles, automatic, text } = this.models;
    const profile = profiles.current?.profile;
    if (!profile) return html``;
    const show = () => automatic.show();
    if (LISTS.every((name) => !profile[name]?.length)) {
      return html`<section class="form folded" aria-labelledby="replies-title">
        <h2 id="replies-title">
          ${this.t("replies-and-heartbeats")}
          <em class="plain" title=${this.t("replies-none")}>${this.t("none-here")}</em>
          ${button("quiet push", "replies-open", withIcon("plus", this.t("reply-add")), show, {
            title: this.t("replies-none"),
          })}
        </h2>
      </section>`;
    }
    const problems = automatic.countUnder("replies") + automatic.countUnder("heartbeats");
    return html`<section class="form" aria-labelledby="replies-title">
      <h2 id="replies-title">
        ${this.t("replies-and-heartbeats")}
        <em class="plain">${text.number(automaticCount(profile))}</em>
        ${problemCount(text, problems)}
        ${button("quiet push", "replies-open", withIcon("edit", this.t("replies-edit")), show)}
      </h2>
      ${repliesSwitch(this.models, "form")} ${repliesCounters(this.models)}
      ${commandError(this.models, "replies", "replies-command-error")}
    </section>`;
  }
}

customElements.define("wl-replies-form", RepliesForm);
