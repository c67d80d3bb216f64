use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;
use wirelark_core::connection::{ConnectionHandle, Phase};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, FaultServer, Step, Then};
use wirelark_tests::in_process;
use wirelark_tests::scratch::Scratch;

use crate::failed_capture::{FailedCapture, MIB};

const TEN_SECONDS: Duration = Duration::from_secs(10);

/// Pauses the clock once the request is sent, so that only time-outs advance it; returns the connection when it has
/// ended, and the time that passed.
async fn with_time_stopped(connection: ConnectionHandle) -> (ConnectionHandle, Duration) {
    connection.until(|status| status.phase == Phase::Upgrading).await;
    tokio::time::pause();
    let began = Instant::now();
    connection.until(|_| false).await;
    (connection, began.elapsed())
}

/// Within a twentieth of the time-out, which covers the timer's resolution.
#[track_caller]
fn assert_took(time: Duration, wanted: Duration) {
    let ratio = time.as_secs_f64() / wanted.as_secs_f64();
    assert!((0.95..=1.05).contains(&ratio), "{time:?} of {wanted:?}");
}

#[test]
fn case_01_accepts_and_never_answers() {
    let server = FaultServer::by_path();
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let connection = in_process::connect(&scratch, json!({"url": server.at("/silent")}));
        let (connection, time) = with_time_stopped(connection).await;
        assert_took(time, TEN_SECONDS);
        let error = connection.status().error.expect("an error").to_string();
        assert!(
            error.contains("HTTP upgrade: no answer") && error.contains("within 10s"),
            "{error}"
        );
    });
    let connection = json!({"url": server.at("/silent"), "timeouts": {"upgrade": "300ms"}});
    let peer = server.peer();
    let words =
        ["HTTP upgrade: no answer from", &peer, "within 300ms", "connection.timeouts.upgrade"];
    FailedCapture::with(connection).has_error("upgrade_timeout", &words);
}

/// Each field arrives in time, but the whole header does not.
#[test]
fn case_02_a_header_field_each_half_second() {
    let server = FaultServer::by_path();
    let connection = json!({"url": server.at("/drip"), "timeouts": {"upgrade": "1200ms"}});
    let failed = FailedCapture::with(connection).has_error("upgrade_timeout", &["within 1.2s"]);
    let timings = failed.hop()["timings"].as_array().expect("an array");
    let took = timings.last().expect("the upgrade")["ms"].as_f64().expect("a number");
    // The fields at 0.5 and 1 s have not restarted the time-out.
    assert!((1200.0..1700.0).contains(&took), "{took} ms of 1200");
    let head = failed.hop()["response"].to_string();
    assert!(head.contains("X-More: 1"), "the received part is shown: {head}");
}

#[test]
fn case_03_header_fields_without_end() {
    let server = FaultServer::by_path();
    let limits = json!({"header_fields": 1000});
    for limits in [json!({}), limits] {
        let connection = json!({"url": server.at("/endless-fields"), "limits": limits});
        let failed = FailedCapture::with(connection)
            .has_error("upgrade_malformed", &["65536", "connection.limits.header"]);
        let size = failed.hop()["response"]["size"].as_u64().expect("a number");
        assert!(size <= 64 * 1024, "read {size} bytes");
        failed.grew_at_most(MIB);
    }
}

#[test]
fn case_04_a_header_line_without_end() {
    let server = FaultServer::by_path();
    let failed = FailedCapture::of(&server.at("/endless-line"))
        .has_error("upgrade_malformed", &["65536", "connection.limits.header"]);
    let size = failed.hop()["response"]["size"].as_u64().expect("a number");
    assert!(size <= 64 * 1024, "read {size} bytes");
    failed.grew_at_most(MIB);
}

#[test]
fn case_05_130_header_fields() {
    let server = FaultServer::by_path();
    FailedCapture::of(&server.at("/130-fields"))
        .has_error("upgrade_malformed", &["more than 124", "connection.limits.header_fields"]);
    let limits = json!({"header_fields": 200});
    let connection = json!({"url": server.at("/130-fields"), "limits": limits});
    FailedCapture::with(connection).has_error("upgrade_malformed", &["Upgrade: websocket"]);
}

#[test]
fn case_08_a_refusal_with_a_page_of_html() {
    let html = "<html><body onload=\"alert(1)\">\u{1b}[31mNo</body></html>";
    for status in [
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "426 Upgrade Required",
        "503 Service Unavailable",
    ] {
        let head = format!(
            "HTTP/1.1 {status}\r\nRetry-After: 7\r\nContent-Length: {}\r\n\r\n",
            html.len()
        );
        let server = FaultServer::start(Behaviour::Respond(format!("{head}{html}").into_bytes()));
        let failed = FailedCapture::of(&server.url()).has_error("upgrade_refused", &[status]);
        assert_eq!(failed.hop()["status"].to_string(), status[..3]);
        assert!(failed.hop()["response"].to_string().contains("Retry-After: 7"));
        assert_eq!(failed.report["error"]["body"], html);
    }
    let long = "x".repeat(100_000);
    let head = format!("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\n\r\n", long.len());
    let server = FaultServer::start(Behaviour::Respond(format!("{head}{long}").into_bytes()));
    let failed = FailedCapture::of(&server.url()).has_error("upgrade_refused", &["403 Forbidden"]);
    assert_eq!(failed.report["error"]["body"].as_str().map(str::len), Some(64 * 1024));
}

