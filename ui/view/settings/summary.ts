// The line under the URL: settings that differ from the defaults; a click opens the setting.

import { neutral } from "../../model/bytes";
import { differences } from "../../model/connection-summary";
import type { Models } from "../../model/models";
import { button } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { Panel } from "../panel";

export class ConnectionSummary extends Panel {
  constructor(models: Models) {
    super(models, models.profiles);
  }

  protected override render() {
    const { profiles, settings } = this.models;
    const draft = profiles.current;
    const changes = draft ? differences(draft.profile.connection) : [];
    this.hidden = changes.length === 0;
    return html`<ul class="summary" aria-label=${this.t("summary")} data-testid="summary">
      ${changes.map(
        ({ id, args, path, bad }) =>
          html`<li>${button(
            bad ? "quiet small bad" : "quiet small",
            `differs-${id}`,
            [bad ? icon("alert") : nothing, " ", neutral(this.t(`differs-${id}`, args))],
            () => settings.showAt(path),
            { title: this.t("summary-about") },
          )}</li>`,
      )}
    </ul>`;
  }
}

customElements.define("wl-summary", ConnectionSummary);
