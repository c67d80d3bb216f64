//! Frames and messages that break RFC 6455, claim huge lengths, arrive in too many fragments, or flood.

use zlib_rs::{Deflate, DeflateFlush};

use super::Attack;
use crate::fault::frames::{BINARY, PING, PONG, TEXT, frame, head, masked};
use crate::fault::{Behaviour, Step, Then};

pub(super) const ALL: &[Attack] = &[
    Attack { path: "/claim/2^63-1", does: "a frame that claims 2^63-1 bytes", make: claim_63 },
    Attack { path: "/claim/16GiB", does: "a frame that claims 16 GiB", make: claim_16g },
    Attack { path: "/claim/1GiB", does: "a frame that claims 1 GiB", make: claim_1g },
    Attack { path: "/fine", does: "a message, then follows the protocol", make: fine },
    Attack { path: "/stall", does: "a frame of 15 MiB that stops after 10 bytes", make: stall },
    Attack { path: "/fragments", does: "fragments of 64 KiB without end", make: fragments },
    Attack { path: "/empty-fragments", does: "empty fragments without end", make: empty_fragments },
    Attack {
        path: "/tiny-fragments",
        does: "a message in a million fragments",
        make: tiny_fragments,
    },
    Attack { path: "/utf-8/whole", does: "text with an invalid byte", make: utf8_whole },
    Attack { path: "/utf-8/split", does: "the same over two fragments", make: utf8_split },
    Attack { path: "/rsv/1", does: "reserved bit 1", make: || violation(&[0xc2, 0]) },
    Attack { path: "/rsv/2", does: "reserved bit 2", make: || violation(&[0xa2, 0]) },
    Attack { path: "/rsv/3", does: "reserved bit 3", make: || violation(&[0x92, 0]) },
    Attack { path: "/opcode/3", does: "an undefined data opcode", make: || violation(&[0x83, 0]) },
    Attack {
        path: "/opcode/b",
        does: "a control opcode of nobody",
        make: || violation(&[0x8b, 0]),
    },
    Attack { path: "/masked", does: "a masked frame", make: || violation(&masked(BINARY, b"hi")) },
    Attack { path: "/long-ping", does: "a ping of 126 bytes", make: long_ping },
    Attack { path: "/split-ping", does: "a ping without FIN", make: || violation(&[PING, 0]) },
    Attack {
        path: "/continuation",
        does: "a continuation without a beginning",
        make: continuation,
    },
    Attack { path: "/new-in-fragments", does: "a message within another", make: new_in_fragments },
    Attack { path: "/deflate/bomb", does: "1 MiB that inflates to 1 GiB", make: bomb },
    Attack { path: "/deflate/corrupt", does: "corrupt compressed data", make: corrupt },
    Attack { path: "/deflate/continued", does: "RSV1 on a continuation", make: rsv1_continued },
    Attack { path: "/deflate/ping", does: "RSV1 on a ping", make: rsv1_ping },
    Attack { path: "/deflate/window", does: "a window of 16 bits", make: window },
    Attack { path: "/pings", does: "pings without end; reads nothing", make: pings },
    Attack { path: "/pongs", does: "10,000 unsolicited pongs", make: pongs },
];

/// Sends a valid message and then these bytes.
pub(super) fn violation(bytes: &[u8]) -> Behaviour {
    let bytes = [&frame(TEXT, b"whole")[..], bytes].concat();
    Behaviour::Upgrade { bytes, then: Then::Stay }
}

fn switched(steps: impl IntoIterator<Item = Step>, then: Then) -> Behaviour {
    Behaviour::Steps([Step::Upgrade("")].into_iter().chain(steps).collect(), then)
}

fn fine() -> Behaviour {
    violation(&[])
}

fn claim_63() -> Behaviour {
    violation(&head(0x80 | BINARY, i64::MAX as u64))
}

fn claim_16g() -> Behaviour {
    violation(&head(0x80 | BINARY, 16 << 30))
}

fn claim_1g() -> Behaviour {
    violation(&head(0x80 | BINARY, 1 << 30))
}

fn stall() -> Behaviour {
    violation(&[head(0x80 | BINARY, 15 << 20), vec![7; 10]].concat())
}

fn fragments() -> Behaviour {
    let first = [head(BINARY, 65_536), vec![7; 65_536]].concat();
    let next = [head(0, 65_536), vec![7; 65_536]].concat();
    switched([Step::Write(first), Step::Forever(next)], Then::Stay)
}

fn empty_fragments() -> Behaviour {
    switched([Step::Write(vec![TEXT, 0]), Step::Forever(vec![0, 0])], Then::Stay)
}

fn tiny_fragments() -> Behaviour {
    let steps = [
        Step::Write(vec![TEXT, 1, b'a']),
        Step::Repeat(vec![0, 1, b'b'], 999_998),
        Step::Write(vec![0x80, 1, b'c']),
    ];
    switched(steps, Then::Close(1000u16.to_be_bytes().to_vec()))
}

fn utf8_whole() -> Behaviour {
    violation(&frame(TEXT, b"abc\xffdef"))
}

fn utf8_split() -> Behaviour {
    violation(&[&[TEXT, 2, b'a', 0xc3][..], &[0x80, 2, b'b', b'c']].concat())
}

fn long_ping() -> Behaviour {
    violation(&frame(PING, &[0; 126]))
}

fn continuation() -> Behaviour {
    violation(&[0x80, 1, b'x'])
}

fn new_in_fragments() -> Behaviour {
    violation(&[&[TEXT, 1, b'a'][..], &frame(BINARY, b"new")].concat())
}

/// Response field that accepts compression.
const DEFLATE: &str = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

fn deflated(bytes: Vec<u8>) -> Behaviour {
    let bytes = [frame(TEXT, b"whole"), bytes].concat();
    Behaviour::Steps(vec![Step::Upgrade(DEFLATE), Step::Write(bytes)], Then::Stay)
}

fn bomb() -> Behaviour {
    const PIECE: usize = 1 << 20;
    let mut out = vec![0; 64 * 1024];
    let mut deflate = Deflate::new(9, false, 15);
    deflate
        .compress(&vec![0; PIECE], &mut out, DeflateFlush::FullFlush)
        .expect("compress the data");
    out.truncate(deflate.total_out() as usize);
    // After a full flush nothing refers to earlier data, so the same bytes can be repeated.
    let payload = out.repeat((1 << 30) / PIECE);
    deflated(frame(0x40 | BINARY, &payload))
}

fn corrupt() -> Behaviour {
    deflated(frame(0x40 | TEXT, &[0xff; 20]))
}

fn rsv1_continued() -> Behaviour {
    deflated(vec![0x40 | TEXT, 1, 0xf2, 0xc0, 1, 0])
}

fn rsv1_ping() -> Behaviour {
    deflated(vec![0xc0 | PING, 0])
}

fn window() -> Behaviour {
    switched_with("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=16\r\n")
}

fn switched_with(fields: &'static str) -> Behaviour {
    Behaviour::Steps(vec![Step::Upgrade(fields)], Then::Stay)
}

fn pings() -> Behaviour {
    let ping = frame(PING, &[7; 125]);
    Behaviour::Steps(
        vec![Step::Upgrade(""), Step::StopReading, Step::Forever(ping)],
        Then::IgnoreClose,
    )
}

fn pongs() -> Behaviour {
    let steps = [Step::Repeat(frame(PONG, b"unasked"), 10_000)];
    switched(steps, Then::Close(1000u16.to_be_bytes().to_vec()))
}
