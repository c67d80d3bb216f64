use std::fs;
use std::ops::ControlFlow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::round_trip::assert_reads;
use super::*;
use crate::transcript::{
    ExportFormat, ExportOptions, ImportError, ImportOptions, Imported, Reader, export_file,
    har_connections, import_each, import_file,
};

fn go_on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn import(folder: &Path, name: &str, content: &str) -> Result<Reader, ImportError> {
    let (from, to) = (folder.join(name), folder.join("imported.wlt"));
    fs::write(&from, content).unwrap();
    let imported = import_file(&from, &to, &ImportOptions::default(), &mut go_on)?;
    let reader = Reader::open(&to).unwrap();
    assert_eq!(imported, Imported { rows: reader.rows().unwrap().into(), cancelled: false });
    Ok(reader)
}

fn all(reader: &Reader) -> Vec<Message> {
    let records = reader.records(1..u32::MAX).unwrap();
    let message = |record: &crate::transcript::RecordInfo| {
        (record.direction, record.kind, record.time_ns, reader.payload(record.row).unwrap())
    };
    records.iter().map(message).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn exported_rows_are_imported_exactly(
        generated in proptest::collection::vec(
            (any::<bool>(), 0usize..6, any::<i64>(), proptest::collection::vec(any::<u8>(), 0..40), ".{0,20}"), 0..40)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let kinds = [Kind::Binary, Kind::Text, Kind::Ping, Kind::Pong, Kind::Close, Kind::Marker];
        let messages: Vec<Message> = generated.into_iter().map(|(sent, kind, time, bytes, text)| {
            let direction = if sent { Direction::Sent } else { Direction::Received };
            // Valid UTF-8 text, and some that is not.
            let payload = if kind == 1 && time % 3 != 0 { text.into_bytes() } else { bytes };
            (direction, kinds[kind], time, payload)
        }).collect();
        let path = folder.path().join("a.wlt");
        write(&path, &messages, WriterOptions::default());
        let reader = Reader::open(&path).unwrap();
        for format in [ExportFormat::Jsonl, ExportFormat::Har] {
            let (file, back) = (folder.path().join("a.export"), folder.path().join("b.wlt"));
            let options = ExportOptions::new(format, &reader);
            export_file(&file, &reader, 1..=messages.len() as u32, &options, &mut go_on).unwrap();
            let options = ImportOptions::default();
            let mut expected = messages.clone();
            if format == ExportFormat::Har {
                // A HAR has no markers, and interprets times before 1973 differently.
                expected.retain(|message| message.1 != Kind::Marker);
                expected.iter_mut().for_each(|message| message.2 = 0);
                if expected.is_empty() {
                    continue;
                }
            }
            import_file(&file, &back, &options, &mut go_on).unwrap();
            let back = Reader::open(&back).unwrap();
            if format == ExportFormat::Har {
                let mut found = all(&back);
                found.iter_mut().for_each(|message| message.2 = 0);
                prop_assert_eq!(found, expected);
            } else {
                assert_reads(&back, &expected);
            }
        }
    }
}

#[test]
fn a_har_keeps_times_to_the_nanosecond() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &messages(12), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let har = folder.path().join("a.har");
    let options = ExportOptions::new(ExportFormat::Har, &reader);
    export_file(&har, &reader, 1..=12, &options, &mut go_on).unwrap();
    let content = fs::read_to_string(&har).unwrap();
    let back = import(folder.path(), "b.har", &content).unwrap();
    let times = |reader: &Reader| {
        all(reader).into_iter().filter(|m| m.1 != Kind::Marker).map(|m| m.2).collect::<Vec<_>>()
    };
    assert_eq!(times(&back), times(&reader));
}

