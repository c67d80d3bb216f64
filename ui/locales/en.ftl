### Wirelark in English. zh-CN.ftl has the same identifiers; a test holds both to it.

## The window's parts
profiles = Profiles
connection = Connection
compose = What to send
messages = Messages
details = Details
status = Statistics
splitter = Resize the details
splitter-sidebar = Width of the list of profiles
splitter-compose = Width of login, services and message
sidebar-show = Show the list of profiles
sidebar-fold = Hide the list of profiles
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
menu-profile = Profile
menu-transcript = Transcript
menu-view = View
menu-help = Help
palette = Find a command
palette-hint = A few letters of a command, in English, Chinese or pinyin initials
palette-none = No command matches.
profile-switch = Go to a profile
profile-switch-hint = A few letters of a profile’s name or URL
profile-switch-none = No profile matches.
profile-share = Share profile…
show-in-folder = Show in folder
send-message = Send the message
run-scenario = Run the scenario
go-to-url = Go to the URL
filter-messages = Filter messages
find-next-match = Next match
find-previous-match = Previous match
next-fault = Next fault
previous-fault = Previous fault
clear-messages = Clear the messages
tab-next = Next tab
tab-previous = Previous tab
times-utc = Times in UTC
zoom-in = Zoom in
zoom-out = Zoom out
region-next = Next region of the window
region-previous = Previous region of the window
language-en = English
language-zh = 简体中文
menu = Menu
sent = Sent
received = Received

## Profiles
profiles-search = Find a profile
profiles-none = No profiles yet. A new one needs only a name and a URL.
profiles-none-found = No profile has this in its name or URL.
profile-untitled = New profile
profile-live = connected
profile-dirty = Unsaved changes
profile-unsaved = Not saved yet
profile-show = Show
profile-copy-of = { $name } copy

## Demo server
demo = Demo server
demo-about = A local server that speaks the original script's protocol.
demo-start-about = Start the server without connecting
demo-connect-about = Start the server where it does not run, and connect to it
try-demo = Try the demo server
try-demo-about = One click starts a server on this machine, connects and logs in. Nothing leaves your computer.

## First run
welcome = See, drive and check WebSocket servers
welcome-about = Connect, log in, send text or binary messages, and watch every reply arrive, with every byte recorded.
welcome-url = Your own server: type its URL above and press Enter. That is all it needs.
welcome-example = Open the original script's profile
welcome-new = New profile

## Menu
language = Language
theme = Theme
theme-light = Light
theme-dark = Dark
open-logs = Open the log folder
open-transcripts = Open the transcript folder
open-transcript = Open transcript…
file-viewed = Transcript { $name }
file-close = Close transcript
shortcuts = Keyboard shortcuts
about = About Wirelark
about-text = A desktop tool to see, drive and check WebSocket servers. No account, no telemetry.
about-copy = Copy the version
about-logs = Logs
about-transcripts = Transcripts

## The menu bar on macOS, in the system's words
menu-app = Wirelark
menu-file = File
menu-edit = Edit
menu-window = Window
menu-services = Services
menu-hide = Hide Wirelark
menu-hide-others = Hide Others
menu-show-all = Show All
menu-quit = Quit Wirelark
menu-redo = Redo
menu-cut = Cut
menu-paste = Paste
menu-select-all = Select All
menu-full-screen = Toggle Full Screen
menu-minimize = Minimize
menu-zoom = Zoom
menu-bring-all-to-front = Bring All to Front

## If the app cannot start, in a message box
startup-failed = Wirelark cannot start.
startup-webview-missing = Wirelark needs the Microsoft Edge WebView2 Runtime, which is not installed. Install it from https://developer.microsoft.com/microsoft-edge/webview2/ and start Wirelark again.
startup-webview-old = Wirelark needs a newer Microsoft Edge WebView2 Runtime than the one that is installed. Install it from https://developer.microsoft.com/microsoft-edge/webview2/ and start Wirelark again.

## Connection
url = Server URL
for-example = e.g. { $value }
url-placeholder = e.g. ws://127.0.0.1:9000/
connect = Connect
disconnect = Disconnect
run = Run “{ $name }”
run-which = Choose what to run
run-stop = Stop “{ $name }”
state-file = File
state-idle = Disconnected
state-resolving = Resolving
state-connecting = Connecting
state-proxy = Connecting to the proxy
state-tls = TLS handshake
state-upgrading = Upgrading
state-open = Open
state-login-sent = Open, login sent
state-logging-in = Logging in
state-loggedIn = Logged in
state-closing = Closing
state-waiting-for = Reconnecting in { $seconds } s
state-attempt = (attempt { $attempt } of { $of })
connect-now = Connect now
connect-now-about = Reconnect now instead of waiting
lost = Connection lost. { $how }
lost-1006 = It ended without a Close frame (1006).
state-closed = Closed
state-closed-code = Closed { $code }
state-failed = Failed
state-failed-for = { $why ->
    [refused] Failed: refused
    [http] Failed: HTTP { $status }
    [tls] Failed: TLS
    [dns] Failed: host not found
    [timeout] Failed: timed out
    [proxy] Failed: proxy
    [redirect] Failed: redirect
    [upgrade] Failed: not a WebSocket
   *[tcp] Failed: no connection
}
url-use = Use { $url }
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
farewell-known = Named codes
farewell-other = Other
farewell-reason = Reason
farewell-forbidden = An endpoint may send 1000–1003, 1007–1014 and 3000–4999. “Misbehave” in the menu can send any other code.
farewell-count = { $count } of { $most } bytes
farewell-long = Too long for a Close frame.
close-code-1000 = Normal closure
close-code-1001 = Going away
close-code-1002 = Protocol error
close-code-1003 = Unsupported data type
close-code-1004 = Reserved, no meaning defined
close-code-1005 = No close code received
close-code-1006 = Connection ended without a Close frame
close-code-1007 = Data does not match its type (such as text that is not UTF-8)
close-code-1008 = Policy violation
close-code-1009 = Message too big
close-code-1010 = A required extension is missing
close-code-1011 = Internal server error
close-code-1012 = Server is restarting
close-code-1013 = Try again later
close-code-1014 = Bad gateway
close-code-1015 = TLS handshake failed
close-code-private = Private code of the application
close-code-registered = Code registered with IANA
close-code-reserved = Reserved for the protocol, no meaning defined yet
close-code-none = Not a close code
closed-no-code = The Close frame carried no code, which 1005 stands for.
closed-forbidden = (RFC 6455 does not allow this code on the wire.)
closed-unanswered = The server did not answer Wirelark's Close: TCP ended, or the close timeout expired (1006).
closed-aborted = Aborted: TCP was dropped without a Close (1006).
closed-broken = The connection ended without a Close frame (1006). Connect again; if it happens again, check the server's log.
send-more = More ways to send
send-ping = Send as ping
send-pong = Send as pong
send-control-about = A control frame holds at most { $most } bytes; this one has { $size }.
send-control-long = { $size } bytes do not fit in a control frame; the limit is { $most }.
misbehave = Misbehave…
misbehave-title = Break the protocol on purpose
misbehave-about = What is sent here breaks RFC 6455, to show how a server reacts. Use it only on servers you are allowed to test. Nothing is sent until you click.
misbehave-kind = Action
misbehave-group-messages = Messages
misbehave-group-frames = Frames
misbehave-group-control = Control frames and Close
misbehave-group-connection = Connection and raw bytes
misbehave-preview = On the wire
misbehave-nothing = Nothing is sent.
misbehave-send = Send
misbehave-do = Run
misbehave-sent = Recorded as row { $row }.
misbehave-step = Copy as a scenario step
misbehave-step-about = JSON for a scenario's steps in the profile
notice-step-copied = Copied as a scenario step
act-text_as_binary = Text in a binary message
act-text_as_binary-about = The bytes of a text, sent with the binary opcode. The protocol allows it; most applications do not expect it.
act-binary_as_text = Bytes in a text message
act-binary_as_text-about = Text must be UTF-8. If these bytes are not, a server closes with 1007.
act-invalid_utf8 = Text that is not UTF-8
act-invalid_utf8-about = Valid text with invalid bytes in it. A server closes with 1007.
act-fragments = Fragmented message
act-fragments-about = A message split into frames of the sizes you choose, with control frames between them. This is allowed, and servers get it wrong.
act-interrupted = Message inside another
act-interrupted-about = The first frame of one message, then a complete second message. A server closes with 1002.
act-continuation = Continuation without a start
act-continuation-about = A continuation frame when no message is open. A server closes with 1002.
act-wrong_length = Wrong length
act-wrong_length-about = If the header claims too much, the server waits and takes what follows as payload. If it claims too little, the server takes the rest for frames.
act-reserved_bits = Reserved bits
act-reserved_bits-about = RSV1 to RSV3 have no meaning unless an extension was negotiated. A server closes with 1002.
act-reserved_opcode = Reserved opcode
act-reserved_opcode-about = An opcode that RFC 6455 reserves for later. A server closes with 1002.
act-unmasked = No mask
act-unmasked-about = A client must mask every frame. A server closes with 1002.
act-wrong_mask = Wrong mask
act-wrong_mask-about = Masked with a different key than the header says: the server sees other bytes, and text is rarely UTF-8 then.
act-oversized_control = Control frame too large
act-oversized_control-about = A control frame may have at most 125 bytes. A server closes with 1002.
act-fragmented_control = Fragmented control frame
act-fragmented_control-about = A control frame must not be fragmented. A server closes with 1002.
act-close = Close with any code
act-close-about = Also 1005, 1006 or 65535, a reason that is too long, or no code at all. Nothing is sent after it; Wirelark waits for the server's Close.
act-close_bytes = Close with any bytes
act-close_bytes-about = Such as a single byte, half a code. Nothing is sent after it.
act-no_pong = Stop sending pongs
act-no_pong-about = Pings on this connection are no longer answered. A server that checks with pings takes the client for dead.
act-half_close = Half-close
act-half_close-about = Ends the sending side of TCP (FIN) without a Close. What the server sends is still read; nothing more can be sent.
act-raw = Raw bytes
act-raw-about = Exactly these bytes: no header, no mask. What follows may be read as part of them.
act-field-text = Text
act-field-hex = Bytes
act-field-bad = Bytes that are not UTF-8
act-field-content = Payload
act-as-text = Text
act-as-hex = Bytes
act-field-claims = Length in the header
act-claims-number = Enter a whole number of bytes.
act-field-sizes = Sizes
act-sizes-number = Enter whole numbers separated by commas, such as 1, 2, 100.
act-field-between = Between them
act-between-none = Nothing
act-field-bits = Bits
act-field-opcode = Opcode
act-field-control = Control frame
act-field-size = Payload bytes
act-size-number = Enter a whole number of bytes.
act-field-code = Code
act-code-number = 0 to 65535, or empty for a Close without a code.
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
frame-came = ({ $count } present)
frame-masked = mask { $key }
frame-unmasked = no mask
frame-head = header, { $count } bytes
frame-rest = { $count } bytes, not a complete header
other-connected = The table shows “{ $name }”, which stays connected until you connect this profile.
refusal = Server response
refusal-empty = (no body)

## Automatic replies and heartbeats
replies-and-heartbeats = Replies & heartbeats
replies-none = Answer messages automatically, or send one at an interval, to keep a session alive.
replies-edit = Edit…
replies-on = Send automatically
replies-sent = Sent: { $replies } replies, { $heartbeats } heartbeats
replies-skipped = ({ $count } not sent in all)
replies = Replies
replies-about = When a received message passes the filter, this message is sent. In it {"{{"}received.field.id{"}}"} stands for a field of the received message; {"{{"}received.text{"}}"}, {"{{"}received.size{"}}"} and {"{{"}received.code{"}}"} work too.
reply-when = When received (filter)
reply-send = Send
reply-after = After
reply-at-once = at once
reply-times = Times
reply-always = always
reply-add = Add a reply
heartbeats = Heartbeats
heartbeats-about = Sent again and again while connected, once logged in.
heartbeat-every = Every
heartbeat-add = Add a heartbeat
message-own = This message:
message-own-packed = A packed message; edit it in the profile's file, or save it as a message and choose that.
body-text = Text
body-json = JSON
body-hex = Hex

## Login
login = Login
none-here = none
login-none = No login. If the server wants one first, add its fields.
login-add = Add a field
login-on-connect = Send on connect
login-send = Send login
login-again = Send again
login-sent = sent
login-waiting = waiting for the reply…
login-refused = refused
login-reply = Logged in when
login-reply-any = any reply
login-reply-short = { $code } within { $within }
login-reply-about = The first reply that passes the filter, or has this code, means “logged in”. Leave both empty to skip waiting.
login-reply-filter = Filter
login-refused-when = Refused when (filter)
login-kind = What the login sends
login-kind-fields = A JSON object of fields
login-kind-messages = Messages of any kind
login-messages-count = { $count ->
        [one] One message or reply to wait for.
       *[other] { $count } messages and replies to wait for.
    }
login-messages = Login messages
login-messages-about = Sent in this order after connecting, and again after each reconnect. Where a reply is expected, the next message waits for it; the last one is answered as “Logged in when” says.
login-message-add = Add a message
login-expect = Then wait for (filter)
login-expect-none = nothing
login-only-waits = (sends nothing)
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
field-secret-placeholder = asked for when connecting
secret-ask = Enter the value of { $name } and press Enter.
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
service-name = name, then Enter
service-remove = Remove { $name }

