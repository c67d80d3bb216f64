//! Invalid Close frames, TCP connections that end, and servers that do not close.

use super::Attack;
use super::frames::violation;
use crate::fault::frames::{BINARY, TEXT, close, frame, head};
use crate::fault::{Behaviour, Step, Then};

pub(super) const ALL: &[Attack] = &[
    Attack { path: "/no-close", does: "a message; never answers a Close", make: no_close },
    Attack { path: "/close/999", does: "a Close with the code 999", make: || closed(999) },
    Attack { path: "/close/1005", does: "a Close with the code 1005", make: || closed(1005) },
    Attack { path: "/close/5000", does: "a Close with the code 5000", make: || closed(5000) },
    Attack { path: "/close/half", does: "a Close of one byte", make: || violation(&[0x88, 1, 3]) },
    Attack { path: "/close/html", does: "a reason that is HTML", make: close_html },
    Attack { path: "/after-close", does: "a Close, and data after it", make: after_close },
    Attack { path: "/fin", does: "a message, and TCP ends", make: || ended(&[], Then::Fin) },
    Attack { path: "/rst", does: "a message, and TCP is reset", make: || ended(&[], Then::Reset) },
    Attack { path: "/fin-in-frame", does: "400 of 1000 bytes, and TCP ends", make: half_fin },
    Attack { path: "/rst-in-frame", does: "400 of 1000 bytes, and a reset", make: half_rst },
    Attack { path: "/deaf", does: "switches, and reads nothing more", make: deaf },
    Attack {
        path: "/drop",
        does: "switches, and ends at once",
        make: || Behaviour::Upgrade { bytes: vec![], then: Then::Fin },
    },
];

fn no_close() -> Behaviour {
    Behaviour::Upgrade { bytes: frame(TEXT, b"whole"), then: Then::IgnoreClose }
}

fn closed(code: u16) -> Behaviour {
    violation(&close(code, "why"))
}

fn close_html() -> Behaviour {
    violation(&close(4000, "<img src=x onerror=alert(1)>\u{1b}[2J\nnext"))
}

fn after_close() -> Behaviour {
    let bytes = [frame(TEXT, b"whole"), close(1000, "bye"), frame(TEXT, b"late")].concat();
    Behaviour::Upgrade { bytes, then: Then::Fin }
}

fn ended(more: &[u8], then: Then) -> Behaviour {
    Behaviour::Upgrade { bytes: [&frame(TEXT, b"whole")[..], more].concat(), then }
}

fn half() -> Vec<u8> {
    [head(0x80 | BINARY, 1000), vec![1; 400]].concat()
}

fn half_fin() -> Behaviour {
    ended(&half(), Then::Fin)
}

fn half_rst() -> Behaviour {
    ended(&half(), Then::Reset)
}

fn deaf() -> Behaviour {
    Behaviour::Steps(vec![Step::Upgrade(""), Step::StopReading], Then::Hold)
}
