// Exports of rows to other formats, in the background, and imports of other programs' recordings as transcripts.

import type { Host } from "../host/host";
import type { ErrorDto, ExportDto, ExportRequest, ImportDto } from "../host/types";
import type { ConnectionModel } from "./connection";
import { asError } from "./errors";
import { Store } from "./store";

const STATUS_EVERY_MS = 200;

export class Exporting extends Store {
  /** The running export, or the last one until dismissed. */
  status: ExportDto | null = null;
  error: ErrorDto | null = null;
  /** Why an import failed. */
  importError: ErrorDto | null = null;
  importing = false;
  /** Rows imported so far; `null` while the file dialog is open. */
  imported: number | null = null;
  /** The connections of a HAR to choose from. */
  choice: ImportDto | null = null;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    /** Views the imported transcript. */
    private readonly view: (id: number) => void,
  ) {
    super();
  }

  get running(): boolean {
    return this.status !== null && !this.status.done;
  }

  /** Asks for a file and starts the export. */
  async begin(request: ExportRequest): Promise<boolean> {
    const { id } = this.connection;
    if (id === null) return false;
    this.error = null;
    try {
      if ((await this.host.exportRows(id, request)) === null) return false;
    } catch (thrown) {
      this.error = asError(thrown);
      this.changed();
      return false;
    }
    void this.#watch();
    return true;
  }

  async #watch(): Promise<void> {
    for (;;) {
      try {
        this.status = await this.host.exportStatus();
      } catch (thrown) {
        this.error = asError(thrown);
      }
      this.changed();
      if (!this.running || this.error) return;
      await new Promise((done) => setTimeout(done, STATUS_EVERY_MS));
    }
  }

  async cancel(): Promise<void> {
    await this.host.exportCancel().catch(() => {});
  }

  dismiss(): void {
    this.error = null;
    if (!this.running) this.status = null;
    this.changed();
  }

  dismissImport(): void {
    this.importError = null;
    this.changed();
  }

  /** Imports a HAR or JSON Lines file; `choice` asks if a HAR has several connections. */
  async import(): Promise<void> {
    await this.#take(() => this.host.importTranscript());
  }

  /** Imports a file given from outside. */
  async importGiven(): Promise<void> {
    this.choice = null;
    await this.#take(() => this.host.importConnection(null));
  }

  async choose(number: number | null): Promise<void> {
    this.choice = null;
    this.changed();
    if (number !== null) await this.#take(() => this.host.importConnection(number));
  }

  async #count(): Promise<void> {
    while (this.importing) {
      const rows = await this.host.importStatus().catch(() => null);
      if (rows !== this.imported) {
        this.imported = rows;
        this.changed();
      }
      await new Promise((done) => setTimeout(done, STATUS_EVERY_MS));
    }
  }

  async cancelImport(): Promise<void> {
    await this.host.importCancel().catch(() => {});
  }

  async #take(job: () => Promise<ImportDto | null>): Promise<void> {
    this.importError = null;
    this.importing = true;
    this.imported = null;
    this.changed();
    void this.#count();
    try {
      const imported = await job();
      if (imported?.connection != null) this.view(imported.connection);
      else this.choice = imported;
    } catch (thrown) {
      this.importError = asError(thrown);
    }
    this.importing = false;
    this.changed();
  }
}