## Message
message = Message
message-type = Message type
message-text = Text
message-json = JSON
message-hex = Hex
message-text-placeholder = Type a message. ↑ recalls earlier ones.
message-json-placeholder = e.g. {"{"}"command": 2{"}"}
message-hex-placeholder = e.g. 02 00 00 00 5b 5d
message-save = Add to Saved messages
json-style = JSON style
style-compact = compact
style-python = Python
style-typed = as typed
send = Send
send-closed = Connect first
reply = Reply
reply-waiting = waiting for a reply…
reply-none = no reply so far
saved = Saved messages
saved-none = No saved messages yet. “Add to Saved messages” above keeps the message you typed.
saved-send = Send “{ $name }”
saved-unnamed = (no name)
saved-edit = Put into the message box
message-packed = Packed
message-file = File
message-file-path = Path of the file to send
message-file-choose = Choose…
message-file-as = Kind of message
message-file-about = Read when the message is sent, up to 1 GiB. Relative to the profile’s folder.
insert = Insert a variable or a generator
paste = Paste and recognise
line-ends-lf = LF
line-ends-lf-about = Lines end with LF.
line-ends-crlf = CR LF
line-ends-crlf-about = Lines end with CR LF.
line-ends-cr = CR
line-ends-cr-about = Lines end with CR.
line-ends-mixed = mixed
line-ends-mixed-about = Lines end in different ways.
line-ends-change = Click to end all lines with { $to }.
escapes = Escapes
escapes-off-about = Escapes are off: a backslash is sent as a backslash. Click so that \n, \r, \t, \0, \e, \x1e and \u{"{"}2028{"}"} stand for characters.
escapes-on-about = Escapes are on: \n, \r, \t, \0, \e, \x1e and \u{"{"}2028{"}"} stand for characters, \\ for a backslash, \{"{"} for a brace. Click to send backslashes as they are.
terminator-off = no terminator
terminator-on-about = { $end } is sent after the text. Click to leave it out of this message.
terminator-off-about = This message ends without the profile’s terminator { $end }. Click to send it.
invisible = Invisible: { $names }
paste-about = Paste: recognises Python, hex, C arrays, base64 and more
editing = Editing “{ $name }”
editing-end = Start a new message
saved-update = Update saved message
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
fields-too-many = Only the first { $count } fields are shown.
field-length = Number of bytes
field-range = { $low } to { $high }
field-value-of = Value of { $name }
field-labels = Labels of { $name }
field-computed = computed
field-from-bits = from the bits
bit = bit { $bit }
bits = bits { $from }–{ $to }
layout = Layout
layout-none = none: use the format
tail = Tail
tail-type = Content after the fields
tail-none = none
tail-text = text
tail-json = JSON
tail-hex = hex
tail-services = chosen services
tail-items = items
tail-text-placeholder = text
tail-json-placeholder = e.g. ["first", "test"]
tail-hex-placeholder = e.g. 5b 5d
tail-services-about = As a JSON list: { $names }
item = Item { $number }
item-add = Item
item-remove = Remove item { $number }
wire-label = Bytes on the wire, { $size } in all
wire-more = … { $count } more
wire-asked = Asked for when sending: { $names }
python-copy = Copy as a line of Python
paste-taken = { $count ->
    [one] Recognised as { $what }
   *[other] Recognised as { $what }, { $count } messages
}
paste-use-packed = Use as packed message
paste-use = Use as { $type }
paste-keep-all = { $count ->
    [one] Save { $count } message
   *[other] Save { $count } messages
}
paste-text = Keep as text
paste-others = Other interpretations
paste-as = As { $what }
taken-python = Python
taken-python_bytes = Python bytes
taken-python_pack = Python struct.pack
taken-python_json = Python json.dumps
taken-json = JSON
taken-hex = hex
taken-byte_list = byte list
taken-decimal_bytes = decimal bytes
taken-escapes = escaped bytes
taken-base64 = base64
taken-data_url = data URL
taken-text = text
repeat = Repeat…
repeat-times = Times
repeat-endless = until stopped
repeat-every = Every
repeat-start = Start
repeat-going = { $sent } sent
repeat-going-of = { $sent } of { $times } sent
repeat-done = { $sent } sent.
repeat-closed = The connection closed; { $sent } sent.
variables = Variables
variables-edit = Variables…
variables-about = { "{{name}}" } in the URL, the login and messages is replaced by the value. Wirelark asks for values that are missing.
variables-asked = Entered when asked; kept until the window closes
variable-add = Add a variable
variable-forget = Forget { $name }
variable-bad-name = A name starts with a letter, followed by letters, digits, _ . or -
variable-generator = This is the name of a generator.
variable-twice = This name is used twice.
ask-variables = Values needed
unknown-keys =
    { $count ->
        [one] One key in this profile's file is not known to this version and has no effect; it stays in the file:
       *[other] { $count } keys in this profile's file are not known to this version and have no effect; they stay in the file:
    }
ask-secret = Secret needed
ask-secret-server = For “{ $name }”. It will be sent to
ask-variables-about = Kept until the window closes and never written to a file.
ask-go = Continue
generators = Generators
generator-counter = 1, 2, 3 …
generator-counter-name = a counter of its own
generator-unix = time, s
generator-unix_ms = time, ms
generator-unix_us = time, µs
generator-uuid = a new one each time
generator-random = random in a range
generator-length = length of the tail in bytes
generator-literal-name = sent as { "{{name}}"}, not filled in
saved-more = More for { $name }
saved-repeat = Send 10 times, every 500ms
saved-group-item = Group…
saved-group-name = Group (empty for none)
saved-key = Shortcut…
saved-key-of = Shortcut for “{ $name }”
saved-key-none = none
key-conflict = “{ $name }” already uses this shortcut

## Table
table = Messages
tools = Message tools
find = Find in the rows shown
find-scanning = Searching
find-hits = { $count ->
    [one] { $count } message found
   *[other] { $count } messages found
}
filter-clear = Clear filter
follow = Follow
follow-about = Follow the newest message
tools-more = More tools
clear = Clear
clear-about = Empty the table; the recording keeps everything
fresh = { $count } new
column-row = #
column-time = Time
column-direction = Direction
column-kind = Kind
column-size = Size
column-wire = Wire size
column-code = Code
column-preview = Preview
kind-text = text
kind-binary = binary
kind-ping = ping
kind-pong = pong
kind-close = close
kind-marker = event
kind-raw = raw
joined-rows = rows { $first }–{ $last }
joined-part = part of { $first }
joined-begins = first part
too-short = too short
rows-selected = { $count ->
    [0] No row selected
    [one] { $count } row selected
   *[other] { $count } rows selected
}
empty-idle = Not connected
empty-idle-about = Connect to this profile's server, or try everything on the demo server first.
empty-connecting = Connecting…
empty-open = Connected. No messages yet.
empty-open-about = Messages you send and receive appear here.
empty-cleared-about = Earlier messages are cleared from view; new ones appear here.
empty-searching = Searching…
empty-filter = No messages match
empty-filter-about = No messages match “{ $text }”. New matches will appear here.

## Details
details-none = Select a message to see its content.
details-empty = This message is empty.
details-beside = Put the details to the right
details-below = Put the details below
details-whole = Whole message
details-no-room = The window is too narrow for details to the right
details-fold = Fold the details
details-unfold = Show the details
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
received-about = Messages received from the server
stored-about = Messages written to the transcript file (sent and received)
shown-about = Rows in the table now
lost-about = Messages sent or received that could not be stored
count-faults = faults in rows:
count-faults-so-far = faults so far, in rows:
faults-about = Rows with a fault. Click to show only these; F8 goes to the next one.
rate = { $rate } msg/s
bytes-about = Payload bytes received; the transcript file has { $file }
delay = reply { $delay }
delay-about = From the last message sent to its reply
elapsed-about = Time since the connection opened
limited = The disk is slower than the server: reading waits, nothing is lost
spoken = { $received ->
    [one] { $received } message received
   *[other] { $received } messages received
}

## Notes
notice-saved = Saved “{ $name }”
notice-drafts = Unsaved work from last time is back.
notice-drafts-without = Unsaved work from last time is back. Login values and passwords are not kept in drafts: enter them again.
notice-exported = Copied to { $path }
notice-deleted = Deleted “{ $name }”
send-again = Send again
into-box = Put into the message box
keep-row = Save as a message
notice-sent-again = Row { $row } was sent again
notice-in-box = Row { $row } is in the message box
key-into-box = Put the selected row into the message box
error-row_too_long = { $size } bytes are too many for this: { $most } at most.
    .try = Save the payload to a file.
error-row_not_sendable = Only text, binary, ping and pong rows can be sent again.
show-context = Show in context
show-context-about = Show all rows, with this one among them
key-context = In filtered rows: show the selected one among all
notice-context = All rows are shown; the filter was “{ $filter }”
notice-unlisted = Removed “{ $name }” from the list; the file stays where it is
notice-in-history = The earlier messages are in History
notice-cleared = { $count ->
    [one] Cleared { $count } message
   *[other] Cleared { $count } messages
}
notice-copied = Copied { $size }
notice-copied-compact = Copied { $size } on one line: indented, it would be too long
notice-copied-rows = { $count ->
    [one] Copied { $count } row
   *[other] Copied { $count } rows
}
notice-copied-report = { $count ->
    [one] Copied a report on { $count } row. It holds the messages around it: check it for secrets before you share it.
   *[other] Copied a report on { $count } rows. It holds the messages around them: check it for secrets before you share it.
}
notice-message-kept = Added “{ $name }” to Saved messages. Save the profile to keep it.
notice-updated = Updated “{ $name }”. Save the profile to keep it.
notice-python = Copied the line of Python
notice-pasted = Put into the message box: { $what }
notice-pasted-many = { $count ->
    [one] Added { $count } saved message. Save the profile to keep it.
   *[other] Added { $count } saved messages. Save the profile to keep them.
}
notice-clipboard-empty = The clipboard has no text.
notice-key-moved = { $key } now sends “{ $to }”, no longer “{ $from }”

## Keys
key-send = Send the message
key-saved = Send the saved message with this shortcut
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
key-sidebar = Show or hide the list of profiles
key-compose = Show or hide login, services and message
key-zoom = Zoom in or out (also { $key } and the wheel)
key-zoom-back = Actual size
key-history = In the message box: earlier messages
key-ends = First message; newest message, and follow
key-select = Select rows
key-copy = Copy the selected rows
key-column = Width of the column chosen with ← →
key-help = Keyboard shortcuts

## Errors: what happened, and .try what to do
error-url_invalid = This is not a URL.
    .try = Write it like ws://127.0.0.1:9000/ or wss://example.com/path.
error-url_scheme = Only ws:// and wss:// URLs can be connected to.
    .try = Use ws:// instead of http://, and wss:// instead of https://.
error-url_missing_host = The URL has no host.
    .try = Put the server's name or address after ws://, as in ws://127.0.0.1:9000/.
error-secret_missing = The secret { $name } has no value.
    .try = Enter it; it stays in memory and is never written to a file.
error-resolve_failed = The host name { $host } was not found.
    .try = Check the spelling, and whether this machine is on a network or VPN that knows the name.
error-resolve_timeout = Resolving the host name took longer than { $seconds } s.
    .try = Check the network and its DNS server, or use an IP address.
error-connect_refused = Connection refused: nothing is listening on { $address }.
    .try = The machine answers, but no server uses this port. Start the server, or check the port in the URL.
error-connect_failed = The TCP connection failed.
    .try = Check the address and port, and whether a firewall is in between. ({ $detail })
error-connect_timeout = { $peer } did not answer within { $seconds } s.
    .try = Check the address; a firewall may drop the packets silently. The “{ $setting }” timeout can be changed.
error-tls_failed = The TLS handshake failed.
    .try = { $why ->
            [long_chain] The server's certificate chain is longer than the limit of 64 KiB.
            [alert] The server refused the handshake with the alert { $what }.
            [hung_up] The server ended the connection during the handshake. Does it speak TLS on this port?
           *[other] No TLS version or cipher suite in common. ({ $what })
        }
error-tls_not_tls = { $host } does not speak TLS on this port.
    .try = Use ws:// instead of wss://, or the server's TLS port.
error-tls_timeout = The TLS handshake with { $peer } took longer than { $seconds } s.
    .try = The server on this port may not speak TLS: try ws://.
error-tls_unknown_issuer = The certificate of { $host } comes from an issuer this machine does not trust ({ $issuer }).
    .try = Look at the certificate. Add its issuer's certificate under TLS or to the system's trust store, or trust only this one.
error-tls_expired = The certificate of { $host } expired on { $limit }; this machine's clock says { $now }.
    .try = Check this machine's clock, then have the certificate renewed.
error-tls_wrong_host = { $names ->
    [none] The certificate names no host, so it is not valid for { $host }.
   *[other] The certificate is for { $names }, not for { $host }.
}
    .try = { $names ->
            [none] Only its subject names a host ({ $subject }), which clients no longer accept: have it reissued.
           *[other] Use one of these names in the URL, or enter it as the server name under TLS.
        }
error-upgrade_refused = The server responded with HTTP { $status } instead of 101 Switching Protocols.
    .try = { $kind ->
            [redirect] It redirects to { $location }: use that URL, or follow redirects.
            [auth] The server requires authentication: choose a method.
            [forbidden] The server refused the request. It may require another Origin, credentials or a header. The response below may say which.
            [missing] There is nothing at this path: check it in the URL.
            [proxy] A proxy in between requires a user and a password.
            [request] Something is missing in the request, such as a subprotocol or a header; the response below may say what.
            [server] The server, or a gateway in front of it, has failed: look at its log.
           *[other] Check the path in the URL; the response below may say what is missing.
        }
error-upgrade_timeout = { $peer } did not answer the WebSocket upgrade within { $seconds } s.
    .try = The server on this port may not speak HTTP, or it is stuck.
error-upgrade_malformed = The server's response to the upgrade is not valid HTTP.
    .try = Check that this is the WebSocket server's port. ({ $what })
error-upgrade_not_http = { $speaks ->
    [tls] This port speaks TLS, not HTTP.
    [http2] This port speaks HTTP/2, over which Wirelark does not support WebSocket.
   *[other] The server does not speak HTTP: it { $what }.
}
    .try = { $speaks ->
            [tls] Use wss:// instead of ws://.
            [http2] Use a port that speaks HTTP/1.1.
           *[other] Another kind of server may be listening on this port.
        }
error-upgrade_bad_accept = The server's Sec-WebSocket-Accept does not match the request.
    .try = A proxy may have responded for the server, or the server's WebSocket implementation is wrong.
error-connection_lost = { $within ->
    [head] The server ended TCP (FIN) inside a frame header, without a Close.
    [payload] The server ended TCP (FIN) in the middle of a frame: { $got } of { $of } bytes had arrived.
   *[none] The server ended TCP (FIN) without a Close frame.
  }
    .try = The server may have stopped, or something in between closed the connection. Connect again.
