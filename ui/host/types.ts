// Generated from the Rust DTOs by `cargo xtask types`. Do not edit.

import type { ErrorCode } from "./error-codes";

/**
 * Where an API key goes.
 */
export type ApiKeyPlace = "header" | "query";

/**
 * Facts about the app, read once by the page at startup.
 */
export type AppInfo = { version: string, 
/**
 * `linux`, `windows` or `macos`.
 */
platform: string, 
/**
 * The system's language as a tag, such as `zh-CN`.
 */
systemLanguage: string, logFolder: string, transcriptFolder: string, preferences: Preferences, 
/**
 * No profile has been saved yet.
 */
firstRun: boolean, 
/**
 * The built-in lenses, in the order in which they are offered.
 */
lenses: Array<LensDto>, };

/**
 * A variable without a value, which the user is asked for.
 */
export type AskedVariable = { 
/**
 * The variable's name.
 */
name: string, 
/**
 * Path of its first use.
 */
path: string, };

/**
 * Who we say that we are. What another `type` has stays in the file and is not sent.
 */
export type Auth = { 
/**
 * Which of them. Default none.
 */
type?: AuthType, 
/**
 * `basic`: the user.
 */
user?: string, 
/**
 * `basic`: the password; better a `{{secret:NAME}}`.
 */
password?: string, 
/**
 * `bearer`: the token; better a `{{secret:NAME}}`.
 */
token?: string, 
/**
 * `api_key`: the header's or the parameter's name.
 */
name?: string, 
/**
 * `api_key`: the key; better a `{{secret:NAME}}`.
 */
value?: string, 
/**
 * `api_key`: where it goes. Default `header`.
 */
in?: ApiKeyPlace, };

/**
 * How we say who we are.
 */
export type AuthType = "none" | "basic" | "bearer" | "api_key";

/**
 * A message sent when a received message matches a filter.
 */
export type AutoReply = { 
/**
 * The filter for received messages. It tests the message itself: its code, kind, size, text and fields.
 */
when: string, 
/**
 * The message to send. `{{received.field.PATH}}`, `{{received.text}}`, `{{received.size}}` and `{{received.code}}`
 * stand for values of the received message.
 */
send: MessageRef, 
/**
 * The delay before it is sent, such as `500ms`, `12s` or `2m`. Without it, the reply is sent at once.
 */
after?: string, 
/**
 * The most replies on one connection; no limit if absent.
 */
times?: number, 
/**
 * Whether the reply is switched off.
 */
off?: boolean, };

/**
 * Problems of the login's messages and filters, replies and heartbeats, and whether they begin switched on.
 */
export type AutomaticCheck = { 
/**
 * Each with its JSON path, such as `replies[1].when`.
 */
problems: Array<ErrorDto>, 
/**
 * Without a choice of the user's, a connection begins with replies and heartbeats on.
 */
beginsOn: boolean, };

/**
 * What was sent automatically.
 */
export type AutomaticDto = { 
/**
 * Replies and heartbeats are switched on.
 */
on: boolean, 
/**
 * Replies sent.
 */
replies: number, 
/**
 * Heartbeats sent.
 */
heartbeats: number, 
/**
 * Replies and heartbeats that were due and not sent.
 */
skipped: number, 
/**
 * Why the last one was not sent.
 */
error: ErrorDto | null, };

/**
 * How the payload of a message is built.
 */
export type BodyType = "text" | "json" | "hex" | "packed" | "file";

/**
 * The order of an integer's bytes.
 */
export type ByteOrder = "little" | "big";

/**
 * The cell of a row that a filter tests.
 */
export type CellDto = { "what": "code" } | { "what": "direction" } | { "what": "kind" } | { "what": "size" } | { "what": "field", 
/**
 * As in the profile's columns.
 */
path: string, };

/**
 * A cell that is wrong, and why.
 */
export type CellFaultDto = { 
/**
 * Index of the cell.
 */
cell: number, 
/**
 * The fault of a series whose number or time it is.
 */
kind: FaultKind | null, 
/**
 * The problem of the field.
 */
problem: FieldProblem | null, };

/**
 * One certificate of a chain.
 */
export type Certificate = { 
/**
 * The subject, as `CN=…, O=…`.
 */
subject: string, 
/**
 * The issuer, as `CN=…, O=…`.
 */
issuer: string, 
/**
 * The DNS names and IP addresses it is valid for.
 */
names: Array<string>, 
/**
 * The start of its validity (RFC 3339).
 */
not_before: string, 
/**
 * The end of its validity (RFC 3339).
 */
not_after: string, 
/**
 * The serial number, in hex.
 */
serial: string, 
/**
 * The type of its public key, as `RSA 2048`, `ECDSA P-256` or `Ed25519`.
 */
key: string, 
/**
 * The SHA-256 of the whole certificate, in hex, as `tls.pinned` takes it.
 */
sha256: string, 
/**
 * The whole certificate as PEM.
 */
pem: string, 
/**
 * Whether subject and issuer are the same.
 */
self_issued: boolean, 
/**
 * Whether it names a URL of its issuer's certificate, as certificates of public authorities do.
 */
names_issuer_s_place: boolean, };

/**
 * A checksum over a range of the message. The field's own bytes in the range count as zeros.
 */
export type Checksum = { 
/**
 * The algorithm.
 */
kind: ChecksumKind, 
/**
 * Offset of the first byte; negative offsets count from the message's end.
 */
from?: number, 
/**
 * Offset after the last byte; negative offsets count from the message's end. Default: the field's offset.
 */
to?: ChecksumEnd, };

/**
 * The end of a byte range: an offset, or `"end"` for the end of the message.
 */
export type ChecksumEnd = number | "end";

/**
 * A checksum algorithm.
 */
export type ChecksumKind = "sum8" | "sum16" | "xor8" | "crc8" | "crc16-ccitt-false" | "crc16-kermit" | "crc16-xmodem" | "crc16-modbus" | "crc16-arc" | "crc32" | "crc32c";

/**
 * A transcript outside the history, chosen for a comparison.
 */
export type ChosenDto = { 
/**
 * Used in commands like a history id.
 */
id: string, 
/**
 * The file's name.
 */
name: string, };

/**
 * Plan of a clean-up.
 */
export type CleanUpDto = { 
/**
 * Size of all stored transcripts in bytes.
 */
bytes: number, 
/**
 * Bytes that it frees.
 */
frees: number, 
/**
 * The rest is within the budget afterwards.
 */
fits: boolean, 
/**
 * Transcripts to remove, in this order.
 */
goes: Array<HistoryEntryDto>, };

/**
 * A certificate and its key: two PEM files, or one PKCS#12 file.
 */
export type ClientCertificate = { 
/**
 * PEM: the certificate, and those that lead to its issuer.
 */
cert_file?: string, 
/**
 * PEM: the key, not encrypted. Default the file of the certificate.
 */
key_file?: string, 
/**
 * PKCS#12 (`.p12`, `.pfx`), instead of the two.
 */
p12_file?: string, 
/**
 * The PKCS#12 file's; better a `{{secret:NAME}}`.
 */
passphrase?: string, };

/**
 * A close code and its reason (RFC 6455 section 7.4).
 */
export type Close = { 
/**
 * A code that an endpoint may send.
 */
code: number, 
/**
 * At most 123 bytes of UTF-8. The default is the original script's.
 */
reason: string, };

/**
 * How a connection closed.
 */
export type CloseDto = { 
/**
 * The close code; 1005 if the Close frame had none, 1006 without a Close frame (RFC 6455 section 7.1.5).
 */
code: number, reason: string, 
/**
 * Both sides sent a Close frame.
 */
clean: boolean, 
/**
 * `us`, `server` or `network`.
 */
by: string, 
/**
 * How the close appeared on the wire: `code`, `noCode`, `unanswered`, `aborted`, `cancelled` or `broken`.
 */
how: string, };

/**
 * A code's name and tone.
 */
export type Code = { 
/**
 * A number or a text.
 */
code: CodeValue, 
/**
 * Name in the table.
 */
name: string, 
/**
 * Good, bad or neutral.
 */
tone?: Tone, 
/**
 * Restricts the code to messages of this direction; both if absent.
 */
direction?: Direction, };

/**
 * Where the code of a message is read.
 */
export type CodeDefinition = { 
/**
 * The kind of definition.
 */
from: CodeSource, 
/**
 * For `integer`: the offset of its first byte, at most 1 MiB. Default 0.
 */
offset?: number, 
/**
 * For `integer`: its type, `b`, `B`, `h`, `H`, `i`, `I`, `q` or `Q` as in Python's `struct`. Default `i`.
 */
type?: string, 
/**
 * For `integer`: its byte order. Default `little`.
 */
order?: ByteOrder, 
/**
 * For `field`: the path of a field of the layout that the message is decoded with, such as `type` or `head.kind`.
 */
field?: string, 
/**
 * For `json`: the path of a value, such as `type` or `data.event`.
 */
path?: string, 
/**
 * For `prefix`: the text that ends the code, which has at most 64 characters.
 */
until?: string, 
/**
 * For `prefix`: the length of the code in characters, at most 64.
 */
length?: number, 
/**
 * Restricts the definition to text or binary messages. An integer is read from binary messages by default.
 */
kind?: WireKind, };

/**
 * One definition, or a list of them of which the first that yields a code wins.
 */
export type CodeDefinitions = CodeDefinition | Array<CodeDefinition>;

/**
 * A request code and the code of its reply.
 */
export type CodePair = { 
/**
 * The code of the sent message, a number or a text.
 */
request: CodeValue, 
/**
 * The code of the received message.
 */
reply: CodeValue, };

/**
 * The kind of a code's definition.
 */
export type CodeSource = "integer" | "field" | "prefix" | "json" | "lens" | "none";

/**
 * The code of a message, as the profile defines it: a number or a text in JSON.
 */
export type CodeValue = number | string;

/**
 * One command in one transcript: number and payload sizes of its messages.
 */
export type CommandSideDto = { count: number, minSize: number, maxSize: number, };

/**
 * One command in both transcripts.
 */
export type ComparedCommand = { direction: string, kind: string, code: CodeValue | null, name: string | null, a: CommandSideDto, b: CommandSideDto, isEqual: boolean, 
/**
 * Rows of the first difference in A and B, 0 if a side has no such row; absent if both are equal or too different
 * to align.
 */
firstDifference: [number, number] | null, fields: Array<ComparedSpread>, };

/**
 * A field of both messages; a side is absent if that message has no such field.
 */
export type ComparedField = { path: string, a: string | null, b: string | null, isEqual: boolean, };

/**
 * A run of bytes and its range in both messages: first byte and the byte after the last.
 */
export type ComparedPiece = { 
/**
 * `equal`, `changed`, `inserted` or `removed`.
 */
kind: string, a: [number, number], b: [number, number], };

/**
 * Values that a field has in only one transcript.
 */
