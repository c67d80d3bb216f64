// Generated from the Rust DTOs by `cargo xtask types`. Do not edit.

/**
 * What the page asks once, at start.
 */
export type AppInfo = { version: string, 
/**
 * `linux`, `windows` or `macos`.
 */
platform: string, 
/**
 * The system's language, as `zh-CN`.
 */
systemLanguage: string, logFolder: string, transcriptFolder: string, preferences: Preferences, 
/**
 * True until a profile was saved or the demo was tried.
 */
firstRun: boolean, 
/**
 * A profile file the app was started with.
 */
open: string | null, };

/**
 * What a message is made of.
 */
export type BodyType = "text" | "json" | "hex" | "packed";

/**
 * A close code and its reason (RFC 6455 section 7.4).
 */
export type Close = { 
/**
 * Default 1000, a normal end.
 */
code: number, 
/**
 * At most 123 bytes of UTF-8. Default `user quit`, as in the original script.
 */
reason: string, };

/**
 * How a connection ended.
 */
export type CloseDto = { 
/**
 * As on the wire; 1005 where the frame had none, 1006 where there was no frame (RFC 6455 section 7.1.5).
 */
code: number, reason: string, 
/**
 * Both sides sent a Close frame.
 */
clean: boolean, 
/**
 * `us`, `server` or `network`.
 */
by: string, };

/**
 * A code's name and tone.
 */
export type Code = { 
/**
 * The leading int32.
 */
code: number, 
/**
 * Its name, as the table shows it.
 */
name: string, 
/**
 * Good, bad or neither.
 */
tone?: Tone, 
/**
 * Only for messages that went this way; for both where absent.
 */
direction?: CodeDirection, };

/**
 * Which way a message went that a code's name is for.
 */
export type CodeDirection = "sent" | "received";

/**
 * Where to connect, how long to wait, how to say good-bye.
 */
export type Connection = { 
/**
 * `ws://` or `wss://`.
 */
url: string, 
/**
 * PEM file of certificates to trust beside the system's, relative to the profile's folder.
 */
ca_file?: string, 
/**
 * How long each phase may take.
 */
timeouts?: Timeouts, 
/**
 * The Close frame that a person's "disconnect" sends.
 */
close?: Close, };

/**
 * The truth in numbers.
 */
export type Counters = { 
/**
 * Messages that the wire brought.
 */
received: number, sent: number, 
/**
 * Rows whose write to the file has returned.
 */
stored: number, 
/**
 * Always 0; received and sent, less stored, once the writer is at rest.
 */
lost: number, 
/**
 * Payload bytes received.
 */
bytesReceived: number, 
/**
 * Size of the transcript file.
 */
fileBytes: number, 
/**
 * Messages received a second, over the last second.
 */
rate: number, 
/**
 * Since the connection opened, until it closed.
 */
elapsedMs: number, 
/**
 * Why storing waits: `disk_full`, with path and free bytes in `args`; nothing is dropped.
 */
waiting: ErrorDto | null, 
/**
 * The disk is slower than the socket; TCP holds the server.
 */
limited: boolean, };

/**
 * The built-in server, when it runs.
 */
export type DemoDto = { url: string, clients: number, };

/**
 * An error as the page gets it: a stable code to translate, its arguments, and English for the log.
 */
export type ErrorDto = { 
/**
 * Stable; the page translates `error-<code>`.
 */
code: string, 
/**
 * What the translation may name.
 */
args: { [key in string]: string }, 
/**
 * English, in full.
 */
detail: string, 
/**
 * The form field that it concerns, as a JSON path into the profile (`connection.url`,
 * `login.fields[0].value`), or `message` for the message box.
 */
path: string | null, };

/**
 * What a login field's text becomes in the JSON object.
 */
export type FieldType = "string" | "number" | "boolean" | "null" | "json";

/**
 * How far a filter has come.
 */
export type FilterDto = { text: string, scanned: number, done: boolean, };

/**
 * A row's JSON, indented, numbers exact.
 */
export type JsonText = { text: string, 
/**
 * Where in the payload it begins: 4 behind a leading int32.
 */
offset: number, };

/**
 * A value as it was typed, with the JSON type it is written back as.
 *
 * A file may say `7`, `"7"` or `true`; the window always sends strings. `null` reads as empty text. A number that a
 * JavaScript number would change (`9007199254740993`, `1.0`, `1e5`) becomes text when it is read, so that its
 * digits survive the way through the window.
 */
