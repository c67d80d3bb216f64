use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::scratch::Scratch;

/// Error code and text of `run` if the server responds with these bytes.
#[track_caller]
fn error_of_response(bytes: impl Into<Vec<u8>>) -> (String, String) {
    let (server, scratch) = (FaultServer::start(Behaviour::Respond(bytes.into())), Scratch::new());
    let output = Cli::run(["run", &scratch.smallest(&server.url())]);
    let (code, text) = output.failed(3);
    (code.to_owned(), text.to_owned())
}

#[test]
fn another_status_is_reported_with_its_reason_phrase() {
    for status in [
        "403 Forbidden",
        "404 Not Found",
        "200 OK",
        "401 Unauthorized",
        "426 Upgrade Required",
        "503 Service Unavailable",
        "302 Found",
    ] {
        let html = "<html><body>no</body></html>";
        let head = format!("HTTP/1.1 {status}\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: ");
        let (code, text) = error_of_response(format!("{head}{}\r\n\r\n{html}", html.len()));
        assert_eq!(code, "upgrade_refused", "{text}");
        assert!(text.contains(status), "{status} in {text}");
    }
}

#[test]
fn a_status_without_a_reason_phrase_is_reported() {
    let (code, text) = error_of_response("HTTP/1.1 403 \r\n\r\n");
    assert_eq!(code, "upgrade_refused");
    assert!(text.contains("403"), "{text}");
}

#[test]
fn a_plain_text_body_is_quoted_and_html_is_not() {
    let body = |body: &str| {
        format!("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let (_, text) = error_of_response(body("origin \u{202e}not\u{1b}[2J allowed\nsee the manual"));
    assert!(text.ends_with("it says \"origin not[2J allowed\""), "{text:?}");
    let (_, text) = error_of_response(body("<html><body>no</body></html>"));
    assert!(text.ends_with("wants there"), "{text:?}");
}

/// The error stays one line, whatever the server's reason phrase contains.
#[test]
fn a_status_with_control_bytes_stays_one_line() {
    let (_, text) = error_of_response("HTTP/1.1 403 \x1b[2Jno\tway\r\n\r\n");
    assert!(!text.contains('\x1b') && !text.contains('\t'), "{text:?}");
}

#[test]
fn invalid_101_responses() {
    let good = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    let accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
    let head = |fields: &str| format!("HTTP/1.1 101 Switching Protocols\r\n{fields}\r\n");
    for (fields, code, word) in [
        (good.to_owned(), "upgrade_bad_accept", "none"),
        (format!("{good}{accept}"), "upgrade_bad_accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        (format!("Connection: Upgrade\r\n{accept}"), "upgrade_malformed", "Upgrade: websocket"),
        (format!("Upgrade: websocket\r\n{accept}"), "upgrade_malformed", "Connection: Upgrade"),
    ] {
        let (found, text) = error_of_response(head(&fields));
        assert_eq!(found, code, "{text}");
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn an_endless_header_is_refused_at_its_limit() {
    let line = format!("X: {}\r\n", "y".repeat(200_000));
    let (code, text) = error_of_response(format!("HTTP/1.1 101 Switching Protocols\r\n{line}"));
    assert_eq!(code, "upgrade_malformed");
    assert!(text.contains("65536"), "the limit: {text}");

    let fields: String = (0..130).map(|n| format!("X-{n}: 1\r\n")).collect();
    let (code, text) =
        error_of_response(format!("HTTP/1.1 101 Switching Protocols\r\n{fields}\r\n"));
    assert_eq!(code, "upgrade_malformed");
    assert!(text.contains("124"), "the limit: {text}");
}

#[test]
fn a_truncated_response() {
    let (code, text) = error_of_response("HTTP/1.1 101 Switching Prot");
    assert_eq!(code, "upgrade_malformed");
    assert!(text.contains("ends within its head"), "{text}");
}
