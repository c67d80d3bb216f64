### Wirelark in English. zh-CN.ftl has the same identifiers; a test holds both to it.

## The window's parts
profiles = Profiles
connection = Connection
compose = What to send
messages = Messages
details = Details
status = Numbers
splitter = Size of the details
drawer = Login, services and message

## Common words
new = New
open = Open…
import = Import…
save = Save
save-as = Save as…
export = Export…
rename = Rename
duplicate = Duplicate
delete = Delete
cancel = Cancel
close = Close
copy = Copy
undo = Undo
dismiss = Dismiss
start = Start
stop = Stop
system = System
menu = Menu
sent = Sent
received = Received

## Profiles
profiles-search = Find a profile
profiles-none = No profiles yet. A new one is a name and a URL.
profiles-none-found = No profile has this in its name or URL.
profile-untitled = New profile
profile-live = connected
profile-dirty = Has changes that are not saved
profile-unsaved = Not saved yet
profile-show = Show
profile-copy-of = { $name } copy

## Demo server
demo = Demo server
demo-about = Speaks the original's protocol on this machine.
try-demo = Try the demo server
try-demo-about = One click: starts a server on this machine, connects, logs in. Nothing leaves your computer.

## First run
welcome = See, drive and check WebSocket servers
welcome-about = Connect, log in, send binary or text, and watch every reply arrive, each byte kept.
welcome-example = Open the original script's profile
welcome-new = New profile

## Menu
language = Language
theme = Theme
theme-light = Light
theme-dark = Dark
open-logs = Open log folder
open-transcripts = Open transcript folder
open-transcript = Open transcript…
file-viewed = Transcript { $name }
file-close = Close transcript
shortcuts = Keyboard shortcuts
about = About Wirelark
about-text = A desktop tool to see, drive and check WebSocket servers. No account, no telemetry.
about-logs = Logs
about-transcripts = Transcripts

## Connection
url = Server URL
connect = Connect
disconnect = Disconnect
run-original = Run the original script
run-stop = Stop “{ $name }”
state-file = File
state-idle = Disconnected
state-resolving = Looking up host
state-connecting = Connecting
state-proxy = Asking the proxy
state-tls = TLS handshake
state-upgrading = Upgrading
state-open = Open
state-login-sent = Open, login sent
state-logging-in = Logging in
state-loggedIn = Logged in
state-closing = Closing
state-waiting-for = Reconnecting in { $seconds } s
state-attempt = (attempt { $attempt } of { $of })
connect-now = Now
connect-now-about = Do not wait: connect again now
lost = Connection lost. { $how }
lost-1006 = It ended without a Close frame (1006).
state-closed = Closed
state-closed-code = Closed { $code }
state-failed = Failed
closed-how = { $by } closed the connection with code { $code }.
closed-by-us = Wirelark
closed-by-server = The server
closed-by-network = The network
farewell = Other ways to disconnect
farewell-with = Close with code and reason…
farewell-abort = Abort without a Close
farewell-reset = Reset TCP (RST)
farewell-title = Close the connection
farewell-code = Code
farewell-known = Codes with a name
farewell-other = Other
farewell-reason = Reason
farewell-forbidden = An endpoint may send 1000–1003, 1007–1014 and 3000–4999. “Misbehave” in the menu sends any other.
farewell-count = { $count } of { $most } bytes
farewell-long = A Close frame holds no more.
close-code-1000 = Normal end
close-code-1001 = Going away
close-code-1002 = Protocol error
close-code-1003 = Type of data not accepted
close-code-1004 = Reserved, without a meaning
close-code-1005 = Stands for a Close without a code
close-code-1006 = Stands for an end without a Close
close-code-1007 = Data is not as its type says (as text that is not UTF-8)
close-code-1008 = Against the server's policy
close-code-1009 = Message too big
close-code-1010 = An extension is missing
close-code-1011 = Error in the server
close-code-1012 = The server restarts
close-code-1013 = Try again later
close-code-1014 = Bad answer from a server behind it
close-code-1015 = Stands for a TLS handshake that failed
close-code-private = A code of the application's own
close-code-registered = A code registered with IANA
close-code-reserved = Reserved for the protocol, without a meaning yet
close-code-none = No close code
closed-no-code = The Close had no code; 1005 stands for that.
closed-forbidden = (RFC 6455 does not allow this code on the wire.)
closed-unanswered = Our Close was not answered: TCP ended, or the time-out for closing was over (1006).
closed-aborted = Aborted: TCP was dropped without a Close (1006).
closed-broken = The connection ended without a Close frame (1006). Connect again; if it happens again, look at the server's log.
send-more = More ways to send
send-ping = Send as ping
send-pong = Send as pong
send-control-about = A control frame holds at most { $most } bytes; this has { $size }.
send-control-long = { $size } bytes are too many for a control frame: { $most } at most.
misbehave = Misbehave…
misbehave-title = Break the protocol on purpose
misbehave-about = What is sent here breaks RFC 6455, to show how a server takes it. Use it only on servers that you may test. Nothing of it ever happens by itself.
misbehave-kind = What to do
misbehave-group-messages = Messages
misbehave-group-frames = Frames
misbehave-group-control = Control frames and Close
misbehave-group-connection = Connection and raw bytes
misbehave-preview = On the wire
misbehave-nothing = Nothing goes on the wire.
misbehave-send = Send it
misbehave-do = Do it
misbehave-sent = It is row { $row }.
misbehave-step = Copy as a step
misbehave-step-about = JSON for a scenario's steps in the profile
notice-step-copied = Copied as a scenario's step.
act-text_as_binary = Text in a binary message
act-text_as_binary-about = The bytes of a text with the opcode of binary. Allowed by the protocol; most applications do not expect it.
act-binary_as_text = Bytes in a text message
act-binary_as_text-about = A text must be UTF-8. A server closes with 1007 where these bytes are not.
act-invalid_utf8 = Text that is not UTF-8
act-invalid_utf8-about = A good beginning, and bytes in it that are no UTF-8. A server closes with 1007.
act-fragments = Message in pieces
act-fragments-about = A message in frames of your sizes, with control frames between them. This is allowed, and servers get it wrong.
act-interrupted = Message within another
act-interrupted-about = The first frame of a message, and then a whole other one. A server closes with 1002.
act-continuation = Continuation of nothing
act-continuation-about = A continuation frame where no message has begun. A server closes with 1002.
act-wrong_length = Wrong length
act-wrong_length-about = With more than there is, the server waits, and takes what comes next for payload. With less, it takes the rest for frames.
act-reserved_bits = Reserved bits
act-reserved_bits-about = RSV1 to RSV3 mean nothing where no extension was agreed on. A server closes with 1002.
act-reserved_opcode = Reserved opcode
act-reserved_opcode-about = An opcode that RFC 6455 keeps for later. A server closes with 1002.
act-unmasked = No mask
act-unmasked-about = A client must mask each frame. A server closes with 1002.
act-wrong_mask = Wrong mask
act-wrong_mask-about = Masked with another key than the head says: the server sees other bytes, and a text is hardly UTF-8 then.
act-oversized_control = Control frame too large
act-oversized_control-about = A control frame may have 125 bytes. A server closes with 1002.
act-fragmented_control = Control frame in pieces
act-fragmented_control-about = A control frame must be whole. A server closes with 1002.
act-close = Close with any code
act-close-about = Also 1005, 1006 or 65535, a reason that is too long, or no code at all. Nothing else is sent after it; the server's Close is waited for.
act-close_bytes = Close with any bytes
act-close_bytes-about = Such as a single byte, which is half a code. Nothing else is sent after it.
act-no_pong = No pong from now on
act-no_pong-about = Pings are not answered any more on this connection. A server that asks with pings takes us for dead.
act-half_close = Half-close
act-half_close-about = Our side of TCP ends (FIN) without a Close. What the server sends is still read; nothing can be sent.
act-raw = Raw bytes
act-raw-about = Just these bytes: no head, no mask. What comes after them may be read as part of them.
act-field-text = Text
act-field-hex = Bytes
act-field-bad = Bytes that are not UTF-8
act-field-content = Payload
act-as-text = Text
act-as-hex = Bytes
act-field-claims = Length in the head
act-claims-number = A whole number of bytes.
act-field-sizes = Sizes
act-sizes-number = Whole numbers with commas between them, such as 1, 2, 100.
act-field-between = Between them
act-between-none = Nothing
act-field-bits = Bits
act-field-opcode = Opcode
act-field-control = Control frame
act-field-size = Bytes of payload
act-size-number = A whole number of bytes.
act-field-code = Code
act-code-number = 0 to 65535, or nothing for a Close without a code.
act-field-reason = Reason
frame-continuation = continuation
frame-text = text
frame-binary = binary
frame-close = close
frame-ping = ping
frame-pong = pong
frame-reserved = reserved
frame-no-fin = Not the last frame of its message
frame-length = { $length } bytes
frame-came = ({ $count } are there)
frame-masked = mask { $key }
frame-unmasked = no mask
frame-head = head of { $count } bytes
frame-rest = { $count } bytes that are no whole head
other-connected = The table shows “{ $name }”, which stays connected until you connect this profile.
refusal = The server answered
refusal-empty = (no body)

## Login
login = Login
login-none = No login. If the server wants one first, add its fields.
login-add = Add a field
login-on-connect = Send on connect
login-send = Send login
login-again = Send again
login-sent = sent
login-waiting = waiting for the reply…
login-refused = refused
login-reply = Logged in when
login-reply-any = not checked
login-reply-short = { $code } within { $within }
login-reply-about = The reply whose leading int32 is this code means “logged in”. Leave the code empty to not wait.
login-reply-code = Reply code
login-reply-within = Within
field-name = Name
field-value = Value
field-type = Type of the value
field-mask = Make this value a secret: it is never written to a file
field-unmask = Make this secret a plain value
field-more = More
field-up = Move up
field-down = Move down
field-remove = Remove
field-reveal = Show the secret
field-secret = Value of the secret { $name }
field-secret-placeholder = asked at connect
secret-ask = Type the value of { $name }, then press Enter.
type-string = text
type-number = number
type-boolean = boolean
type-null = null
type-json = JSON

## Services
services = Services
set-services = Set services
set-services-about = Sends int32 2 and the chosen names as a JSON list
free = Free
free-about = Sends int32 0 and int8 0: the server stops pushing
service-add = Add a service
service-name = name, Enter
service-remove = Remove { $name }

