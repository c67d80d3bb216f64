// The error under the URL: why connecting failed or the connection broke, and the server's answer if it refused.

import type { CloseDto, ErrorDto, RetryDto } from "../host/types";
import { neutral, oneLine } from "../model/bytes";
import { isAccepted, meaning } from "../model/close";
import { betterUrl } from "../model/connect-failure";
import { placeFor, placeForStatus } from "../model/connection-summary";
import { hasCertificate } from "../model/handshakes";
import type { Models } from "../model/models";
import { button, iconButton, withIcon } from "./button";
import { html, nothing } from "./html";
import { icon } from "./icons";
import { inlineError } from "./inline-error";
import { Panel } from "./panel";
import { refusalView } from "./refusal";

/** Unknown keys listed at most; there may be a hundred. */
const MOST_KEYS = 8;

export class ConnectionErrorPanel extends Panel {
  #dismissed: unknown = null;
  readonly #dismissedKeys = new Set<string>();

  constructor(models: Models) {
    super(models, models.connection, models.feed, models.profiles);
  }

  protected override render() {
    const { connection, feed, text, actions } = this.models;
    if (!actions.mine) return this.#other();
    const own = connection.place === "url" ? connection.error : null;
    const { error, close, refusal } = connection.state;
    const stamp = error ? JSON.stringify([connection.id, error]) : null;
    const broke = stamp !== this.#dismissed ? error : null;
    const dismiss = () => {
      this.#dismissed = stamp;
      this.requestUpdate();
    };
    return html`<div id="url-error" class="connection-error">
      ${inlineError(text, own, "url-error", () => connection.dismiss(), own ? this.#remedies(own, false) : nothing)}
      ${
        own
          ? nothing
          : broke?.code === "redirect_host"
            ? this.#redirected(broke, dismiss)
            : inlineError(text, broke, "connection-error", dismiss, broke ? this.#remedies(broke, true) : nothing)
      }
      ${!own && broke && refusal && broke.code !== "redirect_host" ? refusalView(text, refusal) : nothing}
      ${own || broke || !close ? nothing : this.#closed(close)}
      ${own || !connection.state.retry ? nothing : this.#lost(connection.state.retry)}
      ${own || broke ? nothing : inlineError(text, connection.state.scenarioError, "scenario-error")}
      ${inlineError(text, feed.error, "feed-error")} ${this.#unknown()}
    </div>`;
  }

  /** Keys without effect, such as misspelt ones. */
  #unknown() {
    const { current } = this.models.profiles;
    const unknown = current?.unknown ?? [];
    const stamp = JSON.stringify([current?.key, unknown]);
    if (unknown.length === 0 || this.#dismissedKeys.has(stamp)) return nothing;
    const more = unknown.length - MOST_KEYS;
    const dismiss = () => {
      this.#dismissedKeys.add(stamp);
      this.requestUpdate();
    };
    return html`<div class="fault mild" role="status" data-testid="unknown-keys">
      ${icon("alert")}
      <div class="fault-text"><span>${this.t("unknown-keys", { count: unknown.length })}
        ${unknown
          .slice(0, MOST_KEYS)
          .map(
            (path) => html`<code>${oneLine(path)}</code> `,
          )}${more > 0 ? this.t("trust-risk-more", { count: more }) : nothing}</span></div>
      ${iconButton("close", "bare", "unknown-keys-dismiss", this.t("dismiss"), dismiss)}
    </div>`;
  }

