// Generated from the Rust DTOs by `cargo xtask types`. Do not edit.

import type { ErrorCode } from "./error-codes";

/**
 * Where an API key goes.
 */
export type ApiKeyPlace = "header" | "query";

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
firstRun: boolean, };

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
 * How the payload of a message is built.
 */
export type BodyType = "text" | "json" | "hex" | "packed";

/**
 * Which cell of a row a filter is to be about.
 */
export type CellDto = { "what": "code" } | { "what": "direction" } | { "what": "kind" } | { "what": "size" } | { "what": "field", 
/**
 * As in the profile's columns.
 */
path: string, };

/**
 * One certificate of a chain.
 */
export type Certificate = { 
/**
 * Whose it is, as `CN=…, O=…`.
 */
subject: string, 
/**
 * Who vouches for it.
 */
issuer: string, 
/**
 * The hosts and addresses that it is for.
 */
names: Array<string>, 
/**
 * The first moment of its validity, as RFC 3339 writes it.
 */
not_before: string, 
/**
 * The last.
 */
not_after: string, 
/**
 * Its number at its issuer, in hex.
 */
serial: string, 
/**
 * What kind of key it is for, as `RSA 2048`, `ECDSA P-256` or `Ed25519`.
 */
key: string, 
/**
 * Of the whole certificate, in hex: what `tls.pinned` takes.
 */
sha256: string, 
/**
 * The whole certificate.
 */
pem: string, 
/**
 * Subject and issuer are the same.
 */
self_issued: boolean, 
/**
 * It says where its issuer's certificate can be fetched, as those of public authorities do.
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
 * A transcript that is none of the history's, chosen to compare with.
 */
export type ChosenDto = { 
/**
 * Names it in commands, as the id of a past connection does.
 */
id: string, 
/**
 * The file's name.
 */
name: string, };

/**
 * What a clean-up would remove, in this order.
 */
export type CleanUpDto = { bytes: number, frees: number, 
/**
 * The rest is within the budget then.
 */
fits: boolean, goes: Array<HistoryEntryDto>, };

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
by: string, 
/**
 * What of it was on the wire: `code`, `noCode`, `unanswered`, `aborted`, `cancelled` or `broken`.
 */
how: string, };

/**
 * A code's name and tone.
 */
export type Code = { 
/**
 * The leading int32.
 */
code: number, 
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
direction?: CodeDirection, };

/**
 * The direction of messages that a code or a rule applies to.
 */
export type CodeDirection = "sent" | "received";

/**
 * A request code and the code of its reply.
 */
export type CodePair = { 
/**
 * The code of the sent message.
 */
request: number, 
/**
 * The code of the received message.
 */
reply: number, };

/**
 * A command on one side.
 */
export type CommandSideDto = { count: number, minSize: number, maxSize: number, };

/**
 * A command on both sides.
 */
export type ComparedCommand = { direction: string, kind: string, code: number | null, name: string | null, a: CommandSideDto, b: CommandSideDto, isEqual: boolean, 
/**
 * Rows of A and B, 0 for none on that side; absent where they are equal, or too far apart to tell.
 */
firstDifference: [number, number] | null, fields: Array<ComparedSpread>, };

/**
 * A field on both sides; none where a message has no such field.
 */
export type ComparedField = { path: string, a: string | null, b: string | null, isEqual: boolean, };

/**
 * A stretch of bytes and where it lies on both sides: first byte and the one behind its last.
 */
export type ComparedPiece = { 
/**
 * `equal`, `changed`, `inserted` or `removed`.
 */
kind: string, a: [number, number], b: [number, number], };

/**
 * The values that a field has on one side only.
 */
export type ComparedSpread = { path: string, onlyA: Array<string>, onlyB: Array<string>, 
/**
 * Too many to list.
 */
isMany: boolean, };

/**
 * How far a comparison is.
 */
