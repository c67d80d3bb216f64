use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::scratch::Scratch;

/// Runs a command that must be refused: exit code 2, this error code, these words in its text, and nothing on stdout.
#[track_caller]
fn assert_refused(args: &[&str], code: &str, words: &[&str]) {
    let output = Cli::run(args);
    let (found, text) = output.failed(2);
    assert_eq!(found, code, "{text}");
    for word in words {
        assert!(text.contains(word), "'{word}' in: {text}");
    }
    assert_eq!(output.stdout, "");
}

#[test]
fn urls_that_are_not_websocket_urls() {
    let scratch = Scratch::new();
    for (url, code, words) in [
        ("", "url_invalid", ["ws://host:port/path"]),
        ("127.0.0.1:9000", "url_invalid", ["127.0.0.1:9000"]),
        ("localhost:9000", "url_invalid", ["localhost"]),
        ("ws://127.0.0.1:99999/", "url_invalid", ["port"]),
        ("ws://[::1/", "url_invalid", ["ws://[::1/"]),
        ("http://127.0.0.1:9000/", "url_scheme", ["use ws:// or wss://"]),
        ("file:///etc/passwd", "url_scheme", ["use ws:// or wss://"]),
        ("ws://", "url_missing_host", ["no host"]),
        ("ws://127.0.0.1:9000/#x", "url_fragment", ["fragment"]),
    ] {
        let profile = scratch.smallest(url);
        assert_refused(&["run", &profile], code, &words);
        assert_refused(
            &["capture", &profile, "--transcript", &scratch.path("n.wlt")],
            code,
            &words,
        );
        let good = scratch.smallest("ws://127.0.0.1:9/");
        assert_refused(&["run", &good, "--url", url], code, &words);
    }
    assert!(!std::path::Path::new(&scratch.path("n.wlt")).exists(), "no file is created");
}

#[test]
fn invalid_json_is_reported_with_line_and_column() {
    let scratch = Scratch::new();
    let torn = scratch.file("t.wirelark.json", "{\"wirelark\": 1,\n \"name\": \"x\",,\n}");
    assert_refused(&["run", &torn], "profile_damaged", &[&torn, "line 2", "column 14"]);
    let mistyped = "{\"wirelark\": 1, \"name\": \"x\",\n \"connection\": {\"url\": 5}}";
    let mistyped = scratch.file("w.wirelark.json", mistyped);
    assert_refused(
        &["run", &mistyped],
        "profile_damaged",
        &["line 2", "column 24", "connection.url"],
    );
    for (name, content) in [
        ("empty", &b""[..]),
        ("latin", b"{\"wirelark\": 1, \"name\": \"\xe9\"}"),
        ("utf16", b"\xff\xfe{\0}\0"),
        ("list", b"[]"),
        ("after", b"{\"wirelark\": 1, \"name\": \"x\"} {}"),
    ] {
        assert_refused(&["run", &scratch.file(name, content)], "profile_damaged", &["line 1"]);
    }
    let missing = scratch.path("missing.wirelark.json");
    assert_refused(&["run", &missing], "profile_missing", &[&missing]);
    let folder = scratch.folder().to_str().expect("a UTF-8 path");
    assert_refused(&["run", folder], "profile_io", &[folder]);
}

#[test]
fn deep_nesting_is_an_error_like_any_other() {
    let scratch = Scratch::new();
    let profile = format!("{{\"wirelark\": 1, \"name\": \"x\", \"a\": {}", "[".repeat(200_000));
    assert_refused(&["run", &scratch.file("d.json", profile)], "profile_damaged", &["line 1"]);
}

#[test]
fn a_newer_profile_is_left_unchanged() {
    let scratch = Scratch::new();
    let content = "{\"wirelark\": 2, \"name\": {\"en\": \"x\"}, \"new\": [1.50]}";
    let newer = scratch.file("n.wirelark.json", content);
    let before = std::fs::metadata(&newer)
        .expect("read the metadata")
        .modified()
        .expect("the modification time");
    assert_refused(&["run", &newer], "profile_newer", &["version 2", "Update Wirelark"]);
    assert_refused(&["profile", "check", &newer], "profile_newer", &["version 2"]);
    assert_eq!(std::fs::read_to_string(&newer).expect("read the file"), content);
    assert_eq!(
        std::fs::metadata(&newer)
            .expect("read the metadata")
            .modified()
            .expect("the modification time"),
        before
    );
}