/// A HAR as written by Chromium's network panel, Playwright and mitmproxy.
#[test]
fn a_browser_har_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = STANDARD.encode(b"\x02\0\0\0ok");
    let har = json!({"log": {"version": "1.2", "creator": {"name": "WebInspector"}, "pages": [], "entries": [
        {"_initiator": {"type": "script"}, "_resourceType": "document", "request": {"method": "GET", "url": "https://h/"},
         "response": {"content": {"text": "x"}}, "startedDateTime": "2026-01-02T03:04:05.000Z"},
        {"_webSocketMessages": [
            {"type": "send", "time": 1767323045.5, "opcode": 1, "data": "{\"a\": 1}"},
            {"type": "receive", "time": 1767323045.75, "opcode": 2, "data": bytes},
            {"type": "receive", "time": 1767323046, "opcode": 9, "data": "pi!", "_other": [1]},
            {"type": "error", "time": 1767323047.0, "opcode": -1, "data": "reset"}],
         "_resourceType": "websocket", "request": {"url": "wss://h/chat", "headers": [{"name": "Cookie", "value": "s"}]},
         "response": {"status": 101}, "startedDateTime": "2026-01-02T03:04:05.400Z"}
    ]}});
    let reader = import(folder.path(), "c.har", &har.to_string()).unwrap();
    assert_eq!(reader.header().url, "wss://h/chat");
    assert_eq!(reader.header().created, "2026-01-02T03:04:05.400Z");
    let second = 1_767_323_045_000_000_000;
    assert_eq!(
        all(&reader),
        [
            (Direction::Sent, Kind::Text, second + 500_000_000, b"{\"a\": 1}".to_vec()),
            (Direction::Received, Kind::Binary, second + 750_000_000, b"\x02\0\0\0ok".to_vec()),
            (Direction::Received, Kind::Ping, second + 1_000_000_000, b"pi!".to_vec()),
            (Direction::Received, Kind::Marker, second + 2_000_000_000, b"reset".to_vec()),
        ]
    );
    // Playwright's clock may start with the browser.
    let mut har = har;
    let messages = &mut har["log"]["entries"][1]["_webSocketMessages"];
    *messages = json!([{"type": "send", "time": 812.25, "opcode": 1, "data": "a"},
                       {"type": "receive", "time": 812.75, "opcode": 1, "data": "b"}]);
    let times: Vec<_> = all(&import(folder.path(), "p.har", &har.to_string()).unwrap())
        .iter()
        .map(|m| m.2)
        .collect();
    assert_eq!(times, [second + 400_000_000, second + 900_000_000]);
}

fn har_with_three_connections() -> Value {
    let record = |url: &str, messages: Value| json!({"_resourceType": "websocket", "request": {"url": url}, "startedDateTime": "", "_webSocketMessages": messages});
    let message =
        |data: &str| json!({"type": "send", "time": 1767323045.5, "opcode": 1, "data": data});
    json!({"log": {"entries": [
        record("wss://h/1", json!([message("one")])), {"request": {"url": "https://h/"}},
        record("wss://h/2", json!([message("two"), message("three")])), record("wss://h/3", json!([])),
    ]}})
}

#[test]
fn one_of_several_connections_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let (har, out) = (folder.path().join("a.har"), folder.path().join("o.wlt"));
    fs::write(&har, har_with_three_connections().to_string()).unwrap();
    let found = har_connections(&har).unwrap();
    let listed: Vec<_> = found.iter().map(|c| (c.number, c.url.as_str(), c.messages)).collect();
    assert_eq!(listed, [(1, "wss://h/1", 1), (2, "wss://h/2", 2), (3, "wss://h/3", 0)]);
    let choose = |number| {
        let options = ImportOptions { connection: number, ..ImportOptions::default() };
        import_file(&har, &out, &options, &mut go_on)
    };
    assert_eq!(choose(None).unwrap_err().code(), "import_several");
    assert_eq!(choose(Some(4)).unwrap_err().code(), "import_no_such_connection");
    assert_eq!(choose(Some(0)).unwrap_err().code(), "import_no_such_connection");
    assert!(!out.exists());
    assert_eq!(choose(Some(2)).unwrap().rows, 2);
    assert_eq!(Reader::open(&out).unwrap().payload(2).unwrap(), b"three");
    assert_eq!(choose(Some(3)).unwrap().rows, 0);
}

