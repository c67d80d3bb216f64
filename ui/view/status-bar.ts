// The status bar: counters, selection and silence.

import type { ErrorDto } from "../host/types";
import type { Models } from "../model/models";
import { ago, clock, span, type Text } from "../model/text";
import { sleep } from "../model/time";
import { keepWords } from "./history/title";
import { html, nothing } from "./html";
import { Panel } from "./panel";
import { showRecording } from "./recording";

/** Faster changes are unreadable, and each one repaints a line across the window. */
const DRAWN_EVERY_MS = 250;
const SPOKEN_EVERY_MS = 1_000;
/** A stream that is silent for this long is reported. */
const SILENT_MS = 10_000;

export class StatusBar extends Panel {
  #drawnAt = Number.NEGATIVE_INFINITY;
  #spoken = "";
  #spokenAt = 0;
  constructor(models: Models) {
    super(models, models.connection, models.connection.numbers, models.rows, models.profiles, models.rowComparison);
  }

  protected override attached() {
    const timer = setInterval(() => {
      if (this.models.connection.open) this.requestUpdate();
    }, 1000);
    return () => clearInterval(timer);
  }

  protected override async scheduleUpdate(): Promise<void> {
    const wait = this.#drawnAt + DRAWN_EVERY_MS - performance.now();
    if (wait > 0) await sleep(wait);
    this.#drawnAt = performance.now();
    super.scheduleUpdate();
  }

  protected override render() {
    const { connection, rows, text } = this.models;
    const { counters, open } = connection;
    const { reply } = connection.awaited;
    const elapsed = counters.elapsedMs + (open ? Math.max(0, Date.now() - connection.at) : 0);
    return html`
      ${this.#count("received", counters.received)} ${this.#stored()}
      ${this.#count("shown", rows.total)} ${this.#count("lost", counters.lost, counters.lost > 0)}
      ${this.#faults()} ${this.#delta()} ${this.#waiting()} ${this.#silent()}
      <span class="push" data-testid="rate">${text.t("rate", { rate: text.number(Math.round(counters.rate)) })}</span>
      <span
        data-testid="bytes"
        title=${text.t("bytes-about", { file: text.bytes(counters.fileBytes) })}
      >${text.bytes(counters.bytesReceived)}</span>
      ${reply?.delayMs == null ? nothing : this.#figure("delay", text.t("delay", { delay: text.delay(reply.delayMs) }))}
      ${this.#pings()}
      ${this.#figure("elapsed", clock(elapsed))}
      <span class="hidden" role="status" aria-live="polite">${this.#announce()}</span>
    `;
  }

  /** The stored count; opens the retention setting. */
  #stored() {
    const { connection, profiles, text } = this.models;
    const { stored, keep, firstRow } = connection.counters;
    return html`<button
      class="bare status-stored"
      data-testid="stored"
      data-value=${stored}
      title="${text.t("stored-about")} ${text.t("recording-open")}"
      ?disabled=${!profiles.current}
      @click=${() => showRecording(this.models)}
    >
        ${text.t("count-stored")} <b>${text.number(stored)}</b>
      </button>
      ${
        keep
          ? html`<span
              class="warn"
              data-testid="keep"
              title=${text.t("keep-warning")}
            >${text.t("keep-now", { keep: keepWords(text, keep), row: text.number(firstRow) })}</span>`
          : nothing
      }`;
  }

  /** The number of rows with faults; shows only those rows. */
  #faults() {
    const { filtering, rows, text } = this.models;
    const { faults } = rows;
    if (!faults || (faults.rows === 0 && faults.done)) return nothing;
    const kinds = faults.kinds.map(([kind, count]) => `${text.t(`fault-${kind}`)}: ${text.number(count)}`);
    const sums = faults.series.map(({ type, ...sums }) => text.t(`series-sum-${type}`, { ...sums }));
    return html`<button
      class="bare status-faults ${faults.rows > 0 ? "bad" : ""}"
      data-testid="faults"
      data-value=${faults.rows}
      data-done=${faults.done}
      title=${[this.t("faults-about"), ...kinds, ...sums].join("\n")}
      ?disabled=${faults.rows === 0}
      @click=${() => void filtering.apply("fault:*")}
    >
      ${text.t(faults.done ? "count-faults" : "count-faults-so-far")} <b>${text.number(faults.rows)}</b>
    </button>`;
  }

  #count(name: string, value: number, bad = false) {
    const { text } = this.models;
    return html`<span
      class=${bad ? "bad" : ""}
      data-testid=${name}
      data-value=${value}
      title=${text.t(`${name}-about`)}
    >
      ${text.t(`count-${name}`)} <b>${text.number(value)}</b>
    </span>`;
  }

  #figure(name: string, words: string) {
    return html`<span data-testid=${name} title=${this.t(`${name}-about`)}>${words}</span>`;
  }

  /** Time from the first to the last selected row. */
  #delta() {
    const { rowComparison, selection, text } = this.models;
    const { deltaNs } = rowComparison;
    if (deltaNs === null) return nothing;
    const words = text.t("delta", { span: span(deltaNs), count: selection.count });
    return this.#figure("delta", words);
  }

  /** Ping time, and the number of control frames, not all of which are rows. */
  #pings() {
    const { text } = this.models;
    const { rttMs, pings, pongs } = this.models.connection.counters;
    const counts = text.t("control-frames", { pings, pongs });
    return html`${
      rttMs === null
        ? nothing
        : html`<span
            data-testid="rtt"
            data-ms=${rttMs}
            title=${text.t("rtt-about")}
          >${text.t("rtt", { time: text.delay(rttMs) })}</span>`
    }
      ${
        pings + pongs === 0
          ? nothing
          : html`<span
              data-testid="control-frames"
              data-pings=${pings}
              data-pongs=${pongs}
              title=${text.t("control-frames-about")}
            >${counts}</span>`
      }`;
  }

  /** Silence of an open connection: the only sign of an unplugged cable. */
  #silent() {
    const { connection, text } = this.models;
    const { silentMs } = connection.counters;
    if (silentMs === null || !connection.open) return nothing;
    const silent = silentMs + Math.max(0, Date.now() - connection.at);
    if (silent < SILENT_MS) return nothing;
    const words = text.t("silent", { span: ago(text, silent) });
    return this.#figure("silent", words);
  }

  #waiting() {
    const { counters } = this.models.connection;
    const { text } = this.models;
    if (counters.waiting) {
      const { what, help } = text.error(spoken(counters.waiting, text));
      return html`<span class="bad" role="alert" data-testid="waiting" title=${help}>${what}</span>`;
    }
    return counters.limited ? html`<span class="warn" data-testid="limited">${text.t("limited")}</span>` : nothing;
  }

  /** Text for screen readers: at most once a second, and only important changes. */
  #announce() {
    const { connection, text } = this.models;
    const now = Date.now();
    if (now - this.#spokenAt < SPOKEN_EVERY_MS) return this.#spoken;
    this.#spokenAt = now;
    this.#spoken = connection.open ? text.t("spoken", { received: connection.counters.received }) : "";
    return this.#spoken;
  }
}

/** Shows the folder instead of the file, and free space in readable units. */
function spoken(error: ErrorDto, text: Text): ErrorDto {
  const { path = "", free = "" } = error.args;
  const folder = path.replace(/[/\\][^/\\]*$/, "");
  return { ...error, args: { ...error.args, path: folder, free: free === "" ? "?" : text.bytes(Number(free)) } };
}

customElements.define("wl-status", StatusBar);
