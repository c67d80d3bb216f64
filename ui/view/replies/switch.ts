// The switch of automatic replies and heartbeats, and what they have sent.

import { live } from "lit/directives/live.js";
import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import { html, nothing } from "../html";
import { icon } from "../icons";

/** The switch; `place` distinguishes the form's from the page's. */
export function repliesSwitch({ connection, profiles, automatic, text }: Models, place: "form" | "page") {
  const draft = profiles.current;
  if (!draft) return nothing;
  return html`<label class="switch">
    <input
      type="checkbox"
      role="switch"
      data-testid="replies-on-${place}"
      .checked=${live(automatic.isOn(draft))}
      @change=${(event: Event) => {
        const box = event.target as HTMLInputElement;
        void connection.setReplies(draft, box.checked);
      }}
    />
    <span class="track"></span> ${text.t("replies-on")}
  </label>`;
}

/** How many were sent, and why the last one was not. */
export function repliesCounters({ connection, actions, text }: Models) {
  const { automatic } = connection.state;
  if (!automatic || !actions.mine) return nothing;
  const { replies, heartbeats, skipped, error } = automatic;
  const counts = { replies: text.number(replies), heartbeats: text.number(heartbeats) };
  return html`<p class="hint" data-testid="replies-sent" data-replies=${replies} data-heartbeats=${heartbeats}>
      ${text.t("replies-sent", counts)}
    </p>
    ${
      error
        ? html`<p class="problem" role="alert" data-testid="replies-error" data-code=${error.code}>
            ${icon("alert")}
            <span>${neutral(text.error(error).what)} ${skipped > 1 ? text.t("replies-skipped", { count: skipped }) : nothing}</span>
          </p>`
        : nothing
    }`;
}
