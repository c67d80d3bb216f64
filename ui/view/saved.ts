// The profile's saved messages: one click sends.

import { html, nothing, type TemplateResult } from "lit";
import type { Message } from "../host/types";
import type { Models } from "../model/models";
import { fault } from "./fault";
import { icon } from "./icons";
import { openMenu } from "./menu";
import { composing, Panel, typed } from "./panel";

export class SavedMessages extends Panel {
  #renaming = -1;

  constructor(models: Models) {
    super(models, models.profiles, models.connection);
  }

  protected override render(): TemplateResult {
    const { profiles, connection, text } = this.models;
    const messages = profiles.current?.profile.messages ?? [];
    return html`<section class="form" aria-labelledby="saved-title">
      <h2 id="saved-title">${this.t("saved")}</h2>
      ${messages.length === 0 ? html`<p class="hint">${this.t("saved-none")}</p>` : nothing}
      <ul class="saved">${messages.map((message, i) => this.#row(message, i))}</ul>
      ${connection.place === "saved" ? fault(text, connection.error, "saved-error", () => connection.dismiss()) : nothing}
    </section>`;
  }

  #row(message: Message, index: number): TemplateResult {
    const { actions } = this.models;
    if (index === this.#renaming) return html`<li>${this.#renamer(message, index)}</li>`;
    return html`<li>
      <button class="entry" data-testid="saved-message" data-message=${message.name} ?disabled=${!actions.ready}
        title=${actions.ready ? this.t("saved-send", { name: message.name }) : this.t("send-closed")}
        @contextmenu=${(event: MouseEvent) => {
          event.preventDefault();
          this.#menu({ x: event.clientX, y: event.clientY }, message, index);
        }}
        @click=${() => void actions.sendSaved(message)}>
        ${icon("play")} <span class="entry-name">${message.name || this.t("saved-unnamed")}</span>
        <code>${kind(message)}</code>
      </button>
      <button class="bare" data-testid="saved-more" aria-haspopup="menu" aria-label=${this.t("field-more")} title=${this.t("field-more")}
        @click=${(event: Event) => this.#menu(event.currentTarget as Element, message, index)}>${icon("dots")}</button>
    </li>`;
  }

  #renamer(message: Message, index: number): TemplateResult {
    const finish = (event: Event, keep: boolean) => {
      if (this.#renaming < 0) return;
      this.#renaming = -1;
      const name = typed(event).trim();
      if (keep && name) this.#edit((list) => list.map((one, i) => (i === index ? { ...one, name } : one)));
      this.requestUpdate();
    };
    return html`<input class="rename" data-testid="saved-rename" aria-label=${this.t("rename")} .value=${message.name}
      @blur=${(event: Event) => finish(event, true)}
      @keydown=${(event: KeyboardEvent) => {
        if (composing(event)) return;
        if (event.key !== "Enter" && event.key !== "Escape") return;
        // The button that comes back into its place must not take this Enter for a click.
        event.preventDefault();
        finish(event, event.key === "Enter");
      }} />`;
  }

  #menu(at: Element | { x: number; y: number }, message: Message, index: number): void {
    const { composer } = this.models;
    openMenu(
      [
        {
          label: this.t("saved-edit"),
          testid: "saved-edit",
          disabled: message.type === "packed",
          run: () => composer.load(message),
        },
        { label: this.t("rename"), testid: "saved-rename-item", run: () => this.#rename(index) },
        "line",
        { label: this.t("delete"), testid: "saved-delete", danger: true, run: () => this.#delete(index) },
      ],
      at,
    );
  }

  #rename(index: number): void {
    this.#renaming = index;
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>(".rename")?.select());
  }

  #delete(index: number): void {
    const { profiles, notices } = this.models;
    const before = profiles.current?.profile.messages ?? [];
    const key = profiles.current?.key;
    const gone = before[index];
    if (!gone) return;
    this.#edit((list) => list.filter((_, i) => i !== index));
    notices.say("notice-deleted", { name: gone.name }, () => {
      if (profiles.current?.key === key) this.#edit((list) => [...list.slice(0, index), gone, ...list.slice(index)]);
    });
  }

  #edit(change: (list: Message[]) => Message[]): void {
    this.models.profiles.edit((profile) => ({ ...profile, messages: change(profile.messages ?? []) }));
  }
}

function kind(message: Message): string {
  if (message.type !== "packed") return message.type;
  return message.tail ? `${message.format} + ${message.tail.type}` : (message.format ?? "");
}

customElements.define("wl-saved", SavedMessages);
