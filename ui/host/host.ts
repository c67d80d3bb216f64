// What the page needs from whoever runs it, and nothing more.
//
// host/tauri.ts answers through the desktop shell; host/memory.ts is a scripted host, so that the page opens in a plain
// browser and in tests. Every refusal is an ErrorDto, thrown.

import type { HistoryHost } from "./history";
import type {
  AppInfo,
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
  Layout,
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
  ProtobufTypes,
  Pull,
  PullRequest,
  RestoredDraft,
  StatisticsDto,
  TargetDto,
  TextPageDto,
} from "./types";

/** Values of secrets by name; they live in memory and are never written. */
export type Secrets = Record<string, string>;

/** Values of variables that the profile does not have; they live as long as the window. */
export type VariableValues = Record<string, string>;

/** How rows are copied. */
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
  /** The next file that is given from outside: at the start, by a second start, dropped on the window. `null` where another
   * page waits for it. */
  givenFile(): Promise<GivenFile | null>;
  /** Views the transcript that `givenFile` told of. */
  openGivenTranscript(): Promise<number | null>;
  /** From now on these are the drafts: unsaved work that outlives a crash. */
  keepDrafts(drafts: DraftDto[]): Promise<void>;
  /** Those of the last run. */
  restoreDrafts(): Promise<RestoredDraft[]>;
  /** Puts text on the clipboard. */
  copyText(text: string): Promise<void>;

  profiles(): Promise<ProfileSummary[]>;
  openProfile(id: string): Promise<OpenedProfile>;
  /** The original script's profile, pointed at the running demo server where there is one; or, `decoded`, the one that reads
   * the demo server's messages. Not saved. */
  exampleProfile(decoded: boolean): Promise<Profile>;
  /** Writes to where it came from; `null` makes a new file in the app's folder. `draft` is the key of the draft that is saved
   * with it, if one is. */
  saveProfile(id: string | null, profile: Profile, draft: string | null): Promise<OpenedProfile>;
  /** Answers the number by which restoreProfile brings it back, until the app ends. */
  deleteProfile(id: string): Promise<number>;
  restoreProfile(deleted: number): Promise<OpenedProfile>;
  /** In the file manager. */
  showProfileInFolder(id: string): Promise<void>;
  /** File dialog: opens a file where it lies. `null` where the person cancelled; so below. */
  openProfileFile(): Promise<OpenedProfile | null>;
  /** File dialog: writes there, and that file is the open one from now on. */
  saveProfileAs(profile: Profile, draft: string): Promise<OpenedProfile | null>;
  /** File dialog: copies a file into the app's folder. */
  importProfile(): Promise<OpenedProfile | null>;
  /** File dialog: writes a copy; returns its path. */
  exportProfile(profile: Profile): Promise<string | null>;

  demoStart(): Promise<DemoDto>;
  demoStop(): Promise<void>;

  /** What the message would put on the wire; used while typing. Never throws for a bad message: see `error`. */
  previewMessage(profile: Profile, message: Message, given: VariableValues): Promise<PreviewDto>;
  /** What pasted text is: one or several messages, and other ways to read it. */
  recognise(text: string): Promise<Pasted>;
  /** The clipboard's text; "" where it has none. */
  clipboardText(): Promise<string>;

  /** Begins to connect and answers at once with the connection's id; `pull` tells how it goes on.
   * Throws `trust_unconfirmed` (args.token, server, risks) when a person has to agree to its settings first,
   * `secret_missing` (args.name) when a secret of the profile has no value, and `variable_missing` (args.names,
   * one a line) when variables have none; so do all below that take `given`. */
  connect(profile: Profile, profileId: string | null, secrets: Secrets, given: VariableValues): Promise<number>;
  send(connection: number, profile: Profile, message: Message, secrets: Secrets, given: VariableValues): Promise<void>;
  /** Again and again; the state tells how far it has come. */
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
  /** Makes the attempt to connect again that is waited for at once. */
  connectNow(connection: number): Promise<void>;
  /** Lets go of a connection, which is closed in order where it is not over, or of a file; its id is of no use then. */
  release(connection: number): Promise<void>;
  /** What the window's frame says. */
  setTitle(title: string): Promise<void>;
  /** With the profile's code and reason where none are given. Throws `close_code_invalid`, `close_reason_too_long`. */
  close(connection: number, code?: number, reason?: string): Promise<void>;
  /** Drops TCP without a Close; with `reset` by an RST. */
  abort(connection: number, reset: boolean): Promise<void>;
  /** The message's bytes as a ping or a pong. Throws `control_too_long` above 125. */
  sendControl(
    connection: number,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: VariableValues,
    pong: boolean,
  ): Promise<void>;

  /** A row as a message for the box: by the layout that fits it, else as text or hex. Throws `row_too_long`. */
  rowMessage(connection: number, row: number, profile: Profile): Promise<Message>;
  /** A row's bytes once more, as the kind that they were. Throws `row_too_long`, `row_not_sendable`. */
  sendRow(connection: number, row: number): Promise<void>;

  // Breaking the protocol on purpose
  /** What it would put on the wire; the masks come of the seed. Never throws for one that cannot be done: see `error`. */
  previewMisbehave(what: Misbehave, seed: number): Promise<MisbehavePreview>;
  /** Answers its row. */
  misbehave(connection: number, what: Misbehave, seed: number): Promise<number>;
  /** A row of raw bytes, taken apart. */
  rowFrames(connection: number, row: number): Promise<MisbehavePreview>;
  /** Runs the profile's scenario (the first where none is named, the original's five steps where it has none);
   * connects first when `connection` is null or closed. Answers at once with the connection's id. */
  runScenario(
    connection: number | null,
    profile: Profile,
    profileId: string | null,
    secrets: Secrets,
    given: VariableValues,
    name: string | null,
  ): Promise<number>;
  stopScenario(connection: number): Promise<void>;

  // Decoding
  /** The connection reads its messages as this profile says; rows are to be asked for again (`Pull.decoding`). */
  setDecoding(connection: number, profile: Profile): Promise<void>;
  /** A row's fields, those that come behind the first so many; bounded for a page, and saying which of how many they are. */
  decodeRow(connection: number, row: number, first: number): Promise<Decoded>;
  /** Puts a field on the clipboard, whole and exact; `at` are the numbers of children from the outermost on, and `first`
   * is what it was decoded with. */
  copyField(connection: number, row: number, first: number, at: number[], form: "value" | "json"): Promise<void>;
  /** The bytes at an offset, read as everything they could be. */
  inspect(connection: number, row: number, offset: number): Promise<InspectorRow[]>;
  /** A layout to start from, which fits the row. */
  proposeLayout(connection: number, row: number, name: string): Promise<Layout>;

  /** File dialog: views a transcript; it is pulled by the id that this gives, as a connection is. */
  openTranscriptFile(): Promise<number | null>;
  /** The transcript that is being opened; `null` where none is. */
  opening(): Promise<OpeningDto | null>;
  /** Whoever opens it gets `transcript_cancelled`. */
  openingCancel(): Promise<void>;
  /** State, counters and the wanted rows in one answer; waits until something changed. */
  pull(request: PullRequest): Promise<Pull>;
  /** Raw bytes of a row's payload. */
  payload(connection: number, row: number, offset: number, length: number): Promise<ArrayBuffer>;
  /** The row's JSON (the whole text, or what follows the leading int32 of a binary message), indented, numbers exact.
   * Throws `not_json` with line and column. */
  /** Laid out, or on one line where that is more than `limit` bytes. */
  payloadJson(connection: number, row: number, limit: number | null): Promise<JsonText>;
  /** In the filter language; "" shows all. Throws `filter_…` with its column, and the filter before stays. */
  filter(connection: number, text: string): Promise<void>;
  /** What is wrong with each of these filters, as this profile reads them. */
  checkFilters(profile: Profile, texts: string[]): Promise<(ErrorDto | null)[]>;
  /** The filter's text that asks for, or hides, rows like this one's cell too. */
  filterClick(connection: number, text: string, row: number, cell: CellDto, hide: boolean): Promise<string>;
  /** The filter's text with these tests too, or without them. */
  filterChange(text: string, tests: string[], remove: boolean): Promise<string>;
  /** The next row, from a position of the view on (from its beginning or end where there is none), that passes a
   * filter; once around. Ends where stopFind or another search says so. */
  findRow(connection: number, text: string, from: number | null, forward: boolean): Promise<NextDto>;
  /** The next row with this row's code and direction. */
  findSameCode(connection: number, row: number, forward: boolean): Promise<NextDto>;
  stopFind(connection: number): Promise<void>;
  /** Where a row's number or a time (`10:05`, `2026-01-02T10:05`, `+5s`) is in the view; null where it has no rows.
   * Throws `place_invalid`. */
  placeOf(connection: number, text: string): Promise<PlaceDto | null>;
  clear(connection: number): Promise<void>;
  undoClear(connection: number): Promise<void>;
  /** Copies the rows at these positions of the view (first and last, both inclusive); returns how many. */
  copyRows(connection: number, ranges: [number, number][], form: CopyForm, target: TargetDto): Promise<number>;
  // One row, or two, in detail
  /** Copies one row. */
  copyPayload(connection: number, row: number, form: CopyForm, target: TargetDto): Promise<void>;
  /** File dialog: writes the payload as it is; returns the path. */
  savePayload(connection: number, row: number): Promise<string | null>;
  /** About so many bytes of the payload as text, whole characters; bytes that are no UTF-8 are U+FFFD. */
  textPage(connection: number, row: number, from: number, length: number): Promise<TextPageDto>;
  /** About so many bytes of the payload's JSON, laid out; the first page where no place is given. */
  jsonPage(connection: number, row: number, place: JsonPageDto["place"] | null, length: number): Promise<JsonPageDto>;
  /** By field and by byte. */
  compareRows(connection: number, a: number, b: number): Promise<ComparisonDto>;
  /** Latency by command, as far as it is known; asking for it begins the search. */
  statistics(connection: number): Promise<StatisticsDto>;

  // Pins and notes, kept beside the transcript
  pinRows(connection: number, ranges: [number, number][], pinned: boolean): Promise<void>;
  /** An empty text removes the note. */
  annotate(connection: number, row: number, text: string): Promise<void>;
  note(connection: number, row: number): Promise<NoteDto>;

  // How a profile connects
  /** What is wrong with the connection's settings, each with its path; used while typing. */
  checkConnection(profile: Profile, profileId: string | null): Promise<ConnectionCheck>;
  /** What this machine says about connecting to a URL. */
  connectionFacts(url: string): Promise<ConnectionFacts>;
  /** File dialog: a file's name as a profile names it. */
  chooseConnectionFile(kind: ConnectionFile, profileId: string | null): Promise<string | null>;
  /** What was said and found until the first frame could pass; the last one is now. Secrets are masked. */
  handshakes(connection: number): Promise<Handshake[]>;
  /** A person agrees to what a question named (`trust_unconfirmed`, args.token): that profile, server and settings. */
  agree(token: number): Promise<void>;
  /** A person confirms the other host that this connection's redirect led to (`redirect_host`). */
  allowHost(connection: number): Promise<void>;

  /** All that is wrong with layouts, rules, columns and Protobuf types; used while typing. */
  checkDecoding(decoding: Decoding): Promise<DecodingCheck>;
  /** Reads a message by a layout; `null` where there is no message to try it on. Throws `hex_digit`, `hex_odd`. */
  tryLayout(decoding: Decoding, request: LayoutPreviewRequest): Promise<LayoutPreview | null>;
  /** The paths of the fields that the newest messages have. */
  seenFields(decoding: Decoding, connection: number): Promise<string[]>;
  /** File dialog: a .proto file or a descriptor set, as a profile keeps it. */
  attachProtobuf(): Promise<ProtobufTypes | null>;
}
