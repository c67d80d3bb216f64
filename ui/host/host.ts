// The interface between the page and its host. host/tauri.ts implements it with the desktop shell. Every
// failure is a thrown ErrorDto.

import type { HistoryHost } from "./history";
import type {
  AppInfo,
  AutomaticCheck,
  CellDto,
  ComparisonDto,
  ConnectionCheck,
  ConnectionFacts,
  ConnectionFile,
  Decoded,
  Decoding,
  DecodingCheck,
  DemoDto,
  DraftDto,
  ErrorDto,
  GivenFile,
  Handshake,
  InspectorRow,
  JsonPageDto,
  JsonText,
  LayoutPreview,
  LayoutPreviewRequest,
  Message,
  Misbehave,
  MisbehavePreview,
  NextDto,
  NoteDto,
  OpenedProfile,
  OpeningDto,
  Pasted,
  PlaceDto,
  Preferences,
  PreviewDto,
  Profile,
  ProfileSummary,
  Proposal,
  ProtobufTypes,
  Pull,
  PullRequest,
  RestoredDraft,
  StatisticsDto,
  TargetDto,
  TextPageDto,
} from "./types";

/** Secret values by name; kept in memory and never written. */
export type Secrets = Record<string, string>;

/** Values of variables that the profile does not define; kept until the window closes. */
export type VariableValues = Record<string, string>;

/** Formats for copying rows. */
export const COPY_FORMS = [
  "text",
  "hex",
  "base64",
  "c",
  "python",
  "json",
  "csv",
  "websocat",
  "wscat",
  "websockets",
  "report",
] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

export interface Host extends HistoryHost {
  appInfo(): Promise<AppInfo>;
  setPreferences(preferences: Preferences): Promise<void>;
  openLogFolder(): Promise<void>;
  openTranscriptFolder(): Promise<void>;
  /**
   * The next file given from outside: at the start, by a second start, or dropped on the window. `null` when another
   * page takes over.
   */
  givenFile(): Promise<GivenFile | null>;
  /** Opens the dropped file from `givenFile`; null if another call took it. */
  openDropped(): Promise<GivenFile | null>;
  /** The name of the dropped file for a message that sends it; null if another call took it. */
  messageFromDropped(profileId: string | null): Promise<string | null>;
  /** Views the transcript from `givenFile`. */
  openGivenTranscript(): Promise<number | null>;
  /** Waits for the next command that the user chooses in the menu bar: its id. `null` if a newer call waits. */
  menuCommand(): Promise<string | null>;
  /** Replaces the stored drafts: unsaved work that survives a crash. */
  keepDrafts(drafts: DraftDto[]): Promise<void>;
  /** The drafts of the last run. */
  restoreDrafts(): Promise<RestoredDraft[]>;
  /** Puts text on the clipboard. */
  copyText(text: string): Promise<void>;

  profiles(): Promise<ProfileSummary[]>;
  openProfile(id: string): Promise<OpenedProfile>;
  /**
   * The original script's profile, pointed at the running demo server if there is one; with `decoded`, the profile that
   * decodes the demo server's messages. Not saved.
   */
  exampleProfile(decoded: boolean): Promise<Profile>;
  /**
   * Writes to the profile's file; with `null` creates a file in the app's folder. `draft` is the key of the draft that
   * this saves, if any.
   */
  saveProfile(id: string | null, profile: Profile, draft: string | null): Promise<OpenedProfile>;
  /** Returns a number for restoreProfile, valid until the app ends. */
  deleteProfile(id: string): Promise<number>;
  restoreProfile(deleted: number): Promise<OpenedProfile>;
  /** Shows the file in the file manager. */
  showProfileInFolder(id: string): Promise<void>;
  /** File dialog: opens a file in place. `null` if cancelled, here and below. */
  openProfileFile(): Promise<OpenedProfile | null>;
  /** File dialog: writes there, and that file is the open one afterwards. */
  saveProfileAs(profile: Profile, draft: string): Promise<OpenedProfile | null>;
  /** File dialog: copies a file into the app's folder. */
  importProfile(): Promise<OpenedProfile | null>;
  /** File dialog: writes a copy; returns its path. */
  exportProfile(profile: Profile): Promise<string | null>;

  demoStart(): Promise<DemoDto>;
  demoStop(): Promise<void>;

  /** The message's bytes on the wire; called while typing. Never throws for an invalid message: see `error`. */
  previewMessage(
    profile: Profile,
    profileId: string | null,
    message: Message,
    given: VariableValues,
  ): Promise<PreviewDto>;
  /** What pasted text is: one or several messages, and alternative readings. */
  recognise(text: string): Promise<Pasted>;
  /** The clipboard's text; "" if it has none. */
  clipboardText(): Promise<string>;

