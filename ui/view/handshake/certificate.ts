// TLS details: version, cipher and the server's certificate chain, also if it was refused.

import type { Certificate, TlsSeen } from "../../host/types";
import { neutral } from "../../model/bytes";
import { fingerprint } from "../../model/handshake-text";
import type { Models } from "../../model/models";
import { button } from "../button";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";

const DAY_MS = 86_400_000;

/** `below` is shown under the server's certificate. */
export function tlsView(models: Models, tls: TlsSeen, title: string, testid: string, below: unknown = nothing) {
  const { text } = models;
  const fact = (label: string, value: string | null) =>
    value ? html`<dt>${label}</dt><dd class="mono">${neutral(value)}</dd>` : nothing;
  const trust = tls.trust ?? "refused";
  // A pin replaces every check, so it does not count as "verified".
  const tone = { verified: "good", pinned: "warn", unverified: "bad", refused: "bad" }[trust];
  return html`<section class="tls" data-testid=${testid}>
    <h3>${title} <span
      class="hop-mark ${tone}"
      data-testid="${testid}-trust"
      data-trust=${trust}
    >${icon(tone === "good" ? "shield" : "alert")} ${text.t(`trust-${trust}`)}</span></h3>
    <dl class="facts">
      ${fact(text.t("tls-version"), tls.version)} ${fact(text.t("tls-cipher"), tls.cipher)} ${fact("ALPN", tls.alpn)}
      ${fact(text.t("server-name"), tls.server_name)}
      ${
        tls.client_certificate_asked
          ? fact(text.t("client-certificate"), tls.client_certificate ?? text.t("client-certificate-asked"))
          : nothing
      }
    </dl>
    ${
      tls.chain.length === 0
        ? hint(text.t("chain-none"))
        : html`<ol class="chain">${tls.chain.map((one, i) =>
            certificate(models, one, i, testid, i === 0 ? below : nothing),
          )}</ol>`
    }
  </section>`;
}

function certificate(models: Models, one: Certificate, index: number, testid: string, below: unknown) {
  const now = Date.now();
  const { text, host, notices } = models;
  const from = Date.parse(one.not_before);
  const to = Date.parse(one.not_after);
  const state = now < from ? "early" : now > to ? "expired" : to - now < 21 * DAY_MS ? "soon" : "valid";
  const days = Math.floor(Math.abs((state === "early" ? from : to) - now) / DAY_MS);
  const copy = (value: string, what: string) =>
    void host.copyText(value).then(
      () => notices.say(what),
      () => {},
    );
  return html`<li class="certificate" data-testid="${testid}-certificate">
    <div class="certificate-title">
      <strong class="mono">${neutral(one.subject || text.t("certificate-unnamed"))}</strong>
      ${index === 0 ? html`<span class="hop-mark">${text.t("certificate-server")}</span>` : nothing}
      ${
        one.self_issued
          ? html`<span class="hop-mark ${index === 0 ? "warn" : ""}">${text.t("certificate-self")}</span>`
          : nothing
      }
    </div>
    <dl class="facts">
      <dt>${text.t("certificate-issuer")}</dt><dd class="mono">${neutral(one.issuer)}</dd>
      ${
        one.names.length > 0
          ? html`<dt>${text.t("certificate-names")}</dt><dd class="mono">${neutral(one.names.join(", "))}</dd>`
          : index === 0
            ? html`<dt>${text.t("certificate-names")}</dt><dd class="warn-text">${text.t("certificate-no-names")}</dd>`
            : nothing
      }
      <dt>${text.t("certificate-validity")}</dt>
      <dd><span class="mono">${date(one.not_before)} – ${date(one.not_after)}</span> <span
        class=${state === "valid" ? "hint" : state === "soon" ? "warn-text" : "bad-text"}
        data-testid="validity"
        data-state=${state}
      >${text.t(`validity-${state}`, { days })}</span></dd>
      <dt>${text.t("certificate-key")}</dt><dd class="mono">${neutral(one.key)}</dd>
      <dt>${text.t("certificate-serial")}</dt><dd class="mono">${one.serial}</dd>
      <dt>SHA-256</dt><dd
        class="mono fingerprint"
        data-testid="fingerprint"
        data-sha256=${one.sha256}
      >${fingerprint(one.sha256)}</dd>
    </dl>
    <div class="group">
      ${button("quiet small", "copy-sha256", html`${icon("copy")} SHA-256`, () => copy(one.sha256, "notice-sha256"))}
      ${button("quiet small", "copy-pem", html`${icon("copy")} PEM`, () => copy(one.pem, "notice-pem"))}
    </div>
    ${below}
  </li>`;
}

/** As in the certificate, in UTC, to match server logs. */
function date(text: string) {
  return text.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC");
}