export type ComparedSpread = { path: string, onlyA: Array<string>, onlyB: Array<string>, 
/**
 * There are too many values to list.
 */
isMany: boolean, };

/**
 * Progress and result of a comparison.
 */
export type ComparingDto = { 
/**
 * Rows compared so far, of both transcripts together.
 */
looked: number, 
/**
 * Rows of both transcripts.
 */
of: number, done: boolean, error: ErrorDto | null, 
/**
 * The result, once done.
 */
found: TranscriptComparisonDto | null, };

/**
 * Comparison of two messages, A and B.
 */
export type ComparisonDto = { 
/**
 * Direction, kind and payload are equal.
 */
isEqual: boolean, fields: Array<ComparedField>, pieces: Array<ComparedPiece>, 
/**
 * The bytes were aligned, so insertions are recognised; long payloads are compared byte by byte instead.
 */
isAligned: boolean, 
/**
 * Bytes of each payload that were compared, if not all.
 */
cutAt: number | null, };

/**
 * What is offered in the upgrade, and so how messages may be compressed.
 */
export type Compression = { 
/**
 * Whether `permessage-deflate` is offered. Default no.
 */
offer: boolean, 
/**
 * The server is to compress each message by itself. Default no.
 */
server_no_context_takeover?: boolean, 
/**
 * We compress each message by itself. Default no.
 */
client_no_context_takeover?: boolean, 
/**
 * The server's window: 8 to 15 for 256 bytes to 32 KiB. Default what the server wants.
 */
server_max_window_bits?: number, 
/**
 * Our window, 8 to 15; the server may ask for a smaller one. Default 15.
 */
client_max_window_bits?: number, };

/**
 * The negotiated parameters.
 */
export type CompressionParameters = { 
/**
 * The server compresses each message on its own.
 */
server_no_context_takeover: boolean, 
/**
 * We compress each message on its own.
 */
client_no_context_takeover: boolean, 
/**
 * The server's window bits: 8 to 15 for 256 bytes to 32 KiB.
 */
server_max_window_bits: number, 
/**
 * Our window bits.
 */
client_max_window_bits: number, };

/**
 * One TCP connection attempt.
 */
export type ConnectAttempt = { 
/**
 * Address and port.
 */
address: string, 
/**
 * Its start, in milliseconds since the start of the phase.
 */
began_ms: number, 
/**
 * Why it failed; `None` for the attempt that succeeded and for attempts it overtook.
 */
error: string | null, };

/**
 * Where to connect, what to say there, how long to wait, how to say good-bye.
 */
export type Connection = { 
/**
 * `ws://` or `wss://`. A user and a password in it are sent as Basic, unless `auth` says otherwise.
 */
url: string, 
/**
 * Added to the URL's query, percent-encoded.
 */
query?: Array<Pair>, 
/**
 * Fields of the upgrade request, in this order, one name as often as wanted. One that Wirelark sends by itself
 * (`Host`, `Origin`, `User-Agent`, `Authorization`, `Cookie`, `Sec-WebSocket-Protocol`) is sent as it stands here.
 */
headers?: Array<Pair>, 
/**
 * `Sec-WebSocket-Protocol`: the names offered, the preferred one first. Default none.
 */
subprotocols?: Array<string>, 
/**
 * `Origin`, as a browser would send it. Default none.
 */
origin?: string, 
/**
 * `User-Agent`; an empty text sends none. Default `Wirelark/VERSION`.
 */
user_agent?: string, 
/**
 * Who we say that we are.
 */
auth?: Auth, 
/**
 * Cookies sent, and whether those that the server sets are kept.
 */
cookies?: Cookies, 
/**
 * Whether an answer that points elsewhere is followed.
 */
redirects?: Redirects, 
/**
 * PEM file of certificates to trust beside the system's, relative to the profile's folder. The same as one
 * entry of `tls.ca_files`.
 */
ca_file?: string, 
/**
 * Whom to trust, and who we are.
 */
tls?: Tls, 
/**
 * By which proxy.
 */
proxy?: Proxy, 
/**
 * Answers instead of the name server's, as curl's `--resolve` takes them: `HOST:PORT:ADDRESS[,ADDRESS]…`.
 */
resolve?: Array<string>, 
/**
 * Which addresses of a name are tried. Default `any`.
 */
ip?: IpVersion, 
/**
 * Path of a Unix socket (Linux, macOS) to connect to; the URL stays `ws://` and says what is asked there. No name
 * is resolved and no proxy used.
 */
unix_socket?: string, 
/**
 * Whether messages may be compressed.
 */
compression?: Compression, 
/**
 * Ends every text message and the login: text with backslash escapes such as `\\r\\n`, without variables. Default
 * nothing.
 */
text_terminator?: string, 
/**
 * What happens with pings and pongs.
 */
control_frames?: ControlFrames, 
/**
 * Pings that we send by ourselves.
 */
keep_alive?: KeepAlive, 
/**
 * Whether a lost connection is made again.
 */
reconnect?: Reconnect, 
/**
 * Timeouts of each phase.
 */
timeouts?: Timeouts, 
/**
 * Size limits.
 */
limits?: Limits, 
/**
 * The Close frame that a person's "disconnect" sends.
 */
close?: Close, };

/**
 * Problems of the connection settings, and the resulting URL.
 */
export type ConnectionCheck = { 
/**
 * Each with its JSON path, such as `connection.headers[1].name`.
 */
problems: Array<ErrorDto>, 
/**
 * The URL that is requested, with its query.
 */
url: string, };

/**
 * What this machine contributes to a connection.
 */
export type ConnectionFacts = { 
/**
 * The system's proxy for the URL: scheme, host and port.
 */
proxy: string | null, 
/**
 * Why the system's proxy cannot be used.
 */
proxyError: ErrorDto | null, 
/**
 * Names of the environment variables that are set and configure proxies.
 */
variables: Array<string>, 
/**
 * Number of certificate authorities that the system trusts.
 */
authorities: number, 
/**
 * The default `User-Agent` header.
 */
userAgent: string, 
/**
 * Whether the system has Unix sockets.
 */
unix: boolean, };

/**
 * A file of the connection settings that a dialog asks for.
 */
export type ConnectionFile = "authorities" | "revocations" | "certificate" | "key" | "pkcs12" | "socket";

/**
 * The type of a control frame (RFC 6455 section 5.5).
 */
export type Control = "ping" | "pong" | "close";

/**
 * What happens with pings and pongs.
 */
export type ControlFrames = { 
/**
 * Which of them become rows. Default `collapsed`.
 */
rows?: ControlRows, 
/**
 * Whether a ping is answered with a pong. Default yes.
 */
answer_pings?: boolean, };

/**
 * Which pings and pongs become rows.
 */
export type ControlRows = "collapsed" | "all" | "none";

/**
 * Cookies.
 */
export type Cookies = { 
/**
 * Sent with the upgrade, in one `Cookie` field.
 */
send?: Array<Pair>, 
/**
 * Whether what a server sets is sent to it again when it redirects us to itself. Default no.
 */
keep?: boolean, };

/**
 * Counts of a stored transcript.
 */
export type CountedDto = { rows: number, sent: number, received: number, 
/**
 * Time from the first row to the last, in milliseconds.
 */
durationMs: number, 
/**
 * Close code of the Close frame that ended the connection; absent without one.
 */
close: number | null, closeReason: string, };

/**
 * Counters of a connection or an opened file.
 */
export type CountersDto = { 
/**
 * Messages received from the server.
 */
received: number, sent: number, 
/**
 * Rows written to the transcript.
 */
stored: number, 
/**
 * Rows that were not stored, once the writer has finished. Expected to be 0.
 */
lost: number, 
/**
 * Payload bytes received from the server.
 */
bytesReceived: number, 
/**
 * Size of the transcript in bytes.
 */
fileBytes: number, 
/**
 * Messages received per second, over the last second.
 */
rate: number, 
/**
 * Time since the connection opened, up to its close, in milliseconds.
 */
elapsedMs: number, 
/**
 * Time since the last message was received, or since the connection opened, in milliseconds; absent if not open.
 */
silentMs: number | null, 
/**
 * Round-trip time of the last answered ping, in milliseconds.
 */
rttMs: number | null, 
/**
 * Pings received, including those that are not recorded.
 */
pings: number, 
/**
 * Pongs received, including those that are not recorded.
 */
pongs: number, 
/**
 * Why writing waits: `disk_full`, with path and free bytes in `args`. No message is dropped.
 */
waiting: ErrorDto | null, 
/**
 * The disk is slower than the socket; TCP flow control slows down the server.
 */
limited: boolean, 
/**
 * Retention limit as in a profile, `100000 messages` or `10 GB`; absent if everything is kept.
 */
keep: string | null, 
/**
 * First row in the transcript.
 */
firstRow: number, 
/**
 * Number of rows in the transcript.
 */
kept: number, };

/**
 * The C data model that determines the sizes of `@`.
 *
 * Python uses the model of the machine, which would give a shared profile another meaning on Windows; here it is
 * explicit.
 */
export type DataModel = "lp64" | "llp64";

/**
 * Where and why a message stops fitting its layout.
 */
export type DecodeStop = { 
/**
 * The stable code: `decode.short`, `decode.length`, `decode.extra`, `decode.endless` or `decode.budget`.
 */
code: ErrorCode, 
/**
 * Offset of the first byte that does not fit.
 */
offset: number, 
/**
 * The field or tail, such as `items[2].price`; empty if bytes follow the last one.
 */
field: string, 
/**
 * The number of bytes required, as text because it may exceed JavaScript's numbers.
 */
wanted: string, 
/**
 * The number of bytes available.
 */
had: number, 
/**
 * The whole message in English.
 */
text: string, };

/**
 * A decoded message.
 */
export type Decoded = { 
/**
 * The name of the layout; empty for a default layout.
 */
layout: string, 
/**
 * Size of the message in bytes.
 */
size: number, 
/**
 * The fields and tails, in order. Bytes that do not fit the layout come last, as a node of kind `raw`.
 */
nodes: Array<FieldNode>, 
/**
 * Where the message stops fitting its layout, if it does.
 */
stop?: DecodeStop, 
/**
 * The range of the fields that are included, if not all are.
 */
part?: FieldPart, 
/**
 * The range of the nodes in tails that were built, if not all were: a long message is read in windows.
 */
window?: FieldPart, };

/**
 * The settings needed to decode messages.
 */
