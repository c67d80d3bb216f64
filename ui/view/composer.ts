// The message box: text, JSON or hex; what it would be on the wire; sent by Ctrl+Enter; and the reply beside it.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Style } from "../host/types";
import type { ComposerType } from "../model/composer";
import type { Models } from "../model/models";
import { fault } from "./fault";
import { icon } from "./icons";
import { composing, Panel, typed } from "./panel";
import { replyCard } from "./reply";

const TYPES: ComposerType[] = ["text", "json", "hex"];
const STYLES: Style[] = ["compact", "python"];

export class ComposerForm extends Panel {
  constructor(models: Models) {
    super(models, models.composer, models.connection, models.profiles);
  }

  protected override render(): TemplateResult {
    const { composer, connection, actions, text } = this.models;
    const bad = composer.preview?.error ?? null;
    const ready = actions.ready && !bad;
    return html`<section class="form" aria-labelledby="message-title">
      <h2 id="message-title">
        ${this.t("message")}
        <span class="push group">
          <button class="quiet square" data-testid="message-save" ?disabled=${composer.text === ""} aria-label=${this.t("message-save")} title=${this.t("message-save")} @click=${this.#keep}>
            ${icon("bookmark")}
          </button>
          <button class="primary" data-testid="send" ?disabled=${!ready} title=${actions.ready ? this.key("Ctrl+Enter") : this.t("send-closed")} @click=${() => void actions.send()}>
            ${this.t("send")} <kbd>${this.key("Ctrl+↵")}</kbd>
          </button>
        </span>
      </h2>
      <div class="box ${bad ? "wrong" : ""}">
        <div class="box-head">
          <div class="segments" role="radiogroup" aria-label=${this.t("message-type")}>
            ${TYPES.map((type) => this.#segment(type, this.t(`message-${type}`), composer.type === type, () => composer.choose(type), `type-${type}`))}
          </div>
          ${
            composer.type === "json"
              ? html`<div class="segments small" role="radiogroup" aria-label=${this.t("json-style")}>
                  ${STYLES.map((style) => this.#segment(style, this.t(`style-${style}`), composer.style === style, () => composer.chooseStyle(style), `style-${style}`))}
                </div>`
              : nothing
          }
          <span class="size" data-testid="message-size">${composer.preview && !bad ? text.bytes(composer.preview.size) : nothing}</span>
        </div>
        <textarea
          class="mono"
          data-testid="message"
          rows="5"
          spellcheck="false"
          autocapitalize="off"
          aria-label=${this.t("message")}
          aria-invalid=${bad ? "true" : "false"}
          placeholder=${this.t(`message-${composer.type}-placeholder`)}
          .value=${live(composer.text)}
          @input=${(event: Event) => composer.write(typed(event))}
          @keydown=${this.#key}
        ></textarea>
      </div>
      ${fault(text, bad, "message-error")}
      ${connection.place === "message" ? fault(text, connection.error, "send-error", () => connection.dismiss()) : nothing}
      ${replyCard(this.models)}
    </section>`;
  }

  #segment(value: string, label: string, on: boolean, pick: () => void, testid: string): TemplateResult {
    const move = (event: KeyboardEvent) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const all = [...((event.currentTarget as HTMLElement).parentElement?.querySelectorAll("button") ?? [])];
      const next = all[(all.indexOf(event.currentTarget as HTMLButtonElement) + step + all.length) % all.length];
      next?.click();
      next?.focus();
    };
    return html`<button role="radio" aria-checked=${on ? "true" : "false"} tabindex=${on ? 0 : -1} data-testid=${testid} data-value=${value} @click=${pick} @keydown=${move}>${label}</button>`;
  }

  /** Up at the very start, or while recalling on the first line, goes back; Down on the last line goes forward. */
  #key = (event: KeyboardEvent): void => {
    if (composing(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { composer } = this.models;
    const box = event.target as HTMLTextAreaElement;
    const { selectionStart: start, selectionEnd: end, value } = box;
    if (start !== end) return;
    const back =
      event.key === "ArrowUp" && (start === 0 || (composer.recalling && !value.slice(0, start).includes("\n")));
    const forward = event.key === "ArrowDown" && composer.recalling && !value.slice(start).includes("\n");
    if (!(back || forward) || !composer.recall(back ? 1 : -1)) return;
    event.preventDefault();
    void this.updateComplete.then(() => {
      const caret = back ? 0 : box.value.length;
      box.setSelectionRange(caret, caret);
    });
  };

  /** Into the profile's list of messages, named by how it begins. */
  #keep = (): void => {
    const { composer, profiles, notices } = this.models;
    const name = composer.text.trim().replace(/\s+/g, " ").slice(0, 24);
    profiles.edit((profile) => ({
      ...profile,
      messages: [...(profile.messages ?? []), { ...composer.message, name }],
    }));
    notices.say("notice-message-kept", { name });
  };
}

customElements.define("wl-composer", ComposerForm);
