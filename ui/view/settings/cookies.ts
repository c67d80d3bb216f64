// Cookies and redirects.

import { DEFAULTS, group, readCookies } from "../../model/connection-edits";
import { html } from "../html";
import { numberLine, type SettingsContext, section, toggleLine } from "./form-context";
import { pairs } from "./list";

export function cookiesPart(context: SettingsContext) {
  const { connection, settings, t } = context;
  const cookies = group(connection, "cookies");
  const send = html`
    ${pairs(context, {
      path: "connection.cookies.send",
      label: t("part-cookies"),
      list: cookies.send ?? [],
      set: (list) => settings.patch("cookies", { send: list }),
      read: readCookies,
      add: t("cookie-add"),
    })}
    ${toggleLine(context, {
      path: "connection.cookies.keep",
      label: t("cookies-keep"),
      about: t("cookies-keep-about"),
      words: t("cookies-keep-on"),
      on: cookies.keep,
      set: (keep) => settings.patch("cookies", { keep: keep || undefined }),
    })}
  `;
  const maxAbout = t("default-is", { value: String(DEFAULTS.redirects.max) });
  const redirects = html`
    ${toggleLine(context, {
      path: "connection.redirects.follow",
      label: t("redirects-follow"),
      words: t("redirects-follow-on"),
      on: group(connection, "redirects").follow,
      set: (follow) => settings.patch("redirects", { follow }),
    })}
    ${numberLine(context, "redirects", "max", t("redirects-max"), maxAbout)}
  `;
  return html`
    ${section("cookies", t("part-cookies"), t("part-cookies-about"), send)}
    ${section("redirects", t("part-redirects"), t("part-redirects-about"), redirects)}
  `;
}
