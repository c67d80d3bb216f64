// The sidebar: brand, profile list, and the demo server.

import { repeat } from "lit/directives/repeat.js";
import { oneLine } from "../model/bytes";
import type { LibraryEntry } from "../model/library";
import type { Shared } from "../model/models";
import { button, iconButton, withIcon } from "./button";
import { newProfile } from "./commands";
import { hint, html, nothing } from "./html";
import { icon, logo } from "./icons";
import { inlineError } from "./inline-error";
import { item, openMenu } from "./menu";
import { middle } from "./middle-click";
import { command, consume, deletes, Panel, typed } from "./panel";
import { renameBox } from "./rename-box";

export class Sidebar extends Panel<Shared> {
  #search = "";
  #renaming: string | null = null;

  constructor(models: Shared) {
    super(models, models.library, models.tabs);
  }

  protected override render() {
    const { library, opening, history, text } = this.models;
    const matching = library.entries.filter((one) => matches(one, this.#search));
    return html`
      <div class="brand">
        <h1>${logo()} <span>Wirelark</span></h1>
        ${iconButton(
          "sidebar",
          "bare push",
          "sidebar-fold",
          this.t("sidebar-fold"),
          () => this.dispatchEvent(new CustomEvent("sidebar", { bubbles: true })),
          { title: this.tip("sidebar-fold", "Ctrl+B") },
        )}
      </div>
      <div class="search">
        ${icon("search")}
        <input
          type="search"
          data-testid="profile-search"
          aria-label=${this.t("profiles-search")}
          placeholder=${this.t("profiles-search")}
          @input=${(event: Event) => this.#find(typed(event))}
        />
      </div>
      <div class="side-actions">
        ${button("quiet", "profile-new", withIcon("plus", this.t("new")), () => newProfile(this.models), {
          title: this.key("Ctrl+N"),
        })}
        ${button("quiet", "profile-open", this.t("open"), () => void opening.openFile())}
        ${button("quiet", "profile-import", this.t("import"), () => void opening.import())}
      </div>
      ${button("quiet side-history", "history-open", withIcon("clock", this.t("history")), () => void history.show())}
      ${inlineError(text, library.error, "profiles-error")}
      <ul class="profiles" ?hidden=${matching.length === 0} aria-label=${this.t("profiles")}>
        ${repeat(
          matching,
          (one) => one.key,
          (one, i) => this.#entry(one, i),
        )}
      </ul>
      ${matching.length === 0 ? hint(this.t(this.#search ? "profiles-none-found" : "profiles-none")) : nothing}
    `;
  }

  #entry(one: LibraryEntry, index: number) {
    const { tabs, opening } = this.models;
    const open = tabs.active.models.profiles.current;
    const current = open?.key === one.key;
    const live = tabs.isLive(one.key);
    const another = middle(() => void opening.profile(one.key, true));
    if (this.#renaming === one.key) return html`<li>${this.#renamer(one)}</li>`;
    return html`<li>
      <button
        class="entry ${current ? "on" : ""}"
        data-testid="profile"
        data-profile=${one.name}
        data-key=${one.key}
        aria-current=${current}
        tabindex=${current || (!open && index === 0) ? 0 : -1}
        title=${oneLine(one.error ? this.models.text.error(one.error).what : one.path || one.url)}
        @click=${(event: MouseEvent) => void opening.profile(one.key, command(event))}
        @mousedown=${another}
        @mouseup=${another}
        @keydown=${(event: KeyboardEvent) => this.#key(event, one)}
        @contextmenu=${(event: MouseEvent) => this.#menu(event, one)}
      >
        <span class="light ${live ? "live" : ""} ${one.error ? "broken" : ""}"></span>
        <span class="entry-name">${oneLine(one.name) || this.t("profile-untitled")}</span>
        ${live ? html`<span class="hidden">${this.t("profile-live")}</span>` : nothing}
        ${
          one.dirty
            ? html`<span
                class="dirty"
                title=${this.t(one.saved ? "profile-dirty" : "profile-unsaved")}
                data-testid="dirty"
              ><span class="hidden">${this.t("profile-dirty")}</span></span>`
            : nothing
        }
      </button>
    </li>`;
  }

  #renamer(one: LibraryEntry) {
    return renameBox("profile-rename", this.t("rename"), one.name, (name) => {
      this.#renaming = null;
      this.requestUpdate();
      if (name && name !== one.name) void this.models.library.rename(one.key, name);
      void this.updateComplete.then(() => this.#focus(one.key));
    });
  }

  #find(search: string) {
    this.#search = search;
    this.requestUpdate();
  }

  #rename(key: string) {
    this.#renaming = key;
    this.requestUpdate();
    this.onceDrawn(".rename", (one) => one.select());
  }

  #duplicate(key: string) {
    void this.models.opening.duplicate(key, (name) => this.t("profile-copy-of", { name }));
  }

  #focus(key: string) {
    this.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  #key(event: KeyboardEvent, one: LibraryEntry) {
    const buttons = [...this.querySelectorAll<HTMLElement>(".entry")];
    const now = buttons.indexOf(event.currentTarget as HTMLElement);
    if (event.key === "ArrowDown") buttons[now + 1]?.focus();
    else if (event.key === "ArrowUp") buttons[now - 1]?.focus();
    else if (event.key === "Home") buttons[0]?.focus();
    else if (event.key === "End") buttons.at(-1)?.focus();
    else if (event.key === "F2" && !one.error) this.#rename(one.key);
    else if (deletes(event)) void this.models.opening.remove(one.key);
    else if (event.key.toLowerCase() === "d" && command(event) && !one.error) this.#duplicate(one.key);
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) this.#menu(event, one);
    else return;
    consume(event);
  }

  #menu(event: Event, one: LibraryEntry) {
    event.preventDefault();
    const at = event instanceof MouseEvent ? event : (event.currentTarget as Element);
    const broken = one.error !== null;
    openMenu(
      [
        item("menu-show", this.t("profile-show"), () => void this.models.opening.profile(one.key)),
        item("menu-open-tab", this.t("tab-open"), () => void this.models.opening.profile(one.key, true), {
          hint: this.key("Ctrl+Click"),
          disabled: broken,
        }),
        item("menu-rename", this.t("rename"), () => this.#rename(one.key), { hint: "F2", disabled: broken }),
        item("menu-duplicate", this.t("duplicate"), () => this.#duplicate(one.key), {
          hint: this.key("Ctrl+D"),
          disabled: broken,
        }),
        "line",
        item("profile-save", this.t("save"), () => void this.models.opening.save(one.key), {
          disabled: broken || (one.saved && !one.dirty),
        }),
        item("profile-share", this.t("profile-share"), () => void this.models.opening.share(one.key), {
          disabled: broken,
        }),
        item("profile-folder", this.t("show-in-folder"), () => void this.models.library.showInFolder(one.key), {
          disabled: !one.saved,
        }),
        "line",
        item("menu-delete", this.t("delete"), () => void this.models.opening.remove(one.key), {
          hint: "Del",
          danger: true,
        }),
      ],
      at,
    );
  }
}

function matches(one: LibraryEntry, search: string) {
  const wanted = search.trim().toLowerCase();
  return wanted === "" || `${one.name}\n${one.url}`.toLowerCase().includes(wanted);
}

customElements.define("wl-sidebar", Sidebar);
