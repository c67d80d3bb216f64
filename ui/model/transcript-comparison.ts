// Comparison of two transcripts by command: the chosen pair, progress, the result, and one pair of rows side by side.

import type { Host } from "../host/host";
import type { ChosenDto, ComparedCommand, ComparingDto, ComparisonDto, ErrorDto, HistoryEntryDto } from "../host/types";
import { outcome } from "./as-error";
import type { History } from "./history";
import { FallibleStore } from "./store";
import { sleep } from "./time";

const NEWS_EVERY_MS = 150;

export type ComparedSide = "a" | "b";

/** The first differing pair of rows of a command. */
interface TranscriptSide {
  command: ComparedCommand;
  comparison: ComparisonDto | null;
  error: ErrorDto | null;
}

export class Comparing extends FallibleStore {
  open = false;
  a = "";
  b = "";
  /** Fields to ignore, as typed. */
  ignore = "";
  /** Transcript files from outside the history. */
  files: ChosenDto[] = [];
  /** The pair that the result belongs to. */
  of: [a: string, b: string] | null = null;
  status: ComparingDto | null = null;
  across: TranscriptSide | null = null;
  onlyDifferent = false;
  #round = 0;

  constructor(
    private readonly host: Host,
    private readonly history: History,
  ) {
    super();
    history.subscribe(() => {
      if (this.open) this.changed();
    });
  }

  /** The entries that can be read. */
  get list(): HistoryEntryDto[] {
    return this.history.list.filter((one) => one.error === null);
  }

  get running(): boolean {
    return this.status !== null && !this.status.done;
  }

  get ready(): boolean {
    return this.a !== "" && this.b !== "";
  }

  /** Opens the page with this entry and a likely partner. */
  async show(id?: string): Promise<void> {
    this.history.hide();
    this.open = true;
    this.error = null;
    this.changed();
    await this.history.load();
    if (id !== undefined) [this.a, this.b] = pairWith(this.list, id);
    else if (!this.known(this.a) || !this.known(this.b)) [this.a, this.b] = pairWith(this.list, this.list[0]?.id ?? "");
    this.changed();
  }

  hide(): void {
    this.open = false;
    this.changed();
  }

  known(id: string): boolean {
    return this.list.some((one) => one.id === id) || this.files.some((one) => one.id === id);
  }

  set(side: ComparedSide, id: string): void {
    this[side] = id;
    this.changed();
  }

  /** Asks for a transcript file from outside the history. */
  async choose(side: ComparedSide): Promise<void> {
    await this.attempt(async () => {
      const chosen = await this.host.chooseTranscript();
      if (!chosen) return;
      this.files = [...this.files, chosen];
      this[side] = chosen.id;
    });
  }

  /** Starts the comparison; the result arrives asynchronously. */
  async go(): Promise<void> {
    if (!this.ready) return;
    const round = ++this.#round;
    const ids: [string, string] = [this.a, this.b];
    Object.assign(this, { of: null, status: null, across: null });
    const begun = await this.attempt(() => this.host.compareTranscripts(...ids, fieldsOf(this.ignore)));
    if (!begun || round !== this.#round) return;
    this.of = ids;
    while (round === this.#round) {
      const succeeded = await this.attempt(async () => {
        const status = await this.host.comparing();
        if (round === this.#round) this.status = status;
      });
      if (!succeeded || !this.running) return;
      await sleep(NEWS_EVERY_MS);
    }
  }

  async stop(): Promise<void> {
    this.#round++;
    Object.assign(this, { of: null, status: null });
    this.changed();
    await this.host.comparingStop().catch(() => {});
  }

  /** Shows the first differing rows of a command side by side, or hides them if shown. */
  async toggleRows(command: ComparedCommand): Promise<void> {
    if (this.across?.command === command) {
      this.across = null;
      return this.changed();
    }
    const across: TranscriptSide = { command, comparison: null, error: null };
    this.across = across;
    this.changed();
    const { of } = this;
    const rows = command.firstDifference;
    if (!of || !rows || rows[0] === 0 || rows[1] === 0) return;
    [across.comparison, across.error] = await outcome(this.host.compareAcross(...of, rows));
    this.changed();
  }

  toggleDifferent(): void {
    this.onlyDifferent = !this.onlyDifferent;
    this.changed();
  }
}

/** Picks the partner of an entry, the newer as B: of the same profile if possible, else the nearest in the list. */
export function pairWith(list: HistoryEntryDto[], id: string): [a: string, b: string] {
  const at = list.findIndex((one) => one.id === id);
  const one = list[at];
  if (!one) return ["", ""];
  const others = list.map((other, i) => ({ other, i })).filter(({ i }) => i !== at);
  const same = others.filter(({ other }) => (other.profile || other.name) === (one.profile || one.name));
  // The list is newest first: an older transcript is the likelier partner.
  const near = (from: typeof others) => from.find(({ i }) => i > at) ?? from.at(-1);
  const partner = near(same) ?? near(others);
  if (!partner) return [id, ""];
  return partner.i > at ? [partner.other.id, id] : [id, partner.other.id];
}

/** Parses field paths separated by commas, spaces or lines. */
export function fieldsOf(text: string): string[] {
  return text.split(/[\s,，、]+/).filter((path) => path !== "");
}
