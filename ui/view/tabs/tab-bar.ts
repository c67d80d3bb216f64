// The tab bar; hidden while there is only one tab.

import { repeat } from "lit/directives/repeat.js";
import { neutral } from "../../model/bytes";
import type { Shared } from "../../model/models";
import type { Tab } from "../../model/tabs";
import { iconButton } from "../button";
import { newTab } from "../commands";
import { stateAppearance } from "../connection-state";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { item, openMenu } from "../menu";
import { middle } from "../middle-click";
import { arrowStep, consume, deletes, Panel } from "../panel";
import { askClose } from "./closing";
import { dragTab } from "./drag";
import { nameOf } from "./name";

export class TabBar extends Panel<Shared> {
  #shown: Tab | null = null;

  constructor(shared: Shared) {
    super(shared, shared.tabs, shared.tabs.numbers);
    this.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  protected override render() {
    const { tabs } = this.models;
    if (tabs.list.length < 2) return html``;
    return html`<div class="tablist" role="tablist" aria-label=${this.t("tabs")}>
        ${repeat(
          tabs.list,
          (tab) => tab.number,
          (tab) => this.#tab(tab),
        )}
      </div>
      ${iconButton("plus", "bare tab-new", "tab-new", this.t("tab-new"), () => newTab(this.models), {
        title: this.tip("tab-new", "Ctrl+T"),
      })}`;
  }

  #tab(tab: Tab) {
    const { tabs, text } = this.models;
    const { connection, profiles } = tab.models;
    const on = tab === tabs.active;
    const { word, more = "", tone, sign } = stateAppearance(connection.state, text, Date.now() - connection.at);
    const name = nameOf(tab, text);
    const fresh = on ? 0 : tab.fresh;
    const dirty = tab.isEdited;
    const unseenText = fresh > 0 ? text.t("tab-fresh", { count: fresh }) : "";
    const close = middle(() => askClose(this.models, tab));
    const lines = [
      name,
      tab.isBlank ? "" : `${word} ${more}`.trim(),
      neutral(profiles.current?.profile.connection.url ?? ""),
      dirty ? this.t("profile-dirty") : "",
      unseenText,
    ];
    return html`<div
      class="tab ${on ? "on" : ""}"
      role="presentation"
      data-number=${tab.number}
      data-name=${name}
      @mousedown=${close}
      @mouseup=${close}
    >
      <button
        role="tab"
        class="tab-main"
        data-testid="tab"
        data-state=${connection.state.name}
        aria-selected=${on}
        aria-controls="main"
        aria-keyshortcuts="Delete"
        tabindex=${on ? 0 : -1}
        title=${lines.filter((line) => line !== "").join("\n")}
        @click=${() => tabs.activate(tab)}
        @keydown=${(event: KeyboardEvent) => this.#key(event, tab)}
        @contextmenu=${(event: MouseEvent) => this.#menu(event, tab)}
        @pointerdown=${(event: PointerEvent) => dragTab(event, this, (to) => tabs.move(tab, to))}
      >
        <span class="tab-sign ${tone}">${icon(tab.isBlank ? "dot" : sign, sign === "spin" ? "spin" : "")}</span>
        <span class="tab-name">${name}${this.#ordinal(tab, name)}</span>
        <span class="hidden">${tab.isBlank ? nothing : word}</span>
        ${
          fresh > 0
            ? html`<span
                class="count"
                data-testid="tab-count"
                data-value=${fresh}
                aria-label=${unseenText}
              >${text.compact(fresh)}</span>`
            : nothing
        }
        ${
          dirty
            ? html`<span
                class="dirty"
                data-testid="tab-dirty"
              ><span class="hidden">${this.t("profile-dirty")}</span></span>`
            : nothing
        }
      </button>
      <button
        class="bare tab-close"
        data-testid="tab-close"
        tabindex="-1"
        aria-hidden="true"
        aria-label=${this.t("tab-close-named", { name })}
        title=${this.tip("tab-close", "Ctrl+W")}
        @click=${() => askClose(this.models, tab)}
      >${icon("close")}</button>
    </div>`;
  }

  /** Number that distinguishes tabs of the same name. */
  #ordinal(tab: Tab, name: string) {
    const namesakes = this.models.tabs.list.filter((one) => nameOf(one, this.models.text) === name);
    return namesakes.length > 1 ? ` (${namesakes.indexOf(tab) + 1})` : "";
  }

  #key(event: KeyboardEvent, tab: Tab) {
    const { tabs } = this.models;
    const at = tabs.list.indexOf(tab);
    const by = arrowStep(event, "x");
    if (by !== 0 && event.altKey) tabs.move(tab, at + by);
    else if (by !== 0) tabs.step(by as 1 | -1);
    else if (event.key === "Home" || event.key === "End")
      tabs.activate(tabs.list.at(event.key === "Home" ? 0 : -1) ?? tab);
    else if (deletes(event)) askClose(this.models, tab);
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) this.#menu(event, tab);
    else return;
    consume(event);
    void this.updateComplete.then(() => this.#active()?.focus());
  }

  #active(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  }

  #wheel(event: WheelEvent) {
    const list = this.querySelector(".tablist");
    if (!list || event.deltaY === 0) return;
    event.preventDefault();
    list.scrollLeft += event.deltaY;
  }

  #menu(event: Event, tab: Tab) {
    event.preventDefault();
    const { tabs, opening } = this.models;
    const at = event instanceof MouseEvent ? event : (event.currentTarget as Element);
    const place = tabs.list.indexOf(tab);
    const key = tab.models.profiles.current?.key;
    openMenu(
      [
        item("tab-again", this.t("tab-again"), () => void (key && opening.profile(key, true)), {
          disabled: key === undefined,
        }),
        item("tab-left", this.t("tab-left"), () => tabs.move(tab, place - 1), {
          hint: this.key("Alt+←"),
          disabled: place === 0,
        }),
        item("tab-right", this.t("tab-right"), () => tabs.move(tab, place + 1), {
          hint: this.key("Alt+→"),
          disabled: place === tabs.list.length - 1,
        }),
        "line",
        item("tab-reopen", this.t("tab-reopen"), () => void opening.reopen(), {
          hint: this.key("Ctrl+Shift+T"),
          disabled: !tabs.canReopen,
        }),
        item("tab-close-menu", this.t("tab-close"), () => askClose(this.models, tab), { hint: this.key("Ctrl+W") }),
      ],
      at,
    );
  }

  protected override attached() {
    // Keep the active tab visible when the window narrows.
    const sizes = new ResizeObserver(() => this.#reveal());
    sizes.observe(this);
    return () => sizes.disconnect();
  }

  #reveal() {
    this.#active()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  protected override updated(): void {
    const { active, list } = this.models.tabs;
    this.parentElement?.toggleAttribute("hidden", list.length < 2);
    if (active === this.#shown) return;
    this.#shown = active;
    this.#reveal();
  }
}

customElements.define("wl-tabs", TabBar);
