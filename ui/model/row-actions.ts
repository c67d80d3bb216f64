// User actions on rows: copy, save, pin, annotate.

import type { CopyForm } from "../host/host";
import type { NoteDto, RowDto, TargetDto } from "../host/types";
import type { Models } from "./models";
import { FallibleStore } from "./store";

export class RowActions extends FallibleStore {
  /** The shown row's full note and pin. */
  note: NoteDto = { pinned: false, note: "" };
  #shown = "";

  constructor(
    private readonly models: Pick<
      Models,
      "host" | "connection" | "profiles" | "rows" | "selection" | "payload" | "notices" | "text"
    >,
  ) {
    super();
    models.payload.subscribe(() => void this.#follow());
    models.rows.subscribe(() => void this.#follow());
  }

  /** The profile that copied programs and commands connect with; secrets stay placeholders. */
  get target(): TargetDto {
    const { profiles, connection } = this.models;
    const { current } = profiles;
    if (!current || current.key !== connection.key) return { profile: null, id: null, given: {} };
    return { profile: current.profile, id: current.id, given: connection.given(current.key) };
  }

  async copyRows(form: CopyForm): Promise<void> {
    const { host, notices, selection } = this.models;
    const { ranges } = selection;
    if (ranges.length === 0) return;
    await this.#onConnection(async (id) => {
      const count = await host.copyRows(id, ranges, form, this.target);
      notices.say(form === "report" ? "notice-copied-report" : "notice-copied-rows", { count });
    });
  }

  async copyRow(row: RowDto, form: CopyForm): Promise<void> {
    const { host, notices, text } = this.models;
    await this.#onConnection(async (id) => {
      await host.copyPayload(id, row.row, form, this.target);
      if (form === "report") notices.say("notice-copied-report", { count: 1 });
      else notices.say("notice-copied", { size: text.bytes(row.size) });
    });
  }

  /** Copies JSON as the JSON view indents it. */
  async copyJson(row: RowDto): Promise<void> {
    const { host, notices, text } = this.models;
    await this.#onConnection(async (id) => {
      const json = await host.payloadJson(id, row.row, null);
      await host.copyText(json.text);
      notices.say(json.compact ? "notice-copied-compact" : "notice-copied", { size: text.bytes(row.size) });
    });
  }

  async savePayload(row: RowDto): Promise<void> {
    await this.#onConnection(async (id) => {
      const path = await this.models.host.savePayload(id, row.row);
      if (path) this.models.notices.say("notice-payload-saved", { path });
    });
  }

  /** Pins or unpins all selected rows: the opposite of the active row's state. */
  async togglePin(): Promise<void> {
    const { selection, rows, host } = this.models;
    const { ranges } = selection;
    if (ranges.length === 0) return;
    const pinned = !(rows.get(selection.active)?.extra.pinned ?? false);
    await this.#onConnection((id) => host.pinRows(id, ranges, pinned));
  }

  /** True if the note was written. */
  async annotate(row: RowDto, note: string): Promise<boolean> {
    return this.#onConnection((id) => this.models.host.annotate(id, row.row, note));
  }

  /** Loads the shown row's note, again after a write. */
  async #follow() {
    const { payload, rows, host } = this.models;
    const { row, connection } = payload;
    const shown = row && connection !== null ? [connection, row.row, rows.marks].join(" ") : "";
    if (shown === this.#shown) return;
    const same = shown.split(" ").slice(0, 2).join() === this.#shown.split(" ").slice(0, 2).join();
    this.#shown = shown;
    if (!same) {
      this.note = { pinned: false, note: "" };
      this.error = null;
      this.changed();
    }
    if (!row || connection === null) return;
    // A row without a note needs no request.
    const { extra } = row;
    const found =
      same || extra.note !== "" || extra.pinned ? await host.note(connection, row.row).catch(() => null) : null;
    if (!found || shown !== this.#shown) return;
    this.note = found;
    this.changed();
  }

  async #onConnection(job: (id: number) => Promise<unknown>) {
    const { id } = this.models.connection;
    if (id === null) return false;
    return this.attempt(() => job(id));
  }
}