## Message
message = Message
message-type = Type of the message
message-text = Text
message-json = JSON
message-hex = Hex
message-text-placeholder = Type a message. ↑ brings back the last ones.
message-json-placeholder = {"{"}"command": 2{"}"}
message-hex-placeholder = 02 00 00 00 5b 5d
message-save = Keep among the saved messages
json-style = How the JSON is written
style-compact = compact
style-python = Python
send = Send
send-closed = Connect first
reply = Next reply
reply-waiting = waiting…
saved = Saved messages
saved-none = None yet. The bookmark above keeps the message you typed.
saved-send = Send “{ $name }”
saved-unnamed = (no name)
saved-edit = Put into the message box
message-packed = Packed
insert = Insert a variable or a generator
paste = Paste and recognise
paste-about = Paste: Python, hex, a C array, base64 and more are recognised
editing = In the box: “{ $name }”
editing-end = Go on with a message of its own
saved-update = Update saved
format = Format
byte-order = Byte order and sizes
prefix-standard = standard
prefix-little = little-endian
prefix-big = big-endian
prefix-network = network
prefix-native = native
packed-add = Field
types-integers = Integers
types-floats = Floating point
types-others = Others
type-of-s = bytes
type-of-p = bytes with a length byte
type-of-x = padding
padding = padding
align = alignment
fields-too-many = The first { $count } fields are shown.
field-length = Number of bytes
field-range = { $low } to { $high }
field-value-of = Value of { $name }
field-labels = Names of the values of { $name }
field-computed = computed
field-from-bits = from the bits
bit = bit { $bit }
bits = bits { $from }–{ $to }
layout = Layout
layout-none = none: by format
tail = Tail
tail-type = What follows the fields
tail-none = none
tail-text = text
tail-json = JSON
tail-hex = hex
tail-services = chosen services
tail-items = items
tail-text-placeholder = text
tail-json-placeholder = ["first", "test"]
tail-hex-placeholder = 5b 5d
tail-services-about = As a JSON list: { $names }
item = Item { $number }
item-add = Item
item-remove = Remove item { $number }
wire-label = Bytes on the wire, { $size } in all
wire-more = … { $count } more
wire-asked = Asked for when it is sent: { $names }
python-copy = Copy the line of Python
paste-taken = { $count ->
    [one] Taken for: { $what }
   *[other] Taken for: { $what }, { $count } messages
}
paste-use-packed = Use as packed message
paste-use = Use as { $type }
paste-keep-all = Keep { $count } saved messages
paste-text = Keep as text
paste-others = Other readings
paste-as = As { $what }
taken-python = Python
taken-python_bytes = Python bytes
taken-python_pack = Python struct.pack
taken-python_json = Python json.dumps
taken-json = JSON
taken-hex = hex
taken-byte_list = a list of bytes
taken-decimal_bytes = decimal bytes
taken-escapes = escaped bytes
taken-base64 = base64
taken-data_url = a data URL
taken-text = text
repeat = Send again and again
repeat-times = Times
repeat-endless = until stopped
repeat-every = Every
repeat-start = Start
repeat-going = { $sent } sent
repeat-going-of = { $sent } of { $times } sent
repeat-done = { $sent } went out.
repeat-closed = The connection was closed: { $sent } went out.
variables = Variables
variables-edit = Variables…
variables-about = { "{{name}}" } in the URL, the login and messages stands for the value. A name without a value is asked for.
variables-asked = Asked for, until the window is closed
variable-add = Add a variable
variable-forget = Forget { $name }
variable-bad-name = A name begins with a letter; then come letters, digits, _ . or -
variable-generator = This is a generator's name.
variable-twice = There is another of this name.
ask-variables = Values are needed
ask-variables-about = They are remembered until the window is closed, and never written to a file.
ask-go = Go on
generators = Generators
generator-counter = 1, 2, 3 …
generator-unix = time, s
generator-unix_ms = time, ms
generator-unix_us = time, µs
generator-uuid = new each time
generator-random = in a range
generator-length = bytes of the tail
saved-more = More for { $name }
saved-repeat = Send 10 times, every 500ms
saved-group-item = Group…
saved-group-name = Group; empty for none
saved-key = Key…
saved-key-of = Key of “{ $name }”
saved-key-none = none
key-conflict = “{ $name }” has this key already

## Table
table = Messages
tools = Tools for messages
find = Find in the rows shown
find-scanning = Searching
find-hits = { $count ->
    [one] { $count } message found
   *[other] { $count } messages found
}
filter-clear = Clear filter
follow = Follow
follow-about = Follow the newest message
clear = Clear
fresh = { $count } new
column-row = #
column-time = Time
column-direction = Direction
column-kind = Kind
column-size = Size
column-wire = On the wire
column-code = Code
column-preview = Preview
kind-text = text
kind-binary = binary
kind-ping = ping
kind-pong = pong
kind-close = close
kind-marker = note
kind-raw = raw
too-short = too short
rows-selected = { $count ->
    [0] No row selected
    [one] { $count } row
   *[other] { $count } rows
}
empty-idle = Not connected
empty-idle-about = Connect to this profile's server, or try everything on the demo server first.
empty-connecting = Connecting…
empty-open = Connected. No messages yet.
empty-open-about = What you send and what comes back appears here.
empty-cleared-about = Older messages are cleared from view; new ones appear here.
empty-searching = Searching…
empty-filter = No row passes the filter
empty-filter-about = Nothing here is “{ $text }”. New rows that pass are shown as they come.

## Details
details-none = Select a message to see its content.
details-empty = This message is empty.
details-text = Text
details-json = JSON
details-hex = Hex
details-copy-text = Copy text
details-copy-json = Copy JSON
details-copy-hex = Copy hex
copy-as = Copies the whole payload
wrap = Wrap long lines
json-offset = After { $offset } bytes:
hex-label = Payload in hex, { $size } bytes

## Numbers
count-received = received
count-stored = stored
count-shown = shown
count-lost = lost
received-about = Messages that the wire brought
stored-about = Messages whose write to the transcript file has returned
shown-about = Rows that the table shows now
lost-about = Messages received or sent that could not be stored
rate = { $rate } msg/s
bytes-about = Payload bytes received; the transcript file has { $file }
delay = reply { $delay }
delay-about = From the last send to the next reply
elapsed-about = Time since the connection opened
limited = disk slower than the server: it is held back, nothing is lost
spoken = { $received } messages received

## Notes
notice-saved = Saved “{ $name }”
notice-exported = Copy written to { $path }
notice-deleted = Deleted “{ $name }”
notice-cleared = { $count ->
    [one] Cleared { $count } message
   *[other] Cleared { $count } messages
}
notice-copied = Copied { $size }
notice-copied-rows = { $count ->
    [one] Copied { $count } row
   *[other] Copied { $count } rows
}
notice-message-kept = Kept “{ $name }”. Save the profile to write it.
notice-updated = Updated “{ $name }”. Save the profile to write it.
notice-python = Copied the line of Python
notice-pasted = { $what } is in the message box
notice-pasted-many = { $count } messages kept. Save the profile to write them.
notice-clipboard-empty = There is no text on the clipboard.
notice-key-moved = { $key } now sends “{ $to }”, no longer “{ $from }”

## Keys
key-send = Send the message
key-saved = Send the saved message with this key
key-move = Move a saved message or a field
key-url = Go to the URL; Enter connects
key-save = Save the profile
key-new = New profile
key-find = Find in the rows shown
key-clear = Clear the table
key-rename = Rename the profile
key-duplicate = Duplicate the profile
key-delete = Delete the profile (can be undone)
key-menu = Menu of the profile or row
key-zoom = Draw everything larger or smaller (also Ctrl and the wheel)
key-zoom-back = Back to the ordinary size
key-history = In the message box: earlier messages
key-ends = First message; newest message, and follow
key-select = Select rows
key-copy = Copy the selected rows
key-column = Width of the column chosen with ← →
key-help = This list

## Errors: what happened, and .try what to do
error-url_invalid = This is not a URL.
    .try = Write it like ws://127.0.0.1:9000/ or wss://example.com/path.
error-url_scheme = Only ws:// and wss:// URLs can be connected to.
    .try = Use ws:// in place of http://, and wss:// in place of https://.
error-url_missing_host = The URL names no host.
    .try = Put the server's name or address after ws://, as in ws://127.0.0.1:9000/.
error-secret_missing = The secret { $name } has no value.
    .try = Type it in; it stays in memory and is never written.
error-resolve_failed = The host's name { $host } was not found.
    .try = Check its spelling, and whether this machine has a network or VPN that knows the name.
error-resolve_timeout = Looking up the host's name took longer than { $seconds } s.
    .try = Check the network and its DNS server, or use an IP address.
error-connect_refused = Nothing listens at { $address }.
    .try = The machine answers, but no server has this port: start it, or check the port in the URL.
error-connect_failed = The TCP connection could not be made.
    .try = Check the address and port, and whether a firewall stands between. ({ $detail })
error-connect_timeout = { $peer } did not answer within { $seconds } s.
    .try = Check the address; a firewall may drop the packets without an answer. The time-out of “{ $setting }” can be changed.
error-tls_failed = The TLS handshake failed.
    .try = The server and Wirelark found no common way to encrypt. ({ $detail })
error-tls_not_tls = { $host } does not speak TLS on this port.
    .try = Use ws:// in place of wss://, or the server's TLS port.
error-tls_timeout = The TLS handshake with { $peer } took longer than { $seconds } s.
    .try = The port may belong to a server that does not speak TLS: try ws://.
error-tls_unknown_issuer = The certificate of { $host } was issued by nobody this machine trusts ({ $issuer }).
    .try = Look at the certificate. Add its issuer's certificate under TLS or to the system's trust store, or trust just this one.
error-tls_expired = The certificate of { $host } was valid until { $limit }; here it is { $now }.
    .try = Check this machine's clock, then ask for the certificate to be renewed.
error-tls_wrong_host = { $names ->
    [none] The certificate names no host, so it is not for { $host }.
   *[other] The certificate is not for { $host }, but for { $names }.
}
    .try = { $names ->
            [none] Only its subject names one ({ $subject }), which nobody goes by any more: have it issued again.
           *[other] Use one of these names in the URL, or enter it as the server name under TLS.
        }
error-upgrade_refused = The server answered HTTP { $status } in place of 101 Switching Protocols.
    .try = { $kind ->
            [redirect] It points to { $location }: enter that as the URL, or follow redirects.
            [auth] It wants to know who you are: choose a way of authentication.
            [forbidden] It knows what you want and does not allow it: it may want another Origin, other credentials or a header. The answer below may say which.
            [missing] Nothing is at this path: check it in the URL.
            [proxy] A proxy between wants a user and a password.
            [request] Something is missing in the request, such as a subprotocol or a header; the answer below may say what.
            [server] The server, or a gateway before it, has a fault: look at its log.
           *[other] Check the path in the URL; the answer below may say what is missing.
        }
