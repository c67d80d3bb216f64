use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::netns;
use wirelark_tests::scratch::Scratch;

use crate::failed_capture::FailedCapture;

/// A link whose other end accepts packets and answers none: what is sent to 10.9.0.2 or fd00::2 is lost.
const DEAD_END: &str = "
    ip link add a0 type veth peer name b0
    ip link set a0 up
    ip link set b0 up
    ip addr add 10.9.0.1/24 dev a0
    ip -6 addr add fd00::1/64 dev a0 nodad
    ip neigh add 10.9.0.2 lladdr 02:00:00:00:00:02 dev a0
    ip -6 neigh add fd00::2 lladdr 02:00:00:00:00:02 dev a0";

/// Runs `capture` in a network with that link, after these shell lines.
fn capture(scratch: &Scratch, connection: Value, lines: &str) -> Output {
    let (profile, transcript) =
        (scratch.profile(json!({"connection": connection})), scratch.path("n.wlt"));
    let cli = Cli::path().to_str().expect("a UTF-8 path");
    let folder = scratch.path("");
    let script = format!(
        "{DEAD_END}\n{lines}\n\"$CLI\" capture \"$PROFILE\" --for 1ms --transcript \"$TRANSCRIPT\" --json"
    );
    netns::run(
        &script,
        &[("CLI", cli), ("PROFILE", &profile), ("TRANSCRIPT", &transcript), ("FOLDER", &folder)],
    )
}

#[test]
fn case_18_an_unknown_name() {
    // RFC 6761 section 6.4: this top-level domain never exists.
    let connection = json!({"url": "ws://name.invalid:9/", "timeouts": {"resolve": "60s"}});
    let words = ["'name.invalid' could not be resolved", "check its spelling"];
    FailedCapture::with(connection).has_error("resolve_failed", &words);
}

/// The system's resolver would wait for minutes and cannot be cancelled; the connection does not wait for it.
#[test]
fn case_18_a_name_server_that_does_not_answer() {
    if !netns::allowed() {
        return;
    }
    let scratch = Scratch::new();
    let connection = json!({"url": "ws://name.test:9/", "timeouts": {"resolve": "300ms"}});
    let lines =
        "printf 'nameserver 10.9.0.2\\noptions timeout:30 attempts:5\\n' > \"$FOLDER/resolv.conf\"
        mount --bind \"$FOLDER/resolv.conf\" /etc/resolv.conf";
    let output = capture(&scratch, connection, lines);
    let (code, text) = output.failed(3);
    assert_eq!(code, "resolve_timeout");
    for word in ["resolving the name", "300ms", "connection.timeouts.resolve"] {
        assert!(text.contains(word), "{text}");
    }
}

/// Happy Eyeballs (RFC 8305): an unreachable address delays the connection by a quarter of a second, not by a time-out.
#[test]
fn case_18_an_address_that_does_not_answer_before_one_that_does() {
    if !netns::allowed() {
        return;
    }
    let scratch = Scratch::new();
    let connection = json!({
        "url": "ws://both.test:9000/",
        "resolve": ["both.test:9000:[fd00::2],127.0.0.1"],
        "timeouts": {"connect": "10s"},
    });
    let lines = "mkfifo \"$FOLDER/said\"
        \"$CLI\" demo-server --port 9000 --push-rate 100 > \"$FOLDER/said\" &
        read -r line < \"$FOLDER/said\"";
    let output = capture(&scratch, connection, lines);
    assert_eq!(output.code, Some(0), "{output:?}");
    let report = output.json();
    let hop = &report["handshake"]["hops"][0];
    assert_eq!(hop["peer"], "127.0.0.1:9000", "{report}");
    assert_eq!(hop["tries"][0]["address"], "[fd00::2]:9000", "the dead one came first: {hop}");
    assert_eq!(hop["tries"][0]["error"], Value::Null, "and was under way still");
    let timings = hop["timings"].as_array().expect("an array");
    let connecting =
        timings.iter().find(|t| t["phase"] == "connecting").expect("a connecting phase");
    let ms = connecting["ms"].as_f64().expect("a number");
    assert!(ms / 10_000.0 <= 0.1, "{ms} ms of the time-out's 10 s");
}
