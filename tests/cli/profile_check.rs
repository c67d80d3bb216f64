use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::scratch::{Scratch, original_script};

#[test]
fn the_profiles_that_ship_are_good() {
    let folder = original_script();
    let folder = folder.parent().expect("a folder");
    let mut files: Vec<_> =
        folder.read_dir().expect("listed").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(files.contains(&original_script()), "{files:?}");
    for file in files {
        let file = file.to_str().expect("UTF-8");
        let output = Cli::run(["profile", "check", file]).done();
        assert_eq!(output.stdout, format!("{file}: ok\n"));
    }
}

#[test]
fn a_problem_is_told_with_path_line_and_column() {
    let scratch = Scratch::new();
    let text = "{\"wirelark\": 1, \"name\": \"x\",\n  \"connection\": {\n    \"url\": \"http://h/\"\n  }\n}";
    let profile = scratch.file("p.wirelark.json", text);
    let output = Cli::run(["profile", "check", &profile]);
    let (code, told) = output.failed(2);
    assert_eq!(code, "url_scheme");
    for word in [profile.as_str(), "line 3, column 12", "connection.url", "use ws:// or wss://"] {
        assert!(told.contains(word), "'{word}' in: {told}");
    }
}

#[test]
fn every_problem_is_told_a_line_each() {
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": "ws://h/", "timeouts": {"tls": "soon"}, "close": {"code": 1006}},
        "login": {"fields": [{"name": "n", "value": "x", "type": "number"}]},
        "messages": [{"name": "m", "type": "packed", "format": "=b", "values": [300]}],
        "scenarios": [{"name": "s", "steps": [{"send": "m"}, {"send": "other"}]}],
    }));
    let output = Cli::run(["profile", "check", &profile, "--json"]);
    assert_eq!(output.code, Some(2));
    let report = output.json();
    assert_eq!(report["ok"], false);
    let paths: Vec<_> = report["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| problem["path"].as_str().expect("a path"))
        .collect();
    for path in [
        "connection.timeouts.tls",
        "connection.close.code",
        "login.fields[0]",
        "messages[0]",
        "scenarios[0].steps[1].send",
    ] {
        assert!(paths.iter().any(|found| found.starts_with(path)), "{path} in {paths:?}");
    }
    assert_eq!(output.stderr.lines().count(), paths.len(), "{output:#?}");
    assert!(output.stderr.lines().all(|line| line.starts_with("error ")), "{output:#?}");
}
