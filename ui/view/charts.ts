// The charts pane: rate, size and latency over time, to the right of the details. uPlot is loaded when the pane is
// first opened, to keep startup fast.

import type UPlot from "uplot";
import { type Lines, lines, summary } from "../model/charts";
import { overrideLanguage } from "../model/language";
import type { Models } from "../model/models";
import { clock } from "../model/text";
import { iconButton } from "./button";
import { html, type nothing, setLabel } from "./html";
import { icon } from "./icons";
import { inlineError } from "./inline-error";
import { composing, consume, Panel } from "./panel";

type UPlotModule = typeof UPlot;
const KINDS = ["messages", "bytes", "sizes", "latency", "faults"] as const;
type ChartKind = (typeof KINDS)[number];
/** Names and colours of the lines that are not received and sent. */
const LINES: Partial<Record<ChartKind, [names: [string, string], colours: [string, string]]>> = {
  latency: [
    ["latency-mean", "latency-max"],
    ["--accent", "--warn"],
  ],
  faults: [
    ["faults-own", "faults-series"],
    ["--bad", "--warn"],
  ],
};
const HEIGHT = 150;
const DARK = matchMedia("(prefers-color-scheme: dark)");

export class ChartsPanel extends Panel {
  #library: UPlotModule | null = null;
  #drawn: UPlot[] = [];
  #appearance = "";
  #before: HTMLElement | null = null;
  #shown = false;