  /**
   * Starts connecting and returns the connection's id at once; `pull` reports progress. Throws `trust_unconfirmed`
   * (args.token, server, risks) if the user has to agree to its settings first, `secret_missing` (args.name) if a
   * secret of the profile has no value, and `variable_missing` (args.names, one a line) if variables have none; so do
   * all methods below that take `given`.
   */
  connect(
    profile: Profile,
    profileId: string | null,
    secrets: Secrets,
    given: VariableValues,
    replies: boolean | null,
  ): Promise<number>;
  /**
   * Switches the profile's replies and heartbeats on or off. `connect` and `runScenario` take the user's choice; with
   * null they are on unless the profile came with them and nobody has confirmed that.
   */
  setReplies(
    connection: number,
    profile: Profile,
    profileId: string | null,
    secrets: Secrets,
    given: VariableValues,
    on: boolean,
  ): Promise<void>;
  /** Checks the login's messages and filters, replies and heartbeats. */
  checkReplies(profile: Profile, profileId: string | null): Promise<AutomaticCheck>;
  send(connection: number, profile: Profile, message: Message, secrets: Secrets, given: VariableValues): Promise<void>;
  /** Sends repeatedly; the state reports progress. */
  repeatSend(
    connection: number,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: VariableValues,
    how: { times: number | null; every: string },
  ): Promise<void>;
  stopRepeat(connection: number): Promise<void>;
  sendLogin(connection: number, profile: Profile, secrets: Secrets, given: VariableValues): Promise<void>;
  /** Makes the scheduled reconnection attempt now. */
  connectNow(connection: number): Promise<void>;
  /** Releases a connection, closing it in order if it is open, or a file; its id becomes invalid. */
  release(connection: number): Promise<void>;
  /** Sets the title of the window frame. */
  setTitle(title: string): Promise<void>;
  /** Uses the profile's code and reason by default. Throws `close_code_invalid`, `close_reason_too_long`. */
  close(connection: number, code?: number, reason?: string): Promise<void>;
  /** Drops TCP without a Close; with `reset` by an RST. */
  abort(connection: number, reset: boolean): Promise<void>;
  /** Sends the message's bytes as a ping or a pong. Throws `control_too_long` above 125. */
  sendControl(
    connection: number,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: VariableValues,
    pong: boolean,
  ): Promise<void>;

  /** A row as a message for the box, by the layout that fits it, else as text or hex. Throws `row_too_long`. */
  /** Asks for a file that a message sends; null if the user cancels. */
  chooseMessageFile(profileId: string | null): Promise<string | null>;
  rowMessage(connection: number, row: number, profile: Profile): Promise<Message>;
  /** Sends a row's bytes again as the same kind. Throws `row_too_long`, `row_not_sendable`. */
  sendRow(connection: number, row: number): Promise<void>;

  // Deliberate protocol violations
  /** The violation's bytes on the wire; `seed` determines the masks. Never throws for an invalid one: see `error`. */
  previewMisbehave(what: Misbehave, seed: number): Promise<MisbehavePreview>;
  /** Returns its row. */
  misbehave(connection: number, what: Misbehave, seed: number): Promise<number>;
  /** The frames in a row of raw bytes. */
  rowFrames(connection: number, row: number): Promise<MisbehavePreview>;
  /**
   * Runs the profile's scenario (the first by default, the original's five steps if it has none); connects first if
   * `connection` is null or closed. Returns the connection's id at once.
   */
  runScenario(
    connection: number | null,
    profile: Profile,
    profileId: string | null,
    secrets: Secrets,
    given: VariableValues,
    name: string | null,
    replies: boolean | null,
  ): Promise<number>;
  stopScenario(connection: number): Promise<void>;

  // Decoding
  /** Sets the profile that decodes the connection's messages; rows have to be requested again (`Pull.decoding`). */
  setDecoding(connection: number, profile: Profile): Promise<void>;
  /**
   * A page of a row's fields, starting at field `first`, with the total. `whole`: of the protocol messages that end in
   * the row, here and below.
   */
  decodeRow(connection: number, row: number, first: number, whole: boolean): Promise<Decoded>;
  /**
   * Copies a field, complete and exact; `at` are child indexes, outermost first, and `first` is the page it was decoded
   * with.
   */
  copyField(
    connection: number,
    row: number,
    first: number,
    at: number[],
    form: "value" | "json",
    whole: boolean,
  ): Promise<void>;
  /** The bytes at an offset, read as every type. */
  inspect(connection: number, row: number, offset: number, whole: boolean): Promise<InspectorRow[]>;
  /** A draft layout that fits the row, and the other rows at these positions that are like it. */
  proposeLayout(connection: number, row: number, ranges: [number, number][], name: string): Promise<Proposal>;

