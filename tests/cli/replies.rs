use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Signal};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::frames::{TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Step, Then};
use wirelark_tests::row::{Row, rows_of, wait_for_rows};
use wirelark_tests::scratch::Scratch;

fn text(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

/// A server that sends these texts and stays.
fn server(texts: &[&str]) -> FaultServer {
    let bytes = texts.iter().flat_map(|text| frame(TEXT, text.as_bytes())).collect();
    FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay })
}

fn sent(rows: &[Row]) -> Vec<String> {
    let rows = rows.iter().filter(|row| row.direction == "sent");
    rows.filter_map(|row| row.text.clone()).collect()
}

/// Runs until so many rows are stored, and interrupts.
#[track_caller]
fn until(scratch: &Scratch, profile: &str, args: &[&str], rows: u64) -> (Value, Vec<Row>) {
    let transcript = scratch.path("t.wlt");
    let command = ["capture", profile, "--transcript", &transcript, "--json"];
    let run = Cli::spawn([&command[..], args].concat());
    wait_for_rows(&transcript, rows);
    run.signal(Signal::Interrupt);
    let report = run.finish().success().json();
    (report, rows_of(&transcript))
}

#[test]
fn received_messages_are_answered_with_their_fields() {
    let server = server(&["PING 1", r#"{"type":"ping","id":9007199254740993}"#, "other"]);
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "variables": {"who": "me"},
        "messages": [{"name": "pong", "type": "json", "style": "compact",
            "text": "{\"type\":\"pong\",\"id\":{{received.field.id}},\"by\":\"{{who}}\"}"}],
        "replies": [
            {"when": "/^PING/", "send": text("PONG to {{received.text}} of {{received.size}}")},
            {"when": "field.type=ping", "send": "pong", "after": "1ms"},
            {"when": "other", "send": text("off"), "off": true}
        ]
    }));
    let (report, rows) = until(&scratch, &profile, &["--replies"], 5);
    assert_eq!(
        sent(&rows),
        ["PONG to PING 1 of 6", r#"{"type":"pong","id":9007199254740993,"by":"me"}"#]
    );
    let wanted = json!({"sent": 2, "heartbeats": 0, "skipped": 0, "error": null});
    assert_eq!(report["replies"], wanted);

    // Nothing is sent without the option.
    let transcript = scratch.path("off.wlt");
    let args = ["capture", &profile, "--count", "3", "--transcript", &transcript, "--json"];
    let report = Cli::run(args).success().json();
    assert_eq!((sent(&rows_of(&transcript)), &report["replies"]), (vec![], &Value::Null));
}

#[test]
fn replies_end_after_their_times_and_what_cannot_be_sent_is_told() {
    let server = server(&["a", "a", "a", "b"]);
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "replies": [
            {"when": "a", "send": text("twice"), "times": 2},
            {"when": "b", "send": text("{{received.field.id}}")},
            {"when": "b", "send": text("last")}
        ]
    }));
    let transcript = scratch.path("t.wlt");
    let run = Cli::spawn(["capture", &profile, "--transcript", &transcript, "--replies"]);
    wait_for_rows(&transcript, 7);
    run.signal(Signal::Interrupt);
    let output = run.finish().success();
    assert_eq!(sent(&rows_of(&transcript)), ["twice", "twice", "last"]);
    assert!(output.stdout.contains("replies 3 heartbeats 0"), "{}", output.stdout);
    let note =
        "note reply_value_missing: replies[1]: not sent: the received message has no field.id";
    assert!(output.stderr.contains(note), "{}", output.stderr);
}

/// An echo server and a reply answer each other: each message once.
#[test]
fn an_echo_server_is_answered_until_the_times_are_used_up() {
    let server = FaultServer::start(Behaviour::Echo);
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "login": {"messages": [text("a")]},
        "replies": [{"when": "a", "send": text("{{received.text}}a"), "times": 5}]
    }));
    let (_, rows) = until(&scratch, &profile, &["--replies"], 12);
    assert_eq!(sent(&rows), ["a", "aa", "aaa", "aaaa", "aaaaa", "aaaaaa"]);
}

#[test]
fn heartbeats_are_sent_after_the_login() {
    let demo = Demo::start(&["--push-rate", "0"]);
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": demo.url},
        "login": {"fields": [{"name": "user_id", "value": "me"}], "reply": {"code": 1}},
        "heartbeats": [
            {"send": text("beat {{counter}}"), "every": "100ms"},
            {"send": text("never"), "every": "100ms", "off": true}
        ]
    }));
    let (report, rows) = until(&scratch, &profile, &["--replies"], 8);
    let sent = sent(&rows);
    assert_eq!(sent[1..4], ["beat 1", "beat 2", "beat 3"]);
    assert_eq!(
        (rows[0].direction.as_str(), rows[1].code),
        ("sent", Some(1)),
        "login and its reply"
    );
    assert!(report["replies"]["heartbeats"].as_u64() >= Some(3), "{report}");
}

