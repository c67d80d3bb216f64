// The services form: toggles for names, and the original script's two commands.

import { repeat } from "lit/directives/repeat.js";
import { isFree, isServices, toggleService, withServices } from "../model/fields";
import type { Models } from "../model/models";
import { button, iconButton, withIcon } from "./button";
import { html } from "./html";
import { icon } from "./icons";
import { commandError } from "./inline-error";
import { composing, deletes, Panel } from "./panel";

export class ServicesForm extends Panel {
  #adding = false;

  constructor(models: Models) {
    super(models, models.profiles, models.connection);
  }

  protected override render() {
    const { profiles, actions } = this.models;
    const services = profiles.current?.profile.services;
    const known = services?.known ?? [];
    if (known.length === 0 && !this.#adding && !this.#used) return this.#none();
    return html`<section class="form" aria-labelledby="services-title">
      <h2 id="services-title">
        ${this.t("services")}
        <span class="push group">
          ${button("quiet", "free", this.t("free"), () => void actions.free(), {
            title: this.t("free-about"),
            disabled: !actions.ready,
          })}
          ${button("", "set-services", this.t("set-services"), () => void actions.setServices(), {
            title: this.t("set-services-about"),
            disabled: !actions.ready || !(services || this.#adding),
          })}
        </span>
      </h2>
      <div class="chips">
        ${repeat(
          known,
          (name) => name,
          (name) => this.#chip(name, services?.chosen.includes(name) ?? false),
        )}
        ${
          this.#adding
            ? this.#adder()
            : html`${iconButton("plus", "chip dashed", "service-add", this.t("service-add"), this.#open)}`
        }
      </div>
      ${commandError(this.models, "services", "services-error")}
    </section>`;
  }

  /** Whether the profile has a message for one of the two commands. */
  get #used() {
    const messages = this.models.profiles.current?.profile.messages ?? [];
    return messages.some((one) => isServices(one) || isFree(one));
  }

  /** Without services the form is a single line. */
  #none() {
    return html`<section class="form folded" aria-labelledby="services-title">
      <h2 id="services-title">
        ${this.t("services")} <em class="plain">${this.t("none-here")}</em>
        ${button("quiet push", "service-add", withIcon("plus", this.t("service-add")), this.#open)}
      </h2>
    </section>`;
  }

  #chip(name: string, on: boolean) {
    const { profiles } = this.models;
    return html`<span class="chip ${on ? "on" : ""}">
      <button data-testid="service" data-service=${name} aria-pressed=${on}
        @keydown=${(event: KeyboardEvent) => {
          if (deletes(event)) this.#remove(name);
        }}
        @click=${() =>
          profiles.edit((profile) => withServices(profile, (old) => toggleService(old, name)))}>${name}</button>
      <button
        class="chip-remove"
        tabindex="-1"
        data-testid="service-remove"
        aria-label=${this.t("service-remove", { name })}
        title=${this.t("service-remove", { name })}
        @click=${() => this.#remove(name)}
      >${icon("close")}</button>
    </span>`;
  }

  #adder() {
    const finish = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const name = input.value.trim();
      input.value = "";
      if (name) this.#add(name);
      return name !== "";
    };
    return html`<input
      class="chip-input mono"
      data-testid="service-name"
      spellcheck="false"
      aria-label=${this.t("service-add")}
      placeholder=${this.t("service-name")}
      @blur=${(event: Event) => {
        finish(event);
        this.#close();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (composing(event)) return;
        if (event.key === "Escape" || (event.key === "Enter" && !finish(event))) this.#close();
      }}
    />`;
  }

  #add(name: string) {
    this.models.profiles.edit((profile) =>
      withServices(profile, (old) =>
        old.known.includes(name) ? old : { ...old, known: [...old.known, name], chosen: [...old.chosen, name] },
      ),
    );
  }

  #remove(name: string) {
    const without = (list: string[]) => list.filter((one) => one !== name);
    this.models.profiles.edit((profile) =>
      withServices(profile, (old) => ({ ...old, known: without(old.known), chosen: without(old.chosen) })),
    );
  }

  #open = () => {
    this.#adding = true;
    this.requestUpdate();
    this.onceDrawn(".chip-input", (one) => one.focus());
  };

  #close() {
    this.#adding = false;
    this.requestUpdate();
  }
}

customElements.define("wl-services", ServicesForm);