#[test]
fn missing_and_malformed_secrets() {
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": "ws://127.0.0.1:9/"},
        "login": {"fields": [{"name": "token", "value": "{{secret:token}}"}]},
    }));
    let words = ["'token'", "login.fields[0].value", "--secret token=VALUE"];
    assert_refused(&["run", &profile], "secret_missing", &words);
    assert_refused(&["run", &profile, "--secret", "other=1"], "secret_missing", &["'token'"]);
    for bad in ["token", "=1"] {
        let output = Cli::run(["run", &profile, "--secret", bad]);
        let (_, text) = output.failed(2);
        assert!(text.contains("NAME=VALUE"), "{text}");
    }
}

/// All errors of a scenario are found before anything is sent.
#[test]
fn steps_that_cannot_run_send_nothing() {
    let (server, scratch) = (FaultServer::start(Behaviour::Silent), Scratch::new());
    let with = |steps: serde_json::Value| {
        scratch.profile(json!({
            "connection": {"url": server.url(), "timeouts": {"upgrade": "100ms"}},
            "messages": [{"name": "bad hex", "type": "hex", "text": "0g"},
                         {"name": "bad json", "type": "json", "text": "{\n  x}"},
                         {"name": "too big", "type": "packed", "format": "=b", "values": [128]}],
            "scenarios": [{"name": "s", "steps": steps}],
        }))
    };
    for (steps, code, words) in [
        (json!([{"send": "nothing"}]), "step_unknown_message", vec!["step 1", "nothing"]),
        (json!([{"wait": "1s"}, "login"]), "step_without_login", vec!["step 2"]),
        (json!([{"wait": "soon"}]), "duration_invalid", vec!["step 1", "soon", "500ms"]),
        (json!([{"send": "bad hex"}]), "", vec!["step 1"]),
        (json!([{"send": "bad json"}]), "", vec!["step 1", "line 2"]),
        (json!([{"send": "too big"}]), "", vec!["step 1", "128"]),
    ] {
        let output = Cli::run(["run", &with(steps)]);
        let (found, text) = output.failed(2);
        assert!(code.is_empty() || found == code, "{found}: {text}");
        for word in words {
            assert!(text.contains(word), "'{word}' in: {text}");
        }
    }
    // This client is the first the server sees, so no earlier one connected.
    let url = format!("{}first", server.url());
    let last = json!({"connection": {"url": url, "timeouts": {"upgrade": "100ms"}}});
    Cli::run(["run", &scratch.profile(last)]).failed(3);
    assert!(server.received().request.starts_with("GET /first "));
}

#[test]
fn files_that_are_not_transcripts() {
    let scratch = Scratch::new();
    let profile = scratch.smallest("ws://127.0.0.1:9/");
    let name = scratch.path("t.txt");
    assert_refused(&["capture", &profile, "--transcript", &name], "transcript_name", &[".wlt"]);
    assert_refused(&["run", &profile, "--transcript", &name], "transcript_name", &[".wlt"]);
    let nowhere = scratch.path("no/such/folder/t.wlt");
    assert_refused(
        &["capture", &profile, "--transcript", &nowhere],
        "transcript_create",
        &[&nowhere],
    );
    for command in ["info", "count"] {
        let missing = scratch.path("missing.wlt");
        assert_refused(&["transcript", command, &missing], "transcript_open", &[&missing]);
        let other = scratch.file("other.wlt", "{\"not\": \"a transcript\"}");
        assert_refused(&["transcript", command, &other], "transcript_format", &[&other]);
        let empty = scratch.file("empty.wlt", "");
        assert_refused(&["transcript", command, &empty], "transcript_format", &[&empty]);
    }
}

/// Errors from clap are one line with a code, too.
#[test]
fn invalid_arguments() {
    let scratch = Scratch::new();
    let profile = scratch.smallest("ws://127.0.0.1:9/");
    let transcript = scratch.path("t.wlt");
    for (args, word) in [
        (vec!["fly"], "fly"),
        (vec!["run"], "PROFILE"),
        (vec!["run", &profile, "--frob"], "--frob"),
        (vec!["capture", &profile], "--transcript"),
        (vec!["capture", &profile, "--transcript", &transcript, "--for", "soon"], "500ms"),
        (vec!["capture", &profile, "--transcript", &transcript, "--count", "-1"], "'-1'"),
        (vec!["capture", &profile, "--transcript", &transcript, "--count", "many"], "many"),
        (vec!["demo-server", "--port", "65536"], "65536"),
        (vec!["transcript", "export", &transcript], "--format"),
        (vec!["transcript", "export", &transcript, "--format", "xml"], "jsonl"),
    ] {
        let output = Cli::run(&args);
        let (_, text) = output.failed(2);
        assert!(text.contains(word), "{word} in: {text}");
        assert_eq!(output.stdout, "");
    }
}
