use wirelark_tests::fault::frames::{BINARY, PING, TEXT, close, frame, head, masked};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::scratch::Scratch;

use crate::failed_capture::FailedCapture;

/// A server sends a complete message and then these bytes. Asserts exit code 3, this error code, these words, a Close
/// with this code on the wire, and that the message is stored.
#[track_caller]
fn assert_violation(bytes: &[u8], close: u16, code: &str, words: &[&str]) {
    let bytes = [&frame(TEXT, b"whole")[..], bytes].concat();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let (output, rows) = Scratch::new().capture(&server.url(), &[]);
    let (found, text) = output.failed(3);
    assert_eq!(found, code, "{text}");
    for word in words {
        assert!(text.contains(word), "'{word}' in: {text}");
    }
    assert_eq!(rows[0].text.as_deref(), Some("whole"), "{rows:#?}");
    let received = server.received();
    assert_eq!(received.close_code(), Some(close), "RFC 6455 section 7.1.7: {text}");
    let sent = rows.iter().find(|row| row.label() == "sent close").expect("a recorded Close");
    assert_eq!(Some(sent.payload()), received.close(), "the record has the bytes sent");
}

#[test]
fn case_34_text_that_is_not_utf8() {
    let words = ["not UTF-8", "1007"];
    assert_violation(&frame(TEXT, b"ab\xff"), 1007, "protocol_violation", &words);
    // Truncated in the middle of a character.
    assert_violation(&frame(TEXT, &"é".as_bytes()[..1]), 1007, "protocol_violation", &words);
    let split = [[0x01, 1, b'a'], [0x80, 1, 0xc3]].concat();
    assert_violation(&split, 1007, "protocol_violation", &words);
}

/// At each byte, whole and fragmented: the error names the position, and the bytes can be shown.
#[test]
fn case_34_invalid_utf8_at_each_byte() {
    let good = "aé漢🙂".as_bytes();
    for at in 0..good.len() {
        let mut bytes = good.to_vec();
        bytes[at] = 0xff;
        let valid = std::str::from_utf8(&bytes).expect_err("it is not").valid_up_to();
        let single: Vec<u8> = (0..bytes.len())
            .flat_map(|i| {
                let opcode = if i == 0 { TEXT } else { 0 };
                let fin = if i + 1 == bytes.len() { 0x80 } else { 0 };
                [opcode | fin, 1, bytes[i]]
            })
            .collect();
        for stream in [frame(TEXT, &bytes), single] {
            let server = FaultServer::start(Behaviour::Upgrade { bytes: stream, then: Then::Stay });
            let (output, rows) = Scratch::new().capture(&server.url(), &[]);
            let (code, text) = output.failed(3);
            assert_eq!(code, "protocol_violation");
            assert!(text.contains(&format!("from byte {valid} on")), "{at}: {text}");
            assert_eq!(
                (rows[0].label(), rows[0].payload()),
                ("received text".into(), bytes.clone())
            );
            assert!(rows[0].hex.is_some(), "shown in hex: {:?}", rows[0]);
            assert_eq!(server.received().close_code(), Some(1007));
        }
    }
}

#[test]
fn case_35_the_head_is_shown_decoded_and_as_it_came() {
    let server = FaultServer::by_path();
    for (path, words, bytes) in [
        ("/rsv/1", ["it set a reserved bit", "RSV 100, opcode 0x2 (binary)"], vec![0xc2, 0]),
        ("/opcode/b", ["it used a reserved opcode", "opcode 0xb (reserved)"], vec![0x8b, 0]),
        ("/masked", ["it masked a frame", "mask 1, length 2"], masked(BINARY, b"hi")),
        ("/split-ping", ["a control frame in fragments", "FIN 0"], vec![PING, 0]),
    ] {
        let failed = FailedCapture::of(&server.at(path)).has_error("protocol_violation", &words);
        let row = failed.rows.iter().find(|row| row.kind == "raw").expect("a raw row");
        assert_eq!(row.payload(), bytes, "{path}");
        failed.kept_the_message();
    }
}

/// Asserts a Close with 1002 and an error that names this rule.
#[track_caller]
fn assert_breaks_rule(bytes: &[u8], rule: &str) {
    assert_violation(bytes, 1002, "protocol_violation", &[rule, "1002"]);
}

#[test]
fn case_35_reserved_opcodes_and_bits() {
    for first in [0x83, 0x8b, 0x8f] {
        assert_breaks_rule(&[first, 0], "it used a reserved opcode");
    }
    for bit in [0x40, 0x20, 0x10] {
        assert_breaks_rule(&[0x80 | bit | BINARY, 0], "it set a reserved bit");
    }
}

#[test]
fn case_35_a_masked_frame() {
    assert_breaks_rule(&masked(BINARY, b"hi"), "it masked a frame");
}

#[test]
fn case_35_control_frames_that_are_long_or_in_fragments() {
    assert_breaks_rule(&frame(PING, &[0; 126]), "it sent a control frame of more than 125 bytes");
    assert_breaks_rule(&[PING, 0], "it sent a control frame in fragments");
}

#[test]
fn case_36_fragments_out_of_order() {
    assert_breaks_rule(&[0x80, 1, b'x'], "it continued a message that was not begun");
    let twice = [&[0x01, 1, b'a'][..], &frame(BINARY, b"new")].concat();
    assert_breaks_rule(&twice, "it began a new message within another");
}

/// Refused by its header: its payload is neither awaited nor allocated.
#[test]
fn case_28_a_message_over_the_limit() {
    for size in [(64 << 20) + 1, 16 << 30, i64::MAX as u64] {
        let words = [&size.to_string()[..], "67108864", "1009"];
        assert_violation(&head(0x80 | BINARY, size), 1009, "message_too_big", &words);
    }
}

#[test]
fn case_49_data_after_a_close_is_ignored() {
    let bytes = [close(1000, "bye"), frame(TEXT, b"late"), vec![0xff; 10]].concat();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Fin });
    let (output, rows) = Scratch::new().capture(&server.url(), &[]);
    assert_eq!(output.success().json()["received"], 0);
    assert_eq!(
        rows.iter().map(|row| row.label()).collect::<Vec<_>>(),
        ["received close", "sent close", "received marker"]
    );
    let note = String::from_utf8(rows[2].payload()).expect("UTF-8");
    assert_eq!(note, "16 bytes came behind the close frame and were ignored");
}
