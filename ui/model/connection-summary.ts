// Connection settings that differ from their defaults, for the line under the URL and the badges of the section list.
// Pure.

import type { ErrorCode } from "../host/error-codes";
import type { Connection } from "../host/types";
import { DEFAULTS, type GroupName, group, isDefault, isOn } from "./connection-edits";
import { own } from "./own-property";
import { SECTION_OF } from "./settings-table";

export const SECTIONS = ["request", "auth", "cookies", "tls", "proxy", "network", "frames", "limits", "close"] as const;
export type Section = (typeof SECTIONS)[number];

/** One difference; the view has the text for `id`. */
interface Difference {
  section: Section;
  id: string;
  args: Record<string, string | number>;
  /** Path of the setting that a click opens. */
  path: string;
  bad?: boolean;
}

export function differences(connection: Connection): Difference[] {
  const found: Difference[] = [];
  const add = (section: Section, id: string, path: string, args: Difference["args"] = {}, bad = false) =>
    found.push({ section, id, args, path: `connection.${path}`, ...(bad ? { bad } : {}) });
  const count = (section: Section, id: string, path: string, many: number) => {
    if (many > 0) add(section, id, path, { count: many });
  };
  const on = (list: Connection["query"]) => list?.filter(isOn).length ?? 0;

  count("request", "query", "query", on(connection.query));
  count("request", "headers", "headers", on(connection.headers));
  const { subprotocols = [] } = connection;
  if (subprotocols.length > 0) add("request", "subprotocols", "subprotocols", { names: subprotocols.join(", ") });
  if (connection.origin) add("request", "origin", "origin", { origin: connection.origin });
  if (connection.user_agent !== undefined) add("request", "user-agent", "user_agent");

  const auth = group(connection, "auth");
  if (auth.type !== "none") add("auth", `auth-${auth.type}`, "auth");

  const cookies = group(connection, "cookies");
  count("cookies", "cookies", "cookies.send", on(cookies.send));
  if (cookies.keep) add("cookies", "cookies-kept", "cookies.keep");
  if (group(connection, "redirects").follow) add("cookies", "redirects", "redirects.follow");

  const tls = group(connection, "tls");
  if (!tls.verify) add("tls", "unverified", "tls.verify", {}, true);
  count("tls", "ca-files", "tls.ca_files", (tls.ca_files?.length ?? 0) + (connection.ca_file ? 1 : 0));
  if (tls.client_certificate) add("tls", "client-certificate", "tls.client_certificate");
  if (tls.server_name) add("tls", "server-name", "tls.server_name", { name: tls.server_name });
  if (tls.min_version !== "1.2") add("tls", "only-13", "tls.min_version");
  count("tls", "crl-files", "tls.crl_files", tls.crl_files?.length ?? 0);
  count("tls", "pinned", "tls.pinned", tls.pinned?.length ?? 0);

  const proxy = group(connection, "proxy");
  if (proxy.mode === "none") add("proxy", "no-proxy", "proxy.mode");
  if (proxy.mode === "manual") add("proxy", "proxy", "proxy.url", { proxy: hostOf(proxy.url ?? "") });

  count("network", "resolve", "resolve", connection.resolve?.length ?? 0);
  if (connection.ip && connection.ip !== "any") add("network", `ip-${connection.ip}`, "ip");
  if (connection.unix_socket) add("network", "unix-socket", "unix_socket", { path: connection.unix_socket });

  if (group(connection, "compression").offer) add("frames", "compression", "compression.offer");
  const { text_terminator: end } = connection;
  if (end) add("frames", "text-terminator", "text_terminator", { end });
  const control = group(connection, "control_frames");
  if (control.rows !== "collapsed") add("frames", `rows-${control.rows}`, "control_frames.rows");
  if (!control.answer_pings) add("frames", "no-pong", "control_frames.answer_pings", {}, true);
  const keepAlive = group(connection, "keep_alive");
  if (keepAlive.ping_every) add("frames", "keep-alive", "keep_alive.ping_every", { every: keepAlive.ping_every });

  for (const name of ["timeouts", "limits"] as const) {
    const changed = changedIn(connection, name);
    if (changed.length > 0) add("limits", name, `${name}.${changed[0]}`, { count: changed.length });
  }

  const close = group(connection, "close");
  if (changedIn(connection, "close").length > 0) add("close", "close", "close.code", { code: String(close.code) });
  if (group(connection, "reconnect").on) add("close", "reconnect", "reconnect.on");
  return found;
}

