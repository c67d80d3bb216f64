use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

/// Runs these steps against a silent server; returns the bytes it received and the transcript's rows.
fn run_steps(steps: Value) -> (Vec<u8>, Vec<Row>) {
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::IgnoreClose });
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": server.url(), "timeouts": {"close": "200ms"}},
        "messages": [{"name": "m", "type": "text", "text": "as it should be"}],
        "scenarios": [{"name": "s", "steps": steps}],
    }));
    let transcript = scratch.path("m.wlt");
    Cli::run(["run", &profile, "--transcript", &transcript]).success();
    (server.received().bytes, rows_of(&transcript))
}

#[test]
fn the_transcript_has_the_bytes_that_the_server_received() {
    let (received, rows) = run_steps(json!([
        {"misbehave": {"type": "unmasked", "text": "hi"}},
        {"misbehave": {"type": "fragments", "hex": "01 02 03", "sizes": [2, 1], "between": "pong"}},
        {"misbehave": {"type": "reserved_opcode", "text": "", "opcode": 11}},
        {"misbehave": {"type": "raw", "hex": "c1 00"}},
    ]));
    let raw: Vec<_> = rows.iter().filter(|row| row.kind == "raw").map(Row::payload).collect();
    assert_eq!(raw[0], b"\x81\x02hi");
    assert_eq!(raw[3], [0xc1, 0]);
    let raw = raw.concat();
    assert_eq!(received[..raw.len()], raw, "{rows:#?}");
    // A valid Close follows them.
    assert_eq!(
        (received[raw.len()], received.len()),
        (0x88, raw.len() + 6 + 2 + "user quit".len())
    );
    let notes: Vec<_> = rows.iter().filter(|row| row.kind == "marker").map(Row::payload).collect();
    let notes: Vec<_> = notes.iter().map(|note| String::from_utf8_lossy(note)).collect();
    let wanted = ["no mask", "message in pieces: 2 pieces", "reserved opcode 11", "raw bytes"];
    assert_eq!(notes, wanted.map(|name| format!("misbehaving on purpose: {name}")));
}

#[test]
fn raw_bytes_follow_the_messages_sent_before() {
    let (received, rows) =
        run_steps(json!([{"send": "m"}, {"misbehave": {"type": "raw", "hex": "ff"}}]));
    let size = 6 + "as it should be".len();
    assert_eq!((received[0], received[size]), (0x81, 0xff), "{rows:#?}");
}

#[test]
fn a_forbidden_close_is_the_last_frame_sent() {
    let (received, rows) = run_steps(json!([
        {"misbehave": {"type": "close", "code": 1006, "reason": "no"}},
    ]));
    let [_, raw] = &rows[..] else { panic!("{rows:#?}") };
    assert_eq!(received, raw.payload(), "no other Close follows");
}

#[test]
fn after_a_half_close_received_messages_are_recorded() {
    // The server sends when the client has closed its side.
    let server = FaultServer::start(Behaviour::Upgrade {
        bytes: b"\x81\x02hi".to_vec(),
        then: Then::IgnoreClose,
    });
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "messages": [{"name": "m", "type": "text", "text": "too late"}],
        "scenarios": [{"name": "s", "steps": [{"misbehave": {"type": "half_close"}}, {"send": "m"}]}],
    }));
    let output = Cli::run(["run", &profile]);
    assert_eq!(output.code, Some(3), "{output:#?}");
    assert_eq!(server.received().bytes, b"", "nothing, and no Close");
}

#[test]
fn an_impossible_misbehaviour_is_reported_by_its_path() {
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": "ws://127.0.0.1:9/"},
        "scenarios": [{"name": "s", "steps": [
            {"wait": "1ms"},
            {"misbehave": {"type": "reserved_opcode", "text": "", "opcode": 9}},
        ]}],
    }));
    let checked = Cli::run(["profile", "check", &profile]);
    assert_eq!(checked.code, Some(2), "{checked:#?}");
    let checked_output = format!("{}{}", checked.stdout, checked.stderr);
    assert!(checked_output.contains("scenarios[0].steps[1].misbehave.opcode"), "{checked_output}");
    let run = Cli::run(["run", &profile]);
    assert_eq!(run.failed(2).0, "misbehave_opcode");
}
