//! Responses to the upgrade, over an in-memory stream.

use super::*;
use tokio::io::{AsyncReadExt, duplex};
use tokio::time::Duration;

/// Answers the request with this response and ends the stream; `{accept}` stands for the correct value.
async fn answer(response: &str) -> (Result<Upgraded, UpgradeError>, Hop) {
    answer_to(&UpgradeRequest::default(), response).await
}

async fn answer_to(
    request: &UpgradeRequest,
    response: &str,
) -> (Result<Upgraded, UpgradeError>, Hop) {
    let (mut ours, mut theirs) = duplex(64 * 1024);
    let target = Target::parse("ws://h:1/p?q=1").expect("a URL");
    let limits = ConnectionLimits::of(Duration::from_secs(60));
    let mut hop = Hop::default();
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
    let options = UpgradeOptions {
        request,
        target: &target,
        cookies: &[],
        other_host: false,
        limits: &limits,
    };
    let (result, sent) = tokio::join!(upgrade(&mut ours, options, &mut hop), server);
    let recorded = hop.request.as_ref().expect("one was sent");
    assert_eq!(recorded.bytes(), sent.as_bytes(), "what was sent is what is recorded");
    let result = result.map_err(|failed| match failed {
        UpgradeFailure::Upgrade(error) => error,
        UpgradeFailure::Io(error) => panic!("{error}"),
    });
    (result, hop)
}

const OK: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\
                  Connection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n";

#[tokio::test]
async fn a_switch_with_frames_in_the_same_packet() {
    let (result, hop) = answer(&format!("{OK}\r\n\u{2}frames")).await;
    assert_eq!(result.expect("switched").leftover, b"\x02frames");
    assert!(hop.response.expect("recorded").bytes().ends_with(b"\r\n\r\n"));
    assert_eq!(hop.warnings, [HandshakeWarning::ConnectionList], "fault 11");
}

#[tokio::test]
async fn a_refusal_is_recorded_with_its_body() {
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
async fn invalid_responses_are_rejected() {
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

#[tokio::test]
async fn case_13_only_a_subprotocol_that_was_offered() {
    let mut request = UpgradeRequest::default();
    request.subprotocols = vec!["mqtt".to_owned(), "v2".to_owned()];
    let good = format!("{OK}Sec-WebSocket-Protocol: v2\r\n\r\n");
    let (result, hop) = answer_to(&request, &good).await;
    result.expect("one of ours");
    assert_eq!(hop.subprotocol.as_deref(), Some("v2"));
    let (result, hop) = answer_to(&request, &format!("{OK}\r\n")).await;
    result.expect("none is allowed");
    assert!(hop.warnings.contains(&HandshakeWarning::SubprotocolIgnored));
    for (chosen, shown) in [("soap", "'soap'"), ("v2, mqtt", "'v2, mqtt'")] {
        let bad = format!("{OK}Sec-WebSocket-Protocol: {chosen}\r\n\r\n");
        let error = answer_to(&request, &bad).await.0.expect_err(chosen).to_string();
        assert!(error.contains(shown) && error.contains("mqtt, v2"), "{error}");
    }
}

#[tokio::test]
async fn set_cookies_are_recorded_and_masked() {
    let (_, hop) =
        answer("HTTP/1.1 302 Found\r\nLocation: /x\r\nSet-Cookie: id=s3cret; Path=/\r\n\r\n").await;
    assert_eq!((hop.status, hop.location.as_deref()), (Some(302), Some("/x")));
    assert_eq!(hop.cookies, ["id"]);
    let json = serde_json::to_string(&hop).expect("JSON");
    assert!(!json.contains("s3cret"), "{json}");
}