/** The keys of a group that differ, in display order. */
function changedIn(connection: Connection, name: GroupName): string[] {
  return Object.keys(DEFAULTS[name]).filter((key) => !isDefault(connection, name, key));
}

/** Host and port of a proxy URL, without credentials. */
function hostOf(url: string) {
  const rest = url.trim().replace(/^[a-z0-9]+:\/\//i, "");
  return (rest.split(/[/?#]/)[0] ?? "").split("@").at(-1) ?? "";
}

/** The path of the setting that can resolve an error; null if there is none. */
export function placeFor(code: ErrorCode, path: string | null, args: Record<string, string>): string | null {
  if (path === "connection.url") return null;
  if (path?.startsWith("connection.")) return code === "secret_missing" ? `secret:${args.name}` : path;
  if (code.endsWith("_timeout") && args.setting) return `connection.timeouts.${args.setting}`;
  return PLACES[code] ?? null;
}

const PLACES: Partial<Record<ErrorCode, string>> = {
  resolve_failed: "connection.resolve",
  resolve_timeout: "connection.timeouts.resolve",
  proxy_timeout: "connection.timeouts.proxy",
  idle_timeout: "connection.timeouts.idle",
  write_timeout: "connection.timeouts.write",
  pong_timeout: "connection.keep_alive.pong_within",
  tls_failed: "connection.tls.min_version",
  tls_unknown_issuer: "connection.tls.ca_files",
  tls_incomplete_chain: "connection.tls.ca_files",
  tls_self_signed: "connection.tls.pinned",
  tls_wrong_host: "connection.tls.server_name",
  tls_expired: "connection.tls.pinned",
  tls_not_yet_valid: "connection.tls.pinned",
  tls_wrong_purpose: "connection.tls.pinned",
  tls_revoked: "connection.tls.crl_files",
  tls_version: "connection.tls.min_version",
  tls_ca_file: "connection.tls.ca_files",
  tls_crl_file: "connection.tls.crl_files",
  tls_client_certificate_wanted: "connection.tls.client_certificate",
  tls_client_certificate_missing: "connection.tls.client_certificate",
  tls_client_certificate_refused: "connection.tls.client_certificate",
  tls_client_certificate_file: "connection.tls.client_certificate",
  proxy_unreachable: "connection.proxy.url",
  proxy_auth: "connection.proxy.user",
  proxy_refused: "connection.proxy.no_proxy",
  proxy_socks: "connection.proxy.url",
  proxy_malformed: "connection.proxy.url",
  proxy_unknown: "connection.proxy.mode",
  proxy_tls: "connection.proxy.url",
  upgrade_subprotocol: "connection.subprotocols",
  upgrade_extension: "connection.compression.offer",
  redirect_refused: "connection.redirects.follow",
  message_too_big: "connection.limits.message",
  too_many_fragments: "connection.limits.fragments",
};

/** The setting that an HTTP status other than 101 is about, or null. */
export function placeForStatus(status: number): string | null {
  if (status === 401) return "connection.auth";
  if (status === 403) return "connection.origin";
  if (status >= 300 && status < 400) return "connection.redirects.follow";
  return status === 400 ? "connection.headers" : null;
}

/** The section that shows this path. */
export function sectionOf(path: string): Section {
  if (path.startsWith("secret:")) return "auth";
  const name = /^connection\.([a-z_]+)/.exec(path)?.[1] ?? "";
  return own(SECTION_OF, name) ?? "request";
}
