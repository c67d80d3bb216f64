// Editor of the profile's filters and row colours: edits go to the profile immediately, and errors are shown beside
// them.

import { live } from "lit/directives/live.js";
import type { ErrorDto, Highlight, HighlightColour, SavedFilter } from "../../host/types";
import type { Models } from "../../model/models";
import { button, iconButton, withIcon } from "../button";
import { dialog } from "../dialogs";
import { hint, html, nothing, options, render } from "../html";
import { typed } from "../panel";
import { wrong } from "./filter-error";

const COLOURS: readonly HighlightColour[] = ["red", "orange", "yellow", "green", "blue", "purple", "grey"];
const CHECK_AFTER_MS = 150;

export function openRules(models: Models): void {
  const { profiles, text } = models;
  if (!profiles.current) return;
  const rules = new Rules(models);
  const box = dialog(text, "filter-rules-dialog", text.t("rules"), () => rules.end());
  if (box) rules.begin(box);
}

class Rules {
  #box: HTMLElement | null = null;
  #stops: (() => void)[] = [];
  /** The error of each filter, by its text. */
  readonly #wrong = new Map<string, ErrorDto | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last deletion and its undo. */
  #gone: { name: string; undo: () => void } | null = null;

  constructor(private readonly models: Models) {}

  begin(box: HTMLElement): void {
    const { profiles, text } = this.models;
    this.#box = box;
    this.#stops = [profiles, text].map((store) => store.subscribe(() => this.#refresh()));
    this.#refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    this.#box = null;
  }

  get #filters(): SavedFilter[] {
    return this.models.profiles.current?.profile.filters ?? [];
  }

  get #colours(): Highlight[] {
    return this.models.profiles.current?.profile.highlights ?? [];
  }

  #refresh() {
    this.#draw();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), CHECK_AFTER_MS);
  }

  async #check() {
    const { host, profiles } = this.models;
    const profile = profiles.current?.profile;
    if (!profile) return;
    const texts = [...this.#filters, ...this.#colours].map((one) => one.filter);
    const errors = await host.checkFilters(profile, texts).catch(() => []);
    this.#wrong.clear();
    for (const [i, text] of texts.entries()) this.#wrong.set(text, errors[i] ?? null);
    this.#draw();
  }

  #setFilters(filters: SavedFilter[]) {
    this.models.profiles.edit((profile) => ({ ...profile, filters }));
  }

  #setColours(highlights: Highlight[]) {
    this.models.profiles.edit((profile) => ({ ...profile, highlights }));
  }

  #delete(name: string, change: () => void, undo: () => void) {
    this.#gone = {
      name,
      undo: () => {
        this.#gone = null;
        undo();
      },
    };
    change();
  }

  #draw() {
    if (!this.#box) return;
    const { text } = this.models;
    const gone = this.#gone;
    render(
      html`${hint(text.t("filter-rules-about"))}
        <h3>${text.t("rules-filters")}</h3>
        ${this.#filters.map((one, i) => this.#filter(one, i))}
        ${button("small dashed", "rules-add-filter", withIcon("plus", text.t("rules-add-filter")), () =>
          this.#setFilters([...this.#filters, { name: text.t("rules-new"), filter: "" }]),
        )}
        <h3>${text.t("rules-colours")}</h3>
        ${hint(text.t("rules-colours-about"))}
        ${this.#colours.map((one, i) => this.#colour(one, i))}
        ${button("small dashed", "rules-add-colour", withIcon("plus", text.t("rules-add-colour")), () =>
          this.#setColours([
            ...this.#colours,
            {
              filter: this.models.filtering.text.trim(),
              colour: COLOURS[this.#colours.length % COLOURS.length] ?? "yellow",
            },
          ]),
        )}
        ${
          gone
            ? html`<div class="filter-rules-gone" role="status">${text.t("notice-deleted", { name: gone.name })}
                ${button("small", "rules-undo", text.t("undo"), gone.undo)}</div>`
            : nothing
        }`,
      this.#box,
    );
  }

  #filter(one: SavedFilter, index: number) {
    const { text } = this.models;
    const before = this.#filters;
    const change = (part: Partial<SavedFilter>) =>
      this.#setFilters(this.#filters.map((old, i) => (i === index ? { ...old, ...part } : old)));
    const remove = () =>
      this.#delete(
        one.name,
        () => this.#setFilters(before.filter((_, i) => i !== index)),
        () => this.#setFilters(before),
      );
    return html`<div class="filter-rule" data-testid="rule-filter">
        <input
          class="rule-name"
          data-testid="rule-filter-name"
          aria-label=${text.t("filter-name")}
          .value=${live(one.name)}
          @input=${(event: Event) => change({ name: typed(event) })}
        />
        ${this.#text(one.filter, `rule-filter-error-${index}`, "rule-filter-text", (filter) => change({ filter }))}
        ${this.#remove("rule-filter-delete", one.name, remove)}
      </div>
      ${this.#fault(one.filter, `rule-filter-error-${index}`)}`;
  }

  #colour(one: Highlight, index: number) {
    const { text } = this.models;
    const before = this.#colours;
    const colour = one.colour ?? "yellow";
    const change = (part: Partial<Highlight>) =>
      this.#setColours(this.#colours.map((old, i) => (i === index ? { ...old, ...part } : old)));
    const remove = () =>
      this.#delete(
        one.filter,
        () => this.#setColours(before.filter((_, i) => i !== index)),
        () => this.#setColours(before),
      );
    const up = () => {
      const next = [...before];
      next.splice(index - 1, 0, ...next.splice(index, 1));
      this.#setColours(next);
    };
    return html`<div class="filter-rule" data-testid="rule-colour">
        <input
          type="checkbox"
          data-testid="rule-colour-on"
          aria-label=${text.t("rules-on")}
          title=${text.t("rules-on")}
          .checked=${live(!one.off)}
          @change=${(event: Event) => change({ off: !(event.target as HTMLInputElement).checked })}
        />
        <span class="swatch mark-${colour}" aria-hidden="true"></span>
        <select
          data-testid="rule-colour-colour"
          aria-label=${text.t("rules-colour")}
          .value=${live(colour)}
          @change=${(event: Event) => change({ colour: typed(event) as HighlightColour })}
        >
          ${options(COLOURS, colour, (name) => text.t(`colour-${name}`))}
        </select>
        ${this.#text(one.filter, `rule-colour-error-${index}`, "rule-colour-text", (filter) => change({ filter }))}
        ${iconButton("up", "bare", "rule-colour-up", text.t("field-up"), up, { disabled: index === 0 })}
        ${this.#remove("rule-colour-delete", one.filter, remove)}
      </div>
      ${this.#fault(one.filter, `rule-colour-error-${index}`)}`;
  }

  #text(filter: string, id: string, testid: string, change: (filter: string) => void) {
    const { text } = this.models;
    const bad = this.#wrong.get(filter) != null;
    return html`<input
      class="mono rule-text"
      data-testid=${testid}
      spellcheck="false"
      autocomplete="off"
      aria-label=${text.t("filter")}
      placeholder=${text.t("filter-hint")}
      aria-invalid=${bad}
      aria-describedby=${bad ? id : nothing}
      .value=${live(filter)}
      @input=${(event: Event) => change(typed(event))}
    />`;
  }

  #fault(filter: string, testid: string) {
    return wrong(this.models.text, filter, this.#wrong.get(filter) ?? null, testid);
  }

  #remove(testid: string, name: string, remove: () => void) {
    const label = `${this.models.text.t("delete")}: ${name}`;
    return iconButton("trash", "bare", testid, label, remove, { title: this.models.text.t("delete") });
  }
}
