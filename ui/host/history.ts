// Host interface for past connections, exports, imports and charts.

import type {
  ChosenDto,
  CleanUpDto,
  ComparingDto,
  ComparisonDto,
  ExportDto,
  ExportRequest,
  HistoryDto,
  HistoryEntryDto,
  ImportDto,
  OpenedTranscript,
  SearchDto,
  SeriesDto,
} from "./types";

export interface HistoryHost {
  /** Past connections, newest first; no rows are read, so counts may be absent. */
  history(): Promise<HistoryDto>;
  /** One entry with its rows counted. */
  historyCount(id: string): Promise<HistoryEntryDto>;
  /** Views a past connection; rows are pulled by the returned id. */
  historyOpen(id: string, row: number | null): Promise<OpenedTranscript>;
  /** An empty title removes it. */
  historyRename(id: string, title: string): Promise<void>;
  historyPin(id: string, pinned: boolean): Promise<void>;
  /** Shows the file selected in the file manager. */
  historyShowInFolder(id: string): Promise<void>;
  /** File dialog, then exports all rows in the background like `exportRows`. */
  historyExport(id: string, request: ExportRequest): Promise<string | null>;
  /** Undone by historyRestore. Throws `history_writing` while it is being written. */
  historyDelete(id: string): Promise<void>;
  historyRestore(id: string): Promise<void>;
  /** Removes deleted entries for good. */
  historyRemove(ids: string[]): Promise<void>;
  /** The entries to remove to fit into `budget` bytes; removes nothing. */
  historyPlan(budget: number): Promise<CleanUpDto>;
  /** Removes the planned entries for good; returns the bytes freed. */
  historyCleanUp(budget: number, ids: string[]): Promise<number>;
  /** Starts a search of all entries and ends the previous one. Throws the filter's errors. */
  historyFind(text: string): Promise<void>;
  /** Search results since the last call. */
  historyFound(): Promise<SearchDto>;
  historyFindStop(): Promise<void>;

  /** File dialog: a transcript from outside the history; `null` if cancelled. */
  chooseTranscript(): Promise<ChosenDto | null>;
  /** Starts a comparison by command and ends the previous one. `ignore` lists paths of fields that may differ. */
  compareTranscripts(a: string, b: string, ignore: string[]): Promise<void>;
  /** Progress or result of the last comparison. */
  comparing(): Promise<ComparingDto | null>;
  comparingStop(): Promise<void>;
  /** Compares one row of each transcript. */
  compareAcross(a: string, b: string, rows: [number, number]): Promise<ComparisonDto>;

  /** File dialog, then an export in the background; `null` if cancelled. Throws `export_busy`. */
  exportRows(connection: number, request: ExportRequest): Promise<string | null>;
  /** The running or last export. */
  exportStatus(): Promise<ExportDto | null>;
  exportCancel(): Promise<void>;
  /** File dialog: imports a HAR or JSON Lines file and views it, or returns the connections to choose from. */
  importTranscript(): Promise<ImportDto | null>;
  /** Imports one connection of the HAR in question, or the file from `givenFile`; `null` if cancelled. */
  importConnection(number: number | null): Promise<ImportDto | null>;
  /** Rows of the running import; `null` if there is none. */
  importStatus(): Promise<number | null>;
  importCancel(): Promise<void>;
  /** Chart data for the rows scanned so far. */
  series(connection: number): Promise<SeriesDto>;
}
