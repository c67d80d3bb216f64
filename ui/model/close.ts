// Close codes (RFC 6455 section 7.4): their meanings and which may be sent.

/** Registered codes that an endpoint may send. */
export const SENDABLE = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014] as const;

/** Maximum reason length in UTF-8 bytes: a Close payload holds 125, of which the code takes two. */
export const MOST_REASON = 123;

const NAMED: readonly number[] = [...SENDABLE, 1004, 1005, 1006, 1015];

/** Fluent id of the code's meaning. */
export function meaning(code: number): string {
  if (NAMED.includes(code)) return `close-code-${code}`;
  if (code >= 4000 && code <= 4999) return "close-code-private";
  if (code >= 3000 && code <= 3999) return "close-code-registered";
  return code >= 1000 && code <= 2999 ? "close-code-reserved" : "close-code-none";
}

/** Whether an endpoint may send the code in a Close frame. */
export function maySend(code: number): boolean {
  return (SENDABLE as readonly number[]).includes(code) || (code >= 3000 && code <= 4999);
}

export function reasonBytes(reason: string): number {
  return new TextEncoder().encode(reason).length;
}
