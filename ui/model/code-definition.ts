// Where a profile's codes are read, as the layouts page edits it. Pure: each edit returns a new object.

import type { CodeDefinition, CodeSource, LatencyRule, Profile } from "../host/types";
import { clean } from "./layout-edits";

export const CODE_SOURCES: CodeSource[] = ["integer", "field", "prefix", "json", "lens", "none"];
/** Limit of the definitions; the first that a message has is its code. */
export const MAX_DEFINITIONS = 8;

export function definitions(profile: Profile | null): CodeDefinition[] {
  const code = profile?.code;
  if (code === undefined) return [];
  return Array.isArray(code) ? code : [code];
}

/** A single definition stands on its own; without any the default applies. */
export function withDefinitions(profile: Profile, list: CodeDefinition[]): Profile {
  const { code: _, ...rest } = profile;
  if (list.length === 0) return rest;
  return { ...profile, code: list.length === 1 ? list[0] : list };
}

/** The path of a definition's problems. */
export function definitionPath(profile: Profile | null, index: number): string {
  return Array.isArray(profile?.code) ? `code[${index}]` : "code";
}

/** Another kind of definition; what the kinds share stays. */
export function withSource(one: CodeDefinition, from: CodeSource): CodeDefinition {
  const { offset, type, order, field, path, until, length, kind, ...extra } = one;
  const shared = { ...extra, from, kind };
  switch (from) {
    case "integer":
      return clean({ ...shared, offset, type, order });
    case "field":
      return clean({ ...shared, field });
    case "prefix":
      return clean({ ...shared, until, length });
    case "json":
      return clean({ ...shared, path });
    case "lens":
    case "none":
      return clean(shared);
  }
}

const ESCAPES: [string, string][] = [
  ["\\", "\\\\"],
  ["\r", "\\r"],
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\0", "\\0"],
];

/** A text with its control characters as escapes. */
export function escaped(text: string): string {
  let shown = "";
  for (const char of text) {
    const known = ESCAPES.find(([raw]) => raw === char);
    const code = char.charCodeAt(0);
    shown += known ? known[1] : code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, "0")}` : char;
  }
  return shown;
}

/** The text that escapes stand for; an unknown escape stays as typed. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\(x[0-9a-fA-F]{2}|[\\rnt0])/g, (whole, code: string) => {
    if (code.startsWith("x")) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES.find(([, shown]) => shown === whole)?.[0] ?? whole;
  });
}

/** The profile with a changed latency rule; a rule that says nothing is dropped. */
export function withLatency(profile: Profile, patch: Partial<LatencyRule>): Profile {
  const { latency, ...rest } = profile;
  const next = clean({ ...latency, ...patch });
  return Object.keys(next).length === 0 ? rest : { ...profile, latency: next };
}
