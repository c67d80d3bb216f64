// What the page needs for past connections, exports, imports and charts.

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
  /** Past connections, the newest first; no rows are read, so counts may be absent. */
  history(): Promise<HistoryDto>;
  /** The same of one of them, its rows counted. */
  historyCount(id: string): Promise<HistoryEntryDto>;
  /** Views one; it is pulled by the id that this gives. */
  historyOpen(id: string, row: number | null): Promise<OpenedTranscript>;
  /** An empty title takes it away. */
  historyRename(id: string, title: string): Promise<void>;
  historyPin(id: string, pinned: boolean): Promise<void>;
  /** Its file, selected in the file manager. */
  historyShowInFolder(id: string): Promise<void>;
  /** File dialog, then an export of all its rows in the background, as `exportRows` does it. */
  historyExport(id: string, request: ExportRequest): Promise<string | null>;
  /** Can be undone by historyRestore. Throws `history_writing` for one that is still written. */
  historyDelete(id: string): Promise<void>;
  historyRestore(id: string): Promise<void>;
  /** Removes deleted ones for good. */
  historyRemove(ids: string[]): Promise<void>;
  /** What would have to go to fit into so many bytes; nothing is removed by asking. */
  historyPlan(budget: number): Promise<CleanUpDto>;
  /** Removes for good those of the plan; returns the bytes freed. */
  historyCleanUp(budget: number, ids: string[]): Promise<number>;
  /** Begins to look through all; the search before ends. Throws the filter's errors. */
  historyFind(text: string): Promise<void>;
  /** What is new since the last call. */
  historyFound(): Promise<SearchDto>;
  historyFindStop(): Promise<void>;

  /** File dialog: a transcript that is none of the history's; `null` where the person cancelled. */
  chooseTranscript(): Promise<ChosenDto | null>;
  /** Begins to compare two by command; the comparison before ends. `ignore` are paths of fields that may differ. */
  compareTranscripts(a: string, b: string, ignore: string[]): Promise<void>;
  /** How far the comparison is that runs, or ran last. */
  comparing(): Promise<ComparingDto | null>;
  comparingStop(): Promise<void>;
  /** One row of each, side by side. */
  compareAcross(a: string, b: string, rows: [number, number]): Promise<ComparisonDto>;

  /** File dialog, then an export in the background; `null` where the person cancelled. Throws `export_busy`. */
  exportRows(connection: number, request: ExportRequest): Promise<string | null>;
  /** The export that runs, or ran last. */
  exportStatus(): Promise<ExportDto | null>;
  exportCancel(): Promise<void>;
  /** File dialog: makes a transcript of a HAR or of JSON Lines and views it, or answers with what there is to choose. */
  importTranscript(): Promise<ImportDto | null>;
  /** One connection of the HAR that was asked about, or the file that `givenFile` told of; `null` where the person
   * cancelled. */
  importConnection(number: number | null): Promise<ImportDto | null>;
  /** Rows of the import that runs; `null` where none does. */
  importStatus(): Promise<number | null>;
  importCancel(): Promise<void>;
  /** What the charts show, as far as the rows were looked at. */
  series(connection: number): Promise<SeriesDto>;
}
