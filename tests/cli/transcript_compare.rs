use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

/// A transcript of these texts, received one after the other.
fn transcript(scratch: &Scratch, name: &str, texts: &[&str]) -> String {
    let line = |text: &&str| {
        let line = json!({"time": "2026-01-02T03:04:05Z", "direction": "received", "kind": "text", "text": text});
        format!("{line}\n")
    };
    let from = scratch.file("from.jsonl", texts.iter().map(line).collect::<String>());
    let to = scratch.path(name);
    let stdout = Cli::run(["transcript", "import", &from, "-o", &to]).success().stdout;
    assert_eq!(stdout, format!("{to}: {} messages\n", texts.len()));
    to
}

#[test]
fn compare_exits_with_0_if_equal_and_1_if_different() {
    let scratch = Scratch::new();
    let a = transcript(&scratch, "a.wlt", &["one", "{\"n\": 1}"]);
    let b = transcript(&scratch, "b.wlt", &["one", "{\"n\": 2}"]);
    let same = Cli::run(["transcript", "compare", &a, &a]).success().stdout;
    assert!(same.ends_with("\nequal\n"), "{same}");
    let output = Cli::run(["transcript", "compare", &a, &b]);
    assert_eq!(output.failed(1).0, "different");
    for line in ["first difference: A's row 2, B's row 2", "n: only in A: 1", "n: only in B: 2"] {
        assert!(output.stdout.contains(line), "{line} in {}", output.stdout);
    }
    Cli::run(["transcript", "compare", &a, &b, "--ignore", "n"]).success();
    let output = Cli::run(["transcript", "compare", &a, &b, "--json"]);
    output.failed(1);
    let found = output.json();
    assert_eq!((&found["is_equal"], &found["rows_a"]), (&json!(false), &json!(2)));
    assert_eq!(found["commands"][0]["first_difference"], json!([2, 2]));
    assert_eq!(Cli::run(["transcript", "compare", &a, "no.wlt"]).failed(2).0, "transcript_open");
}

#[test]
fn failed_imports_say_why() {
    let scratch = Scratch::new();
    let out = scratch.path("o.wlt");
    let bad = scratch.file("bad.jsonl", "{\"row\": 1}\n");
    let output = Cli::run(["transcript", "import", &bad, "-o", &out]);
    let (code, text) = output.failed(2);
    assert!(code == "import_damaged" && text.contains("line 1"), "{code} {text}");
    let entry = |url: &str| {
        let message = json!({"type": "send", "time": 1767323045.5, "opcode": 1, "data": url});
        json!({"_resourceType": "websocket", "request": {"url": url}, "_webSocketMessages": [message]})
    };
    let har = json!({"log": {"entries": [entry("wss://h/1"), entry("wss://h/2")]}});
    let har = scratch.file("two.har", har.to_string());
    let output = Cli::run(["transcript", "import", &har, "-o", &out]);
    let (code, text) = output.failed(2);
    assert!(code == "import_several" && text.contains("2: wss://h/2 (1 messages)"), "{text}");
    Cli::run(["transcript", "import", &har, "--connection", "2", "-o", &out]).success();
    assert_eq!(rows_of(&out)[0].text.as_deref(), Some("wss://h/2"));
    Cli::run(["transcript", "import", &har, "--each", "-o", &out]).success();
    assert_eq!(rows_of(&scratch.path("o-1.wlt"))[0].text.as_deref(), Some("wss://h/1"));
    let output = Cli::run(["transcript", "import", &har, "-o", &har]);
    assert_eq!(output.failed(2).0, "transcript_name");
}

#[test]
fn an_export_takes_a_filter_and_a_byte_order_mark() {
    let scratch = Scratch::new();
    let a = transcript(&scratch, "a.wlt", &["one", "two", "three"]);
    let export = |more: &[&str]| {
        Cli::run([&["transcript", "export", &a, "--format", "csv"], more].concat()).success().stdout
    };
    assert_eq!(export(&[]).lines().count(), 4);
    let some = export(&["--filter", "t", "--bom"]);
    assert!(some.starts_with("\u{feff}row,"), "{some}");
    assert_eq!(some.lines().count(), 3);
    let output = Cli::run(["transcript", "export", &a, "--format", "har", "--bom"]);
    assert_eq!(output.failed(2).0, "bom_without_csv");
}
