// The repeat menu beside Send: a number of times or until stopped, and its progress.

import { live } from "lit/directives/live.js";
import type { Models } from "../model/models";
import { button, iconButton, withIcon } from "./button";
import { html, nothing } from "./html";
import { icon } from "./icons";
import { inlineError } from "./inline-error";
import { composing, consume, typed } from "./panel";

export class Repeating {
  #open = false;
  #times = "10";
  #every = "500ms";

  constructor(
    private readonly models: Models,
    private readonly redraw: () => void,
  ) {}

  button(ready: boolean) {
    const label = this.models.text.t("repeat");
    return iconButton("repeat", "quiet square", "repeat", label, () => this.#toggle(), {
      disabled: !ready && !this.#open,
      expanded: this.#open,
    });
  }

  #toggle() {
    this.#open = !this.#open;
    this.redraw();
  }

  /** Empty means "until stopped"; null if it is not a number. */
  get #count(): { times: number | null } | null {
    const text = this.#times.trim();
    if (text === "") return { times: null };
    const times = Number(text);
    return Number.isSafeInteger(times) && times > 0 && times <= 4_294_967_295 ? { times } : null;
  }

  panel(ready: boolean) {
    if (!this.#open) return nothing;
    const { text, actions, connection } = this.models;
    const count = this.#count;
    const late = connection.error?.path === "repeat.every";
    const start = () => {
      if (count && ready) void actions.repeat({ times: count.times, every: this.#every });
    };
    const keydown = (event: KeyboardEvent) => {
      if (composing(event)) return;
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) start();
      else if (event.key === "Escape") this.#toggle();
      else return;
      consume(event);
    };
    return html`<div
      class="repeat"
      data-testid="repeat-panel"
      role="group"
      aria-label=${text.t("repeat")}
      @keydown=${keydown}
    >
      <label>${text.t("repeat-times")}
        <input
          class="mono"
          inputmode="numeric"
          data-testid="repeat-times"
          aria-invalid=${count === null}
          placeholder=${text.t("repeat-endless")}
          .value=${live(this.#times)}
          @input=${(event: Event) => {
            this.#times = typed(event);
            this.redraw();
          }}
        />
      </label>
      <label>${text.t("repeat-every")}
        <input
          class="mono"
          data-testid="repeat-every"
          aria-invalid=${late}
          placeholder=${text.t("for-example", { value: "500ms" })}
          .value=${live(this.#every)}
          @input=${(event: Event) => {
            this.#every = typed(event);
          }}
        />
      </label>
      ${button("small", "repeat-start", text.t("repeat-start"), start, { disabled: !count || !ready })}
    </div>`;
  }

  progressBar() {
    const { text, connection, actions } = this.models;
    const repeat = connection.repeating;
    if (!repeat || !actions.mine) return nothing;
    const { sent, times, running, error } = repeat;
    const args = { sent: text.number(sent), times: times === null ? "" : text.number(times) };
    const closed = error?.code === "not_connected";
    const words = running
      ? text.t(times === null ? "repeat-going" : "repeat-going-of", args)
      : text.t(closed ? "repeat-closed" : "repeat-done", args);
    return html`<div
      class="fault mild banner"
      role="status"
      data-testid="repeating"
      data-sent=${sent}
      data-running=${running}
    >
        ${icon("repeat")}
        <div class="fault-text tabular"><span>${words}</span></div>
        ${
          running
            ? html`${button(
                "small",
                "repeat-stop",
                withIcon("stop", text.t("stop")),
                () => void connection.stopRepeat(),
              )}`
            : html`${iconButton("close", "bare", "repeat-dismiss", text.t("dismiss"), () =>
                connection.dismissRepeat(),
              )}`
        }
      </div>
      ${closed ? nothing : inlineError(text, error, "repeat-error")}`;
  }
}
