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

#[test]
fn an_environment_gives_variables_that_the_command_line_replaces() {
    let scratch = Scratch::new();
    let profile = scratch.path("v.wirelark.json");
    let text = r#"{"wirelark":1,"name":"v","connection":{"url":"ws://{{host}}:1/{{path}}"},"variables":{"host":"own.invalid","path":"a"}}"#;
    std::fs::write(&profile, text).expect("write the file");
    let folder = scratch.path("environments");
    std::fs::create_dir(&folder).expect("create the folder");
    let write = |name: &str, host: &str| {
        let text = json!({"wirelark": 1, "variables": {"host": host}}).to_string();
        std::fs::write(std::path::Path::new(&folder).join(name), text).expect("write the file");
    };
    write("staging.json", "staging.invalid");
    write("prod.json", "prod.invalid");
    write("prod.private.json", "private.invalid");
    let host_of = |more: &[&str]| {
        let output = Cli::run([&["run", profile.as_str()], more].concat());
        let (_, line) = output.failed(3);
        let hosts =
            ["own.invalid", "staging.invalid", "prod.invalid", "private.invalid", "given.invalid"];
        hosts.into_iter().find(|host| line.contains(host)).unwrap_or("none").to_owned()
    };
    assert_eq!(host_of(&["--env", "staging"]), "staging.invalid");
    assert_eq!(host_of(&["--env", "prod"]), "private.invalid");
    assert_eq!(host_of(&["--env", "prod", "--var", "host=given.invalid"]), "given.invalid");
    let output =
        Cli::run(["capture", &profile, "--env", "dev", "--transcript", &scratch.path("x.wlt")]);
    let (code, line) = output.failed(2);
    assert_eq!(code, "environment_missing", "{line}");
    assert!(line.contains("prod, staging"), "{line}");
}

/// The definition of the code goes into the transcript, which then answers for itself.
#[test]
fn codes_are_read_where_the_profile_says() {
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let (profile, transcript) = (scratch.path("c.wirelark.json"), scratch.path("c.wlt"));
    let message = |name: &str, text: &str| json!({"name": name, "type": "text", "text": text});
    let text = json!({
        "wirelark": 1, "name": "c", "connection": {"url": format!("{}echo", demo.url)},
        "code": [{"from": "json", "path": "type"}, {"from": "prefix", "until": " "}],
        "codes": [{"code": "subscribe", "name": "SUBSCRIBE"}],
        "messages": [message("a", r#"{"id": 1, "type": "subscribe"}"#), message("b", "PUB x 1")],
        "scenarios": [{"name": "s", "steps": [{"send": "a"}, {"send": "b"}, {"wait": "500ms"}]}],
        "filters": [{"name": "subs", "filter": "code:\"subscribe\" dir:sent"}]
    });
    std::fs::write(&profile, text.to_string()).expect("write the file");
    Cli::run(["profile", "check", &profile]).success();
    Cli::run(["run", &profile, "--transcript", &transcript]).success();
    let codes: Vec<_> = rows(&transcript)
        .into_iter()
        .filter(|row| row["kind"] == "text")
        .map(|row| row["code"].clone())
        .collect();
    assert_eq!(codes.iter().filter(|code| **code == "subscribe").count(), 2, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == "PUB").count(), 2, "{codes:?}");
    let info = Cli::run(["transcript", "info", &transcript, "--json"]).success().json();
    assert_eq!(
        info["codes"],
        json!([{"code": "PUB", "rows": 2}, {"code": "subscribe", "rows": 2}])
    );
    let count = |filter: &str| {
        Cli::run(["transcript", "count", &transcript, "--filter", filter]).success().stdout
    };
    assert_eq!(count("code:\"subscribe\""), "2\n");
    assert_eq!(count("code:pub,SUBSCRIBE dir:received"), "2\n");
    assert_eq!(count("code:\"Subscribe\" -code:*"), "0\n");

    let bad = text.to_string().replace("\"path\":\"type\"", "\"pth\":\"type\"");
    std::fs::write(&profile, bad).expect("write the file");
    let output = Cli::run(["profile", "check", &profile]);
    let (code, line) = output.failed(2);
    assert_eq!(code, "decoding.code_path", "{line}");
    assert!(output.stderr.contains("code[0].pth") && line.contains("code[0].path"), "{line}");
}
