use wirelark_tests::fault::{Behaviour, FaultServer, Received, Then};
use wirelark_tests::row::Row;
use wirelark_tests::scratch::Scratch;

use wirelark_tests::cli::Output;

/// Captures from a server that sends two messages and a Close with this payload.
fn capture_close(payload: &[u8]) -> (Output, Vec<Row>, Received) {
    let then = Then::Close(payload.to_vec());
    let server = FaultServer::start(Behaviour::Flood { count: 2, size: 20, then });
    let (output, rows) = Scratch::new().capture(&server.url(), &[]);
    (output, rows, server.received())
}

fn received_close(rows: &[Row]) -> &Row {
    rows.iter().find(|row| row.label() == "received close").unwrap_or_else(|| panic!("{rows:#?}"))
}

/// The WebSocket library would report all of them as 1002; a tester needs the code that the server sent.
#[test]
fn case_47_codes_that_no_endpoint_may_send_are_shown() {
    for code in [0u16, 999, 1004, 1005, 1006, 1014, 1015, 2999, 5000, 65535] {
        let payload = [&code.to_be_bytes()[..], b"why"].concat();
        let (output, rows, received) = capture_close(&payload);
        let (found, text) = output.failed(3);
        assert_eq!(found, "closed", "{code}: {text}");
        assert!(text.contains(&format!(" {code} why")), "{code} in: {text}");
        assert!(text.contains("RFC 6455 section 7.4 allows no such code"), "{text}");
        let close = &output.json()["close"];
        assert_eq!((&close["code"], &close["reason"]), (&code.into(), &"why".into()), "{close}");
        assert_eq!(received_close(&rows).payload(), payload, "the bytes on the wire");
        assert_eq!(received.close_code(), Some(1002), "the answer to {code}");
        let sent = rows.iter().find(|row| row.label() == "sent close").expect("a recorded Close");
        assert_eq!(Some(sent.payload()), received.close(), "the record has the bytes sent");
    }
}

/// RFC 6455 section 7.1.5: a Close without a code is 1005.
#[test]
fn case_47_a_close_without_a_code_is_1005() {
    let (output, rows, received) = capture_close(b"");
    let (found, text) = output.failed(3);
    assert_eq!(found, "closed");
    assert!(text.contains("1005"), "{text}");
    assert_eq!(output.json()["close"]["code"], 1005);
    assert_eq!(received_close(&rows).payload(), b"");
    assert_eq!(received.close(), Some(vec![]), "1005 is never sent");
}

/// A payload of one byte holds no close code; the byte is recorded as received.
#[test]
fn case_47_a_close_of_one_byte_is_a_violation_and_is_shown() {
    let (output, rows, received) = capture_close(&[3]);
    output.failed(3);
    assert_eq!(received_close(&rows).payload(), [3]);
    assert_eq!(received.close_code(), Some(1002));
    assert_eq!(rows.iter().filter(|row| row.kind == "binary").count(), 2, "nothing is lost");
}

#[test]
fn case_48_a_reason_that_is_not_utf8_is_shown_in_hex() {
    let payload = [&4000u16.to_be_bytes()[..], &[b'a', 0xff, 0xfe]].concat();
    let (output, rows, received) = capture_close(&payload);
    output.failed(3);
    assert_eq!(received_close(&rows).payload(), payload);
    assert!(received.close_code().is_some_and(|code| code == 1007 || code == 1002), "{received:?}");
}

#[test]
fn case_48_the_longest_reason_is_kept_whole() {
    let payload = [&4000u16.to_be_bytes()[..], "é".repeat(61).as_bytes(), b"x"].concat();
    assert_eq!(payload.len(), 125);
    let (output, rows, _) = capture_close(&payload);
    let (_, text) = output.failed(3);
    assert!(text.ends_with("éx"), "{text}");
    assert_eq!(received_close(&rows).payload(), payload);
}
