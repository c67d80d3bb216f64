// One hop of the handshake, from a URL to its answer, as far as it got.

import type { CompressionParameters, Hop, ProxyHop } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { Models } from "../../model/models";
import type { Text } from "../../model/text";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { tlsView } from "./certificate";
import { head } from "./heads";
import { timings } from "./timings";

interface HopPosition {
  number: number;
  count: number;
  /** Whether the handshake failed here. */
  failed: boolean;
  /** Template with actions for the server's certificate. */
  trust: unknown;
}

export function hopView(models: Models, hop: Hop, { number, count, failed, trust }: HopPosition) {
  const { text } = models;
  return html`<article class="hop" data-testid="hop">
    <header class="hop-head">
      ${count > 1 ? html`<span class="hop-mark">${text.t("hop-number", { number, count })}</span>` : nothing}
      <code class="hop-url">${neutral(hop.url)}</code>
      ${
        hop.status === null
          ? nothing
          : html`<span
              class="hop-mark ${hop.status === 101 ? "good" : "bad"}"
              data-testid="hop-status"
            >HTTP ${hop.status}</span>`
      }
      ${hop.location ? html`<span class="hint">→ <code>${neutral(hop.location)}</code></span>` : nothing}
    </header>
    ${hop.warnings.map(
      (warning) =>
        html`<p
          class="note ${warning === "certificate_unverified" ? "bad" : ""}"
          data-testid="warning-${warning}"
        >${icon("alert")} ${text.t(`warning-${warning}`)}</p>`,
    )}
    <div class="hop-columns">
      <div>${timings(text, hop, failed)}</div>
      <div>${way(models, hop)}</div>
    </div>
    ${
      hop.request || hop.response
        ? html`<div class="hop-columns">
            ${head(text, text.t("handshake-request"), hop.request, "request")}
            ${head(text, text.t("handshake-response"), hop.response, "response")}
          </div>`
        : nothing
    }
    ${hop.tls ? tlsView(models, hop.tls, text.t("tls-server"), "tls", trust) : nothing}
    ${hop.proxy ? via(models, hop.proxy) : nothing}
  </article>`;
}

function way({ text }: Models, hop: Hop) {
  const fact = (label: string, value: string | null | undefined, testid: string) =>
    value ? html`<dt>${label}</dt><dd class="mono" data-testid=${testid}>${neutral(value)}</dd>` : nothing;
  const { tries } = hop;
  return html`<section class="way">
    <h3>${text.t("handshake-way")}</h3>
    <dl class="facts">
      ${fact(text.t("handshake-peer"), hop.peer, "hop-peer")}
      ${fact(text.t("handshake-addresses"), hop.addresses.join(", "), "hop-addresses")}
      ${
        tries.some((one) => one.error)
          ? html`<dt>${text.t("handshake-tries")}</dt><dd>${tries.map(
              (one) =>
                html`<div class="mono">${one.address}
                ${
                  one.error
                    ? html`<span class="bad-text">${neutral(one.error)}</span>`
                    : one.address === hop.peer
                      ? icon("check")
                      : "…"
                }</div>`,
            )}</dd>`
          : nothing
      }
      ${fact(text.t("subprotocol"), hop.subprotocol, "hop-subprotocol")}
      ${fact(text.t("extensions"), hop.extensions, "hop-extensions")}
      ${
        hop.status === 101
          ? html`<dt>${text.t("part-compression")}</dt><dd
              class=${hop.compression ? "" : "hint"}
              data-testid="hop-compression"
            >${compression(text, hop.compression)}</dd>`
          : nothing
      }
      ${fact(text.t("cookies-set"), hop.cookies.join(", "), "hop-cookies")}
    </dl>
  </section>`;
}

/** The negotiated compression, in words. */
function compression(text: Text, agreed: CompressionParameters | null) {
  if (!agreed) return text.t("extensions-none");
  const side = (name: string, bits: number, alone: boolean) => text.t(alone ? `${name}-alone` : name, { bits });
  return [
    side("compressed-ours", agreed.client_max_window_bits, agreed.client_no_context_takeover),
    side("compressed-theirs", agreed.server_max_window_bits, agreed.server_no_context_takeover),
  ].join("; ");
}

function via(models: Models, proxy: ProxyHop) {
  const { text } = models;
  return html`<section class="via" data-testid="via">
    <h3>${text.t("settings-proxy")} <code>${neutral(proxy.url)}</code>
    <span class="hint">${text.t(`via-${proxy.from}`)}</span></h3>
    ${proxy.tls ? tlsView(models, proxy.tls, text.t("tls-proxy"), "proxy-tls") : nothing}
    <div class="hop-columns">
      ${head(text, text.t("proxy-request"), proxy.request, "proxy-request")}
      ${head(text, text.t("proxy-response"), proxy.response, "proxy-response")}
    </div>
  </section>`;
}
