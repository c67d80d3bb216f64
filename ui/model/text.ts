// Every word the window says, in the chosen language; numbers and sizes in that language's form.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { ErrorDto } from "../host/types";
import en from "../locales/en.ftl?raw";
import zh from "../locales/zh-CN.ftl?raw";
import { Store } from "./store";

export const LOCALES = { en, "zh-CN": zh } as const;
export type Locale = keyof typeof LOCALES;
export type Args = Record<string, FluentVariable>;

/** The language to speak: the choice where there is one, else the nearest to the system's. */
export function locale(choice: string, system: string): Locale {
  if (choice === "en" || choice === "zh-CN") return choice;
  return system.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export function bundle(name: Locale): FluentBundle {
  // No isolation marks: both languages run left to right, and server text is made harmless where it is shown.
  const made = new FluentBundle(name, { useIsolating: false });
  made.addResource(new FluentResource(LOCALES[name]));
  return made;
}

export class Text extends Store {
  locale: Locale;
  #bundle: FluentBundle;
  #number: Intl.NumberFormat;

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
    this.changed();
  }

  t(id: string, args?: Args): string {
    return this.#find(id, args) ?? id;
  }

  #find(id: string, args?: Args, attribute?: string): string | null {
    const message = this.#bundle.getMessage(id);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    return pattern ? this.#bundle.formatPattern(pattern, args, []) : null;
  }

  /** What happened and what to do about it; English detail where the code has no translation. */
  error(error: ErrorDto): { what: string; help: string } {
    const args: Args = { ...error.args, detail: error.detail };
    // The host says in English what is wrong within a text, and by which name we know it.
    const problem = error.args.problem ? this.#find(`problem-${error.args.problem}`) : null;
    if (problem !== null) Object.assign(args, { what: problem, detail: problem });
    // The core's codes have dots, which Fluent's names have not.
    const id = error.code.replaceAll(".", "-");
    const what = this.#find(`error-${id}`, args) ?? this.#find(`problem-${id}`, args);
    // An argument the host did not send shows as {$name}: then the detail says more.
    if (what === null || what.includes("{$")) return { what: error.detail || error.code, help: "" };
    const help = this.#find(`error-${id}`, args, "try") ?? "";
    return { what, help: help.includes("{$") ? "" : help };
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  /** As short as can be: `999`, `1.2K`, `3.4M`. */
  compact(value: number): string {
    return new Intl.NumberFormat(this.locale, { notation: "compact", maximumFractionDigits: 1 }).format(value);
  }

  /** A size in the unit that keeps it short: `34 B`, `61.2 MB`. */
  bytes(size: number): string {
    if (size < 1000) return `${this.number(size)} B`;
    let [value, unit] = [size / 1000, 0];
    while (value >= 999.95 && unit < 3) [value, unit] = [value / 1000, unit + 1];
    return `${new Intl.NumberFormat(this.locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(value)} ${"kMGT"[unit]}B`;
  }

  /** A delay: `0.42 ms`, `3.1 ms`, `120 ms`, `2.4 s`. */
  delay(ms: number): string {
    const [value, unit] = ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
    const digits = value < 1 ? 2 : value < 100 ? 1 : 0;
    return `${new Intl.NumberFormat(this.locale, { maximumFractionDigits: digits }).format(value)} ${unit}`;
  }
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

/** How long, in whole seconds, minutes or hours: `12 s`, `3 min`, `2 h`. */
export function ago(text: Text, ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 120) return text.t("span-seconds", { count: seconds });
  if (seconds < 7200) return text.t("span-minutes", { count: Math.floor(seconds / 60) });
  return text.t("span-hours", { count: Math.floor(seconds / 3600) });
}
