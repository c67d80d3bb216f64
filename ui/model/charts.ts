// Chart data of the viewed transcript, fetched at most once a second while the charts are open.

import type { Host } from "../host/host";
import type { ErrorDto, SeriesDto } from "../host/types";
import { asError, outcome } from "./as-error";
import type { ConnectionModel } from "./connection";
import { Store } from "./store";
import { sleep } from "./time";

const EVERY_MS = 1_000;
/** Delay before the next slice of a long transcript is requested. */
const MORE_MS = 50;

export class Charts extends Store {
  open = false;
  series: SeriesDto | null = null;
  error: ErrorDto | null = null;
  #round = 0;
  #requested: string | null = null;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly hidden: () => boolean = () => false,
  ) {
    super();
  }

  show(): void {
    this.open = true;
    this.#requested = null;
    this.changed();
    void this.#loop(++this.#round);
  }

  /** Records that the charts could not be drawn; the text summary stays. */
  fail(thrown: unknown): void {
    this.error = asError(thrown);
    this.changed();
  }

  hide(): void {
    this.open = false;
    this.#round++;
    this.changed();
  }

  async #loop(round: number) {
    while (round === this.#round) {
      const { id, counters, live } = this.connection;
      // A transcript that does not grow is fetched once.
      const request = `${id} ${counters.stored} ${live}`;
      let more = false;
      if (this.hidden()) {
        // Hidden charts are not fetched.
      } else if (id !== null && request !== this.#requested) {
        const [series, error] = await outcome(this.host.series(id));
        if (series) {
          this.series = series;
          more = series.more;
          if (!more) this.#requested = request;
        }
        this.error = error;
        if (round === this.#round) this.changed();
      } else if (id === null && this.series) {
        this.series = null;
        this.changed();
      }
      await sleep(more ? MORE_MS : EVERY_MS);
    }
  }
}

/** Series of one chart; rates are averaged over a bucket, or over a second if buckets are shorter. */
export interface Lines {
  /** Unix time in seconds, as uPlot expects. */
  x: number[];
  messages: [number[], number[]];
  bytes: [number[], number[]];
  /** Mean message size per bucket; null if no message passed. */
  sizes: [(number | null)[], (number | null)[]];
  latency: [(number | null)[], (number | null)[]];
  /** Rows with a fault of their own, and in a series, per bucket. */
  faults: [number[], number[]];
}

export function lines(series: SeriesDto): Lines {
  const rate = (list: number[]) => rates(list, series.widthMs);
  const size = (bytes: number[], count: number[]) =>
    bytes.map((sum, i) => {
      const messages = count[i] ?? 0;
      return messages > 0 ? sum / messages : null;
    });
  const zeros = (list: number[]) => series.received.map((_, i) => list[i] ?? 0);
  return {
    x: series.received.map((_, i) => (series.startMs + i * series.widthMs) / 1000),
    messages: [rate(series.received), rate(series.sent)],
    bytes: [rate(series.bytesReceived), rate(series.bytesSent)],
    sizes: [size(series.bytesReceived, series.received), size(series.bytesSent, series.sent)],
    latency: [series.latencyMean, series.latencyMax],
    // Without a definition of faults there is no list.
    faults: [zeros(series.faults), zeros(series.seriesFaults)],
  };
}

/** Messages per second; buckets shorter than a second are summed over the last second. */
function rates(list: number[], widthMs: number): number[] {
  const pieces = Math.max(1, Math.round(1000 / widthMs));
  const seconds = Math.max(1, widthMs / 1000);
  let within = 0;
  return list.map((one, i) => {
    within += one - (i >= pieces ? (list[i - pieces] ?? 0) : 0);
    return within / seconds;
  });
}

/** The charts' key figures as text, for people who cannot see the charts. */
interface Summary {
  received: number;
  sent: number;
  seconds: number;
  mostRate: number;
  /** Null if less than a second has passed. */
  meanRate: number | null;
  mostBytes: number;
  latencyMean: number | null;
  latencyMax: number | null;
}

export function summary(series: SeriesDto): Summary {
  const sum = (list: number[]) => list.reduce((all, one) => all + one, 0);
  const most = (list: number[]) => list.reduce((all, one) => Math.max(all, one), 0);
  const known = (list: (number | null)[]) => list.filter((one) => one !== null);
  const width = series.widthMs / 1000;
  const seconds = series.received.length * width;
  const received = sum(series.received);
  const means = known(series.latencyMean);
  const longest = known(series.latencyMax);
  return {
    received,
    sent: sum(series.sent),
    seconds,
    mostRate: most(rates(series.received, series.widthMs)),
    meanRate: seconds >= 1 ? received / seconds : null,
    mostBytes: most(rates(series.bytesReceived, series.widthMs)),
    latencyMean: means.length > 0 ? sum(means) / means.length : null,
    latencyMax: longest.length > 0 ? most(longest) : null,
  };
}
