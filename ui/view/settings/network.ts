// Name resolution, addresses and sockets.

import type { IpVersion } from "../../host/types";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { file, line, type SettingsContext, section, segments } from "./form-context";
import { texts } from "./list";

export function networkPart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const { resolve = [], ip = "any", unix_socket: socket } = connection;
  const secure = /^\s*wss:/i.test(connection.url);
  return html`
    ${section(
      "names",
      t("part-names"),
      undefined,
      html`
        ${line(
          context,
          { path: "connection.resolve", label: t("resolve-entries"), about: t("resolve-about"), group: true },
          texts(context, {
            path: "connection.resolve",
            label: t("resolve-entries"),
            list: resolve,
            placeholder: t("for-example", { value: "example.com:443:127.0.0.1" }),
            set: (list) => settings.put("resolve", list),
            add: t("resolve-add"),
          }),
        )}
        ${line(
          context,
          { path: "connection.ip", label: t("ip-version"), about: t("ip-about"), group: true },
          segments<IpVersion>(
            "connection.ip",
            t("ip-version"),
            ip,
            [
              ["any", t("ip-any")],
              ["4", "IPv4"],
              ["6", "IPv6"],
            ],
            (version) => settings.put("ip", version === "any" ? undefined : version),
          ),
        )}
      `,
    )}
    ${section(
      "socket",
      t("part-socket"),
      t("part-socket-about"),
      html`
        ${settings.facts && !settings.facts.unix ? html`<p class="note">${t("socket-not-here")}</p>` : nothing}
        ${socket && secure ? html`<p class="note">${icon("shield")} ${t("socket-secure")}</p>` : nothing}
        ${line(
          context,
          {
            path: "connection.unix_socket",
            label: t("unix-socket"),
            reset: socket === undefined ? undefined : () => settings.put("unix_socket", undefined),
          },
          file(context, {
            path: "connection.unix_socket",
            label: t("unix-socket"),
            value: socket ?? "",
            placeholder: t("for-example", { value: "/run/app.sock" }),
            kind: "socket",
            set: (value) => settings.put("unix_socket", value || undefined),
          }),
        )}
      `,
    )}
  `;
}
