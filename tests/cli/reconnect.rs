use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::{Row, rows_of, wait_for_rows};
use wirelark_tests::scratch::Scratch;

/// A server that sends three messages and closes TCP without a Close.
fn dropping_server() -> FaultServer {
    FaultServer::start(Behaviour::Flood { count: 3, size: 20, then: Then::Fin })
}

fn profile(scratch: &Scratch, url: &str, more: Value) -> String {
    let mut reconnect = json!({"on": true, "first": "100ms"});
    reconnect
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    scratch.profile(json!({
        "connection": {"url": url, "reconnect": reconnect},
        "login": {"fields": [{"name": "who", "value": "x"}]},
        "messages": [{"name": "hello", "type": "text", "text": "hello {{counter}}"}],
    }))
}

fn capture(profile: &str, transcript: &str, count: &str) -> Output {
    Cli::run(["capture", profile, "--transcript", transcript, "--count", count, "--json"])
}

/// The payloads of sent rows: messages and notes.
fn sent_payloads(rows: &[Row]) -> Vec<String> {
    let sent = rows.iter().filter(|row| row.direction == "sent" && row.kind != "close");
    sent.map(|row| String::from_utf8(row.payload()).expect("UTF-8")).collect()
}

#[test]
fn one_transcript_holds_all_connections() {
    let (server, scratch) = (dropping_server(), Scratch::new());
    let profile = profile(&scratch, &server.url(), json!({"send": ["hello"]}));
    let transcript = scratch.path("r.wlt");
    let output = capture(&profile, &transcript, "7");
    let report = output.json();
    assert!(report["connections"].as_u64() >= Some(3), "{output:#?}");
    assert!(report["received"].as_u64() >= Some(7), "{report}");
    assert_eq!(report["lost"], 0, "{report}");
    let sent = sent_payloads(&rows_of(&transcript));
    assert_eq!(sent[..2], ["connection 1", r#"{"who": "x"}"#], "the first is a person's to begin");
    assert!(sent[2].starts_with("connection 2: attempt 1 of 20, after 1006: "), "{sent:#?}");
    assert_eq!(sent[3..5], [r#"{"who": "x"}"#, "hello 1"]);
    assert!(sent[5].starts_with("connection 3: attempt 2 of 20, after 1006: "), "{sent:#?}");
    assert_eq!(sent[6..8], [r#"{"who": "x"}"#, "hello 2"]);
}

#[test]
fn reconnecting_gives_up_after_all_attempts() {
    let (server, scratch) = (dropping_server(), Scratch::new());
    let profile = profile(&scratch, &server.url(), json!({"attempts": 8}));
    let transcript = scratch.path("r.wlt");
    let args = ["capture", &profile, "--transcript", &transcript, "--json"];
    let running = Cli::spawn(args);
    wait_for_rows(&transcript, 5);
    drop(server);
    let output = running.finish();
    assert_eq!(output.failed(3).0, "connect_refused");
    let rows = rows_of(&transcript);
    let last = String::from_utf8(rows.last().expect("rows").payload()).expect("UTF-8");
    assert_eq!(last, "given up: all attempts to connect again were made");
}

/// Every connection is lost at once, possibly before it is seen open.
#[test]
fn a_timed_capture_ends_although_no_connection_lasts() {
    let (server, scratch) = (dropping_server(), Scratch::new());
    let profile = profile(&scratch, &server.url(), json!({"max": "100ms"}));
    for n in 0..5 {
        let transcript = scratch.path(&format!("{n}.wlt"));
        let args = ["capture", &profile, "--transcript", &transcript, "--for", "300ms", "--json"];
        let report = Cli::run(args).json();
        assert!(report["received"].as_u64() >= Some(3), "{report}");
        assert_eq!(report["lost"], 0, "{report}");
    }
}

#[test]
fn a_clean_close_is_not_reconnected() {
    let close = Then::Close(vec![3, 232]);
    let server = FaultServer::start(Behaviour::Flood { count: 3, size: 20, then: close });
    let scratch = Scratch::new();
    let profile = profile(&scratch, &server.url(), json!({}));
    let report = capture(&profile, &scratch.path("r.wlt"), "100").success().json();
    assert_eq!((&report["connections"], &report["close"]["code"]), (&json!(1), &json!(1000)));
}

#[test]
fn messages_sent_on_reconnect_must_exist() {
    let scratch = Scratch::new();
    let profile =
        profile(&scratch, "ws://127.0.0.1:9/", json!({"send": ["nobody"], "first": "1ms"}));
    let checked = Cli::run(["profile", "check", &profile]);
    let checked_output = format!("{}{}", checked.stdout, checked.stderr);
    assert!(checked_output.contains("connection.reconnect.send[0]"), "{checked_output}");
    assert!(checked_output.contains("connection.reconnect.first"), "{checked_output}");
}