error-connection_reset = { $within ->
    [head] The connection was reset (RST) inside a frame header.
    [payload] The connection was reset (RST) in the middle of a frame: { $got } of { $of } bytes had arrived.
   *[none] The connection was reset (RST) by the other side.
  }
    .try = The server process may have crashed or refused the message: look at its log.
error-protocol_violation =
    { $rule ->
        [masked] The server masked a frame, which only clients may do.
        [reserved_bits] The server set a reserved bit that no extension uses.
        [reserved_opcode] The server used a reserved opcode.
        [fragmented_control] The server fragmented a control frame.
        [long_control] The server sent a control frame of more than 125 bytes.
        [nothing_to_continue] The server sent a continuation frame when no message was open.
        [new_within] The server started a new message inside another.
        [compressed_within] The server set RSV1 (compressed) on a frame other than a message's first.
        [inflate] A compressed message from the server cannot be inflated: { $what }
        [not_utf8] The server broke the WebSocket protocol: { $what }
       *[other] The server broke the WebSocket protocol: { $what }
    }
    .try =
    { $frame ->
        [none] Wirelark closed with { $code }. The last rows show what was received.
       *[other] Wirelark closed with { $code }. The frame: { $frame }. Its bytes are in the last rows.
    }
error-message_too_big = A message of { $size } bytes is over the limit of { $limit }.
    .try = Wirelark closed with 1009. Ask for smaller messages, or have the server split them.
error-too_many_fragments = A message has more than the limit of { $limit } fragments.
    .try = Wirelark closed with 1009. connection.limits.fragments raises the limit.
error-write_timeout = The server accepted no data for { $seconds } s: { $unsent } bytes are unsent.
    .try = It may be stuck, or the network failed. The timeout is connection.timeouts.write.
error-idle_timeout = Nothing came from the server for { $seconds } s.
    .try = The timeout is connection.timeouts.idle.
error-pong_timeout = No pong arrived within { $seconds } s of the last ping; the last byte was received { $silence } s ago.
    .try = The server or the network is gone. connection.keep_alive sets how often Wirelark pings.
error-control_too_long = A ping or a pong holds at most 125 bytes.
    .try = { $detail }
error-upgrade_compression = The server's response to permessage-deflate cannot be used: { $what }
    .try = It responded { $chosen } to { $offered } (RFC 7692 section 7.1). Connect without compression, or fix the server.
error-login_refused = { $by ->
        [message] The server refused the login: { $reply }
       *[close] The server refused the login: { $code } { $reason }
    }
    .try = Check the login; the last reply in the table says why.
error-login_timeout = { $by ->
        [filter] No reply that matches { $filter } came within { $seconds } s of the login.
       *[code] No reply with code { $code } came within { $seconds } s of the login.
    }
    .try = { $by ->
        [filter] Check the filter and the time under “Logged in when”.
       *[code] Check the code and the time under “Logged in when”.
    }
error-login_reply_empty = Nothing says which reply means “logged in”.
    .try = Give it a code or a filter.
error-login_refused_alone = “Refused when” counts only while the login waits for a reply.
    .try = Say under “Logged in when” which reply it waits for.
error-login_sends_nothing = The login sends no message.
    .try = Add a message to send.
error-message_unknown = There is no saved message named “{ $name }”.
    .try = Choose another message, or save one by this name.
error-received_name = “{ $name }” is no value of a received message.
    .try = Write received.text, received.size, received.code or received.field. and a path; a heartbeat has no received message.
error-list_too_long = There are { $count } entries; { $limit } are allowed.
    .try = Remove some of them.
error-reply_value_missing = A reply was not sent: the received message has no { $name }.
    .try = Let the reply's filter ask for it, such as { $name }:*
error-reply_pending_full = A reply was not sent: { $count } replies wait already.
    .try = Narrow the filter, or shorten the delay.
error-automatic_not_sent = A reply or heartbeat was not sent: { $what }
    .try = Check it under Replies and heartbeats.
error-not_connected = Not connected.
    .try = Connect first.
error-closed = The connection is closed.
    .try = Connect again, then send.
error-json_syntax = Not valid JSON: line { $line }, column { $column }: { $what }
error-hex_digit = Column { $column } is not a hex digit.
    .try = Use 0–9 and a–f; spaces and line breaks are allowed between bytes.
error-hex_odd = A hex digit is missing: each byte has two.
    .try = Add the digit, or a 0 before a single one.
error-format_invalid = The struct format is wrong at column { $column }: { $what }
error-value_range = A value does not fit its type.
    .try = { $detail }
error-value_invalid = A value does not match its type.
    .try = { $detail }
error-value_count = The number of values does not match the format.
    .try = { $detail }
error-step_unknown_message = A step sends a message that is not saved in this profile.
    .try = { $detail }
error-duration_invalid = This is not a duration.
    .try = Write it like 500ms, 12s or 2m.
error-duration_too_short = { $text } is too short at { $path }.
    .try = Choose { $least } or more.
error-reconnect_unknown_message = After reconnecting, a message would be sent that is not saved in this profile.
    .try = { $detail }
error-half_closed = The sending side of this connection is closed.
    .try = What the server sends still arrives. Connect again to send.
error-misbehave_is_utf8 = These bytes are valid UTF-8, so nothing would be wrong.
    .try = Use bytes that are never valid, such as ff.
error-misbehave_length = The payload has { $size } bytes, so this length is right.
    .try = Choose a larger number (truncated) or a smaller one (bytes left over).
error-misbehave_sizes = Enter the sizes of the fragments.
    .try = Numbers separated by commas; the last one is at least 1 and is used for all that follow.
error-misbehave_pieces = That is more than { $most } fragments.
    .try = Choose larger fragments.
error-misbehave_bits = Choose at least one reserved bit.
    .try = RSV1, RSV2 or RSV3.
error-misbehave_opcode = Opcode { $opcode } is not reserved.
    .try = Reserved are 3 to 7 and 11 to 15.
error-misbehave_control_size = { $size } bytes are either allowed in a control frame or more than Wirelark sends.
    .try = Enter 126 to 1048576.
error-misbehave_reason = A reason needs a code before it.
    .try = Enter a code, or clear the reason.
error-misbehave_nothing = There are no bytes to send.
    .try = Enter bytes as pairs of hex digits.
error-keep_invalid = This does not say how much of the transcript to keep.
    .try = Write all, a number of messages such as 1000000 messages (1000 at least), or a size such as 10 GB (1 MB at least).
error-profile_newer = This profile was written by a newer Wirelark (format { $version }).
    .try = Update Wirelark to open it. The file was not changed.
error-profile_damaged = This profile is damaged: line { $line }, column { $column }: { $what }
    .try = Fix it in a text editor, or open a copy. The file was not changed.
error-profile_missing = The profile's file no longer exists.
    .try = It may have been moved or deleted; open it where it is now.
error-profile_io = { $path } could not be read or written: { $what }
    .try = Check the folder's permissions and free space, or save it elsewhere.
error-disk_full = The disk is full ({ $free } free in { $path }): receiving is paused, nothing is lost.
    .try = Free some space on the disk of { $path }; receiving then resumes automatically.
error-transcript_io = The transcript could not be read or written.
    .try = { $detail }
error-filter_open_quote = Filter, column { $column }: this quotation mark is not closed.
    .try = Write the closing ", or \" for a quotation mark in the text.
error-filter_open_regex = Filter, column { $column }: this regular expression is not closed.
    .try = Write the closing /, or put text that begins with / in quotation marks.
error-filter_regex = Filter, column { $column }: not a regular expression.
    .try = { $message }
error-filter_space = Filter, column { $column }: a space is missing here.
    .try = Leave a space after a closing mark.
error-filter_open_paren = Filter, column { $column }: this parenthesis is not closed.
    .try = Write the closing ), or put the text in quotation marks.
error-filter_stray_paren = Filter, column { $column }: this parenthesis was never opened.
    .try = Remove it, or put the text in quotation marks.
error-filter_missing = Filter, column { $column }: something is missing here.
    .try = Write { $expected ->
         [code] a code such as 2, 1,2 or 100..199, or a code's name
         [direction] sent or received
         [kind] text, binary, ping, pong, close, raw or event
         [size] a number of bytes such as 1000, 64k or 10..20
         [row] a row number such as 7 or 10..20
         [time] a time such as 10:00..10:05, +5s..+10s or 2026-01-02T10:00
         [duration] a duration such as 100ms or 1.5s
         [path] a field's path such as field.seq
         [field_value] a value such as 5, 1..5, text or "Text"
         [number] a number
         [yes_no] yes or no
         [fault] *, fit, constant, checksum, range, trailing or split
         [series] *, gap, duplicate, backwards, time or heartbeat
         [mark] heartbeat, error or part
        *[term] a word, a "text", a /regex/ or a test such as code:2
    }.
error-filter_value = Filter, column { $column }: { $key } does not take “{ $found }”.
    .try = Write { $expected ->
         [code] a code such as 2, 1,2 or 100..199, or a code's name
         [direction] sent or received
         [kind] text, binary, ping, pong, close, raw or event
         [size] a number of bytes such as 1000, 64k or 10..20
         [row] a row number such as 7 or 10..20
         [time] a time such as 10:00..10:05, +5s..+10s or 2026-01-02T10:00
         [duration] a duration such as 100ms or 1.5s
         [path] a field's path such as field.seq
         [field_value] a value such as 5, 1..5, text or "Text"
         [number] a number
         [yes_no] yes or no
         [fault] *, fit, constant, checksum, range, trailing or split
         [series] *, gap, duplicate, backwards, time or heartbeat
         [mark] heartbeat, error or part
        *[term] a word, a "text", a /regex/ or a test such as code:2
    }.
error-filter_operator = Filter, column { $column }: { $key } does not take { $found }.
    .try = Write { $key }: followed by a value.
error-filter_order = Filter, column { $column }: the range { $from } to { $to } is empty.
    .try = Write the smaller one first.
error-filter_no_such_code = Filter, column { $column }: there is no code named “{ $name }”.
    .try = Write its number, or give it a name in the profile.
error-filter_rows_only = Filter, column { $column }: { $key } is known of rows in the table only.
    .try = Test the message itself: code, kind, size, field, a text or a regular expression.
error-filter_too_long = The filter is too long.
    .try = Search for shorter text.
error-filter_too_deep = Filter, column { $column }: parentheses are nested too deep.
    .try = Use fewer levels.
error-close_code_invalid = This close code may not be sent.
    .try = Use 1000, 1001, 1002, 1003, 1007 to 1014, or 3000 to 4999.
error-close_reason_too_long = The close reason is longer than 123 bytes.
    .try = Shorten it.
error-demo_failed = The demo server could not be started.
    .try = { $detail }
error-not_json = Not JSON: line { $line }, column { $column }
error-url_fragment = A WebSocket URL cannot have a #fragment.
    .try = Remove everything from the # on.
error-tls_not_yet_valid = The certificate of { $host } is not valid before { $limit }; this machine's clock says { $now }.
    .try = Check this machine's clock and date.
error-tls_ca_file = The file of trusted certificates { $path } cannot be used: { $what }
    .try = Choose a PEM file with at least one certificate, or remove it.
error-tls_self_signed = The certificate of { $host } is self-signed: no authority vouches for it.
    .try = Look at the certificate; you can trust it for this profile there. Its SHA-256 is { $sha256 }.
error-tls_incomplete_chain = The server { $host } did not send the certificate of { $issuer }.
    .try = Have the server send its whole chain, or add the missing certificate under TLS.
error-tls_revoked = The issuer revoked the certificate of { $host } (serial number { $serial }).
    .try = Have the server use a new certificate, or remove the revocation list under TLS.
error-tls_wrong_purpose = The certificate of { $host } is not meant for servers.
    .try = Have it reissued with the extended key usage “server authentication”.
error-tls_version = { $host } supports only TLS versions that are too old.
    .try = TLS { $needed } is required.
error-tls_client_certificate_wanted = { $host } requires a client certificate.
    .try = Choose its files under TLS, “Client identity”: PEM or PKCS#12.
error-tls_client_certificate_missing = { $host } asked for a client certificate, none is set, and it then ended the connection.
    .try = Choose its files under TLS, “Client identity”: PEM or PKCS#12.
error-tls_client_certificate_refused = { $host } refused the client certificate ({ $subject }) with { $alert }.
    .try = Ask which certificates the server accepts, and check whether this one is still valid.
error-tls_client_certificate_file = The client certificate { $path } cannot be used: { $what }
    .try = Check the file and the passphrase under TLS, “Client identity”.
error-tls_crl_file = The revocation list { $path } cannot be used: { $what }
    .try = Choose a PEM file with a revocation list, or remove it.
error-proxy_unreachable = The proxy { $proxy } cannot be reached: { $what }
    .try = Check its address under Proxy, or use no proxy.
error-proxy_auth = The proxy { $proxy } requires a user and a password, or refused the ones given.
    .try = Enter them under Proxy.
error-proxy_refused = The proxy { $proxy } refused to connect to { $target }: { $status } { $reason }
    .try = Ask whoever runs the proxy, or add the host to those reached without a proxy.
error-proxy_socks = { $why ->
    [general] The proxy { $proxy } could not connect to { $target }: general failure (1).
    [rules] The proxy { $proxy } could not connect to { $target }: its rules do not allow it (2).
    [network] The proxy { $proxy } could not connect to { $target }: the network is unreachable (3).
    [host] The proxy { $proxy } could not connect to { $target }: the host is unreachable, or its name unknown there (4).
    [refused] The proxy { $proxy } could not connect to { $target }: connection refused (5).
    [expired] The proxy { $proxy } could not connect to { $target }: the time to live expired (6).
    [command] The proxy { $proxy } could not connect to { $target }: it does not support connecting (7).
    [address] The proxy { $proxy } could not connect to { $target }: it does not support this kind of address (8).
   *[other] The proxy { $proxy } could not connect to { $target }: { $what }
}
    .try = The proxy resolves the server's name itself: are name and port right as seen from there?
