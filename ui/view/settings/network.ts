// Name resolution, addresses and sockets.

import { html, nothing } from "../html";
import { icon } from "../icons";
import { file, line, type SettingsContext, section, segmentsLine } from "./form-context";
import { textsLine } from "./list";

export function networkPart(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { resolve = [], ip = "any", unix_socket: path } = connection;
  const secure = /^\s*wss:/i.test(connection.url);
  const socket = {
    path: "connection.unix_socket",
    label: t("unix-socket"),
    reset: path === undefined ? undefined : () => settings.put("unix_socket", undefined),
    value: path ?? "",
    placeholder: t("for-example", { value: "/run/app.sock" }),
    kind: "socket" as const,
    set: (value: string) => settings.put("unix_socket", value || undefined),
  };
  const names = html`
    ${textsLine(context, {
      path: "connection.resolve",
      label: t("resolve-entries"),
      about: t("resolve-about"),
      list: resolve,
      placeholder: t("for-example", { value: "example.com:443:127.0.0.1" }),
      set: (list) => settings.put("resolve", list),
      add: t("resolve-add"),
    })}
    ${segmentsLine(context, {
      path: "connection.ip",
      label: t("ip-version"),
      about: t("ip-about"),
      value: ip,
      options: [
        ["any", t("ip-any")],
        ["4", "IPv4"],
        ["6", "IPv6"],
      ],
      set: (version) => settings.put("ip", version === "any" ? undefined : version),
    })}
  `;
  const sockets = html`
    ${settings.facts && !settings.facts.unix ? html`<p class="note">${t("socket-not-here")}</p>` : nothing}
    ${path && secure ? html`<p class="note">${icon("shield")} ${t("socket-secure")}</p>` : nothing}
    ${line(context, socket, file(context, socket))}
  `;
  return html`
    ${section("names", t("part-names"), undefined, names)}
    ${section("socket", t("part-socket"), t("part-socket-about"), sockets)}
  `;
}
