// Exports of rows to other formats, in the background, and imports of other programs' recordings as transcripts.

import type { Host } from "../host/host";
import type { ErrorDto, ExportDto, ExportRequest, ImportDto } from "../host/types";
import { outcome } from "./as-error";
import type { ConnectionModel } from "./connection";
import { FallibleStore } from "./store";
import { sleep } from "./time";

const STATUS_EVERY_MS = 200;

export class Exporting extends FallibleStore {
  /** The running export, or the last one until dismissed. */
  status: ExportDto | null = null;
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
    if ((await this.obtain(() => this.host.exportRows(id, request))) === null) return false;
    void this.#watch();
    return true;
  }

  async #watch() {
    const read = async () => {
      this.status = await this.host.exportStatus();
    };
    while ((await this.attempt(read)) && this.running) await sleep(STATUS_EVERY_MS);
  }

  async cancel(): Promise<void> {
    await this.host.exportCancel().catch(() => {});
  }

  override dismiss(): void {
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

  async #count() {
    while (this.importing) {
      const rows = await this.host.importStatus().catch(() => null);
      if (rows !== this.imported) {
        this.imported = rows;
        this.changed();
      }
      await sleep(STATUS_EVERY_MS);
    }
  }

  async cancelImport(): Promise<void> {
    await this.host.importCancel().catch(() => {});
  }

  async #take(job: () => Promise<ImportDto | null>) {
    this.importError = null;
    this.importing = true;
    this.imported = null;
    this.changed();
    void this.#count();
    const [imported, error] = await outcome(job());
    if (imported?.connection != null) this.view(imported.connection);
    else if (!error) this.choice = imported;
    this.importError = error;
    this.importing = false;
    this.changed();
  }
}