error-proxy_malformed = { $proxy } does not behave like this kind of proxy: { $what }
    .try = Check its kind and port under Proxy.
error-proxy_unknown = The system's settings name the proxy { $proxy }, which is of an unknown kind.
    .try = Use an http, https, socks5 or socks5h proxy, or no proxy.
error-proxy_tls = TLS with the proxy { $proxy } failed: { $what }
    .try = Does the proxy speak TLS? If not, choose HTTP as its kind.
error-proxy_timeout = The proxy opened no connection within { $seconds } s.
    .try = It may be waiting for a server that does not answer. The “Proxy” timeout can be changed.
error-redirect_refused = { $why ->
    [insecure] The redirect to { $location } was not followed: it leads from wss to ws, which anyone could read.
    [scheme] The redirect to { $location } was not followed: it does not lead to a WebSocket URL.
    [too_many] The redirect to { $location } was not followed: the maximum number of redirects is reached.
   *[url] The redirect to { $location } was not followed: { $what }
}
    .try = To go there anyway, use that URL.
error-redirect_host = The server redirects to another host: { $host }. Nothing was sent there.
error-upgrade_subprotocol = The server chose the subprotocol { $chosen }, which was not offered ({ $offered }).
    .try = Add it to the subprotocols, or fix the server.
error-upgrade_extension = The server chose the extension { $chosen }, which was not offered ({ $offered }).
    .try = A server may choose only what was offered: fix the server.
error-header_name_invalid = { $name } is not a valid header name.
    .try = Use letters, digits and hyphens.
error-header_value_invalid = The value contains a control character ({ $found }).
    .try = Remove the line break or control character.
error-header_reserved = Wirelark sets the header { $name } itself.
    .try = Remove it: the handshake depends on it.
error-subprotocol_invalid = { $name } is not a valid subprotocol.
    .try = A subprotocol is a single word and may be listed only once.
error-cookie_invalid = This cookie cannot be sent.
    .try = The name is a single word; the value has no space, quote, comma, semicolon or backslash.
error-auth_user_colon = A user name cannot contain a colon.
    .try = Basic authentication separates user and password with one.
error-proxy_url_invalid = { $url } is not a proxy address.
    .try = Write it as http://, https://, socks5:// or socks5h://HOST:PORT. With either of the last two, the proxy resolves names.
error-resolve_entry_invalid = { $entry } is not a valid host override.
    .try = Write it as HOST:PORT:ADDRESS.
error-pin_invalid = { $pin } is not the SHA-256 of a certificate.
    .try = Enter its 64 hex digits, with or without colons.
error-server_name_invalid = { $name } is not a host name or address.
    .try = Enter a name such as example.com.
error-client_certificate_incomplete = A client certificate needs files.
    .try = Choose a certificate (PEM) or a PKCS#12 file.
error-setting_range = { $value } is out of range.
    .try = Choose { $low } to { $high }.
error-upgrade_ended = The connection ended during the upgrade: { $what }
    .try = { $secure ->
            [no] Is this a WebSocket server, and is the path right? Or try wss://.
           *[other] Is this a WebSocket server, and is the path right?
        }
error-login_missing = This profile has no login.
    .try = Add a field under Login first.
error-step_without_login = Step { $step } logs in, but the profile has no login.
    .try = Add a login, or remove the step.
error-scenario_unknown = There is no scenario named { $name }.
    .try = Choose one of the profile's scenarios.
error-connection_ended = The connection ended before the last step.
    .try = The close code in the last rows says why.
error-text_not_utf8 = A text message must be UTF-8.
    .try = Send these bytes as hex instead.
error-name_missing = A message needs a name.
    .try = Enter one.
error-profile_too_long = This file is too large for a profile.
    .try = The limit is 64 MiB. Is it the right file?
error-profile_not_a_file = { $path } cannot be read as a profile: { $what }
    .try = Choose a regular file.
error-file_network = The file { $name } is on another computer and is not read.
    .try = Choose it with the file button, or copy it to this computer.
error-file_device = { $name } is the name of a device, not of a file.
    .try = Choose another file.
error-save_failed = { $path } could not be written: { $what }
    .try = Check the folder's permissions and free space, or save it elsewhere.
error-copy_too_long = This is too much for the clipboard.
    .try = Select fewer rows, or export the messages to a file.
error-json_too_long = { $size } bytes are too many to format as JSON.
    .try = The text view shows them unformatted.
error-decode_superseded = Another page of a long message was requested meanwhile.
error-field_too_long = This field is too large for the clipboard.
    .try = Copy a part of it, or save the payload to a file.
error-clipboard = The clipboard is not available.
    .try = { $detail }
error-open_folder = { $path } could not be opened.
    .try = Open it in your file manager.
error-variable_missing = A variable has no value.
    .try = Enter one under Variables. ({ $what })
error-variable_generator = A generator is not valid.
    .try = Write counter, unix, unix_ms, unix_us, uuid, length or random:LOW:HIGH. ({ $what })
error-variable_length = There is no tail to take the length of.
    .try = Remove length, or give the message a tail. ({ $what })
error-payload_file_missing = No file is chosen.
    .try = Choose one, or type its path.
error-payload_file_io = The file cannot be read.
    .try = { $what }
error-payload_file_no_folder = This profile has no folder yet.
    .try = Save the profile first, or choose the file.
error-payload_file_not_confirmed = This profile comes from elsewhere and names a file outside its folder.
    .try = Choose the file yourself to agree that it is sent.
error-payload_file_not_utf8 = The file is not UTF-8 at byte { $offset }.
    .try = Send it as a binary message.
error-payload_file_too_long = The file is longer than 1 GiB.
    .try = Choose a smaller file.
error-payload_file_unread = The file is read when the message is sent.
error-escape_invalid = Not a valid escape: line { $line }, column { $column }: { $what }
error-terminator_too_long = The terminator is too long.
    .try = Shorten it. ({ $what })
error-variable_too_long = The variables make this too long.
    .try = Use shorter values, or fewer of them. ({ $what })
error-pack_too_long = The format produces more bytes than a message can have.
    .try = Use smaller counts.
error-pack_truncated = { $field }: of the { $given } bytes given, only { $kept } are sent.
error-pack_infinity = { $field }: too large, becomes infinity.
error-encode_overruled = { $field }: { $given } is sent instead of the layout's { $computed }.
error-encode_no_value = A value is missing.
    .try = Enter one, or give the layout a default.
error-encode_no_such_field = The layout has no field of this name.
    .try = Choose the layout again, or remove the value. ({ $what })
error-encode_no_tail = The layout has no such tail.
    .try = Choose “none” as the tail.
error-encode_bits_range = These bits cannot hold the value.
    .try = { $detail }
error-encode_encoding = The text has a character that the tail's encoding lacks.
    .try = { $detail }
error-encode_kind = The layout expects another kind of tail.
    .try = Choose another kind of tail. ({ $what })
error-encode_expression = An expression of this part has no value.
    .try = { $detail }
error-encode_unsolvable = No value of this field gives the size that the message has.
    .try = { $detail }
error-encode_varint_range = Out of range for this integer.
    .try = { $detail }
error-encode_overlap = This part would overlap the parts before it.
    .try = { $detail }
error-encode_absent = This part does not exist in this message: its condition is 0.
    .try = Remove its content, or change the fields of the condition.
error-encode_no_case = No layout is chosen for this value.
    .try = { $detail }
error-encode_holds_mark = The content contains the bytes that end it.
    .try = Remove them, or send the content as hex.
error-message_empty = The message has no content.
    .try = Write it, or give the message its format.
error-message_needs_layout = These items need a layout to say what they are.
    .try = Choose a layout for the message.
error-layout_no_such_layout = The profile has no usable layout of this name.
    .try = Choose another layout, or fix this one.
error-internal = An internal error occurred in Wirelark.
    .try = { $detail } The log has more: Menu → Open the log folder.

# File dialogs, which Rust draws.
dialog-open-profile = Open a profile
dialog-save-profile = Save the profile as
dialog-import-profile = Import a profile
dialog-export-profile = Export the profile
dialog-save-rows = Export the messages
dialog-kind-profile = Wirelark profiles
dialog-kind-jsonl = JSON Lines
dialog-open-transcript = Open a transcript
dialog-open-message-file = Choose a file to send
dialog-kind-transcript = Wirelark transcripts

## What exactly is wrong within a text, as a part of the errors above
problem-json-value = a value is expected here: text in "double quotes", a number, true, false, null, [ or a curly bracket
problem-json-end = the text ends here, but something is still open
problem-json-list_end = a comma or ] is expected
problem-json-object_end = a comma or a closing curly bracket is expected
problem-json-key = a key in "double quotes" is expected
problem-json-colon = a colon is expected after the key
problem-json-extra = there is something after the end of the JSON: remove it
problem-json-number = not a JSON number: no leading zeros, no +, digits on both sides of the point
problem-json-not_finite = JSON has no NaN or Infinity: use null or a string
problem-json-control = a control character inside the quotes: write \n, \t or \u00XX
problem-json-escape = an unknown escape: write \\ for a backslash
problem-json-surrogate = half a character: \uD800 to \uDFFF come in pairs
problem-json-depth = nested too deep: the limit is 128 levels
problem-json-utf8 = not UTF-8
problem-login-not_number = not a JSON number: write digits, such as 7, -1.5 or 1e3
problem-login-not_bool = not a boolean: write true or false
problem-value-not_integer = not an integer: write digits, such as 7, -7 or 0x1f
problem-value-not_number = not a number: write 1.5, 1e3, nan, inf or -inf
problem-value-not_bool = not a boolean: write true or false
problem-value-not_bytes = not bytes: write hex: and digits, or text: and text
problem-value-too_large = the integer is too large for a float: write inf if that is intended
problem-format-bad_char = this character is not part of a struct format
problem-format-not_ascii = a format may contain only ASCII characters
problem-format-nul = a format cannot contain a NUL character
problem-format-count_without_char = a count with no format character after it
problem-format-too_long = the packed bytes would be too long
problem-escape-unknown = this character has no escape; write \\ for a backslash
problem-escape-end = nothing follows the backslash; write \\ for a backslash
problem-escape-hex = \x needs two hex digits, such as \x1e
problem-escape-byte = a text holds characters, not bytes: use \u{"{"}e9{"}"} for the character, or Hex for the byte
problem-escape-unicode = \u needs one to six hex digits in braces, such as \u{"{"}2028{"}"}
problem-escape-not_character = no Unicode character has this number
problem-escape-octal = \0 before a digit would be octal elsewhere; write \x00 for NUL
problem-pack-char_length = a char is exactly one byte

## Layouts & codes
layouts-and-codes = Layouts & codes
layouts-close-about = Back to the messages; changes are already in the profile
done = Done
layouts = Layouts
layout-one = Layout
room-lens = Protocol
lens = Protocol
lens-about = A lens reads a protocol: what each message is, which request it answers, whether it is valid, what can be sent next.
lens-default = by the subprotocol: { $lens }
lens-none = none
lens-brings = { $lens }
lens-code = The code of a message is its type in the protocol; previews and fields follow it.
lens-latency = Answers are paired with their requests by the protocol's ids, in both directions.
lens-faults = Messages that break the protocol are faults. “is:heartbeat”, “is:error” and “is:part” filter.
lens-messages = Messages to send: { $names }.
lens-automatic = Replies and heartbeats keep the session alive, where they are switched on.
lens-own = What the profile defines itself wins over its lens.
lens-copy = Copy to Saved messages
room-layouts = Layouts
room-rules = Rules
room-codes = Codes
room-latency = Latency
room-columns = Columns
room-sequences = Sequences
room-protobuf = Protobuf
problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
number-wanted = Enter a whole number from { $least } to { $most }
order = Position of number { $number }
order-about = Drag, or press ↑ ↓, to move
layouts-none = No layouts yet
layouts-about = A layout names the bytes of a message: which fields it has, and what follows them. Messages can then be shown, searched and sent by field.
layout-new = New layout
layout-untitled = layout
layout-unnamed = (no name)
layout-name = Name
layout-size = at least { $size }
layout-rules = Chosen by rule { $rules }.
layout-no-rule = No rule chooses this layout yet.
layout-add-rule = Add a rule
layout-add-rule-code = Add a rule for code { $code }
rules-show = Show the rules
layout-format = Format
layout-order = Byte order
layout-model = Sizes as on
order-little = < little-endian
order-big = > big-endian
order-standard = = little-endian, standard
order-network = ! network
order-native = @ native, aligned
order-none = none: native
model-lp64 = Linux, macOS (LP64)
model-llp64 = Windows (LLP64)
layout-fields = Fields
layout-field-name = Field name
layout-field-type = Type
layout-field-count = Number of bytes
layout-field-more = Labels, bits, checksum
layout-field-add = Add a field
layout-field-above = Insert above
layout-padding = padding
layout-run = { $count ->
    [one] { $count } value
   *[other] { $count } values
}
layout-value = Value sent
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
display-unix_ns = time, ns
display-flags = flags
display-ipv4 = IPv4
display-ipv6 = IPv6
display-mac = MAC
display-uuid = UUID
layout-scale = Scale
layout-scale-about = What one step is worth, such as 10^-2 or 2^-16
layout-labels = Labels
layout-labels-about = names for values
layout-labels-add = Add a label
layout-labels-count = { $count ->
    [one] { $count } label
   *[other] { $count } labels
}
layout-label-value = Value
layout-label-name = Name
layout-label-twice = { $value } already has a label.
layout-bits = Bits
layout-bits-about = bit 0 is the least significant
layout-bits-add = Add bits
layout-bits-count = { $count ->
    [one] { $count } bit field
   *[other] { $count } bit fields
}
layout-bits-from = Lowest bit
layout-bits-to = Highest bit
layout-range = Range
layout-range-about = both ends are valid; other values are faults
layout-range-from = smallest
layout-range-to = largest
layout-checksum = Checksum
layout-checksum-from = from byte
layout-checksum-from-about = The first byte included; negative: counted from the end of the message
layout-checksum-to = up to
layout-checksum-to-own = this field
layout-checksum-to-end = the end of the message
layout-checksum-to-at = byte
layout-nothing = none
layout-tail = Tail
layout-tail-kind = Content after the fields
layout-tail-name = Name
layout-tail-end = Ends
follows-text = text
follows-json = JSON
follows-bytes = bytes
follows-repeat = repeated fields
follows-cbor = CBOR
follows-msgpack = MessagePack
follows-protobuf = Protobuf
tail-ends-end = at the end of the message
tail-ends-count = after a count in
tail-ends-length = after a length in
follows-varint = varint
follows-layout = layout
follows-switch = choice of layouts
tail-ends-until = at a mark
layout-part = Part
layout-part-add = Add part
layout-part-fields = fields
layout-part-conditions = Condition, offset
layout-when = only if
layout-when-about = An expression of earlier fields: the part exists unless it is 0
layout-when-example = flags.ready
layout-at = at offset
layout-at-about = An expression: the part's offset from the start of the layout
layout-at-example = offset
layout-expression = A field, or an expression such as w*h*bpp/8
layout-until = End mark
layout-until-about = Bytes as hex:00 or text: and text; not part of the content
layout-separated = Items
layout-separated-no = follow each other
layout-separated-between = with a separator between
layout-separated-after = with a separator after each
layout-separator = Separator
layout-each = Each item is
layout-each-layout = fields
layout-varint = Encoding
varint-leb128 = LEB128
varint-sleb128 = signed LEB128
varint-zigzag = zigzag
varint-mqtt = MQTT length
layout-on = by the value of
layout-case-value = Value
layout-case-layout = Layout
layout-case-add = Add a value
layout-case-otherwise = otherwise
layout-case-about = The layout for all other values
layout-reasons = Why this layout
reason-rows = It fits every message that was looked at ({ $rows }). More selected rows give a better guess.
reason-first = It fits the first message only: nothing was found that fits all { $rows }.
reason-separator = Every message ends with { $mark }, which separates records.
reason-lines = Every message consists of lines.
reason-length = “{ $field }” is the number of bytes that follow, in every message.
reason-whole = “{ $field }” is the size of the whole message, in every message.
reason-prefix = JSON follows { $size } characters of a type.
reason-big = Big-endian gives { $good } plausible numbers, and more sense than little-endian.
reason-little = Little-endian gives { $good } plausible numbers.
reason-constant = “{ $field }” is always { $value }.
reason-sequence = “{ $field }” rises by the same step from row to row.
reason-time = “{ $field }” is a time near the present in every message.
layout-bits-inside = Add bits inside
layout-plus = minus
layout-plus-about = How much larger the field's value is than this part, such as the size of a header included in the length
layout-encoding = Encoding
layout-style-any = as typed
layout-repeat = Repeated item
layout-repeat-here = defined here
layout-message-type = Message type
layout-message-choose = choose…
layout-element = Each item
layout-then = Next part
layout-then-add = Add another part
layout-then-remove = Remove this part

