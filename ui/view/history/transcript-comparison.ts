// The "Compare transcripts" page: two transcripts by command, such as build A against build B. Covers the window;
// Escape closes it.

import { live } from "lit/directives/live.js";
import type { ComparedCommand } from "../../host/types";
import { oneLine } from "../../model/bytes";
import { grouped } from "../../model/history";
import type { Shared } from "../../model/models";
import type { ComparedSide } from "../../model/transcript-comparison";
import { button } from "../button";
import { leaveByEscape } from "../escape-key";
import { FullPage } from "../full-page";
import { hint, html, nothing, progress } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { onEnter, typed } from "../panel";
import { drawCommand } from "./command";
import { nameOf } from "./title";

export class ComparisonPage extends FullPage<Shared> {
  constructor(models: Shared) {
    super(
      models,
      {
        model: models.comparing,
        testid: "comparing",
        title: "comparing",
        coversTabs: true,
        focus: "[data-testid=comparing-a]",
      },
      models.preferences,
    );
    leaveByEscape(models.comparing);
  }

  protected override render() {
    const { comparing, text } = this.models;
    if (!comparing.open) return html``;
    return html`<header class="page-head">
        <h2>${icon("compare")} ${this.t("comparing")}</h2>
        <span class="push group">${button("", "comparing-close", html`${this.t("done")} <kbd>Esc</kbd>`, () =>
          comparing.hide(),
        )}</span>
      </header>
      <div class="page-body history-body">
        ${inlineError(text, comparing.error, "comparing-error", () => comparing.dismiss())}
        ${hint(this.t("comparing-about"))}
        <div class="sides">${this.#side("a")} ${this.#side("b")}</div>
        ${this.#how()} ${this.#result()}
      </div>`;
  }

  #side(side: ComparedSide) {
    const { comparing, text } = this.models;
    const chosen = comparing[side];
    const option = (id: string, words: string) =>
      html`<option value=${id} ?selected=${id === chosen}>${words}</option>`;
    return html`<div class="side">
      <label><b class="letter ${side}">${side.toUpperCase()}</b>
        <select
          data-testid="comparing-${side}"
          aria-label=${this.t("comparing-side", { side: side.toUpperCase() })}
          .value=${live(chosen)}
          @change=${(event: Event) => comparing.set(side, typed(event))}
        >
          ${chosen === "" ? option("", this.t("comparing-none")) : nothing}
          ${grouped(comparing.list).map(
            (group) =>
              html`<optgroup label=${oneLine(group.name) || this.t("history-no-profile")}>${group.list.map((one) => {
                const name = nameOf(this.models, one);
                const { counted } = one;
                const counts = counted && ` · ↓ ${text.number(counted.received)} ↑ ${text.number(counted.sent)}`;
                return option(one.id, `${name}${counts ?? ""}`);
              })}</optgroup>`,
          )}
          ${
            comparing.files.length > 0
              ? html`<optgroup label=${this.t("comparing-files")}>${comparing.files.map((file) =>
                  option(file.id, oneLine(file.name)),
                )}</optgroup>`
              : nothing
          }
        </select></label>
      ${button("small", `comparing-file-${side}`, this.t("comparing-file"), () => void comparing.choose(side))}
    </div>`;
  }

  #how() {
    const { comparing } = this.models;
    const go = () => void comparing.go();
    const { status } = comparing;
    return html`<div class="comparing-how">
      <label class="grow">${this.t("comparing-ignore")}
        <input
          class="mono"
          data-testid="comparing-ignore"
          spellcheck="false"
          autocomplete="off"
          placeholder=${this.t("for-example", { value: "seq, tail.time" })}
          title=${this.t("comparing-ignore-about")}
          .value=${live(comparing.ignore)}
          @input=${(event: Event) => {
            comparing.ignore = typed(event);
          }}
          @keydown=${onEnter(go)}
        /></label>
      ${
        comparing.running && status
          ? html`${progress(status.of, status.looked, this.t("comparing-running"))}
            ${button("", "comparing-stop", this.t("stop"), () => void comparing.stop())}`
          : html`${button("primary", "comparing-go", this.t("comparing-go"), go, { disabled: !comparing.ready })}`
      }
    </div>`;
  }

  #result() {
    const { comparing, text } = this.models;
    const { status } = comparing;
    if (!status) return nothing;
    if (status.error) return html`${inlineError(text, status.error, "comparing-failed")}`;
    const { found } = status;
    if (!found) return nothing;
    const different = found.commands.filter((command) => !command.isEqual);
    const shown = comparing.onlyDifferent ? different : found.commands;
    const words = { a: text.number(found.rowsA), b: text.number(found.rowsB), count: different.length };
    const column = (id: string) => html`<th scope="col">${this.t(id)}</th>`;
    return html`<p
      class="verdict ${found.isEqual ? "good" : "warn"}"
      role="status"
      data-testid="comparing-verdict"
      data-equal=${found.isEqual}
    >
        ${icon(found.isEqual ? "check" : "alert")}
        ${this.t(found.isEqual ? "comparing-equal" : "comparing-different", words)}
      </p>
      <label class="check"><input
        type="checkbox"
        data-testid="comparing-only"
        .checked=${comparing.onlyDifferent}
        @change=${() => comparing.toggleDifferent()}
      /> ${this.t("compare-only")}</label>
      <table class="compared commands" data-testid="comparing-commands">
        <thead><tr><th scope="col"><span class="hidden">${this.t("compare-sign")}</span></th>
          ${column("comparing-command")}
          <th scope="col"><b class="letter a">A</b></th><th scope="col"><b class="letter b">B</b></th>
          ${column("comparing-first")} ${column("comparing-fields")}</tr></thead>
        <tbody>${shown.map((command: ComparedCommand) => drawCommand(this.models, command))}</tbody>
      </table>`;
  }
}

customElements.define("wl-comparing", ComparisonPage);
