// The top bar: connection state, URL, and the main buttons.

import { live } from "lit/directives/live.js";
import { IDLE } from "../model/connection";
import type { Models } from "../model/models";
import { isFolded, SIDEBAR } from "../model/panes";
import { isDirty } from "../model/profiles";
import { button, iconButton } from "./button";
import { disconnectMenu } from "./close-menu";
import { newTab } from "./commands";
import { stateAppearance } from "./connection-state";
import { html, nothing } from "./html";
import { type Icon, icon } from "./icons";
import { mainMenu } from "./main-menu";
import { item, openMenu } from "./menu";
import { composing, Panel, typed } from "./panel";

export class TopBar extends Panel {
  constructor(models: Models) {
    super(models, models.connection, models.profiles, models.preferences, models.tabs);
  }

  protected override attached() {
    const timer = setInterval(() => {
      if (this.models.connection.waiting) this.requestUpdate();
    }, 250);
    return () => clearInterval(timer);
  }

  protected override render() {
    const { models } = this;
    const { connection, profiles, actions, tabs, text } = models;
    const draft = profiles.current;
    const state = actions.mine ? connection.state : IDLE;
    const unverified = draft?.profile.connection.tls?.verify === false;
    const dot = unverified ? html`<span class="danger-dot" title=${this.t("unverified-about")}></span>` : nothing;
    const { word, more, tone, sign } = stateAppearance(state, text, Date.now() - connection.at);
    return html`<div class="bar">
      ${isFolded(models.preferences, SIDEBAR.name) ? this.#fold("sidebar", "sidebar", "Ctrl+B") : nothing}
      ${this.#fold("drawer", "compose", "Ctrl+Shift+B")}
      <span
        class="state ${tone}"
        role="status"
        title=${[word, more].join(" ").trim()}
        data-testid="state"
        data-state=${state.name}
      >
        ${icon(sign, sign === "spin" ? "spin" : "")}
        <span>${word}${more ? html`<span class="state-more"> ${more}</span>` : nothing}</span>
      </span>
      ${
        state.unverified && connection.live
          ? button(
              "unverified",
              "unverified",
              html`${icon("alert")} <span class="label">${this.t("unverified")}</span>`,
              () => models.settings.showAt("connection.tls.verify"),
              { title: this.t("unverified-about") },
            )
          : nothing
      }
      ${
        state.subprotocolIgnored && connection.live
          ? button(
              "unverified",
              "subprotocol-ignored",
              html`${icon("alert")} <span class="label">${this.t("subprotocol-ignored")}</span>`,
              () => models.handshakes.show(),
              { title: this.t("subprotocol-ignored-about") },
            )
          : nothing
      }
      <input
        class="url"
        id="url"
        type="text"
        inputmode="url"
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        data-testid="url"
        aria-label=${this.t("url")}
        aria-invalid=${connection.error !== null && connection.place === "url"}
        aria-describedby="url-error"
        placeholder=${this.t("url-placeholder")}
        .value=${live(draft?.profile.connection.url ?? "")}
        @input=${(event: Event) => this.#edit(typed(event))}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      />
      ${button(
        "square wordy",
        "settings-open",
        html`${icon("sliders")} <span class="label">${this.t("connection-settings-short")}</span> ${dot}`,
        () => models.settings.show(),
        {
          label: this.t("connection-settings"),
          title: this.tip("connection-settings", "Ctrl+,"),
          disabled: !draft,
        },
      )}
      ${button(
        "square wordy only-roomy",
        "handshake-open",
        html`${icon("handshake")} <span class="label">${this.t("handshake")}</span>`,
        () => models.handshakes.show(),
        {
          label: this.t("handshake"),
          title: this.tip("handshake", "Ctrl+Shift+H"),
          disabled: connection.id === null || (!actions.mine && connection.state.name !== "file"),
        },
      )}
      ${this.#connect()}
      ${this.#run()}
      ${button(
        "square",
        "save",
        [icon("save"), " ", draft && isDirty(draft) ? html`<span class="dirty"></span>` : nothing],
        () => void actions.save(),
        { label: this.t("save"), title: this.tip("save", "Ctrl+S"), disabled: !draft },
      )}
      ${
        tabs.list.length === 1
          ? iconButton("plus", "square", "tab-new", this.t("tab-new"), () => newTab(models), {
              title: this.tip("tab-new", "Ctrl+T"),
            })
          : nothing
      }
      ${iconButton("menu", "square", "main-menu", this.t("menu"), this.#menu, { menu: true })}
    </div>`;
  }

