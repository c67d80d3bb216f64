// What a row's cells say.

import type { RowDto } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { TimeForm } from "../../model/table-columns";
import type { Text } from "../../model/text";
import { timeOfDay } from "../../model/time";
import { codeText } from "../code";
import { latencyText, timeText } from "../latency-text";
import type { Column } from "./columns";

/** A cell's words; the preview and the direction have more than words, and are the pool's. */
export function cellText({ id, cell }: Column, row: RowDto, text: Text, time: TimeForm): string {
  if (cell !== undefined) return fieldText(row.cells[cell] ?? "", row.ns, text);
  switch (id) {
    case "row":
      return text.number(row.row);
    case "time":
      return timeText(row, time, text);
    case "kind":
      return text.t(`kind-${row.kind}`);
    case "size":
      return text.number(row.size);
    case "wire":
      return row.wire === null ? "" : text.number(row.wire);
    case "code":
      return codeText(row, text);
    case "latency":
      return latencyText(row, text);
    case "note":
      return neutral(row.extra.note);
    default:
      return "";
  }
}

/** A decoded value; a time is a time of day, as the row's own is, and the day with it where it is another one. */
function fieldText(words: string, ns: string, { utc }: Text): string {
  return neutral(timeOfDay(words, ns, utc ? 0 : undefined) ?? words);
}