error-upgrade_timeout = { $peer } did not answer the WebSocket upgrade within { $seconds } s.
    .try = The port may belong to a server that does not speak HTTP, or the server is stuck.
error-upgrade_malformed = The server's answer to the upgrade is not valid HTTP.
    .try = Check that the port is the WebSocket server's. ({ $detail })
error-upgrade_not_http = The server does not speak HTTP: it { $what }.
    .try = The port may speak TLS: try wss://. Or it belongs to another kind of server.
error-upgrade_bad_accept = The server's Sec-WebSocket-Accept does not fit the request.
    .try = A proxy between may answer for the server, or the server's WebSocket code is wrong.
error-connection_lost = { $within ->
    [head] The server ended TCP (FIN) within a frame's head, without a Close.
    [payload] The server ended TCP (FIN) in the middle of a frame: { $got } of { $of } bytes had come.
   *[none] The server ended TCP (FIN) without a Close frame.
  }
    .try = The server may have stopped, or something between ended the connection. Connect again.
error-connection_reset = { $within ->
    [head] The connection was reset (RST) within a frame's head.
    [payload] The connection was reset (RST) in the middle of a frame: { $got } of { $of } bytes had come.
   *[none] The connection was reset (RST) by the other side.
  }
    .try = The server process may have crashed or refused the message: look at its log.
error-protocol_violation =
    { $rule ->
        [masked] The server masked a frame, which only clients do.
        [reserved_bits] The server set a reserved bit that no extension uses.
        [reserved_opcode] The server used a reserved opcode.
        [fragmented_control] The server sent a control frame in fragments.
        [long_control] The server sent a control frame of more than 125 bytes.
        [nothing_to_continue] The server continued a message that was not begun.
        [new_within] The server began a new message within another.
        [compressed_within] The server set RSV1 (compressed) on a frame other than a message's first.
        [inflate] A compressed message of the server cannot be inflated: { $what }
        [not_utf8] The server broke the WebSocket protocol: { $what }
       *[other] The server broke the WebSocket protocol: { $what }
    }
    .try =
    { $frame ->
        [none] We closed with { $code }. The last rows show what came.
       *[other] We closed with { $code }. The frame: { $frame }. Its bytes are in the last rows.
    }
error-message_too_big = A message of { $size } bytes is over the limit of { $limit }.
    .try = We closed with 1009. Ask for smaller messages, or have the server split them.
error-too_many_fragments = A message has more than { $limit } fragments, which is the limit.
    .try = We closed with 1009. connection.limits.fragments raises the limit.
error-write_timeout = The server took nothing of what we sent for { $seconds } s: { $unsent } bytes are unsent.
    .try = It may be stuck, or the network broke. The time-out is connection.timeouts.write.
error-idle_timeout = Nothing came from the server for { $seconds } s.
    .try = The time-out is connection.timeouts.idle.
error-pong_timeout = No pong came within { $seconds } s of our ping; the last byte came { $silence } s ago.
    .try = The server or the network is gone. connection.keep_alive says how often we ask.
error-control_too_long = A ping or a pong has 125 bytes at most.
    .try = { $detail }
error-upgrade_compression = The server's answer to permessage-deflate cannot be used: { $what }
    .try = It answered { $chosen } to { $offered } (RFC 7692 section 7.1). Connect without compression, or correct the server.
error-login_refused = The server refused the login: { $code } { $reason }
    .try = Check the login fields; the last reply in the table says why.
error-login_timeout = No reply with code { $code } came within { $seconds } s of the login.
    .try = Check the code and the time under “Logged in when”.
error-not_connected = There is no connection.
    .try = Connect first.
error-closed = The connection is closed.
    .try = Connect again, then send.
error-json_syntax = Not valid JSON: line { $line }, column { $column }: { $what }
error-hex_digit = Column { $column } is not a hex digit.
    .try = Use 0–9 and a–f; spaces and line breaks may stand between bytes.
error-hex_odd = A hex digit is missing: a byte has two.
    .try = Add the digit, or a 0 before a single one.
error-format_invalid = The struct format is wrong at column { $column }: { $what }
error-value_range = A value does not fit its type.
    .try = { $detail }
error-value_invalid = A value is not of its type.
    .try = { $detail }
error-value_count = The format and the values differ in number.
    .try = { $detail }
error-step_unknown_message = A step sends a message that is not saved in this profile.
    .try = { $detail }
error-duration_invalid = This is not a time.
    .try = Write it like 500ms, 12s or 2m.
error-duration_too_short = { $text } is too short at { $path }.
    .try = Choose { $least } or more.
error-reconnect_unknown_message = After reconnecting, a message would be sent that is not saved in this profile.
    .try = { $detail }
error-half_closed = Our side of this connection has ended, so nothing can be sent.
    .try = What the server sends still arrives. Connect again to send.
error-misbehave_is_utf8 = These bytes are valid UTF-8, so nothing would be wrong.
    .try = Use bytes such as ff, which never are.
error-misbehave_length = The payload has { $size } bytes: that is no wrong length.
    .try = Choose a larger number (truncated) or a smaller one (bytes left over).
error-misbehave_sizes = Say how large the pieces are.
    .try = Numbers with commas, the last one at least 1: it is that of all that follow.
error-misbehave_pieces = That is more than { $most } pieces.
    .try = Choose larger pieces.
error-misbehave_bits = Choose at least one reserved bit.
    .try = RSV1, RSV2 and RSV3 are there.
error-misbehave_opcode = Opcode { $opcode } is not reserved.
    .try = 3 to 7 and 11 to 15 are.
error-misbehave_control_size = A control frame of { $size } bytes is not too large, or larger than is sent.
    .try = 126 to 1048576.
error-misbehave_reason = A reason needs a code before it.
    .try = Enter a code, or clear the reason.
error-misbehave_nothing = There are no bytes to send.
    .try = Enter bytes as pairs of hex digits.
error-keep_invalid = This does not say how much of the transcript to keep.
    .try = Write all, a number of messages such as 1000000 messages (1000 at least), or a size such as 10 GB (1 MB at least).
error-profile_newer = This profile was written by a newer Wirelark (format { $version }).
    .try = Update Wirelark to open it. The file was left as it is.
error-profile_damaged = This profile is damaged: line { $line }, column { $column }: { $what }
    .try = Mend it in a text editor, or open a copy. The file was left as it is.
error-profile_missing = The profile's file is not there any more.
    .try = It may have been moved or deleted; open it from where it is now.
error-profile_io = { $path } could not be read or written: { $what }
    .try = Check the folder's permissions and free space, or save it elsewhere.
error-disk_full = The disk is full ({ $free } free in { $path }): receiving waits, nothing is lost.
    .try = Free some space on the disk of { $path }; it goes on by itself.
error-transcript_io = The transcript could not be read or written.
    .try = { $detail }
error-filter_open_quote = Filter, column { $column }: this quotation mark is not closed.
    .try = Write the closing ", or \" for a quotation mark in the text.
error-filter_open_regex = Filter, column { $column }: this regular expression is not closed.
    .try = Write the closing /, or put a text that begins with / in quotation marks.
error-filter_regex = Filter, column { $column }: not a regular expression.
    .try = { $message }
error-filter_space = Filter, column { $column }: a space is missing here.
    .try = Leave a space after a closing mark.
error-filter_open_paren = Filter, column { $column }: this parenthesis is not closed.
    .try = Write the closing ), or put the text in quotation marks.
error-filter_stray_paren = Filter, column { $column }: this parenthesis closes nothing.
    .try = Remove it, or put the text in quotation marks.
error-filter_missing = Filter, column { $column }: something is missing here.
    .try = Write { $expected ->
         [code] a code such as 2, 1,2 or 100..199, or a code’s name
         [direction] sent or received
         [kind] text, binary, ping, pong, close, raw or marker
         [size] a number of bytes such as 1000, 64k or 10..20
         [row] a row’s number such as 7 or 10..20
         [time] a time such as 10:00..10:05, +5s..+10s or 2026-01-02T10:00
         [duration] a duration such as 100ms or 1.5s
         [path] a field’s path such as field.seq
         [field_value] a value such as 5, 1..5, text or "Text"
         [number] a number
         [yes_no] yes or no
        *[term] a word, a "text", a /regex/ or a test such as code:2
    }.
error-filter_value = Filter, column { $column }: { $key } does not take “{ $found }”.
    .try = Write { $expected ->
         [code] a code such as 2, 1,2 or 100..199, or a code’s name
         [direction] sent or received
         [kind] text, binary, ping, pong, close, raw or marker
         [size] a number of bytes such as 1000, 64k or 10..20
         [row] a row’s number such as 7 or 10..20
         [time] a time such as 10:00..10:05, +5s..+10s or 2026-01-02T10:00
         [duration] a duration such as 100ms or 1.5s
         [path] a field’s path such as field.seq
         [field_value] a value such as 5, 1..5, text or "Text"
         [number] a number
         [yes_no] yes or no
        *[term] a word, a "text", a /regex/ or a test such as code:2
    }.
error-filter_operator = Filter, column { $column }: { $key } does not take { $found }.
    .try = Write { $key }: and a value.
error-filter_order = Filter, column { $column }: nothing lies between { $from } and { $to }.
    .try = Write the smaller one first.
error-filter_no_such_code = Filter, column { $column }: no code is called “{ $name }”.
    .try = Write its number, or give it a name in the profile.
error-filter_too_long = The filter is too long.
    .try = Look for a shorter text.
error-filter_too_deep = Filter, column { $column }: too many parentheses within each other.
    .try = Write it with fewer.
error-close_code_invalid = This close code may not be sent.
    .try = Use 1000, 1001, 1002, 1003, 1007 to 1014, or 3000 to 4999.
error-close_reason_too_long = The close reason is longer than 123 bytes.
    .try = Shorten it.
error-demo_failed = The demo server could not be started.
    .try = { $detail }
error-not_json = Not JSON: line { $line }, column { $column }
error-url_fragment = A WebSocket URL has no #fragment.
    .try = Remove everything from the # on.
error-tls_not_yet_valid = The certificate of { $host } is valid from { $limit } on; here it is { $now }.
    .try = Check this machine's clock and date.
error-tls_ca_file = The file of trusted certificates { $path } cannot be used: { $what }
    .try = Choose a PEM file with at least one certificate, or remove it.
error-tls_self_signed = The certificate of { $host } is self-signed: nobody else vouches for it.
    .try = Look at the certificate; there it can be trusted for this profile. Its SHA-256 is { $sha256 }.
error-tls_incomplete_chain = The server { $host } leaves out the certificate of { $issuer }.
    .try = Have the server send its whole chain, or add the missing certificate under TLS.