## Trying a layout
trial = Preview
trial-source = Message to preview
trial-newest = Newest
trial-row = Row
trial-typed = Hex
trial-none = No message yet: connect, or paste bytes under Hex.
trial-unsound = Fix the highlighted fields to decode this message.
trial-yours = your bytes
trial-rule = rule { $number } → { $name }
trial-no-rule = no rule matches
trial-found-rule = The newest message the rules give this layout.
trial-found-fits = The newest message that fits; no rule gives it this layout.
trial-found-newest = The newest message; none fits yet.
trial-found-asked = The chosen row.
trial-found-typed = Your bytes.
trial-bits = bits { $from }–{ $to }
trial-rest = rest
trial-more = More fields follow that are not shown here.

## Rules
rules-about = The first rule that matches a message decides its layout. A rule without conditions matches every message: put it last.
rules-otherwise = Otherwise: the code, if it is a leading int32, then JSON, text or bytes.
rules-need-layouts = Rules choose layouts: add a layout first.
rule-add = Add a rule
rule-remove = Remove the rule
rule-number = Rule { $number }
rule-every = every message
rule-takes = matches the message above
condition-add = Condition
condition-remove = Remove the condition
condition-code = code
condition-direction = direction
condition-kind = kind
condition-size = size
condition-size-from = from
condition-size-to = to
condition-prefix = starts with
condition-field = field
condition-equals = The field's value: a number, text or a label

## Codes
code-place = Where the code is
code-place-default = By default, the code is the leading little-endian int32 of a binary message.
code-place-about = The code tells messages apart: rules, names, latency, comparisons and the filter use it. The first of these that a message has is its code.
code-place-add = Define the code
code-place-more = Otherwise…
code-from = The code is
code-from-integer = an integer
code-from-field = a field of the layout
code-from-prefix = the start of the text
code-from-json = a value in JSON
code-from-lens = the type that the lens reads
code-from-none = nothing: messages have no code
code-offset = at offset
code-type = Type
code-order-little = little-endian
code-order-big = big-endian
code-until = up to
code-until-about = The text that ends the code; \r, \n, \t, \0 and \x1e are escapes
code-length = or characters
code-path = Path in the JSON
code-kind-any = all messages
code-kind-text = text messages
code-kind-binary = binary messages
code-place-number = Place { $number }
codes-names = Names
codes-about = Names for codes, which are numbers or texts. The first match counts.
code-add = Add a code
codes-sort = Sort by code
code-number = Code
code-name = Name
code-tone = Level
code-direction = For messages
code-look = As shown in the table
code-twice = Never used: line { $number } already has code { $code } for the same messages.
tone-good = good
tone-neutral = neutral
tone-bad = bad
both-directions = both directions

## Latency rule
latency-about = How a received message is recognized as the reply to a sent one. The time between them is its latency.
latency-match = A reply is
latency-match-default = the default: { $rule }
latency-match-next = the next message received
latency-match-same_code = a message with the same code
latency-match-field = a message that repeats a value
latency-match-codes = a message whose code is paired with the request's
latency-match-lens = the message that answers it in the protocol
latency-field = Value in the request
latency-reply-field = in the reply, if it is elsewhere
latency-within = within
latency-within-about = A request without a reply after this time counts as unanswered
latency-pair-request = Request's code
latency-pair-reply = Reply's code
latency-pair-add = Add a pair
latency-pair-remove = Remove the pair
latency-pair = Pair { $number }

## Columns of decoded fields
columns-about = Fields shown in columns of their own in the table. A path leads to a part, such as tail.user.id or items[0].price.
column-field = Field
column-title = Title
column-add = Add a column
columns-of-layouts = Fields of the layouts
columns-seen = Seen in the newest messages

## Sequences, timestamps and heartbeats
sequences = Sequences
sequences-about = Fields that number messages. Gaps, duplicates and steps backwards are faults of the row. With a key, each of its values has a sequence of its own.
sequences-add = Add a sequence
timestamps = Timestamps
timestamps-about = Fields with a time that must not run backwards: a number, or RFC 3339.
timestamps-add = Add a timestamp
heartbeats = Heartbeats
heartbeats-about = Messages that come regularly. One that comes late or early is a fault.
heartbeats-add = Add a heartbeat
series-field = Field
series-key = Key (optional)
series-step = Step
series-wrap = Starts again at 0
series-wrap-field = at the field's width
series-wrap-none = never
heartbeat-by = Which message
heartbeat-by-text = Text
heartbeat-by-code = Code
heartbeat-by-layout = Layout
heartbeat-by-prefix = First bytes (hex)
heartbeat-every = every
heartbeat-tolerance = Tolerance
series-sum-sequence = { $name }: { $gaps } gaps, { $missing } missing, { $duplicates } duplicates, { $backwards } backwards
series-sum-timestamps = { $name }: { $backwards } backwards
series-sum-heartbeat = { $name }: { $late } late, { $early } early

## Faults of rows
fault-fit = does not fit
fault-constant = wrong constant
fault-checksum = wrong checksum
fault-range = out of range
fault-trailing = bytes follow
fault-gap = gap
fault-gap-of = gap: { $missing } missing
fault-duplicate = duplicate
fault-backwards = backwards
fault-time = time runs backwards
fault-heartbeat = heartbeat late or early
fault-split = message not complete

## Protobuf
protobuf-about = Attach .proto files or a descriptor set. They are kept in the profile, and layouts can use their message types as tails.
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
notice-removed-replies = Removed a reply
notice-removed-heartbeat_checks = Removed a heartbeat
notice-removed-login-messages = The login's messages were removed
notice-removed-rules = Removed { $name }
notice-removed-codes = Removed code { $name }
notice-removed-columns = Removed column “{ $name }”
notice-removed-sequences = Removed sequence “{ $name }”
notice-removed-timestamps = Removed timestamp “{ $name }”
notice-removed-heartbeat_checks = Removed heartbeat “{ $name }”
notice-removed-protobuf = Removed “{ $name }”

## Errors of layouts, rules, columns, Protobuf
error-proto_file = { $path } could not be read: { $what }
    .try = Choose a .proto text file, or a descriptor set written by protoc.
error-binary-proto = { $line ->
    [none] { $what }
   *[other] Line { $line }: { $what }
}
    .try = Attach all files that import each other.
error-binary-proto_sources = A profile can have { $limit } .proto files; this one has more.
    .try = Attach a descriptor set written by protoc instead.
error-binary-proto_size = The Protobuf files exceed { $limit } KiB in total.
    .try = Attach only the files whose messages you need.
error-binary-proto_nesting = “{ $name }”{ $line ->
    [none] {""}
   *[other] , line { $line },
} is nested deeper than { $limit } levels.
    .try = Remove the deeply nested values.
error-binary-proto_name = “{ $name }”{ $line ->
    [none] {""}
   *[other] , line { $line },
} contains a name of more than { $limit } parts.
    .try = Shorten the name.
error-binary-proto_list = A descriptor set contains a list of more than { $limit } values or ranges.
    .try = Attach only the types whose messages you need.
error-decoding-too_many = Only the first { $limit } of these { $count } are used.
    .try = Remove those you do not need.
error-decoding-code_field = Choose the field that is the code.
    .try = Enter its name, such as type or head.kind.
error-decoding-code_length = A code has 1 to { $limit } characters.
    .try = Enter a length in this range.
error-decoding-code_no_such_field = No layout has a field “{ $name }”.
    .try = Check its name under Layouts.
error-decoding-code_offset = A code lies within the first { $limit } bytes.
    .try = Enter a smaller offset.
error-decoding-code_lens = The profile has no lens whose types could be the code.
    .try = Name a lens, or choose another definition.
error-decoding-lens = There is no lens “{ $found }”.
    .try = Use one of { $known }.
error-decoding-code_path = Choose the value in the JSON that is the code.
    .try = Enter its path, such as type or data.event.
error-decoding-code_text = “{ $found }” is a text, but codes are numbers here.
    .try = Enter a number, or define where the code is.
error-decoding-code_too_long = This is longer than { $limit } bytes.
    .try = Shorten it.
error-decoding-code_type = “{ $found }” is not an integer type.
    .try = Use b, B, h, H, i, I, q or Q.
error-decoding-code_until = Say where the code ends.
    .try = Enter either the text that follows it or its length.
error-binary-broken = These bytes are not valid for this kind.
    .try = { $detail }
error-binary-extra = There is something after the value.
    .try = { $detail }
error-binary-heavy = More than 64 MiB of this kind are not expanded into values.
    .try = { $detail }
error-binary-number = This number cannot be written in this form.
    .try = { $detail }
error-binary-json = This JSON does not fit the message type.
    .try = { $detail }
error-column_without_field = A column needs a field path.
    .try = Enter one, such as seq or tail.user.id, or choose one below.
error-layout-name_missing = A layout needs a name.
    .try = Rules and messages refer to it by name.
error-layout-twice = There are two layouts named “{ $name }”.
    .try = Rename one.
error-layout-too_many_values = The format has { $values } values; the limit for a layout is { $limit }.
    .try = Use s for bytes, or repeated fields.
error-layout-fields = There are { $fields } fields, but the format has { $values } values.
    .try = Extend the format, or remove fields.
error-layout-field_twice = There are two fields named “{ $name }”.
    .try = Rename one.
error-layout-name_char = A name cannot contain . [ or ].
    .try = They separate the parts of a path.
error-layout-constant_and_default = A field cannot have both a constant and a default.
    .try = Remove one.
error-layout-label = “{ $label }” is not a value of this field.
    .try = A label stands for a value, such as 2 or 0x02.
error-layout-bits_of = Only integers have bits.
    .try = Choose an integer type, or remove the bits.
error-layout-bits_range = Bits range from 0 to { $last }.
    .try = Put the lower one first.
error-layout-checksum_field = This checksum needs an unsigned integer of at least { $size } bytes.
    .try = Choose a type such as uint8, uint16 or uint32.
error-layout-range_of = Only a number has a range.
    .try = Remove the range, or choose a number as the type.
error-layout-range_order = The range has no number in it.
    .try = Enter the smallest number, the largest, or both; the smaller comes first.
error-layout-no_such_field = No earlier integer field is named “{ $name }”.
    .try = Choose a field above that holds the length or the count.
error-layout-then_without_length = This part extends to the end of the message: nothing can follow it.
    .try = Say which field holds its length or count.
error-layout-count_of_one = Only repeated fields have a count.
    .try = Choose a length instead.
error-layout-repeat_nothing = Choose what repeats.
    .try = Choose a layout, or define the fields here.
error-layout-no_such_layout = There is no layout named “{ $name }”.
    .try = Choose another, or add it.
error-layout-endless = Layouts are nested too deep, or one contains itself.
    .try = The limit is { $limit } levels.
error-layout-too_many_parts = Including the layouts it repeats, this layout has more than { $limit } fields and labels, or all layouts together have more than { $all }.
    .try = Nest fewer repeated layouts.
error-layout-empty = The repeated item has no bytes: it would never end.
    .try = Add a field to it.
error-layout-no_such_message = There is no Protobuf message type “{ $name }”.
    .try = Attach its .proto file under Protobuf.
error-expression-too_long = The expression is too long.
    .try = { $what }
error-expression-too_deep = The expression is nested too deep.
    .try = { $what }
error-expression-unexpected = The expression cannot be read at column { $column }.
    .try = { $what }
