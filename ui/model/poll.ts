// The long-poll loop to the host, and the separate fetch of visible rows that are not loaded.

import type { Host } from "../host/host";
import type { ErrorDto, ExtraColumn, Pull } from "../host/types";
import { asError } from "./as-error";
import type { ConnectionModel } from "./connection";
import type { Rows } from "./rows";
import { Store } from "./store";
import { sleep } from "./time";

const MIN_MS = 50;
const MIN_HIDDEN_MS = 1_000;
const MAX_MS = 5_000;
const RETRY_MS = 1_000;

export class Feed extends Store {
  /** Why the last poll failed; retried every second. */
  error: ErrorDto | null = null;
  #id: number | null = null;
  #rev = 0;
  #round = 0;
  #fetching = false;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly rows: Rows,
    private readonly hidden: () => boolean,
  ) {
    super();
    connection.subscribe(() => this.#turn());
    rows.onGap = () => void this.#fetch();
  }

  #turn() {
    const { id } = this.connection;
    if (id === this.#id) return;
    this.#id = id;
    this.#rev = 0;
    this.rows.reset();
    this.wake();
  }

  /** Polls at once because the tab became visible. */
  wake(): void {
    if (this.#id !== null) void this.#loop(this.#id, ++this.#round);
  }

  /** A hidden tab requests no rows, and counters once a second. */
  async #loop(id: number, round: number) {
    let [rev, first] = [0, true];
    while (id === this.#id && round === this.#round) {
      try {
        const hidden = this.hidden();
        const minMs = first ? 0 : hidden ? MIN_HIDDEN_MS : MIN_MS;
        const rows = hidden ? { first: 0, count: 0 } : this.rows.tick();
        const { wants } = this.rows;
        const pull = await this.host.pull({ connection: id, rev, ...rows, minMs, maxMs: MAX_MS, wants });
        [rev, first] = [pull.rev, false];
        this.#take(id, pull, wants);
        if (id === this.#id) this.#fail(null);
      } catch (thrown) {
        if (id !== this.#id || round !== this.#round) return;
        this.#fail(asError(thrown));
        await sleep(RETRY_MS);
      }
    }
  }

  async #fetch() {
    if (this.#fetching || this.#id === null) return;
    this.#fetching = true;
    const id = this.#id;
    let before = "";
    try {
      // Again if the window moved meanwhile; not if the answer brought nothing new.
      for (let gap = this.rows.gap(); gap && id === this.#id; gap = this.rows.gap()) {
        const { wants, generation, timing, marks } = this.rows;
        const request = [gap.first, gap.count, generation, timing, marks, wants].join(" ");
        if (request === before) break;
        before = request;
        this.#take(id, await this.host.pull({ connection: id, rev: 0, ...gap, minMs: 0, maxMs: 0, wants }), wants);
      }
    } catch (thrown) {
      this.#fail(asError(thrown));
    } finally {
      this.#fetching = false;
    }
  }

  #take(id: number, pull: Pull, wants: ExtraColumn[]) {
    if (id !== this.#id) return;
    this.rows.apply(pull, wants);
    if (pull.rev < this.#rev) return;
    this.#rev = pull.rev;
    this.connection.apply(pull);
  }

  #fail(error: ErrorDto | null) {
    if (error === this.error) return;
    this.error = error;
    this.changed();
  }
}