export type Literal = string | number | boolean;

/**
 * The login: a JSON object, the first message on a connection.
 */
export type Login = { 
/**
 * Whether connecting sends it.
 */
send?: boolean, 
/**
 * The fields in the order in which they are sent.
 */
fields: Array<LoginField>, 
/**
 * How the JSON is written.
 */
style?: Style, 
/**
 * Which reply means "logged in"; without it the state stays "open, login sent".
 */
reply?: LoginReply, };

/**
 * One field of the login.
 */
export type LoginField = { 
/**
 * The key in the JSON object.
 */
name: string, 
/**
 * What was typed; `type` says what it becomes. `{{secret:NAME}}` is asked for at connect.
 */
value: Literal, 
/**
 * What the value becomes.
 */
type?: FieldType, };

/**
 * The reply that means "logged in".
 */
export type LoginReply = { 
/**
 * The leading int32 of that reply.
 */
code: number, 
/**
 * How long it may take, as `500ms`, `12s` or `2m`. Default 10 s.
 */
within: string, };

/**
 * A message to send, saved or just typed.
 */
export type Message = { 
/**
 * Its name in the list and in a scenario's `send`.
 */
name: string, 
/**
 * What it is made of.
 */
type: BodyType, 
/**
 * `text`, `json`: the text; `hex`: pairs of hex digits.
 */
text?: string, 
/**
 * `packed`: a struct format such as `=ib`.
 */
format?: string, 
/**
 * `packed`: a value for each field of the format.
 */
values?: Array<Literal>, 
/**
 * `packed`: what follows the packed fields.
 */
tail?: Tail, 
/**
 * `json`: how it is written.
 */
style?: Style, };

/**
 * A profile, opened.
 */
export type OpenedProfile = { id: string, path: string, profile: Profile, };

/**
 * What the page remembers between starts.
 */
export type Preferences = { 
/**
 * `system`, `en` or `zh-CN`.
 */
language: string, 
/**
 * `system`, `light` or `dark`.
 */
theme: string, 
/**
 * The profile that was open last.
 */
profile: string | null, 
/**
 * Column widths of the table by column name, in pixels.
 */
columns: { [key in string]: number }, 
/**
 * Sizes of the panes by name, in pixels.
 */
panes: { [key in string]: number }, };

/**
 * What a message would put on the wire.
 */
export type PreviewDto = { 
/**
 * `text` or `binary`.
 */
kind: string, size: number, 
/**
 * At most the first 256 bytes, lower case, no spaces.
 */
hex: string, 
/**
 * The text, for a text message, at most 4096 characters.
 */
text: string | null, 
/**
 * Set instead of the above when the message cannot be made; with `line` and `column` in its args for JSON.
 */
error: ErrorDto | null, };

/**
 * Everything one file holds.
 */
export type Profile = { 
/**
 * The file format's version; see [`VERSION`].
 */
wirelark: number, 
/**
 * What the list of profiles shows.
 */
name: string, 
/**
 * Where to and how.
 */
connection: Connection, 
/**
 * The first message, where the server wants one.
 */
login?: Login, 
/**
 * The names offered as toggles, and those that are on.
 */
services?: Services, 
/**
 * Saved messages, in the order shown.
 */
messages?: Array<Message>, 
/**
 * Step lists; the first is the one that runs where none is named.
 */
scenarios?: Array<Scenario>, 
/**
 * Names and tones of codes.
 */
codes?: Array<Code>, };

/**
 * A profile in the list.
 */
export type ProfileSummary = { 
/**
 * The file's name without `.wirelark.json`.
 */
id: string, name: string, url: string, path: string, 
/**
 * Why it cannot be opened; the file is left as it is.
 */
error: ErrorDto | null, };

/**
 * One answer: state, counters and rows together.
 */
export type Pull = { rev: number, state: StateDto, counters: Counters, 
/**
 * Rises when the view's rows are others than before (filter, clear, new connection): forget cached rows.
 */
view: number, 
/**
 * Rows in the view.
 */
total: number, 
/**
 * Rows since the last clear, filter or not.
 */
all: number, filter: FilterDto | null, first: number, rows: Array<RowDto>, reply: ReplyDto | null, 
/**
 * Rows hidden by "clear"; undo brings them back.
 */
cleared: number, demo: DemoDto | null, };

/**
 * What the page asks for, at most 20 times a second.
 */
