// The connection settings page: how a profile connects. Covers the window; Escape closes it, and every change is
// applied to the open profile immediately.

import { oneLine } from "../../model/bytes";
import { differences, SECTIONS, type Section } from "../../model/connection-summary";
import type { Models } from "../../model/models";
import { isDirty } from "../../model/profiles";
import { html, nothing, type PropertyValues, setLabel, type TemplateResult } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";
import { command, composing, Panel } from "../panel";
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

const DRAW: Record<Section, (context: SettingsContext) => TemplateResult> = {
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

export class SettingsPage extends Panel {
  readonly #texts = new Map<string, string>();
  readonly #revealed = new Set<string>();
  #before: HTMLElement | null = null;
  #shown = false;

  constructor(models: Models) {
    super(models, models.settings, models.profiles, models.connection);
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = -1;
    this.hidden = true;
    this.dataset.testid = "settings-room";
    this.setAttribute("role", "dialog");
  }

  protected override render(): TemplateResult {
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
          <button
            class="square"
            data-testid="settings-save"
            aria-label=${this.t("save")}
            title="${this.t("save")} (${this.key("Ctrl+S")})"
            @click=${() => this.#save()}
          >
            ${icon("save")} ${isDirty(draft) ? html`<span class="dirty"></span>` : ""}
          </button>
          <button
            data-testid="settings-close"
            title=${this.t("layouts-close-about")}
            @click=${() => settings.hide()}
          >${this.t("done")} <kbd>Esc</kbd></button>
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

  #tabs(): TemplateResult[] {
    const { settings } = this.models;
    const changes = differences(settings.connection);
    return SECTIONS.map((one) => {
      const on = settings.section === one;
      const own = changes.filter((difference) => difference.section === one);
      const problems = settings.countIn(one);
      const bad = own.some((difference) => difference.bad);
      return html`<button
        role="tab"
        class="settings-tab ${on ? "on" : ""}"
        aria-selected=${on ? "true" : "false"}
        tabindex=${on ? 0 : -1}
        data-testid="settings-tab-${one}"
        @click=${() => this.#go(one)}
        @keydown=${(event: KeyboardEvent) => this.#move(event)}
      >
        <span class="settings-name">${this.t(`settings-${one}`)}</span>
        ${
          problems > 0
            ? html`<span class="count bad" title=${this.t("problems", { count: problems })}>${problems}</span>`
            : nothing
        }
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

  #go(section: Section): void {
    this.#texts.clear();
    this.models.settings.goTo(section);
    void this.updateComplete.then(() => this.querySelector(".settings-body")?.scrollTo(0, 0));
  }

  #move(event: KeyboardEvent): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = SECTIONS.indexOf(this.models.settings.section);
    this.#go(SECTIONS[(at + by + SECTIONS.length) % SECTIONS.length] ?? "request");
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus());
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
  async #focus(testid: string, point: boolean): Promise<void> {
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

  #key(event: KeyboardEvent): void {
    if (composing(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.models.settings.hide();
    } else if (event.ctrlKey || event.metaKey) {
      // Keep the commands of the covered tab from running.
      event.stopPropagation();
      if (!command(event) || event.key.toLowerCase() !== "s" || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.#save();
    }
  }

  #save(): void {
    void this.models.actions.save();
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    const { settings } = this.models;
    const { open, wanted } = settings;
    if (open && wanted !== null) {
      settings.wanted = null;
      void this.#focus(wanted, true);
    }
    if (open === this.#shown) return;
    this.#shown = open;
    this.hidden = !open;
    this.#texts.clear();
    this.#revealed.clear();
    setLabel(this, this.t("connection-settings"));
    for (const id of ["sidebar", "top", "main", "status"]) document.getElementById(id)?.toggleAttribute("inert", open);
    if (open) {
      this.#before = document.activeElement as HTMLElement | null;
      if (wanted === null) this.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
    } else this.#before?.focus({ preventScroll: true });
  }
}

customElements.define("wl-settings", SettingsPage);