error-tls_revoked = The issuer revoked the certificate of { $host } (serial number { $serial }).
    .try = Have the server use a new certificate, or remove the revocation list under TLS.
error-tls_wrong_purpose = The certificate of { $host } is not meant for servers.
    .try = Have it issued again with the extended key usage "server authentication".
error-tls_version = { $host } offers only versions of TLS that are too old.
    .try = Needed is TLS { $needed }.
error-tls_client_certificate_wanted = { $host } wants to see a client certificate.
    .try = Choose its files under TLS, “Who we are”: PEM or PKCS#12.
error-tls_client_certificate_refused = { $host } refused our client certificate ({ $subject }) with { $alert }.
    .try = Ask whom the server accepts, and whether the certificate is still valid.
error-tls_client_certificate_file = The client certificate { $path } cannot be used: { $what }
    .try = Check the file and the passphrase under TLS, “Who we are”.
error-tls_crl_file = The revocation list { $path } cannot be used: { $what }
    .try = Choose a PEM file with a revocation list, or remove it.
error-proxy_unreachable = The proxy { $proxy } cannot be reached: { $what }
    .try = Check its address under Proxy, or use none.
error-proxy_auth = The proxy { $proxy } wants a user and a password, or refused those given.
    .try = Enter them under Proxy.
error-proxy_refused = The proxy { $proxy } refused to connect to { $target }: { $status } { $reason }
    .try = Ask whoever runs the proxy, or add the host to those that are reached without it.
error-proxy_socks = The proxy { $proxy } could not connect to { $target }: { $what }
    .try = The server's name and port are looked up by the proxy: are they right from there?
error-proxy_malformed = { $proxy } does not behave as a proxy of its kind: { $what }
    .try = Check its kind and its port under Proxy.
error-proxy_unknown = The system's settings name the proxy { $proxy }, whose kind is not known.
    .try = Use an http, https or socks5 proxy, or none.
error-proxy_tls = TLS with the proxy { $proxy } failed: { $what }
    .try = Does it speak TLS? Else choose HTTP as its kind.
error-proxy_timeout = The proxy did not let us through within { $seconds } s.
    .try = It may wait for a server that does not answer. The time-out of “Proxy” can be changed.
error-redirect_refused = The redirect to { $location } was not followed: { $what }
    .try = Enter that place as the URL if you want to go there.
error-upgrade_subprotocol = The server chose the subprotocol { $chosen }, which was not offered ({ $offered }).
    .try = Add it to the subprotocols, or correct the server.
error-upgrade_extension = The server chose the extension { $chosen }, which was not offered ({ $offered }).
    .try = A server may only choose what was offered: correct the server.
error-header_name_invalid = { $name } cannot be a header's name.
    .try = Use letters, digits and hyphens.
error-header_value_invalid = The value holds a control character ({ $found }).
    .try = Remove the line break or control character.
error-header_reserved = Wirelark writes the header { $name } itself.
    .try = Remove it: the handshake depends on it.
error-subprotocol_invalid = { $name } cannot be offered as a subprotocol.
    .try = Each is one word, and there only once.
error-cookie_invalid = This cookie cannot be sent.
    .try = Its name is one word; its value has no space, quote, comma, semicolon or backslash.
error-auth_user_colon = A user's name must not hold a colon.
    .try = Basic authentication puts one before the password.
error-proxy_url_invalid = { $url } is no proxy's address.
    .try = Write it as http://, https:// or socks5://HOST:PORT.
error-resolve_entry_invalid = { $entry } is no answer of a name server.
    .try = Write it as HOST:PORT:ADDRESS.
error-pin_invalid = { $pin } is no SHA-256 of a certificate.
    .try = Write its 64 hex digits, with or without colons.
error-server_name_invalid = { $name } is no host's name or address.
    .try = Write a name such as example.com.
error-client_certificate_incomplete = A client certificate needs files.
    .try = Choose a certificate (PEM) or a PKCS#12 file.
error-setting_range = { $value } is out of range.
    .try = Choose { $low } to { $high }.
error-upgrade_ended = The connection ended during the upgrade: { $what }
    .try = Is this a WebSocket server, and is the path right?
error-login_missing = This profile has no login.
    .try = Add a field under Login first.
error-step_without_login = Step { $step } logs in, but the profile has no login.
    .try = Add a login, or remove the step.
error-scenario_unknown = There is no scenario named { $name }.
    .try = Choose one of the profile's scenarios.
error-connection_ended = The connection ended before the last step.
    .try = The close code in the last rows tells why.
error-text_not_utf8 = A text message must be UTF-8.
    .try = Send these bytes as hex instead.
error-name_missing = A message needs a name.
    .try = Give it one.
error-profile_too_long = This file is too long for a profile ({ $size } bytes).
    .try = Profiles have 64 MiB at most. Is it the right file?
error-save_failed = { $path } could not be written: { $what }
    .try = Check the folder's permissions and free space, or save it elsewhere.
error-copy_too_long = That is too much for the clipboard.
    .try = Select fewer rows, or save the messages to a file.
error-json_too_long = These { $size } bytes are too many to lay out as JSON.
    .try = The text view shows them as they are.
error-decode_superseded = Another page of a long message was asked for meanwhile.
error-field_too_long = This field is more than the clipboard takes.
    .try = Copy a part of it, or save the payload to a file.
error-clipboard = The clipboard could not be used.
    .try = { $detail }
error-open_folder = { $path } could not be opened.
    .try = Open it with your file manager.
error-variable_missing = A variable has no value.
    .try = Give it one under variables in the profile. ({ $what })
error-variable_generator = A generator is written wrongly.
    .try = Write counter, unix, unix_ms, unix_us, uuid, length or random:LOW:HIGH. ({ $what })
error-variable_length = There is no tail whose length could be filled in.
    .try = Remove length, or give the message a tail. ({ $what })
error-pack_too_long = The format makes more bytes than a message may have.
    .try = Use smaller counts.
error-pack_truncated = { $field }: { $given } bytes given, only { $kept } are sent.
error-pack_infinity = { $field }: too large, becomes infinity.
error-encode_overruled = { $field }: { $given } is sent, where the layout says { $computed }.
error-encode_no_value = A value is missing.
    .try = Type one, or give the layout a default.
error-encode_no_such_field = The layout has no field of this name.
    .try = Choose the layout anew, or remove the value. ({ $what })
error-encode_no_tail = The layout has no such tail.
    .try = Choose “none” as the tail.
error-encode_bits_range = More than these bits hold.
    .try = { $detail }
error-encode_encoding = The text has a character that the tail's encoding does not have.
    .try = { $detail }
error-encode_kind = The layout's tail is made of something else.
    .try = Choose another kind of tail. ({ $what })
error-message_needs_layout = Only a layout says what these items are.
    .try = Choose a layout for the message.
error-layout_no_such_layout = The profile has no sound layout of this name.
    .try = Choose another layout, or mend this one.
error-internal = Something in Wirelark went wrong.
    .try = { $detail } The log has more: Menu → Open log folder.

# File dialogs, which Rust draws.
dialog-open-profile = Open a profile
dialog-save-profile = Save the profile as
dialog-import-profile = Import a profile
dialog-export-profile = Export the profile
dialog-save-rows = Export the messages
dialog-kind-profile = Wirelark profiles
dialog-kind-jsonl = JSON Lines
dialog-open-transcript = Open a transcript
dialog-kind-transcript = Wirelark transcripts

## What exactly is wrong within a text, as a part of the errors above
problem-json-value = a value is expected here: text in "double quotes", a number, true, false, null, [ or a curly bracket
problem-json-end = the text ends here, but something is still open: close it
problem-json-list_end = a comma or ] is expected
problem-json-object_end = a comma or a closing curly bracket is expected
problem-json-key = a key in "double quotes" is expected
problem-json-colon = a colon is expected after the key
problem-json-extra = something follows the end of the JSON: remove it
problem-json-number = not a JSON number: no leading zeros, no +, digits on both sides of the point
problem-json-not_finite = JSON has no NaN and no Infinity: use null or a string
problem-json-control = a control character inside the quotes: write \n, \t or \u00XX
problem-json-escape = an unknown escape: write \\ for a backslash
problem-json-surrogate = half a character: \uD800 to \uDFFF come in pairs
problem-json-depth = nested too deep: 128 levels are read
problem-json-utf8 = not UTF-8
problem-login-not_number = not a JSON number: write digits such as 7, -1.5 or 1e3
problem-login-not_bool = not a boolean: write true or false
problem-value-not_integer = not an integer: write digits such as 7, -7 or 0x1f
problem-value-not_number = not a number: write 1.5, 1e3, nan, inf or -inf
problem-value-not_bool = not a boolean: write true or false
problem-value-not_bytes = not bytes: write hex: and digits, or text: and text
problem-value-too_large = the integer is too large for a float: write inf if that is meant
problem-format-bad_char = this character is no part of a struct format
problem-format-not_ascii = a format has ASCII characters only
problem-format-nul = a format has no NUL character
problem-format-count_without_char = a count with no format character after it
problem-format-too_long = the packed bytes would be too long
problem-pack-char_length = a char is exactly one byte

