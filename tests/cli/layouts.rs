use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::scratch::{Scratch, example};

fn rows(transcript: &str) -> Vec<Value> {
    let lines =
        Cli::run(["transcript", "export", transcript, "--format", "jsonl"]).success().stdout;
    lines.lines().map(|line| serde_json::from_str(line).expect("valid JSON")).collect()
}

/// Variables in the URL, the login and messages; layouts for sent and received messages; fields in an export made from
/// the transcript alone.
#[test]
fn replies_are_exported_by_field_and_variables_are_expanded() {
    let (demo, scratch) = (Demo::start(&["--push-rate", "20"]), Scratch::new());
    let (profile, transcript) = (example("demo-layouts.wirelark.json"), scratch.path("l.wlt"));
    let url = format!("url={}", demo.url);
    let profile = profile.to_str().expect("a UTF-8 path");
    Cli::run(["run", profile, "--var", &url, "--var", "user=行情", "--transcript", &transcript])
        .success();
    let rows = rows(&transcript);
    let of = |direction: &str, code: i64| {
        let found = rows.iter().find(|row| row["direction"] == direction && row["code"] == code);
        found.map(|row| row["fields"].clone()).expect("a matching row")
    };
    assert_eq!(of("received", 1)["user"], json!({"user_id": "行情", "role": "admin"}));
    assert_eq!(of("sent", 2), json!({"code": 2, "services": ["first", "test"]}));
    let push = of("received", 100);
    assert_eq!((&push["seq"], &push["service"]), (&json!(1), &json!("first")));
    assert_eq!(of("received", 0), json!({"code": 0, "flag": 0}));
    let echoes: Vec<_> = rows
        .iter()
        .filter(|row| row["direction"] == "sent" && row["kind"] == "text")
        .filter_map(|row| serde_json::from_str::<Value>(row["text"].as_str()?).ok())
        .filter_map(|sent| sent["n"].as_i64())
        .collect();
    assert_eq!(echoes, [1, 2], "the counter continues over a run");
}

#[test]
fn a_variable_without_a_value_is_reported_with_its_path() {
    let scratch = Scratch::new();
    let profile = scratch.path("v.wirelark.json");
    let text = r#"{"wirelark":1,"name":"v","connection":{"url":"ws://{{host}}/"},
        "messages":[{"name":"m","type":"packed","format":"=i","values":["{{id}}"]}],
        "scenarios":[{"name":"s","steps":[{"send":"m"}]}]}"#;
    std::fs::write(&profile, text).expect("write the file");
    Cli::run(["profile", "check", &profile]).success();
    let output = Cli::run(["run", &profile]);
    let (code, line) = output.failed(2);
    assert_eq!(code, "variable_missing", "{line}");
    assert!(line.contains("connection.url") && line.contains("'host'"), "{line}");
    let output = Cli::run(["run", &profile, "--var", "host=127.0.0.1:1"]);
    let (code, line) = output.failed(2);
    assert_eq!(code, "variable_missing", "{line}");
    assert!(line.contains("values[0]") && line.contains("'id'"), "{line}");
}