  /** The label names the scenario that ran last; the others are in a menu. */
  #run() {
    const { actions, connection } = this.models;
    const { scenarios, running } = actions;
    const { scenario } = actions;
    if (scenario === null && !running) return nothing;
    const name = (running ? connection.state.scenario : null) ?? scenario ?? "";
    const words = this.t(running ? "run-stop" : "run", { name });
    const one = button(
      "run",
      "run",
      html`${icon(running ? "stop" : "play")} <span class="label">${words}</span>`,
      () => void actions.run(),
      { title: words },
    );
    if (scenarios.length < 2) return one;
    return html`<span class="connect-group">${one}${iconButton(
      icon("chevron", "down"),
      "drop",
      "run-menu",
      this.t("run-which"),
      this.#runs,
      { disabled: running, menu: true },
    )}</span>`;
  }

  #runs = (at: Element) => {
    const { actions } = this.models;
    openMenu(
      actions.scenarios.map((name) =>
        item("run-scenario", this.t("run", { name }), () => void actions.run(name), {
          checked: name === actions.scenario,
        }),
      ),
      at,
    );
  };

  /** Button that shows or folds a pane. */
  #fold(name: "sidebar" | "drawer", sign: Icon, shortcut: string) {
    const title = this.t(name === "drawer" ? "drawer" : "sidebar-show");
    return iconButton(
      icon(sign),
      "square",
      name,
      title,
      () => this.dispatchEvent(new CustomEvent(name, { bubbles: true })),
      { title: `${title} (${this.key(shortcut)})` },
    );
  }

  #connect() {
    const { connection, profiles, actions } = this.models;
    const act = () => void actions.toggleConnection();
    if (actions.mine && connection.waiting)
      return html`${button("primary", "connect-now", this.t("connect-now"), () => void connection.connectNow(), {
        title: this.t("connect-now-about"),
      })}
        ${button("connect", "cancel", this.t("cancel"), act)}`;
    // Its own template: "Connect" must not become the focused element that "Cancel" was.
    if (actions.mine && connection.connecting) return html`${button("connect", "cancel", this.t("cancel"), act)}`;
    if (actions.mine && connection.live) {
      return html`<span class="connect-group">${button("connect", "disconnect", this.t("disconnect"), act, {
        disabled: connection.state.name === "closing",
      })}${iconButton(
        icon("chevron", "down"),
        "drop",
        "farewell-menu",
        this.t("farewell"),
        (at) => disconnectMenu(this.models, at),
        { menu: true },
      )}</span>`;
    }
    return button("connect primary", "connect", this.t("connect"), act, { disabled: !profiles.current });
  }

  #edit(url: string) {
    const { profiles, actions, connection } = this.models;
    if (connection.error && connection.place === "url") connection.dismiss();
    if (!profiles.current) actions.newProfile(url);
    else profiles.edit((profile) => ({ ...profile, connection: { ...profile.connection, url } }));
  }

  #key(event: KeyboardEvent) {
    if (event.key !== "Enter" || composing(event)) return;
    event.preventDefault();
    void this.models.actions.connect();
  }

  #menu = (at: Element) => openMenu(mainMenu(this.models), at, 2);
}

customElements.define("wl-topbar", TopBar);