## Layouts & codes
layouts-and-codes = Layouts & codes
layouts-close-about = Back to the messages; every change is already in the profile
done = Done
layouts = Layouts
layout-one = Layout
room-layouts = Layouts
room-rules = Rules
room-codes = Codes
room-columns = Columns
room-protobuf = Protobuf
problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
number-wanted = A whole number from { $least } to { $most }
order = Place of number { $number }
order-about = Drag, or press ↑ ↓, to put it elsewhere
layouts-none = No layouts yet
layouts-about = A layout gives the bytes of a message names: which fields it has, and what follows them. Messages are then shown, searched and sent by field.
layout-new = New layout
layout-untitled = layout
layout-unnamed = (no name)
layout-name = Name
layout-size = { $size } or more
layout-rules = Given by rule { $rules }.
layout-no-rule = No rule gives messages this layout yet.
layout-add-rule = Add a rule
layout-add-rule-code = Add a rule for code { $code }
rules-show = Show the rules
layout-format = Format
layout-order = Byte order
layout-model = Sizes of
order-little = < little-endian
order-big = > big-endian
order-standard = = little-endian, standard
order-network = ! network
order-native = @ native, aligned
order-none = none: native
model-lp64 = Linux, macOS (LP64)
model-llp64 = Windows (LLP64)
layout-fields = Fields
layout-field-name = Name of the field
layout-field-type = Type
layout-field-count = How many bytes
layout-field-more = Labels, bits, checksum
layout-field-add = Add a field
layout-field-above = Insert above
layout-padding = padding
layout-run = { $count } values
layout-value = What is sent
layout-value-any = any value
layout-value-constant = always
layout-value-default = default
layout-display = Shown as
display-decimal = decimal
display-hex = hex
display-binary = binary
display-char = character
display-unix = time, s
display-unix_ms = time, ms
display-unix_us = time, µs
layout-labels = Labels
layout-labels-about = names of values
layout-labels-add = Add a label
layout-labels-count = { $count ->
    [one] { $count } label
   *[other] { $count } labels
}
layout-label-value = Value
layout-label-name = Its name
layout-label-twice = { $value } has a label already.
layout-bits = Bits
layout-bits-about = bit 0 is the least significant
layout-bits-add = Add bits
layout-bits-count = { $count ->
    [one] { $count } bit field
   *[other] { $count } bit fields
}
layout-bits-from = Lowest bit
layout-bits-to = Highest bit
layout-checksum = Checksum
layout-checksum-from = from byte
layout-checksum-from-about = The first byte that counts; negative: from the end of the message
layout-checksum-to = up to
layout-checksum-to-own = this field
layout-checksum-to-end = the end of the message
layout-checksum-to-at = byte
layout-nothing = none
layout-tail = What follows
layout-tail-kind = What follows the fields
layout-tail-name = Its name
layout-tail-end = Where it ends
follows-text = text
follows-json = JSON
follows-bytes = bytes
follows-repeat = repeated fields
follows-cbor = CBOR
follows-msgpack = MessagePack
follows-protobuf = Protobuf
tail-ends-end = to the end
tail-ends-count = as often as field
tail-ends-length = as long as field
layout-plus = less
layout-plus-about = The field holds so many bytes more than this part has, such as the size of a header that counts itself
layout-encoding = Encoding
layout-style-any = as typed
layout-repeat = What repeats
layout-repeat-here = described here
layout-message-type = Message type
layout-message-choose = choose…
layout-element = Each time
layout-then = After that
layout-then-add = Add what comes after
layout-then-remove = Remove what comes after

## Trying a layout
trial = Try it
trial-source = Message to try
trial-newest = Newest
trial-row = Row
trial-typed = Hex
trial-none = No message yet: connect, or paste bytes under Hex.
trial-unsound = Mend the marked places; until then nothing can be read.
trial-yours = your bytes
trial-rule = rule { $number } → { $name }
trial-no-rule = no rule takes it
trial-found-rule = The newest message that the rules give this layout.
trial-found-fits = The newest message that fits; no rule gives it this layout.
trial-found-newest = The newest message; none fits yet.
trial-found-asked = The chosen row.
trial-found-typed = Your bytes.
trial-bits = bits { $from }–{ $to }
trial-rest = rest
trial-more = There are more fields than are shown here.

## Rules
rules-about = The first rule that fits a message gives it its layout. A rule without conditions takes every message: put it last.
rules-otherwise = Otherwise: a leading int32 is the code, what follows is JSON, text or bytes.
rules-need-layouts = A rule gives messages a layout: add a layout first.
rule-add = Add a rule
rule-remove = Remove the rule
rule-number = Rule { $number }
rule-every = every message
rule-takes = takes the message above
condition-add = Condition
condition-remove = Remove the condition
condition-code = code
condition-direction = direction
condition-kind = kind
condition-size = size
condition-size-from = from
condition-size-to = to
condition-prefix = begins with
condition-field = field
condition-equals = What the field holds: a number, text or a label

## Codes
codes-about = The leading int32 of a binary message, by name. The first that fits a message counts.
code-add = Add a code
codes-sort = Sort by number
code-number = Number
code-name = Name
code-tone = Tone
code-direction = For messages
code-look = As the table shows it
code-twice = Never used: line { $number } has code { $code } for the same messages.
tone-good = good
tone-neutral = neutral
tone-bad = bad
both-directions = both ways

## Columns of decoded fields
columns-about = Fields that the table shows in columns of their own. A path leads to a part, as tail.user.id or items[0].price.
column-field = Field
column-title = Title
column-add = Add a column
columns-of-layouts = Fields of the layouts
columns-seen = Seen in the newest messages

## Protobuf
protobuf-about = Attach .proto files or a descriptor set. They are kept in the profile; layouts then have their message types as tails.
protobuf-attach = Attach a file…
protobuf-remove = Remove the file
protobuf-source = .proto source
protobuf-set = descriptor set
protobuf-unnamed = (no name)
protobuf-messages = Message types
protobuf-none = No message types found.
dialog-open-proto = Attach a .proto file or a descriptor set
dialog-kind-proto = Protobuf

## Taken out of these lists
notice-removed-layouts = Removed layout “{ $name }”
notice-removed-rules = Removed { $name }
notice-removed-codes = Removed code { $name }
notice-removed-columns = Removed column “{ $name }”
notice-removed-protobuf = Removed “{ $name }”

## Errors of layouts, rules, columns, Protobuf
error-proto_file = { $path } could not be read: { $what }
    .try = Choose a .proto text file, or a descriptor set written by protoc.
error-binary-proto = { $line ->
    [none] { $what }
   *[other] Line { $line }: { $what }
}
    .try = Files that import each other must all be attached.
error-binary-broken = These bytes are not of this kind.
    .try = { $detail }
error-binary-extra = Something follows the value.
    .try = { $detail }
error-binary-heavy = More than 64 MiB of this kind are not laid out as values.
    .try = { $detail }
error-binary-number = This number cannot be written so.
    .try = { $detail }
error-binary-json = This JSON does not fit the message type.
    .try = { $detail }
error-column_without_field = A column needs the path of a field.
    .try = Write one such as seq or tail.user.id, or choose one below.
error-layout-name_missing = A layout needs a name.
    .try = Rules and messages call it by its name.
error-layout-twice = There are two layouts named “{ $name }”.
    .try = Rename one.
error-layout-too_many_values = The format has { $values } values; a layout may have { $limit }.
    .try = Use s for bytes, or repeated fields.
error-layout-fields = There are { $fields } fields, but the format has { $values } values.
    .try = Extend the format, or remove fields.
error-layout-field_twice = There are two fields named “{ $name }”.
    .try = Rename one.
error-layout-name_char = A name may not hold . [ or ].
    .try = They separate the parts of a path.
error-layout-constant_and_default = A field is either always the same or has a default.
    .try = Remove one.
error-layout-label = “{ $label }” is no value of this field.
    .try = A label stands for a value such as 2 or 0x02.
error-layout-bits_of = Only an integer has bits.
    .try = Choose an integer type, or remove the bits.
error-layout-bits_range = Bits run from 0 to { $last }.
    .try = The lower one comes first.
error-layout-checksum_field = This checksum needs an integer without sign of { $size } bytes or more.
    .try = Choose a type such as uint8, uint16 or uint32.
error-layout-no_such_field = There is no earlier integer named “{ $name }”.
    .try = Choose a field above that holds the length or the count.
error-layout-then_without_length = This part takes everything to the end: nothing can follow it.
    .try = Say which field holds its length or count.
error-layout-count_of_one = Only repeated fields have a count.
    .try = Choose a length instead.
error-layout-repeat_nothing = Say what repeats.
    .try = Choose a layout, or describe the fields here.
error-layout-no_such_layout = There is no layout named “{ $name }”.
    .try = Choose another, or add it.
error-layout-endless = Layouts lie too deep in each other, or one lies in itself.
    .try = { $limit } levels are read.
error-layout-empty = What repeats has no bytes: it would never end.
    .try = Give it a field.
error-layout-no_such_message = There is no Protobuf message type “{ $name }”.
    .try = Attach its .proto file under Protobuf.
error-rule-no_field = Say which field holds this.
    .try = Write its name, such as version or flags.kind.
error-rule-no_equals = Say what the field holds.
    .try = Write a number, text or a label.
error-rule-no_such_field = The layout “{ $layout }” has no field “{ $name }”.
    .try = Check its name under Layouts.
error-rule-size = No size lies between { $from } and { $to }.
    .try = The smaller comes first.
error-rule-layout = The rule's layout cannot be used.
    .try = Mend it under Layouts.
error-decode-short = At byte { $offset } “{ $field }” wants { $wanted } bytes, but only { $had } are left.
error-decode-length = At byte { $offset } “{ $field }” should have { $wanted } bytes, but { $had } are left.
error-decode-extra = At byte { $offset } the layout ends, but { $had } bytes follow.
error-decode-endless = At byte { $offset } “{ $field }” has no bytes and would never end.
error-decode-cut = There is more in here than is shown.
error-decode-constant = Not the value that the layout says.
error-decode-checksum = The checksum does not fit the bytes.
error-decode-encoding = Not text in this encoding; what is not shows as �.
error-pack-range = Out of range: from { $low } to { $high }.
error-format-bad_char = Column { $column }: this character is no part of a struct format.
    .try = One of @ = < > ! first, then counts and x c b B ? h H i I l L q Q n N e f d s p P; n, N, P only without < > = !.
error-format-count_without_char = Column { $column }: a count with no type after it.
    .try = Add a type, such as i.
error-format-nul = Column { $column }: a format has no NUL character.
error-format-not_ascii = Column { $column }: a format has ASCII characters only.
error-format-too_long = Column { $column }: the packed bytes would be too long.
problem-pack-range = out of the field's range
problem-pack-float_range = too large for this type: use float64, or write inf if that is meant
problem-pack-too_long = the packed bytes would be too long
problem-pack-count = as many values as the format takes are needed
problem-pack-truncated = too long for the field: its end is cut off
problem-pack-infinity = too large for the field: it became infinity

