// The handshake page: the recorded opening handshake of an open, failed or past connection. The only place to trust a
// certificate, because its chain is shown here.

import { handshakeText } from "../../model/handshake-text";
import type { Models } from "../../model/models";
import { button, withIcon } from "../button";
import { FullPage } from "../full-page";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { typed } from "../panel";
import { refusalView } from "../refusal";
import { hopView } from "./hop";

export class HandshakePage extends FullPage {
  constructor(models: Models) {
    super(
      models,
      { model: models.handshakes, testid: "handshake-room", title: "handshake" },
      models.connection,
      models.profiles,
    );
  }

  protected override render() {
    const { handshakes, text } = this.models;
    if (!handshakes.open) return html``;
    const { shown } = handshakes;
    return html`<header class="page-head">
        <h2>${icon("handshake")} ${this.t("handshake")}</h2>
        ${this.#which()}
        <span class="push group">
          ${button("quiet", "handshake-copy", withIcon("copy", this.t("handshake-copy")), () => this.#copy(), {
            disabled: !shown,
          })}
          ${this.closeButton("handshake-close")}
        </span>
      </header>
      <div class="page-body handshake-body">
        ${inlineError(text, handshakes.error, "handshake-error")} ${this.#failure()}
        ${
          shown
            ? shown.hops.map((hop, i) =>
                hopView(this.models, hop, {
                  number: i + 1,
                  count: shown.hops.length,
                  failed: this.#failed(i),
                  trust: i === shown.hops.length - 1 ? this.#trust() : nothing,
                }),
              )
            : handshakes.loaded
              ? html`<p class="hint history-none" data-testid="handshake-none">${this.t("handshake-none")}</p>`
              : nothing
        }
      </div>`;
  }

  /** The last hop is the one that failed. */
  #failed(index: number) {
    const { handshakes, connection } = this.models;
    const hop = handshakes.shown?.hops[index];
    const last = index === (handshakes.shown?.hops.length ?? 0) - 1;
    return last && hop?.status !== 101 && !connection.connecting;
  }

  /** Selects one of several handshakes after reconnecting. */
  #which() {
    const { handshakes } = this.models;
    const { list, index } = handshakes;
    if (list.length < 2) return nothing;
    return html`<select
      data-testid="handshake-which"
      aria-label=${this.t("handshake-which")}
      @change=${(event: Event) => handshakes.choose(Number(typed(event)))}
    >
      ${list.map(
        (_, i) =>
          html`<option value=${i} ?selected=${i === index}>${this.t("handshake-number", {
            number: i + 1,
            count: list.length,
          })}</option>`,
      )}
    </select>`;
  }

  /** Why it failed, and what to do. */
  #failure() {
    const { handshakes, connection, text, actions } = this.models;
    const { error } = connection.state;
    if (!error || !handshakes.isNow || !actions.mine) return nothing;
    const { refusal } = connection.state;
    return html`<div class="failure">
      ${inlineError(text, error, "handshake-failure", undefined, this.#again(false))}
      ${refusal ? refusalView(text, refusal) : nothing}
    </div>`;
  }

  #again(primary: boolean) {
    const { handshakes, actions } = this.models;
    const again = () => {
      handshakes.hide();
      void actions.connect();
    };
    return button(
      `small ${primary ? "primary" : ""}`,
      primary ? "connect-trusted" : "connect-again",
      this.t("connect-again"),
      again,
    );
  }

  /** The trust button under the refused certificate, whose chain the user has seen here. */
  #trust() {
    const { handshakes, settings, actions, profiles } = this.models;
    const sha256 = handshakes.trustable;
    if (sha256 === null || !actions.mine) return nothing;
    const pinned = profiles.current?.profile.connection.tls?.pinned ?? [];
    if (pinned.includes(sha256)) {
      const undo = () => settings.patch("tls", { pinned: pinned.filter((one) => one !== sha256) });
      return html`<div class="trust on" data-testid="trusted">
        <p>${icon("shield")} <strong>${this.t("trusted")}</strong> ${this.t("trusted-about")}</p>
        ${button("small", "trust-undo", this.t("undo"), undo)} ${this.#again(true)}
      </div>`;
    }
    return html`<div class="trust">
      <p>${this.t("trust-about")}</p>
      ${button("small", "trust", withIcon("shield", this.t("trust")), () => settings.pin(sha256))}
    </div>`;
  }

  #copy() {
    const { handshakes, host, notices } = this.models;
    const { shown } = handshakes;
    if (!shown) return;
    void host.copyText(handshakeText(shown)).then(
      () => notices.say("notice-handshake"),
      () => {},
    );
  }

  protected override updated(): void {
    const { handshakes } = this.models;
    if (handshakes.open && handshakes.toCertificate && handshakes.shown) {
      handshakes.toCertificate = false;
      this.querySelector("[data-testid=tls]")?.scrollIntoView({ block: "nearest" });
    }
    super.updated();
  }
}

customElements.define("wl-handshake", HandshakePage);
