// Find the next matching row of the view, and go to a row by number, time or code.

import type { Host } from "../host/host";
import type { ErrorDto, NextDto } from "../host/types";
import { outcome } from "./as-error";
import type { ConnectionModel } from "./connection";
import type { Notices } from "./notices";
import type { Rows } from "./rows";
import type { Selection } from "./selection";
import { Store } from "./store";

/** Result of the last search. */
type Outcome = "none" | "searching" | "found" | "wrapped-down" | "wrapped-up" | "nothing";

export class Finding extends Store {
  /** Whether the find box is open. */
  shown = false;
  text = "";
  outcome: Outcome = "none";
  error: ErrorDto | null = null;
  /** Shows a row in the table. */
  onShow: ((position: number) => void) | null = null;
  #searches = 0;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly rows: Rows,
    private readonly selection: Selection,
    private readonly notices: Notices,
  ) {
    super();
    let generation = rows.generation;
    rows.subscribe(() => {
      // The view changed: the last outcome no longer applies.
      if (generation === rows.generation) return;
      generation = rows.generation;
      if (this.outcome !== "searching") this.#say("none");
    });
  }

  open(on: boolean): void {
    if (!on) void this.stop();
    this.shown = on;
    this.changed();
  }

  type(text: string): void {
    this.text = text;
    this.error = null;
    this.#say("none");
  }

  /** Selects the next match after the selected row, or the one before it. */
  async next(forward: boolean): Promise<void> {
    const { id } = this.connection;
    const text = this.text.trim();
    if (id === null || text === "") return;
    const { active } = this.selection;
    const from = active < 0 ? null : active;
    const result = await this.#search(() => this.host.findRow(id, text, from, forward));
    if (!result) return;
    if (result.position === null) return this.#say("nothing");
    this.#go(result.position);
    this.#say(result.wrapped ? (forward ? "wrapped-down" : "wrapped-up") : "found");
  }

  async stop(): Promise<void> {
    const { id } = this.connection;
    if (this.outcome !== "searching" || id === null) return;
    this.#searches++;
    this.#say("none");
    await this.host.stopFind(id).catch(() => {});
  }

  /** Selects the next row with the selected row's code and direction. */
  async sameCode(forward: boolean): Promise<void> {
    const { id } = this.connection;
    const row = this.rows.get(this.selection.active);
    if (id === null || !row) return;
    const result = await this.#search(() => this.host.findSameCode(id, row.row, forward));
    if (!result) return;
    this.#say("none");
    if (result.position === null) this.notices.say(forward ? "notice-no-next-code" : "notice-no-previous-code");
    else this.#go(result.position);
  }

  /** Selects the next row with a fault after the selected row, or the one before it. */
  async fault(forward: boolean): Promise<void> {
    const { id } = this.connection;
    if (id === null) return;
    const { active } = this.selection;
    const result = await this.#search(() => this.host.findRow(id, "fault:*", active < 0 ? null : active, forward));
    if (!result) return;
    this.#say("none");
    if (result.position === null) this.notices.say("notice-no-fault");
    else this.#go(result.position);
  }

  /** Goes to a row number or time; returns an error if it is invalid. */
  async goTo(text: string): Promise<ErrorDto | null> {
    const { id } = this.connection;
    if (id === null) return null;
    const [place, error] = await outcome(this.host.placeOf(id, text));
    if (!place) return error;
    this.#go(place.position);
    if (place.near) this.notices.say("notice-row-near", { wanted: text.trim(), row: place.row });
    return null;
  }

  /** Runs a search; null if another search or a stop superseded it. */
  async #search(job: () => Promise<NextDto>): Promise<NextDto | null> {
    const ours = ++this.#searches;
    this.error = null;
    this.#say("searching");
    const [result, error] = await outcome(job());
    if (ours !== this.#searches) return null;
    if (result && !result.stopped) return result;
    this.error = error;
    this.#say("none");
    return null;
  }

  #go(position: number) {
    this.rows.follow(false);
    this.selection.only(position);
    this.onShow?.(position);
  }

  #say(outcome: Outcome) {
    this.outcome = outcome;
    this.changed();
  }
}
