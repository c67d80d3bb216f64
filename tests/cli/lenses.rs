//! Lenses on the command line: a profile that names one, and what outputs say with it.

use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::frames::{BINARY, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::scratch::{Scratch, example};

const STOMP: [&str; 5] = [
    "CONNECTED\nversion:1.2\n\n\0",
    "\n",
    "MESSAGE\nsubscription:sub-0\nmessage-id:1\ndestination:/queue/test\n\n{\"price\":1.25}\0\n",
    "MESSAGE\nsubscription:sub-0\n\nheaders are missing\0",
    "ERROR\nmessage:no such queue\n\n\0",
];

fn server(messages: &[&str]) -> FaultServer {
    let bytes = messages.iter().flat_map(|text| frame(TEXT, text.as_bytes())).collect();
    FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay })
}

/// Captures these messages with a profile of these parts, and returns the transcript.
fn captured(scratch: &Scratch, profile: Value, messages: usize) -> String {
    let path = scratch.path("t.wlt");
    let profile = scratch.profile(profile);
    let number = messages.to_string();
    Cli::run(["capture", &profile, "--count", &number, "--transcript", &path]).success();
    path
}

/// The exported lines of the received messages of a kind.
fn received(transcript: &str, kind: &str) -> Vec<Value> {
    let filter = format!("dir:received kind:{kind}");
    let args = ["transcript", "export", transcript, "--format", "jsonl", "--filter", &filter];
    let output = Cli::run(args).success();
    output.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn number(transcript: &str, filter: &str) -> u64 {
    let output = Cli::run(["transcript", "count", transcript, "--filter", filter]).success();
    output.stdout.trim().parse().expect("a number")
}

#[test]
fn codes_marks_faults_and_fields_follow_from_the_lens() {
    let (scratch, server) = (Scratch::new(), server(&STOMP));
    let profile = json!({"lens": "stomp", "connection": {"url": server.url()}});
    let path = captured(&scratch, profile, STOMP.len());
    let lines = received(&path, "text");
    let codes: Vec<_> = lines.iter().map(|line| &line["code"]).collect();
    assert_eq!(codes, ["CONNECTED", "heartbeat", "MESSAGE", "MESSAGE", "ERROR"]);
    let fields = &lines[2]["fields"];
    assert_eq!(fields["headers"]["destination"], "/queue/test");
    assert_eq!(fields["body"]["price"].to_string(), "1.25");
    for (filter, expected) in [
        ("is:heartbeat", 1),
        ("is:error", 1),
        ("kind:text -is:heartbeat,error", 3),
        ("fault:fit", 1),
        ("code:MESSAGE", 2),
        ("field.headers.destination=/queue/test", 1),
        ("field.body.price>1", 1),
    ] {
        assert_eq!(number(&path, filter), expected, "{filter}");
    }
    let info = Cli::run(["transcript", "info", &path]).success();
    assert!(info.stdout.contains("MESSAGE"), "{}", info.stdout);
    let csv = Cli::run(["transcript", "export", &path, "--format", "csv"]).success();
    assert!(csv.stdout.contains("CONNECTED"), "{}", csv.stdout);
}

#[test]
fn none_switches_off_what_a_subprotocol_chooses() {
    let messages: &[&[u8]] = &[b"\xd0\0", b"\x20\x02\0\0"];
    let bytes: Vec<u8> = messages.iter().flat_map(|bytes| frame(BINARY, bytes)).collect();
    let scratch = Scratch::new();
    let codes = |lens: Option<&str>| -> Vec<Value> {
        let behaviour = Behaviour::Upgrade { bytes: bytes.clone(), then: Then::Stay };
        let server = FaultServer::start(behaviour);
        let mut profile = json!({"connection": {"url": server.url()}});
        if let Some(lens) = lens {
            profile["lens"] = json!(lens);
        }
        let lines = received(&captured(&scratch, profile, 2), "binary");
        lines.into_iter().map(|line| line["code"].clone()).collect()
    };
    assert_eq!(codes(Some("mqtt")), ["PINGRESP", "CONNACK"]);
    assert_eq!(codes(Some("none")), [Value::Null, json!(0x220)]);
    assert_eq!(codes(None), [Value::Null, json!(0x220)]);
}

#[test]
fn an_unknown_lens_is_reported_with_its_place() {
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({"connection": {"url": "ws://h/"}, "lens": "stamp"}));
    let output = Cli::run(["profile", "check", &profile]);
    let text = format!("{}{}", output.stdout, output.stderr);
    assert!(text.contains("decoding.lens") && text.contains("stomp"), "{text}");
    assert_eq!(output.code, Some(2), "{text}");
}

#[test]
fn each_lens_has_an_example_that_names_it() {
    for (file, lens) in [
        ("devtools", "cdp"),
        ("graphql-ws", "graphql-ws"),
        ("json-rpc", "json-rpc"),
        ("mqtt", "mqtt"),
        ("nats", "nats"),
        ("phoenix", "phoenix"),
        ("signalr", "signalr"),
        ("socketio", "socketio"),
        ("stomp", "stomp"),
    ] {
        let text = std::fs::read(example(&format!("{file}.wirelark.json"))).expect(file);
        let profile: Value = serde_json::from_slice(&text).expect("JSON");
        assert_eq!(profile["lens"], lens);
    }
}