export type Decoding = { 
/**
 * The name of the lens that reads the messages; see [`Lens`](crate::packet::lens::Lens).
 */
lens?: string, 
/**
 * Where the code of a message is read; by default the leading int32 of binary messages.
 */
code?: CodeDefinitions, 
/**
 * Names and tones of codes.
 */
codes: Array<Code>, 
/**
 * Named layouts.
 */
layouts: Array<Layout>, 
/**
 * Rules that assign layouts to messages; the first match wins.
 */
rules: Array<LayoutRule>, 
/**
 * The table's columns.
 */
columns: Array<FieldColumn>, 
/**
 * Protobuf message types.
 */
protobuf: Array<ProtobufTypes>, 
/**
 * How replies are paired with requests.
 */
latency?: LatencyRule, 
/**
 * Fields that number messages.
 */
sequences?: Array<Sequence>, 
/**
 * Fields with a time that must not run backwards.
 */
timestamps?: Array<Timestamps>, 
/**
 * Messages that come regularly.
 */
heartbeat_checks?: Array<HeartbeatCheck>, 
/**
 * Where protocol messages end that do not begin and end with WebSocket messages.
 */
joined?: Array<JoinedMessages>, };

/**
 * Problems of a profile's decoding, and its layouts and message types.
 */
export type DecodingCheck = { 
/**
 * Each with its JSON path, such as `layouts[0].fields[1].constant`.
 */
problems: Array<ErrorDto>, 
/**
 * One for each layout, in order.
 */
layouts: Array<LayoutCheck>, 
/**
 * The full names of the Protobuf message types.
 */
messages: Array<string>, };

/**
 * The running demo server.
 */
export type DemoDto = { url: string, clients: number, };

/**
 * The direction of a message.
 */
export type Direction = "sent" | "received";

/**
 * Unsaved work of one tab, stored to survive a crash.
 */
export type DraftDto = { 
/**
 * Index of the tab.
 */
at: number, 
/**
 * The tab was active.
 */
active: boolean, 
/**
 * The page's key of the profile, also before it has a file.
 */
key: string | null, 
/**
 * Id of the profile, if it has a file.
 */
id: string | null, 
/**
 * The profile has unsaved changes.
 */
edited: boolean, 
/**
 * The edited profile; absent if it equals its file.
 */
profile: Profile | null, 
/**
 * The message in the message box; absent if it was sent or is a saved message.
 */
message: Message | null, };

/**
 * A text encoding.
 */
export type Encoding = "utf-8" | "gbk" | "latin-1";

/**
 * An error for the page: a stable code to translate, its arguments, and an English text for the log.
 */
export type ErrorDto = { 
/**
 * Stable; the page translates `error-<code>`, with dashes for dots.
 */
code: ErrorCode, 
/**
 * Arguments of the translation.
 */
args: { [key in string]: string }, 
/**
 * The full English text.
 */
detail: string, 
/**
 * The form field concerned, as a JSON path into the profile (`connection.url`, `login.fields[0].value`), or
 * `message` for the message box.
 */
path: string | null, };

/**
 * Progress of an export.
 */
export type ExportDto = { 
/**
 * The chosen file.
 */
path: string, 
/**
 * Rows written so far.
 */
rows: number, 
/**
 * Rows to write.
 */
of: number, 
/**
 * Rows that the format cannot represent.
 */
leftOut: number, done: boolean, 
/**
 * The export was cancelled; no file was written.
 */
cancelled: boolean, error: ErrorDto | null, };

/**
 * What to export, and how.
 */
export type ExportRequest = { 
/**
 * `jsonl`, `csv`, `har`, `pcapng` or `text`.
 */
format: string, 
/**
 * CSV only: start with a byte order mark.
 */
bom: boolean, 
/**
 * `all`, `view` (the rows that match the filter) or `selection`.
 */
what: string, 
/**
 * For `selection`: ranges of positions in the view, first and last inclusive.
 */
ranges: Array<[number, number]>, };

/**
 * A column that is computed only on request.
 */
export type ExtraColumn = "sinceStart" | "sincePrevious" | "sinceSent" | "latency";

/**
 * Requested columns of a row, and its pin and note.
 */
export type ExtraColumnsDto = { 
/**
 * Nanoseconds since the time column's reference; absent without one.
 */
since: string | null, 
/**
 * Not final: request the row again when `Pull.timing` changes.
 */
unsettled: boolean, latency: TimingDto | null, pinned: boolean, 
/**
 * First line of the note, cut if it is long.
 */
note: string, 
/**
 * What is wrong with it; absent if nothing is.
 */
faults: RowFaultsDto | null, };

/**
 * Number of rows with faults.
 */
export type FaultCountDto = { 
/**
 * Rows with a fault.
 */
rows: number, 
/**
 * Rows with each kind of fault, without kinds that no row has.
 */
kinds: Array<[FaultKind, number]>, 
/**
 * What was found in each series.
 */
series: Array<SeriesSumDto>, 
/**
 * Whether all stored rows were checked.
 */
done: boolean, };

/**
 * A kind of fault. The first five are faults of a message on its own, the next five those in a series of messages.
 */
export type FaultKind = "fit" | "constant" | "checksum" | "range" | "trailing" | "gap" | "duplicate" | "backwards" | "time" | "heartbeat" | "split";

/**
 * A column of the table: a field that may exist in several layouts.
 */
export type FieldColumn = { 
/**
 * The path of the field, such as `seq`, `tail.user.id` or `items[0].price`; in a text message, the path in its
 * JSON.
 */
field: string, 
/**
 * The title; by default the path.
 */
title?: string, };

/**
 * How a value is displayed. Copied and saved values are always exact.
 */
export type FieldDisplay = "decimal" | "hex" | "binary" | "char" | "unix" | "unix_ms" | "unix_us" | "unix_ns" | "flags" | "ipv4" | "ipv6" | "mac" | "uuid";

/**
 * A field, a part of one, or a value in a tail.
 */
export type FieldNode = { 
/**
 * The name; in a list, the index from 0.
 */
name: string, 
/**
 * The type of the value.
 */
kind: FieldNodeKind, 
/**
 * The encoding: a format character, `bits`, `utf-8`, `gbk`, `latin-1`, `json`, `cbor` and so on.
 */
type: string, 
/**
 * Offset of the first byte in the message.
 */
offset: number, 
/**
 * Size in bytes.
 */
size: number, 
/**
 * The lowest and the highest bit, for a group of bits in an integer.
 */
bits?: [number, number], 
/**
 * The exact value, which forms accept and copying yields. Bytes are `hex:…`; empty for a list or an object.
 */
value: string, 
/**
 * The value as the layout displays it, if that differs from the exact value.
 */
display?: string, 
/**
 * The label of the value.
 */
label?: string, 
/**
 * For a checksum: whether it is correct.
 */
checksum?: boolean, 
/**
 * Index of the field's colour, the same in form, hex view and tree. Indexes wrap around the palette.
 */
colour: number, 
/**
 * A problem with the value.
 */
problem?: FieldProblem, 
/**
 * Bit groups, list items, object members, repeated fields.
 */
children?: Array<FieldNode>, 
/**
 * The range of the children that are included, if not all are.
 */
part?: FieldPart, };

/**
 * The type of a value.
 */
export type FieldNodeKind = "int" | "float" | "number" | "bool" | "bytes" | "text" | "null" | "list" | "object" | "raw";

/**
 * A range of consecutive nodes.
 */
export type FieldPart = { 
/**
 * The number of nodes before the range.
 */
first: number, 
/**
 * The number of nodes in the range.
 */
shown: number, 
/**
 * The total number of nodes.
 */
count: number, };

/**
 * A problem with a field whose bytes are present.
 */
export type FieldProblem = { 
/**
 * The stable code.
 */
code: ErrorCode, 
/**
 * The whole message in English.
 */
text: string, 
/**
 * What the value should be, such as `7` or `-5..100`, if that is known.
 */
wanted?: string, };

/**
 * The JSON type of a login field.
 */
export type FieldType = "string" | "number" | "boolean" | "null" | "json";

/**
 * Latency of one command, or of all.
 */
export type FiguresDto = { 
/**
 * `all`, `code`, `text` or `binary`.
 */
kind: string, code: CodeValue | null, name: string | null, requests: number, replies: number, unanswered: number, 
/**
 * Requests that may still be answered.
 */
waiting: number, 
/**
 * Absent if no request was answered.
 */
spread: SpreadDto | null, };

/**
 * Progress of the filter.
 */
export type FilterDto = { text: string, scanned: number, done: boolean, };

/**
 * One line of a form.
 */
export type FormLine = { 
/**
 * Name under which a message sets the value.
 */
name: string, 
/**
 * The format character, or the kind of the tail.
 */
type: string, 
/**
 * Whether the line is a tail.
 */
tail: boolean, 
/**
 * Size in bytes; 0 for a tail.
 */
size: number, 
/**
 * The smallest integer that fits, as text; absent for other types.
 */
low?: string, 
/**
 * The largest integer that fits, as text; absent for other types.
 */
high?: string, 
/**
 * The constant or default, which is sent if no value is given.
 */
value?: string, 
/**
 * Whether the value needs no input: a constant, a length, a count or a checksum.
 */
computed: boolean, 
/**
 * How the value is displayed.
 */
display: FieldDisplay, 
/**
 * Names of values, offered in a menu.
 */
labels: Labels, 
/**
 * Bit groups, each set as `name.bits`.
 */
bits: Array<LayoutBits>, 
/**
 * `repeat`: the lines of one element.
 */
element?: Array<FormLine>, 
/**
 * The colour, as in the tree and the hex view.
 */
colour: number, };

/**
 * New hits in one transcript since the last poll.
 */
export type FoundDto = { id: string, 
/**
 * New rows among the first hits; each is reported once.
 */
rows: Array<FoundRow>, 
/**
 * Number of hits so far.
 */
total: number, 
/**
 * The transcript has been searched to its end.
 */
done: boolean, error: ErrorDto | null, };

/**
 * A hit.
 */
export type FoundRow = { row: number, 
/**
 * Start of the payload, as in the table.
 */
preview: string, };

/**
 * A frame in raw bytes (RFC 6455 section 5.2); the last one may be incomplete.
 */
export type FrameDto = { 
/**
 * Offset of the frame header.
 */
offset: number, 
/**
 * Size of the frame header in bytes, including the masking key.
 */
head: number, fin: boolean, 
/**
 * The reserved bits RSV1 to RSV3.
 */
reserved: [boolean, boolean, boolean], opcode: number, 
/**
 * The opcode's name; absent for reserved opcodes.
 */
name: string | null, 
/**
 * The masking key in hex, if the frame is masked.
 */
mask: string | null, 
/**
 * Payload length in the header, as text since it may exceed a JavaScript number.
 */
length: string, 
/**
 * Payload bytes present.
 */
came: number, };

/**
 * A file from the command line, a second start or a drop on the window. `open_given_transcript` opens a transcript;
 * `import_connection` without a number imports a HAR or JSON Lines.
 */
export type GivenFile = { "kind": "profile", opened: OpenedProfile, } | { "kind": "dropped", x: number, y: number, } | { "kind": "transcript" } | { "kind": "import" } | { "kind": "refused", error: ErrorDto, };

/**
 * The opening handshake: one hop, and one more for each redirect that was followed.
 */
