// Generated from the Rust DTOs by `cargo xtask types`. Do not edit.

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
 * A variable that the profile uses and nobody gave a value for: what a person is asked.
 */
export type AskedVariable = { 
/**
 * Its name.
 */
name: string, 
/**
 * Where it is first used.
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
 * What a message is made of.
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
 * What a field is the checksum of. The field's own bytes count as zeros where they lie inside.
 */
export type Checksum = { 
/**
 * Which one.
 */
kind: ChecksumKind, 
/**
 * The first byte of the message that counts; negative: from the message's end.
 */
from?: number, 
/**
 * The byte after the last that counts; negative: from the message's end. Absent: the field itself.
 */
to?: ChecksumEnd, };

/**
 * Where a range of bytes ends: a number, or `"end"` for the end of the message.
 */
export type ChecksumEnd = number | "end";

/**
 * Which checksum.
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
 * Which way a message went that a code's name, or a rule, is for.
 */
export type CodeDirection = "sent" | "received";

/**
 * A request's code and one that answers it.
 */
export type CodePair = { 
/**
 * What we send.
 */
request: number, 
/**
 * What the server answers.
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
 * How long each phase may take.
 */
timeouts?: Timeouts, 
/**
 * How much is taken.
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
 * A control frame (RFC 6455 section 5.5).
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
 * The C data model that gives `@` its sizes.
 *
 * Python takes the machine's own, which would give a shared profile another meaning on Windows;
 * here it is stated.
 */
export type DataModel = "lp64" | "llp64";

/**
 * Where a message stops fitting its layout.
 */
export type DecodeStop = { 
/**
 * A stable code: `decode.short`, `decode.length`, `decode.extra`, `decode.endless`, `decode.budget`.
 */
code: string, 
/**
 * The first byte that does not fit.
 */
offset: number, 
/**
 * The field or tail, as `items[2].price`; empty where bytes follow the last one.
 */
field: string, 
/**
 * The bytes it wants; a number too large for a page is text.
 */
wanted: string, 
/**
 * The bytes that are there.
 */
had: number, 
/**
 * All of this in English.
 */
text: string, };

/**
 * A message, decoded.
 */
export type Decoded = { 
/**
 * The layout's name; empty where the profile had none and the message was shown by a general one.
 */
layout: string, 
/**
 * The message's bytes.
 */
size: number, 
/**
 * The fields in order, the tails among them; what did not fit is the last, of kind `raw`.
 */
nodes: Array<FieldNode>, 
/**
 * Where the message stops fitting its layout.
 */
stop?: DecodeStop, 
/**
 * Which of the fields these are, where they are not all.
 */
part?: FieldPart, 
/**
 * Which nodes of all that lie in tails were made, where that is not all: a longer message is read in windows.
 */
window?: FieldPart, };

/**
 * Everything that decoding needs.
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
 * Which message has which layout; the first that fits.
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
 * Which reply answers which request.
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
 * How text is written in bytes.
 */
export type Encoding = "utf-8" | "gbk" | "latin-1";

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
 * A column of the table: a field that many layouts may have.
 */
export type FieldColumn = { 
/**
 * The field's path, as `seq`, `tail.user.id` or `items[0].price`; in a text message the path in its JSON.
 */
field: string, 
/**
 * Its title; the path where absent.
 */
title?: string, };

/**
 * How a value is shown. What is copied and saved is always exact.
 */
export type FieldDisplay = "decimal" | "hex" | "binary" | "char" | "unix" | "unix_ms" | "unix_us";

/**
 * One field, a part of one, or a value in a tail.
 */
export type FieldNode = { 
/**
 * Its name; in a list its number from 0.
 */
name: string, 
/**
 * What the value is.
 */
kind: FieldNodeKind, 
/**
 * What it is written in: a format character, `bits`, `utf-8`, `gbk`, `latin-1`, `json`, `cbor` and so on.
 */
type: string, 
/**
 * Its first byte in the message.
 */
offset: number, 
/**
 * How many bytes it has.
 */
size: number, 
/**
 * The lowest and the highest bit, for bits of an integer.
 */
bits?: [number, number], 
/**
 * The value, exact: what a form takes and a copy gives. Bytes are `hex:…`; a list or an object has none.
 */
value: string, 
/**
 * The value as the layout wants it shown, where that is something else.
 */
display?: string, 
/**
 * The value's name.
 */
label?: string, 
/**
 * For a checksum: whether it is right.
 */
checksum?: boolean, 
/**
 * Which field colour: the same in form, hex and tree. Colours begin again where a palette ends.
 */
colour: number, 
/**
 * What is wrong with it.
 */
problem?: FieldProblem, 
/**
 * Bits, list items, object members, repeated fields.
 */
children?: Array<FieldNode>, 
/**
 * Which of its children these are, where they are not all.
 */
part?: FieldPart, };

/**
 * What a value is.
 */
export type FieldNodeKind = "int" | "float" | "number" | "bool" | "bytes" | "text" | "null" | "list" | "object" | "raw";

/**
 * Some of many that lie next to each other.
 */
export type FieldPart = { 
/**
 * How many come before the first that is here.
 */
first: number, 
/**
 * How many are here.
 */
shown: number, 
/**
 * How many there are.
 */
count: number, };

/**
 * What is wrong with a field that has its bytes.
 */
export type FieldProblem = { 
/**
 * A stable code.
 */
code: string, 
/**
 * English, in full.
 */
text: string, };

/**
 * What a login field's text becomes in the JSON object.
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
 * The name by which a message gives its value.
 */
name: string, 
/**
 * A format character; for a tail what it is made of.
 */
type: string, 
/**
 * Whether it is a tail.
 */
tail: boolean, 
/**
 * Its bytes; 0 for a tail.
 */
size: number, 
/**
 * The smallest integer that fits, as text; absent for what is no integer.
 */
low?: string, 
/**
 * The largest.
 */
high?: string, 
/**
 * What is sent where nothing is given: the constant, or the default.
 */
value?: string, 
/**
 * Whether a person has nothing to give: a constant, a length, a count or a checksum.
 */
computed: boolean, 
/**
 * How it is shown.
 */
display: FieldDisplay, 
/**
 * Names of values, for a menu.
 */
labels: Labels, 
/**
 * Its bits, each given as `name.bits`.
 */
bits: Array<LayoutBits>, 
/**
 * `repeat`: the lines of one element.
 */
element?: Array<FormLine>, 
/**
 * The colour, as in the tree and in the hex.
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
 * Whether it is a password, token or cookie; `text` is then a mask unless the user asked to reveal it.
 */
secret: boolean, };

/**
 * Rows that a filter lets through have this colour.
 */
export type Highlight = { 
/**
 * In the filter language, as `latency>100ms`.
 */
filter: string, 
/**
 * The name of a colour.
 */
colour: HighlightColour, 
/**
 * Kept, and without effect for now.
 */
off?: boolean, };

/**
 * The palette: each is readable in the light and the dark theme, and can be told by people who see fewer colours.
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
 * One way to read the bytes.
 */
export type InspectorRow = { 
/**
 * A stable name: `int8`, `uint64`, `float16`, `utf-8`, `utf-16`, `gbk`, `unix`, `unix_ms`.
 */
name: string, 
/**
 * How many bytes it takes; 0 where there are too few.
 */
size: number, 
/**
 * Little-endian, or for what has no order.
 */
little: string | null, 
/**
 * Big-endian; absent for what has no order.
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
 * How often; at least `100ms`. Default never.
 */
ping_every?: string, 
/**
 * How long the pong may take until the connection counts as dead. Default 20 s.
 */
pong_within?: string, };

/**
 * Names of a field's values, in the order they were written.
 */
export type Labels = { [value: string]: string };

/**
 * How a reply is told from the rest.
 */
export type LatencyMatch = "next" | "same_code" | "field" | "codes";

/**
 * Which received message answers which sent one.
 */
export type LatencyRule = { 
/**
 * How they are told. Absent: by `codes` or `field` where those are given, else by code where the profile knows
 * codes, else the next message.
 */
match?: LatencyMatch, 
/**
 * For `field`: the path of what the reply echoes, as `seq` or `json.id`.
 */
field?: string, 
/**
 * For `field`: the path in the reply, where it is another.
 */
reply_field?: string, 
/**
 * For `codes`: which code answers which.
 */
codes?: Array<CodePair>, 
/**
 * After so long without a reply a request counts as unanswered. Default `60s`.
 */
within?: string, };

/**
 * A named format: what its fields are called and what follows them.
 */
export type Layout = { 
/**
 * Its name; a part of another layout needs none.
 */
name?: string, 
/**
 * A struct format such as `<iqd`.
 */
format: string, 
/**
 * What `@` means.
 */
model?: DataModel, 
/**
 * One for each value of the format, in order. Values beyond the last are called by their number, from 1.
 */
fields?: Array<LayoutField>, 
/**
 * What follows the fields; nothing where absent.
 */
tail?: LayoutTail, };

/**
 * Some bits of an integer, as a number without sign.
 */
export type LayoutBits = { 
/**
 * Its name; a message gives its value as `field.name`.
 */
name: string, 
/**
 * The lowest bit; 0 is the least significant of the integer.
 */
from: number, 
/**
 * The highest bit, itself included.
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
 * One value of the format.
 */
export type LayoutField = { 
/**
 * Its name.
 */
name: string, 
/**
 * Always this; a received message with another value is told apart.
 */
constant?: Literal, 
/**
 * What is sent where nothing else is given.
 */
default?: Literal, 
/**
 * Names of values.
 */
labels?: Labels, 
/**
 * How the value is shown.
 */
display?: FieldDisplay, 
/**
 * Bit fields inside an integer.
 */
bits?: Array<LayoutBits>, 
/**
 * Computed when sent, verified when received.
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
 * Messages for which all of this holds have this layout. A rule without conditions is for every message.
 */
export type LayoutRule = { 
/**
 * The layout's name.
 */
layout: string, 
/**
 * The leading int32, little-endian, of a binary message.
 */
code?: number, 
/**
 * A field of the layout, as `version` or `flags.kind`; `equals` says what it holds.
 */
field?: string, 
/**
 * What `field` holds: a number, text or a label.
 */
equals?: Literal, 
/**
 * How many bytes the message has.
 */
size?: SizeRange, 
/**
 * The bytes with which it begins, as hex digits.
 */
prefix?: string, 
/**
 * Text or binary; both where absent.
 */
kind?: WireKind, 
/**
 * Which way it went; both where absent.
 */
direction?: CodeDirection, };

/**
 * What follows the fields.
 */
export type LayoutTail = { 
/**
 * What it is made of.
 */
type: LayoutTailKind, 
/**
 * Its name; `tail` where absent, `tail2` for the second of a layout.
 */
name?: string, 
/**
 * `text`, `json`: how the text is written in bytes.
 */
encoding?: Encoding, 
/**
 * `json`: how it is written when sent.
 */
style?: Style, 
/**
 * `repeat`: the name of the layout that repeats.
 */
layout?: string, 
/**
 * `repeat`: what repeats, written here instead of a name.
 */
element?: Layout, 
/**
 * The name of an earlier field that holds how many bytes the tail has; to the end where absent.
 */
length?: string, 
/**
 * That field holds so many more than the tail has, such as the size of a header that counts itself.
 */
plus?: number, 
/**
 * `repeat`: the name of an earlier field that holds how many times.
 */
count?: string, 
/**
 * `protobuf`: the message type's full name, such as `market.Quote`.
 */
message?: string, 
/**
 * What follows the tail, where `length` or `count` says how long it is.
 */
then?: Layout, };

/**
 * What a tail is made of.
 */
export type LayoutTailKind = "bytes" | "text" | "json" | "repeat" | "cbor" | "msgpack" | "protobuf";

/**
 * How much is taken, in bytes where nothing else is said.
 */
export type Limits = { 
/**
 * The head of the server's answer to the upgrade, and of a proxy's. Default 65536; 1024 to 1048576.
 */
header: number, 
/**
 * The fields in it. Default 124; 1 to 1000.
 */
header_fields: number, 
/**
 * A message, after inflating; the server is told by a Close with 1009. Default 67108864, at most 1073741824.
 */
message?: number, 
/**
 * The frames of one message, empty ones too. Default 100000; 1 to 10000000.
 */
fragments?: number, 
/**
 * What waits to be sent; what is larger waits until there is room. Default 1048576; 1024 to 268435456.
 */
write_buffer?: number, };

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
 * The heading under which the list shows it.
 */
group?: string, 
/**
 * Its own shortcut in the window, such as `Ctrl+1`.
 */
key?: string, 
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
 * `packed`: the name of a layout, instead of `format` and `values`.
 */
layout?: string, 
/**
 * `packed` with a layout: values by field name, bits as `field.name`; a label stands for its value.
 */
fields?: { [key in string]: Literal }, 
/**
 * `packed`: a value for each field of the format.
 */
values?: Array<Literal>, 
/**
 * `packed`: what follows the packed fields; with a layout, its first tail.
 */
tail?: MessageTail, 
/**
 * `packed` with a layout of several tails: what they hold, by name.
 */
tails?: { [key in string]: MessageTail }, 
/**
 * `json`: how it is written.
 */
style?: Style, };

/**
 * What follows the packed fields of a message.
 */
export type MessageTail = { 
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
style?: Style, 
/**
 * `items`: the elements of a layout's repeat.
 */
items?: Array<RepeatItem>, };

/**
 * What is done instead of what the protocol says. Nothing of it ever happens by itself.
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
 * What stands before them.
 */
text: string, 
/**
 * They. Default `ff`.
 */
hex: string, } | { "type": "wrong_length", 
/**
 * What the head says.
 */
claims: number, } & ({ "text": string } | { "hex": string }) | { "type": "fragments", 
/**
 * Bytes of each piece, in order; the last size is that of all that follow. 0 is an empty piece.
 */
sizes: Array<number>, 
/**
 * A control frame after each piece but the last.
 */
between?: Control, } & ({ "text": string } | { "hex": string }) | { "type": "interrupted", } & ({ "text": string } | { "hex": string }) | { "type": "continuation", } & ({ "text": string } | { "hex": string }) | { "type": "reserved_bits", 
/**
 * Which: 1 to 3.
 */
bits: Array<number>, } & ({ "text": string } | { "hex": string }) | { "type": "reserved_opcode", 
/**
 * 3 to 7 or 11 to 15.
 */
opcode: number, } & ({ "text": string } | { "hex": string }) | { "type": "unmasked", } & ({ "text": string } | { "hex": string }) | { "type": "wrong_mask", } & ({ "text": string } | { "hex": string }) | { "type": "oversized_control", 
/**
 * Which.
 */
control: Control, 
/**
 * Bytes of payload.
 */
size: number, } | { "type": "fragmented_control", 
/**
 * Which.
 */
control: Control, } & ({ "text": string } | { "hex": string }) | { "type": "close", 
/**
 * Also one that no endpoint may send; none for an empty Close.
 */
code?: number, 
/**
 * Also one that is too long. None is sent without a code.
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
 * Pasted text, recognised: what it was taken for, and what else it could be.
 */
export type Pasted = { 
/**
 * The likeliest way to take it.
 */
taken_for: TakenFor, 
/**
 * The messages it makes, one at least.
 */
messages: Array<Message>, 
/**
 * Other ways, the likelier first; that it is text is always among them.
 */
others: Array<PastedOther>, };

/**
 * Another way to take pasted text.
 */
export type PastedOther = { 
/**
 * As what.
 */
taken_for: TakenFor, 
/**
 * The messages it makes.
 */
messages: Array<Message>, };

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
 * What is kept of what passes.
 */
transcript?: Transcript, 
/**
 * The first message, where the server wants one.
 */
login?: Login, 
/**
 * The names offered as toggles, and those that are on.
 */
services?: Services, 
/**
 * Values for `{{name}}` in the URL, the login and messages; a name without one is asked for.
 */
variables?: { [key in string]: Literal }, 
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
codes?: Array<Code>, 
/**
 * Named formats, for messages and for replies.
 */
layouts?: Array<Layout>, 
/**
 * Which message has which layout; the first that fits.
 */
rules?: Array<LayoutRule>, 
/**
 * The fields that the table shows in columns.
 */
columns?: Array<FieldColumn>, 
/**
 * Protobuf message types.
 */
protobuf?: Array<ProtobufTypes>, 
/**
 * Which reply answers which request.
 */
latency?: LatencyRule, 
/**
 * Saved filters, in the order shown.
 */
filters?: Array<SavedFilter>, 
/**
 * Colours of rows; the first whose filter fits.
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
 * Protobuf message types: a `.proto` file's source, or a descriptor set.
 */
export type ProtobufTypes = { 
/**
 * The file's name, by which others import it.
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
 * Whether and how to connect again. The waits double from `first` to `longest`.
 */
export type Reconnect = { 
/**
 * Whether. Default no.
 */
on: boolean, 
/**
 * The wait before the first attempt; at least `100ms`. Default 1 s.
 */
first?: string, 
/**
 * No wait is longer. Default 60 s.
 */
longest?: string, 
/**
 * Attempts in a row until it is given up; 1 to 1000. Default 20.
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
 * How many in a row, 5 at most. Default 5.
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
 * One element of a repeat.
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
 * A filter with a name.
 */
export type SavedFilter = { 
/**
 * What the list shows.
 */
name: string, 
/**
 * In the filter language, as `-kind:ping,pong`.
 */
filter: string, };

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
 * Two transcripts, compared.
 */
export type SessionsDto = { isEqual: boolean, rowsA: number, rowsB: number, 
/**
 * In the order in which they first appear.
 */
commands: Array<ComparedCommand>, };

/**
 * A range of sizes in bytes, both ends included.
 */
export type SizeRange = { 
/**
 * The fewest.
 */
from?: number, 
/**
 * The most.
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
 * One step: `"login"`, `{"wait": "500ms"}`, `{"send": "NAME"}` or `{"misbehave": {"type": …}}`.
 */
export type Step = "login" | { "wait": string } | { "send": string } | { "misbehave": Misbehave };

/**
 * How JSON is written.
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
 * What a tail is made of. With a layout this is what was typed, and the layout says how it is written.
 */
export type TailType = "text" | "json" | "hex" | "services" | "items";

/**
 * What pasted text was taken for.
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
 * What the proxy takes to let us through. Default 10 s.
 */
proxy?: string, 
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
close: string, 
/**
 * How long the server may take nothing of what waits to be sent. Default 30 s.
 */
write?: string, 
/**
 * How long nothing may come from the server. Default for ever.
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
 * How a code is to be taken.
 */
export type Tone = "good" | "bad" | "neutral";

/**
 * How the transcript is kept.
 */
export type Transcript = { 
/**
 * `all`, `1000000 messages` or `10 GB`. Default `all`.
 */
keep: string, };

/**
 * Why a certificate was accepted.
 */
export type TrustReason = "verified" | "pinned" | "unverified";

/**
 * How a message went over the wire.
 */
export type WireKind = "text" | "binary";
