//! Messages of real protocols that are spread over several rows, in the recorded sessions.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use wirelark_core::transcript::{Header, Reader, Writer, WriterOptions};
use wirelark_tests::cli::Cli;
use wirelark_tests::scratch::Scratch;

fn nats() -> Value {
    json!({
        "joined": [{
            "end": "hex:0d0a",
            "body": {"length": r"^(?:H?PUB|H?MSG) .*?(\d+)$", "plus": 2},
        }],
        "code": {"from": "prefix", "until": " "},
    })
}

fn mqtt() -> Value {
    json!({
        "joined": [{"name": "packet", "length": {"offset": 1, "type": "varint"}}],
        "code": {"from": "integer", "type": "B"},
        "layouts": [{
            "name": "publish",
            "format": "<B",
            "fields": [{"name": "head"}],
            "tail": {"type": "varint", "name": "size", "varint": "mqtt", "then": {
                "format": ">H",
                "fields": [{"name": "n"}],
                "tail": {"type": "text", "name": "topic", "length": "n", "then": {
                    "tail": {"type": "bytes", "name": "payload"},
                }},
            }},
        }],
    })
}

fn stomp() -> Value {
    json!({
        "joined": [{
            "end": "hex:0a0a",
            "between": "hex:0d0a",
            "body": {"length": r"\ncontent-length:(\d+)", "plus": 1, "end": "hex:00"},
        }],
        "code": {"from": "prefix", "until": "\n"},
    })
}

/// A session's rows as JSON Lines, in a transcript with these rules, and the folder that holds it.
fn exported(name: &str, rules: &Value) -> (Vec<Value>, String, Scratch) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let scratch = Scratch::new();
    let bytes = std::fs::read(folder.join(format!("{name}.wlt"))).expect("read the transcript");
    let reader = Reader::open(scratch.file("session.wlt", bytes)).expect("open");
    let path = scratch.path("joined.wlt");
    let header = Header { rules: rules.clone(), ..reader.header().clone() };
    let options = WriterOptions::default();
    let mut writer = Writer::create(&path, &header, options, Box::new(|| {})).expect("create");
    for row in reader.row_range().expect("rows") {
        let record = reader.record(row).expect("a record");
        let payload = reader.payload(row).expect("a payload");
        writer.push(record.direction, record.kind, record.time_ns, &payload);
    }
    writer.finish().expect("written");
    let lines = Cli::run(["transcript", "export", &path, "--format", "jsonl"]).success().stdout;
    let lines = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (lines, path, scratch)
}

/// The rows that begin a message of several, and the row in which it ends, as the session's JSON says.
fn described(name: &str) -> BTreeMap<u64, u64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sessions/{name}.json"));
    let text = std::fs::read(path).expect("read the JSON");
    let description: Value = serde_json::from_slice(&text).expect("JSON");
    let rows = description["rows"].as_array().expect("a list");
    let parts =
        rows.iter().filter_map(|row| Some((row["part_of"].as_u64()?, row["row"].as_u64()?)));
    // A later part replaces an earlier one.
    parts.collect()
}

#[test]
fn recorded_sessions_are_joined_as_their_servers_understood_them() {
    for (name, rules) in [
        ("mqtt-3.1.1", mqtt()),
        ("mqtt-5", mqtt()),
        ("nats", nats()),
        ("stomp", stomp()),
        ("stomp-error", stomp()),
    ] {
        let (rows, path, _scratch) = exported(name, &rules);
        let parts = rows
            .iter()
            .filter_map(|row| Some((row["parts"][0].as_u64()?, row["parts"][1].as_u64()?)));
        assert_eq!(parts.collect::<BTreeMap<_, _>>(), described(name), "{name}");
        for row in &rows {
            assert!(row["faults"].as_array().is_none_or(Vec::is_empty), "{name}: {row}");
            let is_part = row["parts"].is_null() && !row["part_of"].is_null();
            assert!(row["code"].is_null() || !is_part, "{name}: {row}");
            // Every packet has a type; an operation of NATS without arguments has no code.
            let is_packet = name.starts_with("mqtt") && row["kind"] == "binary";
            assert!(!row["code"].is_null() || is_part || !is_packet, "{name}: {row}");
        }
        let count = |filter: &str| {
            let args = ["transcript", "count", &path, "--filter", filter];
            Cli::run(args).success().stdout.trim().parse::<usize>().expect("a number")
        };
        assert_eq!(count("joined:yes"), described(name).len(), "{name}");
        assert_eq!(count("part:yes"), 2 * described(name).len(), "{name}");
        assert_eq!(count("fault:split"), 0, "{name}");
    }
}

