// Localised text: messages, numbers and sizes in the chosen language.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { ErrorDto } from "../host/types";
import en from "../locales/en.ftl?raw";
import zh from "../locales/zh-CN.ftl?raw";
import { neutral } from "./bytes";
import { translated } from "./phrases";
import { Store } from "./store";

export const LOCALES = { en, "zh-CN": zh } as const;
type Locale = keyof typeof LOCALES;
export type Args = Record<string, FluentVariable>;

/** The locale to use: the choice, else the closest to the system's. */
export function locale(choice: string, system: string): Locale {
  if (choice === "en" || choice === "zh-CN") return choice;
  return system.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export function bundle(name: Locale): FluentBundle {
  // No isolation marks: both languages run left to right, and server text is neutralised where it is shown.
  const bundle = new FluentBundle(name, { useIsolating: false });
  bundle.addResource(new FluentResource(LOCALES[name]));
  return bundle;
}

export class Text extends Store {
  locale: Locale;
  /** Whether times are shown in UTC instead of local time. */
  utc = false;
  #bundle: FluentBundle;
  #number: Intl.NumberFormat;
  /** Cached: each formatter owns native tables that the JavaScript garbage collector does not count. */
  #fractions: Intl.NumberFormat[] = [];

  constructor(
    private readonly system: string,
    choice: string,
  ) {
    super();
    this.locale = locale(choice, system);
    this.#bundle = bundle(this.locale);
    this.#number = new Intl.NumberFormat(this.locale);
  }

  choose(choice: string): void {
    const next = locale(choice, this.system);
    if (next === this.locale) return;
    this.locale = next;
    this.#bundle = bundle(next);
    this.#number = new Intl.NumberFormat(next);
    this.#fractions = [];
    this.changed();
  }

  showUtc(utc: boolean): void {
    if (utc === this.utc) return;
    this.utc = utc;
    this.changed();
  }

  /** A time formatter for the language. */
  time(how: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(this.locale, this.utc ? { ...how, timeZone: "UTC" } : how);
  }

  t(id: string, args?: Args): string {
    return this.#find(id, args) ?? id;
  }

  #find(id: string, args?: Args, attribute?: string): string | null {
    const message = this.#bundle.getMessage(id);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    return pattern ? this.#bundle.formatPattern(pattern, shown(args), []) : null;
  }

  /** What happened and what to do about it; English detail if the code has no translation. */
  error(error: ErrorDto): { what: string; help: string } {
    const args: Args = { ...error.args, detail: this.phrase(error.detail) };
    // The host names a problem inside a text in English; translate it by name.
    const problem = error.args.problem ? this.#find(`problem-${error.args.problem}`) : null;
    if (problem !== null) Object.assign(args, { what: problem, detail: problem });
    else if (typeof args.what === "string") args.what = this.phrase(args.what);
    // The core's codes contain dots, which Fluent ids do not allow.
    const id = error.code.replaceAll(".", "-");
    const what = this.#find(`error-${id}`, args) ?? this.#find(`problem-${id}`, args);
    // An argument that the host did not send shows as {$name}: then the detail is better.
    if (what === null || what.includes("{$")) return { what: error.detail || error.code, help: "" };
    const help = this.#find(`error-${id}`, args, "try") ?? "";
    return { what, help: help.includes("{$") ? "" : help };
  }

  /** Translates one of the core's sentences, such as an event in a transcript; other text is returned unchanged. */
  phrase(english: string): string {
    return this.locale === "en" ? english : translated(english, this.#bundle);
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  /** As short as possible: `999`, `1.2K`, `3.4M`. */
  compact(value: number): string {
    return new Intl.NumberFormat(this.locale, { notation: "compact", maximumFractionDigits: 1 }).format(value);
  }

  /** A size in the unit that keeps it short: `34 B`, `61.2 MB`. */
  bytes(size: number): string {
    if (size < 1000) return `${this.number(size)} B`;
    let [value, unit] = [size / 1000, 0];
    while (value >= 999.95 && unit < 3) [value, unit] = [value / 1000, unit + 1];
    return `${this.#fraction(1, 1).format(value)} ${"kMGT"[unit]}B`;
  }

  /** A delay: `0.42 ms`, `3.1 ms`, `120 ms`, `2.4 s`. */
  delay(ms: number): string {
    const [value, unit] = ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
    const digits = value < 1 ? 2 : value < 100 ? 1 : 0;
    return `${this.#fraction(0, digits).format(value)} ${unit}`;
  }

  /** A formatter with these limits of fraction digits, each at most two. */
  #fraction(minimumFractionDigits: number, maximumFractionDigits: number): Intl.NumberFormat {
    const place = minimumFractionDigits * 3 + maximumFractionDigits;
    this.#fractions[place] ??= new Intl.NumberFormat(this.locale, { minimumFractionDigits, maximumFractionDigits });
    return this.#fractions[place];
  }
}

/** Neutralises untrusted text in message arguments. */
function shown(args: Args | undefined): Args | undefined {
  if (!args) return args;
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === "string" ? neutral(value) : value]),
  );
}

/** A span of nanoseconds to the microsecond or millisecond: `12.345 ms`, `3.250 s`, `1:02:03.456`. */
export function span(ns: number): string {
  const sign = ns < 0 ? "−" : "";
  const ms = Math.abs(ns) / 1e6;
  if (ms < 1000) return `${sign}${ms.toFixed(3)} ms`;
  if (ms < 60_000) return `${sign}${(ms / 1000).toFixed(3)} s`;
  const whole = Math.round(ms);
  const part = (n: number, length = 2) => String(n).padStart(length, "0");
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = Math.floor(whole / 1000) % 60;
  return `${sign}${Math.floor(whole / 3_600_000)}:${part(minutes)}:${part(seconds)}.${part(whole % 1000, 3)}`;
}

/** `00:10:14`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const part = (n: number) => String(n).padStart(2, "0");
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
}

/** A duration in whole seconds, minutes or hours: `12 s`, `3 min`, `2 h`. */
export function ago(text: Text, ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 120) return text.t("span-seconds", { count: seconds });
  if (seconds < 7200) return text.t("span-minutes", { count: Math.floor(seconds / 60) });
  return text.t("span-hours", { count: Math.floor(seconds / 3600) });
}
