// Changes to what a profile says about connecting. Pure: each answers something new. What is as it would be without
// being said is left out, so that a profile says only what differs.

import type { Connection, Pair, Profile } from "../host/types";
import { DEFAULTS as TABLE } from "./settings-table";

/** The parts of a connection that are objects of their own. */
export type GroupName = {
  [K in keyof Connection]-?: NonNullable<Connection[K]> extends string | readonly unknown[] ? never : K;
}[keyof Connection];

/** What holds where a profile says nothing; `undefined` for nothing. Every key of every part has a row in the table. */
export const DEFAULTS = TABLE satisfies { [N in GroupName]: Record<keyof Part<N>, unknown> };

export function withConnection(profile: Profile, change: (connection: Connection) => Connection): Profile {
  return { ...profile, connection: change(profile.connection) };
}

/** A key of the connection itself; an empty list, or nothing, takes it out. */
export function withKey<K extends keyof Connection>(connection: Connection, key: K, value: Connection[K]): Connection {
  return without(connection, key, value);
}

/** Keys of one of its parts. A part that says nothing of its own any more is taken out. */
export function withGroup<N extends GroupName>(
  connection: Connection,
  name: N,
  patch: Partial<NonNullable<Connection[N]>>,
): Connection {
  let group: Record<string, unknown> = { ...connection[name] };
  for (const [key, value] of Object.entries(patch)) group = without(group, key, value);
  return without(connection, name, saysNothing(name, group) ? undefined : (group as Connection[N]));
}

type Part<N extends GroupName> = NonNullable<Connection[N]>;
/** What has a default is always there. */
export type FilledGroup<N extends GroupName> = {
  [K in keyof Part<N>]-?: K extends keyof (typeof DEFAULTS)[N]
    ? (typeof DEFAULTS)[N][K] extends undefined
      ? Part<N>[K] | undefined
      : NonNullable<Part<N>[K]>
    : Part<N>[K];
};

/** What a part comes to, with its defaults. */
export function group<N extends GroupName>(connection: Connection, name: N): FilledGroup<N> {
  const said = Object.entries(connection[name] ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return { ...DEFAULTS[name], ...Object.fromEntries(said) } as unknown as FilledGroup<N>;
}

/** Whether this key of a part is as it would be without being said. */
export function isDefault<N extends GroupName>(connection: Connection, name: N, key: string): boolean {
  return same(group(connection, name)[key as never], (DEFAULTS[name] as Record<string, unknown>)[key]);
}

function saysNothing(name: GroupName, group: Record<string, unknown>): boolean {
  const defaults = DEFAULTS[name] as Record<string, unknown>;
  return Object.entries(group).every(([key, value]) => key in defaults && same(value ?? undefined, defaults[key]));
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function without<T extends object>(whole: T, key: PropertyKey, value: unknown): T {
  const empty = value === undefined || (Array.isArray(value) && value.length === 0);
  if (!empty) return { ...whole, [key]: value };
  const { [key as keyof T]: _gone, ...rest } = whole;
  return rest as T;
}

/** A pair as the file has it: what is on by default is not said. */
export function pair(name: string, value: string, enabled = true): Pair {
  return enabled ? { name, value } : { name, value, enabled };
}

/** Whether it is sent. */
export function isOn(one: Pair): boolean {
  return one.enabled ?? true;
}

/** Lines of `Name: value`, as tools show headers and cookies; null where one of them is none. */
export function readHeaders(text: string): Pair[] | null {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const kept = lines.filter((line) => line !== "" && !/^(GET|POST|PUT|HEAD) \S+ HTTP\/[\d.]+$/.test(line));
  const pairs = kept.map((line) => {
    // As curl writes them.
    const plain = line.replace(/^(-H|--header)\s+/, "").replace(/^(['"])(.*)\1\s*\\?$/, "$2");
    const found = /^([^\s:]+)\s*:\s?(.*)$/.exec(plain);
    return found ? pair(found[1] ?? "", (found[2] ?? "").trim()) : null;
  });
  return pairs.length > 0 && pairs.every((one) => one !== null) ? (pairs as Pair[]) : null;
}

/** `a=1&b=2`, with or without what stands before it in a URL. */
export function readQuery(text: string): Pair[] | null {
  const trimmed = text.trim();
  const query = trimmed.includes("?") ? trimmed.slice(trimmed.indexOf("?") + 1) : trimmed;
  if (/\s/.test(query) || !query.includes("=")) return null;
  return [...new URLSearchParams(query.replace(/#.*$/, ""))].map(([name, value]) => pair(name, value));
}

/** `a=1; b=2`, with or without the field's name. */
export function readCookies(text: string): Pair[] | null {
  const plain = text.trim().replace(/^cookie\s*:\s*/i, "");
  const parts = plain.split(/;\s*/).filter((part) => part !== "");
  const pairs = parts.map((part) => {
    const at = part.indexOf("=");
    return at > 0 ? pair(part.slice(0, at).trim(), part.slice(at + 1).trim()) : null;
  });
  return pairs.length > 0 && pairs.every((one) => one !== null) ? (pairs as Pair[]) : null;
}

const SECRETS = /\{\{secret:([^{}]+)\}\}/g;

/** The names of the secrets that any text of the connection holds, in the order of the file. */
export function secretsIn(value: unknown, found: string[] = []): string[] {
  if (typeof value === "string") {
    for (const [, name = ""] of value.matchAll(SECRETS)) if (!found.includes(name)) found.push(name);
  } else if (typeof value === "object" && value !== null) {
    for (const one of Object.values(value)) secretsIn(one, found);
  }
  return found;
}
