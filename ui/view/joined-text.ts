// The protocol messages to which a row belongs, in words: several rows may be the parts of one message.

import type { RowDto } from "../host/types";
import type { Text } from "../model/text";

/** `rows 26–27` where a message of several rows ends, `part of 26` where it goes on; empty for a row by itself. */
export function joinedText({ row, joined }: RowDto, text: Text): string {
  if (!joined) return "";
  const { parts, partOf } = joined;
  if (parts) return text.t("joined-rows", { first: text.number(parts[0]), last: text.number(parts[1]) });
  if (partOf === row) return text.t("joined-begins");
  return partOf === null ? "" : text.t("joined-part", { first: text.number(partOf) });
}

/** A row's kind, with the rows of its message. */
export function kindText(row: RowDto, text: Text): string {
  const joined = joinedText(row, text);
  const kind = text.t(`kind-${row.kind}`);
  return joined === "" ? kind : `${kind}, ${joined}`;
}

/** A row's preview after the rows of its message. */
export function previewText(row: RowDto, text: Text): string {
  const preview = row.kind === "marker" ? text.phrase(row.preview) : row.preview;
  const joined = joinedText(row, text);
  return joined === "" ? preview : `[${joined}] ${preview}`;
}