#[test]
fn secrets_in_replies_are_not_shown() {
    let server = server(&["who"]);
    let scratch = Scratch::new();
    let secret = "hunter2hunter2";
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "replies": [{"when": "who", "send": {"type": "hex", "text": "{{secret:pass}}{{received.size}}"}}]
    }));
    let transcript = scratch.path("t.wlt");
    let pass = format!("pass={secret}");
    let args = ["capture", &profile, "--transcript", &transcript, "--replies", "--secret", &pass];
    let run = Cli::spawn(args);
    wait_for_rows(&transcript, 1);
    run.signal(Signal::Interrupt);
    let output = run.finish();
    let all = format!("{}{}", output.stdout, output.stderr);
    assert!(!all.contains(secret), "{all}");
    // Without its value nothing is sent.
    let args = ["capture", &profile, "--transcript", &transcript, "--replies"];
    assert_eq!(Cli::run(args).failed(2).0, "secret_missing");
}

#[test]
fn mistakes_are_reported_before_connecting() {
    let scratch = Scratch::new();
    let profile = |replies: Value, heartbeats: Value| {
        scratch.profile(json!({
            "connection": {"url": "ws://127.0.0.1:1/"}, "replies": replies, "heartbeats": heartbeats
        }))
    };
    for (replies, heartbeats, code, place) in [
        (
            json!([{"when": "row:3", "send": text("x")}]),
            json!([]),
            "filter_rows_only",
            "replies[0].when",
        ),
        (json!([{"when": "a", "send": "gone"}]), json!([]), "message_unknown", "replies[0].send"),
        (
            json!([{"when": "a", "send": text("{{x}}")}]),
            json!([]),
            "variable_missing",
            "replies[0].send",
        ),
        (
            json!([]),
            json!([{"send": text("x"), "every": "1ms"}]),
            "duration_too_short",
            "heartbeats[0].every",
        ),
    ] {
        let profile = profile(replies, heartbeats);
        let output = Cli::run(["run", &profile, "--replies"]);
        let (found, text) = output.failed(2);
        assert_eq!(found, code);
        assert!(text.contains(place), "{text}");
        if code != "variable_missing" {
            let output = Cli::run(["profile", "check", &profile]);
            assert!(output.stderr.contains(place) || output.stdout.contains(place), "{output:#?}");
        }
    }
    let output = Cli::run(["run", &profile(json!([]), json!([])), "--replies"]);
    assert!(output.stderr.contains("note replies: the profile has neither"), "{}", output.stderr);
}

#[test]
fn a_login_of_several_messages_waits_for_each_reply() {
    let steps = vec![
        Step::Upgrade(""),
        Step::Write(frame(TEXT, b"INFO {}")),
        Step::WaitForFrames(1),
        Step::Write(frame(TEXT, b"challenge")),
        Step::WaitForFrames(2),
        Step::Write(frame(TEXT, b"welcome")),
    ];
    let server = FaultServer::start(Behaviour::Steps(steps, Then::Stay));
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "login": {
            "messages": [{"expect": "/^INFO/"}, {"send": text("hello"), "expect": "challenge"}, text("answer")],
            "reply": {"filter": "welcome", "within": "30s"}
        },
        "messages": [{"name": "after", "type": "text", "text": "after"}],
        "scenarios": [{"name": "s", "steps": ["login", {"send": "after"}]}]
    }));
    let transcript = scratch.path("t.wlt");
    Cli::run(["run", &profile, "--transcript", &transcript]).success();
    let rows = rows_of(&transcript);
    let rows: Vec<_> = rows.iter().filter_map(|row| row.text.as_deref()).collect();
    assert_eq!(rows, ["INFO {}", "hello", "challenge", "answer", "welcome", "after"]);
}

#[test]
fn a_login_can_be_refused_by_a_message_and_times_out_by_its_filter() {
    let scratch = Scratch::new();
    let login = |server: &FaultServer, within: &str| {
        scratch.profile(json!({
            "connection": {"url": server.url()},
            "login": {
                "messages": [text("hello")],
                "reply": {"filter": "field.type=connection_ack", "within": within},
                "refused": {"filter": "field.type=error"}
            }
        }))
    };
    let steps = vec![
        Step::Upgrade(""),
        Step::WaitForFrames(1),
        Step::Write(frame(TEXT, br#"{"type":"error","why":"no"}"#)),
    ];
    let refusing = FaultServer::start(Behaviour::Steps(steps, Then::Stay));
    for command in ["run", "capture"] {
        let profile = login(&refusing, "30s");
        let transcript = scratch.path("t.wlt");
        let output = Cli::run([command, &profile, "--transcript", &transcript]);
        let (code, text) = output.failed(3);
        assert_eq!(code, "login_refused");
        assert!(text.contains(r#"{"type":"error","why":"no"}"#), "{text}");
    }
    let silent = server(&[]);
    let output = Cli::run(["run", &login(&silent, "50ms")]);
    let (code, text) = output.failed(3);
    assert_eq!(code, "login_timeout");
    assert!(text.contains("that matches 'field.type=connection_ack'"), "{text}");
}
