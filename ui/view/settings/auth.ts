// Authentication, and values of the secrets that the settings use.

import { live } from "lit/directives/live.js";
import type { AuthType } from "../../host/types";
import { group, secretsIn } from "../../model/connection-edits";
import { secretValue } from "../../model/fields";
import { own } from "../../model/own-property";
import { html, nothing } from "../html";
import { typed } from "../panel";
import { line, type SettingsContext, secretLine, section, segments, segmentsLine, textLine } from "./form-context";

const TYPES: AuthType[] = ["none", "basic", "bearer", "api_key"];

export function authPart(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { type } = group(connection, "auth");
  const content = html`
    ${line(
      context,
      { path: "connection.auth", label: t("auth-type"), about: t(`auth-${type}-about`), group: true },
      segments({
        path: "connection.auth.type",
        label: t("auth-type"),
        value: type,
        options: TYPES.map((one) => [one, t(`auth-${one}`)]),
        set: (next) => settings.patch("auth", { type: next }),
      }),
    )}
    ${fields(context)}
  `;
  return html`${section("auth", t("settings-auth"), t("auth-about"), content)} ${secrets(context)}`;
}

function fields(context: SettingsContext) {
  const { t } = context;
  const auth = group(context.connection, "auth");
  const setting = (key: "user" | "name" | "password" | "token" | "value", label: string) => ({
    path: `connection.auth.${key}`,
    label,
    value: auth[key] ?? "",
    set: (value: string) => context.settings.patch("auth", { [key]: value || undefined }),
  });
  switch (auth.type) {
    case "basic":
      return html`${textLine(context, setting("user", t("auth-user")))}
        ${secretLine(context, { ...setting("password", t("auth-password")), name: "password" })}`;
    case "bearer":
      return secretLine(context, { ...setting("token", t("auth-token")), name: "bearer-token" });
    case "api_key": {
      const placeholder = auth.in === "query" ? "api_key" : "X-API-Key";
      return html`${segmentsLine(context, {
        path: "connection.auth.in",
        label: t("api-key-in"),
        value: auth.in,
        options: [
          ["header", t("api-key-header")],
          ["query", t("api-key-query")],
        ],
        set: (place) => context.settings.patch("auth", { in: place === "header" ? undefined : place }),
      })}
      ${textLine(context, { ...setting("name", t("field-name")), placeholder })}
      ${secretLine(context, { ...setting("value", t("api-key")), name: "api-key" })}`;
    }
    default:
      return nothing;
  }
}

/** Every secret used anywhere in the settings. */
function secrets(context: SettingsContext) {
  const { t } = context;
  const { connection, profiles } = context.models;
  const key = profiles.current?.key ?? "";
  // Secrets that already have a box above.
  const { type, password = "", token = "", value = "" } = group(context.connection, "auth");
  const ours = { none: "", basic: password, bearer: token, api_key: value }[type];
  const names = secretsIn(context.connection).filter((name) => ours !== secretValue(name));
  if (names.length === 0) return nothing;
  return section(
    "secrets",
    t("part-secrets"),
    t("part-secrets-about"),
    html`${names.map((name) =>
      line(
        context,
        { path: `secret:${name}`, label: name },
        html`<input
          type="password"
          class="mono"
          data-testid="secret:${name}"
          autocomplete="off"
          spellcheck="false"
          aria-label=${t("field-secret", { name })}
          aria-invalid=${connection.missing === name}
          placeholder=${t("field-secret-placeholder")}
          .value=${live(own(connection.secrets(key), name) ?? "")}
          @input=${(event: Event) => connection.setSecret(key, name, typed(event))}
        />`,
      ),
    )}`,
  );
}
