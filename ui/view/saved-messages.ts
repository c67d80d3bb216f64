// The profile's saved messages, grouped and in the user's order; one click sends.

import type { Message } from "../host/types";
import { oneLine } from "../model/bytes";
import { lensMessages, lensOf } from "../model/lens";
import type { Models } from "../model/models";
import { codeOf, groups, keyConflict, type MessageGroup, place, step, withMessages } from "../model/saved-messages";
import { hint, html, nothing } from "./html";
import { icon } from "./icons";
import { commandError } from "./inline-error";
import { type MenuPlace, openMenu } from "./menu";
import { arrowStep, composing, consume, deletes, Panel } from "./panel";
import { renameBox } from "./rename-box";
import { MessageDrag } from "./saved-messages/drag";
import { lensMenu, renamed, savedMenu } from "./saved-messages/menu";

export class SavedMessages extends Panel {
  #renaming: { index: number; what: "name" | "group" } | null = null;
  readonly #dragging = new MessageDrag(this, (from, before, group) =>
    this.#edit((list) => place(list, from, before, group)),
  );

  constructor(models: Models) {
    super(models, models.profiles, models.connection);
  }

  protected override render() {
    const { profiles } = this.models;
    const messages = profiles.current?.profile.messages ?? [];
    return html`<section class="form" aria-labelledby="saved-title">
      <h2 id="saved-title">${this.t("saved")}</h2>
      ${messages.length === 0 ? hint(this.t("saved-none")) : nothing}
      ${groups(messages).map((group) => this.#group(group))}
      ${this.#ofLens()}
      ${commandError(this.models, "saved", "saved-error")}
    </section>`;
  }

  /** The messages of the profile's lens: they are sent like saved ones, and edited as copies. */
  #ofLens() {
    const profile = this.models.profiles.current?.profile;
    const lens = profile ? lensOf(this.models.info.lenses, profile) : null;
    const messages = profile ? lensMessages(lens, profile) : [];
    if (!lens || messages.length === 0) return nothing;
    return html`<h3 class="saved-group" data-testid="lens-group">${lens.preset.name}</h3>
      <ul class="saved" aria-label=${lens.preset.name}>
        ${messages.map((message) => this.#lensRow(message))}
      </ul>`;
  }

  #lensRow(message: Message) {
    const open = (at: MenuPlace) => openMenu(lensMenu(this.models, message), at);
    return html`<li data-testid="lens-item"
      @contextmenu=${(event: MouseEvent) => {
        event.preventDefault();
        open(event);
      }}>
      ${this.#entry(message, { testid: "lens-message" })} ${this.#more(message, { testid: "lens-more", open })}
    </li>`;
  }

  /** The button that sends a message. */
  #entry(message: Message, { testid, index }: { testid: string; index?: number }) {
    const { actions, profiles } = this.models;
    const profile = profiles.current?.profile;
    const code = profile ? codeOf(profile, message) : null;
    const other = index === undefined ? null : keyConflict(profile?.messages ?? [], index);
    return html`<button class="entry" data-testid=${testid} data-message=${message.name} ?disabled=${!actions.ready}
      title=${actions.ready ? this.t("saved-send", { name: message.name }) : this.t("send-closed")}
      @keydown=${(event: KeyboardEvent) => index !== undefined && this.#key(event, index)}
      @click=${() => {
        if (!this.#dragging.justEnded) void actions.sendSaved(message);
      }}>
      ${icon("send")} <span class="entry-name">${oneLine(message.name) || this.t("saved-unnamed")}</span>
      ${code ? html`<span class="code ${code.tone ?? ""}">${code.code} ${oneLine(code.name)}</span>` : nothing}
      <code>${kind(message)}</code>
      ${
        message.key && index !== undefined
          ? html`<kbd
              class=${other ? "conflict" : ""}
              title=${other ? this.t("key-conflict", { name: other.name }) : nothing}
            >${this.key(message.key)}</kbd>`
          : nothing
      }
    </button>`;
  }

  /** The button that opens a message's menu. */
  #more(message: Message, { testid, index, open }: { testid: string; index?: number; open: (at: Element) => void }) {
    return html`<button
      class="bare"
      data-testid=${testid}
      aria-haspopup="menu"
      aria-label=${this.t("saved-more", { name: message.name })}
      title=${this.t("field-more")}
      @keydown=${(event: KeyboardEvent) => index !== undefined && this.#key(event, index)}
      @click=${(event: Event) => open(event.currentTarget as Element)}
    >${icon("dots")}</button>`;
  }

  #group({ name, messages }: MessageGroup) {
    return html`${name ? html`<h3 class="saved-group" data-testid="saved-group">${name}</h3>` : nothing}
      <ul class="saved" data-group=${name} aria-label=${name || this.t("saved")}>
        ${messages.map(({ message, index }) => this.#row(message, index))}
      </ul>`;
  }

  #row(message: Message, index: number) {
    if (index === this.#renaming?.index) return html`<li>${this.#renamer(message, index, this.#renaming.what)}</li>`;
    // On the item, because a disabled button fires no events.
    return html`<li data-index=${index} data-testid="saved-item"
      @pointerdown=${(event: PointerEvent) => this.#dragging.begin(event, index)}
      @contextmenu=${(event: MouseEvent) => {
        event.preventDefault();
        this.#menu(event, message, index);
      }}>
      ${this.#entry(message, { testid: "saved-message", index })}
      ${this.#more(message, { testid: "saved-more", index, open: (at) => this.#menu(at, message, index) })}
    </li>`;
  }

  #renamer(message: Message, index: number, what: "name" | "group") {
    const naming = what === "name";
    const finish = (value: string | null) => {
      this.#renaming = null;
      if (value || (value === "" && !naming)) this.#edit((list) => renamed(list, index, what, value));
      this.requestUpdate();
    };
    const label = this.t(naming ? "rename" : "saved-group-name");
    return renameBox("saved-rename", label, message[what] ?? "", finish, naming ? "" : label);
  }

  /** Alt+Up and Alt+Down move, F2 renames, Del deletes. */
  #key(event: KeyboardEvent, index: number) {
    if (composing(event)) return;
    const by = arrowStep(event, "y");
    if (event.altKey && by !== 0) this.move(index, by);
    else if (event.key === "F2") this.rename(index, "name");
    else if (deletes(event)) this.#menuOf(index)?.delete();
    else return;
    consume(event);
  }

  move(index: number, by: 1 | -1): void {
    const before = this.models.profiles.current?.profile.messages ?? [];
    const moved = before[index];
    const next = step(before, index, by);
    this.#edit(() => next);
    const at = next.findIndex((one) => one.name === moved?.name);
    void this.updateComplete.then(() => {
      const item = this.querySelector(`[data-index="${at}"]`);
      (item?.querySelector<HTMLElement>(".entry:not(:disabled)") ?? item?.querySelector<HTMLElement>(".bare"))?.focus();
    });
  }

  #menuOf(index: number) {
    const message = this.models.profiles.current?.profile.messages?.[index];
    return message ? savedMenu(this.models, this, message, index) : null;
  }

  #menu(at: MenuPlace, message: Message, index: number) {
    const menu = savedMenu(this.models, this, message, index);
    openMenu(menu.entries(at), at);
  }

  rename(index: number, what: "name" | "group"): void {
    this.#renaming = { index, what };
    this.requestUpdate();
    this.onceDrawn(".rename", (one) => one.select());
  }

  #edit(change: (list: Message[]) => Message[]) {
    this.models.profiles.edit((profile) => withMessages(profile, change));
  }
}

function kind(message: Message) {
  if (message.type !== "packed") return message.type;
  const what = message.layout || message.format || "";
  return message.tail ? `${what} + ${message.tail.type}` : what;
}

customElements.define("wl-saved", SavedMessages);
