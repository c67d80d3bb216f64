# Asks the window of this name to close, as its close button does (ICCCM section 4.2.8.1).
import ctypes
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = c_void_p
x.XDefaultRootWindow.restype = c_ulong
x.XInternAtom.restype = c_ulong
display = c_void_p(x.XOpenDisplay(None))


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        # XEvent is a union as large as its largest member.
        ("rest", c_long * 24),
    ]


def named(window, name):
    found = c_char_p()
    x.XFetchName(display, c_ulong(window), byref(found))
    if found.value and found.value.decode(errors="replace").startswith(name):
        yield window
    root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
    x.XQueryTree(display, c_ulong(window), byref(root), byref(parent), byref(children), byref(count))
    for i in range(count.value):
        yield from named(children[i], name)


protocols = x.XInternAtom(display, b"WM_PROTOCOLS", 0)
delete = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
windows = list(named(x.XDefaultRootWindow(display), sys.argv[1]))
for window in windows:
    message = ClientMessage(33, 0, 1, display, window, protocols, 32, (c_long * 5)(delete, 0, 0, 0, 0))
    x.XSendEvent(display, c_ulong(window), 0, c_long(0), byref(message))
x.XFlush(display)
x.XCloseDisplay(display)
sys.exit(0 if windows else 1)