error-expression-end = The expression is not complete.
    .try = { $what }
error-expression-number = The number at column { $column } is too large.
    .try = Use at most 64 bits.
error-layout-display_of = The field's type does not suit this display.
    .try = Only an integer is shown as flags; an address or a UUID needs bytes of its size, such as 16s.
error-layout-scale_of = Only an integer has a scale.
    .try = Choose an integer type.
error-layout-mark_size = The mark needs 1 to { $limit } bytes.
    .try = Write it as hex:00 or text: and text.
error-layout-key_of = A part of the kind { $kind } does not use “{ $key }”.
    .try = Remove it, or choose another kind.
error-layout-switch_nothing = Choose the field whose value selects the layout.
    .try = An earlier integer, or an expression of earlier integers.
error-layout-many_parts = More than { $limit } parts follow each other.
    .try = Put some of them into a layout of their own.
error-rule-no_field = Choose the field.
    .try = Enter its name, such as version or flags.kind.
error-rule-no_equals = Enter the field's value.
    .try = A number, text or a label.
error-rule-no_such_field = The layout “{ $layout }” has no field “{ $name }”.
    .try = Check its name under Layouts.
error-rule-size = The size range { $from } to { $to } is empty.
    .try = Put the smaller number first.
error-rule-layout = The rule's layout cannot be used.
    .try = Fix it under Layouts.
error-rule-code_of_layout = The code is a field of the layout, so it cannot choose the layout.
    .try = Use a condition on a field, the size or the first bytes.
error-latency_without_codes = No request code has a reply code yet.
    .try = Add a pair of codes.
error-latency_without_field = Choose the value that a reply repeats.
    .try = Enter its path, such as seq or json.id.
error-joined-no_end = Nothing says where a message ends.
    .try = Give a length field (length) or the bytes that end it (end).
error-joined-two_ends = A message ends by its length or by a mark, not by both.
    .try = Remove length or end.
error-joined-type = A length is b, B, h, H, i, I, q, Q or varint.
    .try = Leave it empty for I.
error-joined-offset = The length lies too far from the start of the message.
    .try = Enter an offset of at most 65000.
error-joined-mark = The mark is not 1 to 64 bytes.
    .try = Write hex:0d0a, or text: and the text.
error-joined-max = A message has 1 byte to 64 MiB.
    .try = Leave it empty for 16 MiB.
error-joined-regex = The regular expression does not give a length.
    .try = Put the number of bytes in parentheses, as in content-length:(\d+).
error-series-no_field = Choose the field.
    .try = A field of a layout, such as seq, or json. and the path in JSON, such as json.seq.
error-series-no_such_field = No layout has this field.
    .try = A path in JSON starts with json. as in json.seq.
error-series-step = The step between two numbers cannot be 0.
    .try = Leave it empty for 1.
error-series-wrap = Numbers wrap at u8, u16, u32, u64, at 1 to 64 bits, or not at all (none).
    .try = Leave it empty for the width of the field.
error-series-no_condition = Say which message is the heartbeat.
    .try = Enter its text, its code, its layout or its first bytes.
error-decode-short = At byte { $offset }, “{ $field }” needs { $wanted } bytes, but only { $had } are left.
error-decode-length = At byte { $offset }, “{ $field }” should have { $wanted } bytes, but { $had } are left.
error-decode-extra = The layout ends at byte { $offset }, but { $had } bytes follow.
error-decode-endless = At byte { $offset }, “{ $field }” has no bytes and would never end.
error-decode-budget = Decoding stops at byte { $offset }: “{ $field }” exceeds the limits for one message.
error-decode-cut = There is more than is shown here.
error-decode-constant = Not the value the layout requires.
error-decode-checksum = The checksum does not match the bytes.
error-decode-range = The value is out of range.
error-decode-encoding = Not valid text in this encoding; invalid bytes appear as �.
error-decode-offset = At byte { $offset }, “{ $field }” should lie at { $wanted }, which is outside the message.
error-decode-expression = At byte { $offset }, “{ $field }” cannot be placed: an expression divides by zero or is too large.
error-decode-variant = At byte { $offset }, no layout is chosen for “{ $field }”: its value is { $wanted }.
error-decode-unterminated = At byte { $offset }, “{ $field }” has no end mark in the { $had } bytes that are left.
error-decode-lens = At byte { $offset }, this breaks the protocol: { $field }.
error-decode-varint = At byte { $offset }, “{ $field }” is no integer of at most { $wanted } bytes.
error-decode-overlong = The integer has more bytes than its value needs.
error-pack-range = Out of range: { $low } to { $high }.
error-format-bad_char = Column { $column }: this character is not part of a struct format.
    .try = Start with one of @ = < > !, then counts and x c b B ? h H i I l L q Q n N e f d s p P; n, N and P only without < > = !.
error-format-count_without_char = Column { $column }: a count with no type after it.
    .try = Add a type, such as i.
error-format-nul = Column { $column }: a format cannot contain a NUL character.
error-format-not_ascii = Column { $column }: a format may contain only ASCII characters.
error-format-too_long = Column { $column }: the packed bytes would be too long.
problem-pack-range = outside the field's range
problem-pack-float_range = too large for this type: use float64, or write inf if that is intended
problem-pack-too_long = the packed bytes would be too long
problem-pack-count = the format needs a different number of values
problem-pack-truncated = too long for the field: the end is cut off
problem-pack-infinity = too large for the field: it became infinity

## Decoded fields
details-fields = Fields
details-layout = Layout “{ $name }”
details-no-layout = No layout in the profile fits this message.
propose-layout = Create a layout from this message
fields-unread = Decoding { $size } uses as much memory and takes a moment.
fields-read = Decode the fields
fields-reading = Decoding { $size }…
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
field-place = Starts at byte { $offset }, { $size } bytes long
field-copy-value = Copy value
field-copy-json = Copy as JSON
field-copy-path = Copy path
field-show-column = Show as column
field-decode-checksum = wrong checksum
field-decode-checksum-wanted = wrong checksum: { $wanted } is right
field-decode-range = out of range
field-decode-range-wanted = out of range: { $wanted } is valid
field-decode-constant = not the constant
field-decode-constant-wanted = not the constant { $wanted }
field-decode-cut = cut here; copying gives all of it
field-decode-encoding = partly not text
field-decode-overlong = longer than necessary
field-binary-heavy = over 64 MiB: not expanded into values
field-decode-budget = exceeds the limits for one message: not expanded into values
checksum-good = checksum OK
stop-short = Stops fitting at byte { $offset }: “{ $field }” needs { $wanted } bytes, { $had } are left
stop-length = Stops fitting at byte { $offset }: “{ $field }” should have { $wanted } bytes, { $had } are left
stop-extra = Stops fitting at byte { $offset }: the layout ends, { $had } more bytes follow
stop-endless = Stops fitting at byte { $offset }: “{ $field }” has no bytes and would never end
stop-budget = Decoding stops at byte { $offset }: “{ $field }” exceeds the limits for one message
hex-where = byte { $at } ({ $hex })
hex-where-many = byte { $at } ({ $hex }), { $count } selected
copy-bytes-hex = Copy as hex
copy-bytes-text = Copy as text
inspector = Data inspector
inspector-at = Byte { $at } ({ $hex }) as
inspector-little = little-endian
inspector-little-about = Least significant byte first
inspector-big = big-endian
inspector-big-about = Most significant byte first
inspector-none = not enough bytes, or no such value
inspector-copy = Click to copy
inspector-unix = time, s
inspector-unix_ms = time, ms
inspector-unix_us = time, µs
inspector-unix_float = time, float64
column-gone = No layout and no visible row has the field { $title }. It may have been renamed.
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
error-decode_too_long = { $size } bytes are too many to decode here.
    .try = The hex view shows them, and an export decodes them.

latency-reply = { $delay } ← { $row }
latency-answered = row { $row } is its reply
latency-waiting = waiting for a reply…
latency-unanswered = ✗ no reply
column-latency = Latency
column-note = Note
column-faults = Faults
column-fields = Decoded fields
column-time-utc = Time (UTC)
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
unpin = Unpin
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
copy-report = Report with context (Markdown)
text-lossy = Some bytes are not text; they appear as �.
pages = Pages
page-first = First page
page-before = Previous page
page-next = Next page
page-last = Last page
page-where = bytes { $from } to { $to } of { $size }
delta = { $count ->
    [one] Δ { $span } over { $count } row
   *[other] Δ { $span } over { $count } rows
}
delta-about = From the first to the last selected row
details-compare = Compare
compare-equal = Rows { $a } and { $b } are equal: direction, kind and payload
compare-different = Rows { $a } and { $b } differ
compare-cut = Only the first { $size } of each are compared byte by byte.
compare-only = Differences only
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
compare-unaligned = Too many bytes to look for insertions: they are compared position by position.
statistics = Latency by command
statistics-rule-next = A reply is the next message received.
statistics-rule-same_code = A reply has the same code as its request.
statistics-rule-field = A reply echoes a field of its request.
statistics-rule-codes = Requests and replies are paired by the profile's table of codes.
statistics-command = Command
statistics-count = Count
statistics-min = Min
statistics-median = Median
statistics-p95 = p95
statistics-p99 = p99
statistics-max = Max
statistics-unanswered = No reply
statistics-waiting = +{ $count } waiting
statistics-all = All
statistics-text = Text
statistics-binary = Binary without a code
statistics-counting = Counting…
statistics-none = No requests to measure yet.
statistics-filter = Show only { $filter }
key-details = In the table: to the details, and back
key-filter-rows = In the filter: to the rows that match
key-pin = Pin the selected rows
dialog-save-payload = Save the payload
dialog-kind-any = All files
error-copy_not_sendable = { $tool } cannot send row { $row }: { $what }
error-pin_too_many = No more than { $limit } rows can be pinned at once.
    .try = Select fewer rows.
error-notes_damaged = The notes in { $path } cannot be read: line { $line }, column { $column }: { $what }
    .try = The file was not changed. Fix or move it, then open the transcript again.
error-notes_newer = The notes in { $path } were written by a newer version ({ $version }).
    .try = The file was not changed. Update Wirelark to see them.
error-notes_read = The notes in { $path } cannot be read: { $what }
error-notes_write = The note cannot be written to { $path }: { $what }
    .try = Copy the transcript to a folder you can write to.
error-notes_too_long = This note is too long ({ $size } bytes).
    .try = The limit is 64 KiB.
json-cut = Only the beginning is shown. Copying gives all of it.
## Filter and find
filter = Filter
filter-hint = Filter, e.g. acme, code:2, dir:sent, size>1000 …
filter-help = Filter language
filter-help-together = Combined
filter-help-more = Click an example to put it into the box. The guide's page “The filter language” has the rest.
filter-help-word = the payload contains this word, in upper or lower case
filter-help-exact = contains exactly this
filter-help-regex = matches a regular expression
filter-help-code = the message's code, or the code's name
filter-help-codes = a range; or a list: code:1,2
filter-help-direction = or dir:sent
filter-help-kind = hides pings and pongs
filter-help-size = payload bytes; also size:10..20, size<=64Ki
filter-help-wire = bytes on the wire, for compressed messages
filter-help-row = rows by number
filter-help-time = by time of day, both ends included
filter-help-since = time after the first row
filter-help-latency = replies that took longer
filter-help-field = a decoded field, by its column's path
filter-help-fault = rows with any fault
filter-help-fault-kind = or fit, constant, range, trailing, split
filter-help-seq = numbers are missing before it; or duplicate, backwards, time, heartbeat
filter-help-fits = messages that do not fit their layout
filter-help-is = hides heartbeats, where the profile has a lens; or error, part
filter-help-joined = rows in which a message of several rows ends
filter-help-part = rows that are a part of such a message
filter-help-pinned = pinned rows
filter-help-note = rows whose note contains this
filter-help-and = both
filter-help-or = either
filter-help-not = not this
filter-help-group = parentheses group
filters = Saved filters and colours
filter-heartbeats = Hide heartbeats
filter-heartbeats-about = Hide pings, pongs and heartbeats
filter-saved = Saved filters
filter-saved-none = No saved filters yet
filter-keep = Save this filter…
filter-rules = Filters and colours…
filter-name = Name
filter-replace = Replace
notice-filter-kept = Added the filter “{ $name }” to the profile. Save the profile to keep it.
rules = Filters and colours
filter-rules-about = Filters and colours belong to the profile: save it to keep them.
rules-filters = Saved filters
rules-new = New filter
rules-add-filter = Add a filter
rules-colours = Row colours
rules-colours-about = The first matching rule sets a row's colour.
rules-add-colour = Add a colour
rules-on = Enabled
rules-colour = Colour
colour-red = Red
colour-orange = Orange
colour-yellow = Yellow
colour-green = Green
colour-blue = Blue
colour-purple = Purple
colour-grey = Grey
only-code = Show only code { $value }
hide-code = Hide code { $value }
only-no-code = Show only rows without a code
hide-no-code = Hide rows without a code
only-direction = Show only { $direction ->
    [sent] sent
   *[other] received
}
hide-direction = Hide { $direction ->
    [sent] sent
   *[other] received
}
only-kind = Show only { $value }
hide-kind = Hide { $value }
only-size = Show only size { $value }
hide-size = Hide size { $value }
only-field = Show only this { $field }
hide-field = Hide this { $field }
next-code = Next with this code
previous-code = Previous with this code
notice-no-next-code = No later row has this code and direction
notice-no-previous-code = No earlier row has this code and direction
notice-no-fault = No other row here has a fault
find-hint = Find, in the filter language
find-next = Next
find-previous = Previous
find-searching = Searching…
find-nothing = No matches
find-wrapped-down = Continued from the beginning
find-wrapped-up = Continued from the end
go-to = Go to
go-to-label = Row or time
go-to-about = A row number, or a time: 10:05, 10:05:07.250, 2026-01-02T10:05, or +5s after the first row.
go-to-ok = Go
notice-row-near = Row { $wanted } is not in the table; this is row { $row }
key-find-next = Next match; with Shift, the previous
key-filter = Go to the filter
key-go-to = Go to a row or a time
key-same-code = In the table: previous and next with the same code
error-place_invalid = “{ $text }” is neither a row number nor a time.
    .try = Write 1000, 10:05, 10:05:07.250, 2026-01-02T10:05 or +5s.
