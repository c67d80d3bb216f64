//! Responses to the upgrade request that are invalid, unusual, slow or endless.

use std::time::Duration;

use super::Attack;
use crate::fault::frames::{BINARY, CLOSE, frame};
use crate::fault::{Behaviour, Step, Then, numbered};

const HALF_A_SECOND: Duration = Duration::from_millis(500);
/// The first line and the required fields of a 101 response.
const LINE: &str = "HTTP/1.1 101 Switching Protocols\r\n";
const FIELDS: &str = "Upgrade: websocket\r\nConnection: Upgrade\r\n";

pub(super) const ALL: &[Attack] = &[
    Attack { path: "/silent", does: "reads the request and never answers", make: silent },
    Attack { path: "/drip", does: "a header field each half second", make: drip },
    Attack { path: "/endless-fields", does: "header fields without end", make: endless_fields },
    Attack { path: "/endless-line", does: "one header line without end", make: endless_line },
    Attack { path: "/130-fields", does: "130 header fields, then a good end", make: many_fields },
    Attack { path: "/endless-body", does: "200, and a body without end", make: endless_body },
    Attack { path: "/slow-body", does: "200, and a byte each half second", make: slow_body },
    Attack { path: "/no-accept", does: "a 101 without an accept key", make: no_accept },
    Attack { path: "/wrong-accept", does: "a 101 with a wrong accept key", make: wrong_accept },
    Attack { path: "/keep-alive", does: "Connection: keep-alive, Upgrade", make: keep_alive },
    Attack { path: "/extension", does: "an extension that was not offered", make: extension },
    Attack { path: "/subprotocol", does: "a subprotocol that was not offered", make: subprotocol },
    Attack { path: "/two-subprotocols", does: "two fields, a and b", make: two_subprotocols },
    Attack { path: "/latin-1", does: "header bytes beyond ASCII", make: latin_1 },
    Attack { path: "/controls", does: "control bytes in a header", make: controls },
    Attack { path: "/packed", does: "1,000 messages in the packet of the 101", make: packed },
];

fn after_the_request(step: Step) -> Behaviour {
    Behaviour::Steps(vec![Step::WaitForRequest, step], Then::IgnoreClose)
}

fn answer(text: String) -> Behaviour {
    after_the_request(Step::Write(text.into_bytes()))
}

fn switch(fields: &'static str) -> Behaviour {
    Behaviour::Steps(vec![Step::Upgrade(fields)], Then::Stay)
}

fn silent() -> Behaviour {
    Behaviour::Silent
}

fn drip() -> Behaviour {
    let steps = vec![
        Step::WaitForRequest,
        Step::Write(LINE.into()),
        Step::WriteUntilGone(b"X-More: 1\r\n".to_vec(), HALF_A_SECOND),
    ];
    Behaviour::Steps(steps, Then::IgnoreClose)
}

fn endless_fields() -> Behaviour {
    let steps = vec![
        Step::WaitForRequest,
        Step::Write(LINE.into()),
        Step::Forever(format!("X: {}\r\n", "y".repeat(1000)).into_bytes()),
    ];
    Behaviour::Steps(steps, Then::IgnoreClose)
}

fn endless_line() -> Behaviour {
    let steps = vec![
        Step::WaitForRequest,
        Step::Write(format!("{LINE}X: ").into_bytes()),
        Step::Forever(b"y".to_vec()),
    ];
    Behaviour::Steps(steps, Then::IgnoreClose)
}

fn many_fields() -> Behaviour {
    let fields: String = (0..130).map(|n| format!("X-{n}: 1\r\n")).collect();
    answer(format!("{LINE}{fields}\r\n"))
}

fn endless_body() -> Behaviour {
    let steps = vec![
        Step::WaitForRequest,
        Step::Write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".to_vec()),
        Step::Forever(b"no end \n".to_vec()),
    ];
    Behaviour::Steps(steps, Then::IgnoreClose)
}

fn slow_body() -> Behaviour {
    let steps = vec![
        Step::WaitForRequest,
        Step::Write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".to_vec()),
        Step::WriteUntilGone(b"x".to_vec(), HALF_A_SECOND),
    ];
    Behaviour::Steps(steps, Then::IgnoreClose)
}

fn no_accept() -> Behaviour {
    answer(format!("{LINE}{FIELDS}\r\n"))
}

fn wrong_accept() -> Behaviour {
    // The accept value for the key in RFC 6455 section 1.3.
    answer(format!("{LINE}{FIELDS}Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"))
}

fn keep_alive() -> Behaviour {
    switch("Connection: keep-alive\r\n")
}

fn extension() -> Behaviour {
    switch("Sec-WebSocket-Extensions: x-made-up; level=3\r\n")
}

fn subprotocol() -> Behaviour {
    switch("Sec-WebSocket-Protocol: made-up\r\n")
}

fn two_subprotocols() -> Behaviour {
    switch("Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: b\r\n")
}

fn latin_1() -> Behaviour {
    let mut bytes = format!("{LINE}X-Name: Gr").into_bytes();
    bytes.extend(b"\xfc\xdfe <script>alert(1)</script>\r\n");
    bytes.extend(b"\r\n");
    after_the_request(Step::Write(bytes))
}

fn controls() -> Behaviour {
    answer(format!("{LINE}X-Name: a\u{1b}[31mb\u{7}\r\n\r\n"))
}

fn packed() -> Behaviour {
    let mut bytes: Vec<u8> = (0..1_000).flat_map(|i| frame(BINARY, &numbered(i, 64))).collect();
    bytes.extend(frame(CLOSE, &1000u16.to_be_bytes()));
    Behaviour::UpgradeWith { bytes, then: Then::Fin }
}
