// Proxy: the system's, none, or a manual one.

import type { ProxyMode } from "../../host/types";
import { neutral } from "../../model/bytes";
import { group } from "../../model/connection-edits";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { line, type SettingsContext, secret, section, segments, text } from "./form-context";
import { texts } from "./list";

const KINDS = ["http", "https", "socks5"] as const;

export function proxyPart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const proxy = group(connection, "proxy");
  const modes: ProxyMode[] = ["system", "none", "manual"];
  return html`
    ${connection.unix_socket ? html`<p class="note">${t("proxy-unused")}</p>` : nothing}
    ${section(
      "proxy",
      t("settings-proxy"),
      undefined,
      html`
        ${line(
          context,
          { path: "connection.proxy.mode", label: t("proxy-mode"), about: t(`proxy-${proxy.mode}-about`), group: true },
          segments<ProxyMode>(
            "connection.proxy.mode",
            t("proxy-mode"),
            proxy.mode,
            modes.map((mode) => [mode, t(`proxy-${mode}`)] as const),
            (mode) => settings.patch("proxy", { mode }),
          ),
        )}
        ${proxy.mode === "system" ? systemProxy(context) : nothing}
        ${proxy.mode === "manual" ? manual(context) : nothing}
      `,
    )}
  `;
}

/** The system proxy for this URL. */
function systemProxy(context: SettingsContext): TemplateResult | typeof nothing {
  const { settings, models, t } = context;
  const { facts } = settings;
  if (!facts) return nothing;
  const variables = facts.variables.join(", ");
  return html`<div class="found" data-testid="proxy-found" data-proxy=${facts.proxy ?? ""}>
    ${icon("search")}
    <div>
      <p>${facts.proxy ? html`${t("proxy-found")} <code>${neutral(facts.proxy)}</code>` : t("proxy-found-none")}</p>
      <p class="hint">${variables ? t("proxy-variables", { names: variables }) : t("proxy-no-variables")}</p>
      <p class="hint">${t("proxy-no-pac")}</p>
      ${inlineError(models.text, facts.proxyError, "proxy-found-error")}
    </div>
  </div>`;
}

function manual(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const proxy = group(connection, "proxy");
  const url = proxy.url ?? "";
  const kind = KINDS.find((one) => url.startsWith(`${one}://`)) ?? "http";
  const rest = url.replace(/^[a-z0-9+.-]+:\/\//i, "");
  const put = (patch: Parameters<typeof settings.patch<"proxy">>[1]) => settings.patch("proxy", patch);
  return html`
    ${line(
      context,
      { path: "connection.proxy.url", label: t("proxy-url"), about: t(`proxy-${kind}-kind-about`) },
      html`${segments(
        "connection.proxy.kind",
        t("proxy-kind"),
        kind,
        [
          ["http", "HTTP"],
          ["https", "HTTPS"],
          ["socks5", "SOCKS5"],
        ],
        (next) => put({ url: `${next}://${rest}` }),
      )}
      ${text(context, {
        path: "connection.proxy.url",
        label: t("proxy-url"),
        value: /^[a-z0-9+.-]+:\/\//i.test(url) && !url.startsWith(`${kind}://`) ? url : rest,
        placeholder: t("for-example", { value: kind === "socks5" ? "127.0.0.1:1080" : "127.0.0.1:3128" }),
        set: (value) => put({ url: /^[a-z0-9+.-]+:\/\//i.test(value) ? value : `${kind}://${value}` }),
      })}`,
    )}
    ${line(
      context,
      { path: "connection.proxy.user", label: t("auth-user"), about: t("proxy-user-about") },
      text(context, {
        path: "connection.proxy.user",
        label: t("auth-user"),
        value: proxy.user ?? "",
        set: (user) => put({ user: user || undefined }),
      }),
    )}
    ${line(
      context,
      { path: "connection.proxy.password", label: t("auth-password"), about: t("secret-about") },
      secret(context, {
        path: "connection.proxy.password",
        label: t("auth-password"),
        name: "proxy-password",
        value: proxy.password ?? "",
        set: (password) => put({ password: password || undefined }),
      }),
    )}
    ${line(
      context,
      { path: "connection.proxy.no_proxy", label: t("no-proxy"), about: t("no-proxy-about"), group: true },
      texts(context, {
        path: "connection.proxy.no_proxy",
        label: t("no-proxy"),
        list: proxy.no_proxy ?? [],
        placeholder: t("for-example", { value: "example.com, 10.0.0.0/8" }),
        set: (no_proxy) => put({ no_proxy }),
        add: t("no-proxy-add"),
      }),
    )}
  `;
}