error-field_of_many = { $path } is a list or an object, not a single value.
    .try = Filter by one of its items, as field.{ $path }:text.

## History
history = History
history-find = Find in all past connections
history-find-go = Find
history-looked = { $looked } of { $of } searched
history-found-none = No past connection contains this.
history-deleted = Deleted ({ $count })
history-deleted-about = Deleted transcripts stay here for 30 days, or until you remove them permanently.
history-deleted-none = No deleted transcripts.
history-none = No past connections yet. Every connection is recorded and listed here.
history-no-profile = No profile
history-disk = Recordings use { $bytes } of your { $budget } limit.
history-over = Recordings use { $bytes }, more than your { $budget } limit. Nothing is removed without your consent.
history-pin = Pin
history-pin-about = Clean-up keeps pinned recordings
history-open-now = recording
history-more = More for { $name }
notice-history-exported = Exported “{ $name }” to { $path }
history-restore = Restore
history-remove = Remove permanently
history-remove-all = Remove all permanently…
history-remove-sure = { $count ->
    [one] This removes { $count } transcript from the disk. It cannot be undone.
   *[other] This removes { $count } transcripts from the disk. It cannot be undone.
}
history-close = closed { $code }
history-no-close = no Close frame
history-limited = keeps the last { $keep }
clean-up = Clean up…
clean-up-about = Shows what to remove to stay within the limit: deleted transcripts first, then the oldest. Pinned ones and those in use are kept. Nothing is removed before you confirm.
clean-up-budget = Limit for all recordings
clean-up-fits = They use { $bytes }: nothing needs to be removed.
clean-up-nothing = They use { $bytes }, but all of them are pinned or in use: nothing can be removed.
clean-up-plan = { $count ->
    [one] They use { $bytes }. Removing this one permanently frees { $frees }:
   *[other] They use { $bytes }. Removing these { $count } permanently frees { $frees }:
}
clean-up-still-over = They would still exceed the limit: the rest is pinned or in use.
clean-up-go = Remove permanently
notice-freed = Freed { $bytes }

comparing = Compare transcripts
comparing-menu = Compare transcripts…
comparing-this = Compare with another transcript
comparing-about = Messages are compared by command: direction, kind and code. Times, and the order between different commands, are ignored.
comparing-side = Transcript { $side }
comparing-none = Choose a transcript
comparing-files = Files
comparing-file = File…
comparing-ignore = Fields to ignore
comparing-ignore-about = Paths of decoded fields, separated by commas: sequence numbers, times
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
comparing-far = too far apart to compare
comparing-rows = A's row { $a }, B's row { $b }
comparing-only-a = A's row { $row } has no counterpart
comparing-only-b = B's row { $row } has no counterpart
comparing-many = too many values to list
comparing-more = and { $count } more
comparing-open = Show row { $row } of { $side }

## Export and import
export-rows = Export messages
export-format = Format
export-jsonl = JSON Lines
export-jsonl-about = one object per line, exact; can be imported again
export-csv = CSV
export-csv-about = for spreadsheets, with the profile's columns
export-har = HAR
export-har-about = for browsers' network tools
export-pcapng = pcapng
export-pcapng-about = for Wireshark
export-text = Text
export-text-about = a readable log
export-bom = With a byte order mark, so that Excel shows Chinese and accented letters correctly
export-what = Which messages
export-what-all = The whole transcript
export-what-view = Rows in the table (those that match the filter)
export-what-selection = Selected rows
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
    [one] { $count } row was left out: the format cannot hold it.
   *[other] { $count } rows were left out: the format cannot hold them.
}
transcript-opening = Opening { $name }…
transcript-opening-status = Opening a transcript…
import-transcript = Import HAR or JSON Lines…
import-choose = Which connection in { $file }?
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
recording-about = Everything sent and received is recorded to a file. Recordings of this profile keep:
keep-all = Everything
keep-all-about = nothing is removed
keep-messages = The latest messages:
keep-bytes = The latest data:
keep-unit = Unit
keep-few = A whole number, at least 1000.
keep-small = A number, at least 1 MB.
keep-warning = With a limit, the oldest messages are removed permanently as new ones arrive.
keep-next = The current connection keeps its setting; changes apply to the next connection.
keep-now = keeps the last { $keep }: starts at row { $row }
keep-messages-words = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}

## Charts
charts = Charts
charts-none = No messages yet.
charts-words = { $received } received and { $sent } sent in { $time }: { $mean } a second received on average, { $most } at most, { $bytes } a second at most.
charts-words-short = { $received } received and { $sent } sent within a second.
charts-latency = Latency { $mean } on average, { $most } at most.
charts-no-latency = No requests with a reply, so there is no latency.
chart-messages = Messages per second
chart-bytes = Bytes per second
chart-sizes = Average message size
chart-latency = Latency
chart-faults = Rows with faults
faults-own = of a message
faults-series = in a series
latency-mean = mean
latency-max = max

## Errors of these
error-history_writing = This transcript is still being recorded.
    .try = Disconnect first, then delete it.
error-environment_missing = There is no environment “{ $name }”.
error-environment_name = “{ $name }” is no name of an environment.
error-export_busy = Another export is running.
    .try = Wait until it finishes, or cancel it.
error-import_read = The file cannot be read.
    .try = { $what }
error-import_unknown_format = The file is neither a HAR nor Wirelark's JSON Lines.
    .try = In a browser's network tools choose “Save all as HAR”; in Wirelark, export as JSON Lines.
error-import_damaged = The file is damaged at line { $line }, column { $column }: { $what }
    .try = Nothing was imported. Export the file again at its source.
error-import_no_messages = The HAR contains no WebSocket messages.
    .try = { $what }
error-import_no_such_connection = The HAR has no such connection.
    .try = { $what }
error-transcript_format = This is not a transcript, or its beginning is damaged.
    .try = { $what }
error-transcript_missing = This transcript no longer exists.
    .try = Another window or program may have moved it. Open History again.
error-transcript_exists = A transcript of this name already exists.
    .try = { $what }
error-transcript_row_removed = The limit removed this row.
    .try = { $what }
error-transcript_cancelled = Opening the transcript was cancelled.
    .try = Open it again.
error-transcript_corrupt = The transcript is damaged here.
    .try = { $what }
error-transcript_writing = This transcript is still being recorded, perhaps by another window or by the command line.
    .try = Try again when the recording has ended.
error-transcript_header_too_long = The decoding rules are too large for the transcript's header.
    .try = { $what }
error-import_too_long = The file contains a line or a value that is too long.
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
tab-reopen = Reopen closed tab
tab-left = Move left
tab-right = Move right
tab-fresh = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
  }
ask-close = Close “{ $name }”?
ask-close-live = It is connected. Closing the tab closes the connection with { $code }; its messages stay in History.
ask-close-edited = It has unsaved changes.
ask-close-save = Save and close
ask-close-discard = Close without saving
key-tab-new = New tab
key-tab-close = Close the tab
key-tab-reopen = Reopen closed tab
key-tab-next = Next or previous tab
key-tab-move = On a tab: move it

## Silence and pings
silent = last message { $span } ago
silent-about = The connection is open, but nothing is arriving. Without keep-alive pings, a pulled cable looks the same.
rtt = ping { $time }
rtt-about = From Wirelark's last ping to its pong
control-frames = { $pings ->
    [one] { $pings } ping
   *[other] { $pings } pings
}, { $pongs ->
    [one] { $pongs } pong
   *[other] { $pongs } pongs
}
control-frames-about = Control frames received. The profile decides which of them appear as rows (connection.control_frames.rows).
span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
## Connection settings
connection-settings = Connection settings
connection-settings-short = Settings
settings-next = Changes apply to the next connection.
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
settings-limits = Timeouts and limits
settings-close = Close and reconnect
setting-reset = Reset
setting-reset-about = Reset to the default
setting-choose = Choose…
setting-choose-for = Choose a file: { $label }
setting-add-file = Add a file…
setting-secret-about = This is what the profile's file contains.
default-is = Default: { $value }.
default-and-range = Default: { $value }; { $least } to { $most }.
never = never
pair-on = Send this
part-url = URL as sent
url-shown-about = The URL with the query below; secrets are filled in when connecting
part-query = Query parameters
part-query-about = Added to the URL, percent-encoded. A pasted query becomes rows.
query-add = Parameter
part-headers = Headers
part-headers-about = Sent in this order; names may repeat. Host, Origin, User-Agent, Authorization, Cookie and Sec-WebSocket-Protocol replace what Wirelark would send. Pasted lines of “Name: value” become rows.
header-add = Header
part-more = Subprotocols, Origin, User-Agent
subprotocols = Subprotocols
subprotocols-about = In order of preference. The server may choose only one of them.
subprotocol-add = Subprotocol
origin-about = As a browser would send it. Empty: not sent.
user-agent-about = Default: { $usual }
user-agent-usual = Wirelark default
user-agent-none = None
user-agent-own = Custom
auth-about = Sent with the upgrade request. An Authorization header in the list of headers replaces it.
auth-type = Method
auth-none = None
auth-basic = Basic
auth-bearer = Bearer
auth-api_key = API key
auth-none-about = A user and a password in the URL are still sent as Basic.
auth-basic-about = A user and a password (RFC 7617).
auth-bearer-about = A token (RFC 6750).
auth-api_key-about = A header or query parameter of your choice.
auth-user = User
auth-password = Password
auth-token = Token
api-key = Key
api-key-in = Send in
api-key-header = Header
api-key-query = Query
secret-about = The lock keeps the value out of the file; it then stays in memory until Wirelark quits.
part-secrets = Secrets
part-secrets-about = Values these settings need and the profile does not contain. They stay in memory until Wirelark quits.
part-cookies = Cookies
part-cookies-about = Sent in a single Cookie header. A pasted “a=1; b=2” becomes rows.
cookie-add = Cookie
cookies-keep = Cookies set by the server
cookies-keep-on = Send back after a redirect
cookies-keep-about = Kept for one connection. The handshake page lists their names.
part-redirects = Redirects
part-redirects-about = Responses 301, 302, 303, 307 and 308. Never from wss to ws; another host gets no credentials, cookies, login or client certificate.
redirects-follow = Redirects
redirects-follow-on = Follow
redirects-max = Maximum redirects
tls-unused = The URL starts with ws://, so these settings are not used. They are kept for wss://.
part-trust = Trust
trust-system = { $count ->
    [one] The system's trust store: { $count } authority. Those you add here are trusted too.
   *[other] The system's trust store: { $count } authorities. Those you add here are trusted too.
}
tls-verify = Server's certificate
tls-verify-on = Verified
tls-verify-off = Not verified
tls-verify-about = Checks the authority, the name, the dates and the revocation lists below.
tls-unverified-about = Anyone between you and the server can read and change everything. This applies to this profile only; to trust one known certificate, add its SHA-256 below instead.
ca-files = More authorities
ca-files-about = PEM files of certificates to trust in addition to the system's.
pinned = Trusted certificates
pinned-about = SHA-256 of server certificates to trust regardless of other problems. All others are verified as usual. After a failed connection, the handshake page can add one.
pinned-add = SHA-256
crl-files = Revocation lists
crl-files-about = PEM files. Nothing is downloaded: an issuer without a list here is assumed to have revoked nothing.
part-identity = Client identity
part-identity-about = Presented when the server asks for a client certificate.
client-certificate = Client certificate
client-certificate-asked = The server asked for one; none was available
certificate-none = None
cert-file = Certificate
cert-file-about = PEM: the certificate, followed by those up to its issuer.
key-file = Key
key-file-about = PEM, unencrypted. Empty: the key is in the certificate's file.
p12-file = PKCS#12 file
passphrase = Passphrase
part-tls-more = Name and version
server-name = Server name
server-name-about = Sent as SNI and expected in the certificate. Default: the URL's host.
min-version = Minimum version
min-version-about = Wirelark supports 1.2 and 1.3; older versions are not secure.
proxy-mode = Proxy
proxy-system = System
proxy-none = None
proxy-manual = Manual
proxy-system-about = As the system says at each connection. Servers on this machine are reached directly.
proxy-none-about = Connects to the server directly.
proxy-manual-about = This proxy, regardless of the system.
proxy-found = For this URL, the system uses
proxy-found-none = For this URL, the system uses no proxy.
proxy-variables = Environment variables set: { $names }
proxy-no-variables = No proxy is set in the environment.
proxy-no-pac = Automatic configuration (PAC) is not supported.
proxy-url = Address
proxy-kind = Kind of proxy
proxy-http-kind-about = CONNECT over HTTP, for both ws:// and wss://.
proxy-https-kind-about = CONNECT over TLS; the proxy's certificate is verified.
proxy-socks5-kind-about = The proxy resolves names.
proxy-user-about = Leave empty if the proxy needs none.
proxy-unused = A Unix socket is set under Network, so no proxy is used.
no-proxy = Bypass
no-proxy-about = Names (including subdomains), addresses, networks such as 10.0.0.0/8, or *.
no-proxy-add = Host
part-names = Names and addresses
resolve-entries = Host overrides
resolve-about = HOST:PORT:ADDRESS, as in curl's --resolve. The request and TLS keep the name.
resolve-add = Entry
ip-version = IP version
ip-any = All
ip-about = If one address is silent for 250 ms, the next is tried.
part-socket = Unix socket
part-socket-about = Connects to a socket in the file system. The URL stays ws:// and sets the host and path requested; no name is resolved and no proxy used.
socket-not-here = This system has no Unix sockets: a profile that uses one connects only on Linux and macOS.
socket-secure = The URL starts with wss://, so TLS is used over the socket.
unix-socket = Path
part-compression = Compression
part-compression-about = permessage-deflate (RFC 7692). The server decides whether to use it; the handshake page shows what was agreed.
compression-offer = Offer
compression-client_no_context_takeover = Client context takeover
compression-client_no_context_takeover-about = When checked, Wirelark compresses each message on its own.
compression-server_no_context_takeover = Server context takeover
compression-server_no_context_takeover-about = When checked, asks the server to compress each message on its own.
compression-client_max_window_bits = Client window
compression-server_max_window_bits = Server window
window-any = No limit
window-bits = { $bits } bits ({ $bytes } bytes)
part-control = Pings and pongs
part-text-end = End of text messages
part-text-end-about = Sent after every text message and after the login, as line protocols, STOMP and SignalR need it. Pings, pongs, rows sent again and deliberate violations stay as they are.
text-terminator = Terminator
text-terminator-none = none
text-terminator-about = Escapes such as \r\n and \x1e; no variables.
control-rows = In the table
control-rows-collapsed = Collapsed
control-rows-all = All
control-rows-none = None
control-rows-collapsed-about = One row each; bursts are collapsed.
control-rows-all-about = One row each, even in a flood.
control-rows-none-about = No rows. They are still counted and answered.
answer-pings = The server's pings
answer-pings-on = Answered with a pong
answer-pings-off = Not answered
answer-pings-about = Turn this off to see how the server treats a silent client.
part-keep-alive = Keep-alive
part-keep-alive-about = Pings that Wirelark sends automatically, to notice when the server is gone.
ping-every = Ping every
ping-every-about = Such as 20s; at least 100ms. Empty: never.
pong-within = Pong within
pong-within-about = After this, the connection counts as dead.
part-timeouts = Timeouts
part-timeouts-about = Such as 500ms, 12s or 2m.
timeout-resolve = Name
timeout-resolve-about = Resolving the host name.
timeout-connect = TCP
timeout-connect-about = Until the server, or the proxy, answers.
timeout-proxy = Proxy
timeout-proxy-about = Until the proxy has connected to the server.
timeout-tls = TLS
timeout-tls-about = The TLS handshake.
timeout-upgrade = Upgrade
timeout-upgrade-about = From the first byte of the request to the last byte of the response.
timeout-write = Write
timeout-write-about = How long the server may accept no data while some is waiting to be sent.
timeout-idle = Idle
timeout-idle-about = How long the server may send nothing.
timeout-close = Close
timeout-close-about = From Wirelark's Close frame to the end of TCP.
part-limits = Limits
part-limits-about = Anything larger is refused, and the server is told so.
limit-message = Message
limit-message-about = In bytes, after inflating. Larger ones close the connection with 1009.
limit-fragments = Frames per message
limit-fragments-about = Empty ones count.
limit-write_buffer = Write buffer
limit-write_buffer-about = Bytes waiting to be sent; sending pauses when it is full.
limit-header = Response header size
limit-header-about = In bytes, for responses of the server and of a proxy.
limit-header_fields = Response header fields
limit-header_fields-about = Number of fields in one response.
part-close = Close frame
part-close-about = Sent by “Disconnect”.
close-code = Code
close-reason = Reason
close-meaning = { $meaning }.
close-reason-about = { $bytes } of 123 bytes.
part-reconnect = Reconnect
part-reconnect-about = When a connection is lost: not after “Disconnect”, nor when the server refused the connection or closed it as finished, as with 1000.
reconnect = Reconnect
reconnect-on = Reconnect automatically
reconnect-first = First delay
reconnect-first-about = Doubles with each attempt; each delay is shortened at random, by half at most.
reconnect-longest = Longest delay
reconnect-attempts = Attempts in a row
reconnect-send = Then send
reconnect-send-about = After the login, in this order.
reconnect-send-add = Add a saved message…
reconnect-no-messages = The profile has no saved messages yet.
reconnect-unknown = There is no saved message named { $name }.