  /** A redirect to another host: nothing is sent there without the user's consent. */
  #redirected({ args }: ErrorDto, dismiss: () => void) {
    const { connection, profiles } = this.models;
    const host = neutral(args.host ?? "");
    const go = () => {
      if (profiles.current) void connection.goElsewhere(profiles.current);
    };
    return html`<div
      class="fault mild"
      role="alertdialog"
      aria-label=${this.t("redirect-ask", { host })}
      data-testid="redirect-ask"
      data-host=${host}
    >
      ${icon("alert")}
      <div class="fault-text"><strong>${this.t("redirect-ask", { host })}</strong>
        <span>${this.t("redirect-ask-about", { host, location: neutral(args.location ?? "") })}</span></div>
      <span class="ways">
        ${button("small", "show-handshake", withIcon("handshake", this.t("handshake")), () =>
          this.models.handshakes.show(),
        )}
        ${button("small", "redirect-cancel", this.t("cancel"), dismiss)}
        ${button("small primary", "redirect-go", this.t("redirect-go", { host }), go)}
      </span>
    </div>`;
  }

  /** Actions that may resolve the error. */
  #remedies(error: ErrorDto, tried: boolean) {
    const { settings, handshakes, connection } = this.models;
    const { refusal } = connection.state;
    const answer = tried && refusal ? placeForStatus(refusal.status) : null;
    const place = answer ?? placeFor(error.code, error.path, error.args);
    const chain = tried && hasCertificate(error.code);
    const better = betterUrl(error, this.models.profiles.current?.profile.connection.url ?? "");
    return html`<span class="ways">
      ${
        better
          ? button(
              "small primary",
              "use-url",
              this.t("url-use", { url: neutral(better) }),
              () => void this.#use(better),
            )
          : nothing
      }
      ${
        chain
          ? html`${button("small", "show-certificate", withIcon("shield", this.t("show-certificate")), () =>
              handshakes.show(true),
            )}`
          : tried
            ? button("small", "show-handshake", withIcon("handshake", this.t("handshake")), () => handshakes.show())
            : nothing
      }
      ${
        place
          ? html`<button
              class="small"
              data-testid="show-setting"
              data-path=${place}
              @click=${() => settings.showAt(place)}
            >${icon("sliders")} ${this.t("show-setting")}</button>`
          : nothing
      }
    </span>`;
  }

  /** Connects to the suggested URL. */
  async #use(url: string) {
    const { profiles, connection, actions } = this.models;
    connection.dismiss();
    profiles.edit((profile) => ({ ...profile, connection: { ...profile.connection, url } }));
    await actions.connect();
  }

  /** Shown if the open profile is not the connected one. */
  #other() {
    const { connection, library, opening, text } = this.models;
    const { key } = connection;
    const entry = library.entries.find((one) => one.key === key);
    const own =
      connection.place === "url"
        ? inlineError(
            text,
            connection.error,
            "url-error",
            () => connection.dismiss(),
            connection.error ? this.#remedies(connection.error, false) : nothing,
          )
        : nothing;
    if (!connection.live || !entry) return html`<div id="url-error" class="connection-error">${own}</div>`;
    return html`<div id="url-error" class="connection-error">
      ${own}
      <div class="fault mild" role="status" data-testid="other-connected">
        <span class="light live"></span>
        <div class="fault-text"><span>${this.t("other-connected", { name: entry.name })}</span></div>
        ${button("small", "other-show", this.t("profile-show"), () => void opening.profile(entry.key, true))}
        ${button("small", "other-disconnect", this.t("disconnect"), () => void connection.disconnect())}
      </div>
    </div>`;
  }

  /** Why the connection was lost, while reconnecting. */
  #lost({ close, reason }: RetryDto) {
    const words = reason ? this.models.text.error(reason).what : "";
    const by = this.t(`closed-by-${close.by}`);
    const hasCloseFrame = close.how === "code" || close.how === "noCode";
    const how = !hasCloseFrame ? this.t("lost-1006") : this.t("closed-how", { by, code: String(close.code) });
    return html`<div class="fault mild" role="status" data-testid="lost">
      ${icon("reconnect")}
      <div class="fault-text"><strong>${this.t("lost", { how: words || how })}</strong>${
        close.reason ? html`<span class="mono">${neutral(close.reason)}</span>` : nothing
      }</div>
    </div>`;
  }

  #closed(close: CloseDto) {
    if ((close.clean && close.by === "us") || close.how === "cancelled") return nothing;
    const by = this.t(`closed-by-${close.by}`);
    const hasCloseFrame = close.how === "code" || close.how === "noCode";
    const words = hasCloseFrame
      ? this.t("closed-how", { by, code: String(close.code) })
      : this.t(`closed-${close.how}`);
    const reasonKey = close.how === "noCode" ? "closed-no-code" : meaning(close.code);
    return html`<div class="fault mild" role="status" data-testid="closed" data-how=${close.how}>
      ${icon("off")}
      <div class="fault-text"><strong>${words}</strong>
        ${close.reason ? html`<span class="mono" data-testid="closed-reason">${neutral(close.reason)}</span>` : nothing}
        ${
          hasCloseFrame
            ? html`<span data-testid="closed-meaning">${this.t(reasonKey)}${
                close.how === "code" && !isAccepted(close.code) ? ` ${this.t("closed-forbidden")}` : nothing
              }</span>`
            : nothing
        }</div>
    </div>`;
  }
}

customElements.define("wl-connection-error", ConnectionErrorPanel);
