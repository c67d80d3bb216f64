//! Imported scripts send, byte for byte, what Python sends when it runs them.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use wirelark_core::frame::Kind;
use wirelark_core::profile::duration;
use wirelark_core::profile::import::{ImportKind, ImportSource, import};
use wirelark_core::profile::message;
use wirelark_core::profile::model::{LoginPart, MessageRef, Profile, Step};
use wirelark_tests::cli::{Cli, Running};
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::python;
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

use crate::random::Random;

/// The original script's two files, from the article that it was published in.
const HANDLER: &str = include_str!("scripts/wsHandler.py");
const ORIGINAL: &str = include_str!("scripts/original.py");
/// Scripts that say the same in other ways.
const VARIANTS: [(&str, &str); 4] = [
    ("functions", include_str!("scripts/functions.py")),
    ("formats", include_str!("scripts/formats.py")),
    ("loops", include_str!("scripts/loops.py")),
    ("local", include_str!("scripts/local.py")),
];

/// What Python does with a script.
fn run_by_python(path: &str) -> Value {
    let mut python = Command::new(python::interpreter());
    python.args(["-c", include_str!("imported_script.py"), path]);
    let output = python.output().expect("run python3");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_str(stdout.lines().last().unwrap_or_default()).expect("valid JSON")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// What the profile's first scenario does.
fn steps_of(profile: &Profile) -> Value {
    let sent = |message: &wirelark_core::profile::model::Message| {
        let built = message::build(profile, message).expect("it can be built");
        json!([if built.kind == Kind::Text { "text" } else { "binary" }, hex(&built.bytes)])
    };
    let mut steps = Vec::new();
    for step in &profile.scenarios[0].steps {
        match &step.step {
            Step::Login => {
                let login = profile.login.as_ref().expect("a login");
                match login.messages.first() {
                    Some(LoginPart::Inline(message)) => steps.push(sent(message)),
                    Some(other) => panic!("{other:?}"),
                    None => {
                        let text = message::login(&login.fields, login.style).expect("a login");
                        steps.push(json!(["text", hex(text.as_bytes())]));
                    }
                }
            }
            Step::Wait(time) => {
                let time = duration::parse(time).expect("a duration");
                steps.push(json!(["wait", time.as_secs_f64()]));
            }
            Step::Send(name) => {
                let message = MessageRef::Saved(name.clone());
                steps.push(sent(profile.message_of(&message).expect("it is saved")));
            }
            Step::Misbehave(what) => panic!("{what:?}"),
        }
    }
    steps.into()
}

/// Waits as numbers that compare alike.
fn normal(mut seen: Value) -> Value {
    for step in seen.as_array_mut().expect("an array") {
        if step[0] == "wait" {
            step[1] = json!(step[1].as_f64().expect("a number"));
        }
    }
    seen
}

#[track_caller]
fn compare(name: &str, path: &str) -> Profile {
    let source = ImportSource::read(path.as_ref()).expect("it can be read");
    let imported = import(&source, Some(ImportKind::Python)).expect("it can be imported");
    let profile = imported.profiles.into_iter().next().expect("a profile");
    let seen = run_by_python(path);
    assert_eq!(Value::from(profile.connection.url.as_str()), seen["url"], "{name}");
    assert_eq!(
        steps_of(&profile),
        normal(seen["steps"].clone()),
        "{name}: left is ours, right is Python's"
    );
    profile
}

#[test]
fn the_original_script_and_its_variants_send_what_python_sends() {
    let scratch = Scratch::new();
    scratch.file("wsHandler.py", HANDLER);
    let profile = compare("original", &scratch.file("original.py", ORIGINAL));
    assert_eq!(profile.connection.close.reason, "user quit");
    for (name, text) in VARIANTS {
        compare(name, &scratch.file(&format!("{name}.py"), text));
    }
}

/// Scripts made of random values, formats and styles.
#[test]
fn random_scripts_send_what_python_sends() {
    let mut random = Random::new();
    let scratch = Scratch::new();
    for round in 0..12 {
        let mut script = String::from(
            "import asyncio, json, struct\nfrom websockets.asyncio.client import connect\n\nURL = 'ws://127.0.0.1:9/'\n",
        );
        let mut body = String::new();
        for i in 0..6 {
            let number = random.below(1 << 31);
            let text = ["plain", "it's \\\"x\\\"", "é行", "tab\\t", ""][random.below(5)];
            let prefix = ["<", ">", "=", "!"][random.below(4)];
            let letter = ["I", "Q", "q", "i"][random.below(4)];
            let expression = match random.below(6) {
                0 => format!("struct.pack('{prefix}{letter}b', {number}, -{})", random.below(128)),
                1 => format!(
                    "struct.pack('{prefix}{letter}', {number}) + json.dumps([\"{text}\", {number}, None]).encode('utf-8')"
                ),
                2 => format!(
                    "json.dumps({{'k{i}': \"{text}\", 'n': [1.5, True, {number}]}}, separators=(',', ':'))"
                ),
                3 => format!("json.dumps({{'k{i}': \"{text}\"}}, ensure_ascii=False)"),
                4 => format!("f\"{text} {{{number}}} {{{number}:x}}\""),
                _ => format!(
                    "struct.pack('{prefix}H', len(\"abc\".encode())) + b'abc' + bytes([{}, 2])",
                    number % 256
                ),
            };
            script.push_str(&format!("value{i} = {expression}\n"));
            body.push_str(&format!(
                "        await ws.send(value{i})\n        await asyncio.sleep({})\n",
                random.below(30) as f64 / 8.0
            ));
        }
        script.push_str(&format!(
            "\nasync def main():\n    async with connect(URL) as ws:\n{body}\nasyncio.run(main())\n"
        ));
        compare(&format!("round {round}:\n{script}"), &scratch.file("random.py", &script));
    }
}

#[test]
fn the_imported_original_runs_and_its_export_does_the_whole_job() {
    let scratch = Scratch::new();
    scratch.file("wsHandler.py", HANDLER);
    let script = scratch.file("original.py", ORIGINAL);
    let profile = scratch.path("original.wirelark.json");
    let imported = Cli::run(["import", &script, "-o", &profile]).success();
    assert_eq!(imported.stdout, format!("{profile}\n"));
    let mut demo: Running = Cli::spawn(["demo-server", "--push-rate", "50"]);
    let line = demo.line();
    let url = line.strip_prefix("listening on ").expect("the first line").trim().to_owned();
    let transcript = scratch.path("run.wlt");
    Cli::run(["run", &profile, "--url", &url, "--transcript", &transcript]).success();
    let rows = rows_of(&transcript);
    let sent: Vec<Value> = rows
        .iter()
        .filter(|row| row.direction == "sent" && row.kind != "close")
        .map(|row| json!([row.kind, hex(&row.payload())]))
        .collect();
    let steps = run_by_python(&script)["steps"].clone();
    let expected: Vec<Value> = steps
        .as_array()
        .expect("an array")
        .iter()
        .filter(|step| step[0] != "wait")
        .cloned()
        .collect();
    assert_eq!(sent, expected);

    if python::has_websockets("the_imported_original_runs_and_its_export_does_the_whole_job") {
        let program = Cli::run(["export-code", &profile, "--to", "python"]).success().stdout;
        assert!(program.contains("struct.pack(\"=ib\", 0, 0)"), "{program}");
        let mut python = Command::new(python::interpreter());
        let output = python.args(["-c", &program, &url]).output().expect("run python3");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && output.stderr.is_empty(), "{program}\n{output:?}");
        // The login's answer, the accepted services, pushes of both, and the answer to "free".
        for part in [
            "user_id",
            "[\\\"first\\\", \\\"test\\\"]",
            "first'",
            "test'",
            "b'\\x00\\x00\\x00\\x00\\x00'",
        ] {
            let plain = part.replace('\\', "").replace("x00", "\\x00");
            assert!(
                printed.contains(part) || printed.contains(&plain),
                "{part} is not in: {printed}"
            );
        }
    }
}