export type Handshake = { 
/**
 * The hops, in order.
 */
hops: Array<Hop>, };

/**
 * An irregularity that did not prevent connecting.
 */
export type HandshakeWarning = "certificate_unverified" | "connection_list" | "subprotocol_ignored" | "other_host" | "credentials_withheld";

/**
 * A WebSocket connection in a HAR.
 */
export type HarConnectionDto = { number: number, url: string, started: string, messages: number, };

/**
 * A part of a head, as text.
 */
export type HeadPiece = { 
/**
 * Control characters but CR, LF and tab are escaped, as are bytes that are not UTF-8.
 */
text: string, 
/**
 * Whether it is a password, token or cookie; `text` is then a mask unless the user asked to reveal it.
 */
secret: boolean, };

/**
 * A message sent again and again while the connection is open, and logged in if the profile has a login.
 */
export type Heartbeat = { 
/**
 * The message to send.
 */
send: MessageRef, 
/**
 * The interval, such as `500ms`, `12s` or `2m`. The first one is sent after the first interval.
 */
every: string, 
/**
 * Whether the heartbeat is switched off.
 */
off?: boolean, };

/**
 * A message that comes regularly. It matches all conditions, of which there is at least one.
 */
export type HeartbeatCheck = { 
/**
 * The name in sums; by default its first condition.
 */
name?: string, 
/**
 * The message's code.
 */
code?: Literal, 
/**
 * The name of its layout.
 */
layout?: string, 
/**
 * Its first bytes, as hex digits.
 */
prefix?: string, 
/**
 * Its whole text.
 */
text?: string, 
/**
 * The direction of the messages. Default: received.
 */
direction?: Direction, 
/**
 * Text or binary messages; both if absent.
 */
kind?: WireKind, 
/**
 * The usual time between two of them, such as `5s`.
 */
every: string, 
/**
 * How much shorter or longer it may be, such as `1s`. Default: a fifth of `every`.
 */
tolerance?: string, };

/**
 * A colour for the rows that match a filter.
 */
export type Highlight = { 
/**
 * In the filter language, such as `latency>100ms`.
 */
filter: string, 
/**
 * The name of a colour.
 */
colour: HighlightColour, 
/**
 * Disables the highlight without deleting it.
 */
off?: boolean, };

/**
 * The palette. Each colour is readable in the light and the dark theme and distinguishable with colour-blindness.
 */
export type HighlightColour = "red" | "orange" | "yellow" | "green" | "blue" | "purple" | "grey";

/**
 * The stored transcripts.
 */
export type HistoryDto = { 
/**
 * Stored transcripts, the newest first.
 */
past: Array<HistoryEntryDto>, 
/**
 * Deleted transcripts that can be restored, the last deleted first.
 */
deleted: Array<HistoryEntryDto>, 
/**
 * Size of all of them in bytes.
 */
bytes: number, };

/**
 * A stored transcript.
 */
export type HistoryEntryDto = { 
/**
 * Its id in commands.
 */
id: string, 
/**
 * The name that the user gave it.
 */
title: string | null, 
/**
 * The profile's name when it was recorded.
 */
name: string, 
/**
 * Id of the profile; empty without one, as for an import.
 */
profile: string, url: string, 
/**
 * Start as Unix time in milliseconds; absent if unknown.
 */
begun: number | null, pinned: boolean, 
/**
 * Size of all its files in bytes.
 */
bytes: number, 
/**
 * This app is writing it.
 */
open: boolean, 
/**
 * Retention limit as in a profile: `all`, `100000 messages`, `10 GB`.
 */
keep: string, 
/**
 * Absent until the transcript has been counted.
 */
counted: CountedDto | null, 
/**
 * Why the transcript cannot be read.
 */
error: ErrorDto | null, };

/**
 * One attempt to connect and upgrade, as far as it got.
 */
export type Hop = { 
/**
 * Scheme, host and port. Path and query may hold secrets; the request shows them masked.
 */
url: string, 
/**
 * Duration of each phase, in order; a failed phase counts until its failure.
 */
timings: Array<PhaseTiming>, 
/**
 * The addresses of the host name: the proxy's if there is one, else the server's.
 */
addresses: Array<string>, 
/**
 * Every TCP connection attempt, in order.
 */
tries: Array<ConnectAttempt>, 
/**
 * The address or Unix socket path of the connection.
 */
peer: string | null, 
/**
 * The proxy, if there is one.
 */
proxy: ProxyHop | null, 
/**
 * TLS with the server.
 */
tls: TlsSeen | null, 
/**
 * The request, as sent.
 */
request: HttpHeadText | null, 
/**
 * The response head, as received.
 */
response: HttpHeadText | null, 
/**
 * The response's status code.
 */
status: number | null, 
/**
 * The target of a 3xx response.
 */
location: string | null, 
/**
 * The subprotocol that the server chose.
 */
subprotocol: string | null, 
/**
 * The extensions that the server chose, as written in the response.
 */
extensions: string | null, 
/**
 * The negotiated parameters of permessage-deflate.
 */
compression: CompressionParameters | null, 
/**
 * The names of the cookies that the server set.
 */
cookies: Array<string>, 
/**
 * Irregularities that did not prevent connecting.
 */
warnings: Array<HandshakeWarning>, };

/**
 * A head as text, split into plain and secret pieces.
 */
export type HttpHeadText = { 
/**
 * Size on the wire in bytes.
 */
size: number, 
/**
 * The pieces, in order.
 */
pieces: Array<HeadPiece>, };

/**
 * Result of an import.
 */
export type ImportDto = { 
/**
 * The file's name, without its folder.
 */
file: string, 
/**
 * Id of the opened transcript; absent if a connection must be chosen first.
 */
connection: number | null, 
/**
 * Connections of a HAR to choose from.
 */
choose: Array<HarConnectionDto>, };

/**
 * One interpretation of the bytes.
 */
export type InspectorRow = { 
/**
 * A stable name: `int8`, `uint64`, `float16`, `utf-8`, `utf-16`, `gbk`, `unix`, `unix_ms`.
 */
name: string, 
/**
 * Size in bytes; 0 if there are too few bytes.
 */
size: number, 
/**
 * The little-endian value, or the value of a type without byte order.
 */
little: string | null, 
/**
 * The big-endian value; absent for types without byte order.
 */
big: string | null, };

/**
 * A kind of invisible character in a text, and how many there are.
 */
export type InvisibleCount = { 
/**
 * `NUL`, `ESC`, `CR`; for characters outside ASCII the code point, such as `U+200B`.
 */
name: string, 
/**
 * How often it occurs.
 */
count: number, };

/**
 * Which addresses of a name are tried.
 */
export type IpVersion = "any" | "4" | "6";

/**
 * What follows the head of a message.
 */
export type JoinedBody = { 
/**
 * A regular expression for the head, without its end mark, whose first group is the number of bytes in the body:
 * `content-length:(\d+)`. A head that it does not match has no body, unless there is an `end`.
 */
length?: string, 
/**
 * What to add to that number, such as the bytes of a line end after the body. Default 0.
 */
plus?: number, 
/**
 * The bytes that end the body of a head without a length, as `hex:00` or `text:` and text.
 */
end?: string, };

/**
 * The protocol messages to which a row belongs, where the profile joins messages.
 */
export type JoinedDto = { 
/**
 * The first and the last part of the message that ends here, if it has several.
 */
parts: [number, number] | null, 
/**
 * The row in which the message begins that goes on after this row.
 */
partOf: number | null, 
/**
 * Size in bytes of the messages that end here; absent if none does.
 */
size: number | null, };

/**
 * A field with the length of a message.
 */
export type JoinedLength = { 
/**
 * The offset of its first byte in the message, at most 65,000. Default 0.
 */
offset?: number, 
/**
 * Its type: `b`, `B`, `h`, `H`, `i`, `I`, `q` or `Q` as in Python's `struct`, or `varint` (LEB128). Default `I`.
 */
type?: string, 
/**
 * Its byte order. Default `little`.
 */
order?: ByteOrder, 
/**
 * What to add to the value to get the size of the whole message. Default: the bytes up to the end of the field, so
 * that the value counts the bytes after it.
 */
plus?: number, };

/**
 * A stream of protocol messages, which need not begin and end where WebSocket messages do. Each direction is a stream
 * of its own.
 */
export type JoinedMessages = { 
/**
 * The name of a protocol message, such as `packet`.
 */
name?: string, 
/**
 * The direction of the WebSocket messages; both if absent.
 */
direction?: Direction, 
/**
 * Text or binary messages; both, as one stream, if absent.
 */
kind?: WireKind, 
/**
 * The field with the length of a message.
 */
length?: JoinedLength, 
/**
 * The bytes that end a message, or its head if there is a `body`, as `hex:0d0a` or `text:` and text.
 */
end?: string, 
/**
 * With `end`: what follows the head.
 */
body?: JoinedBody, 
/**
 * Bytes that may stand between messages, such as line ends, as `hex:0a` or `text:` and text; any of them, in any
 * order and number. They count to the message next to them.
 */
between?: string, 
/**
 * The largest message in bytes, at most 64 MiB. Default 16 MiB.
 */
max?: number, };

/**
 * A page of a payload as indented JSON.
 */
export type JsonPageDto = { text: string, 
/**
 * Start of this page: the previous page's `next`.
 */
place: { offset: number }, 
/**
 * Start of the next page; absent at the end.
 */
next: { offset: number } | null, };

/**
 * A payload as JSON with its numbers unchanged.
 */
export type JsonText = { text: string, 
/**
 * Byte offset of the JSON in the payload: 4 after a leading int32.
 */
offset: number, 
/**
 * On one line, because the indented text would be too long.
 */
compact: boolean, };

/**
 * Pings that we send by ourselves, to find out whether the server is still there.
 */
export type KeepAlive = { 
/**
 * The interval between pings. None are sent by default.
 */
ping_every?: string, 
/**
 * How long a pong may take before the connection counts as dead.
 */
pong_within?: string, };

/**
 * Names of a field's values, in the order they were written.
 */
export type Labels = { [value: string]: string };

/**
 * The criterion that pairs a reply with its request.
 */
export type LatencyMatch = "next" | "same_code" | "field" | "codes" | "lens";

/**
 * How received messages are paired with the sent ones they reply to.
 */
export type LatencyRule = { 
/**
 * The criterion. By default, `codes` or `field` if those are given; otherwise the lens if the profile has one, the
 * same code if it knows codes, and the next message if it does not.
 */
match?: LatencyMatch, 
/**
 * For `field`: the path of the value that the reply echoes, such as `seq` or `json.id`.
 */
field?: string, 
/**
 * For `field`: the path in the reply, if it differs.
 */
reply_field?: string, 
/**
 * For `codes`: the pairs of request and reply codes.
 */
codes?: Array<CodePair>, 
/**
 * How long a request may take before it counts as unanswered. Default `60s`.
 */
within?: string, };

