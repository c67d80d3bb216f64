// Text of a row's cells.

import type { RowDto } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { TimeForm } from "../../model/table-columns";
import type { Text } from "../../model/text";
import { timeOfDay } from "../../model/time";
import { codeText } from "../code";
import { kindsText } from "../fault-text";
import { kindText } from "../joined-text";
import { latencyText, timeText } from "../latency-text";
import type { Column } from "./columns";

/** A cell's text; the pool draws the preview and the direction, which are more than text. */
export function cellText({ id, cell }: Column, row: RowDto, text: Text, time: TimeForm): string {
  if (cell !== undefined) return fieldText(row.cells[cell] ?? "", row.ns, text);
  switch (id) {
    case "row":
      return text.number(row.row);
    case "time":
      return timeText(row, time, text);
    case "kind":
      return kindText(row, text);
    case "size":
      return text.number(row.size);
    case "wire":
      return row.wire === null ? "" : text.number(row.wire);
    case "code":
      return codeText(row, text);
    case "latency":
      return latencyText(row, text);
    case "faults":
      return row.extra.faults ? kindsText(row.extra.faults, text) : "";
    case "note":
      return neutral(row.extra.note);
    default:
      return "";
  }
}

/** A decoded value; a time is shown as time of day, with the date if it differs from the row's. */
function fieldText(words: string, ns: string, { utc }: Text) {
  return neutral(timeOfDay(words, ns, utc ? 0 : undefined) ?? words);
}