/// What a server gets from the exported programs is what it gets from Wirelark.
#[test]
fn exported_programs_send_what_the_scenario_sends() {
    let (server, scratch) = (FaultServer::start(Behaviour::Echo), Scratch::new());
    let path = scratch.profile(json!({
        "connection": {"url": server.url(), "close": {"code": 4001, "reason": "enough é"}},
        "login": {"fields": [
            {"name": "user", "value": "é\u{1f600}"}, {"name": "n", "type": "number", "value": "1e3"}
        ]},
        "messages": [
            {"name": "text", "type": "text", "text": "it's \"x\" \\n\r\n\u{1b}\u{202e}\u{2028} ${y} {z}"},
            {"name": "compact", "type": "json", "style": "compact", "text": "{\"é\": [1, 2.50, null]}"},
            {"name": "python", "type": "json", "text": "{\"é\": [true, 1e16, {}]}"},
            {
                "name": "packed", "type": "packed", "format": "<hQ?4s", "values": ["-2", "0xff", "true", "text:ab"],
                "tail": {"type": "text", "text": "tail é"}
            },
            {"name": "hex", "type": "hex", "text": "00 ff 27 5c"}
        ],
        "scenarios": [{"name": "s", "steps": [
            "login", {"send": "text"}, {"wait": "5ms"}, {"send": "compact"}, {"send": "python"}, {"send": "packed"},
            {"send": "hex"}
        ]}]
    }));
    Cli::run(["run", &path]).success();
    let ours = server.received().frames();
    assert_eq!(ours.len(), 7, "{ours:?}");
    let same = |mut command: Command, program: &str| {
        let output = command.output().expect("run the program");
        assert!(output.status.success() && output.stderr.is_empty(), "{program}\n{output:?}");
        assert_eq!(server.received().frames(), ours, "{program}");
    };
    if python::has_websockets("exported_programs_send_what_the_scenario_sends") {
        let program = Cli::run(["export-code", &path, "--to", "python"]).success().stdout;
        let mut command = Command::new(python::interpreter());
        command.args(["-c", &program]);
        same(command, &program);
    }
    // Node finds `ws` from the folder in which it runs.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if root.join("node_modules/ws").is_dir() {
        let program = Cli::run(["export-code", &path, "--to", "node"]).success().stdout;
        let mut command = Command::new("node");
        command.current_dir(root).args(["--input-type=module", "-e", &program]);
        same(command, &program);
    }
}