/**
 * A layout: a struct format with named fields, and a tail.
 */
export type Layout = { 
/**
 * The name; optional for a layout inside another one.
 */
name?: string, 
/**
 * A struct format such as `<iqd`.
 */
format: string, 
/**
 * The data model, which determines the sizes of `@`.
 */
model?: DataModel, 
/**
 * The fields of the format's values, in order. Values without a field are named by their number, from 1.
 */
fields?: Array<LayoutField>, 
/**
 * The part after the fields, if any.
 */
tail?: LayoutTail, };

/**
 * A group of bits in an integer, read as an unsigned number.
 */
export type LayoutBits = { 
/**
 * The name; a message sets the value as `field.name`.
 */
name: string, 
/**
 * The lowest bit; 0 is the integer's least significant one.
 */
from: number, 
/**
 * The highest bit, inclusive.
 */
to: number, 
/**
 * Names of values.
 */
labels?: Labels, 
/**
 * Groups of bits inside this group; their bit 0 is the group's lowest one.
 */
bits?: Array<LayoutBits>, };

/**
 * A compiled layout.
 */
export type LayoutCheck = { 
/**
 * Whether the layout is valid.
 */
sound: boolean, 
/**
 * Minimum size of a message in bytes, at most 2^32 - 1.
 */
leastSize: number, 
/**
 * Its fields and tails; empty if the layout is invalid.
 */
lines: Array<FormLine>, };

/**
 * A field: one value of the format.
 */
export type LayoutField = { 
/**
 * The field's name.
 */
name: string, 
/**
 * The value that is always sent; a received message with another value is highlighted.
 */
constant?: Literal, 
/**
 * The value that is sent if none is given.
 */
default?: Literal, 
/**
 * Names of values.
 */
labels?: Labels, 
/**
 * How the value is displayed.
 */
display?: FieldDisplay, 
/**
 * What one step of an integer is worth, such as `10^-4`, for display as a decimal number.
 */
scale?: Scale, 
/**
 * Groups of bits inside an integer.
 */
bits?: Array<LayoutBits>, 
/**
 * The values that are valid; a received message with another value is highlighted.
 */
range?: ValueRange, 
/**
 * A checksum, computed when sending and verified when receiving.
 */
checksum?: Checksum, };

/**
 * A message decoded by a layout.
 */
export type LayoutPreview = { 
/**
 * The message's row; absent for a typed message.
 */
row: number | null, 
/**
 * How the message was chosen: `asked` (the requested row), `typed`, `rule` (the rules choose this layout for it),
 * `fits` (it fits the layout, but no rule chooses it) or `newest`.
 */
found: string, 
/**
 * `sent` or `received`.
 */
direction: string, 
/**
 * `text` or `binary`.
 */
kind: string, size: number, 
/**
 * At most the first 2048 bytes, lower case, no spaces.
 */
hex: string, 
/**
 * Its code, as the profile defines it.
 */
code: CodeValue | null, 
/**
 * Index of the rule that matches the message.
 */
rule: number | null, 
/**
 * Absent if the layout is invalid.
 */
decoded: Decoded | null, };

/**
 * The message to preview a layout on.
 */
export type LayoutPreviewRequest = { 
/**
 * Index of the layout in the profile; the rules choose one if absent.
 */
layout: number | null, connection: number | null, 
/**
 * A row of its transcript; the newest suitable row if absent.
 */
row: number | null, 
/**
 * Hex digits of a typed message, instead of a row.
 */
bytes: string | null, };

/**
 * Assigns a layout to messages that match all conditions. A rule without conditions matches every message.
 */
export type LayoutRule = { 
/**
 * The name of the layout.
 */
layout: string, 
/**
 * The code of the message, a number or a text.
 */
code?: CodeValue, 
/**
 * A field of the layout, such as `version` or `flags.kind`, whose value is compared with `equals`.
 */
field?: string, 
/**
 * The value of `field`: a number, text or a label.
 */
equals?: Literal, 
/**
 * The size of the message in bytes.
 */
size?: SizeRange, 
/**
 * The first bytes of the message, as hex digits.
 */
prefix?: string, 
/**
 * Text or binary messages; both if absent.
 */
kind?: WireKind, 
/**
 * The direction of the message; both if absent.
 */
direction?: Direction, };

/**
 * The part of a message after the fields.
 */
export type LayoutTail = { 
/**
 * The kind of content.
 */
type: LayoutTailKind, 
/**
 * The name; by default `tail`, and `tail2` for the second one of a layout.
 */
name?: string, 
/**
 * `text`, `json`: the encoding of the text.
 */
encoding?: Encoding, 
/**
 * `json`: the style of the JSON that is sent.
 */
style?: Style, 
/**
 * `repeat`, `layout`: the name of the layout of the elements or of the content.
 */
layout?: string, 
/**
 * `repeat`, `layout`: that layout, inline instead of by name.
 */
element?: Layout, 
/**
 * The tail's size in bytes: the name of an earlier field, or an [expression](super::expression); by default the
 * tail extends to the end of the message.
 */
length?: string, 
/**
 * Difference between that field and the tail's size in bytes, such as the size of a header that is included.
 */
plus?: number, 
/**
 * `repeat`: the number of elements: the name of an earlier field, or an expression.
 */
count?: string, 
/**
 * `protobuf`: the full name of the message type, such as `market.Quote`.
 */
message?: string, 
/**
 * `text`, `json`, `bytes`: the bytes after the content, as `hex:00` or `text:` and text; not part of the content.
 */
until?: string, 
/**
 * `repeat`: the bytes between the elements, as `hex:1e` or `text:` and text.
 */
separator?: string, 
/**
 * `repeat` with a separator: whether the separator follows the last element, too.
 */
terminated?: boolean, 
/**
 * `repeat` with a separator: the kind of each element, instead of a layout.
 */
each?: LayoutTailKind, 
/**
 * `switch`: the expression whose value chooses the layout.
 */
on?: string, 
/**
 * `switch`: the names of layouts by value.
 */
cases?: Labels, 
/**
 * `switch`: the name of the layout for all other values.
 */
otherwise?: string, 
/**
 * An expression: the tail exists unless it is 0.
 */
when?: string, 
/**
 * An expression: the tail's offset from the start of the layout; by default it follows what precedes it.
 */
at?: string, 
/**
 * `varint`: the encoding of the integer.
 */
varint?: VarintKind, 
/**
 * `varint`: the value that is always sent.
 */
constant?: Literal, 
/**
 * `varint`: the value that is sent if none is given.
 */
default?: Literal, 
/**
 * `varint`: names of values.
 */
labels?: Labels, 
/**
 * `varint`: how the value is displayed.
 */
display?: FieldDisplay, 
/**
 * `varint`: what one step is worth.
 */
scale?: Scale, 
/**
 * The layout of what follows the tail; requires that the tail ends before the message does: by `length`, `count`
 * or `until`, or by its content.
 */
then?: Layout, };

/**
 * The kind of a tail's content.
 */
export type LayoutTailKind = "bytes" | "text" | "json" | "repeat" | "cbor" | "msgpack" | "protobuf" | "varint" | "layout" | "switch";

/**
 * A lens and what it brings.
 */
export type LensDto = { 
/**
 * Its name in a profile.
 */
name: string, 
/**
 * The profile from which one with this lens inherits. Its name is the protocol's; its `connection` has nothing but
 * the subprotocols that choose the lens.
 */
preset: Profile, };

/**
 * Size limits, in bytes unless noted. `settings_table.rs` has the ranges.
 */
export type Limits = { 
/**
 * The header of the server's response to the upgrade, and of a proxy's.
 */
header: number, 
/**
 * Number of fields in it.
 */
header_fields: number, 
/**
 * A message after inflating; a larger one closes the connection with 1009.
 */
message?: number, 
/**
 * Number of frames in one message, empty ones included.
 */
fragments?: number, 
/**
 * Data waiting to be sent; sending pauses when it is full.
 */
write_buffer?: number, };

/**
 * A value as it was typed, with the JSON type in which it is written back.
 *
 * A file may contain `7`, `"7"` or `true`; the window always sends strings. `null` is read as empty text. A number
 * that JavaScript would change (`9007199254740993`, `1.0`, `1e5`) is read as text, so that its digits survive the
 * round trip through the window.
 */
export type Literal = string | number | boolean;

/**
 * The login: a JSON object sent as the first message on a connection, or messages of any kind.
 */
export type Login = { 
/**
 * Whether connecting sends the login.
 */
send?: boolean, 
/**
 * The fields, in the order in which they are sent.
 */
fields: Array<LoginField>, 
/**
 * Messages to send instead of the fields, in order.
 */
messages?: Array<LoginPart>, 
/**
 * The style of the JSON.
 */
style?: Style, 
/**
 * The reply that means "logged in". Without it, the status stays "open, login sent".
 */
reply?: LoginReply, 
/**
 * The reply that means "refused", while the login waits for a reply.
 */
refused?: LoginRefusal, };

/**
 * A message of a login, if any, and the reply to wait for before the next one.
 */
export type LoginExchange = { 
/**
 * The message; without it, the login only waits.
 */
send?: MessageRef, 
/**
 * The filter for the reply to wait for.
 */
expect?: string, 
/**
 * How long that reply may take, such as `500ms`, `12s` or `2m`. Default 10 s.
 */
within?: string, };

/**
 * A field of the login.
 */
export type LoginField = { 
/**
 * The key in the JSON object.
 */
name: string, 
/**
 * The value as typed; `type` selects how it is converted. `{{secret:NAME}}` is asked for when connecting.
 */
value: Literal, 
/**
 * The JSON type of the value.
 */
type?: FieldType, };

/**
 * A part of a login of several messages.
 */
export type LoginPart = string | Message | LoginExchange;

/**
 * The reply that means that the login was refused.
 */
export type LoginRefusal = { 
/**
 * The filter for the reply.
 */
filter: string, };

/**
 * The reply that means "logged in": a code, or a filter.
 */
export type LoginReply = { 
/**
 * The leading int32 of the reply.
 */
code?: number, 
/**
 * A filter for the reply, instead of the code.
 */
filter?: string, 
/**
 * How long the reply may take, such as `500ms`, `12s` or `2m`. Default 10 s.
 */
within: string, };

/**
 * A message to send, either saved or typed once.
 */
