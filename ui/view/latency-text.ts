// Text of a row's time and latency.

import type { RowDto } from "../host/types";
import type { TimeForm } from "../model/table-columns";
import { span, type Text } from "../model/text";
import { utcClock } from "../model/time";

/** Empty if the row has nothing to count from. */
export function timeText(row: RowDto, form: TimeForm, text: Text): string {
  if (form === "absolute") return text.utc ? utcClock(row.ns) : row.time;
  return row.extra.since === null ? "" : span(Number(row.extra.since));
}

/** A reply's delay, or the row that answered a request. */
export function latencyText({ extra }: RowDto, text: Text): string {
  const { latency } = extra;
  if (!latency) return "";
  const args = { row: text.number(latency.row ?? 0), delay: text.delay(latency.ms ?? 0) };
  return text.t(`latency-${latency.kind}`, args);
}
