use std::fs;

use serde_json::json;

use crate::cli_calls::Calls;

/// Input for `transcript import`, in the format of the JSON Lines export.
const LINES: &str = concat!(
    r#"{"row":1,"time":"2026-01-02T03:04:05.678901234Z","direction":"sent","kind":"text","size":3,"code":null,"text":"one","hex":null,"fields":null}"#,
    "\n",
    r#"{"row":2,"time":"2026-01-02T03:04:06Z","direction":"received","kind":"binary","size":5,"code":2,"text":null,"hex":"0200000001","fields":null}"#,
    "\n",
);

#[test]
fn transcripts_that_cannot_be_read_or_written() {
    let mut calls = Calls::new("cli/transcripts");
    let scratch = &calls.scratch;
    scratch.file("good.jsonl", LINES);
    scratch.file("bad.jsonl", "{\"row\": 1}\n");
    scratch.file("empty.wlt", "");
    scratch.file("other.wlt", "this is no transcript, but it is as long as a header is");
    scratch.file("newer.wlt", b"WLRKLOG2\x02\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08{}");
    fs::create_dir(scratch.path("folder.wlt")).expect("create the folder");
    let message = json!({"type": "send", "time": 1767323045.5, "opcode": 1, "data": "x"});
    let entry = |url: &str| json!({"_resourceType": "websocket", "request": {"url": url}, "_webSocketMessages": [message]});
    let har = json!({"log": {"entries": [entry("wss://h/1"), entry("wss://h/2")]}});
    scratch.file("two.har", har.to_string());
    scratch.file("none.har", json!({"log": {"entries": []}}).to_string());

    calls.call("import", &["transcript", "import", "good.jsonl", "-o", "good.wlt"]);
    for command in ["info", "count"] {
        for file in ["missing", "empty", "other", "newer", "folder"] {
            let name = format!("{command}-{file}");
            calls.call(&name, &["transcript", command, &format!("{file}.wlt")]);
        }
    }
    calls.call("info-missing-json", &["transcript", "info", "missing.wlt", "--json"]);
    for (name, filter) in [
        ("quote", "\"a"),
        ("regex", "/a("),
        ("regex-open", "/a"),
        ("paren", "(a"),
        ("stray-paren", "a)"),
        ("operator", "size>>3"),
        ("value", "size:x"),
        ("code", "code:nobody"),
        ("time", "time>25:00"),
        ("kind", "kind:picture"),
    ] {
        let args = ["transcript", "count", "good.wlt", "--filter", filter];
        calls.call(&format!("filter-{name}"), &args);
    }
    let export = |more: &[&'static str]| [&["transcript", "export", "good.wlt"], more].concat();
    let import = |more: &[&'static str]| [&["transcript", "import"], more].concat();
    for (name, args) in [
        ("export-over-itself", export(&["--format", "jsonl", "-o", "good.wlt"])),
        ("export-over-index", export(&["--format", "jsonl", "-o", "good.wlt.idx"])),
        ("export-nowhere", export(&["--format", "jsonl", "-o", "no/such/out.jsonl"])),
        ("export-bom", export(&["--format", "har", "--bom"])),
        ("export-filter", export(&["--format", "jsonl", "--filter", "("])),
        ("export-to-file", export(&["--format", "csv", "-o", "out.csv"])),
        ("import-missing", import(&["missing.har", "-o", "o.wlt"])),
        ("import-bad", import(&["bad.jsonl", "-o", "o.wlt"])),
        ("import-neither", import(&["other.wlt", "-o", "o.wlt"])),
        ("import-several", import(&["two.har", "-o", "o.wlt"])),
        ("import-one", import(&["two.har", "--connection", "2", "-o", "o.wlt"])),
        ("import-third", import(&["two.har", "--connection", "3", "-o", "o.wlt"])),
        ("import-each", import(&["two.har", "--each", "-o", "o.wlt"])),
        ("import-none", import(&["none.har", "-o", "o.wlt"])),
        ("import-over-itself", import(&["good.wlt", "-o", "good.wlt"])),
        ("import-name", import(&["two.har", "-o", "o.txt"])),
        ("compare-missing", vec!["transcript", "compare", "good.wlt", "missing.wlt"]),
        ("compare-equal", vec!["transcript", "compare", "good.wlt", "good.wlt"]),
    ] {
        calls.call(name, &args);
    }
    calls.check();
}

#[test]
fn profiles_that_cannot_be_used() {
    let mut calls = Calls::new("cli/profiles");
    let scratch = &calls.scratch;
    let connection = json!({"url": "ws://127.0.0.1:1/"});
    let profile = |name: &str, more: serde_json::Value| {
        let mut profile = json!({"wirelark": 1, "name": "x", "connection": connection});
        profile
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        scratch.file(&format!("{name}.json"), profile.to_string());
    };
    profile("good", json!({}));
    profile("secret", json!({"connection": {"url": "ws://127.0.0.1:1/{{secret:key}}"}}));
    profile("variable", json!({"connection": {"url": "ws://127.0.0.1:1/{{path}}"}}));
    profile("generator", json!({"connection": {"url": "ws://127.0.0.1:1/{{random:2:1}}"}}));
    profile("send", json!({"scenarios": [{"name": "s", "steps": [{"send": "nobody"}]}]}));
    profile("login", json!({"scenarios": [{"name": "s", "steps": ["login"]}]}));
    profile("wait", json!({"scenarios": [{"name": "s", "steps": [{"wait": "soon"}]}]}));
    profile(
        "message",
        json!({
            "messages": [{"name": "m", "type": "packed", "format": "=b", "values": [300]}],
            "scenarios": [{"name": "s", "steps": [{"send": "m"}]}],
        }),
    );
    profile("keep", json!({"transcript": {"keep": "3 sheets"}}));
    profile("close", json!({"connection": {"url": "ws://127.0.0.1:1/", "close": {"code": 1006}}}));
    scratch.file("newer.json", r#"{"wirelark": 2, "name": 7}"#);
    scratch.file("damaged.json", "{\"wirelark\": 1,\n \"name\": \"x\",\n}");
    scratch
        .file("shape.json", "{\"wirelark\": 1, \"name\": \"x\",\n \"connection\": {\"url\": 7}}");
    scratch.file("empty.json", "");
    fs::create_dir(scratch.path("folder.json")).expect("create the folder");
    for file in ["missing", "newer", "damaged", "shape", "empty", "folder"] {
        let path = format!("{file}.json");
        calls.call(&format!("check-{file}"), &["profile", "check", &path]);
        calls.call(&format!("run-{file}"), &["run", &path]);
    }
    calls.call("check-good", &["profile", "check", "good.json"]);
    calls.call("check-good-json", &["profile", "check", "good.json", "--json"]);
    calls.call("check-missing-json", &["profile", "check", "missing.json", "--json"]);
    for file in
        ["secret", "variable", "generator", "send", "login", "wait", "message", "keep", "close"]
    {
        calls.call(&format!("run-{file}"), &["run", &format!("{file}.json")]);
    }
    let capture = ["capture", "secret.json", "--transcript", "t.wlt", "--json"];
    calls.call("capture-secret-json", &capture);
    calls.check();
}
