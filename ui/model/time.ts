// Row times as text (local time with nanoseconds and offset, UTC, time of day), `sleep`, and delayed jobs.

export function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Runs a job once this time has passed without another start. */
export class Delay {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly job: () => unknown,
    private readonly ms: number,
  ) {}

  start(ms = this.ms): void {
    this.cancel();
    this.#timer = setTimeout(this.job, ms);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}

const two = (n: number) => String(n).padStart(2, "0");

/** `2026-01-02 03:04:05.678901234 +08:00`. */
export function localTime(ns: string, offsetMinutes?: number): string {
  const [ms, fraction] = split(ns);
  const offset = offsetMinutes ?? -new Date(ms).getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${stamp(ms + offset * 60_000, " ")}.${fraction} ${zone}`;
}

/** `2026-01-02T03:04:05.678901234Z`. */
export function utcTime(ns: string): string {
  const [ms, fraction] = split(ns);
  return `${stamp(ms, "T")}.${fraction}Z`;
}

/** Both, one per line, the format used elsewhere first. */
export function bothTimes(ns: string, utc: boolean): string {
  const both = [localTime(ns), utcTime(ns)];
  return (utc ? both.reverse() : both).join("\n");
}

/** `03:04:05.678` in UTC. */
export function utcClock(ns: string): string {
  const [ms, fraction] = split(ns);
  return `${stamp(ms, " ").split(" ")[1]}.${fraction.slice(0, 3)}`;
}

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d+)Z$|^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z$/;

/**
 * A decoded UTC time as local time of day with milliseconds, prefixed by the date if it differs from that of `ns`; null
 * if the text is not such a time.
 */
export function timeOfDay(words: string, ns: string, offsetMinutes?: number): string | null {
  const match = STAMP.exec(words);
  if (!match) return null;
  const ms = Date.parse(`${match[1] ?? match[3]}Z`);
  if (Number.isNaN(ms)) return null;
  const [at] = split(ns);
  const local = (time: number) => stamp(time + (offsetMinutes ?? -new Date(time).getTimezoneOffset()) * 60_000, " ");
  const [day, clock] = local(ms).split(" ");
  const fraction = match[2] === undefined ? "" : `.${match[2].padEnd(3, "0").slice(0, 3)}`;
  const said = `${clock}${fraction}`;
  return local(at).startsWith(day ?? "") ? said : `${day} ${said}`;
}

function split(ns: string): [ms: number, fraction: string] {
  const text = ns.padStart(10, "0");
  return [Number(text.slice(0, -9)) * 1000, text.slice(-9)];
}

function stamp(ms: number, between: string) {
  const d = new Date(ms);
  const date = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
  return `${date}${between}${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
}
