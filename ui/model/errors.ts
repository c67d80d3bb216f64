// What is thrown, as an ErrorDto: the host throws nothing else, and our own faults become `internal`.

import type { ErrorDto } from "../host/types";

export function asError(thrown: unknown): ErrorDto {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "args" in thrown) return thrown as ErrorDto;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", args: { what }, detail: what, path: null };
}

/** Every code that the locales translate; the test holds them to it. */
export const CODES = [
  "url_invalid",
  "url_scheme",
  "url_missing_host",
  "secret_missing",
  "resolve_failed",
  "resolve_timeout",
  "connect_refused",
  "connect_failed",
  "connect_timeout",
  "tls_failed",
  "tls_not_tls",
  "tls_timeout",
  "tls_unknown_issuer",
  "tls_expired",
  "tls_wrong_host",
  "upgrade_refused",
  "upgrade_timeout",
  "upgrade_malformed",
  "upgrade_not_http",
  "upgrade_bad_accept",
  "connection_lost",
  "connection_reset",
  "protocol_violation",
  "message_too_big",
  "login_refused",
  "login_timeout",
  "not_connected",
  "closed",
  "json_syntax",
  "hex_digit",
  "hex_odd",
  "format_invalid",
  "value_range",
  "value_invalid",
  "value_count",
  "step_unknown_message",
  "duration_invalid",
  "profile_newer",
  "profile_damaged",
  "profile_missing",
  "profile_io",
  "disk_full",
  "transcript_io",
  "close_code_invalid",
  "close_reason_too_long",
  "demo_failed",
  "not_json",
  "internal",
] as const;
