// The message box: text, JSON, hex or packed fields, the wire preview and the reply. Ctrl+Enter sends.

import { live } from "lit/directives/live.js";
import type { BodyType, MessageStyle } from "../host/types";
import type { Models } from "../model/models";
import { button, iconButton } from "./button";
import { fileForm } from "./file-message";
import { html, nothing, options } from "./html";
import { icon } from "./icons";
import { commandError, inlineError } from "./inline-error";
import { inBox, lineEndsButton, written } from "./line-ends";
import { formatForm } from "./packed/format";
import { layoutForm } from "./packed/layout";
import { lightUp, wirePreview } from "./packed/preview";
import { tailForm } from "./packed/tail";
import { arrowStep, composing, Panel, typed } from "./panel";
import { pasteBar } from "./paste";
import { Repeating } from "./repeat";
import { replyCard } from "./reply";
import type { SavedMessages } from "./saved-messages";
import { sendMenu } from "./send-menu";
import { escapesButton, invisibleLine, terminatorButton } from "./text-ends";
import { insertMenu } from "./variables";

const TYPES: BodyType[] = ["text", "json", "hex", "packed", "file"];
const STYLES: MessageStyle[] = ["compact", "python", "typed"];

export class ComposerForm extends Panel {
  readonly #repeating = new Repeating(this.models, () => this.requestUpdate());

