// Conversion of thrown values to ErrorDto: the host throws nothing else, and the page's own faults become `internal`.

import type { ErrorDto } from "../host/types";

/** The promise's value, or the error that it was rejected with. */
export async function outcome<T>(
  promise: Promise<T>,
): Promise<[value: T, error: null] | [value: null, error: ErrorDto]> {
  try {
    return [await promise, null];
  } catch (thrown) {
    return [null, asError(thrown)];
  }
}

export function asError(thrown: unknown): ErrorDto {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "args" in thrown) return thrown as ErrorDto;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", args: { what }, detail: what, path: null };
}
