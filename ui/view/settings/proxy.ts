// Proxy: the system's, none, or a manual one.

import type { ProxyMode } from "../../host/types";
import { neutral } from "../../model/bytes";
import { group } from "../../model/connection-edits";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import {
  line,
  type SettingsContext,
  secretLine,
  section,
  segments,
  segmentsLine,
  text,
  textLine,
} from "./form-context";
import { textsLine } from "./list";

const MODES: ProxyMode[] = ["system", "none", "manual"];
const KINDS = ["http", "https", "socks5"] as const;

export function proxyPart(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { mode } = group(connection, "proxy");
  const content = html`
    ${segmentsLine(context, {
      path: "connection.proxy.mode",
      label: t("proxy-mode"),
      about: t(`proxy-${mode}-about`),
      value: mode,
      options: MODES.map((one) => [one, t(`proxy-${one}`)]),
      set: (next) => settings.patch("proxy", { mode: next }),
    })}
    ${mode === "system" ? systemProxy(context) : nothing}
    ${mode === "manual" ? manual(context) : nothing}
  `;
  return html`
    ${connection.unix_socket ? html`<p class="note">${t("proxy-unused")}</p>` : nothing}
    ${section("proxy", t("settings-proxy"), undefined, content)}
  `;
}

/** The system proxy for this URL. */
function systemProxy(context: SettingsContext) {
  const { settings, models, t } = context;
  const { facts } = settings;
  if (!facts) return nothing;
  const variables = facts.variables.join(", ");
  return html`<div class="found" data-testid="proxy-found" data-proxy=${facts.proxy ?? ""}>
    ${icon("search")}
    <div>
      <p>${facts.proxy ? html`${t("proxy-found")} <code>${neutral(facts.proxy)}</code>` : t("proxy-found-none")}</p>
      ${hint(variables ? t("proxy-variables", { names: variables }) : t("proxy-no-variables"))}
      ${hint(t("proxy-no-pac"))}
      ${inlineError(models.text, facts.proxyError, "proxy-found-error")}
    </div>
  </div>`;
}

function manual(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { url = "", user = "", password = "", no_proxy = [] } = group(connection, "proxy");
  const kind = KINDS.find((one) => url.startsWith(`${one}://`)) ?? "http";
  const rest = url.replace(/^[a-z0-9+.-]+:\/\//i, "");
  const put = (patch: Parameters<typeof settings.patch<"proxy">>[1]) => settings.patch("proxy", patch);
  const path = "connection.proxy.url";
  return html`
    ${line(
      context,
      { path, label: t("proxy-url"), about: t(`proxy-${kind}-kind-about`) },
      html`${segments({
        path: "connection.proxy.kind",
        label: t("proxy-kind"),
        value: kind,
        options: KINDS.map((one) => [one, one.toUpperCase()]),
        set: (next) => put({ url: `${next}://${rest}` }),
      })}
      ${text(context, {
        path,
        label: t("proxy-url"),
        value: /^[a-z0-9+.-]+:\/\//i.test(url) && !url.startsWith(`${kind}://`) ? url : rest,
        placeholder: t("for-example", { value: kind === "socks5" ? "127.0.0.1:1080" : "127.0.0.1:3128" }),
        set: (value) => put({ url: /^[a-z0-9+.-]+:\/\//i.test(value) ? value : `${kind}://${value}` }),
      })}`,
    )}
    ${textLine(context, {
      path: "connection.proxy.user",
      label: t("auth-user"),
      about: t("proxy-user-about"),
      value: user,
      set: (value) => put({ user: value || undefined }),
    })}
    ${secretLine(context, {
      path: "connection.proxy.password",
      label: t("auth-password"),
      name: "proxy-password",
      value: password,
      set: (value) => put({ password: value || undefined }),
    })}
    ${textsLine(context, {
      path: "connection.proxy.no_proxy",
      label: t("no-proxy"),
      about: t("no-proxy-about"),
      list: no_proxy,
      placeholder: t("for-example", { value: "example.com, 10.0.0.0/8" }),
      set: (list) => put({ no_proxy: list }),
      add: t("no-proxy-add"),
    })}
  `;
}