#[test]
fn errors_report_their_position() {
    let folder = tempfile::tempdir().unwrap();
    let import_error =
        |name: &str, content: &str| import(folder.path(), name, content).map(|_| ()).unwrap_err();
    let line = r#"{"row":1,"time":"2026-01-02T03:04:05Z","direction":"sent","kind":"text","size":1,"text":"a","hex":null}"#;
    for (invalid, what) in [
        (line.replace("sent", "out"), "`direction`"),
        (line.replace("\"text\",", "\"txt\","), "`kind`"),
        (line.replace("2026-", "26-"), "`time`"),
        (line.replace(":1,\"text", ":2,\"text"), "`size`"),
        (line.replace("\"a\"", "null"), "either"),
        (line.replace("null", "\"zz\"").replace("\"a\"", "null"), "`hex`"),
        (line.replace("\"direction\"", "\"d\""), "direction"),
    ] {
        match import_error("x.jsonl", &format!("{line}\n\n{invalid}\n")) {
            ImportError::Damaged { line: 3, what: found, .. } => {
                assert!(found.contains(what), "{found}")
            }
            other => panic!("{other:?}"),
        }
    }
    let mut har = har_with_three_connections();
    har["log"]["entries"].as_array_mut().unwrap().remove(0);
    for (message, what) in [
        (json!({"type": "both"}), "`type`"),
        (json!({"type": "send", "opcode": 3}), "`opcode`"),
        (json!({"type": "send", "opcode": 2, "data": "!"}), "base64"),
        (json!({"type": "send", "time": true}), "`time`"),
        (json!({"type": "send", "data": 5}), "invalid type"),
        (json!(5), "invalid type"),
    ] {
        har["log"]["entries"][1]["_webSocketMessages"][1] = message;
        match import_error("x.har", &serde_json::to_string_pretty(&har).unwrap()) {
            ImportError::Damaged { line, json_path, what: found, .. } => {
                assert_eq!(json_path, "log.entries[1]._webSocketMessages[1]");
                assert!(line > 10 && found.contains(what), "line {line}: {found}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(import_error("x.har", "{\"log\": {\"entries\": [").code(), "import_damaged");
    assert_eq!(import_error("x.har", "{\"log\": {\"entries\": []}}").code(), "import_no_messages");
    assert_eq!(import_error("x", "<html>").code(), "import_unknown_format");
    let none = har_connections(&folder.path().join("no.har")).unwrap_err();
    assert_eq!(none.code(), "import_read");
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().flatten().map(|f| f.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");
    assert!(!folder.path().join("imported.wlt").exists());
}

#[test]
fn a_cancelled_import_leaves_the_existing_file() {
    let folder = tempfile::tempdir().unwrap();
    let line = r#"{"time":"2026-01-02T03:04:05Z","direction":"sent","kind":"text","text":"a"}"#;
    let (from, to) = (folder.path().join("a.jsonl"), folder.path().join("o.wlt"));
    fs::write(&from, format!("{line}\n").repeat(5000)).unwrap();
    write(&to, &messages(3), WriterOptions::default());
    let stop = &mut |_| ControlFlow::Break(());
    let options = ImportOptions {
        format: Some(crate::transcript::ImportFormat::Jsonl),
        ..ImportOptions::default()
    };
    let imported = import_file(&from, &to, &options, stop).unwrap();
    assert_eq!(imported, Imported { rows: 0, cancelled: true });
    assert_eq!(Reader::open(&to).unwrap().rows().unwrap(), 3);
    assert_eq!(import_file(&from, &to, &options, &mut go_on).unwrap().rows, 5000);
    assert_eq!(Reader::open(&to).unwrap().rows().unwrap(), 5000);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn hostile_06_all_connections_are_imported_in_one_pass() {
    let folder = tempfile::tempdir().unwrap();
    let (from, count) = (folder.path().join("a.har"), 1000);
    let pad = "x".repeat(4096);
    let records: Vec<_> = (0..count)
        .map(|number| {
            let data =
                |direction: &str| json!({"type": direction, "data": format!("{direction} {number}"), "pad": pad});
            let url = format!("ws://h/{number}");
            // A quarter of them have no messages.
            let messages =
                if number % 4 == 3 { vec![] } else { vec![data("send"), data("receive")] };
            json!({"_webSocketMessages": messages, "request": {"url": url}})
        })
        .collect();
    fs::write(&from, json!({"log": {"entries": records}}).to_string()).unwrap();
    let out = |number: usize| folder.path().join(format!("out-{number}.wlt"));
    let mut finished = Vec::new();
    let started = Instant::now();
    let options = ImportOptions::default();
    import_each(&from, &options, &out, &mut |path, rows| {
        finished.push((path.to_owned(), rows));
        ControlFlow::Continue(())
    })
    .unwrap();
    // Reading the file for each connection would take an hour.
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
    let expected: Vec<_> =
        (1..=count).filter(|number| number % 4 != 0).map(|number| (out(number), 2)).collect();
    assert_eq!(finished, expected);
    for number in [1, 2, 999] {
        let reader = Reader::open(out(number)).unwrap();
        assert_eq!(reader.header().url, format!("ws://h/{}", number - 1));
        assert_eq!(reader.header().name, format!("out-{number}"));
        assert_eq!(reader.payload(2).unwrap(), format!("receive {}", number - 1).as_bytes());
    }
    assert!(!out(4).exists());

    // Cancel after the first; then damage the second, whose transcript must not appear.
    let folder = tempfile::tempdir().unwrap();
    let out = |number: usize| folder.path().join(format!("{number}.wlt"));
    import_each(&from, &options, &out, &mut |_, _| ControlFlow::Break(())).unwrap();
    assert!(out(1).exists() && !out(2).exists());
    let invalid = fs::read_to_string(&from).unwrap().replace("send 1\"", "send 1\",\"type\":7");
    fs::write(&from, invalid).unwrap();
    let on = &mut |_: &Path, _| ControlFlow::Continue(());
    assert_eq!(import_each(&from, &options, &out, on).unwrap_err().code(), "import_damaged");
    assert!(!out(2).exists());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "a transcript and its index");
}
