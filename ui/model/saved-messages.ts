// Edits of a profile's saved messages. Pure: each returns a new list.

import type { Code, Message, Profile } from "../host/types";
import { freeName as freeNameIn, inserted } from "./list";

/** The shortcuts that a message can be bound to. */
export const KEYS = Array.from({ length: 9 }, (_, i) => `Ctrl+${i + 1}`);

export function withMessages(profile: Profile, change: (list: Message[]) => Message[]): Profile {
  return { ...profile, messages: change(profile.messages ?? []) };
}

/** A name that no other message has. */
export function freeName(list: readonly Message[], wanted: string): string {
  return freeNameIn(
    wanted,
    list.map((one) => one.name),
  );
}

export interface MessageGroup {
  name: string;
  /** Messages with their indexes in the profile's list. */
  messages: { message: Message; index: number }[];
}

/** Groups in order of first appearance; ungrouped messages come first. */
export function groups(list: readonly Message[]): MessageGroup[] {
  const byName = new Map<string, MessageGroup>([["", { name: "", messages: [] }]]);
  list.forEach((message, index) => {
    const name = message.group ?? "";
    const group = byName.get(name) ?? { name, messages: [] };
    group.messages.push({ message, index });
    byName.set(name, group);
  });
  return [...byName.values()].filter((group) => group.name !== "" || group.messages.length > 0);
}

/** Moves a message before another one, into that one's group; `before` null: to the group's end. */
export function place(list: readonly Message[], from: number, before: number | null, group: string): Message[] {
  const moved = list[from];
  if (!moved) return [...list];
  const inGroup = grouped(moved, group);
  if (before === from) return list.map((one, i) => (i === from ? inGroup : one));
  const anchor = before === null ? null : list[before];
  const rest = list.filter((_, i) => i !== from);
  const last = rest.map((one) => one.group ?? "").lastIndexOf(group);
  const at = anchor ? rest.indexOf(anchor) : last < 0 ? rest.length : last + 1;
  return inserted(rest, at, inGroup);
}

/** Moves a message up or down in display order; above the first of a group it goes to the end of the previous group. */
export function step(list: readonly Message[], index: number, by: 1 | -1): Message[] {
  const all = groups(list);
  const groupIndex = all.findIndex((group) => group.messages.some((one) => one.index === index));
  const group = all[groupIndex];
  if (!group) return [...list];
  const at = group.messages.findIndex((one) => one.index === index);
  const next = group.messages[at + by];
  if (next) {
    // Moving down inserts before the message after the next.
    const before = by < 0 ? next : group.messages[at + 2];
    return place(list, index, before?.index ?? null, group.name);
  }
  const other = all[groupIndex + by];
  if (!other) return [...list];
  return place(list, index, by > 0 ? (other.messages[0]?.index ?? null) : null, other.name);
}

export function grouped(message: Message, group: string): Message {
  const { group: _old, ...rest } = message;
  return group === "" ? rest : { ...rest, group };
}

/** Binds a key to the message and unbinds it from any other. */
export function withKey(list: readonly Message[], index: number, key: string | null): Message[] {
  return list.map((message, i) => {
    const { key: old, ...rest } = message;
    if (i === index) return key ? { ...rest, key } : rest;
    return key && old === key ? rest : message;
  });
}

/** The first message bound to this key. */
export function ofKey(list: readonly Message[], key: string): Message | null {
  return list.find((one) => one.key === key) ?? null;
}

/** The earlier message bound to the same key, as a file may have it; only the first applies. */
export function keyConflict(list: readonly Message[], index: number): Message | null {
  const key = list[index]?.key;
  const first = key ? list.findIndex((one) => one.key === key) : index;
  return first >= 0 && first < index ? (list[first] ?? null) : null;
}

/** The code that a packed message begins with. */
export function codeOf(profile: Profile, message: Message): Code | null {
  if (message.type !== "packed") return null;
  const layout = profile.layouts?.find((one) => one.name === message.layout);
  const first = layout?.fields?.[0];
  const value = layout
    ? (message.fields?.[first?.name ?? ""] ?? first?.constant ?? first?.default)
    : /^[=<>!@]?[ilIL]/.test(message.format ?? "")
      ? message.values?.[0]
      : undefined;
  if (value === undefined) return null;
  const number = Number(value);
  return (profile.codes ?? []).find((code) => code.code === number && code.direction !== "received") ?? null;
}

/** Writes an edited message back; it keeps its name, group and key. */
export function update(list: readonly Message[], name: string, message: Message): Message[] | null {
  const index = list.findIndex((one) => one.name === name);
  if (index < 0) return null;
  return list.map((old, i) => {
    if (i !== index) return old;
    const { group, key } = old;
    return { ...message, name, ...(group ? { group } : {}), ...(key ? { key } : {}) };
  });
}
