use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;
use wirelark_core::connection::{ConnectionHandle, Phase};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, Fault, Step, Then};
use wirelark_tests::in_process;
use wirelark_tests::scratch::Scratch;

use crate::base::{Fall, MIB};

const TEN_SECONDS: Duration = Duration::from_secs(10);

/// Stops the clock once the request is out, so that only time-outs move it; answers how the connection ended and how long
/// by that clock it took.
async fn with_time_stopped(connection: ConnectionHandle) -> (ConnectionHandle, Duration) {
    connection.until(|status| status.phase == Phase::Upgrading).await;
    tokio::time::pause();
    let began = Instant::now();
    connection.until(|_| false).await;
    (connection, began.elapsed())
}

/// To the tenth of the time-out that a timer's own coarseness is worth.
#[track_caller]
fn took(time: Duration, wanted: Duration) {
    let ratio = time.as_secs_f64() / wanted.as_secs_f64();
    assert!((0.95..=1.05).contains(&ratio), "{time:?} of {wanted:?}");
}

#[test]
fn case_01_accepts_and_never_answers() {
    let server = Fault::by_path();
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let connection = in_process::connect(&scratch, json!({"url": server.at("/silent")}));
        let (connection, time) = with_time_stopped(connection).await;
        took(time, TEN_SECONDS);
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
    Fall::with(connection).says("upgrade_timeout", &words);
}

/// Each field comes in time, and the whole does not.
#[test]
fn case_02_a_header_field_each_half_second() {
    let server = Fault::by_path();
    let connection = json!({"url": server.at("/drip"), "timeouts": {"upgrade": "1200ms"}});
    let fall = Fall::with(connection).says("upgrade_timeout", &["within 1.2s"]);
    let timings = fall.hop()["timings"].as_array().expect("timings");
    let took = timings.last().expect("the upgrade")["ms"].as_f64().expect("a number");
    // The fields that came at 0.5 and at 1 s have begun nothing anew.
    assert!((1200.0..1700.0).contains(&took), "{took} ms of 1200");
    let head = fall.hop()["response"].to_string();
    assert!(head.contains("X-More: 1"), "what had come is shown: {head}");
}

#[test]
fn case_03_header_fields_without_end() {
    let server = Fault::by_path();
    let limits = json!({"header_fields": 1000});
    for limits in [json!({}), limits] {
        let connection = json!({"url": server.at("/endless-fields"), "limits": limits});
        let fall = Fall::with(connection)
            .says("upgrade_malformed", &["65536", "connection.limits.header"]);
        let size = fall.hop()["response"]["size"].as_u64().expect("a size");
        assert!(size <= 64 * 1024, "{size} bytes were read");
        fall.grew_at_most(MIB);
    }
}

#[test]
fn case_04_a_header_line_without_end() {
    let server = Fault::by_path();
    let fall = Fall::of(&server.at("/endless-line"))
        .says("upgrade_malformed", &["65536", "connection.limits.header"]);
    let size = fall.hop()["response"]["size"].as_u64().expect("a size");
    assert!(size <= 64 * 1024, "{size} bytes were read");
    fall.grew_at_most(MIB);
}

#[test]
fn case_05_130_header_fields() {
    let server = Fault::by_path();
    Fall::of(&server.at("/130-fields"))
        .says("upgrade_malformed", &["more than 124", "connection.limits.header_fields"]);
    let limits = json!({"header_fields": 200});
    let connection = json!({"url": server.at("/130-fields"), "limits": limits});
    Fall::with(connection).says("upgrade_malformed", &["Upgrade: websocket"]);
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
        let server = Fault::start(Behaviour::Answer(format!("{head}{html}").into_bytes()));
        let fall = Fall::of(&server.url()).says("upgrade_refused", &[status]);
        assert_eq!(fall.hop()["status"].to_string(), status[..3]);
        assert!(fall.hop()["response"].to_string().contains("Retry-After: 7"));
        assert_eq!(fall.report["error"]["body"], html);
    }
    let long = "x".repeat(100_000);
    let head = format!("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\n\r\n", long.len());
    let server = Fault::start(Behaviour::Answer(format!("{head}{long}").into_bytes()));
    let fall = Fall::of(&server.url()).says("upgrade_refused", &["403 Forbidden"]);
    assert_eq!(fall.report["error"]["body"].as_str().map(str::len), Some(64 * 1024));
}

