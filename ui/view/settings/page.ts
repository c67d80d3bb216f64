// The connection settings page: how a profile connects. Covers the window; Escape closes it, and every change is
// applied to the open profile immediately.

import { oneLine } from "../../model/bytes";
import { differences, SECTIONS, type Section } from "../../model/connection-summary";
import type { Models } from "../../model/models";
import { isDirty } from "../../model/profiles";
import { ProfilePage } from "../full-page";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { problemCount } from "../layouts/form-context";
import { arrowStep } from "../panel";
import { authPart } from "./auth";
import { closePart } from "./close";
import { cookiesPart } from "./cookies";
import type { SettingsContext } from "./form-context";
import { framesPart } from "./frames";
import { limitsPart } from "./limits";
import { networkPart } from "./network";
import { proxyPart } from "./proxy";
import { requestPart } from "./request";
import { tlsPart } from "./tls";

const CHOSEN_TAB = '[role="tab"][aria-selected="true"]';
const DRAW: Record<Section, (context: SettingsContext) => unknown> = {
  request: requestPart,
  auth: authPart,
  cookies: cookiesPart,
  tls: tlsPart,
  proxy: proxyPart,
  network: networkPart,
  frames: framesPart,
  limits: limitsPart,
  close: closePart,
};

export class SettingsPage extends ProfilePage {
  readonly #texts = new Map<string, string>();
  readonly #revealed = new Set<string>();
  /** Whether this drawing goes to a wanted setting. */
  #pointing = false;

  constructor(models: Models) {
    super(
      models,
      { model: models.settings, testid: "settings-room", title: "connection-settings", focus: CHOSEN_TAB },
      models.profiles,
      models.connection,
    );
  }

  protected override render() {
    const { settings, profiles, connection, actions, text } = this.models;
    const draft = profiles.current;
    if (!settings.open || !draft) return html``;
    return html`<header class="page-head">
        <h2>${icon("sliders")} ${this.t("connection-settings")}</h2>
        <span class="hint page-profile">${oneLine(draft.profile.name)}</span>
        ${
          actions.mine && connection.live
            ? html`<span class="hint" role="status">${this.t("settings-next")}</span>`
            : nothing
        }
        <span class="push group">
          ${this.saveButton("settings-save", isDirty(draft))}
          ${this.closeButton("settings-close", this.t("layouts-close-about"))}
        </span>
      </header>
      <div class="settings-columns">
        <div
          class="page-list"
          role="tablist"
          aria-orientation="vertical"
          aria-label=${this.t("connection-settings")}
        >${this.#tabs()}</div>
        <div
          class="settings-body"
          role="tabpanel"
          data-testid="settings-${settings.section}"
          aria-label=${this.t(`settings-${settings.section}`)}
        >
          ${inlineError(text, settings.error, "settings-error")} ${DRAW[settings.section](this.#context())}
        </div>
      </div>`;
  }

  #tabs() {
    const { settings } = this.models;
    const changes = differences(settings.connection);
    return SECTIONS.map((one) => {
      const on = settings.section === one;
      const own = changes.filter((difference) => difference.section === one);
      const bad = own.some((difference) => difference.bad);
      return html`<button
        role="tab"
        class="settings-tab ${on ? "on" : ""}"
        aria-selected=${on}
        tabindex=${on ? 0 : -1}
        data-testid="settings-tab-${one}"
        @click=${() => this.#go(one)}
        @keydown=${(event: KeyboardEvent) => this.#move(event)}
      >
        <span class="settings-name">${this.t(`settings-${one}`)}</span>
        ${problemCount(this.models.text, settings.countIn(one))}
        ${
          own.length > 0
            ? html`<span
                class="differs ${bad ? "bad" : ""}"
                title=${this.t("settings-differs", { count: own.length })}
              >${own.length}</span>`
            : nothing
        }
      </button>`;
    });
  }

  #go(section: Section) {
    this.#texts.clear();
    this.models.settings.goTo(section);
    this.onceDrawn(".settings-body", (one) => one.scrollTo(0, 0));
  }

  #move(event: KeyboardEvent) {
    const by = arrowStep(event, "y");
    if (by === 0) return;
    event.preventDefault();
    const at = SECTIONS.indexOf(this.models.settings.section);
    this.#go(SECTIONS[(at + by + SECTIONS.length) % SECTIONS.length] ?? "request");
    this.onceDrawn(CHOSEN_TAB, (one) => one.focus());
  }

  #context(): SettingsContext {
    const { settings } = this.models;
    return {
      models: this.models,
      settings,
      connection: settings.connection,
      t: (id, args) => this.t(id, args),
      redraw: () => this.requestUpdate(),
      focus: (testid) => void this.#focus(testid, false),
      texts: this.#texts,
      revealed: this.#revealed,
      problems: (path) => settings.problems(path),
    };
  }

  /** Focuses the field with this test id, else the first one for this path. */
  async #focus(testid: string, point: boolean) {
    this.requestUpdate();
    await this.updateComplete;
    const name = CSS.escape(testid);
    const element =
      this.querySelector<HTMLElement>(`[data-testid="${name}"]`) ??
      this.querySelector<HTMLElement>(`[data-setting="${name}"]`) ??
      this.querySelector<HTMLElement>(`[data-testid^="${name}"]`) ??
      this.querySelector<HTMLElement>(`[data-secret="${CSS.escape(testid.replace("secret:", ""))}"]`);
    const field = element?.matches("input, select, button")
      ? element
      : (element?.querySelector<HTMLElement>("input, select, button:not([tabindex='-1'])") ?? element);
    field?.focus();
    if (field instanceof HTMLInputElement && field.type === "text") field.select();
    const whole = element?.closest<HTMLElement>(".setting, .settings-part") ?? element;
    whole?.scrollIntoView({ block: "nearest" });
    if (!point) return;
    whole?.classList.add("pointed-at");
    whole?.addEventListener("animationend", () => whole.classList.remove("pointed-at"), { once: true });
  }

  protected override toggled(): void {
    this.#texts.clear();
    this.#revealed.clear();
  }

  /** The wanted setting takes the focus. */
  protected override enter(): void {
    if (!this.#pointing) super.enter();
  }

  protected override updated(): void {
    const { settings } = this.models;
    const { wanted } = settings;
    this.#pointing = settings.open && wanted !== null;
    if (settings.open && wanted !== null) {
      settings.wanted = null;
      void this.#focus(wanted, true);
    }
    super.updated();
  }
}

customElements.define("wl-settings", SettingsPage);
