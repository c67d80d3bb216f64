use wirelark_tests::fault::frames::{BINARY, PING, TEXT, close, frame, head, masked};
use wirelark_tests::fault::{Behaviour, Fault, Then};
use wirelark_tests::scratch::Scratch;

/// A server that sends a whole message and then this: exit 3, this code, these words, and a Close with that
/// code on the wire. The message before it is kept.
#[track_caller]
fn violation(bytes: &[u8], close: u16, code: &str, words: &[&str]) {
    let bytes = [&frame(TEXT, b"whole")[..], bytes].concat();
    let server = Fault::start(Behaviour::Open { bytes, then: Then::Stay });
    let (output, rows) = Scratch::new().capture(&server.url(), &[]);
    let (found, text) = output.failed(3);
    assert_eq!(found, code, "{text}");
    for word in words {
        assert!(text.contains(word), "'{word}' in: {text}");
    }
    assert_eq!(rows[0].text.as_deref(), Some("whole"), "{rows:#?}");
    let seen = server.seen();
    assert_eq!(seen.close_code(), Some(close), "RFC 6455 section 7.1.7: {text}");
    let sent = rows.iter().find(|row| row.what() == "sent close").expect("recorded");
    assert_eq!(Some(sent.payload()), seen.close(), "the record is what went out");
}

#[test]
fn case_34_text_that_is_not_utf8() {
    let words = ["not UTF-8", "1007"];
    violation(&frame(TEXT, b"ab\xff"), 1007, "protocol_violation", &words);
    // Cut in the middle of a character.
    violation(&frame(TEXT, &"é".as_bytes()[..1]), 1007, "protocol_violation", &words);
    let split = [[0x01, 1, b'a'], [0x80, 1, 0xc3]].concat();
    violation(&split, 1007, "protocol_violation", &words);
}

#[test]
fn case_35_reserved_opcodes_and_bits() {
    for first in [0x83, 0x8b, 0x8f] {
        violation(&[first, 0], 1002, "protocol_violation", &["1002"]);
    }
    for bit in [0x40, 0x20, 0x10] {
        violation(&[0x80 | bit | BINARY, 0], 1002, "protocol_violation", &["1002"]);
    }
}

#[test]
fn case_35_a_masked_frame() {
    violation(&masked(BINARY, b"hi"), 1002, "protocol_violation", &["1002"]);
}

#[test]
fn case_35_control_frames_that_are_long_or_in_fragments() {
    violation(&frame(PING, &[0; 126]), 1002, "protocol_violation", &["1002"]);
    violation(&[PING, 0], 1002, "protocol_violation", &["1002"]);
}

#[test]
fn case_36_fragments_in_no_order() {
    violation(&[0x80, 1, b'x'], 1002, "protocol_violation", &["1002"]);
    let twice = [&[0x01, 1, b'a'][..], &frame(BINARY, b"new")].concat();
    violation(&twice, 1002, "protocol_violation", &["1002"]);
}

/// Refused by its head: nobody waits for, or makes room for, what it promises.
#[test]
fn case_28_a_message_over_the_limit() {
    for size in [(64 << 20) + 1, 16 << 30, i64::MAX as u64] {
        let words = [&size.to_string()[..], "67108864", "1009"];
        violation(&head(0x80 | BINARY, size), 1009, "message_too_big", &words);
    }
}

#[test]
fn case_49_what_comes_after_a_close_is_nothing() {
    let bytes = [close(1000, "bye"), frame(TEXT, b"late"), vec![0xff; 10]].concat();
    let server = Fault::start(Behaviour::Open { bytes, then: Then::Fin });
    let (output, rows) = Scratch::new().capture(&server.url(), &[]);
    assert_eq!(output.done().json()["received"], 0);
    assert_eq!(
        rows.iter().map(|row| row.what()).collect::<Vec<_>>(),
        ["received close", "sent close"]
    );
}