#[test]
fn case_09_a_body_without_end() {
    let server = Fault::by_path();
    let fall = Fall::of(&server.at("/endless-body")).says("upgrade_refused", &["200 OK"]);
    assert_eq!(fall.report["error"]["body"].as_str().map(str::len), Some(64 * 1024));
    fall.grew_at_most(MIB);
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let url = format!("ws://{}/slow-body", in_process::serve(Behaviour::ByPath).await);
        let connection = in_process::connect(&scratch, json!({"url": url}));
        let (connection, time) = with_time_stopped(connection).await;
        assert!(time <= TEN_SECONDS, "{time:?}");
        let error = connection.status().error.expect("an error");
        let body = &error.refusal().expect("the server's answer, whole or not").body;
        assert!(body.starts_with(b"xxxxxxxx"), "{body:?}");
    });
}

#[test]
fn case_10_the_accept_key_of_another_and_none() {
    let server = Fault::by_path();
    let fall = Fall::of(&server.at("/wrong-accept"));
    let wanted =
        fall.report["error"]["args"]["wanted"].as_str().expect("what it should be").to_owned();
    assert_eq!(wanted.len(), 28);
    fall.says("upgrade_bad_accept", &["s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", &wanted]);
    Fall::of(&server.at("/no-accept")).says("upgrade_bad_accept", &["none instead of"]);
}

#[test]
fn case_11_connection_keep_alive_and_upgrade() {
    let (server, scratch) = (Fault::by_path(), Scratch::new());
    let report =
        Cli::run(["run", &scratch.smallest(&server.at("/keep-alive")), "--json"]).done().json();
    assert_eq!(report["handshake"]["hops"][0]["status"], 101);
    assert_eq!(report["handshake"]["hops"][0]["warnings"], json!(["connection_list"]));
}

#[test]
fn case_12_an_extension_that_nobody_offered() {
    let server = Fault::by_path();
    let words = ["x-made-up; level=3", "not asked for", "offered was none"];
    Fall::of(&server.at("/extension")).says("upgrade_extension", &words);
    let words = ["'made-up'", "not asked for", "offered was none", "connection.subprotocols"];
    Fall::of(&server.at("/subprotocol")).says("upgrade_subprotocol", &words);
}

#[test]
fn case_13_a_subprotocol_beside_the_list_and_two_at_once() {
    let server = Fault::by_path();
    for (path, chosen) in [("/subprotocol", "'made-up'"), ("/two-subprotocols", "'a, b'")] {
        let connection = json!({"url": server.at(path), "subprotocols": ["a", "b"]});
        Fall::with(connection).says("upgrade_subprotocol", &[chosen, "offered was a, b"]);
    }
}

#[test]
fn case_14_bytes_in_headers_that_are_no_text() {
    let server = Fault::by_path();
    // Latin-1, which HTTP allows: the answer is looked at, and each byte is there.
    let fall = Fall::of(&server.at("/latin-1")).says("upgrade_malformed", &["Upgrade: websocket"]);
    let head = fall.hop()["response"].to_string();
    assert!(head.contains("Gr\\\\xfc\\\\xdfe <script>"), "{head}");
    // Controls, which it does not: refused, and shown all the same.
    let fall = Fall::of(&server.at("/controls")).says("upgrade_malformed", &[]);
    assert!(!fall.output.stderr.contains('\u{1b}'), "{:?}", fall.output);
    let head = fall.hop()["response"].to_string();
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
    let first = Step::Say(settings.clone());
    let server = Fault::start(Behaviour::Answer(settings));
    Fall::of(&server.url()).says("upgrade_not_http", &["HTTP/2"]);
    // One that does not wait to be asked.
    let server = Fault::start(Behaviour::Steps(vec![first], Then::Ignore));
    Fall::of(&server.url()).says("upgrade_not_http", &["HTTP/2"]);
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    let server = Fault::start(Behaviour::Answer(preface));
    Fall::of(&server.url()).says("upgrade_not_http", &["HTTP/2"]);
    // An alert, as a server of TLS answers HTTP.
    let server = Fault::start(Behaviour::Answer(vec![0x15, 3, 1, 0, 2, 2, 70]));
    Fall::of(&server.url()).says("upgrade_not_http", &["speaks TLS", "wss://"]);
    let server = Fault::start(Behaviour::Answer(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    let url = server.url().replace("ws:", "wss:");
    Fall::of(&url).says("tls_not_tls", &["does not speak TLS", "ws://"]);
    let server = Fault::start(Behaviour::Answer(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()));
    Fall::of(&server.url()).says("upgrade_not_http", &["SSH-2.0"]);
}