## Decoded fields
details-fields = Fields
details-layout = Layout “{ $name }”
details-no-layout = No layout of the profile fits this message.
propose-layout = Make a layout from this message
fields-unread = Reading the fields of { $size } takes as much memory, and a moment.
fields-read = Read the fields
fields-reading = Reading the fields of { $size }…
fields-where = values { $from } to { $to } of { $count }
field-list = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
field-object = { $count ->
    [one] { $count } field
   *[other] { $count } fields
}
field-raw = raw
field-bit = bit { $from }
field-bits = bits { $from }–{ $to }
field-place = From byte { $offset } on, { $size } bytes
field-copy-value = Copy value
field-copy-json = Copy as JSON
field-copy-path = Copy path
field-show-column = Show as column
field-decode-checksum = wrong checksum
field-decode-constant = not the constant
field-decode-cut = cut here; copying gives all of it
field-decode-encoding = not all of it is text
field-binary-heavy = over 64 MiB: not laid out as values
checksum-good = checksum is right
stop-short = Stops fitting at byte { $offset }: “{ $field }” wants { $wanted } bytes, { $had } are left
stop-length = Stops fitting at byte { $offset }: “{ $field }” should have { $wanted } bytes, { $had } are left
stop-extra = Stops fitting at byte { $offset }: the layout ends, { $had } more bytes follow
stop-endless = Stops fitting at byte { $offset }: “{ $field }” has no bytes and would never end
hex-where = byte { $at } ({ $hex })
hex-where-many = byte { $at } ({ $hex }), { $count } selected
copy-bytes-hex = Copy as hex
copy-bytes-text = Copy as text
inspector = Data inspector
inspector-at = Byte { $at } ({ $hex }) read as
inspector-little = little-endian
inspector-little-about = The lowest byte comes first
inspector-big = big-endian
inspector-big-about = The highest byte comes first
inspector-none = too few bytes, or no such value
inspector-copy = Click to copy
inspector-unix = time, s
inspector-unix_ms = time, ms
inspector-unix_us = time, µs
inspector-unix_float = time, f64
column-menu = Column { $title }
column-rename = Rename column
column-left = Move left
column-right = Move right
column-remove = Remove column
notice-column-shown = { $title } is now a column
notice-column-removed = Removed the column { $title }
notice-copied-field = Copied { $name }
notice-copied-bytes = { $count ->
    [one] Copied { $count } byte
   *[other] Copied { $count } bytes
}
notice-layout-made = Added the layout “{ $name }” and a rule that chooses it
error-decode_too_long = These { $size } bytes are too many to decode here.
    .try = The hex view shows them, and an export decodes them.

latency-reply = { $delay } ← { $row }
latency-answered = answered by { $row }
latency-waiting = waiting…
latency-unanswered = ✗ unanswered
column-latency = Latency
column-note = Note
column-fields = Decoded fields
column-time-start = Since connecting
column-time-previous = Since previous
column-time-sent = Since sent
time-absolute = Time of day
time-start = Since connecting
time-previous = Since the previous row
time-sent = Since the last sent row
columns = Columns
columns-reset = Reset columns
column-hide = Hide column
pin = Pin
unpin = Remove pin
note = Note
note-empty = Write a note…
save-payload = Save payload…
copy-rows-as = Copy the rows as
copy-row-as = Copy this message as
copy-text = Text
copy-hex = Hex
copy-base64 = Base64
copy-c = C array
copy-python = Python bytes
copy-json = JSON
copy-csv = CSV row
copy-websocat = websocat command
copy-wscat = wscat command
copy-websockets = Python program (websockets)
text-lossy = Some bytes are no text; they are shown as �.
pages = Pages
page-first = First page
page-before = Page before
page-next = Next page
page-last = Last page
page-where = bytes { $from } to { $to } of { $size }
delta = Δ { $span } over { $count } rows
delta-about = From the first to the last selected row
details-compare = Compare
compare-equal = Rows { $a } and { $b } are equal: direction, kind and content
compare-different = Rows { $a } and { $b } differ
compare-cut = Only the first { $size } of each are compared byte by byte.
compare-only = Only differences
compare-sign = Equal or different
compare-field = Field
compare-same = equal
compare-differs = different
compare-absent = absent
compare-bytes = Bytes
compare-next = Next difference
compare-changed = changed
compare-inserted = inserted
compare-removed = removed
compare-unaligned = These are too many bytes to look for insertions: they are compared place by place.
statistics = Latency by command
statistics-rule-next = A reply is the next message received.
statistics-rule-same_code = A reply has its request’s code.
statistics-rule-field = A reply echoes a field of its request.
statistics-rule-codes = Replies are paired by the profile’s table of codes.
statistics-command = Command
statistics-count = Count
statistics-min = Min
statistics-median = Median
statistics-p95 = p95
statistics-p99 = p99
statistics-max = Max
statistics-unanswered = Unanswered
statistics-waiting = +{ $count } waiting
statistics-all = All
statistics-text = Text
statistics-binary = Binary without a code
statistics-none = Nothing was sent yet that a reply could answer.
statistics-filter = Show only { $filter }
key-pin = Pin the selected rows
dialog-save-payload = Save the payload
dialog-kind-any = All files
error-copy_not_sendable = Row { $row } cannot be sent with { $tool }: { $what }
error-pin_too_many = More than { $limit } rows at once cannot be pinned.
    .try = Select fewer rows.
error-notes_damaged = The notes in { $path } cannot be read: line { $line }, column { $column }: { $what }
    .try = The file is left as it is. Mend or move it, then open the transcript again.
error-notes_newer = The notes in { $path } were written by a newer version ({ $version }).
    .try = The file is left as it is. Update Wirelark to see them.
error-notes_read = The notes in { $path } cannot be read: { $what }
error-notes_write = The note cannot be written to { $path }: { $what }
    .try = Copy the transcript to a folder of yours to annotate it.
error-notes_too_long = This note has { $size } bytes, which is too long.
    .try = A note has 64 KiB at most.
json-cut = Only the beginning is shown. Copying gives all of it.
## Filter and find
filter = Filter
filter-hint = Filter: acme, code:2, dir:sent, size>1000 …
filter-help = The filter language
filter-help-together = Together
filter-help-more = A click on an example puts it into the box. The page “The filter language” of the guide has all of it.
filter-help-word = the payload has this word, in any case
filter-help-exact = has it exactly so
filter-help-regex = matches a regular expression
filter-help-code = the leading int32, or a code’s name
filter-help-codes = a range; also a list: code:1,2
filter-help-direction = or dir:sent
filter-help-kind = hides pings and pongs
filter-help-size = bytes; also size:10..20, size<=64Ki
filter-help-wire = bytes on the wire, of compressed messages
filter-help-row = rows by number
filter-help-time = by the clock, both ends included
filter-help-since = so long after the first row
filter-help-latency = replies that took longer
filter-help-field = a decoded field, by its column’s path
filter-help-pinned = pinned rows
filter-help-note = rows whose note has this
filter-help-and = both
filter-help-or = one of them
filter-help-not = not this
filter-help-group = parentheses group
filters = Saved filters, heartbeats, colours
filter-heartbeats = Hide heartbeats, or show them
filter-saved = Saved filters
filter-saved-none = No saved filters yet
filter-keep = Save this filter…
filter-rules = Filters and colours…
filter-name = Name
filter-replace = Replace
notice-filter-kept = Filter “{ $name }” is in the profile. Save the profile to write it.
rules = Filters and colours
filter-rules-about = They are part of the profile: save it to keep them.
rules-filters = Saved filters
rules-new = New filter
rules-add-filter = Add a filter
rules-colours = Colours of rows
rules-colours-about = The first rule that fits gives a row its colour.
rules-add-colour = Add a colour
rules-on = In use
rules-colour = Colour
colour-red = Red
colour-orange = Orange
colour-yellow = Yellow
colour-green = Green
colour-blue = Blue
colour-purple = Purple
colour-grey = Grey
only-code = Only code { $value }
hide-code = Hide code { $value }
only-no-code = Only rows without a code
hide-no-code = Hide rows without a code
only-direction = Only { $value }
hide-direction = Hide { $value }
only-kind = Only { $value }
hide-kind = Hide { $value }
only-size = Only size { $value }
hide-size = Hide size { $value }
only-field = Only this { $field }
hide-field = Hide this { $field }
next-code = Next with the same code
previous-code = Previous with the same code
notice-no-next-code = No later row has this code and direction
notice-no-previous-code = No earlier row has this code and direction
find-hint = Find: the same language as the filter
find-next = Next
find-previous = Previous
find-searching = Searching…
find-nothing = Nothing found
find-wrapped-down = On from the beginning
find-wrapped-up = On from the end
go-to = Go to
go-to-label = Row or time
go-to-about = A row’s number, or a time: 10:05, 10:05:07.250, 2026-01-02T10:05, or +5s after the first row.
go-to-ok = Go
notice-row-near = Row { $wanted } is not shown here; this is row { $row }
key-find-next = Next found; with Shift the previous
key-filter = Go to the filter
key-go-to = Go to a row or a time
key-same-code = In the table: previous and next with the same code
error-place_invalid = “{ $text }” is neither a row’s number nor a time.
    .try = Write 1000, 10:05, 10:05:07.250, 2026-01-02T10:05 or +5s.
error-field_of_many = { $path } is a list or an object: no single value can be asked for.
    .try = Filter by one of its items, as field.{ $path }:text.

## History
history = History
history-find = Find in all past connections
history-find-go = Find
history-looked = { $looked } of { $of } looked through
history-found-none = None of the past connections has this.
history-deleted = Deleted ({ $count })
history-deleted-about = Deleted transcripts stay here until you remove them for good.
history-deleted-none = Nothing was deleted.
history-none = No past connections yet. Every connection is recorded and listed here.
history-no-profile = Without a profile
history-disk = Transcripts take { $bytes } of the { $budget } you allow.
history-over = Transcripts take { $bytes }, more than the { $budget } you allow. Nothing is removed unless you say so.
history-pin = Pin
history-pin-about = A clean-up leaves pinned ones alone
history-open-now = being recorded
history-restore = Restore
history-remove = Remove for good
history-remove-all = Remove all for good…
history-remove-sure = { $count ->
    [one] This removes { $count } transcript from the disk. It cannot be undone.
   *[other] This removes { $count } transcripts from the disk. It cannot be undone.
}
history-close = closed { $code }
history-no-close = no Close frame
history-limited = keeps the last { $keep }
clean-up = Clean up…
clean-up-about = Lists what would go so that all transcripts fit: deleted ones first, then the oldest. Pinned ones and those in use never go. Nothing is removed before you confirm.
clean-up-budget = Transcripts may take
clean-up-fits = They take { $bytes }: nothing has to go.
clean-up-nothing = They take { $bytes }, and what there is is pinned or in use: nothing can go.
clean-up-plan = { $count ->
    [one] They take { $bytes }. Removing this one for good frees { $frees }:
   *[other] They take { $bytes }. Removing these { $count } for good frees { $frees }:
}
clean-up-still-over = Even then they take more: the rest is pinned or in use.
clean-up-go = Remove for good
notice-freed = Freed { $bytes }

comparing = Compare transcripts
comparing-menu = Compare transcripts…
comparing-this = Compare with another transcript
comparing-about = Messages are compared by command: direction, kind and code. Times do not count, nor how different commands lie between each other.
comparing-side = Transcript { $side }
comparing-none = Choose a transcript
comparing-files = Files
comparing-file = File…
comparing-ignore = Fields that may differ
comparing-ignore-about = Paths of decoded fields, with commas between them: sequence numbers, times
comparing-go = Compare
comparing-running = Comparing
comparing-equal = Equal: the same messages for every command ({ $a } and { $b } rows)
comparing-different = { $count ->
    [one] { $count } command differs ({ $a } and { $b } rows)
   *[other] { $count } commands differ ({ $a } and { $b } rows)
}
comparing-command = Command
comparing-first = First difference
comparing-fields = Values on one side only
comparing-absent = none
comparing-far = too far apart to tell
comparing-rows = A’s row { $a }, B’s row { $b }
comparing-only-a = A’s row { $row } has no partner
comparing-only-b = B’s row { $row } has no partner
comparing-many = too many values to list
comparing-more = and { $count } more
comparing-open = Show row { $row } of { $side }

