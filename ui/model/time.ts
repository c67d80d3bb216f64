// A row's time in full: local with nanoseconds and offset, and UTC.

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

function split(ns: string): [ms: number, fraction: string] {
  const text = ns.padStart(10, "0");
  return [Number(text.slice(0, -9)) * 1000, text.slice(-9)];
}

function stamp(ms: number, between: string): string {
  const d = new Date(ms);
  const date = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
  return `${date}${between}${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
}
