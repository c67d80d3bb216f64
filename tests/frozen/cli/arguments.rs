use crate::cli_calls::Calls;

#[test]
fn arguments_that_are_refused() {
    let mut calls = Calls::new("cli/arguments");
    let smallest = r#"{"wirelark":1,"name":"x","connection":{"url":"ws://127.0.0.1:1/"}}"#;
    calls.scratch.file("x.json", smallest);
    let run = |more: &[&'static str]| [&["run", "x.json"], more].concat();
    let capture = |more: &[&'static str]| [&["capture", "x.json"], more].concat();
    for (name, args) in [
        ("unknown-command", vec!["launch"]),
        ("unknown-option", vec!["--loud"]),
        ("unknown-option-of-run", run(&["--loud"])),
        ("misspelt-option", run(&["--jsom"])),
        ("run-without-profile", vec!["run"]),
        ("capture-without-transcript", capture(&[])),
        ("capture-two-profiles", capture(&["y.json", "--transcript", "t.wlt"])),
        ("capture-for-no-duration", capture(&["--transcript", "t.wlt", "--for", "soon"])),
        ("capture-count-no-number", capture(&["--transcript", "t.wlt", "--count", "-1"])),
        ("capture-no-transcript-name", capture(&["--transcript", "t.txt"])),
        ("capture-transcript-in-no-folder", capture(&["--transcript", "no/such/t.wlt"])),
        ("keep-no-limit", run(&["--keep", "some"])),
        ("keep-too-few", run(&["--keep", "10 messages"])),
        ("var-without-value", run(&["--var", "a"])),
        ("var-without-name", run(&["--var", "=a"])),
        ("secret-without-value", run(&["--secret", "a"])),
        ("secret-of-no-file", run(&["--secret", "a=@none.txt"])),
        ("secret-of-no-variable", run(&["--secret", "a=env:WIRELARK_TEST_NOT_SET"])),
        ("allow-host-no-host", run(&["--allow-host", "a b"])),
        ("url-no-url", run(&["--url", "nowhere"])),
        ("url-no-scheme-of-ours", run(&["--url", "http://127.0.0.1/"])),
        ("url-with-fragment", run(&["--url", "ws://127.0.0.1:1/#top"])),
        ("scenario-unknown", run(&["--scenario", "nobody"])),
        ("transcript-not-wlt", run(&["--transcript", "t.txt"])),
        ("demo-port", vec!["demo-server", "--port", "70000"]),
        ("demo-push-rate", vec!["demo-server", "--push-rate", "-1"]),
        ("export-without-format", vec!["transcript", "export", "t.wlt"]),
        ("export-unknown-format", vec!["transcript", "export", "t.wlt", "--format", "xml"]),
        ("import-without-output", vec!["transcript", "import", "t.har"]),
        (
            "import-each-and-one",
            vec!["transcript", "import", "t.har", "--each", "--connection", "1", "-o", "o.wlt"],
        ),
        ("compare-one", vec!["transcript", "compare", "a.wlt"]),
        ("transcript-unknown", vec!["transcript", "grep", "t.wlt"]),
        ("profile-unknown", vec!["profile", "mend", "x.json"]),
    ] {
        calls.call(name, &args);
    }
    calls.check();
}