export type PullRequest = { connection: number, 
/**
 * The revision that the page has; the answer waits until there is a newer one.
 */
rev: number, 
/**
 * The first position wanted in the view, from 0; -1 for the last `count`.
 */
first: number, 
/**
 * How many rows; 0 for none.
 */
count: number, 
/**
 * Do not answer before this many milliseconds have passed since the last answer.
 */
minMs: number, 
/**
 * Answer after this many milliseconds even if nothing changed.
 */
maxMs: number, };

/**
 * An answer other than 101 to the upgrade.
 */
export type RefusalDto = { status: number, reason: string, headers: Array<[string, string]>, 
/**
 * The body as text, at most 64 KiB of it.
 */
body: string, };

/**
 * The last send and what came next.
 */
export type ReplyDto = { sentRow: number, reply: RowDto | null, 
/**
 * From the send to that reply, in milliseconds.
 */
delayMs: number | null, };

/**
 * One row of the table.
 */
export type RowDto = { 
/**
 * Its number in the transcript, from 1.
 */
row: number, 
/**
 * Local time of day with milliseconds.
 */
time: string, 
/**
 * Unix time in nanoseconds.
 */
ns: string, 
/**
 * `sent` or `received`.
 */
direction: string, 
/**
 * `text`, `binary`, `ping`, `pong`, `close` or `marker`.
 */
kind: string, size: number, 
/**
 * The leading int32; none for a text message and for fewer than 4 bytes.
 */
code: number | null, codeName: string | null, tone: Tone, 
/**
 * A binary message of fewer than 4 bytes.
 */
short: boolean, 
/**
 * The beginning as text, or as hex where it is not text; control characters escaped.
 */
preview: string, };

/**
 * A list of steps.
 */
export type Scenario = { 
/**
 * Its name, as `run --scenario` takes it.
 */
name: string, 
/**
 * What to do, in order.
 */
steps: Array<Step>, };

/**
 * The services form: names as toggles.
 */
export type Services = { 
/**
 * Every name offered, in order.
 */
known: Array<string>, 
/**
 * The names that "Set services" sends, in order.
 */
chosen: Array<string>, 
/**
 * How the JSON list is written.
 */
style?: Style, };

/**
 * The state of one connection.
 */
export type StateDto = { 
/**
 * `idle`, `resolving`, `connecting`, `tls`, `upgrading`, `open`, `loggedIn`, `closing` or `closed`.
 */
name: string, 
/**
 * The login went out (and, in `open`, was not yet answered as the profile says).
 */
loginSent: boolean, 
/**
 * A `login.reply` is being waited for.
 */
awaitingLogin: boolean, 
/**
 * From the login to the reply that meant "logged in", in milliseconds.
 */
loginMs: number | null, 
/**
 * How it ended, in `closed`.
 */
close: CloseDto | null, 
/**
 * Why it could not be made, or broke.
 */
error: ErrorDto | null, 
/**
 * The server's answer to the upgrade, when it was not 101.
 */
refusal: RefusalDto | null, 
/**
 * The steps of a scenario are running: its name.
 */
scenario: string | null, 
/**
 * Why the last scenario did not come to its end.
 */
scenarioError: ErrorDto | null, };

/**
 * One step: `"login"`, `{"wait": "500ms"}` or `{"send": "NAME"}`.
 */
export type Step = "login" | { "wait": string } | { "send": string };

/**
 * How JSON is written.
 */
export type Style = "compact" | "python";

/**
 * What follows the packed fields of a message.
 */
export type Tail = { 
/**
 * What it is made of.
 */
type: TailType, 
/**
 * `text`, `json`: the text; `hex`: pairs of hex digits.
 */
text?: string, 
/**
 * `json`, `services`: how it is written.
 */
style?: Style, };

/**
 * What a tail is made of.
 */
export type TailType = "text" | "json" | "hex" | "services";

/**
 * A time-out for each phase, as `500ms`, `12s` or `2m`.
 */
export type Timeouts = { 
/**
 * Looking the host's name up. Default 10 s.
 */
resolve: string, 
/**
 * TCP. Default 10 s.
 */
connect: string, 
/**
 * The TLS handshake. Default 10 s.
 */
tls: string, 
/**
 * The HTTP upgrade, from the request's first byte to the response's last. Default 10 s.
 */
upgrade: string, 
/**
 * From our Close to the server's, and to the end of TCP. Default 5 s.
 */
close: string, };

/**
 * How a code is to be taken.
 */
export type Tone = "good" | "bad" | "neutral";