## Export and import
export-rows = Export messages
export-format = Format
export-jsonl = JSON Lines
export-jsonl-about = one object a line, exact; can be imported again
export-csv = CSV
export-csv-about = for spreadsheets, with the profile's columns
export-har = HAR
export-har-about = for browsers' network tools
export-pcapng = pcapng
export-pcapng-about = for Wireshark
export-text = Text
export-text-about = a log to read
export-bom = With a byte order mark, so that Excel reads Chinese and other letters rightly
export-what = Which messages
export-what-all = All of the transcript
export-what-view = Those in the table (what the filter lets through)
export-what-selection = Those selected
export-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
export-running = Exporting to { $name }: { $rows } of { $of }
export-cancelled = The export to { $name } was cancelled; no file was written.
export-done = { $count ->
    [one] Exported { $count } row to { $path }.
   *[other] Exported { $count } rows to { $path }.
}
export-left-out = { $count ->
    [one] { $count } row was left out: the format has no place for it.
   *[other] { $count } rows were left out: the format has no place for them.
}
import-transcript = Import HAR or JSON Lines…
import-choose = Which connection of { $file }?
importing = Importing…
import-running = { $count ->
    [one] Importing: { $count } message so far
   *[other] Importing: { $count } messages so far
}
dialog-import-transcript = Import a HAR or JSON Lines file
dialog-kind-import = HAR, JSON Lines
dialog-kind-csv = CSV
dialog-kind-har = HAR
dialog-kind-pcapng = pcapng
dialog-kind-text = Text

## Recording
recording = Recording
recording-open = Click to choose how much is kept.
recording-about = Everything that passes is written to a file. This profile's recordings keep:
keep-all = Everything
keep-all-about = nothing is ever removed
keep-messages = The last messages:
keep-bytes = The last bytes:
keep-unit = Unit
keep-few = At least 1000 messages, as a whole number.
keep-small = A number, at least 1 MB.
keep-warning = With a limit the oldest messages are removed for good while new ones arrive.
keep-next = The connection that is open keeps what it began with; this holds from the next one on.
keep-now = keeps the last { $keep }: first row { $row }
keep-messages-words = { $count } messages

## Charts
charts = Charts
charts-none = No messages yet.
charts-words = { $received } received and { $sent } sent in { $time }: { $mean } a second received on average, { $most } at most, { $bytes } a second at most.
charts-latency = Latency { $mean } on average, { $most } at most.
charts-no-latency = No request was answered, so there is no latency.
chart-messages = Messages a second
chart-bytes = Bytes a second
chart-sizes = Size of a message, on average
chart-latency = Latency
latency-mean = mean
latency-max = longest

## Errors of these
error-history_writing = This transcript is being recorded.
    .try = Disconnect first, then delete it.
error-export_busy = Another export is running.
    .try = Wait until it is done, or cancel it.
error-import_read = The file could not be read.
    .try = { $what }
error-import_unknown_format = The file is neither a HAR nor Wirelark's JSON Lines.
    .try = In a browser's network tools choose “Save all as HAR”; in Wirelark export as JSON Lines.
error-import_damaged = The file is damaged at line { $line }, column { $column }: { $what }
    .try = Nothing was imported. Export the file again where it came from.
error-import_no_messages = The HAR has no WebSocket messages.
    .try = { $what }
error-import_no_such_connection = The HAR has no such connection.
    .try = { $what }
error-transcript_format = This is not a transcript, or its beginning is damaged.
    .try = { $what }
error-transcript_missing = This transcript is not there any more.
    .try = Another window or program may have moved it. Open History again.
error-transcript_exists = There is a transcript of this name already.
    .try = { $what }
error-transcript_row_removed = The limit has removed this row.
    .try = { $what }
error-transcript_corrupt = The transcript is damaged here.
    .try = { $what }
notice-payload-saved = Saved as { $path }

## Tabs
window-title = { $name } – Wirelark
tabs = Tabs
tab-blank = New tab
tab-new = New tab
tab-open = Open in new tab
tab-again = Another tab of this profile
tab-close = Close tab
tab-close-named = Close { $name }
tab-reopen = Open closed tab again
tab-left = Move left
tab-right = Move right
tab-fresh = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
  }
ask-close = Close “{ $name }”?
ask-close-live = It is connected. Closing the tab closes the connection with { $code }; what was received stays in the history.
ask-close-edited = It has changes that are not saved.
ask-close-save = Save and close
ask-close-discard = Close without saving
key-tab-new = New tab
key-tab-close = Close the tab
key-tab-reopen = Open the tab closed last again
key-tab-next = Next or previous tab
key-tab-move = On a tab: move it

## Silence and pings
silent = last message { $span } ago
silent-about = The connection is open, but nothing comes. Without keep-alive pings a connection whose cable was pulled looks the same.
rtt = ping { $time }
rtt-about = From the last ping of ours to its pong
control-frames = { $pings } pings, { $pongs } pongs
control-frames-about = Control frames received. Not all of them are rows: the profile says which (connection.control_frames.rows).
span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
## Connection settings
connection-settings = Connection settings
settings-next = What you change here holds from the next connection on.
settings-differs = { $count ->
    [one] One setting differs from the defaults
   *[other] { $count } settings differ from the defaults
}
settings-request = Request
settings-auth = Authentication
settings-cookies = Cookies and redirects
settings-tls = TLS
settings-proxy = Proxy
settings-network = Network
settings-frames = Compression and pings
settings-limits = Time-outs and limits
settings-close = Close and reconnect
setting-reset = Reset
setting-reset-about = Back to the default
setting-choose = Choose…
setting-choose-for = Choose a file: { $label }
setting-add-file = Add a file…
setting-secret-about = This is what the profile's file holds.
default-is = Default: { $value }.
default-and-range = Default: { $value }; { $least } to { $most }.
never = never
pair-on = Whether it is sent
part-url = The URL as it is sent
url-shown-about = The URL with the query below; secrets are filled in when connecting
part-query = Query parameters
part-query-about = Added to the URL and percent-encoded. A pasted query becomes rows.
query-add = Parameter
part-headers = Headers
part-headers-about = Sent in this order, one name as often as you like. Host, Origin, User-Agent, Authorization, Cookie and Sec-WebSocket-Protocol replace what Wirelark would send. Pasted lines of “Name: value” become rows.
header-add = Header
part-more = Subprotocols, Origin, User-Agent
subprotocols = Subprotocols
subprotocols-about = The preferred one first. The server may choose only one of them.
subprotocol-add = Subprotocol
origin-about = As a browser would send it. Empty: none is sent.
user-agent-about = Default: { $usual }
user-agent-usual = Wirelark's
user-agent-none = None
user-agent-own = My own
auth-about = Sent with the upgrade request. An Authorization header in the list of headers replaces it.
auth-type = Kind
auth-none = None
auth-basic = Basic
auth-bearer = Bearer
auth-api_key = API key
auth-none-about = A user and a password in the URL are sent as Basic all the same.
auth-basic-about = A user and a password (RFC 7617).
auth-bearer-about = A token (RFC 6750).
auth-api_key-about = A header or a query parameter that you name.
auth-user = User
auth-password = Password
auth-token = Token
api-key = Key
api-key-in = Where it goes
api-key-header = Header
api-key-query = Query
secret-about = The lock keeps the value out of the file: it then lives in memory until Wirelark ends.
part-secrets = Secrets
part-secrets-about = What these settings need and the profile does not hold. Values live in memory until Wirelark ends.
part-cookies = Cookies
part-cookies-about = Sent in one Cookie header. A pasted “a=1; b=2” becomes rows.
cookie-add = Cookie
cookies-keep = Cookies that a server sets
cookies-keep-on = Send them back to it after a redirect
cookies-keep-about = They last for one connection. The handshake page lists their names.
part-redirects = Redirects
part-redirects-about = Answers of 301, 302, 303, 307 and 308. Never from wss to ws; another host gets no credentials, cookies, login or client certificate.
redirects-follow = Redirects
redirects-follow-on = Follow them
redirects-max = At most, in a row
tls-unused = The URL begins with ws://, so these settings are not used. They are kept for wss://.
part-trust = Whom to trust
trust-system = { $count ->
    [one] The system's trust store: one authority. What you add here counts besides.
   *[other] The system's trust store: { $count } authorities. What you add here counts besides.
}
tls-verify = Server's certificate
tls-verify-on = Verified
tls-verify-off = Not verified
tls-verify-about = The authority, the name, the dates and the revocation lists below are checked.
tls-unverified-about = Anyone between you and the server can read and change everything. This holds for this profile alone; to trust one known certificate, add its SHA-256 below instead.
ca-files = More authorities
ca-files-about = PEM files of certificates to trust beside the system's.
pinned = Trusted certificates
pinned-about = SHA-256 of server certificates that are trusted whatever else is wrong with them. All others are verified as usual. After a failed connection the handshake page adds one by a click.
pinned-add = SHA-256
crl-files = Revocation lists
crl-files-about = PEM files. Nothing is fetched: an issuer without a list here has revoked nothing.
part-identity = Who we are
part-identity-about = Shown when the server asks for a client certificate.
client-certificate = Client certificate
client-certificate-asked = The server asked for one; there was none to show
certificate-none = None
cert-file = Certificate
cert-file-about = PEM: the certificate, then those that lead to its issuer.
key-file = Key
key-file-about = PEM, not encrypted. Empty: it is in the certificate's file.
p12-file = PKCS#12 file
passphrase = Passphrase
part-tls-more = Name and version
server-name = Server name
server-name-about = Asked for (SNI) and looked for in the certificate. Default: the URL's host.
min-version = At least
min-version-about = 1.2 and 1.3 are what there is here; older ones are not secure.
proxy-mode = Proxy
proxy-system = System
proxy-none = None
proxy-manual = Manual
proxy-system-about = What the system says, asked at each connection. Servers on this machine are reached without it.
proxy-none-about = Straight to the server.
proxy-manual-about = This one, whatever the system says.
proxy-found = For this URL the system names
proxy-found-none = For this URL the system names no proxy.
proxy-variables = Set in the environment: { $names }
proxy-no-variables = No proxy is set in the environment.
proxy-no-pac = Automatic configuration (PAC) is not read.
proxy-url = Address
proxy-kind = Kind of proxy
proxy-http-kind-about = CONNECT over HTTP, to ws:// and wss:// alike.
proxy-https-kind-about = CONNECT over TLS; the proxy's certificate is verified.
proxy-socks5-kind-about = The proxy looks names up itself.
proxy-user-about = Empty where the proxy asks for none.
proxy-unused = A Unix socket is set under Network, so no proxy is used.
no-proxy = Without it
no-proxy-about = Names (and all below them), addresses, networks such as 10.0.0.0/8, or *.
no-proxy-add = Host
part-names = Names and addresses
resolve-entries = Instead of DNS
resolve-about = HOST:PORT:ADDRESS, as curl's --resolve takes it. The name stays in the request and in TLS.
resolve-add = Entry
ip-version = Addresses
ip-any = All
ip-about = Of several addresses the next is tried when one is silent for 250 ms.
part-socket = Unix socket
part-socket-about = Connects to a socket in the file system. The URL stays ws:// and says what is asked there; no name is looked up and no proxy used.
socket-not-here = This system has no Unix sockets: a profile that names one connects only on Linux and macOS.
socket-secure = The URL begins with wss://, so TLS is spoken over the socket.
unix-socket = Path
part-compression = Compression
part-compression-about = permessage-deflate (RFC 7692). The server decides whether it is used; the handshake page says what was agreed.
compression-offer = Offer it
compression-client_no_context_takeover = Our memory
compression-client_no_context_takeover-about = We compress each message by itself.
compression-server_no_context_takeover = The server's memory
compression-server_no_context_takeover-about = The server is to compress each message by itself.
compression-client_max_window_bits = Our window
compression-server_max_window_bits = The server's window
window-any = Not limited
window-bits = { $bits } bits ({ $bytes } bytes)
part-control = Pings and pongs
control-rows = In the table
control-rows-collapsed = Collapsed
control-rows-all = All
control-rows-none = None
control-rows-collapsed-about = Each is a row until many come in a row; then one row says how many.
control-rows-all-about = Each is a row, also in a flood.
control-rows-none-about = None is a row. They are counted and answered all the same.
answer-pings = The server's pings
answer-pings-on = Answered with a pong
answer-pings-off = Not answered
answer-pings-about = Switch it off to see what the server does with a client that is silent.
part-keep-alive = Keep-alive
part-keep-alive-about = Pings that Wirelark sends by itself, to notice a server that is gone.
ping-every = Ping every
ping-every-about = Such as 20s; 100ms at least. Empty: never.
pong-within = Pong within
pong-within-about = After that the connection counts as dead.
part-timeouts = Time-outs
part-timeouts-about = Such as 500ms, 12s or 2m.
timeout-resolve = Name
timeout-resolve-about = Looking up the host's name.
timeout-connect = TCP
timeout-connect-about = Until the server, or the proxy, answers.
timeout-proxy = Proxy
timeout-proxy-about = Until the proxy lets us through.
timeout-tls = TLS
timeout-tls-about = The TLS handshake.
timeout-upgrade = Upgrade
timeout-upgrade-about = From the request's first byte to the response's last.
timeout-write = Write
timeout-write-about = How long the server may take nothing of what waits to be sent.
timeout-idle = Idle
timeout-idle-about = How long nothing may come from the server.
timeout-close = Close
timeout-close-about = From our Close frame to the end of TCP.
part-limits = Limits
part-limits-about = What is larger is refused, and the server is told so.
limit-message = Message
limit-message-about = In bytes, after inflating. Over it the connection closes with 1009.
limit-fragments = Frames of a message
limit-fragments-about = Empty ones count.
limit-write_buffer = Write buffer
limit-write_buffer-about = Bytes that wait to be sent; more waits until there is room.
limit-header = Head of an answer
limit-header-about = In bytes, of the server's and of a proxy's.
limit-header_fields = Fields in it
limit-header_fields-about = Headers of one answer.
part-close = The Close frame
part-close-about = What “Disconnect” sends.
close-code = Code
close-reason = Reason
close-meaning = { $meaning }.
close-reason-about = { $bytes } of 123 bytes.
part-reconnect = Reconnect
part-reconnect-about = For a connection that is lost: not after “Disconnect”, nor where the server refused us or said that it is done, as with 1000.
reconnect = Reconnect
reconnect-on = Connect again by itself
reconnect-first = First wait
reconnect-first-about = It doubles with each attempt; chance shortens each wait, to the half at most.
reconnect-longest = Longest wait
reconnect-attempts = Attempts in a row
reconnect-send = Then send
reconnect-send-about = After the login, in this order.
reconnect-send-add = Add a saved message…
reconnect-no-messages = The profile has no saved messages yet.
reconnect-unknown = There is no saved message named { $name }.

