// Cookies and redirects.

import { DEFAULTS, group, isDefault, readCookies } from "../../model/connection-edits";
import { NUMBERS } from "../../model/settings-table";
import { html, type TemplateResult } from "../html";
import { numberBox } from "../layouts/form-context";
import { line, type SettingsContext, section, toggle } from "./form-context";
import { pairs } from "./list";

export function cookiesPart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const cookies = group(connection, "cookies");
  const redirects = group(connection, "redirects");
  return html`
    ${section(
      "cookies",
      t("part-cookies"),
      t("part-cookies-about"),
      html`
        ${pairs(context, {
          path: "connection.cookies.send",
          label: t("part-cookies"),
          list: cookies.send ?? [],
          set: (send) => settings.patch("cookies", { send }),
          read: readCookies,
          add: t("cookie-add"),
        })}
        ${line(
          context,
          { path: "connection.cookies.keep", label: t("cookies-keep"), about: t("cookies-keep-about") },
          toggle("connection.cookies.keep", t("cookies-keep-on"), cookies.keep, (keep) =>
            settings.patch("cookies", { keep: keep || undefined }),
          ),
        )}
      `,
    )}
    ${section(
      "redirects",
      t("part-redirects"),
      t("part-redirects-about"),
      html`
        ${line(
          context,
          { path: "connection.redirects.follow", label: t("redirects-follow") },
          toggle("connection.redirects.follow", t("redirects-follow-on"), redirects.follow, (follow) =>
            settings.patch("redirects", { follow }),
          ),
        )}
        ${line(
          context,
          {
            path: "connection.redirects.max",
            label: t("redirects-max"),
            about: t("default-is", { value: String(DEFAULTS.redirects.max) }),
            reset: isDefault(connection, "redirects", "max")
              ? undefined
              : () => settings.patch("redirects", { max: undefined }),
          },
          numberBox(context, {
            path: "connection.redirects.max",
            label: t("redirects-max"),
            value: redirects.max,
            ...NUMBERS["redirects.max"],
            set: (max) => settings.patch("redirects", { max }),
          }),
        )}
      `,
    )}
  `;
}
