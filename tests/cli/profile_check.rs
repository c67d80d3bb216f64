use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::scratch::{Scratch, original_script};

#[test]
fn the_examples_pass_profile_check() {
    let folder = original_script();
    let folder = folder.parent().expect("a parent folder");
    let mut files: Vec<_> = folder
        .read_dir()
        .expect("list the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(files.contains(&original_script()), "{files:?}");
    for file in files {
        let file = file.to_str().expect("a UTF-8 path");
        let output = Cli::run(["profile", "check", file]).success();
        assert_eq!(output.stdout, format!("{file}: ok\n"));
    }
}

#[test]
fn a_problem_is_reported_with_path_line_and_column() {
    let scratch = Scratch::new();
    let text = "{\"wirelark\": 1, \"name\": \"x\",\n  \"connection\": {\n    \"url\": \"http://h/\"\n  }\n}";
    let profile = scratch.file("p.wirelark.json", text);
    let output = Cli::run(["profile", "check", &profile]);
    let (code, text) = output.failed(2);
    assert_eq!(code, "url_scheme");
    for word in [profile.as_str(), "line 3, column 12", "connection.url", "use ws:// or wss://"] {
        assert!(text.contains(word), "'{word}' in: {text}");
    }
}

#[test]
fn every_problem_is_reported_on_its_own_line() {
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
        .expect("an array")
        .iter()
        .map(|problem| problem["path"].as_str().expect("a string"))
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

#[test]
fn real_server_06_unknown_keys_are_noted_with_path_and_line() {
    let scratch = Scratch::new();
    let text = "{\"wirelark\": 1, \"name\": \"x\",\n  \"conection\": {},\n  \"connection\": {\n    \"url\": \"ws://h/\",\n    \"tls\": {\"verfy\": false, \"\\u001b[2J\": 1}\n  }\n}";
    let profile = scratch.file("p.wirelark.json", text);
    let output = Cli::run(["profile", "check", &profile]);
    assert_eq!(output.code, Some(0), "unknown keys are not errors: {output:?}");
    assert_eq!(output.stdout, format!("{profile}: ok\n"));
    let notes: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes.iter().all(|note| note.starts_with("note unknown_key: ")), "{notes:?}");
    assert!(notes[0].contains("line 2, column 16, at conection: "), "{notes:?}");
    assert!(notes[1].contains("line 5, column 22, at connection.tls.verfy: "), "{notes:?}");
    assert!(!output.stderr.contains('\u{1b}'), "keys are escaped: {notes:?}");
    let report = Cli::run(["profile", "check", &profile, "--json"]).json();
    assert_eq!(report["ok"], true);
    assert_eq!(report["notes"][1]["path"], "connection.tls.verfy");
    assert_eq!(report["notes"][1]["line"], 5);
    assert_eq!(
        std::fs::read_to_string(&profile).expect("read the file"),
        text,
        "the file is left as it was"
    );
}

#[test]
fn real_server_06_an_empty_message_is_refused_by_check_and_run() {
    let scratch = Scratch::new();
    for (message, path) in [
        (json!({"type": "hex", "hex": "cafe"}), "messages[0].text"),
        (json!({"type": "text", "txt": "hello"}), "messages[0].text"),
        (json!({"type": "packed", "fields": {"a": 1}}), "messages[0].format"),
    ] {
        let mut message = message;
        message["name"] = json!("m");
        let profile = scratch.profile(json!({
            // No server listens there: the profile must be refused before it connects.
            "connection": {"url": "ws://127.0.0.1:1/"},
            "messages": [message],
            "scenarios": [{"name": "s", "steps": [{"send": "m"}]}],
        }));
        let output = Cli::run(["profile", "check", &profile]);
        assert_eq!(output.code, Some(2), "{output:?}");
        let errors: Vec<_> =
            output.stderr.lines().filter(|line| line.starts_with("error ")).collect();
        assert_eq!(errors.len(), 1, "{output:?}");
        assert!(errors[0].starts_with("error message.empty: "), "{errors:?}");
        assert!(errors[0].contains(path), "{errors:?}");
        let output = Cli::run(["run", &profile]);
        let (code, text) = output.failed(2);
        assert_eq!(code, "message.empty", "{text}");
    }
    let profile = scratch.profile(json!({
        "connection": {"url": "ws://127.0.0.1:1/"},
        "scenarios": [{"name": "s", "steps": [{"send": "nobody"}]}],
    }));
    assert_eq!(Cli::run(["profile", "check", &profile]).failed(2).0, "step_unknown_message");
    assert_eq!(Cli::run(["run", &profile]).failed(2).0, "step_unknown_message");
}

#[test]
fn hostile_03_profile_check_tells_a_bounded_number_of_problems() {
    let scratch = Scratch::new();
    let headers = vec![json!({"name": "", "value": ""}); 9000];
    let names: Vec<_> = (0..9000).map(|number| number.to_string()).collect();
    let connection = json!({"url": "ws://h/", "headers": headers, "subprotocols": names});
    // For each step the layouts were compiled again, and its variables searched for in the whole profile.
    let message = |number| {
        let fields = json!({"v": format!("{{{{name{number}}}}}")});
        json!({"name": format!("m{number}"), "type": "packed", "layout": "l", "fields": fields})
    };
    let messages: Vec<_> = (0..5000).map(message).collect();
    let steps: Vec<_> = (0..5000).map(|number| json!({"send": format!("m{number}")})).collect();
    let fields: Vec<_> = (0..500).map(|n| json!({"name": format!("f{n}")})).collect();
    let layout = json!({"name": "l", "format": "500i4s", "fields": fields});
    let profile = scratch.profile(json!({
        "connection": connection, "messages": messages, "layouts": [layout],
        "scenarios": [{"name": "s", "steps": steps}],
    }));
    let begun = std::time::Instant::now();
    let output = Cli::run(["profile", "check", &profile, "--json"]);
    // This took hours.
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    assert_eq!(output.code, Some(2));
    let report = output.json();
    let problems = report["problems"].as_array().expect("an array");
    assert_eq!(problems.len(), 200);
    assert!(report["left_out"].as_u64() >= Some(8800), "{}", report["left_out"]);
    assert_eq!(problems[199]["path"], "connection.headers[199].name");
    assert!(output.stderr.contains("note more_problems: and "), "{}", output.stderr);
}
