// The upgrade request: headers, query, subprotocols, Origin, User-Agent.

import { neutral } from "../../model/bytes";
import { readHeaders, readQuery } from "../../model/connection-edits";
import { html, nothing } from "../html";
import { line, type SettingsContext, section, segments, text, textLine } from "./form-context";
import { pairs, textsLine } from "./list";

/** Suggested header names. */
const NAMES = [
  "Accept-Language",
  "Authorization",
  "Cookie",
  "Host",
  "Origin",
  "Sec-WebSocket-Protocol",
  "User-Agent",
  "X-API-Key",
  "X-Forwarded-For",
  "X-Request-ID",
] as const;
/** Headers whose value is confidential. */
const GUARDED = /^(authorization|cookie|proxy-authorization|x-api-key|x-auth-token)$/i;

export function requestPart(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { query = [], headers = [] } = connection;
  const url = html`<p
    class="url-shown"
    data-testid="url-shown"
    title=${t("url-shown-about")}
  ><code>${neutral(settings.check?.url ?? connection.url)}</code></p>`;
  const queryPairs = pairs(context, {
    path: "connection.query",
    label: t("part-query"),
    list: query,
    set: (list) => settings.put("query", list),
    read: readQuery,
    add: t("query-add"),
  });
  const headerPairs = pairs(context, {
    path: "connection.headers",
    label: t("part-headers"),
    list: headers,
    names: NAMES,
    set: (list) => settings.put("headers", list),
    read: readHeaders,
    add: t("header-add"),
    guarded: (name) => GUARDED.test(name),
  });
  return html`
    ${section("url", t("part-url"), undefined, url)}
    ${section("query", t("part-query"), t("part-query-about"), queryPairs)}
    ${section("headers", t("part-headers"), t("part-headers-about"), headerPairs)}
    ${section("more", t("part-more"), undefined, more(context))}
  `;
}

function more(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { subprotocols = [], origin } = connection;
  return html`
    ${textsLine(context, {
      path: "connection.subprotocols",
      label: t("subprotocols"),
      about: t("subprotocols-about"),
      list: subprotocols,
      placeholder: t("for-example", { value: "mqtt" }),
      set: (list) => settings.put("subprotocols", list),
      add: t("subprotocol-add"),
      ordered: true,
    })}
    ${textLine(context, {
      path: "connection.origin",
      label: "Origin",
      about: t("origin-about"),
      reset: origin === undefined ? undefined : () => settings.put("origin", undefined),
      value: origin ?? "",
      placeholder: t("for-example", { value: "https://example.com" }),
      set: (value) => settings.put("origin", value || undefined),
    })}
    ${userAgent(context, connection.user_agent)}
  `;
}

function userAgent(context: SettingsContext, agent: string | undefined) {
  const { settings, t } = context;
  const path = "connection.user_agent";
  const label = "User-Agent";
  const fallback = settings.facts?.userAgent ?? "Wirelark";
  const mode = agent === undefined ? "usual" : agent === "" ? "none" : "own";
  const choose = (next: "usual" | "none" | "own") => {
    settings.put("user_agent", next === "usual" ? undefined : next === "none" ? "" : fallback);
    if (next === "own") context.focus(path);
  };
  const modes = segments({
    path: `${path}.mode`,
    label,
    value: mode,
    options: (["usual", "none", "own"] as const).map((one) => [one, t(`user-agent-${one}`)]),
    set: choose,
  });
  const set = (value: string) => settings.put("user_agent", value);
  const box = mode === "own" ? text(context, { path, label, value: agent ?? "", placeholder: fallback, set }) : nothing;
  const about = t("user-agent-about", { usual: fallback });
  return line(context, { path, label, about, group: true }, html`${modes} ${box}`);
}
