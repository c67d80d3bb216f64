// Title and retention limit of a past connection, in words.

import type { HistoryEntryDto } from "../../host/types";
import { oneLine } from "../../model/bytes";
import type { Shared } from "../../model/models";
import type { Text } from "../../model/text";

/** Its title, else its start time. */
export function nameOf({ text }: Shared, one: HistoryEntryDto): string {
  if (one.title) return oneLine(one.title);
  return one.begun === null ? one.id : when(text, one.begun);
}

export function when(text: Text, ms: number): string {
  return text.time({ dateStyle: "medium", timeStyle: "medium" }).format(ms);
}

/** `100000 messages` and `10 GB` in the window's language. */
export function keepWords(text: Shared["text"], keep: string): string {
  const count = /^(\d+) messages$/.exec(keep)?.[1];
  return count ? text.t("keep-messages-words", { count: text.number(Number(count)) }) : keep;
}
