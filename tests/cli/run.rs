use serde_json::json;
use wirelark_tests::cli::{Cli, Signal, can_signal};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::{rows_of, wait_for_rows};
use wirelark_tests::scratch::{Scratch, original_script};

#[test]
fn the_original_script_passes_against_the_demo_server() {
    let (demo, scratch) = (Demo::start(&["--push-rate", "20"]), Scratch::new());
    let (script, transcript) = (original_script(), scratch.path("o.wlt"));
    let script = script.to_str().expect("a UTF-8 path");
    let args = ["run", script, "--url", &demo.url, "--transcript", &transcript];
    let output = Cli::run(args).success();
    assert!(output.stdout.contains("lost 0"), "{output:#?}");
    assert!(output.stdout.contains("closed 1000 user quit"), "{output:#?}");

    let rows = rows_of(&transcript);
    let login = br#"{"role": "admin", "user_id": "test1234"}"#.to_vec();
    let set = [&[2, 0, 0, 0][..], br#"["first", "test"]"#].concat();
    let close = [&1000u16.to_be_bytes()[..], b"user quit"].concat();
    let part = |direction: &str| {
        let rows = rows.iter().filter(|row| row.direction == direction);
        rows.map(|row| (row.kind.as_str(), row.code, row.payload())).collect::<Vec<_>>()
    };
    let wanted = [
        ("text", None, login),
        ("binary", Some(2), set.clone()),
        ("binary", Some(0), vec![0; 5]),
        ("close", None, close.clone()),
    ];
    assert_eq!(part("sent"), wanted);

    let received = part("received");
    let user = br#"{"user_id": "test1234", "role": "admin"}"#;
    assert_eq!(received[0], ("binary", Some(1), [&[1, 0, 0, 0][..], user].concat()));
    assert_eq!(received[1], ("binary", Some(2), set));
    let [.., freed, closed] = &received[..] else { panic!("{received:?}") };
    assert_eq!((freed.1, &freed.2[..]), (Some(0), &[0; 5][..]), "pushes stop with the answer");
    assert_eq!((closed.0, &closed.2), ("close", &close));
    let pushes = &received[2..received.len() - 2];
    assert!(!pushes.is_empty(), "0.5 s at 20 a second");
    for (push, n) in pushes.iter().zip(1i64..) {
        assert_eq!((push.1, &push.2[4..12]), (Some(100), &n.to_le_bytes()[..]));
    }
}

#[test]
fn json_reports_what_a_script_needs() {
    let demo = Demo::start(&["--push-rate", "0"]);
    let script = original_script();
    let script = script.to_str().expect("a UTF-8 path");
    let output = Cli::run(["run", script, "--url", &demo.url, "--json"]).success();
    let report = output.json();
    for (name, wanted) in [
        ("received", json!(3)),
        ("stored", json!(3)),
        ("lost", json!(0)),
        ("sent", json!(3)),
        ("error", json!(null)),
        ("scenario", json!("Original script")),
        ("steps", json!(5)),
        ("ok", json!(true)),
        ("interrupted", json!(false)),
        ("close", json!({"code": 1000, "reason": "user quit", "clean": true, "by": "us"})),
    ] {
        assert_eq!(report[name], wanted, "{name} in {report}");
    }
    assert!(report["seconds"].as_f64().is_some_and(|s| s >= 1.0), "two waits of 0.5 s: {report}");
}

#[test]
fn a_scenario_is_chosen_by_name() {
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let profile = scratch.profile(json!({
        "connection": {"url": demo.at("/echo")},
        "messages": [{"name": "a", "type": "text", "text": "A"},
                     {"name": "b", "type": "json", "text": "[1,2]", "style": "python"}],
        "scenarios": [{"name": "first", "steps": [{"send": "a"}]},
                      {"name": "second", "steps": [{"send": "b"}]}],
    }));
    let sent = |more: &[&str]| {
        let transcript = scratch.path("s.wlt");
        let args = [&["run", &profile, "--transcript", &transcript], more].concat();
        Cli::run(args).success();
        rows_of(&transcript)[0].text.clone().expect("a text")
    };
    assert_eq!(sent(&[]), "A", "the first where none is named");
    assert_eq!(sent(&["--scenario", "second"]), "[1, 2]");
    let output = Cli::run(["run", &profile, "--scenario", "third"]);
    let (code, text) = output.failed(2);
    assert_eq!(code, "scenario_unknown");
    assert!(text.contains("third"), "{text}");
}

#[test]
fn a_secret_is_sent_but_not_recorded_elsewhere() {
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let profile = scratch.profile(json!({
        "connection": {"url": format!("{}?key={{{{secret:key}}}}", demo.url)},
        "login": {"fields": [{"name": "user_id", "value": "{{secret:who}}"}], "reply": {"code": 1}},
    }));
    let transcript = scratch.path("s.wlt");
    let secrets = ["--secret", "who=wh0=canary", "--secret", "key=k3ycanary"];
    let args = [&["run", &profile, "--transcript", &transcript][..], &secrets].concat();
    let output = Cli::run(args).success();
    assert_eq!(rows_of(&transcript)[0].payload(), br#"{"user_id": "wh0=canary"}"#);
    let info = Cli::run(["transcript", "info", &transcript]).success();
    for text in [&output.stdout, &info.stdout] {
        assert!(!text.contains("canary"), "{text}");
    }
    let bytes = std::fs::read(&transcript).expect("read the file");
    let key = bytes.windows(9).any(|w| w == b"k3ycanary");
    assert!(!key, "the URL's secret is in the transcript's header");
}

/// The server is silent, so the scenario would wait for two minutes.
#[test]
fn sigint_ends_a_run_with_a_report_and_0() {
    if !can_signal() {
        return;
    }
    let (server, scratch) = (FaultServer::start(staying()), Scratch::new());
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "messages": [{"name": "m", "type": "text", "text": "hello"}],
        "scenarios": [{"name": "s", "steps": [{"send": "m"}, {"wait": "2m"}]}],
    }));
    let transcript = scratch.path("i.wlt");
    let run = Cli::spawn(["run", &profile, "--transcript", &transcript, "--json"]);
    wait_for_rows(&transcript, 1);
    run.signal(Signal::Interrupt);
    let output = run.finish().success();
    assert_eq!(output.json()["interrupted"], true);
    assert_eq!(output.json()["sent"], 1);
    assert_eq!(server.received().close(), Some(b"\x03\xe8user quit".to_vec()));
}