## The line under the URL
summary = What differs from the defaults
summary-about = Open this setting
differs-query = { $count ->
    [one] One parameter
   *[other] { $count } parameters
}
differs-headers = { $count ->
    [one] One header
   *[other] { $count } headers
}
differs-subprotocols = Subprotocol { $names }
differs-origin = Origin { $origin }
differs-user-agent = User-Agent
differs-auth-basic = Basic
differs-auth-bearer = Bearer
differs-auth-api_key = API key
differs-cookies = { $count ->
    [one] One cookie
   *[other] { $count } cookies
}
differs-cookies-kept = Cookies kept
differs-redirects = Follows redirects
differs-unverified = Certificate not verified
differs-ca-files = { $count ->
    [one] One CA file
   *[other] { $count } CA files
}
differs-client-certificate = Client certificate
differs-server-name = Server name { $name }
differs-only-13 = TLS 1.3 only
differs-crl-files = { $count ->
    [one] One revocation list
   *[other] { $count } revocation lists
}
differs-pinned = { $count ->
    [one] One trusted certificate
   *[other] { $count } trusted certificates
}
differs-no-proxy = No proxy
differs-proxy = Proxy { $proxy }
differs-resolve = { $count ->
    [one] One address instead of DNS
   *[other] { $count } addresses instead of DNS
}
differs-ip-4 = IPv4 only
differs-ip-6 = IPv6 only
differs-unix-socket = Socket { $path }
differs-compression = Compression offered
differs-rows-all = Every ping in the table
differs-rows-none = No pings in the table
differs-no-pong = Pings not answered
differs-keep-alive = Ping every { $every }
differs-timeouts = { $count ->
    [one] One time-out
   *[other] { $count } time-outs
}
differs-limits = { $count ->
    [one] One limit
   *[other] { $count } limits
}
differs-close = Close { $code }
differs-reconnect = Reconnects

## Handshake
handshake = Handshake
handshake-none = There is no handshake: nothing was tried yet, or this transcript kept none.
handshake-which = Which connection
handshake-number = Connection { $number } of { $count }
handshake-copy = Copy as text
handshake-request = Request
handshake-response = Response
handshake-way = Connection
handshake-peer = Connected to
handshake-addresses = Addresses
handshake-tries = Tried
subprotocol = Subprotocol
extensions = Extensions
extensions-none = none: messages are not compressed
compressed-ours = ours with a window of { $bits } bits
compressed-ours-alone = ours with a window of { $bits } bits, each by itself
compressed-theirs = the server's with { $bits } bits
compressed-theirs-alone = the server's with { $bits } bits, each by itself
cookies-set = Cookies set
timings = Time
timings-total = { $total } in all
phase-resolving = DNS
phase-connecting = TCP
phase-proxy = Proxy
phase-tls = TLS
phase-upgrading = Upgrade
hop-number = { $number } of { $count }
masked-about = A secret: it was sent, and is not shown
via-profile = from this profile
via-system = from the system
proxy-request = Request to the proxy
proxy-response = The proxy's answer
tls-server = TLS with the server
tls-proxy = TLS with the proxy
tls-version = Version
tls-cipher = Cipher
trust-verified = Verified
trust-pinned = Trusted by its SHA-256
trust-unverified = Not verified
trust-refused = Not accepted
chain-none = The server showed no certificate.
certificate-unnamed = without a subject
certificate-server = the server's
certificate-self = self-issued
certificate-issuer = Issuer
certificate-names = Names
certificate-no-names = none: it is for no host
certificate-validity = Validity
certificate-key = Key
certificate-serial = Serial number
validity-valid = { $days ->
    [one] one day left
   *[other] { $days } days left
}
validity-soon = { $days ->
    [0] ends today
    [one] only one day left
   *[other] only { $days } days left
}
validity-expired = { $days ->
    [0] ended today
    [one] ended one day ago
   *[other] ended { $days } days ago
}
validity-early = { $days ->
    [0] begins today
    [one] begins in one day
   *[other] begins in { $days } days
}
warning-certificate_unverified = The server's certificate was not verified.
warning-connection_list = The Connection header holds more than Upgrade. That is allowed, but some clients refuse it.
warning-subprotocol_ignored = The server chose none of the subprotocols that we offered.
warning-credentials_withheld = This is another host: no credentials, cookies, login or client certificate went there.
notice-sha256 = The SHA-256 was copied.
notice-pem = The certificate was copied.
notice-handshake = The handshake was copied; secrets are masked in it.
show-certificate = Show the certificate
show-handshake = Show the handshake
show-setting = Open the setting
trust = Trust this certificate for this profile
trust-about = Compare its SHA-256 with what the server's owner tells you. Then exactly this certificate is accepted, for this profile alone, whatever is wrong with it.
trusted = Trusted for this profile
trusted-about = It holds from the next connection on. Save the profile to keep it.
connect-again = Connect again

## Verification switched off
unverified = Not verified
unverified-about = The server's certificate is not verified: anyone between can read and change everything
unverified-ask = Connect without verification?
unverified-ask-about = The profile { $name } says that nobody is to look at the server's certificate. Anyone between you and the server could then read and change everything, passwords too.
unverified-ask-remember = What you confirm is remembered for this profile and this server, on this machine alone.
unverified-go = Connect without verification
unverified-check = Verify it, and connect
error-unverified_unconfirmed = This profile does not verify the server's certificate, and nobody has confirmed that.
    .try = Confirm it, or switch the verification on.
key-settings = Connection settings
key-handshake = Handshake
dialog-open-authorities = Certificates to trust
dialog-open-revocations = Revocation list
dialog-open-certificate = Client certificate
dialog-open-key = Key of the client certificate
dialog-open-pkcs12 = PKCS#12 file
dialog-open-socket = Unix socket
dialog-kind-pem = Certificates (PEM)
dialog-kind-crl = Revocation lists
dialog-kind-key = Keys (PEM)
dialog-kind-pkcs12 = PKCS#12
