// Failed connection attempts: a one-word reason and, if known, a URL that would work.

import type { ErrorCode } from "../host/error-codes";
import type { ErrorDto } from "../host/types";

/** Why no WebSocket was opened, as an argument of `state-failed-for`; null for any other error. */
export function failure(error: ErrorDto | null): { why: string; status: string } | null {
  if (!error) return null;
  const why = WHY.find(([code]) => error.code === code || (code.endsWith("_") && error.code.startsWith(code)))?.[1];
  return why ? { why, status: error.args.status ?? "" } : null;
}

/** Codes and code prefixes; the first match applies. */
const WHY: readonly (readonly [ErrorCode | `${string}_`, string])[] = [
  ["resolve_timeout", "timeout"],
  ["resolve_", "dns"],
  ["connect_refused", "refused"],
  ["connect_timeout", "timeout"],
  ["connect_failed", "tcp"],
  ["proxy_", "proxy"],
  ["tls_timeout", "timeout"],
  ["tls_", "tls"],
  ["upgrade_refused", "http"],
  ["upgrade_timeout", "timeout"],
  ["upgrade_", "upgrade"],
  ["redirect_", "redirect"],
];

const SCHEMES = new Map([
  ["http", "ws"],
  ["https", "wss"],
]);

/** The URL that an error suggests instead, or null. */
export function betterUrl({ code, args }: ErrorDto, url: string): string | null {
  const typed = url.trim();
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(typed) ?? [];
  switch (code) {
    case "url_scheme":
    case "url_invalid":
      if (scheme !== "")
        return SCHEMES.has(scheme.toLowerCase()) && rest ? `${SCHEMES.get(scheme.toLowerCase())}://${rest}` : null;
      return HOST.test(typed) ? `ws://${typed}` : null;
    case "tls_not_tls":
      return scheme.toLowerCase() === "wss" ? `ws://${withPort(rest, 443)}` : null;
    case "upgrade_not_http":
      return scheme.toLowerCase() === "ws" && args.speaks === "tls" ? `wss://${withPort(rest, 80)}` : null;
    default:
      return null;
  }
}

/** A host, with or without port, path and query. */
const HOST = /^(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}][\p{L}\p{N}.-]*)(?::\d+)?(?:[/?#]\S*)?$/iu;

/** Adds an explicit port: the other scheme has another default, and the server answered on this one. */
function withPort(rest: string, port: number) {
  const end = rest.search(/[/?#]/);
  const [host, path] = end < 0 ? [rest, ""] : [rest.slice(0, end), rest.slice(end)];
  return /:\d+$/.test(host) ? rest : `${host}:${port}${path}`;
}
