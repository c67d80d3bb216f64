// Conversion of thrown values to ErrorDto: the host throws nothing else, and the page's own faults become `internal`.

import type { ErrorDto } from "../host/types";

export function asError(thrown: unknown): ErrorDto {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "args" in thrown) return thrown as ErrorDto;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", args: { what }, detail: what, path: null };
}
