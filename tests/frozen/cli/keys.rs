use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::frames::{BINARY, PING, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Step, Then};
use wirelark_tests::scratch::{Scratch, original_script};

use crate::cli_calls::run;
use crate::golden::Frozen;

/// The JSON types found at each path.
type Keys = BTreeMap<String, BTreeSet<&'static str>>;

fn collect(value: &Value, path: &str, keys: &mut Keys) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    keys.entry(path.to_owned()).or_default().insert(kind);
    match value {
        Value::Array(items) => {
            items.iter().for_each(|item| collect(item, &format!("{path}[]"), keys));
        }
        Value::Object(entries) => {
            entries.iter().for_each(|(key, value)| collect(value, &format!("{path}.{key}"), keys))
        }
        _ => {}
    }
}

fn listed(keys: &Keys) -> String {
    let mut text = String::new();
    for (path, kinds) in keys {
        let kinds: Vec<_> = kinds.iter().copied().collect();
        let _ = writeln!(text, "{path}: {}", kinds.join(" | "));
    }
    text
}

/// Collects the keys from several calls of one command.
struct CollectedKeys<'a> {
    scratch: &'a Scratch,
    keys: Keys,
}

impl<'a> CollectedKeys<'a> {
    fn of(scratch: &'a Scratch) -> CollectedKeys<'a> {
        CollectedKeys { scratch, keys: Keys::new() }
    }

    #[track_caller]
    fn call(mut self, args: &[&str]) -> CollectedKeys<'a> {
        let output = run(args, self.scratch.folder());
        assert!(!output.stdout.is_empty(), "{output:#?}");
        for line in output.stdout.lines() {
            let value = serde_json::from_str(line).expect("valid JSON");
            collect(&value, "$", &mut self.keys);
        }
        self
    }
}

/// Freezes the paths and types in each command's JSON output.
#[test]
fn keys_of_json() {
    let scratch = Scratch::new();
    let demo = Demo::start(&["--push-rate", "0"]);
    let tls = Demo::start(&["--tls"]);
    scratch.file("script.json", std::fs::read(original_script()).expect("read the file"));
    let ca = std::fs::read(tls.ca_file.clone().expect("with --tls")).expect("read the file");
    scratch.file("ca.pem", ca);
    let profile = |name: &str, connection: Value| {
        let profile = json!({"wirelark": 1, "name": name, "connection": connection});
        scratch.file(&format!("{name}.json"), profile.to_string());
    };
    profile("secure", json!({"url": tls.at("/echo"), "ca_file": "ca.pem", "subprotocols": ["a"]}));
    profile("nobody", json!({"url": "ws://127.0.0.1:1/"}));
    let refusing = FaultServer::start(Behaviour::Respond(
        b"HTTP/1.1 302 Found\r\nLocation: ws://h/\r\nSet-Cookie: a=b\r\n\r\nno".to_vec(),
    ));
    profile("refused", json!({"url": refusing.url()}));
    let bytes = [frame(TEXT, b"{\"n\": 1}"), frame(BINARY, &[1, 0, 0, 0]), frame(PING, b"p")];
    let fields = "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n\
                  Sec-WebSocket-Protocol: a\r\nSet-Cookie: c=d\r\n";
    let steps = vec![Step::Upgrade(fields), Step::Write(bytes.concat())];
    let closing = FaultServer::start(Behaviour::Steps(steps, Then::Close(vec![3, 232, b'x'])));
    let compression = json!({"offer": true, "server_max_window_bits": 10});
    let agreed = json!({"url": closing.url(), "compression": compression, "subprotocols": ["a"]});
    profile("closed", agreed);
    // A proxy that requires a password.
    let answer = b"HTTP/1.1 407 Proxy Authentication Required\r\nX: y\r\nContent-Length: 0\r\n\r\n";
    let proxy = FaultServer::start(Behaviour::Respond(answer.to_vec()));
    let by = json!({"mode": "manual", "url": format!("http://{}", proxy.address())});
    profile("proxied", json!({"url": "ws://h.invalid/", "proxy": by}));
    let wrong = r#"{"wirelark":1,"name":"x","conection":{},"connection":{"url":"http://h/"}}"#;
    scratch.file("wrong.json", wrong);

    let url: &str = &demo.url;
    let report = |command: &'static [&'static str]| {
        let with = |more: &[&'static str]| [command, more].concat();
        CollectedKeys::of(&scratch)
            .call(&[command, &["script.json", "--url", url]].concat())
            .call(&with(&["secure.json"]))
            .call(&with(&["nobody.json"]))
            .call(&with(&["refused.json"]))
            .call(&with(&["proxied.json"]))
            .call(&with(&["closed.json"]))
    };
    let mut frozen = Frozen::folder("cli/keys");
    frozen.add("run.txt", listed(&report(&["run", "--json"]).keys));
    let capture = &["capture", "--json", "--for", "50ms", "--transcript", "t.wlt"];
    frozen.add("capture.txt", listed(&report(capture).keys));
    // One transcript with a request, a reply and a close.
    let capture = ["capture", "script.json", "--url", url, "--count", "1", "--transcript", "a.wlt"];
    assert_eq!(run(&capture, scratch.folder()).code, Some(0));
    let info = CollectedKeys::of(&scratch)
        .call(&["transcript", "info", "a.wlt", "--json"])
        .call(&["transcript", "info", "t.wlt", "--json"]);
    frozen.add("transcript-info.txt", listed(&info.keys));
    let compare = CollectedKeys::of(&scratch)
        .call(&["transcript", "compare", "a.wlt", "t.wlt", "--json"])
        .call(&["transcript", "compare", "a.wlt", "a.wlt", "--json"]);
    frozen.add("transcript-compare.txt", listed(&compare.keys));
    let export = CollectedKeys::of(&scratch)
        .call(&["transcript", "export", "a.wlt", "--format", "jsonl"])
        .call(&["transcript", "export", "t.wlt", "--format", "jsonl"]);
    frozen.add("transcript-export-jsonl.txt", listed(&export.keys));
    let check = CollectedKeys::of(&scratch)
        .call(&["profile", "check", "wrong.json", "--json"])
        .call(&["profile", "check", "script.json", "--json"]);
    frozen.add("profile-check.txt", listed(&check.keys));
    frozen.check();
}
