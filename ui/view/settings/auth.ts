// Authentication, and values of the secrets that the settings use.

import { live } from "lit/directives/live.js";
import type { AuthType } from "../../host/types";
import { group, secretsIn } from "../../model/connection-edits";
import { secretValue } from "../../model/fields";
import { own } from "../../model/own-property";
import { html, nothing, type TemplateResult } from "../html";
import { typed } from "../panel";
import { line, type SettingsContext, secret, section, segments, text } from "./form-context";

const TYPES: AuthType[] = ["none", "basic", "bearer", "api_key"];

export function authPart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const auth = group(connection, "auth");
  return html`
    ${section(
      "auth",
      t("settings-auth"),
      t("auth-about"),
      html`
        ${line(
          context,
          { path: "connection.auth", label: t("auth-type"), about: t(`auth-${auth.type}-about`), group: true },
          segments(
            "connection.auth.type",
            t("auth-type"),
            auth.type,
            TYPES.map((type) => [type, t(`auth-${type}`)] as const),
            (type) => settings.patch("auth", { type }),
          ),
        )}
        ${fields(context)}
      `,
    )}
    ${secrets(context)}
  `;
}

function fields(context: SettingsContext): TemplateResult | typeof nothing {
  const { connection, settings, t } = context;
  const auth = group(connection, "auth");
  const box = (key: "user" | "name", label: string, placeholder: string) =>
    line(
      context,
      { path: `connection.auth.${key}`, label },
      text(context, {
        path: `connection.auth.${key}`,
        label,
        value: auth[key] ?? "",
        placeholder,
        set: (value) => settings.patch("auth", { [key]: value || undefined }),
      }),
    );
  const hidden = (key: "password" | "token" | "value", label: string, name: string) =>
    line(
      context,
      { path: `connection.auth.${key}`, label, about: t("secret-about") },
      secret(context, {
        path: `connection.auth.${key}`,
        label,
        name,
        value: auth[key] ?? "",
        set: (value) => settings.patch("auth", { [key]: value || undefined }),
      }),
    );
  switch (auth.type) {
    case "basic":
      return html`${box("user", t("auth-user"), "")} ${hidden("password", t("auth-password"), "password")}`;
    case "bearer":
      return hidden("token", t("auth-token"), "bearer-token");
    case "api_key":
      return html`${line(
        context,
        { path: "connection.auth.in", label: t("api-key-in"), group: true },
        segments(
          "connection.auth.in",
          t("api-key-in"),
          auth.in,
          [
            ["header", t("api-key-header")],
            ["query", t("api-key-query")],
          ],
          (place) => settings.patch("auth", { in: place === "header" ? undefined : place }),
        ),
      )}
      ${box("name", t("field-name"), auth.in === "query" ? "api_key" : "X-API-Key")}
      ${hidden("value", t("api-key"), "api-key")}`;
    default:
      return nothing;
  }
}

/** Every secret used anywhere in the settings. */
function secrets(context: SettingsContext): TemplateResult | typeof nothing {
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
          aria-invalid=${connection.missing === name ? "true" : "false"}
          placeholder=${t("field-secret-placeholder")}
          .value=${live(own(connection.secrets(key), name) ?? "")}
          @input=${(event: Event) => connection.setSecret(key, name, typed(event))}
        />`,
      ),
    )}`,
  );
}