## The line under the URL
summary = Differences from the defaults
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
differs-text-terminator = Texts end with { $end }
differs-timeouts = { $count ->
    [one] One timeout
   *[other] { $count } timeouts
}
differs-limits = { $count ->
    [one] One limit
   *[other] { $count } limits
}
differs-close = Close { $code }
differs-reconnect = Reconnects

## Handshake
handshake = Handshake
handshake-none = There is no handshake: nothing has been tried yet, or this transcript has none.
handshake-which = Which connection
handshake-number = Connection { $number } of { $count }
handshake-copy = Copy as text
handshake-request = Request
handshake-response = Response
handshake-way = Connection
handshake-peer = Connected to
handshake-addresses = Addresses
handshake-tries = Attempts
subprotocol = Subprotocol
extensions = Extensions
extensions-none = none: messages are not compressed
compressed-ours = client window { $bits } bits
compressed-ours-alone = client window { $bits } bits, no context takeover
compressed-theirs = server window { $bits } bits
compressed-theirs-alone = server window { $bits } bits, no context takeover
cookies-set = Cookies set
timings = Time
timings-total = { $total } total
phase-resolving = DNS
phase-connecting = TCP
phase-proxy = Proxy
phase-tls = TLS
phase-upgrading = Upgrade
hop-number = { $number } of { $count }
masked-about = A secret: sent, but not shown
via-profile = from this profile
via-system = from the system
proxy-request = Request to the proxy
proxy-response = Response of the proxy
tls-server = TLS with the server
tls-proxy = TLS with the proxy
tls-version = Version
tls-cipher = Cipher
trust-verified = Verified
trust-pinned = Not verified: accepted by its SHA-256 alone
trust-unverified = Not verified
trust-refused = Rejected
chain-none = The server sent no certificate.
certificate-unnamed = no subject
certificate-server = server
certificate-self = self-issued
certificate-issuer = Issuer
certificate-names = Names
certificate-no-names = none: valid for no host
certificate-validity = Validity
certificate-key = Key
certificate-serial = Serial number
validity-valid = { $days ->
    [one] one day left
   *[other] { $days } days left
}
validity-soon = { $days ->
    [0] expires today
    [one] only one day left
   *[other] only { $days } days left
}
validity-expired = { $days ->
    [0] expired today
    [one] expired one day ago
   *[other] expired { $days } days ago
}
validity-early = { $days ->
    [0] valid from today
    [one] valid from tomorrow
   *[other] valid in { $days } days
}
warning-certificate_unverified = The server's certificate was not verified.
warning-connection_list = The response's Connection header contains more than Upgrade. That is allowed, but some clients refuse it.
warning-subprotocol_ignored = The server chose none of the offered subprotocols. Browsers and many libraries end such a connection.
warning-credentials_withheld = This is another host: it was sent no credentials, cookies, login or client certificate.
warning-other_host = This is another host than the profile's; you confirmed it. Its certificate was verified, whatever the profile says of its own server's.
notice-sha256 = Copied the SHA-256
notice-pem = Copied the certificate
notice-handshake = Copied the handshake, with secrets masked
show-certificate = Show the certificate
show-handshake = Show the handshake
show-setting = Open the setting
trust = Trust this certificate for this profile
trust-about = Compare its SHA-256 with what the server's owner tells you. Exactly this certificate is then accepted, for this profile only, whatever else is wrong with it.
trusted = Trusted for this profile
trusted-about = Applies to the next connection. Save the profile to keep it.
connect-again = Connect again

## Verification switched off
subprotocol-ignored = No subprotocol
subprotocol-ignored-about = The server chose none of the offered subprotocols: browsers and many libraries end such a connection. Shows the handshake.
unverified = Not verified
unverified-about = The server's certificate is not verified: anyone in between can read and change everything
trust-ask = Connect with these settings?
trust-ask-about = The profile { $name } came with settings that you did not make here. They decide who is on the other side when it connects to:
trust-risk-verify_off = The server's certificate is not verified: anyone between you and the server can read and change everything, including passwords.
trust-risk-pinned = Whoever holds one of these certificates is accepted as the server, without any other check. Their SHA-256:
trust-risk-server_name = The certificate is verified for this name instead of the host's:
trust-risk-ca_files = The authorities in these files are trusted as well:
trust-risk-resolve = These addresses are used instead of the name server's:
trust-risk-proxy = Everything goes through this proxy:
trust-risk-unix_socket = This socket on your machine is connected to instead of the host:
trust-risk-client_certificate = The server is shown this certificate of yours, which says who you are:
trust-risk-replies = These messages are sent whenever a received message matches:
trust-risk-heartbeats = These messages are sent again and again:
trust-risk-more = and { $count } more
trust-ask-remember = Your confirmation is remembered for this profile, this server and these settings, on this machine only.
trust-go = Connect anyway
trust-check = Verify and connect
trust-replies = Send these messages automatically?
trust-replies-about = The profile { $name } came with replies and heartbeats that you did not write here. If you switch them on, they are sent without asking again to:
trust-replies-go = Switch on
error-trust_unconfirmed = This profile came with settings that nobody has confirmed for this server.
redirect-ask = Continue to { $host }?
redirect-ask-about = The server redirects to { $location }, which is another host than this profile's. Nothing has been sent there. If you continue, it gets this profile's login, messages, cookies and credentials; its certificate is always verified.
redirect-go = Connect to { $host }
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

## The core's own sentences, word for word: model/phrases.ts finds them by their English
phrase-sent-nothing = the server sent nothing
phrase-ended-tls = the server ended the connection, without the close_notify of TLS
phrase-head-cut = it ends within its head
phrase-head-too-long = its head is longer than { $most } bytes; the limit is connection.limits.header
phrase-too-many-fields = it has more than { $most } header fields; the limit is connection.limits.header_fields
phrase-http-header-name = invalid header name
phrase-http-header-value = invalid header value
phrase-http-new-line = invalid new line
phrase-http-status = invalid response status
phrase-http-token = invalid token
phrase-http-version = invalid HTTP version
phrase-no-upgrade = it has no 'Upgrade: websocket'
phrase-no-connection-upgrade = it has no 'Connection: Upgrade'
phrase-offer-twice = it accepts the offer more than once
phrase-deflate-not-offered = '{ $what }' was not offered
phrase-deflate-unknown = the parameter '{ $name }' is unknown
phrase-deflate-twice = the parameter '{ $name }' is there twice
phrase-deflate-valued = the parameter '{ $name }' has a value ('{ $value }')
phrase-deflate-no-value = the parameter '{ $name }' has no value
phrase-deflate-not-granted = { $name } was asked for and is not granted
phrase-deflate-too-many-bits = { $name } is { $got }, but { $asked } at most was offered
phrase-deflate-bits = { $name } is '{ $value }', which is not 8 to 15
phrase-proxy-ended = it ended the connection without an answer
phrase-proxy-answer = its answer cannot be used: { $what }
phrase-proxy-more = it sent more than its answer
phrase-speaks-tls = speaks TLS; try wss:// instead of ws://
phrase-speaks-http2 = speaks HTTP/2, over which Wirelark does no WebSocket
phrase-began-with = began with "{ $bytes }"
phrase-no-answer-in-time = no answer in time; the time-out is connection.timeouts.{ $setting }
phrase-no-address = it has no address
phrase-no-unix-sockets = this system has no Unix sockets for us
phrase-chain-too-long = its chain of certificates is longer than the 64 KiB that are taken
phrase-no-pem = it holds no PEM certificate
phrase-no-pem-crl = it holds no PEM revocation list
phrase-no-key = it holds no certificate with a key
phrase-key-mismatch = the key is not the certificate's
phrase-key-encrypted = { $path }: its key is encrypted; use a PKCS#12 file, which may have a passphrase
phrase-passphrase = { $what }; is the passphrase right?
phrase-file-network = it lies on another machine; choose it in the file dialog, or copy it here
phrase-file-device = this is the name of a device
phrase-file-not-regular = it is not a regular file
phrase-file-too-long = it is longer than { $limit } bytes
phrase-not-utf8 = a text message of { $size } bytes is not UTF-8 from byte { $offset } on (counted from 0)
phrase-har-no-websocket = there is no WebSocket connection in it
phrase-event-connection = connection { $number }
phrase-event-connection-again = connection { $number }: attempt { $made } of { $of }, after { $last }
phrase-event-given-up = given up: all attempts to connect again were made
phrase-event-start-message = the start message '{ $name }' cannot be made: { $error }
phrase-event-aborted-reset = aborted: TCP reset, no Close
phrase-event-aborted = aborted: no Close
phrase-event-late = { $bytes } bytes came behind the close frame and were ignored
phrase-event-misbehaving = misbehaving on purpose: { $act }
phrase-event-pings-received = { $hidden } more pings received, { $bytes } bytes
phrase-event-pongs-received = { $hidden } more pongs received, { $bytes } bytes
phrase-event-pings-sent = { $hidden } more pings sent, { $bytes } bytes
phrase-event-pongs-sent = { $hidden } more pongs sent, { $bytes } bytes
phrase-ended-with = { $code }: { $what }
phrase-lost = the server ended the connection without a close frame
phrase-reset = the connection was reset: { $what }
phrase-refused = { $address } refused the connection: no server listens on this port
phrase-act-text-as-binary = text as binary
phrase-act-binary-as-text = binary as text
phrase-act-invalid-utf8 = text that is not UTF-8
phrase-act-interrupted = message within another
phrase-act-continuation = continuation of nothing
phrase-act-reserved-bits = reserved bits
phrase-act-unmasked = no mask
phrase-act-wrong-mask = wrong mask
phrase-act-close = Close { $code }, reason of { $size } bytes
phrase-act-no-code = { $what } without a code
phrase-act-no-pong = pings are not answered from now on
phrase-act-half-close = our side of TCP ends
phrase-act-length = wrong length: the head says { $claims } bytes, { $size } follow
phrase-act-pieces = message in pieces: { $count } pieces
phrase-act-opcode = reserved opcode { $opcode }
phrase-act-oversized = control frame too large: { $control } of { $size } bytes
phrase-act-fragmented = control frame in pieces: { $control }
phrase-act-raw = raw bytes
phrase-act-close-bytes = Close with other bytes: { $size } bytes
phrase-act-close-frame = Close
phrase-no-message = there is no message named '{ $name }'
phrase-control-too-long = not sent: a ping or a pong has 125 bytes at most, and this one { $size }
phrase-binary-extra = { $bytes } bytes follow the { $what } value
phrase-binary-number = { $what } has no number { $digits }: use one within 64 bits
phrase-binary-json = this JSON is no { $what }: { $why }
phrase-it = it { $what }