  /** File dialog: views a transcript; rows are pulled by the returned id, like a connection's. */
  openTranscriptFile(): Promise<number | null>;
  /** The transcript that is being opened; `null` if there is none. */
  opening(): Promise<OpeningDto | null>;
  /** Cancels opening; the pending call throws `transcript_cancelled`. */
  openingCancel(): Promise<void>;
  /** State, counters and the requested rows in one answer; waits until something changes. */
  pull(request: PullRequest): Promise<Pull>;
  /** Raw bytes of a row's payload. */
  payload(connection: number, row: number, offset: number, length: number, whole: boolean): Promise<ArrayBuffer>;
  /**
   * The row's JSON (the whole text, or what follows the leading int32 of a binary message), numbers exact. Throws
   * `not_json` with line and column.
   */
  /** Indented, or on one line if that exceeds `limit` bytes. */
  payloadJson(connection: number, row: number, limit: number | null): Promise<JsonText>;
  /** Sets the filter; "" shows all. Throws `filter_…` with its column, and the previous filter stays. */
  filter(connection: number, text: string): Promise<void>;
  /** The error of each of these filters, as this profile reads them. */
  checkFilters(profile: Profile, texts: string[]): Promise<(ErrorDto | null)[]>;
  /** The filter's text extended to show only, or hide, rows with this row's cell value. */
  filterClick(connection: number, text: string, row: number, cell: CellDto, hide: boolean): Promise<string>;
  /** The filter's text with these tests added or removed. */
  filterChange(text: string, tests: string[], remove: boolean): Promise<string>;
  /**
   * The next row that matches a filter, starting at a position of the view (by default its beginning or end), wrapping
   * around once. Ends early on stopFind or another search.
   */
  findRow(connection: number, text: string, from: number | null, forward: boolean): Promise<NextDto>;
  /** The next row with this row's code and direction. */
  findSameCode(connection: number, row: number, forward: boolean): Promise<NextDto>;
  stopFind(connection: number): Promise<void>;
  /**
   * The view's position of a row number or a time (`10:05`, `2026-01-02T10:05`, `+5s`); null if the view is empty.
   * Throws `place_invalid`.
   */
  placeOf(connection: number, text: string): Promise<PlaceDto | null>;
  clear(connection: number): Promise<void>;
  undoClear(connection: number): Promise<void>;
  /** Copies the rows at these positions of the view (first and last, inclusive); returns how many. */
  copyRows(connection: number, ranges: [number, number][], form: CopyForm, target: TargetDto): Promise<number>;
  // One row, or two, in detail
  /** Copies one row. */
  copyPayload(connection: number, row: number, form: CopyForm, target: TargetDto): Promise<void>;
  /** File dialog: writes the payload unchanged; returns the path. */
  savePayload(connection: number, row: number): Promise<string | null>;
  /** About `length` bytes of the payload as text, in whole characters; invalid UTF-8 becomes U+FFFD. */
  textPage(connection: number, row: number, from: number, length: number): Promise<TextPageDto>;
  /** About `length` bytes of the payload's JSON, indented; the first page by default. */
  jsonPage(connection: number, row: number, place: JsonPageDto["place"] | null, length: number): Promise<JsonPageDto>;
  /** Compares by field and by byte. */
  compareRows(connection: number, a: number, b: number): Promise<ComparisonDto>;
  /** Latency by command, as far as known; the first call starts the search. */
  statistics(connection: number): Promise<StatisticsDto>;

  // Pins and notes, kept beside the transcript
  pinRows(connection: number, ranges: [number, number][], pinned: boolean): Promise<void>;
  /** An empty text removes the note. */
  annotate(connection: number, row: number, text: string): Promise<void>;
  note(connection: number, row: number): Promise<NoteDto>;

  // How a profile connects
  /** Problems of the connection settings, each with its path; called while typing. */
  checkConnection(profile: Profile, profileId: string | null): Promise<ConnectionCheck>;
  /** What this machine's configuration means for connecting to a URL. */
  connectionFacts(url: string): Promise<ConnectionFacts>;
  /** File dialog: a file's name in the form that a profile stores. */
  chooseConnectionFile(kind: ConnectionFile, profileId: string | null): Promise<string | null>;
  /** The connection's opening handshakes; the last one is current. Secrets are masked. */
  handshakes(connection: number): Promise<Handshake[]>;
  /** Records consent to what a question named (`trust_unconfirmed`, args.token): that profile, server and settings. */
  agree(token: number): Promise<void>;
  /** Allows the other host that this connection's redirect led to (`redirect_host`). */
  allowHost(connection: number): Promise<void>;

  /** Problems of layouts, rules, columns and Protobuf types; called while typing. */
  checkDecoding(decoding: Decoding): Promise<DecodingCheck>;
  /** Decodes a message by a layout; `null` if there is no message to decode. Throws `hex_digit`, `hex_odd`. */
  tryLayout(decoding: Decoding, request: LayoutPreviewRequest): Promise<LayoutPreview | null>;
  /** The field paths of the newest messages. */
  seenFields(decoding: Decoding, connection: number): Promise<string[]>;
  /**
   * Renames what refers to the field at a JSON path, which was named `old` and has its new name already; `null` if
   * nothing does.
   */
  followRename(profile: Profile, place: string, old: string): Promise<Profile | null>;
  /** File dialog: a .proto file or a descriptor set, in the form that a profile stores. */
  attachProtobuf(): Promise<ProtobufTypes | null>;
}