fn staying() -> Behaviour {
    Behaviour::Upgrade { bytes: vec![], then: Then::Stay }
}

#[test]
fn the_profile_sets_the_close_code_and_reason() {
    let (server, scratch) = (FaultServer::start(staying()), Scratch::new());
    let close = json!({"code": 4001, "reason": "grüß"});
    let profile = scratch.profile(json!({"connection": {"url": server.url(), "close": close}}));
    Cli::run(["run", &profile]).success();
    let wanted = [&4001u16.to_be_bytes()[..], "grüß".as_bytes()].concat();
    assert_eq!(server.received().frames(), [(0x8, wanted)]);
}

#[test]
fn the_upgrade_request_follows_the_url() {
    let (server, scratch) = (FaultServer::start(staying()), Scratch::new());
    let profile = scratch.smallest(&format!("{}a/b?c=d%20e", server.url()));
    Cli::run(["run", &profile]).success();
    let request = server.received().request;
    assert!(request.starts_with("GET /a/b?c=d%20e HTTP/1.1\r\n"), "{request}");
    for field in [&format!("Host: {}", server.peer()), "Sec-WebSocket-Version: 13"] {
        assert!(request.lines().any(|line| line == field), "{field} in {request}");
    }
    assert!(!request.contains("Sec-WebSocket-Extensions"), "nothing that we could not keep");
}

#[test]
fn a_login_without_a_reply_times_out() {
    let (server, scratch) = (FaultServer::start(staying()), Scratch::new());
    let profile = scratch.profile(json!({
        "connection": {"url": server.url()},
        "login": {"fields": [{"name": "a", "value": "b"}], "reply": {"code": 7, "within": "200ms"}},
    }));
    let output = Cli::run(["run", &profile]);
    let (code, text) = output.failed(3);
    assert_eq!(code, "login_timeout");
    assert!(text.contains('7') && text.contains("200ms"), "{text}");
    assert_eq!(server.received().close_code(), Some(1000), "the server got a Close");
}
