// The find bar under the filter: searches the visible rows.

import { live } from "lit/directives/live.js";
import type { Models } from "../../model/models";
import { button, iconButton, withIcon } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { composing, consume, Panel, typed } from "../panel";
import { wrong } from "./filter-error";

export class FindBar extends Panel {
  constructor(models: Models) {
    super(models, models.finding, models.connection, models.selection);
  }

  protected override render() {
    const { finding, connection, text } = this.models;
    if (!finding.shown) return nothing;
    const none = connection.id === null;
    const idle = none || finding.text.trim() === "";
    const step = (forward: boolean) => void finding.next(forward);
    return html`<div class="find-bar" role="search" aria-label=${this.t("find")}>
        <input
          type="text"
          id="find"
          class="mono"
          data-testid="find"
          spellcheck="false"
          autocomplete="off"
          aria-label=${this.t("find")}
          aria-invalid=${finding.error !== null}
          aria-describedby=${finding.error ? "find-error" : nothing}
          placeholder=${this.t("find-hint")}
          ?disabled=${none}
          .value=${live(finding.text)}
          @input=${(event: Event) => finding.type(typed(event))}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
        />
        ${iconButton(
          icon("chevron", "turned-up"),
          "quiet square",
          "find-previous",
          this.t("find-previous"),
          () => step(false),
          { title: this.tip("find-previous", "Shift+F3"), disabled: idle },
        )}
        ${iconButton(
          icon("chevron", "turned-down"),
          "quiet square",
          "find-next",
          this.t("find-next"),
          () => step(true),
          { title: `${this.t("find-next")} (F3)`, disabled: idle },
        )}
        <span class="find-outcome tabular" role="status" data-testid="find-outcome" data-outcome=${finding.outcome}>
          ${finding.outcome === "none" || finding.outcome === "found" ? nothing : text.t(`find-${finding.outcome}`)}
        </span>
        ${
          finding.outcome === "searching"
            ? button("small", "find-stop", withIcon("stop", this.t("stop")), () => void finding.stop())
            : nothing
        }
        ${iconButton("close", "bare push", "find-close", this.t("close"), () => this.#close())}
      </div>
      ${wrong(text, finding.text.trim(), finding.error, "find-error")}`;
  }

  #close() {
    this.models.finding.open(false);
    document.querySelector<HTMLElement>("wl-table")?.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent) {
    if (composing(event)) return;
    if (event.key === "Enter") void this.models.finding.next(!event.shiftKey);
    else if (event.key === "Escape") this.#close();
    else return;
    consume(event);
  }
}

customElements.define("wl-find", FindBar);

/** Ctrl+F: opens the find bar with the previous query. */
export async function openFind(models: Models): Promise<void> {
  models.finding.open(true);
  await document.querySelector<FindBar>("wl-find")?.updateComplete;
  const box = document.querySelector<HTMLInputElement>("#find");
  box?.focus();
  box?.select();
}
