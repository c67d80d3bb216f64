// The upgrade request: headers, query, subprotocols, Origin, User-Agent.

import { neutral } from "../../model/bytes";
import { readHeaders, readQuery } from "../../model/connection-edits";
import { html, type TemplateResult } from "../html";
import { line, type SettingsContext, section, segments, text } from "./form-context";
import { pairs, texts } from "./list";

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

export function requestPart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const { query = [], headers = [], subprotocols = [], origin, user_agent: agent } = connection;
  return html`
    ${section(
      "url",
      t("part-url"),
      undefined,
      html`<p
        class="url-shown"
        data-testid="url-shown"
        title=${t("url-shown-about")}
      ><code>${neutral(settings.check?.url ?? connection.url)}</code></p>`,
    )}
    ${section(
      "query",
      t("part-query"),
      t("part-query-about"),
      pairs(context, {
        path: "connection.query",
        label: t("part-query"),
        list: query,
        set: (list) => settings.put("query", list),
        read: readQuery,
        add: t("query-add"),
      }),
    )}
    ${section(
      "headers",
      t("part-headers"),
      t("part-headers-about"),
      pairs(context, {
        path: "connection.headers",
        label: t("part-headers"),
        list: headers,
        names: NAMES,
        set: (list) => settings.put("headers", list),
        read: readHeaders,
        add: t("header-add"),
        guarded: (name) => GUARDED.test(name),
      }),
    )}
    ${section(
      "more",
      t("part-more"),
      undefined,
      html`
        ${line(
          context,
          {
            path: "connection.subprotocols",
            label: t("subprotocols"),
            about: t("subprotocols-about"),
            group: true,
          },
          texts(context, {
            path: "connection.subprotocols",
            label: t("subprotocols"),
            list: subprotocols,
            placeholder: t("for-example", { value: "mqtt" }),
            set: (list) => settings.put("subprotocols", list),
            add: t("subprotocol-add"),
            ordered: true,
          }),
        )}
        ${line(
          context,
          {
            path: "connection.origin",
            label: "Origin",
            about: t("origin-about"),
            reset: origin === undefined ? undefined : () => settings.put("origin", undefined),
          },
          text(context, {
            path: "connection.origin",
            label: "Origin",
            value: origin ?? "",
            placeholder: t("for-example", { value: "https://example.com" }),
            set: (value) => settings.put("origin", value || undefined),
          }),
        )}
        ${userAgent(context, agent)}
      `,
    )}
  `;
}

function userAgent(context: SettingsContext, agent: string | undefined): TemplateResult {
  const { settings, t } = context;
  const fallback = settings.facts?.userAgent ?? "Wirelark";
  const mode = agent === undefined ? "usual" : agent === "" ? "none" : "own";
  return line(
    context,
    {
      path: "connection.user_agent",
      label: "User-Agent",
      about: t("user-agent-about", { usual: fallback }),
      group: true,
    },
    html`${segments(
      "connection.user_agent.mode",
      "User-Agent",
      mode,
      [
        ["usual", t("user-agent-usual")],
        ["none", t("user-agent-none")],
        ["own", t("user-agent-own")],
      ],
      (next) => {
        settings.put("user_agent", next === "usual" ? undefined : next === "none" ? "" : fallback);
        if (next === "own") context.focus("connection.user_agent");
      },
    )}
    ${
      mode === "own"
        ? text(context, {
            path: "connection.user_agent",
            label: "User-Agent",
            value: agent ?? "",
            placeholder: fallback,
            set: (value) => settings.put("user_agent", value),
          })
        : ""
    }`,
  );
}
