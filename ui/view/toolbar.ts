// The toolbar above the table: the filter and row tools. Tools that do not fit move to a menu.

import { repeat } from "lit/directives/repeat.js";
import type { Models } from "../model/models";
import { iconButton } from "./button";
import { showExport } from "./export";
import { FilterBox } from "./filter/filter-box";
import { html, nothing } from "./html";
import { type Icon, icon } from "./icons";
import { item, openMenu } from "./menu";
import { fitting } from "./overflow";
import { Panel } from "./panel";
import { showStatistics } from "./statistics";
import { copyRowsMenu } from "./table/row-menu";

interface Tool {
  id: string;
  icon: Icon;
  label: string;
  /** Tooltip, if the label is not enough. */
  about?: string;
  shortcut?: string;
  pressed?: boolean;
  /** Opens a menu or a dialog. */
  popup?: "menu" | "dialog";
  disabled: boolean;
  run: (at: Element) => void;
}

export class Toolbar extends Panel {
  readonly #filter: FilterBox;
  /** Number of leading tools that fit. */
  #fit = Number.POSITIVE_INFINITY;

  constructor(models: Models) {
    super(models, models.rows, models.connection, models.selection, models.profiles, models.filtering);
    this.#filter = new FilterBox(
      models,
      () => this.requestUpdate(),
      (testid) => void this.#focus(testid),
    );
  }

  protected override attached() {
    const sizes = new ResizeObserver(() => this.#measure());
    sizes.observe(this);
    return () => sizes.disconnect();
  }

  protected override updated(): void {
    this.#measure();
  }

  protected override render() {
    const { rows, text } = this.models;
    const tools = this.#tools();
    return html`<div class="tools" role="toolbar" aria-label=${this.t("tools")}>
      ${this.#filter.box()}
      ${repeat(
        tools,
        (tool) => tool.id,
        (tool, i) => this.#button(tool, i < this.#fit),
      )}
      ${iconButton(
        "dots",
        `quiet square ${this.#fit < tools.length ? "" : "spilled"}`,
        "tools-more",
        this.t("tools-more"),
        (at) => this.#more(at),
        { menu: true },
      )}
      <span class="hidden" role="status">${
        rows.filter?.done ? text.t("find-hits", { count: rows.total }) : nothing
      }</span>
    </div>
      ${this.#filter.below()}`;
  }

  /** The most used first: the last ones overflow. */
  #tools(): Tool[] {
    const { rows, connection, actions, selection, filtering, layouts, profiles } = this.models;
    const none = connection.id === null;
    return [
      {
        id: "follow",
        icon: "follow",
        label: this.t("follow"),
        about: this.t("follow-about"),
        pressed: rows.following,
        disabled: none,
        run: () => rows.follow(!rows.following),
      },
      {
        id: "save-rows",
        icon: "export",
        label: this.t("export"),
        about: this.t("export-rows"),
        popup: "dialog",
        disabled: rows.all === 0,
        run: () => showExport(this.models),
      },
      {
        id: "clear",
        icon: "clear",
        label: this.t("clear"),
        about: this.t("clear-about"),
        shortcut: this.key("Ctrl+Shift+K"),
        disabled: rows.all === 0,
        run: () => void actions.clear(),
      },
      {
        id: "layouts-open",
        icon: "layers",
        label: this.t("layouts-and-codes"),
        disabled: !profiles.current,
        run: () => layouts.show(),
      },
      {
        id: "copy-rows",
        icon: "copy",
        label: this.t("copy"),
        about: this.t("copy-rows-as"),
        popup: "menu",
        disabled: selection.count === 0,
        run: (at) => copyRowsMenu(this.models, at),
      },
      {
        id: "filter-heartbeats",
        icon: "heart",
        label: this.t("filter-heartbeats"),
        about: this.t("filter-heartbeats-about"),
        pressed: filtering.heartbeatsHidden,
        disabled: none,
        run: () => void filtering.toggleHeartbeats(),
      },
      {
        id: "show-statistics",
        icon: "timer",
        label: this.t("statistics"),
        popup: "dialog",
        disabled: none,
        run: () => showStatistics(this.models),
      },
    ];
  }

  #button(tool: Tool, fits: boolean) {
    const { id, about, shortcut, pressed } = tool;
    const title = [about ?? tool.label, shortcut && `(${shortcut})`].filter(Boolean).join(" ");
    // An overflowing tool keeps its width for measuring, but is neither visible nor focusable.
    return html`<button
      class="quiet ${pressed === undefined ? "" : "toggle"} ${fits ? "" : "spilled"}"
      data-tool=${id}
      data-testid=${fits ? id : nothing}
      aria-pressed=${pressed ?? nothing}
      aria-haspopup=${tool.popup ?? nothing}
      title=${title}
      ?disabled=${tool.disabled}
      @click=${(event: Event) => tool.run(event.currentTarget as Element)}
    >
      ${icon(tool.icon)} <span class="label">${tool.label}</span>
    </button>`;
  }

  #more(at: Element) {
    openMenu(
      this.#tools()
        .slice(this.#fit)
        .map((tool) =>
          item(tool.id, tool.label, () => tool.run(at), {
            disabled: tool.disabled,
            ...(tool.shortcut === undefined ? {} : { hint: tool.shortcut }),
            ...(tool.pressed === undefined ? {} : { checked: tool.pressed, box: true }),
          }),
        ),
      at,
    );
  }

  #measure() {
    const bar = this.querySelector<HTMLElement>(".tools");
    const fit = bar ? fitting(bar, ".find", "[data-tool]", "[data-testid=tools-more]") : this.#fit;
    if (fit === this.#fit) return;
    this.#fit = fit;
    this.requestUpdate();
  }

  async #focus(testid: string) {
    await this.updateComplete;
    const field = this.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`);
    field?.focus();
    if (testid === "filter-name") field?.select();
  }
}

customElements.define("wl-tools", Toolbar);
