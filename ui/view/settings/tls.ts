// TLS: trusted certificates, client certificate, versions, and the switch that disables verification.

import type { ClientCertificate, TlsVersion } from "../../host/types";
import { group } from "../../model/connection-edits";
import { clean } from "../../model/layout-edits";
import { iconButton } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";
import {
  file,
  keyOf,
  line,
  type SettingsContext,
  secretLine,
  section,
  segments,
  segmentsLine,
  textLine,
  toggle,
} from "./form-context";
import { texts, textsLine } from "./list";

const VERSIONS: TlsVersion[] = ["1.2", "1.3"];

export function tlsPart(context: SettingsContext) {
  const { connection, settings, t } = context;
  const plain = /^\s*ws:/i.test(connection.url);
  const { authorities } = settings.facts ?? {};
  const system = authorities === undefined ? nothing : t("trust-system", { count: authorities });
  return html`
    ${plain ? html`<p class="note" data-testid="tls-unused">${icon("shield")} ${t("tls-unused")}</p>` : nothing}
    ${section("trust", t("part-trust"), system, trust(context))}
    ${section("identity", t("part-identity"), t("part-identity-about"), identity(context))}
    ${section("tls-more", t("part-tls-more"), undefined, more(context))}
  `;
}

function trust(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { verify, ca_files = [], pinned = [], crl_files = [] } = group(connection, "tls");
  const verifying = {
    path: "connection.tls.verify",
    label: t("tls-verify"),
    about: t(verify ? "tls-verify-about" : "tls-unverified-about"),
    words: t(verify ? "tls-verify-on" : "tls-verify-off"),
    on: verify,
    set: (on: boolean) => settings.setVerify(on),
    bad: !verify,
  };
  const authorities = {
    path: "connection.tls.ca_files",
    label: t("ca-files"),
    about: t("ca-files-about"),
    group: true,
    list: ca_files,
    placeholder: t("for-example", { value: "ca.pem" }),
    set: (list: string[]) => settings.patch("tls", { ca_files: list }),
    add: t("setting-add-file"),
    kind: "authorities" as const,
  };
  const single = connection.ca_file === undefined ? nothing : singleFile(context, connection.ca_file);
  return html`
    ${line(context, verifying, html`<span class=${verify ? "" : "danger-box"}>${toggle(verifying)}</span>`)}
    ${line(context, authorities, html`${single} ${texts(context, authorities)}`)}
    ${textsLine(context, {
      path: "connection.tls.pinned",
      label: t("pinned"),
      about: t("pinned-about"),
      list: pinned,
      placeholder: "SHA-256",
      set: (list) => settings.patch("tls", { pinned: list }),
      add: t("pinned-add"),
    })}
    ${textsLine(context, {
      path: "connection.tls.crl_files",
      label: t("crl-files"),
      about: t("crl-files-about"),
      list: crl_files,
      placeholder: t("for-example", { value: "revoked.crl" }),
      set: (list) => settings.patch("tls", { crl_files: list }),
      add: t("setting-add-file"),
      kind: "revocations",
    })}
  `;
}

function more(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { value = "", set, ...name } = keyOf(context, "tls", "server_name");
  return html`
    ${textLine(context, {
      ...name,
      label: t("server-name"),
      about: t("server-name-about"),
      value,
      placeholder: hostOf(connection.url),
      set: (text) => set(text.trim() || undefined),
    })}
    ${segmentsLine(context, {
      path: "connection.tls.min_version",
      label: t("min-version"),
      about: t("min-version-about"),
      value: group(connection, "tls").min_version,
      options: VERSIONS.map((one) => [one, `TLS ${one}`]),
      set: (version) => settings.patch("tls", { min_version: version === "1.2" ? undefined : version }),
    })}
  `;
}

/** The older key for a single CA file. */
function singleFile(context: SettingsContext, value: string) {
  const { settings, t } = context;
  return html`<div class="grid-row">
    ${file(context, {
      path: "connection.ca_file",
      label: t("ca-files"),
      value,
      kind: "authorities",
      set: (name) => settings.put("ca_file", name || undefined),
    })}
    ${iconButton("trash", "bare", "connection.ca_file:remove", t("delete"), () => settings.put("ca_file", undefined))}
  </div>`;
}

type CertificateKind = "none" | "pem" | "p12";
const FILE_KINDS = { cert_file: "certificate", key_file: "key", p12_file: "pkcs12" } as const;

function identity(context: SettingsContext) {
  const { connection, settings, t } = context;
  const own = connection.tls?.client_certificate;
  const kind: CertificateKind = !own ? "none" : own.p12_file !== undefined ? "p12" : "pem";
  const put = (client_certificate: ClientCertificate | undefined) => settings.patch("tls", { client_certificate });
  const set = (patch: Partial<ClientCertificate>) => put(clean({ ...own, ...patch }));
  const at = "connection.tls.client_certificate";
  const choose = (next: CertificateKind) => {
    if (next === "none") put(undefined);
    else if (next === "p12") put({ p12_file: "", ...(own?.passphrase ? { passphrase: own.passphrase } : {}) });
    else put({ cert_file: "" });
  };
  const box = (key: keyof typeof FILE_KINDS, label: string, placeholder: string, about?: string) => {
    const setting = {
      path: `${at}.${key}`,
      label,
      ...(about ? { about } : {}),
      placeholder,
      kind: FILE_KINDS[key],
      value: own?.[key] ?? "",
      set: (value: string) => set({ [key]: value || (key === "key_file" ? undefined : "") }),
    };
    return line(context, setting, file(context, setting));
  };
  const kinds = segments<CertificateKind>({
    path: `${at}.kind`,
    label: t("client-certificate"),
    value: kind,
    options: [
      ["none", t("certificate-none")],
      ["pem", "PEM"],
      ["p12", "PKCS#12"],
    ],
    set: choose,
  });
  return html`
    ${line(context, { path: at, label: t("client-certificate"), group: true }, kinds)}
    ${
      kind === "pem"
        ? html`${box("cert_file", t("cert-file"), "client.pem", t("cert-file-about"))}
          ${box("key_file", t("key-file"), own?.cert_file || "client.key", t("key-file-about"))}`
        : nothing
    }
    ${
      kind === "p12"
        ? html`${box("p12_file", t("p12-file"), "client.p12")}
          ${secretLine(context, {
            path: `${at}.passphrase`,
            label: t("passphrase"),
            name: "passphrase",
            value: own?.passphrase ?? "",
            set: (value) => set({ passphrase: value || undefined }),
          })}`
        : nothing
    }
  `;
}

function hostOf(url: string) {
  return /^\s*wss?:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(url)?.[1] ?? "";
}