export type ComparingDto = { 
/**
 * Rows looked at, of both together.
 */
looked: number, of: number, done: boolean, error: ErrorDto | null, found: SessionsDto | null, };

/**
 * Two messages compared.
 */
export type ComparisonDto = { 
/**
 * Direction, kind and payload are the same.
 */
isEqual: boolean, fields: Array<ComparedField>, pieces: Array<ComparedPiece>, 
/**
 * Insertions were looked for; else bytes were compared place by place, because there are too many.
 */
isAligned: boolean, 
/**
 * Only so many bytes of each were compared.
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
 * What is agreed on.
 */
export type CompressionParameters = { 
/**
 * The server compresses each message by itself.
 */
server_no_context_takeover: boolean, 
/**
 * We compress each message by itself.
 */
client_no_context_takeover: boolean, 
/**
 * The server's window: 8 to 15 for 256 bytes to 32 KiB.
 */
server_max_window_bits: number, 
/**
 * Our window.
 */
client_max_window_bits: number, };

/**
 * One TCP attempt.
 */
export type ConnectAttempt = { 
/**
 * Address and port.
 */
address: string, 
/**
 * When it was begun, in milliseconds since the phase began.
 */
began_ms: number, 
/**
 * Why it failed; `None` for the one that won and for those that were still under way then.
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
 * What is wrong with a connection's settings, and what they come to.
 */
export type ConnectionCheck = { 
/**
 * Each with its JSON path, as `connection.headers[1].name`.
 */
problems: Array<ErrorDto>, 
/**
 * The URL as it goes out, the query in it.
 */
url: string, };

/**
 * What this machine says about connecting.
 */
export type ConnectionFacts = { 
/**
 * The proxy that the system names for the URL: scheme, host and port.
 */
proxy: string | null, 
/**
 * Why that one cannot be used.
 */
proxyError: ErrorDto | null, 
/**
 * The variables that are set and name proxies, or hosts without one.
 */
variables: Array<string>, 
/**
 * How many authorities the system trusts.
 */
authorities: number, 
/**
 * What `User-Agent` says where the profile does not.
 */
userAgent: string, 
/**
 * Whether there are Unix sockets.
 */
unix: boolean, };

/**
 * Which file of the settings a dialog asks for.
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
 * What a past connection holds.
 */
export type CountedDto = { rows: number, sent: number, received: number, 
/**
 * From the first row to the last, in milliseconds.
 */
durationMs: number, 
/**
 * The code of the Close frame that ended it; none where there was no such frame.
 */
close: number | null, closeReason: string, };

/**
 * The truth in numbers.
 */
export type CountersDto = { 
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
 * Since the last message came, or since it opened where none has; none where it is not open.
 */
silentMs: number | null, 
/**
 * From the last ping of ours that was answered to its pong.
 */
rttMs: number | null, 
/**
 * Pings that came, whether or not they are rows.
 */
pings: number, 
/**
 * And pongs.
 */
pongs: number, 
/**
 * Why storing waits: `disk_full`, with path and free bytes in `args`; nothing is dropped.
 */
waiting: ErrorDto | null, 
/**
 * The disk is slower than the socket; TCP holds the server.
 */
limited: boolean, 
/**
 * What is kept, where that is not everything: as in a profile, `100000 messages` or `10 GB`.
 */
keep: string | null, 
/**
 * The first row that is kept.
 */
firstRow: number, 
/**
 * Rows that are kept.
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
latency?: LatencyRule, };

/**
 * All that is wrong with a profile's decoding, and what it is made of.
 */
export type DecodingCheck = { 
/**
 * Each with its JSON path, as `layouts[0].fields[1].constant`.
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
 * The built-in server, when it runs.
 */
export type DemoDto = { url: string, clients: number, };

/**
 * Unsaved work of one tab, as it is kept in case of a crash.
 */
export type DraftDto = { 
/**
 * The tab's place among all.
 */
at: number, 
/**
 * The tab was looked at.
 */
active: boolean, 
/**
 * What the page calls a profile without a file.
 */
key: string | null, 
/**
 * The profile's id, where it has a file.
 */
id: string | null, 
/**
 * Somebody typed into the profile.
 */
edited: boolean, 
/**
 * As it was typed; none where it is as in its file.
 */
profile: Profile | null, 
/**
 * What is in the message box; none where that was sent, or is a saved message.
 */
message: Message | null, };

/**
 * A text encoding.
 */
export type Encoding = "utf-8" | "gbk" | "latin-1";

/**
 * An error as the page gets it: a stable code to translate, its arguments, and English for the log.
 */
export type ErrorDto = { 
/**
 * Stable; the page translates `error-<code>`, with dashes for dots.
 */
code: ErrorCode, 
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
 * How far an export has come.
 */
export type ExportDto = { 
/**
 * The file that a person chose.
 */
path: string, 
/**
 * Rows written.
 */
rows: number, 
/**
 * Of so many.
 */
of: number, 
/**
 * Rows that the format has no place for.
 */
leftOut: number, done: boolean, 
/**
 * It was broken off: there is no file.
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
 * CSV only: a byte order mark first.
 */
bom: boolean, 
/**
 * `all`, `view` (what the filter lets through) or `selection`.
 */
what: string, 
/**
 * For `selection`: positions of the view, first and last, both included.
 */
ranges: Array<[number, number]>, };

/**
 * What a column asks for beyond what every row has; computed for the rows that are asked for, and only then.
 */
export type ExtraColumn = "sinceStart" | "sincePrevious" | "sinceSent" | "latency";

/**
 * What columns asked for, and what people wrote to the row.
 */
export type ExtraColumnsDto = { 
/**
 * Nanoseconds since the row that the time column counts from; none where there is no such row.
 */
since: string | null, 
/**
 * Not known yet: ask again when `Pull.timing` has changed.
 */
unsettled: boolean, latency: TimingDto | null, pinned: boolean, 
/**
 * The note's first line, cut where it is long.
 */
note: string, };

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
export type FieldDisplay = "decimal" | "hex" | "binary" | "char" | "unix" | "unix_ms" | "unix_us";

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
text: string, };

/**
 * The JSON type of a login field.
 */
export type FieldType = "string" | "number" | "boolean" | "null" | "json";

/**
 * One command's latency.
 */
export type FiguresDto = { 
/**
 * `all`, `code`, `text` or `binary`.
 */
kind: string, code: number | null, name: string | null, requests: number, replies: number, unanswered: number, 
/**
 * Sent, and neither answered nor late.
 */
waiting: number, 
/**
 * None where nothing was answered.
 */
spread: SpreadDto | null, };

/**
 * How far a filter has come.
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
 * What was found in one of them since this was asked last.
 */
export type FoundDto = { id: string, 
/**
 * The first rows that were found, told once each.
 */
rows: Array<FoundRow>, 
/**
 * How many were found so far.
 */
total: number, 
/**
 * It was looked through to its end.
 */
done: boolean, error: ErrorDto | null, };

/**
 * A row that was found.
 */
export type FoundRow = { row: number, 
/**
 * Its beginning, as the table has it.
 */
preview: string, };

/**
 * One frame of raw bytes (RFC 6455 section 5.2), or the beginning of one.
 */
export type FrameDto = { 
/**
 * Where its head begins.
 */
offset: number, 
/**
 * Bytes of its head, the mask's key included.
 */
head: number, fin: boolean, 
/**
 * The reserved bits, 1 to 3.
 */
reserved: [boolean, boolean, boolean], opcode: number, 
/**
 * The opcode's name; none for the reserved ones.
 */
name: string | null, 
/**
 * The key in hex, where there is a mask.
 */
mask: string | null, 
/**
 * Payload bytes that the head promises; may be more than a number holds.
 */
length: string, 
/**
 * Payload bytes that are there.
 */
came: number, };

/**
 * A file that is given from outside: at the start, by a second start, dropped on the window. A transcript is viewed by
 * `open_given_transcript`, HAR or JSON Lines are imported by `import_connection` without a number.
 */
export type GivenFile = { "kind": "profile", opened: OpenedProfile, } | { "kind": "transcript" } | { "kind": "import" } | { "kind": "refused", error: ErrorDto, };

/**
 * One hop, and one more for each redirect that was followed; the last is where it ended.
 */
export type Handshake = { 
/**
 * In order.
 */
hops: Array<Hop>, };

/**
 * What is odd and did not stop us.
 */
export type HandshakeWarning = "certificate_unverified" | "connection_list" | "subprotocol_ignored" | "other_host" | "credentials_withheld";

/**
 * A connection of a HAR.
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
 * A password, a token, a cookie; `text` is a mask unless somebody asked to see it.
 */
secret: boolean, };

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
 * The transcripts of the history's folder.
 */
export type HistoryDto = { 
/**
 * The newest first.
 */
past: Array<HistoryEntryDto>, 
/**
 * What was deleted and can be restored, the last one first.
 */
deleted: Array<HistoryEntryDto>, 
/**
 * Bytes of all of them.
 */
bytes: number, };

/**
 * A past connection.
 */
export type HistoryEntryDto = { 
/**
 * Names it in commands; the page knows no path.
 */
id: string, 
/**
 * The name that a person gave it.
 */
title: string | null, 
/**
 * The name of its profile then.
 */
name: string, 
/**
 * Which profile it was made with; empty for none, as of an import.
 */
profile: string, url: string, 
/**
 * Unix time in milliseconds; none where it does not say.
 */
begun: number | null, pinned: boolean, 
/**
 * Bytes on the disk, of all its files.
 */
bytes: number, 
/**
 * It is being written to by this app.
 */
open: boolean, 
/**
 * As in a profile: `all`, `100000 messages`, `10 GB`.
 */
keep: string, 
/**
 * Not known until it was counted.
 */
counted: CountedDto | null, 
/**
 * Why it cannot be read.
 */
error: ErrorDto | null, };

/**
 * One way from a URL to an answer, as far as it went.
 */
export type Hop = { 
/**
 * Scheme, host and port: path and query may hold secrets, and stand in the request.
 */
url: string, 
/**
 * How long each phase took, in order; of the last one perhaps until it failed.
 */
timings: Array<PhaseTiming>, 
/**
 * What the name was resolved to: the server's, or the proxy's where there is one.
 */
addresses: Array<string>, 
/**
 * Every address that was tried, in order.
 */
tries: Array<ConnectAttempt>, 
/**
 * The address, or the Unix socket's path, that we are connected to.
 */
peer: string | null, 
/**
 * The proxy that we went by.
 */
proxy: ProxyHop | null, 
/**
 * TLS with the server.
 */
tls: TlsSeen | null, 
/**
 * Our request as it was sent.
 */
request: HttpHeadText | null, 
/**
 * The head of the answer as it came.
 */
response: HttpHeadText | null, 
/**
 * Its status.
 */
status: number | null, 
/**
 * Where an answer of 3xx points.
 */
location: string | null, 
/**
 * The subprotocol that the server chose.
 */
subprotocol: string | null, 
/**
 * The extensions that the server chose, as it wrote them.
 */
extensions: string | null, 
/**
 * What was agreed on of permessage-deflate.
 */
compression: CompressionParameters | null, 
/**
 * The names of the cookies that it set.
 */
cookies: Array<string>, 
/**
 * What is odd and did not stop us.
 */
warnings: Array<HandshakeWarning>, };

/**
 * A head as text, in pieces.
 */
export type HttpHeadText = { 
/**
 * Bytes on the wire.
 */
size: number, 
/**
 * In order.
 */
pieces: Array<HeadPiece>, };

/**
 * What became of a file to import.
 */
export type ImportDto = { 
/**
 * The file's name, without its folder.
 */
file: string, 
/**
 * What is viewed now; none where there is to choose first.
 */
connection: number | null, 
/**
 * The connections of a HAR to choose from.
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
 * Which addresses of a name are tried.
 */
export type IpVersion = "any" | "4" | "6";

/**
 * A piece of a payload as laid out JSON.
 */
export type JsonPageDto = { text: string, 
/**
 * Where this page begins; what the page before gave as `next`.
 */
place: { offset: number }, 
/**
 * Where the next begins; none at the end.
 */
next: { offset: number } | null, };

/**
 * A row's JSON, indented, numbers exact.
 */
export type JsonText = { text: string, 
/**
 * Where in the payload it begins: 4 behind a leading int32.
 */
offset: number, 
/**
 * It is on one line, since laid out it would be too long.
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
export type LatencyMatch = "next" | "same_code" | "field" | "codes";

/**
 * How received messages are paired with the sent ones they reply to.
 */
export type LatencyRule = { 
/**
 * The criterion. By default, `codes` or `field` if those are given; otherwise the same code if the profile knows
 * codes, and the next message if it does not.
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
labels?: Labels, };

/**
 * A layout as it is understood.
 */
export type LayoutCheck = { sound: boolean, 
/**
 * The fewest bytes a message of it has; at most 2^32 - 1.
 */
leastSize: number, 
/**
 * Its fields and tails; none where it is not sound.
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
 * Groups of bits inside an integer.
 */
bits?: Array<LayoutBits>, 
/**
 * A checksum, computed when sending and verified when receiving.
 */
checksum?: Checksum, };

/**
 * A message, read by a layout.
 */
export type LayoutPreview = { 
/**
 * None for one that was typed.
 */
row: number | null, 
/**
 * How it was found: `asked`, `typed`, `rule` (the rules give it this layout), `fits` (it fits, though no rule
 * gives it) or `newest`.
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
 * At most its first 2048 bytes, lower case, no spaces.
 */
hex: string, 
/**
 * The number, from 0, of the rule that takes it.
 */
rule: number | null, 
/**
 * None where the layout is not sound.
 */
decoded: Decoded | null, };

/**
 * Which message to try a layout on.
 */
export type LayoutPreviewRequest = { 
/**
 * The layout's number in the profile; without one the rules choose.
 */
layout: number | null, connection: number | null, 
/**
 * A row of its transcript; without one the newest that suits.
 */
row: number | null, 
/**
 * Hex digits of a message, instead of one that passed.
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
 * The leading little-endian int32 of a binary message.
 */
code?: number, 
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
direction?: CodeDirection, };

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
 * `repeat`: the name of the layout that is repeated.
 */
layout?: string, 
/**
 * `repeat`: the layout that is repeated, inline instead of by name.
 */
element?: Layout, 
/**
 * The name of an earlier field that holds the tail's size in bytes; by default it extends to the end of the
 * message.
 */
length?: string, 
/**
 * Difference between that field and the tail's size in bytes, such as the size of a header that is included.
 */
plus?: number, 
/**
 * `repeat`: the name of an earlier field that holds the number of elements.
 */
count?: string, 
/**
 * `protobuf`: the full name of the message type, such as `market.Quote`.
 */
message?: string, 
/**
 * The layout of what follows the tail; requires `length` or `count`.
 */
then?: Layout, };

/**
 * The kind of a tail's content.
 */
export type LayoutTailKind = "bytes" | "text" | "json" | "repeat" | "cbor" | "msgpack" | "protobuf";

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
 * The login: a JSON object sent as the first message on a connection.
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
 * The style of the JSON.
 */
style?: Style, 
/**
 * The reply that means "logged in". Without it, the status stays "open, login sent".
 */
reply?: LoginReply, };

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
 * The reply that means "logged in".
 */
export type LoginReply = { 
/**
 * The leading int32 of the reply.
 */
code: number, 
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
style?: Style, };

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
 * `json`, `services`: the style of the JSON.
 */
style?: Style, 
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
 * What a misbehaviour would put on the wire.
 */
export type MisbehavePreview = { size: number, 
/**
 * At most the first 256 bytes, lower case, no spaces.
 */
hex: string, 
/**
 * What a server reads them as, at most 64 frames.
 */
frames: Array<FrameDto>, 
/**
 * Bytes behind the last of these frames.
 */
rest: number, 
/**
 * Set instead of the above when it cannot be done; `path` is the field below `misbehave`.
 */
error: ErrorDto | null, };

/**
 * Where a search came to.
 */
export type NextDto = { 
/**
 * The row's place in the view; none where there is no such row.
 */
position: number | null, 
/**
 * It went on from the other end.
 */
wrapped: boolean, 
/**
 * It was stopped, or the view has other rows now: nothing is known.
 */
stopped: boolean, };

/**
 * What a person wrote to a row, in full.
 */
export type NoteDto = { pinned: boolean, note: string, };

/**
 * A profile, opened.
 */
export type OpenedProfile = { id: string, path: string, profile: Profile, 
/**
 * JSON paths of keys in its file that this version does not know; they stay there.
 */
unknown: Array<string>, };

/**
 * A past connection, viewed.
 */
export type OpenedTranscript = { connection: number, 
/**
 * Where the row that was asked for stands in the view.
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
 * Bytes that were read, and how many there are; zeros while no index is rebuilt.
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
 * How long a phase took.
 */
export type PhaseTiming = { 
/**
 * `resolving`, `connecting`, `proxy`, `tls` or `upgrading`.
 */
phase: string, 
/**
 * In milliseconds.
 */
ms: number, };

/**
 * Where to go.
 */
export type PlaceDto = { position: number, 
/**
 * The row that is there.
 */
row: number, 
/**
 * The row that was asked for is not in the view; this one is beside it.
 */
near: boolean, };

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
panes: { [key in string]: number }, 
/**
 * Which columns, in which order.
 */
table: TablePreferences, 
/**
 * Bytes that past connections may take before a clean-up is proposed; nothing is removed by itself.
 */
historyBudget: number | null, 
/**
 * The tabs that were open, from left to right, as far as what is in them has a file.
 */
tabs: Array<TabDto>, 
/**
 * Which of them was looked at.
 */
tab: number, 
/**
 * Percent; none is 100.
 */
zoom: number | null, 
/**
 * Times are shown, and read where they are typed, in UTC instead of local time.
 */
utc: boolean, };

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
error: ErrorDto | null, 
/**
 * `packed`: where each field and tail lies, in order.
 */
spans: Array<SpanDto>, 
/**
 * `packed`: what a person should know, each with `field` in its args.
 */
notes: Array<ErrorDto>, 
/**
 * `packed`: a line for each field and tail.
 */
lines: Array<FormLine>, 
/**
 * `packed`: what is wrong with each value, by its path (`values[0]`, `fields.code`).
 */
faults: Array<ErrorDto>, 
/**
 * Variables without a value: they are asked for when it is sent.
 */
asked: Array<AskedVariable>, 
/**
 * The same as a line of Python.
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
 * Names and tones of reply codes.
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
 * Saved filters, in display order.
 */
filters?: Array<SavedFilter>, 
/**
 * Colours of rows; the first filter that matches wins.
 */
highlights?: Array<Highlight>, };

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
 * A proxy, and what was said to it.
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
 * The CONNECT as it was sent; none to a SOCKS proxy.
 */
request: HttpHeadText | null, 
/**
 * The head of the answer to it.
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
 * One answer: state, counters and rows together.
 */
export type Pull = { rev: number, state: StateDto, counters: CountersDto, 
/**
 * Rises when the view's rows are others than before (filter, clear, new connection): forget cached rows.
 */
view: number, 
/**
 * Rises when rows are read in another way than before: those that are here are to be asked for again.
 */
decoding: number, 
/**
 * Rises when rows whose `extra` was not settled may be others now: those are to be asked for again.
 */
timing: number, 
/**
 * Rises when a pin or a note changed: rows that are here are to be asked for again.
 */
marks: number, 
/**
 * Rows that have a note.
 */
noted: number, 
/**
 * Why notes cannot be read; the file beside the transcript is left as it is.
 */
notesError: ErrorDto | null, 
/**
 * What the cells of these rows are.
 */
columns: Array<FieldColumn>, 
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
maxMs: number, 
/**
 * What the rows are to have besides.
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
 * An answer other than 101 to the upgrade.
 */
export type RefusalDto = { status: number, reason: string, headers: Array<[string, string]>, 
/**
 * The body as text, at most 64 KiB of it.
 */
body: string, };

/**
 * How far a repeated send has come.
 */
export type RepeatDto = { 
/**
 * The message's name; empty for one that was typed.
 */
name: string, 
/**
 * How many went out.
 */
sent: number, 
/**
 * Of how many; none where it goes on until it is stopped.
 */
times: number | null, running: boolean, 
/**
 * Why it ended early.
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
tail?: MessageTail, };

/**
 * The last message sent that a reply is expected to, and its reply.
 */
export type ReplyDto = { sentRow: number, reply: RowDto | null, 
/**
 * A reply may still come.
 */
waiting: boolean, 
/**
 * From the send to that reply, in milliseconds.
 */
delayMs: number | null, };

/**
 * A draft of the last run.
 */
export type RestoredDraft = { draft: DraftDto, 
/**
 * The profile's file, where it has one.
 */
opened: OpenedProfile | null, 
/**
 * Nothing of the profile is missing: no login value, no password.
 */
complete: boolean, };

/**
 * The attempt to make a lost connection again that is waited for, or under way.
 */
export type RetryDto = { 
/**
 * Its number in a row, from 1.
 */
attempt: number, 
/**
 * How many there may be.
 */
of: number, 
/**
 * Until it begins, in milliseconds; 0 while it is under way.
 */
inMs: number, 
/**
 * How the last one ended.
 */
close: CloseDto, 
/**
 * Why, where there is more to say than the close code.
 */
reason: ErrorDto | null, };

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
 * `text`, `binary`, `ping`, `pong`, `close`, `raw` or `marker`.
 */
kind: string, size: number, 
/**
 * The bytes of its payload on the wire, where it was compressed.
 */
wire: number | null, 
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
preview: string, 
/**
 * The profile's columns in order; empty where the message has no such field, none at all where it is no message.
 */
cells: Array<string>, 
/**
 * Where it stops fitting its layout.
 */
stop: DecodeStop | null, extra: ExtraColumnsDto, 
/**
 * Its colour, by the first of the profile's rules that fits.
 */
highlight: HighlightColour | null, };

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
 * News of a search.
 */
export type SearchDto = { found: Array<FoundDto>, 
/**
 * Transcripts looked through.
 */
looked: number, 
/**
 * Of so many.
 */
of: number, done: boolean, };

/**
 * What a transcript's charts show: one number for each piece of time.
 */
export type SeriesDto = { 
/**
 * When the first piece begins, Unix time in milliseconds.
 */
startMs: number, 
/**
 * How long each is, in milliseconds.
 */
widthMs: number, 
/**
 * Messages.
 */
received: Array<number>, sent: Array<number>, 
/**
 * Payload bytes.
 */
bytesReceived: Array<number>, bytesSent: Array<number>, 
/**
 * Mean and longest latency in milliseconds; none where nothing was answered.
 */
latencyMean: Array<number | null>, latencyMax: Array<number | null>, 
/**
 * There are rows that were not looked at yet.
 */
more: boolean, };

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
 * Two transcripts, compared.
 */
export type SessionsDto = { isEqual: boolean, rowsA: number, rowsB: number, 
/**
 * In the order in which they first appear.
 */
commands: Array<ComparedCommand>, };

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
 * Where a field lies.
 */
export type SpanDto = { name: string, offset: number, size: number, colour: number, };

/**
 * Latencies in milliseconds.
 */
export type SpreadDto = { min: number, median: number, p95: number, p99: number, max: number, };

/**
 * The state of one connection, or of a file that was opened.
 */
export type StateDto = { 
/**
 * `idle`, `resolving`, `connecting`, `proxy`, `tls`, `upgrading`, `open`, `loggedIn`, `closing`, `waiting`,
 * `closed`;
 * `file` where no connection but a file is viewed.
 */
name: string, 
/**
 * The file that is viewed, in `file`.
 */
file: string | null, 
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
 * Nobody looked at the server's certificate.
 */
unverified: boolean, 
/**
 * The server chose none of the subprotocols that we offered.
 */
subprotocolIgnored: boolean, 
/**
 * It was lost and is made again: in `waiting`, and until it is open.
 */
retry: RetryDto | null, 
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
scenarioError: ErrorDto | null, 
/**
 * A message that is sent again and again, or was last.
 */
repeat: RepeatDto | null, };

/**
 * A transcript's latency by command.
 */
export type StatisticsDto = { 
/**
 * `next`, `same_code`, `field` or `codes`.
 */
rule: string, 
/**
 * Rows looked at so far.
 */
seen: number, 
/**
 * Rows there are.
 */
rows: number, 
/**
 * All commands together first.
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
 * A tab of the window; nothing in it connects by itself.
 */
export type TabDto = { 
/**
 * The id of the profile in it.
 */
profile: string | null, 
/**
 * The past connection that is viewed in it.
 */
past: string | null, };

/**
 * The table's columns as a person has set them.
 */
export type TablePreferences = { 
/**
 * Names of columns from left to right; those that are not named keep their place.
 */
order: Array<string>, 
/**
 * Which were shown or hidden by hand.
 */
shown: { [key in string]: boolean }, 
/**
 * What the time column says: `absolute`, `start`, `previous` or `sent`.
 */
time: string, 
/**
 * Long lines of the details are broken.
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
 * Where copied programs and commands connect: as a profile says. Without one, where the transcript went.
 */
export type TargetDto = { profile: Profile | null, 
/**
 * The profile's file, beside which its relative files lie.
 */
id: string | null, 
/**
 * Values given for its variables.
 */
given: { [key in string]: string }, };

/**
 * A piece of a payload as text.
 */
export type TextPageDto = { text: string, 
/**
 * The first byte that it shows.
 */
from: number, 
/**
 * The byte behind the last; the next page begins there.
 */
to: number, 
/**
 * Some bytes were no UTF-8.
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
 * What a row is in the matter of latency.
 */
export type TimingDto = { 
/**
 * `reply`, `answered`, `waiting` or `unanswered`.
 */
kind: string, 
/**
 * The request of a reply, the reply of a request.
 */
row: number | null, 
/**
 * From the request to its reply, in milliseconds.
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
 * What is known of a TLS handshake, also of one that failed.
 */
export type TlsSeen = { 
/**
 * The name that was asked for and looked for in the certificate.
 */
server_name: string, 
/**
 * `TLSv1.2` or `TLSv1.3`, once it is agreed on.
 */
version: string | null, 
/**
 * As IANA has it, once it is agreed on.
 */
cipher: string | null, 
/**
 * The protocol inside, where the server chose one.
 */
alpn: string | null, 
/**
 * As the server sent it: its own certificate first.
 */
chain: Array<Certificate>, 
/**
 * Why the certificate was accepted.
 */
trust: TrustReason | null, 
/**
 * The server asked who we are.
 */
client_certificate_asked: boolean, 
/**
 * The certificate that we showed.
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
 * Why a certificate was accepted.
 */
export type TrustReason = "verified" | "pinned" | "unverified";

/**
 * The type of a message on the wire.
 */
export type WireKind = "text" | "binary";