export type Message = { 
/**
 * Name in the list and in a scenario's `send`.
 */
name: string, 
/**
 * Heading under which the list shows the message.
 */
group?: string, 
/**
 * Keyboard shortcut in the window, such as `Ctrl+1`.
 */
key?: string, 
/**
 * How the payload is built.
 */
type: BodyType, 
/**
 * `text`, `json`: the text; `hex`: pairs of hex digits.
 */
text?: string, 
/**
 * `text`: whether the text has backslash escapes such as `\r\n`, which are expanded when it is sent.
 */
escapes?: boolean, 
/**
 * `file`: the path of the file, relative to the profile's folder. It holds no variables.
 */
path?: string, 
/**
 * `file`: the kind of message that its bytes become.
 */
as?: PayloadKind, 
/**
 * `packed`: a struct format such as `=ib`.
 */
format?: string, 
/**
 * `packed`: the name of a layout, instead of `format` and `values`.
 */
layout?: string, 
/**
 * `packed` with a layout: values by field name, bit groups as `field.name`. A label stands for its value.
 */
fields?: { [key in string]: Literal }, 
/**
 * `packed`: the values of the format's fields, in order.
 */
values?: Array<Literal>, 
/**
 * `packed`: the part after the packed fields; with a layout, its first tail.
 */
tail?: MessageTail, 
/**
 * `packed` with a layout that has several tails: the tails by name.
 */
tails?: { [key in string]: MessageTail }, 
/**
 * `json`: the style of the JSON.
 */
style?: MessageStyle, 
/**
 * Text messages: what ends this message instead of `connection.text_terminator`; an empty text for nothing.
 */
terminator?: string, };

/**
 * A message to send: the name of a saved one, or the message itself.
 */
export type MessageRef = string | Message;

/**
 * How the JSON of a message is written.
 */
export type MessageStyle = "compact" | "python" | "typed";

/**
 * The part of a message after the packed fields.
 */
export type MessageTail = { 
/**
 * How the tail is built.
 */
type: TailType, 
/**
 * `text`, `json`: the text; `hex`: pairs of hex digits.
 */
text?: string, 
/**
 * `text`: whether the text has backslash escapes such as `\r\n`, which are expanded when it is sent.
 */
escapes?: boolean, 
/**
 * `json`, `services`: the style of the JSON. `typed` means nothing for `services`.
 */
style?: MessageStyle, 
/**
 * `items`: the elements of a layout's repeat.
 */
items?: Array<RepeatItem>, };

/**
 * A protocol violation. It is only ever sent on request.
 */
export type Misbehave = { "type": "text_as_binary", 
/**
 * The text.
 */
text: string, } | { "type": "binary_as_text", 
/**
 * The bytes.
 */
hex: string, } | { "type": "invalid_utf8", 
/**
 * The text before the invalid bytes.
 */
text: string, 
/**
 * The invalid bytes. Default `ff`.
 */
hex: string, } | { "type": "wrong_length", 
/**
 * The declared length.
 */
claims: number, } & ({ "text": string } | { "hex": string }) | { "type": "fragments", 
/**
 * The size of each fragment in bytes, in order; the last size repeats. 0 is an empty fragment.
 */
sizes: Array<number>, 
/**
 * A control frame to send between the fragments.
 */
between?: Control, } & ({ "text": string } | { "hex": string }) | { "type": "interrupted", } & ({ "text": string } | { "hex": string }) | { "type": "continuation", } & ({ "text": string } | { "hex": string }) | { "type": "reserved_bits", 
/**
 * Numbers of the bits, 1 to 3.
 */
bits: Array<number>, } & ({ "text": string } | { "hex": string }) | { "type": "reserved_opcode", 
/**
 * 3 to 7 or 11 to 15.
 */
opcode: number, } & ({ "text": string } | { "hex": string }) | { "type": "unmasked", } & ({ "text": string } | { "hex": string }) | { "type": "wrong_mask", } & ({ "text": string } | { "hex": string }) | { "type": "oversized_control", 
/**
 * The type of the control frame.
 */
control: Control, 
/**
 * The payload size in bytes.
 */
size: number, } | { "type": "fragmented_control", 
/**
 * The type of the control frame.
 */
control: Control, } & ({ "text": string } | { "hex": string }) | { "type": "close", 
/**
 * The code, which may be one that no endpoint may send. `None` sends an empty Close.
 */
code?: number, 
/**
 * The reason, which may be too long. Not sent without a code.
 */
reason?: string, } | { "type": "close_bytes", 
/**
 * The payload.
 */
hex: string, } | { "type": "no_pong" } | { "type": "half_close" } | { "type": "raw", 
/**
 * The bytes.
 */
hex: string, };

/**
 * The bytes that a protocol violation would send, or of a raw row.
 */
export type MisbehavePreview = { size: number, 
/**
 * At most the first 256 bytes, lower case, no spaces.
 */
hex: string, 
/**
 * The frames that a server would parse, at most 64.
 */
frames: Array<FrameDto>, 
/**
 * Bytes after the last of these frames.
 */
rest: number, 
/**
 * Set instead of the above if it cannot be sent; `path` is the field below `misbehave`.
 */
error: ErrorDto | null, };

/**
 * The place of a field or a tail.
 */
export type NamedSpan = { 
/**
 * The name of the field or tail.
 */
name: string, 
/**
 * Offset of the first byte.
 */
offset: number, 
/**
 * Size in bytes.
 */
size: number, 
/**
 * The colour, as in the decoded tree.
 */
colour: number, };

/**
 * Result of a search for the next row.
 */
export type NextDto = { 
/**
 * The row's position in the view; absent if no row matches.
 */
position: number | null, 
/**
 * The search continued from the other end.
 */
wrapped: boolean, 
/**
 * The search was stopped, or the view changed; the result is unknown.
 */
stopped: boolean, };

/**
 * A row's pin and its note in full.
 */
export type NoteDto = { pinned: boolean, note: string, };

/**
 * An opened profile.
 */
export type OpenedProfile = { id: string, path: string, profile: Profile, 
/**
 * JSON paths of keys in the file that this version does not know; saving keeps them.
 */
unknown: Array<string>, };

/**
 * A stored transcript that was opened.
 */
export type OpenedTranscript = { connection: number, 
/**
 * Position of the requested row in the view.
 */
position: number | null, };

/**
 * A transcript that is being opened.
 */
export type OpeningDto = { 
/**
 * The file's name, without its folder.
 */
name: string, 
/**
 * Bytes read so far and in total, while the index is rebuilt; otherwise zero.
 */
read: number, total: number, };

/**
 * A name and a value that can be switched off: a header field, a query parameter, a cookie.
 */
export type Pair = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value.
 */
value: string, 
/**
 * Whether it is sent. Default yes.
 */
enabled?: boolean, };

/**
 * Pasted text as messages, with alternative interpretations.
 */
export type Pasted = { 
/**
 * The most likely interpretation.
 */
taken_for: TakenFor, 
/**
 * The messages of this interpretation; at least one.
 */
messages: Array<Message>, 
/**
 * Other interpretations, most likely first. Plain text is always among them.
 */
others: Array<PastedOther>, };

/**
 * An alternative interpretation of pasted text.
 */
export type PastedOther = { 
/**
 * The interpretation.
 */
taken_for: TakenFor, 
/**
 * The messages of this interpretation.
 */
messages: Array<Message>, };

/**
 * The kind of message that a file's bytes become.
 */
export type PayloadKind = "binary" | "text";

/**
 * A phase's duration.
 */
export type PhaseTiming = { 
/**
 * `resolving`, `connecting`, `proxy`, `tls` or `upgrading`.
 */
phase: string, 
/**
 * The duration in milliseconds.
 */
ms: number, };

/**
 * A row to go to.
 */
export type PlaceDto = { position: number, 
/**
 * The row at this position.
 */
row: number, 
/**
 * The requested row is not in the view; this one is next to it.
 */
near: boolean, };

/**
 * The user's preferences and the window's content, kept between starts.
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
 * Id of the profile that was open last.
 */
profile: string | null, 
/**
 * Widths of table columns by column name, in pixels.
 */
columns: { [key in string]: number }, 
/**
 * Sizes of the panes by name, in pixels.
 */
panes: { [key in string]: number }, 
/**
 * Columns of the table and their order.
 */
table: TablePreferences, 
/**
 * Bytes of stored transcripts above which the page proposes a clean-up; nothing is removed automatically.
 */
historyBudget: number | null, 
/**
 * The open tabs from left to right; only those whose content has a file.
 */
tabs: Array<TabDto>, 
/**
 * Index of the active tab.
 */
tab: number, 
/**
 * Zoom in percent; 100 if absent.
 */
zoom: number | null, 
/**
 * The scenario that was run last, by the id of its profile.
 */
scenarios: { [key in string]: string }, 
/**
 * Show and read times in UTC instead of local time.
 */
utc: boolean, };

/**
 * A message as it would be sent.
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
 * The text of a text message, at most 4096 characters.
 */
text: string | null, 
/**
 * The invisible characters of a text message, except line feeds and tabs.
 */
invisible: Array<InvisibleCount>, 
/**
 * What ends the text message, with escapes such as `\\r\\n`; empty for nothing.
 */
terminator: string, 
/**
 * Set instead of the above if the message cannot be built; its args hold `line` and `column` for JSON.
 */
error: ErrorDto | null, 
/**
 * `packed`: position of each field and tail, in order.
 */
spans: Array<NamedSpan>, 
/**
 * `packed`: notes for the user, each with `field` in its args.
 */
notes: Array<ErrorDto>, 
/**
 * `packed`: a line for each field and tail.
 */
lines: Array<FormLine>, 
/**
 * `packed`: errors of values, by their path (`values[0]`, `fields.code`).
 */
faults: Array<ErrorDto>, 
/**
 * Variables without a value; the page asks for them when the message is sent.
 */
asked: Array<AskedVariable>, 
/**
 * The message as a line of Python.
 */
python: string | null, };

/**
 * A profile: the content of one file.
 */
export type Profile = { 
/**
 * Version of the file format; see [`VERSION`].
 */
wirelark: number, 
/**
 * Name in the list of profiles.
 */
name: string, 
/**
 * The lens that reads the messages: `socketio`, `stomp`, `signalr`, `graphql-ws`, `mqtt`, `json-rpc`, `phoenix`,
 * `cdp` or `nats`. Without it, the subprotocol chooses one; `none` switches that off.
 */
lens?: string, 
/**
 * The server and how to connect to it.
 */
connection: Connection, 
/**
 * What the transcript keeps.
 */
transcript?: Transcript, 
/**
 * The first message to the server, if it requires a login.
 */
login?: Login, 
/**
 * The services that can be toggled, and those that are on.
 */
services?: Services, 
/**
 * Values of `{{name}}` in the URL, the login and messages. A variable without a value is asked for.
 */
variables?: { [key in string]: Literal }, 
/**
 * Saved messages, in display order.
 */
messages?: Array<Message>, 
/**
 * Scenarios; the first one runs if none is named.
 */
scenarios?: Array<Scenario>, 
/**
 * Messages sent when a received message matches a filter. They act only where they are switched on.
 */
replies?: Array<AutoReply>, 
/**
 * Messages sent at an interval. They act only where they are switched on.
 */
heartbeats?: Array<Heartbeat>, 
/**
 * Where the code of a message is read; by default the leading int32 of binary messages.
 */
code?: CodeDefinitions, 
/**
 * Names and tones of codes.
 */
codes?: Array<Code>, 
/**
 * Named layouts for messages and replies.
 */
layouts?: Array<Layout>, 
/**
 * Rules that assign layouts to messages; the first match wins.
 */
rules?: Array<LayoutRule>, 
/**
 * Fields that the table shows as columns.
 */
columns?: Array<FieldColumn>, 
/**
 * Protobuf message types.
 */
protobuf?: Array<ProtobufTypes>, 
/**
 * How replies are paired with requests to measure latency.
 */
latency?: LatencyRule, 
/**
 * Fields that number messages: gaps and duplicates are faults.
 */
sequences?: Array<Sequence>, 
/**
 * Fields with a time that must not run backwards.
 */
timestamps?: Array<Timestamps>, 
/**
 * Messages that come regularly.
 */
heartbeat_checks?: Array<HeartbeatCheck>, 
/**
 * Where protocol messages end that do not begin and end with WebSocket messages.
 */
joined?: Array<JoinedMessages>, 
/**
 * Saved filters, in display order.
 */
filters?: Array<SavedFilter>, 
/**
 * Colours of rows; the first filter that matches wins.
 */
highlights?: Array<Highlight>, };

