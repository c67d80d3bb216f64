// Close codes (RFC 6455 section 7.4): their meanings, which may be sent, and which are accepted when received.

import { PRIVATE_CLOSE_CODES, SENDABLE_BUT_NOT_ACCEPTED, SENDABLE_CLOSE_CODES } from "../host/constants";

const SENDABLE: readonly number[] = SENDABLE_CLOSE_CODES;
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
  const [first, last] = PRIVATE_CLOSE_CODES;
  return SENDABLE.includes(code) || (code >= first && code <= last);
}

/** Whether the core accepts it from a server. */
export function isAccepted(code: number): boolean {
  return code !== SENDABLE_BUT_NOT_ACCEPTED && maySend(code);
}

export function reasonBytes(reason: string): number {
  return new TextEncoder().encode(reason).length;
}
