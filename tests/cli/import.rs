use std::fs;

use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::scratch::{Scratch, original_script};

const LINE: &str = "websocat -H 'Authorization: Bearer CANARY-123' -p hello ws://h.example/x";

fn profile(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("it was written")).expect("valid JSON")
}

#[test]
fn one_connection_goes_to_stdout_or_a_file_and_the_report_to_stderr() {
    let scratch = Scratch::new();
    let line = scratch.file("line.txt", LINE);
    let shown = Cli::run(["import", &line]).success();
    assert!(shown.stdout.contains("\"{{secret:token}}\"") && !shown.stdout.contains("CANARY"));
    assert_eq!(shown.notes(), ["secret_left_out"]);
    let out = scratch.path("out.wirelark.json");
    let written = Cli::run(["import", &line, "--from", "websocat", "-o", &out]).success();
    assert_eq!(written.stdout, format!("{out}\n"));
    assert_eq!(profile(&out)["connection"]["url"], "ws://h.example/x");
    Cli::run(["profile", "check", &out]).success();
    let json = Cli::run(["import", &line, "-o", &scratch.path("b.wirelark.json"), "--json"])
        .success()
        .json();
    assert_eq!(
        (&json["kind"], &json["report"][0]["code"]),
        (&json!("websocat"), &json!("secret_left_out"))
    );
}

#[test]
fn nothing_is_overwritten() {
    let scratch = Scratch::new();
    let line = scratch.file("line.txt", LINE);
    let out = scratch.file("out.wirelark.json", "mine");
    let output = Cli::run(["import", &line, "-o", &out]);
    assert_eq!(output.failed(2).0, "import_exists");
    assert_eq!(fs::read_to_string(&out).expect("it is still there"), "mine");
    // A folder gets another name for each.
    let folder = scratch.path("folder");
    for _ in 0..2 {
        Cli::run(["import", &scratch.file("two.txt", format!("{LINE}\n{LINE}\n")), "-o", &folder])
            .success();
    }
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 4);
    let names: Vec<_> = fs::read_dir(scratch.folder())
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with('.')), "{names:?}");
}

#[test]
fn what_cannot_be_imported_says_why() {
    let scratch = Scratch::new();
    let two = scratch.file("two.txt", format!("{LINE}; {LINE}"));
    let cases: [(&[&str], &str); 6] = [
        (&["import", &two], "import_several"),
        (&["import", &scratch.file("x.bin", b"\x00\x01")], "profile_import_unknown_format"),
        (&["import", &scratch.path("absent")], "profile_import_read"),
        (
            &["import", &scratch.file("x.json", "{\"_type\": 1,"), "--from", "insomnia"],
            "profile_import_damaged",
        ),
        (
            &["import", &scratch.file("x.py", "print(1)"), "--from", "python"],
            "profile_import_nothing",
        ),
        (&["import", &two, "--from", "nothing"], "arguments_invalid"),
    ];
    for (args, code) in cases {
        assert_eq!(Cli::run(args).failed(2).0, code, "{args:?}");
    }
}

#[test]
fn a_folder_is_imported_with_the_names_of_its_files_in_the_report() {
    let scratch = Scratch::new();
    let folder = scratch.folder().join("C");
    fs::create_dir_all(folder.join("environments")).expect("a folder");
    let bru =
        "meta {\n  name: Feed\n  type: ws\n}\nws {\n  url: ws://{{host}}/\n}\ndocs {\n  words\n}\n";
    fs::write(folder.join("Feed.bru"), bru).expect("written");
    fs::write(folder.join("environments/dev.bru"), "vars {\n  host: h.example\n}\n")
        .expect("written");
    let output = Cli::run(["import", folder.to_str().expect("UTF-8")]).success();
    assert!(
        output.stderr.contains("note not_carried_over: Feed.bru, line 8: not carried over: docs"),
        "{}",
        output.stderr
    );
    assert!(output.stdout.contains("h.example"));
}

#[test]
fn code_is_exported_in_four_languages() {
    let script = original_script();
    let script = script.to_str().expect("a UTF-8 path");
    let python = Cli::run(["export-code", script, "--to", "python"]).success().stdout;
    for line in [
        "    websocket.send(json.dumps({\"role\": \"admin\", \"user_id\": \"test1234\"}))",
        "    websocket.send(struct.pack(\"=i\", 2) + json.dumps([\"first\", \"test\"]).encode())",
        "    time.sleep(0.5)",
        "    websocket.send(struct.pack(\"=ib\", 0, 0))",
        "    websocket.close(1000, \"user quit\")",
    ] {
        assert!(python.contains(line), "{line}\nis not in\n{python}");
    }
    let node = Cli::run(["export-code", script, "--to", "node"]).success().stdout;
    assert!(node.contains("socket.send(Buffer.from(\"0000000000\", \"hex\"));"), "{node}");
    assert_eq!(
        Cli::run(["export-code", script, "--to", "websocat"]).failed(2).0,
        "code_not_one_command"
    );
    assert_eq!(
        Cli::run(["export-code", script, "--to", "node", "--scenario", "no"]).failed(2).0,
        "code_no_scenario"
    );
    let scratch = Scratch::new();
    let single = scratch.profile(json!({
        "connection": {"url": "ws://h.example/", "auth": {"type": "bearer", "token": "{{secret:t}}"}},
        "messages": [{"name": "m", "type": "text", "text": "it's"}, {"name": "s", "type": "text", "text": "{{secret:t}}"}],
        "scenarios": [{"name": "one", "steps": [{"send": "m"}, {"wait": "1s"}]}, {"name": "secret", "steps": [{"send": "s"}]}]
    }));
    for tool in ["websocat", "wscat"] {
        let line = Cli::run(["export-code", &single, "--to", tool]).success().stdout;
        assert!(
            line.contains(&format!("{tool} ")) && line.contains("$WIRELARK_SECRET_t"),
            "{line}"
        );
    }
    let out = scratch.path("s.py");
    Cli::run(["export-code", &single, "--to", "python", "--scenario", "secret", "-o", &out])
        .success();
    let program = fs::read_to_string(out).expect("it was written");
    assert!(program.contains("websocket.send(os.environ[\"WIRELARK_SECRET_t\"])"), "{program}");
}