/**
 * An entry of the profile list.
 */
export type ProfileSummary = { 
/**
 * The file's name without `.wirelark.json`.
 */
id: string, name: string, url: string, path: string, 
/**
 * Why the file cannot be opened.
 */
error: ErrorDto | null, };

/**
 * A proposed layout and what speaks for it.
 */
export type Proposal = { 
/**
 * The layout.
 */
layout: Layout, 
/**
 * The reasons, the most important first.
 */
reasons: Array<ProposalReason>, };

/**
 * A reason for a part of a proposed layout.
 */
export type ProposalReason = { 
/**
 * `rows`, `first`, `separator`, `lines`, `length`, `whole`, `prefix`, `big`, `little`, `constant`, `sequence` or
 * `time`.
 */
code: string, 
/**
 * Arguments for the translation.
 */
args: { [key in string]: string }, };

/**
 * Protobuf message types: a `.proto` source or a descriptor set.
 */
export type ProtobufTypes = { 
/**
 * The name of the file, by which other sources import it.
 */
name?: string, 
/**
 * The `.proto` source.
 */
source?: string, 
/**
 * A descriptor set in base64, instead of a source.
 */
descriptor?: string, };

/**
 * A proxy. What `manual` has stays in the file while another mode is on.
 */
export type Proxy = { 
/**
 * Where the proxy is named. Default `system`.
 */
mode?: ProxyMode, 
/**
 * `manual`: `http://HOST:PORT`, `https://HOST:PORT` or `socks5://HOST:PORT`. `socks5h://` is the same:
 * a SOCKS proxy looks names up itself.
 */
url?: string, 
/**
 * `manual`: the user, where the proxy wants one.
 */
user?: string, 
/**
 * `manual`: the password; better a `{{secret:NAME}}`.
 */
password?: string, 
/**
 * `manual`: hosts to reach without it: names (and all below them), addresses, networks as `10.0.0.0/8`, or `*`.
 */
no_proxy?: Array<string>, };

/**
 * The exchange with a proxy.
 */
export type ProxyHop = { 
/**
 * `http://HOST:PORT`, `https://…` or `socks5://…`, without user and password.
 */
url: string, 
/**
 * `profile` or `system`.
 */
from: string, 
/**
 * The CONNECT request, as sent; none for a SOCKS proxy.
 */
request: HttpHeadText | null, 
/**
 * The head of the response to it.
 */
response: HttpHeadText | null, 
/**
 * TLS with the proxy itself.
 */
tls: TlsSeen | null, };

/**
 * Where the proxy is named.
 */
export type ProxyMode = "system" | "none" | "manual";

/**
 * The response to a poll: state, counters and rows.
 */
export type Pull = { rev: number, state: StateDto, counters: CountersDto, 
/**
 * Changes when the view has other rows (filter, clear, new connection): drop cached rows.
 */
view: number, 
/**
 * Changes with the decoding: request cached rows again.
 */
decoding: number, 
/**
 * Changes when rows with unsettled `extra` columns may have changed: request those again.
 */
timing: number, 
/**
 * Changes with a pin or a note: request cached rows again.
 */
marks: number, 
/**
 * Number of rows with faults; absent if the profile defines nothing that can be a fault.
 */
faults: FaultCountDto | null, 
/**
 * Number of rows with a note.
 */
noted: number, 
/**
 * Why the notes cannot be read; their file is not changed then.
 */
notesError: ErrorDto | null, 
/**
 * Columns of the rows' cells.
 */
columns: Array<FieldColumn>, 
/**
 * Number of rows in the view.
 */
total: number, 
/**
 * Number of rows since the last clear, regardless of the filter.
 */
all: number, filter: FilterDto | null, 
/**
 * Position of the first of `rows` in the view.
 */
first: number, rows: Array<RowDto>, reply: ReplyDto | null, 
/**
 * Number of rows hidden by "clear", which can be undone.
 */
cleared: number, demo: DemoDto | null, };

/**
 * A poll of the page, at most 20 per second.
 */
export type PullRequest = { connection: number, 
/**
 * The page's revision; the response waits for another one.
 */
rev: number, 
/**
 * First position in the view, from 0; -1 for the last `count` rows.
 */
first: number, 
/**
 * Number of rows.
 */
count: number, 
/**
 * Minimum time since the last response, in milliseconds.
 */
minMs: number, 
/**
 * Maximum time to wait for a change, in milliseconds.
 */
maxMs: number, 
/**
 * Columns to compute in addition.
 */
wants: Array<ExtraColumn>, };

/**
 * Whether and how to reconnect. Delays double from `first` to `longest`.
 */
export type Reconnect = { 
/**
 * Whether to reconnect.
 */
on: boolean, 
/**
 * The delay before the first attempt.
 */
first?: string, 
/**
 * The longest delay.
 */
longest?: string, 
/**
 * Attempts in a row before giving up.
 */
attempts?: number, 
/**
 * Names of saved messages that are sent again after the login, in this order.
 */
send?: Array<string>, };

/**
 * Answers that point elsewhere (301, 302, 303, 307, 308).
 */
export type Redirects = { 
/**
 * Whether they are followed: never from `wss` to `ws`, and to another host without credentials, cookies, login
 * and client certificate. Default no.
 */
follow: boolean, 
/**
 * How many are followed in a row.
 */
max?: number, };

/**
 * A response other than 101 to the upgrade.
 */
export type RefusalDto = { status: number, reason: string, headers: Array<[string, string]>, 
/**
 * The body as text, at most 64 KiB.
 */
body: string, };

/**
 * Progress of a repeated send.
 */
export type RepeatDto = { 
/**
 * Name of the saved message; empty for a typed one.
 */
name: string, 
/**
 * Messages sent so far.
 */
sent: number, 
/**
 * Messages to send; absent if it runs until stopped.
 */
times: number | null, running: boolean, 
/**
 * Why it ended early, if it did.
 */
error: ErrorDto | null, };

/**
 * An element of a repeat.
 */
export type RepeatItem = { 
/**
 * Values by field name.
 */
fields: { [key in string]: Literal }, 
/**
 * The element's own tail.
 */
tail?: MessageTail, 
/**
 * The element's tails by name, if its layout has several.
 */
tails?: { [key in string]: MessageTail }, };

/**
 * The last sent message that expects a reply, and its reply.
 */
export type ReplyDto = { sentRow: number, reply: RowDto | null, 
/**
 * The reply may still arrive.
 */
waiting: boolean, 
/**
 * Time from the message to its reply, in milliseconds.
 */
delayMs: number | null, };

/**
 * A draft of the last run.
 */
export type RestoredDraft = { draft: DraftDto, 
/**
 * The profile's file, if it has one.
 */
opened: OpenedProfile | null, 
/**
 * All secret values that were left out could be restored from the profile's file.
 */
complete: boolean, };

/**
 * A reconnect attempt, waiting or under way.
 */
export type RetryDto = { 
/**
 * Number of consecutive attempts, from 1.
 */
attempt: number, 
/**
 * Maximum number of attempts.
 */
of: number, 
/**
 * Time until the attempt, in milliseconds; 0 while it is under way.
 */
inMs: number, 
/**
 * How the last connection closed.
 */
close: CloseDto, 
/**
 * Error behind the close, if there is one.
 */
reason: ErrorDto | null, };

/**
 * One row of the table.
 */
export type RowDto = { 
/**
 * Number in the transcript, from 1.
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
 * `text`, `binary`, `ping`, `pong`, `close`, `raw` or `marker`.
 */
kind: string, size: number, 
/**
 * Size of the payload on the wire in bytes, if it was compressed.
 */
wire: number | null, 
/**
 * The code, as the profile defines it; absent for messages without one.
 */
code: CodeValue | null, codeName: string | null, tone: Tone, 
/**
 * The message is too short for the integer that is its code.
 */
short: boolean, 
/**
 * Start of the payload as text with control characters escaped, or as hex if it is not text.
 */
preview: string, 
/**
 * Cells of the profile's columns, in order: an empty text if the message has no such field; no cells if the row is
 * not a message.
 */
cells: Array<string>, 
/**
 * Where the message stops fitting its layout.
 */
stop: DecodeStop | null, 
/**
 * Which protocol messages the row belongs to; absent if it stands for itself.
 */
joined: JoinedDto | null, extra: ExtraColumnsDto, 
/**
 * Colour by the first of the profile's highlight rules that matches.
 */
highlight: HighlightColour | null, };

/**
 * The faults of a row.
 */
export type RowFaultsDto = { kinds: Array<FaultKind>, 
/**
 * How many sequence numbers are missing before it.
 */
missing: number, 
/**
 * The cells of the profile's columns that are wrong.
 */
cells: Array<CellFaultDto>, };

/**
 * A named filter.
 */
export type SavedFilter = { 
/**
 * Name in the list of filters.
 */
name: string, 
/**
 * In the filter language, such as `-kind:ping,pong`.
 */
filter: string, };

/**
 * A negative power of 10 or 2, written as `10^-4` or `2^-16`.
 */
export type Scale = string;

/**
 * A named list of steps.
 */
export type Scenario = { 
/**
 * The name, as passed to `run --scenario`.
 */
name: string, 
/**
 * The steps, in order.
 */
steps: Array<Step>, };

/**
 * Progress of a search through the history.
 */
export type SearchDto = { found: Array<FoundDto>, 
/**
 * Transcripts searched so far.
 */
looked: number, 
/**
 * Transcripts to search.
 */
of: number, done: boolean, };

/**
 * A field that numbers messages.
 */
