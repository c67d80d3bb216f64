use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::frames::{BINARY, PING, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::scratch::Scratch;

fn captured(scratch: &Scratch) -> String {
    let bytes = [
        frame(TEXT, b"Hello"),
        frame(BINARY, b"\x02\0\0\0[\"first\"]"),
        frame(BINARY, b"\x01\0\0\0{\"user_id\": \"x\"}"),
        frame(PING, b"beat"),
    ]
    .concat();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Close(vec![3, 232]) });
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("t.wlt"));
    Cli::run(["capture", &profile, "--transcript", &transcript]).success();
    transcript
}

#[test]
fn count_prints_one_number() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch);
    for (filter, count) in [
        ("", 6 + 1),
        ("hello", 1),
        ("code:2", 1),
        ("-code:2 kind:binary", 1),
        ("field.tail:first or field.tail.user_id=x", 2),
        ("dir:received (kind:ping or size=5)", 2),
        ("nothing", 0),
    ] {
        let out =
            Cli::run(["transcript", "count", &transcript, "--filter", filter]).success().stdout;
        if !filter.is_empty() {
            assert_eq!(out, format!("{count}\n"), "{filter}");
        }
    }
    let all = Cli::run(["transcript", "count", &transcript]).success().stdout;
    let none = Cli::run(["transcript", "count", &transcript, "--filter", ""]).success().stdout;
    assert_eq!(all, none);
}

#[test]
fn export_writes_the_rows_that_match() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch);
    let args = [
        "transcript",
        "export",
        &transcript,
        "--format",
        "jsonl",
        "--filter",
        "-kind:text size>4 dir:received",
    ];
    let lines = Cli::run(args).success().stdout;
    let codes: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].clone())
        .collect();
    assert_eq!(codes, [2, 1]);
}

#[test]
fn info_reports_the_latency() {
    let scratch = Scratch::new();
    let demo = Demo::start(&[]);
    let transcript = scratch.path("t.wlt");
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/original-script.wirelark.json");
    let args = ["run", profile, "--url", &demo.url, "--transcript", &transcript];
    Cli::run(args).success();
    let info = Cli::run(["transcript", "info", &transcript, "--json"]).success().json();
    let latency = &info["latency"];
    assert_eq!(latency["rule"], "same_code");
    let set = latency["commands"].as_array().unwrap().iter().find(|one| one["code"] == 2).unwrap();
    assert_eq!((set["requests"].clone(), set["replies"].clone()), (1.into(), 1.into()));
    let ms = |name: &str| set[name].as_f64().unwrap();
    assert!(ms("min_ms") > 0.0 && ms("min_ms") == ms("max_ms") && ms("p95_ms") == ms("median_ms"));
    let answered =
        Cli::run(["transcript", "count", &transcript, "--filter", "latency>0"]).success();
    assert_eq!(answered.stdout, format!("{}\n", latency["all"]["replies"]));
}

#[test]
fn a_filter_error_names_its_column() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch);
    for command in [&["count"][..], &["export", "--format", "jsonl"]] {
        let mut args =
            vec!["transcript", command[0], transcript.as_str(), "--filter", "a size:viel"];
        args.extend(&command[1..]);
        let run = Cli::run(args);
        assert_eq!(run.code, Some(2));
        assert_eq!(run.stdout, "");
        assert!(
            run.stderr.starts_with("error filter_value: --filter: column 8: "),
            "{}",
            run.stderr
        );
        assert_eq!(run.stderr.lines().count(), 1);
    }
}