  constructor(models: Models) {
    super(models, models.charts, models.preferences);
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || composing(event)) return;
      consume(event);
      models.charts.hide();
    });
  }

  protected override attached() {
    this.hidden = !this.#shown;
    this.dataset.testid = "charts";
    this.setAttribute("role", "region");
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("resize", () => this.#size(), { signal });
    DARK.addEventListener("change", () => this.requestUpdate(), { signal });
    return () => listening.abort();
  }

  protected override render() {
    const { charts, text } = this.models;
    if (!charts.open) return html``;
    return html`<div class="charts-head">
        <h2>${icon("chart")} ${this.t("charts")}</h2>
        ${iconButton("close", "bare push", "charts-close", this.t("close"), () => charts.hide())}
      </div>
      ${inlineError(text, charts.error, "charts-error")}
      <p class="charts-words" data-testid="charts-summary">${this.#words()}</p>
      ${KINDS.map(
        (kind) =>
          html`<figure ?hidden=${kind === "faults" && !charts.series?.faults.length}><figcaption>${this.t(`chart-${kind}`)}</figcaption><div
            class="chart"
            data-testid="chart-${kind}"
            aria-hidden="true"
          ></div></figure>`,
      )}`;
  }

  #words(): string | typeof nothing {
    const { charts, text } = this.models;
    if (!charts.series) return this.t("charts-none");
    const all = summary(charts.series);
    if (all.received + all.sent === 0) return this.t("charts-none");
    const round = (value: number) => text.number(Math.round(value * 10) / 10);
    const counts = { received: text.number(all.received), sent: text.number(all.sent) };
    const words =
      all.meanRate === null
        ? this.t("charts-words-short", counts)
        : this.t("charts-words", {
            ...counts,
            time: clock(all.seconds * 1000),
            mean: round(all.meanRate),
            most: round(all.mostRate),
            bytes: text.bytes(Math.round(all.mostBytes)),
          });
    if (all.latencyMean === null || all.latencyMax === null) return `${words} ${this.t("charts-no-latency")}`;
    const latency = { mean: text.delay(all.latencyMean), most: text.delay(all.latencyMax) };
    return `${words} ${this.t("charts-latency", latency)}`;
  }

  protected override updated(): void {
    const { charts } = this.models;
    if (charts.open !== this.#shown) {
      this.#shown = charts.open;
      this.hidden = !charts.open;
      setLabel(this, this.t("charts"));
      if (charts.open) {
        this.#before = document.activeElement as HTMLElement | null;
        this.querySelector<HTMLElement>("[data-testid=charts-close]")?.focus();
        void this.#load();
      } else {
        this.#drop();
        this.#before?.focus({ preventScroll: true });
      }
    }
    if (charts.open) this.#draw();
  }

  async #load() {
    if (this.#library) return;
    try {
      await import("uplot/dist/uPlot.min.css");
      overrideLanguage(navigator, this.models.text.locale);
      this.#library = (await import("uplot")).default;
      this.requestUpdate();
    } catch (thrown) {
      this.models.charts.fail(thrown);
    }
  }

  #draw() {
    const { series } = this.models.charts;
    if (!this.#library || !series) {
      this.#drop();
      return;
    }
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const appearance = JSON.stringify([
      this.models.text.locale,
      this.models.text.utc,
      colour("--text"),
      colour("--received"),
      colour("--line"),
      series.faults.length > 0,
    ]);
    if (appearance !== this.#appearance) this.#drop();
    this.#appearance = appearance;
    const all = lines(series);
    const { x } = all;
    if (this.#drawn.length === 0) {
      this.#drawn = KINDS.flatMap((kind) => {
        const into = this.querySelector<HTMLElement>(`[data-testid=chart-${kind}]`);
        return into && this.#library ? [this.#make(this.#library, kind, all, into, colour)] : [];
      });
    } else for (const [i, kind] of KINDS.entries()) this.#drawn[i]?.setData([x, ...all[kind]]);
  }

  #make(library: UPlotModule, kind: ChartKind, all: Lines, into: HTMLElement, colour: (name: string) => string): UPlot {
    const { text } = this.models;
    const value = (_: UPlot, one: number | null) => (one == null ? "–" : this.#value(kind, one));
    const [names, colours] = LINES[kind] ?? [
      ["received", "sent"],
      ["--received", "--sent"],
    ];
    const font = `11px ${colour("--system")}`;
    const axis = {
      stroke: colour("--muted"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font,
    };
    const time = text.time({ timeStyle: "medium" });
    const fine = text.time({
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      hourCycle: "h23",
    });
    const one = all.x.length < 2;
    // Empty buckets have no size and no latency; isolated points need markers to be visible.
    const sparse = kind === "sizes" || kind === "latency";
    return new library(
      {
        width: Math.max(200, into.clientWidth),
        height: HEIGHT,
        series: [
          { label: text.t("column-time"), value: (_, at) => (at == null ? "–" : time.format(at * 1000)) },
          ...names.map((name, i) => ({
            label: text.t(name),
            stroke: colour(colours[i] ?? ""),
            width: 1.5,
            points: { show: one || sparse, size: 4 },
            spanGaps: kind === "sizes",
            value,
          })),
        ],
        axes: [
          {
            ...axis,
            // Two ticks within a second would have the same label.
            values: (_, at, _axis, _space, step) => at.map((one) => (step < 1 ? fine : time).format(one * 1000)),
            space: 100,
            size: 26,
          },
          { ...axis, size: 72, values: (_, at) => at.map((one) => this.#value(kind, one)) },
        ],
        scales: {
          x: { range: (_, least, most) => wide(least, most) },
          y: { range: (_, _least, most) => [0, Math.max(most * 1.05, kind === "latency" ? 0.1 : 1)] },
        },
        cursor: { drag: { x: true, y: false } },
      },
      [all.x, ...all[kind]],
      into,
    );
  }

  #value(kind: ChartKind, one: number) {
    const { text } = this.models;
    if (kind === "latency") return text.delay(one);
    return kind === "bytes" || kind === "sizes" ? text.bytes(Math.round(one)) : text.number(Math.round(one * 10) / 10);
  }

  #size() {
    for (const one of this.#drawn) {
      const into = one.root.parentElement;
      if (into) one.setSize({ width: Math.max(200, into.clientWidth), height: HEIGHT });
    }
  }

  #drop() {
    for (const one of this.#drawn) one.destroy();
    this.#drawn = [];
  }
}

/** Widens a chart of a single moment to a second. */
function wide(least: number, most: number): [number, number] {
  return most > least ? [least, most] : [least - 0.5, most + 0.5];
}

customElements.define("wl-charts", ChartsPanel);