  constructor(models: Models) {
    super(models, models.composer, models.connection, models.profiles);
    lightUp(this);
    this.addEventListener("paste", this.#pasted);
    this.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("text/plain")) event.preventDefault();
    });
    this.addEventListener("drop", this.#dropped);
  }

  protected override render() {
    const { composer, actions, text } = this.models;
    const { type, editing } = composer;
    const bad = composer.preview?.error ?? null;
    const ready = actions.ready && !bad && !((type === "packed" || type === "file") && composer.empty);
    return html`<section class="form" aria-labelledby="message-title">
      <h2 id="message-title">
        ${this.t("message")}
        <span class="push group tight">
          <button
            class="quiet square"
            data-testid="insert"
            aria-haspopup="menu"
            aria-label=${this.t("insert")}
            title=${this.t("insert")}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${(event: Event) => insertMenu(this.models, event.currentTarget as Element)}
          >
            ${icon("braces")}
          </button>
          ${iconButton("paste", "quiet square", "paste", this.t("paste"), () => void actions.paste(), {
            title: this.t("paste-about"),
          })}
          ${iconButton("bookmark", "quiet square", "message-save", this.t("message-save"), this.#keep, {
            disabled: composer.empty,
          })}
          ${button(
            "primary",
            "send",
            html`${this.t("send")} <kbd>${this.key("Ctrl+↵")}</kbd>`,
            () => void actions.send(),
            { title: actions.ready ? this.key("Ctrl+Enter") : this.t("send-closed"), disabled: !ready },
          )}
          ${this.#repeating.button(ready)}
          ${iconButton(
            icon("chevron", "down"),
            "quiet square narrow",
            "send-more",
            this.t("send-more"),
            (at) => sendMenu(this.models, at),
            { menu: true },
          )}
        </span>
      </h2>
      ${this.#repeating.panel(ready)} ${this.#repeating.progressBar()}
      ${
        editing
          ? html`<div class="editing" data-testid="editing">
              ${icon("edit")} <span>${this.t("editing", { name: editing.name })}</span>
              ${button("small", "saved-update", this.t("saved-update"), () => actions.updateSaved(), {
                disabled: composer.empty,
              })}
              ${iconButton("close", "bare", "editing-end", this.t("editing-end"), () => composer.detach())}
            </div>`
          : nothing
      }
      <div class="box ${bad ? "wrong" : ""}">
        <div class="box-head">
          <div class="segments" role="radiogroup" aria-label=${this.t("message-type")}>
            ${TYPES.map((type) =>
              this.#segment(
                type,
                this.t(`message-${type}`),
                composer.type === type,
                () => composer.choose(type),
                `type-${type}`,
              ),
            )}
          </div>
          ${
            composer.type === "json"
              ? html`<div class="segments small" role="radiogroup" aria-label=${this.t("json-style")}>
                  ${STYLES.map((style) =>
                    this.#segment(
                      style,
                      this.t(`style-${style}`),
                      composer.style === style,
                      () => composer.chooseStyle(style),
                      `style-${style}`,
                    ),
                  )}
                </div>`
              : nothing
          }
          ${
            type === "text"
              ? html`${escapesButton(text, composer.escapes, (on) => composer.switchEscapes(on))}
                ${lineEndsButton(text, composer.text, (next) => composer.write(next))}`
              : nothing
          }
          ${type === "json" && composer.style === "typed" ? lineEndsButton(text, composer.text, (next) => composer.write(next)) : nothing}
          ${
            type === "text" || type === "json" || (type === "file" && composer.draft.as === "text")
              ? terminatorButton(this.models)
              : nothing
          }
          <span class="size" data-testid="message-size">${
            composer.preview && !bad ? text.bytes(composer.preview.size) : nothing
          }</span>
        </div>
        ${type === "packed" ? this.#packed() : type === "file" ? fileForm(this.models) : this.#text(bad)}
        ${wirePreview(this.models)}
      </div>
      ${pasteBar(this.models)}
      ${invisibleLine(this.models)}
      ${type === "packed" ? nothing : inlineError(text, bad, "message-error")}
      ${commandError(this.models, "message", "send-error")}
      ${replyCard(this.models)}
    </section>`;
  }

  #text(bad: unknown) {
    const { composer } = this.models;
    return html`<textarea
      class="mono"
      data-testid="message"
      rows="5"
      spellcheck="false"
      autocapitalize="off"
      aria-label=${this.t("message")}
      aria-invalid=${bad !== null}
      placeholder=${this.t(`message-${composer.type}-placeholder`)}
      .value=${live(inBox(composer.text))}
      @input=${(event: Event) => composer.write(written(event, composer.text))}
      @keydown=${this.#key}
    ></textarea>`;
  }

  #packed() {
    const { composer, profiles, text } = this.models;
    const { layout = "", tail } = composer.draft;
    const layouts = (profiles.current?.profile.layouts ?? []).flatMap((one) => (one.name ? [one.name] : []));
    const known = layout === "" || layouts.includes(layout) ? layouts : [...layouts, layout];
    return html`<div class="packed" data-testid="packed">
      ${
        known.length > 0
          ? html`<label class="packed-layout"><span>${this.t("layout")}</span>
              <select
                data-testid="layout"
                .value=${live(layout)}
                @change=${(event: Event) => composer.chooseLayout(typed(event))}
              >
                <option value="" ?selected=${layout === ""}>${this.t("layout-none")}</option>
                ${options(known, layout, String)}
              </select></label>`
          : nothing
      }
      ${
        layout
          ? layoutForm(this.models)
          : html`${formatForm(this.models, this)}
            ${tailForm(this.models, {
              line: null,
              value: tail ?? null,
              write: (next) => composer.editTail(null, next),
              path: "tail",
            })}`
      }
      ${inlineError(text, this.#elsewhere(), "packed-error")}
    </div>`;
  }

  /** An error that no line of the form shows. */
  #elsewhere() {
    const { preview } = this.models.composer;
    const error = preview?.error;
    if (!error || /^(format|layout|tails?\b)/.test(error.path ?? "")) return null;
    return preview.faults.some((one) => one.path === error.path) ? null : error;
  }

  /** Inserts pasted text as is, and offers other readings. */
  #pasted = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const into = event.target as HTMLElement;
    if (text === "" || !into.matches("[data-testid=message], [data-testid=format]")) return;
    void this.models.composer.recognise(text);
  };

  #dropped = (event: DragEvent) => {
    const text = event.dataTransfer?.getData("text/plain") ?? "";
    const field = (event.target as HTMLElement).closest("input, textarea");
    if (text === "" || (field && !field.matches("[data-testid=message]"))) return;
    if (!field) {
      event.preventDefault();
      void this.models.actions.take(text);
    } else void this.models.composer.recognise(text);
  };

  #segment(value: string, label: string, on: boolean, pick: () => void, testid: string) {
    const move = (event: KeyboardEvent) => {
      const step = arrowStep(event, "x");
      if (step === 0) return;
      event.preventDefault();
      const all = [...((event.currentTarget as HTMLElement).parentElement?.querySelectorAll("button") ?? [])];
      const next = all[(all.indexOf(event.currentTarget as HTMLButtonElement) + step + all.length) % all.length];
      next?.click();
      next?.focus();
    };
    return html`<button
      role="radio"
      aria-checked=${on}
      tabindex=${on ? 0 : -1}
      data-testid=${testid}
      data-value=${value}
      @click=${pick}
      @keydown=${move}
    >${label}</button>`;
  }

  /**
   * Up at the very start, or while recalling on the first line, goes back in the history; Down on the last line goes
   * forward.
   */
  #key = (event: KeyboardEvent) => {
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

  /** Saves the message to the profile, named after its first characters. */
  #keep = () => {
    this.models.actions.keep();
    // The name is a guess: the list offers to rename it in place.
    const last = (this.models.profiles.current?.profile.messages?.length ?? 0) - 1;
    const list = document.querySelector<SavedMessages>("wl-saved");
    if (last >= 0) void list?.updateComplete.then(() => list.rename(last, "name"));
  };
}

customElements.define("wl-composer", ComposerForm);
