// TLS: trusted certificates, client certificate, versions, and the switch that disables verification.

import type { ClientCertificate, TlsVersion } from "../../host/types";
import { group } from "../../model/connection-edits";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { file, line, type SettingsContext, secret, section, segments, text, toggle } from "./form-context";
import { texts } from "./list";

export function tlsPart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const tls = group(connection, "tls");
  const plain = /^\s*ws:/i.test(connection.url);
  const { authorities } = settings.facts ?? {};
  return html`
    ${plain ? html`<p class="note" data-testid="tls-unused">${icon("shield")} ${t("tls-unused")}</p>` : nothing}
    ${section(
      "trust",
      t("part-trust"),
      authorities === undefined ? nothing : t("trust-system", { count: authorities }),
      html`
        ${line(
          context,
          {
            path: "connection.tls.verify",
            label: t("tls-verify"),
            about: t(tls.verify ? "tls-verify-about" : "tls-unverified-about"),
          },
          html`<span class=${tls.verify ? "" : "danger-box"}>${toggle(
            "connection.tls.verify",
            t(tls.verify ? "tls-verify-on" : "tls-verify-off"),
            tls.verify,
            (verify) => settings.setVerify(verify),
            tls.verify ? "" : "bad",
          )}</span>`,
        )}
        ${line(
          context,
          { path: "connection.tls.ca_files", label: t("ca-files"), about: t("ca-files-about"), group: true },
          html`${connection.ca_file === undefined ? nothing : singleFile(context, connection.ca_file)}
          ${texts(context, {
            path: "connection.tls.ca_files",
            label: t("ca-files"),
            list: tls.ca_files ?? [],
            placeholder: t("for-example", { value: "ca.pem" }),
            set: (ca_files) => settings.patch("tls", { ca_files }),
            add: t("setting-add-file"),
            kind: "authorities",
          })}`,
        )}
        ${line(
          context,
          { path: "connection.tls.pinned", label: t("pinned"), about: t("pinned-about"), group: true },
          texts(context, {
            path: "connection.tls.pinned",
            label: t("pinned"),
            list: tls.pinned ?? [],
            placeholder: "SHA-256",
            set: (pinned) => settings.patch("tls", { pinned }),
            add: t("pinned-add"),
          }),
        )}
        ${line(
          context,
          { path: "connection.tls.crl_files", label: t("crl-files"), about: t("crl-files-about"), group: true },
          texts(context, {
            path: "connection.tls.crl_files",
            label: t("crl-files"),
            list: tls.crl_files ?? [],
            placeholder: t("for-example", { value: "revoked.crl" }),
            set: (crl_files) => settings.patch("tls", { crl_files }),
            add: t("setting-add-file"),
            kind: "revocations",
          }),
        )}
      `,
    )}
    ${section("identity", t("part-identity"), t("part-identity-about"), identity(context))}
    ${section(
      "tls-more",
      t("part-tls-more"),
      undefined,
      html`
        ${line(
          context,
          {
            path: "connection.tls.server_name",
            label: t("server-name"),
            about: t("server-name-about"),
            reset: tls.server_name === undefined ? undefined : () => settings.patch("tls", { server_name: undefined }),
          },
          text(context, {
            path: "connection.tls.server_name",
            label: t("server-name"),
            value: tls.server_name ?? "",
            placeholder: hostOf(connection.url),
            set: (value) => settings.patch("tls", { server_name: value.trim() || undefined }),
          }),
        )}
        ${line(
          context,
          { path: "connection.tls.min_version", label: t("min-version"), about: t("min-version-about"), group: true },
          segments<TlsVersion>(
            "connection.tls.min_version",
            t("min-version"),
            tls.min_version,
            [
              ["1.2", "TLS 1.2"],
              ["1.3", "TLS 1.3"],
            ],
            (version) => settings.patch("tls", { min_version: version === "1.2" ? undefined : version }),
          ),
        )}
      `,
    )}
  `;
}

/** The older key for a single CA file. */
function singleFile(context: SettingsContext, value: string): TemplateResult {
  const { settings, t } = context;
  return html`<div class="grid-row">
    ${file(context, {
      path: "connection.ca_file",
      label: t("ca-files"),
      value,
      kind: "authorities",
      set: (name) => settings.put("ca_file", name || undefined),
    })}
    <button
      class="bare"
      data-testid="connection.ca_file:remove"
      aria-label=${t("delete")}
      title=${t("delete")}
      @click=${() => settings.put("ca_file", undefined)}
    >${icon("trash")}</button>
  </div>`;
}

type CertificateKind = "none" | "pem" | "p12";

function identity(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const own = connection.tls?.client_certificate;
  const kind: CertificateKind = !own ? "none" : own.p12_file !== undefined ? "p12" : "pem";
  const put = (client_certificate: ClientCertificate | undefined) => settings.patch("tls", { client_certificate });
  const set = (patch: Partial<ClientCertificate>) => {
    const next = Object.fromEntries(Object.entries({ ...own, ...patch }).filter(([, value]) => value !== undefined));
    put(next as ClientCertificate);
  };
  const at = "connection.tls.client_certificate";
  const choose = (next: CertificateKind) => {
    if (next === "none") put(undefined);
    else if (next === "p12") put({ p12_file: "", ...(own?.passphrase ? { passphrase: own.passphrase } : {}) });
    else put({ cert_file: "" });
  };
  const box = (key: "cert_file" | "key_file" | "p12_file", label: string, placeholder: string, about?: string) => {
    const path = `${at}.${key}`;
    const one = { cert_file: "certificate", key_file: "key", p12_file: "pkcs12" } as const;
    return line(
      context,
      { path, label, ...(about ? { about } : {}) },
      file(context, {
        path,
        label,
        placeholder,
        kind: one[key],
        value: own?.[key] ?? "",
        set: (value) => set({ [key]: value || (key === "key_file" ? undefined : "") }),
      }),
    );
  };
  return html`
    ${line(
      context,
      { path: at, label: t("client-certificate"), group: true },
      segments<CertificateKind>(
        `${at}.kind`,
        t("client-certificate"),
        kind,
        [
          ["none", t("certificate-none")],
          ["pem", "PEM"],
          ["p12", "PKCS#12"],
        ],
        choose,
      ),
    )}
    ${
      kind === "pem"
        ? html`${box("cert_file", t("cert-file"), "client.pem", t("cert-file-about"))}
          ${box("key_file", t("key-file"), own?.cert_file || "client.key", t("key-file-about"))}`
        : nothing
    }
    ${
      kind === "p12"
        ? html`${box("p12_file", t("p12-file"), "client.p12")}
          ${line(
            context,
            { path: `${at}.passphrase`, label: t("passphrase"), about: t("secret-about") },
            secret(context, {
              path: `${at}.passphrase`,
              label: t("passphrase"),
              name: "passphrase",
              value: own?.passphrase ?? "",
              set: (value) => set({ passphrase: value || undefined }),
            }),
          )}`
        : nothing
    }
  `;
}

function hostOf(url: string): string {
  return /^\s*wss?:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(url)?.[1] ?? "";
}
