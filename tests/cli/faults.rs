use std::fs;

use serde_json::{Value, json};
use wirelark_core::packet::layout::checksum::ChecksumKind;
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::frames::{BINARY, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::scratch::Scratch;

/// A trading feed: type, sequence number, price, CRC-32.
fn tick(seq: i64, price: f64) -> Vec<u8> {
    let mut bytes = 7i32.to_le_bytes().to_vec();
    bytes.extend(seq.to_le_bytes());
    bytes.extend(price.to_le_bytes());
    let crc = ChecksumKind::Crc32.of(&[&bytes]);
    bytes.extend(crc.to_le_bytes());
    bytes
}

/// Captures a feed with one fault of each kind.
fn captured(scratch: &Scratch, profile: &mut Value) -> String {
    let mut wrong_crc = tick(3, 1.0);
    wrong_crc[20] ^= 1;
    let mut wrong_type = tick(4, 1.0);
    wrong_type[0] = 8;
    let crc = ChecksumKind::Crc32.of(&[&wrong_type[..20]]);
    wrong_type[20..].copy_from_slice(&crc.to_le_bytes());
    let messages = [
        tick(1, 1.0),
        tick(2, 1.25),
        wrong_crc,
        wrong_type,
        tick(5, -1.0),
        [tick(6, 1.0), vec![0]].concat(),
        tick(7, 1.0)[..9].to_vec(),
        tick(10, 1.0),
        tick(10, 1.0),
    ];
    let frames = messages.iter().map(|message| frame(BINARY, message));
    let bytes = frames.chain([frame(TEXT, b"hello")]).collect::<Vec<_>>().concat();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Close(vec![3, 232]) });
    profile["connection"] = json!({"url": server.url()});
    let (path, transcript) = (scratch.path("feed.wirelark.json"), scratch.path("feed.wlt"));
    fs::write(&path, profile.to_string()).expect("write the profile");
    Cli::run(["profile", "check", &path]).success();
    Cli::run(["capture", &path, "--transcript", &transcript]).success();
    transcript
}

fn feed() -> Value {
    json!({
        "wirelark": 1,
        "name": "feed",
        "layouts": [{"name": "tick", "format": "<iqdI", "fields": [
            {"name": "type", "constant": 7},
            {"name": "seq"},
            {"name": "price", "range": {"from": 0, "to": "1e6"}},
            {"name": "crc", "checksum": {"kind": "crc32"}},
        ]}],
        "rules": [{"layout": "tick", "kind": "binary"}],
        "sequences": [{"name": "ticks", "field": "seq"}],
        "columns": [{"field": "seq"}],
    })
}

#[test]
fn faults_are_counted_exported_and_summed_up() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch, &mut feed());
    let count = |filter: &str| {
        let args = ["transcript", "count", &transcript, "--filter", filter];
        Cli::run(args).success().stdout.trim().to_owned()
    };
    for (filter, rows) in [
        ("fault:*", "7"),
        ("fault:checksum", "1"),
        ("fault:constant", "1"),
        ("fault:range", "1"),
        ("fits:no", "2"),
        ("seq:gap", "1"),
        ("seq:duplicate", "1"),
        ("seq:*", "2"),
        ("fault:checksum,gap", "2"),
        ("\"fault:*\"", "0"),
    ] {
        assert_eq!(count(filter), rows, "{filter}");
    }
    Cli::run(["transcript", "count", &transcript, "--filter", "fault:crc"]).failed(2);

    let lines = Cli::run(["transcript", "export", &transcript, "--format", "jsonl"]).success();
    let row = |line: &str| serde_json::from_str::<Value>(line).expect("valid JSON");
    let faults: Vec<Value> = lines.stdout.lines().map(|line| row(line)["faults"].clone()).collect();
    let expected = [
        json!([]),
        json!([]),
        json!(["checksum"]),
        json!(["constant"]),
        json!(["range"]),
        json!(["trailing"]),
        json!(["fit"]),
        json!(["gap"]),
        json!(["duplicate"]),
        json!([]),
    ];
    assert_eq!(faults[..10], expected);
    let csv = Cli::run(["transcript", "export", &transcript, "--format", "csv"]).success().stdout;
    let mut lines = csv.lines();
    assert!(lines.next().expect("a head").ends_with(",text,hex,\"seq\",faults"));
    assert!(lines.nth(2).expect("row 3").ends_with(",\"3\",\"checksum\""), "{csv}");

    let info = Cli::run(["transcript", "info", &transcript, "--json"]).success().stdout;
    let info: Value = serde_json::from_str(&info).expect("valid JSON");
    assert_eq!(info["faults"]["rows"], 7);
    assert_eq!(info["faults"]["kinds"]["checksum"], 1);
    assert_eq!(info["faults"]["kinds"]["heartbeat"], 0);
    assert_eq!(
        info["faults"]["series"],
        json!([{"type": "sequence", "name": "ticks", "messages": 8, "gaps": 1, "missing": 3,
            "duplicates": 1, "backwards": 0}])
    );
    let text = Cli::run(["transcript", "info", &transcript]).success().stdout;
    assert!(text.contains("faults   in 7 rows: fit 1, constant 1, checksum 1, range 1"), "{text}");
    assert!(text.contains("sequence ticks: 8 messages, 1 gaps, 3 missing"), "{text}");
}

#[test]
fn a_profile_without_rules_has_no_faults_anywhere() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch, &mut json!({"wirelark": 1, "name": "plain"}));
    let export = |format: &str| {
        Cli::run(["transcript", "export", &transcript, "--format", format]).success()
    };
    for text in [
        export("jsonl").stdout,
        export("csv").stdout,
        Cli::run(["transcript", "info", &transcript, "--json"]).success().stdout,
        Cli::run(["transcript", "info", &transcript]).success().stdout,
    ] {
        assert!(!text.contains("fault"), "{text}");
    }
    let args = ["transcript", "count", &transcript, "--filter", "fault:* or seq:* or fits:no"];
    assert_eq!(Cli::run(args).success().stdout.trim(), "0");
}

#[test]
fn wrong_series_are_reported_with_their_path() {
    let scratch = Scratch::new();
    let mut profile = feed();
    profile["connection"] = json!({"url": "ws://127.0.0.1:1/"});
    profile["sequences"] = json!([{"field": "sek", "step": 0, "wrap": "u65"}, {"field": ""}]);
    profile["timestamps"] = json!([{"field": "json.t", "key": "nobody"}]);
    profile["heartbeat_checks"] = json!([{"every": "soon"}]);
    let path = scratch.path("wrong.wirelark.json");
    fs::write(&path, profile.to_string()).expect("write the profile");
    let output = Cli::run(["profile", "check", &path, "--json"]);
    let told: Value = serde_json::from_str(&output.stdout).expect("valid JSON");
    let problems = told["problems"].as_array().expect("a list");
    let mut found: Vec<_> = problems
        .iter()
        .map(|one| (one["path"].as_str().unwrap_or(""), one["code"].as_str().unwrap_or("")))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("heartbeat_checks[0]", "series.no_condition"),
            ("heartbeat_checks[0].every", "duration_invalid"),
            ("sequences[0].field", "series.no_such_field"),
            ("sequences[0].step", "series.step"),
            ("sequences[0].wrap", "series.wrap"),
            ("sequences[1].field", "series.no_field"),
            ("timestamps[0].key", "series.no_such_field"),
        ]
    );
}