#[test]
fn codes_and_fields_are_those_of_the_whole_message() {
    let (rows, path, _scratch) = exported("nats", &nats());
    assert_eq!((&rows[22]["code"], &rows[22]["part_of"]), (&Value::Null, &json!(23)));
    assert_eq!((&rows[23]["code"], &rows[23]["parts"]), (&json!("PUB"), &json!([23, 24])));
    assert_eq!(rows[23]["text"], " world\r\n", "what was on the wire");
    let count = |path: &str, filter: &str| {
        let args = ["transcript", "count", path, "--filter", filter];
        Cli::run(args).success().stdout.trim().to_owned()
    };
    // Rows 6, 11, 13, 15, 21 and 24; the first part counts with the row in which it ends.
    assert_eq!(count(&path, "code:PUB"), "6");
    let info = Cli::run(["transcript", "info", &path, "--json"]).success().stdout;
    let info: Value = serde_json::from_str(&info).expect("JSON");
    assert!(info.to_string().contains("\"PUB\""), "{info}");

    let mut rules = mqtt();
    rules["rules"] = json!([{"layout": "publish", "prefix": "30"}]);
    let (rows, path, _scratch) = exported("mqtt-5", &rules);
    let fields = &rows[26]["fields"];
    assert_eq!(
        (&fields["topic"], &fields["payload"]),
        (&json!("hello/f"), &json!("hex:00696e2074776f207061727473"))
    );
    let both = &rows[22]["fields"]["messages"];
    assert_eq!((&both[0]["topic"], &both[1]["topic"]), (&json!("hello/d"), &json!("hello/e")));
    assert_eq!(count(&path, "field.topic:hello/f dir:sent"), "1");
    assert_eq!(count(&path, "field.topic:hello/e dir:sent"), "1", "the second packet of row 23");
    let csv = Cli::run(["transcript", "export", &path, "--format", "csv"]).success().stdout;
    assert!(csv.lines().nth(27).is_some_and(|line| line.ends_with("\"26..27\"")), "{csv}");
}

#[test]
fn wrong_definitions_are_reported_with_their_path() {
    let scratch = Scratch::new();
    let profile = json!({
        "wirelark": 1, "name": "wrong", "connection": {"url": "ws://127.0.0.1:1/"},
        "joined": [{}, {"length": {"type": "d"}}, {"end": "\n"}, {"end": "hex:00", "body": {"length": "\\d"}}],
    });
    let path = scratch.path("wrong.wirelark.json");
    std::fs::write(&path, profile.to_string()).expect("write the profile");
    let output = Cli::run(["profile", "check", &path, "--json"]);
    let told: Value = serde_json::from_str(&output.stdout).expect("valid JSON");
    let problems = told["problems"].as_array().expect("a list").iter();
    let found: Vec<_> = problems.map(|one| (one["path"].as_str(), one["code"].as_str())).collect();
    assert_eq!(
        found,
        [
            (Some("joined[0].length"), Some("joined.no_end")),
            (Some("joined[1].length.type"), Some("joined.type")),
            (Some("joined[2].end"), Some("joined.mark")),
            (Some("joined[3].body.length"), Some("joined.regex")),
        ]
    );
}
