// Edits of a profile's connection settings. Pure: each returns a new object. Values equal to the default are removed,
// so that a profile holds only what differs.

import type { Connection, Pair, Profile } from "../host/types";
import { DEFAULTS as TABLE } from "./settings-table";

/** Groups of connection settings that are objects in the profile. */
export type GroupName = {
  [K in keyof Connection]-?: NonNullable<Connection[K]> extends string | readonly unknown[] ? never : K;
}[keyof Connection];

/** Values that apply if the profile has none. `undefined`: unset. Every key of a group has a row in the table. */
export const DEFAULTS = TABLE satisfies { [N in GroupName]: Record<keyof Part<N>, unknown> };

export function withConnection(profile: Profile, change: (connection: Connection) => Connection): Profile {
  return { ...profile, connection: change(profile.connection) };
}

/** Sets a top-level key; an empty list or `undefined` removes it. */
export function withKey<K extends keyof Connection>(connection: Connection, key: K, value: Connection[K]): Connection {
  return without(connection, key, value);
}

/** Sets keys of one group and removes the group when it is empty. */
export function withGroup<N extends GroupName>(
  connection: Connection,
  name: N,
  patch: Partial<NonNullable<Connection[N]>>,
): Connection {
  let group: Record<string, unknown> = { ...connection[name] };
  for (const [key, value] of Object.entries(patch)) group = without(group, key, value);
  return without(connection, name, isEmptyGroup(name, group) ? undefined : (group as Connection[N]));
}

type Part<N extends GroupName> = NonNullable<Connection[N]>;
/** A group whose keys with defaults are always present. */
export type FilledGroup<N extends GroupName> = {
  [K in keyof Part<N>]-?: K extends keyof (typeof DEFAULTS)[N]
    ? (typeof DEFAULTS)[N][K] extends undefined
      ? Part<N>[K] | undefined
      : NonNullable<Part<N>[K]>
    : Part<N>[K];
};

/** A group's effective values, with defaults filled in. */
export function group<N extends GroupName>(connection: Connection, name: N): FilledGroup<N> {
  const said = Object.entries(connection[name] ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return { ...DEFAULTS[name], ...Object.fromEntries(said) } as unknown as FilledGroup<N>;
}

/** Whether a group's key has its default value. */
export function isDefault<N extends GroupName>(connection: Connection, name: N, key: string): boolean {
  return same(group(connection, name)[key as never], (DEFAULTS[name] as Record<string, unknown>)[key]);
}

function isEmptyGroup(name: GroupName, group: Record<string, unknown>) {
  const defaults = DEFAULTS[name] as Record<string, unknown>;
  return Object.entries(group).every(([key, value]) => key in defaults && same(value ?? undefined, defaults[key]));
}

function same(a: unknown, b: unknown) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function without<T extends object>(whole: T, key: PropertyKey, value: unknown): T {
  const empty = value === undefined || (Array.isArray(value) && value.length === 0);
  if (!empty) return { ...whole, [key]: value };
  const { [key as keyof T]: _gone, ...rest } = whole;
  return rest as T;
}

/** A name-value pair as the file stores it: `enabled` is written only if false. */
export function pair(name: string, value: string, enabled = true): Pair {
  return enabled ? { name, value } : { name, value, enabled };
}

/** Whether the pair is sent. */
export function isOn(one: Pair): boolean {
  return one.enabled ?? true;
}

/** Parses `Name: value` lines as tools print headers and cookies; null if any line is not one. */
export function readHeaders(text: string): Pair[] | null {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const kept = lines.filter((line) => line !== "" && !/^(GET|POST|PUT|HEAD) \S+ HTTP\/[\d.]+$/.test(line));
  const pairs = kept.map((line) => {
    // curl's option syntax.
    const plain = line.replace(/^(-H|--header)\s+/, "").replace(/^(['"])(.*)\1\s*\\?$/, "$2");
    const match = /^([^\s:]+)\s*:\s?(.*)$/.exec(plain);
    return match ? pair(match[1] ?? "", (match[2] ?? "").trim()) : null;
  });
  return pairs.length > 0 && pairs.every((one) => one !== null) ? (pairs as Pair[]) : null;
}

/** Parses `a=1&b=2`, with or without a URL before it. */
export function readQuery(text: string): Pair[] | null {
  const trimmed = text.trim();
  const query = trimmed.includes("?") ? trimmed.slice(trimmed.indexOf("?") + 1) : trimmed;
  if (/\s/.test(query) || !query.includes("=")) return null;
  return [...new URLSearchParams(query.replace(/#.*$/, ""))].map(([name, value]) => pair(name, value));
}

/** Parses `a=1; b=2`, with or without the header name. */
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

/** Names of all secrets used in the connection, in file order. */
export function secretsIn(value: unknown, match: string[] = []): string[] {
  if (typeof value === "string") {
    for (const [, name = ""] of value.matchAll(SECRETS)) if (!match.includes(name)) match.push(name);
  } else if (typeof value === "object" && value !== null) {
    for (const one of Object.values(value)) secretsIn(one, match);
  }
  return match;
}
