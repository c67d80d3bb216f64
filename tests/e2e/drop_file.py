# Drops a file on the window of this name, as a file manager does (XDND version 5).
import ctypes
import os
import select
import signal
import sys
import urllib.parse
from ctypes import POINTER, Structure, Union, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = c_void_p
for name in ["XDefaultRootWindow", "XInternAtom", "XCreateSimpleWindow"]:
    getattr(x, name).restype = c_ulong
display = c_void_p(x.XOpenDisplay(None))
root = c_ulong(x.XDefaultRootWindow(display))

CLIENT_MESSAGE, SELECTION_NOTIFY, SELECTION_REQUEST = 33, 31, 30
HEAD = [("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p)]


class ClientMessage(Structure):
    _fields_ = HEAD + [("window", c_ulong), ("message", c_ulong), ("format", c_int), ("data", c_long * 5)]


class SelectionRequest(Structure):
    _fields_ = HEAD + [(n, c_ulong) for n in ["owner", "requestor", "selection", "target", "property", "time"]]


class SelectionNotify(Structure):
    _fields_ = HEAD + [(n, c_ulong) for n in ["requestor", "selection", "target", "property", "time"]]


class Event(Union):
    # XEvent is a union as large as its largest member.
    _fields_ = [
        ("type", c_int),
        ("message", ClientMessage),
        ("request", SelectionRequest),
        ("notify", SelectionNotify),
        ("rest", c_long * 24),
    ]


def atom(name):
    return x.XInternAtom(display, name.encode(), 0)


def title_of(window):
    kind, form, count, rest, found = c_ulong(), c_int(), c_ulong(), c_ulong(), c_char_p()
    wanted = c_ulong(atom("_NET_WM_NAME"))
    x.XGetWindowProperty(
        display, c_ulong(window), wanted, c_long(0), c_long(256), 0, c_ulong(0),
        byref(kind), byref(form), byref(count), byref(rest), byref(found),
    )  # fmt: skip
    return (found.value or b"").decode(errors="replace")


def named(window, name):
    if name in title_of(window):
        yield window
    above, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
    x.XQueryTree(display, c_ulong(window), byref(above), byref(parent), byref(children), byref(count))
    for i in range(count.value):
        yield from named(children[i], name)


def visible(window):
    attributes = (c_int * 40)()
    x.XGetWindowAttributes(display, c_ulong(window), byref(attributes))
    return attributes[2] > 300


def middle(window):
    left, top, child = c_int(), c_int(), c_ulong()
    x.XTranslateCoordinates(display, c_ulong(window), root, 300, 300, byref(left), byref(top), byref(child))
    return left.value, top.value


title, path = sys.argv[1:]
signal.alarm(40)
target = None
while target is None:
    target = next((window for window in named(root.value, title) if visible(window)), None)
    select.select([], [], [], 0.05)
uri = ("file://" + urllib.parse.quote(os.path.abspath(path)) + "\r\n").encode()
source = x.XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, c_ulong(0), c_ulong(0))
x.XSetSelectionOwner(display, c_ulong(atom("XdndSelection")), c_ulong(source), c_ulong(0))


def tell(name, *data):
    event = Event(message=ClientMessage(CLIENT_MESSAGE, 0, 1, display, target, atom(name), 32))
    event.message.data = (c_long * 5)(source, *data)
    x.XSendEvent(display, c_ulong(target), 0, c_long(0), byref(event))
    x.XFlush(display)


def move():
    left, top = middle(target)
    tell("XdndPosition", 0, left << 16 | top, 0, atom("XdndActionCopy"))


def answer(asked):
    x.XChangeProperty(
        display, c_ulong(asked.requestor), c_ulong(asked.property), c_ulong(asked.target), 8, 0, uri, len(uri)
    )
    reply = SelectionNotify(
        SELECTION_NOTIFY, 0, 1, display, asked.requestor, asked.selection, asked.target, asked.property, asked.time
    )
    x.XSendEvent(display, c_ulong(asked.requestor), 0, c_long(0), byref(Event(notify=reply)))
    x.XFlush(display)


tell("XdndEnter", 5 << 24, atom("text/uri-list"), 0, 0)
move()
dropped = False
while True:
    if not x.XPending(display) and not select.select([x.XConnectionNumber(display)], [], [], 0.2)[0]:
        # The page has not requested the data yet.
        if not dropped:
            move()
        continue
    event = Event()
    x.XNextEvent(display, byref(event))
    if event.type == SELECTION_REQUEST:
        answer(event.request)
    elif event.type == CLIENT_MESSAGE and event.message.message == atom("XdndStatus"):
        if event.message.data[1] & 1 and not dropped:
            dropped = True
            tell("XdndDrop", 0, 0, 0, 0)
    elif event.type == CLIENT_MESSAGE and event.message.message == atom("XdndFinished"):
        sys.exit(0)
