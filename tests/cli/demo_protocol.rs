use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::demo::Demo;
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

/// Runs these steps against the demo server; returns the output and the recorded rows.
fn run_messages(url: &str, login: Value, steps: &[(&str, &str)]) -> (Output, Vec<Row>) {
    let scratch = Scratch::new();
    let messages: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(i, (kind, text))| json!({"name": i.to_string(), "type": kind, "text": text}))
        .collect();
    let mut run: Vec<Value> = vec![];
    let mut parts =
        json!({"connection": {"url": url}, "messages": messages, "variables": {"nothing": ""}});
    if !login.is_null() {
        parts["login"] = login;
        run.push("login".into());
    }
    run.extend((0..steps.len()).map(|i| json!({"send": i.to_string()})));
    parts["scenarios"] = json!([{"name": "all", "steps": run}]);
    let (profile, transcript) = (scratch.profile(parts), scratch.path("t.wlt"));
    let output = Cli::run(["run", &profile, "--transcript", &transcript, "--json"]);
    (output, rows_of(&transcript))
}

fn user_login(value: Value) -> Value {
    let kind = if value.is_string() { "string" } else { "json" };
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    json!({"fields": [{"name": "role", "value": "admin"},
                      {"name": "user_id", "value": text, "type": kind}],
           "reply": {"code": 1}})
}

/// The received messages without the Close. The server answers in order, so all of them precede it.
fn replies(rows: &[Row]) -> Vec<Vec<u8>> {
    let received = rows.iter().filter(|row| row.direction == "received" && row.kind != "close");
    received.map(Row::payload).collect()
}

#[test]
fn a_login_is_answered_with_the_user() {
    let demo = Demo::start(&[]);
    let (output, rows) = run_messages(&demo.url, user_login("test1234".into()), &[]);
    output.success();
    let wanted = b"\x01\0\0\0{\"user_id\": \"test1234\", \"role\": \"admin\"}";
    assert_eq!(replies(&rows), [wanted.to_vec()]);
}

#[test]
fn a_login_without_a_user_is_refused_with_4401() {
    let demo = Demo::start(&[]);
    let nobody = json!({"fields": [{"name": "role", "value": "admin"}], "reply": {"code": 1}});
    for login in [nobody, user_login("".into()), user_login(json!(5)), user_login(json!(["test"]))]
    {
        let (output, rows) = run_messages(&demo.url, login.clone(), &[]);
        let (code, text) = output.failed(3);
        assert_eq!(code, "login_refused", "{login}");
        assert!(text.contains("4401") && text.contains("user_id"), "code and reason: {text}");
        let [refusal] = &replies(&rows)[..] else { panic!("{login}: {rows:#?}") };
        assert_eq!(refusal[..4], (-1i32).to_le_bytes());
        assert!(serde_json::from_slice::<Value>(&refusal[4..]).is_ok_and(|tail| tail.is_object()));
        let close = rows.iter().find(|row| row.label() == "received close").expect("a Close");
        assert_eq!(close.payload()[..2], 4401u16.to_be_bytes());
        assert_eq!(output.json()["close"]["code"], 4401);
    }
}

/// The wait is for the server's answer and never elapses.
#[test]
fn anything_but_a_login_first_closes_with_4400() {
    let demo = Demo::start(&[]);
    for (kind, text) in
        [("text", "hello"), ("text", "[1]"), ("hex", "02000000 5b5d"), ("hex", "{{nothing}}")]
    {
        let scratch = Scratch::new();
        let profile = scratch.profile(json!({
            "connection": {"url": demo.url},
            "variables": {"nothing": ""},
            "messages": [{"name": "m", "type": kind, "text": text}],
            "scenarios": [{"name": "s", "steps": [{"send": "m"}, {"wait": "2m"}]}],
        }));
        let output = Cli::run(["run", &profile, "--json"]);
        let (code, message) = output.failed(3);
        assert_eq!(code, "closed", "{kind} {text}");
        assert!(message.contains("4400"), "{message}");
        assert_eq!(output.json()["close"]["by"], "server");
    }
}

#[test]
fn invalid_commands_are_answered_with_minus_2_and_the_command() {
    let demo = Demo::start(&[]);
    let cases = [
        ("hex", "{{nothing}}", "0"),
        ("hex", "010203", "3"),
        ("hex", "09000000", "9"),
        ("hex", "ffffff7f 01", "2147483647"),
        ("hex", "02000000 7b7d", "2"),
        ("hex", "00000000", "0"),
    ];
    let steps: Vec<_> = cases.iter().map(|(kind, text, _)| (*kind, *text)).collect();
    let (output, rows) = run_messages(&demo.url, user_login("u".into()), &steps);
    output.success();
    let replies = replies(&rows);
    assert_eq!(replies.len(), 1 + cases.len(), "one answer for each: {rows:#?}");
    for (reply, (_, text, which)) in replies[1..].iter().zip(cases) {
        assert_eq!(reply[..4], (-2i32).to_le_bytes(), "{text}");
        let tail = std::str::from_utf8(&reply[4..]).expect("UTF-8");
        assert!(tail.contains(which), "'{tail}' names {which}");
    }
}

#[test]
fn services_are_accepted_and_freed_with_the_same_flag() {
    let demo = Demo::start(&["--push-rate", "0"]);
    let steps = [("hex", "02000000 5b22c3a9222c202262225d"), ("hex", "00000000 07")];
    let (output, rows) = run_messages(&demo.url, user_login("u".into()), &steps);
    output.success();
    let replies = replies(&rows);
    // Python's json.dumps escapes non-ASCII characters.
    let wanted = [&2i32.to_le_bytes()[..], br#"["\u00e9", "b"]"#].concat();
    assert_eq!(replies[1], wanted);
    assert_eq!(replies[2], [0, 0, 0, 0, 7]);
    assert_eq!(replies.len(), 3, "a rate of 0 pushes nothing");
}

#[test]
fn text_after_the_login_is_echoed() {
    let demo = Demo::start(&[]);
    let text = "Grüße, 世界 \u{1f600}\n\t\"{}\"";
    let (output, rows) =
        run_messages(&demo.url, user_login("u".into()), &[("text", text), ("text", "{{nothing}}")]);
    output.success();
    assert_eq!(replies(&rows)[1..], [text.as_bytes().to_vec(), vec![]]);
}

/// The original's first example: "Hello world!" and one reply.
#[test]
fn echo_needs_no_login_and_returns_everything() {
    let demo = Demo::start(&[]);
    let steps = [("text", "Hello world!"), ("hex", "00ff"), ("text", "{\"user_id\": \"\"}")];
    for path in ["/echo", "/echo?x=1"] {
        let (output, rows) = run_messages(&demo.at(path), Value::Null, &steps);
        output.success();
        let kinds: Vec<_> = rows
            .iter()
            .filter(|row| row.direction == "received" && row.kind != "close")
            .map(|row| (row.kind.as_str(), row.payload()))
            .collect();
        let wanted = [
            ("text", b"Hello world!".to_vec()),
            ("binary", vec![0, 0xff]),
            ("text", b"{\"user_id\": \"\"}".to_vec()),
        ];
        assert_eq!(kinds, wanted, "{path}");
    }
}
