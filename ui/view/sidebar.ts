// The sidebar: brand, profile list, and the demo server.

import { repeat } from "lit/directives/repeat.js";
import { oneLine } from "../model/bytes";
import type { LibraryEntry } from "../model/library";
import type { Shared } from "../model/models";
import { button, iconButton, withIcon } from "./button";
import { focusAfterDrawing } from "./commands";
import { hint, html, nothing } from "./html";
import { icon, logo } from "./icons";
import { inlineError } from "./inline-error";
import { openMenu } from "./menu";
import { middle } from "./middle-click";
import { command, deletes, Panel, typed } from "./panel";
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
        ${button(
          "quiet",
          "profile-new",
          withIcon("plus", this.t("new")),
          () => {
            opening.newProfile();
            focusAfterDrawing("#url");
          },
          { title: this.key("Ctrl+N") },
        )}
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

  #find(search: string): void {
    this.#search = search;
    this.requestUpdate();
  }

  #rename(key: string): void {
    this.#renaming = key;
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>(".rename")?.select());
  }

  #duplicate(key: string): void {
    void this.models.opening.duplicate(key, (name) => this.t("profile-copy-of", { name }));
  }

  #focus(key: string): void {
    this.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  #key(event: KeyboardEvent, one: LibraryEntry): void {
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
    event.preventDefault();
    event.stopPropagation();
  }

  #menu(event: Event, one: LibraryEntry): void {
    event.preventDefault();
    const at = event instanceof MouseEvent ? { x: event.clientX, y: event.clientY } : (event.currentTarget as Element);
    const broken = one.error !== null;
    openMenu(
      [
        { label: this.t("profile-show"), testid: "menu-show", run: () => void this.models.opening.profile(one.key) },
        {
          label: this.t("tab-open"),
          hint: this.key("Ctrl+Click"),
          testid: "menu-open-tab",
          disabled: broken,
          run: () => void this.models.opening.profile(one.key, true),
        },
        {
          label: this.t("rename"),
          hint: "F2",
          testid: "menu-rename",
          disabled: broken,
          run: () => this.#rename(one.key),
        },
        {
          label: this.t("duplicate"),
          hint: this.key("Ctrl+D"),
          testid: "menu-duplicate",
          disabled: broken,
          run: () => this.#duplicate(one.key),
        },
        "line",
        {
          label: this.t("save"),
          testid: "profile-save",
          disabled: broken || (one.saved && !one.dirty),
          run: () => void this.models.opening.save(one.key),
        },
        {
          label: this.t("profile-share"),
          testid: "profile-share",
          disabled: broken,
          run: () => void this.models.opening.share(one.key),
        },
        {
          label: this.t("show-in-folder"),
          testid: "profile-folder",
          disabled: !one.saved,
          run: () => void this.models.library.showInFolder(one.key),
        },
        "line",
        {
          label: this.t("delete"),
          hint: "Del",
          testid: "menu-delete",
          danger: true,
          run: () => void this.models.opening.remove(one.key),
        },
      ],
      at,
    );
  }
}

function matches(one: LibraryEntry, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted === "" || `${one.name}\n${one.url}`.toLowerCase().includes(wanted);
}

customElements.define("wl-sidebar", Sidebar);
