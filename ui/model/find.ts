// Looking for the next row that is shown, and going to one by its number, its time or its code.

import type { Host } from "../host/host";
import type { ErrorDto, NextDto } from "../host/types";
import type { ConnectionModel } from "./connection";
import { asError } from "./errors";
import type { Notices } from "./notices";
import type { Rows } from "./rows";
import type { Selection } from "./selection";
import { Store } from "./store";

/** How the last search went. */
export type Outcome = "none" | "searching" | "found" | "wrapped-down" | "wrapped-up" | "nothing";

export class Finding extends Store {
  /** Its box is there. */
  shown = false;
  text = "";
  outcome: Outcome = "none";
  error: ErrorDto | null = null;
  /** The table shows a row. */
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
      // Other rows: what was said about the old ones is over.
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

  /** The next row behind the selected one, or the one before it. */
  async next(forward: boolean): Promise<void> {
    const { id } = this.connection;
    const text = this.text.trim();
    if (id === null || text === "") return;
    const { active } = this.selection;
    const from = active < 0 ? null : active;
    const found = await this.#search(() => this.host.findRow(id, text, from, forward));
    if (!found) return;
    if (found.position === null) return this.#say("nothing");
    this.#go(found.position);
    this.#say(found.wrapped ? (forward ? "wrapped-down" : "wrapped-up") : "found");
  }

  async stop(): Promise<void> {
    const { id } = this.connection;
    if (this.outcome !== "searching" || id === null) return;
    this.#searches++;
    this.#say("none");
    await this.host.stopFind(id).catch(() => {});
  }

  /** The next row with the selected one's code and direction. */
  async sameCode(forward: boolean): Promise<void> {
    const { id } = this.connection;
    const row = this.rows.get(this.selection.active);
    if (id === null || !row) return;
    const found = await this.#search(() => this.host.findSameCode(id, row.row, forward));
    if (!found) return;
    this.#say("none");
    if (found.position === null) this.notices.say(forward ? "notice-no-next-code" : "notice-no-previous-code");
    else this.#go(found.position);
  }

  /** By number or time; answers why not. */
  async goTo(text: string): Promise<ErrorDto | null> {
    const { id } = this.connection;
    if (id === null) return null;
    try {
      const place = await this.host.placeOf(id, text);
      if (!place) return null;
      this.#go(place.position);
      if (place.near) this.notices.say("notice-row-near", { wanted: text.trim(), row: place.row });
      return null;
    } catch (thrown) {
      return asError(thrown);
    }
  }

  /** Null where another search, or a stop, came between. */
  async #search(job: () => Promise<NextDto>): Promise<NextDto | null> {
    const ours = ++this.#searches;
    this.error = null;
    this.#say("searching");
    try {
      const found = await job();
      if (ours !== this.#searches) return null;
      if (!found.stopped) return found;
    } catch (thrown) {
      if (ours !== this.#searches) return null;
      this.error = asError(thrown);
    }
    this.#say("none");
    return null;
  }

  #go(position: number): void {
    this.rows.follow(false);
    this.selection.only(position);
    this.onShow?.(position);
  }

  #say(outcome: Outcome): void {
    this.outcome = outcome;
    this.changed();
  }
}
