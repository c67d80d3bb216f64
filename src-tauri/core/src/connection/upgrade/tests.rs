//! Answers of every kind, through an in-memory stream.

use super::*;
use tokio::io::duplex;

/// Answers our request with these bytes; `{accept}` becomes the right key. Then ends.
async fn answer(response: &str) -> (Result<Upgraded, UpgradeError>, Handshake) {
    let (mut ours, mut theirs) = duplex(64 * 1024);
    let target = Target::parse("ws://h:1/p?q=1").expect("a URL");
    let mut handshake = Handshake::default();
    let server = async {
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            theirs.read_buf(&mut request).await.expect("the request");
        }
        let text = String::from_utf8(request).expect("ASCII");
        let key = text.lines().find_map(|l| l.strip_prefix("Sec-WebSocket-Key: ")).expect("a key");
        let response = response.replace("{accept}", &derive_accept_key(key.as_bytes()));
        theirs.write_all(response.as_bytes()).await.expect("the answer");
        drop(theirs);
        text
    };
    let (result, request) = tokio::join!(upgrade(&mut ours, &target, &mut handshake), server);
    assert_eq!(handshake.request, request.as_bytes(), "what was sent is what is kept");
    (result, handshake)
}

const OK: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\
                  Connection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n";

#[tokio::test]
async fn a_switch_with_frames_in_the_same_packet() {
    let (result, handshake) = answer(&format!("{OK}\r\n\u{2}frames")).await;
    assert_eq!(result.expect("switched").leftover, b"\x02frames");
    assert!(handshake.response.ends_with(b"\r\n\r\n"));
}

#[tokio::test]
async fn a_refusal_is_shown_whole() {
    let (result, _) =
        answer("HTTP/1.1 403 Forbidden\r\nServer: x\r\nContent-Length: 4\r\n\r\nno!!and more")
            .await;
    let Err(UpgradeError::Refused(refusal)) = result else { panic!("{result:?}") };
    assert_eq!((refusal.status, refusal.reason.as_str()), (403, "Forbidden"));
    assert_eq!(refusal.headers[0], ("Server".to_owned(), "x".to_owned()));
    assert_eq!(refusal.body, b"no!!");
}

#[tokio::test]
async fn a_chunked_refusal_is_put_together() {
    let (result, _) = answer(
        "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    )
    .await;
    let Err(UpgradeError::Refused(refusal)) = result else { panic!("{result:?}") };
    assert_eq!(refusal.body, b"abcde");
}

#[tokio::test]
async fn what_is_no_switch_to_websocket() {
    let wrong_key = OK.replace("{accept}", "AAAA");
    let cases = [
        ("\u{15}\u{3}\u{1}\0\u{2}\u{2}F".to_owned(), "speaks TLS"),
        ("SSH-2.0-OpenSSH\r\n".to_owned(), "began with \"SSH-2.0"),
        (format!("{wrong_key}\r\n"), "Sec-WebSocket-Accept is wrong: AAAA"),
        (format!("{}\r\n", OK.replace("WebSocket", "h2c")), "no 'Upgrade: websocket'"),
        (format!("{OK}Sec-WebSocket-Extensions: x\r\n\r\n"), "which was not asked for"),
        (format!("{OK}{}\r\n", "A: b\r\n".repeat(130)), "more than 124 header fields"),
        (format!("{OK}X: {}", "y".repeat(70_000)), "longer than 65536"),
        ("HTTP/1.1 101".to_owned(), "ends within its head"),
        (String::new(), "sent nothing"),
    ];
    for (response, says) in cases {
        let (result, _) = answer(&response).await;
        let text = result.expect_err(says).to_string();
        assert!(text.contains(says), "{text}");
    }
}
