// One tab's panels in the page's landmarks. While another tab is active they are detached, keeping their scroll
// positions and input.

import type { Models } from "../model/models";
import { isFolded, placeDetails } from "../model/panes";
import { ChartsPanel } from "./charts";
import { ComposerForm } from "./composer";
import { ConnectionErrorPanel } from "./connection-error";
import { Details } from "./details";
import { ExportBar } from "./export";
import { FindBar } from "./filter/find";
import { HandshakePage } from "./handshake/page";
import { nothing, render } from "./html";
import { ImportBar } from "./import";
import { LayoutsPage } from "./layouts/page";
import { LoginForm } from "./login";
import { OpeningBar } from "./opening-progress";
import { RepliesForm } from "./replies/form";
import { RepliesPage } from "./replies/page";
import { SavedMessages } from "./saved-messages";
import { ServicesForm } from "./services";
import { SettingsPage } from "./settings/page";
import { ConnectionSummary } from "./settings/summary";
import { splitter } from "./splitter";
import { StatusBar } from "./status-bar";
import { Toolbar } from "./toolbar";
import { TopBar } from "./topbar";
import { TranscriptPane } from "./transcript-pane";
import { listenForTrust } from "./trust";
import { listenForQuestions } from "./variables";
import { Welcome } from "./welcome";

export class Pane {
  readonly #details: Details;
  readonly #panels: [place: string, panels: HTMLElement[]][];
  #stops: (() => void)[] = [];
  #focused: HTMLElement | null = null;
  #scrolled: [Element, number, number][] = [];

  constructor(private readonly models: Models) {
    this.#details = new Details(models);
    this.#panels = [
      [
        "top",
        [
          new TopBar(models),
          new ConnectionSummary(models),
          new ConnectionErrorPanel(models),
          new ImportBar(models),
          new OpeningBar(models),
        ],
      ],
      ["welcome", [new Welcome(models)]],
      [
        "compose",
        [
          new LoginForm(models),
          new ServicesForm(models),
          new RepliesForm(models),
          new ComposerForm(models),
          new SavedMessages(models),
        ],
      ],
      ["table", [new Toolbar(models), new FindBar(models), new ExportBar(models), new TranscriptPane(models)]],
      ["details", [this.#details]],
      ["status", [new StatusBar(models)]],
    ];
    this.#pages = [
      new SettingsPage(models),
      new HandshakePage(models),
      new LayoutsPage(models),
      new RepliesPage(models),
      new ChartsPanel(models),
    ];
  }

  readonly #pages: HTMLElement[];

  /** Attaches the panels. */
  show(): void {
    const { preferences, profiles, text, connection } = this.models;
    for (const [place, panels] of this.#panels) landmark(place).append(...panels);
    document.body.append(...this.#pages);
    this.#stops = [preferences, profiles, text, connection].map((store) => store.subscribe(this.#arrange));
    this.#stops.push(listenForQuestions(this.models), listenForTrust(this.models));
    this.#sizes.observe(landmark("stream"));
    this.#arrange();
    for (const [element, top, left] of this.#scrolled) element.scrollTo({ top, left, behavior: "instant" });
    if (document.activeElement === document.body) this.#focused?.focus({ preventScroll: true });
  }

  /** Detaches the panels. */
  hide(): void {
    const all = [...this.#panels.flatMap(([, panels]) => panels), ...this.#pages];
    const now = document.activeElement;
    this.#focused = all.some((panel) => panel.contains(now)) ? (now as HTMLElement) : null;
    const inner = all.flatMap((panel) => [panel, ...panel.querySelectorAll("*")]);
    const places = this.#panels.map(([place]) => landmark(place));
    this.#scrolled = [...places, ...inner]
      // The table keeps its own position and would take this for a user's scroll.
      .filter((one) => (one.scrollTop !== 0 || one.scrollLeft !== 0) && !one.classList.contains("strip"))
      .map((one) => [one, one.scrollTop, one.scrollLeft]);
    for (const stop of this.#stops) stop();
    this.#sizes.disconnect();
    for (const one of all) one.remove();
    for (const place of places) place.scrollTo({ top: 0, left: 0, behavior: "instant" });
  }

  readonly #sizes = new ResizeObserver(() => {
    this.#arrange();
    // Whether both sides have room depends on the window's size.
    this.#details.requestUpdate();
  });

  /** Updates which middle is shown, and the details' place and size. */
  #arrange = () => {
    const { preferences, profiles, text, connection } = this.models;
    const file = connection.state.name === "file";
    landmark("main").classList.toggle("blank", profiles.current === null && !file);
    landmark("main").classList.toggle("bare", profiles.current === null && file);
    const stream = landmark("stream");
    const place = placeDetails(preferences, { width: stream.clientWidth, height: stream.clientHeight });
    const folded = isFolded(preferences, "details");
    stream.classList.toggle("beside", place.beside);
    stream.classList.toggle("details-folded", folded);
    stream.style.setProperty("--details", `${place.size}px`);
    const bar = splitter({
      label: text.t("splitter"),
      testid: "splitter",
      flat: !place.beside,
      size: place.size,
      least: place.least,
      most: place.most,
      resize: (to) => preferences.setPane(place.name, to),
      reset: () => preferences.forgetPane(place.name),
    });
    render(folded ? nothing : bar, landmark("split"));
  };
}

/** A landmark of the page. */
export function landmark(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