#[test]
fn case_09_a_body_without_end() {
    let server = FaultServer::by_path();
    let failed =
        FailedCapture::of(&server.at("/endless-body")).has_error("upgrade_refused", &["200 OK"]);
    assert_eq!(failed.report["error"]["body"].as_str().map(str::len), Some(64 * 1024));
    failed.grew_at_most(MIB);
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let url = format!("ws://{}/slow-body", in_process::serve(Behaviour::ByPath).await);
        let connection = in_process::connect(&scratch, json!({"url": url}));
        let (connection, time) = with_time_stopped(connection).await;
        assert!(time <= TEN_SECONDS, "{time:?}");
        let error = connection.status().error.expect("an error");
        let body = &error.refusal().expect("a refusal").body;
        assert!(body.starts_with(b"xxxxxxxx"), "{body:?}");
    });
}

#[test]
fn case_10_a_wrong_and_a_missing_accept_key() {
    let server = FaultServer::by_path();
    let failed = FailedCapture::of(&server.at("/wrong-accept"));
    let wanted = failed.report["error"]["args"]["wanted"].as_str().expect("a string").to_owned();
    assert_eq!(wanted.len(), 28);
    failed.has_error("upgrade_bad_accept", &["s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", &wanted]);
    FailedCapture::of(&server.at("/no-accept"))
        .has_error("upgrade_bad_accept", &["none instead of"]);
}

#[test]
fn case_11_connection_keep_alive_and_upgrade() {
    let (server, scratch) = (FaultServer::by_path(), Scratch::new());
    let report =
        Cli::run(["run", &scratch.smallest(&server.at("/keep-alive")), "--json"]).success().json();
    assert_eq!(report["handshake"]["hops"][0]["status"], 101);
    assert_eq!(report["handshake"]["hops"][0]["warnings"], json!(["connection_list"]));
}

#[test]
fn case_12_an_extension_that_was_not_offered() {
    let server = FaultServer::by_path();
    let words = ["x-made-up; level=3", "not asked for", "offered was none"];
    FailedCapture::of(&server.at("/extension")).has_error("upgrade_extension", &words);
    let words = ["'made-up'", "not asked for", "offered was none", "connection.subprotocols"];
    FailedCapture::of(&server.at("/subprotocol")).has_error("upgrade_subprotocol", &words);
}

#[test]
fn case_13_a_subprotocol_that_was_not_offered_and_two_at_once() {
    let server = FaultServer::by_path();
    for (path, chosen) in [("/subprotocol", "'made-up'"), ("/two-subprotocols", "'a, b'")] {
        let connection = json!({"url": server.at(path), "subprotocols": ["a", "b"]});
        FailedCapture::with(connection)
            .has_error("upgrade_subprotocol", &[chosen, "offered was a, b"]);
    }
}

#[test]
fn case_14_header_bytes_that_are_not_ascii() {
    let server = FaultServer::by_path();
    // Latin-1, which HTTP allows: the response is accepted, and each byte is shown.
    let failed = FailedCapture::of(&server.at("/latin-1"))
        .has_error("upgrade_malformed", &["Upgrade: websocket"]);
    let head = failed.hop()["response"].to_string();
    assert!(head.contains("Gr\\\\xfc\\\\xdfe <script>"), "{head}");
    // Control characters, which HTTP does not allow: the response is refused, but shown.
    let failed = FailedCapture::of(&server.at("/controls")).has_error("upgrade_malformed", &[]);
    assert!(!failed.output.stderr.contains('\u{1b}'), "{:?}", failed.output);
    let head = failed.hop()["response"].to_string();
    assert!(head.contains("\\\\u{1b}[31m") || head.contains("\\\\x1b[31m"), "{head}");
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let connection = in_process::connect(&scratch, json!({"url": server.at("/latin-1")}));
        let status = connection.until(|_| false).await;
        let bytes = status.handshake.response();
        assert!(bytes.windows(4).any(|w| w == b"Gr\xfc\xdf"), "byte for byte: {bytes:?}");
    });
}

#[test]
fn case_15_servers_that_speak_something_else() {
    let settings = vec![0, 0, 0, 4, 0, 0, 0, 0, 0];
    let first = Step::Write(settings.clone());
    let server = FaultServer::start(Behaviour::Respond(settings));
    FailedCapture::of(&server.url()).has_error("upgrade_not_http", &["HTTP/2"]);
    // A server that sends first.
    let server = FaultServer::start(Behaviour::Steps(vec![first], Then::IgnoreClose));
    FailedCapture::of(&server.url()).has_error("upgrade_not_http", &["HTTP/2"]);
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    let server = FaultServer::start(Behaviour::Respond(preface));
    FailedCapture::of(&server.url()).has_error("upgrade_not_http", &["HTTP/2"]);
    // A TLS alert, as a TLS server sends to an HTTP request.
    let server = FaultServer::start(Behaviour::Respond(vec![0x15, 3, 1, 0, 2, 2, 70]));
    FailedCapture::of(&server.url()).has_error("upgrade_not_http", &["speaks TLS", "wss://"]);
    let server =
        FaultServer::start(Behaviour::Respond(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    let url = server.url().replace("ws:", "wss:");
    FailedCapture::of(&url).has_error("tls_not_tls", &["does not speak TLS", "ws://"]);
    let server = FaultServer::start(Behaviour::Respond(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()));
    FailedCapture::of(&server.url()).has_error("upgrade_not_http", &["SSH-2.0"]);
}