export type Sequence = { 
/**
 * The name in sums; by default the field.
 */
name?: string, 
/**
 * The path of the number: a field of a layout, or `json.` and the path in a message's JSON.
 */
field: string, 
/**
 * The path of a value by which messages are told apart: each value has a sequence of its own.
 */
key?: string, 
/**
 * The difference between two consecutive numbers. Default 1.
 */
step?: number, 
/**
 * Where the numbers start again at 0: `u8`, `u16`, `u32`, `u64`, a number of bits, or `none`. Default: the width
 * of the layout's field, and `none` for JSON.
 */
wrap?: Literal, 
/**
 * The direction of the messages. Default: received.
 */
direction?: Direction, 
/**
 * Text or binary messages; both if absent.
 */
kind?: WireKind, };

/**
 * Data of a transcript's charts: one number for each interval.
 */
export type SeriesDto = { 
/**
 * Start of the first interval as Unix time in milliseconds.
 */
startMs: number, 
/**
 * Length of an interval in milliseconds.
 */
widthMs: number, 
/**
 * Number of messages.
 */
received: Array<number>, sent: Array<number>, 
/**
 * Payload bytes.
 */
bytesReceived: Array<number>, bytesSent: Array<number>, 
/**
 * Mean and maximum latency in milliseconds; absent for intervals without a reply.
 */
latencyMean: Array<number | null>, latencyMax: Array<number | null>, 
/**
 * Number of rows with a fault of their own, and in a series; empty if the profile defines nothing that can be one.
 */
faults: Array<number>, seriesFaults: Array<number>, 
/**
 * Some rows have not been read yet.
 */
more: boolean, };

/**
 * What a series consists of.
 */
export type SeriesKind = "sequence" | "timestamps" | "heartbeat";

/**
 * What was found in a series of messages.
 */
export type SeriesSumDto = { type: SeriesKind, name: string, gaps: number, missing: number, duplicates: number, backwards: number, late: number, early: number, };

/**
 * The services form, in which each name is a toggle.
 */
export type Services = { 
/**
 * Every available name, in order.
 */
known: Array<string>, 
/**
 * The names that "Set services" sends, in order.
 */
chosen: Array<string>, 
/**
 * The style of the JSON list.
 */
style?: Style, };

/**
 * A range of sizes in bytes, inclusive.
 */
export type SizeRange = { 
/**
 * The minimum size.
 */
from?: number, 
/**
 * The maximum size.
 */
to?: number, };

/**
 * Latencies in milliseconds.
 */
export type SpreadDto = { min: number, median: number, p95: number, p99: number, max: number, };

/**
 * The state of a connection, or of an opened file.
 */
export type StateDto = { 
/**
 * `idle`, `resolving`, `connecting`, `proxy`, `tls`, `upgrading`, `open`, `loggedIn`, `closing`, `waiting`,
 * `closed`; `file` for an opened file.
 */
name: string, 
/**
 * Path of the opened file, in state `file`.
 */
file: string | null, 
/**
 * The login was sent. In state `open` it has not been confirmed as the profile demands.
 */
loginSent: boolean, 
/**
 * Waiting for the profile's `login.reply`.
 */
awaitingLogin: boolean, 
/**
 * Time from the login to its confirming reply, in milliseconds.
 */
loginMs: number | null, 
/**
 * How the connection closed, in state `closed`.
 */
close: CloseDto | null, 
/**
 * Why the connection could not be made, or broke.
 */
error: ErrorDto | null, 
/**
 * The server's certificate was not verified.
 */
unverified: boolean, 
/**
 * The server chose none of the offered subprotocols.
 */
subprotocolIgnored: boolean, 
/**
 * The reconnect attempt, from state `waiting` until the connection is open.
 */
retry: RetryDto | null, 
/**
 * The server's response to the upgrade if it was not 101.
 */
refusal: RefusalDto | null, 
/**
 * Name of the running scenario.
 */
scenario: string | null, 
/**
 * Why the last scenario ended early.
 */
scenarioError: ErrorDto | null, 
/**
 * The running or last repeated send.
 */
repeat: RepeatDto | null, 
/**
 * Automatic replies and heartbeats; absent if they were never switched on.
 */
automatic: AutomaticDto | null, };

/**
 * A transcript's latency by command.
 */
export type StatisticsDto = { 
/**
 * How replies are paired with requests: `next`, `same_code`, `field` or `codes`.
 */
rule: string, 
/**
 * Rows read so far.
 */
seen: number, 
/**
 * Rows of the transcript.
 */
rows: number, 
/**
 * The first entry sums up all commands.
 */
commands: Array<FiguresDto>, };

/**
 * A step of a scenario: `"login"`, `{"wait": "500ms"}`, `{"send": "NAME"}` or `{"misbehave": {"type": …}}`.
 */
export type Step = "login" | { "wait": string } | { "send": string } | { "misbehave": Misbehave };

/**
 * The formatting of JSON.
 */
export type Style = "compact" | "python";

/**
 * A tab to restore; restoring does not connect.
 */
export type TabDto = { 
/**
 * Id of its profile.
 */
profile: string | null, 
/**
 * History id of the transcript that it shows.
 */
past: string | null, };

/**
 * The user's settings of the table.
 */
export type TablePreferences = { 
/**
 * Names of columns from left to right; other columns keep their place.
 */
order: Array<string>, 
/**
 * Columns that the user showed or hid.
 */
shown: { [key in string]: boolean }, 
/**
 * Content of the time column: `absolute`, `start`, `previous` or `sent`.
 */
time: string, 
/**
 * Long lines in the details are not wrapped.
 */
unwrapped: boolean, };

/**
 * How a tail is built. With a layout, this is the form of the input, and the layout determines the encoding.
 */
export type TailType = "text" | "json" | "hex" | "services" | "items";

/**
 * The notation as which pasted text was recognised.
 */
export type TakenFor = "python" | "python_bytes" | "python_pack" | "python_json" | "json" | "hex" | "byte_list" | "decimal_bytes" | "escapes" | "base64" | "data_url" | "text";

/**
 * The profile that copied programs and commands connect with; the transcript's URL if absent.
 */
export type TargetDto = { profile: Profile | null, 
/**
 * Id of the profile; its folder is the base of relative paths.
 */
id: string | null, 
/**
 * Values of its variables.
 */
given: { [key in string]: string }, };

/**
 * A page of a payload as text.
 */
export type TextPageDto = { text: string, 
/**
 * First byte of the page.
 */
from: number, 
/**
 * Byte after the last; the next page starts here.
 */
to: number, 
/**
 * Some bytes were not UTF-8 and were replaced.
 */
lossy: boolean, };

/**
 * A timeout for each phase, as `500ms`, `12s` or `2m`. `settings_table.rs` has the ranges.
 */
export type Timeouts = { 
/**
 * Resolving the host's name.
 */
resolve: string, 
/**
 * The TCP connection.
 */
connect: string, 
/**
 * The proxy's handshake.
 */
proxy?: string, 
/**
 * The TLS handshake.
 */
tls: string, 
/**
 * The HTTP upgrade, from the request's first byte to the response's last.
 */
upgrade: string, 
/**
 * From our Close to the server's, and to the end of TCP.
 */
close: string, 
/**
 * How long the server may accept no data while some is waiting to be sent.
 */
write?: string, 
/**
 * How long the server may send nothing. Unlimited by default.
 */
idle?: string, };

/**
 * A field with a time that must not run backwards.
 */
export type Timestamps = { 
/**
 * The name in sums; by default the field.
 */
name?: string, 
/**
 * The path of the time, a number or RFC 3339: a field of a layout, or `json.` and the path in a message's JSON.
 */
field: string, 
/**
 * The path of a value by which messages are told apart.
 */
key?: string, 
/**
 * The direction of the messages. Default: received.
 */
direction?: Direction, 
/**
 * Text or binary messages; both if absent.
 */
kind?: WireKind, };

/**
 * A row's latency status.
 */
export type TimingDto = { 
/**
 * `reply`, `answered`, `waiting` or `unanswered`.
 */
kind: string, 
/**
 * The reply's request, or the request's reply.
 */
row: number | null, 
/**
 * Latency in milliseconds.
 */
ms: number | null, };

/**
 * TLS of `wss`. Files are relative to the profile's folder.
 */
export type Tls = { 
/**
 * PEM files of certificates to trust beside the system's.
 */
ca_files?: Array<string>, 
/**
 * What we show when the server asks who we are.
 */
client_certificate?: ClientCertificate, 
/**
 * The name to ask for (SNI) and to find in the certificate. Default the URL's host.
 */
server_name?: string, 
/**
 * The oldest version allowed. Default `1.2`, the oldest that there is here.
 */
min_version?: TlsVersion, 
/**
 * PEM files of revocation lists. Nothing is fetched: a certificate whose issuer has no list here counts as good.
 */
crl_files?: Array<string>, 
/**
 * SHA-256 of server certificates that are trusted whatever else is wrong with them, as hex with or without
 * colons. Every other certificate is looked at as usual.
 */
pinned?: Array<string>, 
/**
 * Whether the server's certificate is looked at at all. Default yes.
 */
verify?: boolean, };

/**
 * Record of a TLS handshake, complete or failed.
 */
export type TlsSeen = { 
/**
 * The name that was requested and verified.
 */
server_name: string, 
/**
 * `TLSv1.2` or `TLSv1.3`, once negotiated.
 */
version: string | null, 
/**
 * The cipher suite's IANA name, once negotiated.
 */
cipher: string | null, 
/**
 * The application protocol that the server chose (ALPN).
 */
alpn: string | null, 
/**
 * The certificate chain in the order sent, the server's certificate first.
 */
chain: Array<Certificate>, 
/**
 * Why the certificate was accepted.
 */
trust: TrustReason | null, 
/**
 * Whether the server asked for a client certificate.
 */
client_certificate_asked: boolean, 
/**
 * The subject of the client certificate that was sent.
 */
client_certificate: string | null, };

/**
 * The versions of TLS that rustls has.
 */
export type TlsVersion = "1.2" | "1.3";

/**
 * The meaning of a code for the user.
 */
export type Tone = "good" | "bad" | "neutral";

/**
 * What the transcript keeps.
 */
export type Transcript = { 
/**
 * The retention limit: `all`, `1000000 messages` or `10 GB`. Default `all`.
 */
keep: string, };

/**
 * Result of comparing transcripts A and B.
 */
export type TranscriptComparisonDto = { isEqual: boolean, rowsA: number, rowsB: number, 
/**
 * Commands in the order of their first appearance.
 */
commands: Array<ComparedCommand>, };

/**
 * Why a certificate was accepted.
 */
export type TrustReason = "verified" | "pinned" | "unverified";

/**
 * A range of numbers, inclusive.
 */
export type ValueRange = { 
/**
 * The smallest value.
 */
from?: Literal, 
/**
 * The largest value.
 */
to?: Literal, };

/**
 * The kind of a variable-length integer.
 */
export type VarintKind = "leb128" | "sleb128" | "zigzag" | "mqtt";

/**
 * The type of a message on the wire.
 */
export type WireKind = "text" | "binary";
