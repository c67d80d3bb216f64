use std::ops::ControlFlow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::*;
use crate::packet::rules::Decoding;
use crate::transcript::{ExportFormat, ExportOptions, Exported, Reader, export, export_file};

const TIME: i64 = 1_767_323_045_678_901_234;

/// Rules with a name and a layout for code 2.
fn rules() -> Value {
    json!({
        "codes": [{"code": 2, "name": "SERVICES"}],
        "layouts": [{"name": "r", "format": "<i", "fields": [{"name": "code"}], "tail": {"type": "text"}}],
        "rules": [{"layout": "r", "code": 2}],
        "columns": [{"field": "tail", "title": "Tail, text"}, {"field": "a"}]
    })
}

fn sample_messages() -> Vec<Message> {
    vec![
        (Direction::Sent, Kind::Text, TIME, b"{\"a\": \"\xC3\xA9\n\"}".to_vec()),
        (Direction::Received, Kind::Binary, TIME + 1, b"\x02\0\0\0=1+1".to_vec()),
        (Direction::Received, Kind::Text, TIME, b"\xFF".to_vec()),
        (Direction::Received, Kind::Close, TIME, b"\x03\xE8bye".to_vec()),
        (Direction::Received, Kind::Binary, TIME, b"\xFF\xFF\xFF\xFF".to_vec()),
        (Direction::Sent, Kind::Marker, TIME, b"note".to_vec()),
        (Direction::Sent, Kind::Text, TIME + 2_000_000, b"-1+2".to_vec()),
    ]
}

/// A transcript of these messages with the rules above.
fn transcript(folder: &Path, messages: &[Message]) -> Reader {
    let path = folder.join("a.wlt");
    let header = Header {
        name: "a\u{1b}[31m".into(),
        created: "2026-01-02T03:04:05Z".into(),
        url: "ws://127.0.0.1:9000/x?q=1%202".into(),
        rules: rules(),
        ..Header::default()
    };
    let mut writer =
        Writer::create(&path, &header, WriterOptions::default(), Box::new(|| {})).unwrap();
    for message in messages {
        push(&mut writer, message);
    }
    writer.finish().unwrap();
    Reader::open(&path).unwrap()
}

/// The options without faults, which tests of the findings look at.
fn options_of(format: ExportFormat, reader: &Reader) -> ExportOptions {
    ExportOptions { findings: None, ..ExportOptions::new(format, reader) }
}

fn export_all(reader: &Reader, options: &ExportOptions) -> (Vec<u8>, Exported) {
    let mut out = Vec::new();
    let rows = 1..=reader.rows().unwrap();
    let exported =
        export(&mut out, reader, rows, options, &mut |_| ControlFlow::Continue(())).unwrap();
    (out, exported)
}

fn text_of(format: ExportFormat) -> String {
    let folder = tempfile::tempdir().unwrap();
    let reader = transcript(folder.path(), &sample_messages());
    String::from_utf8(export_all(&reader, &options_of(format, &reader)).0).unwrap()
}

#[test]
fn json_lines_have_the_documented_fields() {
    let text = text_of(ExportFormat::Jsonl);
    let expected = [
        r#"{"row":1,"time":"2026-01-02T03:04:05.678901234Z","direction":"sent","kind":"text","size":12,"code":null,"text":"{\"a\": \"é\n\"}","hex":null,"fields":null}"#,
        r#"{"row":2,"time":"2026-01-02T03:04:05.678901235Z","direction":"received","kind":"binary","size":8,"code":2,"text":null,"hex":"020000003d312b31","fields":{"code":2,"tail":"=1+1"}}"#,
        r#"{"row":3,"time":"2026-01-02T03:04:05.678901234Z","direction":"received","kind":"text","size":1,"code":null,"text":null,"hex":"ff","fields":null}"#,
        r#"{"row":4,"time":"2026-01-02T03:04:05.678901234Z","direction":"received","kind":"close","size":5,"code":null,"text":null,"hex":"03e8627965","fields":null}"#,
        r#"{"row":5,"time":"2026-01-02T03:04:05.678901234Z","direction":"received","kind":"binary","size":4,"code":-1,"text":null,"hex":"ffffffff","fields":null}"#,
        r#"{"row":6,"time":"2026-01-02T03:04:05.678901234Z","direction":"sent","kind":"marker","size":4,"code":null,"text":null,"hex":"6e6f7465","fields":null}"#,
        r#"{"row":7,"time":"2026-01-02T03:04:05.680901234Z","direction":"sent","kind":"text","size":4,"code":null,"text":"-1+2","hex":null,"fields":null}"#,
        "",
    ];
    assert_eq!(text, expected.join("\n"));
}

#[test]
fn csv_has_the_profiles_columns_and_no_formulas() {
    let expected = concat!(
        "row,time,direction,kind,size,code,code_name,text,hex,\"Tail, text\",\"a\"\r\n",
        "1,2026-01-02T03:04:05.678901234Z,sent,text,12,,,\"{\"\"a\"\": \"\"é\n\"\"}\",,,\r\n",
        "2,2026-01-02T03:04:05.678901235Z,received,binary,8,2,\"SERVICES\",,020000003d312b31,\"'=1+1\",\r\n",
        "3,2026-01-02T03:04:05.678901234Z,received,text,1,,,,ff,,\r\n",
        "4,2026-01-02T03:04:05.678901234Z,received,close,5,,,,03e8627965,,\r\n",
        "5,2026-01-02T03:04:05.678901234Z,received,binary,4,-1,,,ffffffff,\"hex:\",\r\n",
        "6,2026-01-02T03:04:05.678901234Z,sent,marker,4,,,,6e6f7465,,\r\n",
        "7,2026-01-02T03:04:05.680901234Z,sent,text,4,,,\"'-1+2\",,,\r\n",
    );
    assert_eq!(text_of(ExportFormat::Csv), expected);
    let folder = tempfile::tempdir().unwrap();
    let reader = transcript(folder.path(), &[]);
    let options = ExportOptions {
        format: ExportFormat::Csv,
        bom: true,
        decoding: Decoding::default(),
        upgrade: None,
        findings: None,
    };
    let head = "\u{feff}row,time,direction,kind,size,code,code_name,text,hex\r\n";
    assert_eq!(export_all(&reader, &options).0, head.as_bytes());
}

#[test]
fn har_has_the_fields_that_chromium_reads() {
    let folder = tempfile::tempdir().unwrap();
    let reader = transcript(folder.path(), &sample_messages());
    let (bytes, exported) = export_all(&reader, &options_of(ExportFormat::Har, &reader));
    assert_eq!((exported.rows, exported.left_out), (6, 1));
    let har: Value = serde_json::from_slice(&bytes).unwrap();
    let entry = &har["log"]["entries"][0];
    assert_eq!(har["log"]["version"], "1.2");
    assert_eq!(entry["_resourceType"], "websocket");
    assert_eq!(entry["startedDateTime"], "2026-01-02T03:04:05.678901234Z");
    assert_eq!(entry["time"].to_string(), "2.000000");
    assert_eq!(entry["request"]["url"], "ws://127.0.0.1:9000/x?q=1%202");
    assert_eq!(entry["request"]["queryString"], json!([{"name": "q", "value": "1 2"}]));
    assert_eq!(entry["response"]["status"], 101);
    let messages = entry["_webSocketMessages"].as_array().unwrap();
    assert_eq!(messages.len(), 6);
    assert_eq!(messages[0]["time"].to_string(), "1767323045.678901234");
    assert_eq!((&messages[0]["type"], &messages[0]["opcode"]), (&json!("send"), &json!(1)));
    assert_eq!(messages[0]["data"], "{\"a\": \"é\n\"}");
    assert_eq!((&messages[1]["type"], &messages[1]["opcode"]), (&json!("receive"), &json!(2)));
    assert_eq!(messages[1]["data"], STANDARD.encode(b"\x02\0\0\0=1+1"));
    assert_eq!(
        (&messages[2]["data"], &messages[2]["_wirelark_base64"]),
        (&json!("\u{fffd}"), &json!("/w=="))
    );
    assert_eq!((&messages[3]["opcode"], &messages[3]["data"]), (&json!(8), &json!("A+hieWU=")));
    // A HAR without rows is complete too.
    let empty = tempfile::tempdir().unwrap();
    let reader = transcript(empty.path(), &[]);
    let bytes = export_all(&reader, &options_of(ExportFormat::Har, &reader)).0;
    let har: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(har["log"]["entries"][0]["_webSocketMessages"], json!([]));
    assert_eq!(har["log"]["entries"][0]["startedDateTime"], "2026-01-02T03:04:05.000000000Z");
}

#[test]
fn the_text_log_is_readable() {
    let expected = concat!(
        "# name: a\\u{1B}[31m\n# url: ws://127.0.0.1:9000/x?q=1%202\n# created: 2026-01-02T03:04:05Z\n",
        "\n1 2026-01-02T03:04:05.678901234Z sent text, 12 bytes\n    {\"a\": \"é\n    \"}\n",
        "\n2 2026-01-02T03:04:05.678901235Z received binary, 8 bytes, code 2 SERVICES\n",
        "    fields {\"code\":2,\"tail\":\"=1+1\"}\n",
        "    00000000  02 00 00 00 3d 31 2b 31                           |....=1+1|\n",
        "\n3 2026-01-02T03:04:05.678901234Z received text, 1 byte\n",
        "    00000000  ff                                                |.|\n",
        "\n4 2026-01-02T03:04:05.678901234Z received close, 5 bytes, 1000 bye\n",
        "    00000000  03 e8 62 79 65                                    |..bye|\n",
        "\n5 2026-01-02T03:04:05.678901234Z received binary, 4 bytes, code -1\n",
        "    00000000  ff ff ff ff                                       |....|\n",
        "\n6 2026-01-02T03:04:05.678901234Z sent marker, 4 bytes\n    note\n",
        "\n7 2026-01-02T03:04:05.680901234Z sent text, 4 bytes\n    -1+2\n",
    );
    assert_eq!(text_of(ExportFormat::Text), expected);
}

#[test]
fn raw_bytes_are_exported_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    // An unmasked text frame and the start of a frame header.
    let raw = b"\x81\x02hi\xC1".to_vec();
    let reader = transcript(folder.path(), &[(Direction::Sent, Kind::Raw, TIME, raw.clone())]);
    let of = |format| export_all(&reader, &options_of(format, &reader));
    let line = r#"{"row":1,"time":"2026-01-02T03:04:05.678901234Z","direction":"sent","kind":"raw","size":5,"code":null,"text":null,"hex":"81026869c1","fields":null}"#;
    assert_eq!(of(ExportFormat::Jsonl).0, format!("{line}\n").as_bytes());
    let csv = of(ExportFormat::Csv).0;
    assert!(csv.ends_with(b"Z,sent,raw,5,,,,81026869c1,,\r\n"), "{}", csv.escape_ascii());
    let text = of(ExportFormat::Text).0;
    let dump = b"    00000000  81 02 68 69 c1";
    assert!(text.windows(dump.len()).any(|part| part == dump), "{}", text.escape_ascii());
    let (pcapng, exported) = of(ExportFormat::Pcapng);
    assert!(pcapng.windows(raw.len()).any(|part| part == raw), "no frame header is added");
    assert_eq!((exported.rows, exported.left_out), (1, 0));
    let (_, exported) = of(ExportFormat::Har);
    assert_eq!((exported.rows, exported.left_out), (0, 1), "raw bytes are left out");
}

/// Long payloads are written in chunks with the same result.
#[test]
fn long_payloads_are_written_like_short_ones() {
    let folder = tempfile::tempdir().unwrap();
    let text = "aé\"\\🙂\n".repeat(330_000);
    let bytes: Vec<u8> = (0..4_200_001u32).map(|i| (i * 7 / 3) as u8).collect();
    let broken = [text.as_bytes(), b"\xC3"].concat();
    let messages = [
        (Direction::Sent, Kind::Text, TIME, text.clone().into_bytes()),
        (Direction::Sent, Kind::Binary, TIME, bytes.clone()),
        (Direction::Sent, Kind::Text, TIME, broken.clone()),
    ];
    write(&folder.path().join("a.wlt"), &messages, WriterOptions::default());
    let reader = Reader::open(folder.path().join("a.wlt")).unwrap();
    let (lines, _) = export_all(&reader, &options_of(ExportFormat::Jsonl, &reader));
    let lines: Vec<Value> = lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert!(lines[0]["text"] == text.as_str());
    assert!(lines[1]["hex"] == crate::packet::hex::encode(&bytes));
    assert!(lines[2]["hex"] == crate::packet::hex::encode(&broken));
    let (har, _) = export_all(&reader, &options_of(ExportFormat::Har, &reader));
    let har: Value = serde_json::from_slice(&har).unwrap();
    let messages = &har["log"]["entries"][0]["_webSocketMessages"];
    assert!(messages[0]["data"] == text.as_str());
    assert!(messages[1]["data"] == STANDARD.encode(&bytes));
    assert!(messages[2]["_wirelark_base64"] == STANDARD.encode(&broken));
}

#[test]
fn an_export_can_be_cancelled_and_files_are_replaced_atomically() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &messages(20_000), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let options = options_of(ExportFormat::Jsonl, &reader);
    let mut out = Vec::new();
    let stop = &mut |_| ControlFlow::Break(());
    let exported = export(&mut out, &reader, 1..=20_000, &options, stop).unwrap();
    assert!(exported.cancelled && exported.rows < 20_000);
    assert_eq!(out.iter().filter(|byte| **byte == b'\n').count() as u64, exported.rows);
    assert_eq!(out.last(), Some(&b'\n'));

    let to = folder.path().join("out.jsonl");
    std::fs::write(&to, "old").unwrap();
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    let exported = export_file(&to, &reader, 1..=20_000, &options, stop).unwrap();
    assert!(exported.cancelled);
    assert_eq!(std::fs::read(&to).unwrap(), b"old");
    let mut progress = Vec::new();
    let go_on = &mut |rows| {
        progress.push(rows);
        ControlFlow::Continue(())
    };
    let exported = export_file(&to, &reader, [5, 2, 9], &options, go_on).unwrap();
    assert_eq!((exported.rows, exported.cancelled), (3, false));
    assert_eq!(progress, [3]);
    let rows: Vec<_> = std::fs::read_to_string(&to)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["row"].to_string())
        .collect();
    assert_eq!(rows, ["5", "2", "9"], "the given rows in the given order");
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        before,
        "no temporary file remains"
    );
    let nowhere = folder.path().join("no/such.jsonl");
    let error = export_file(&nowhere, &reader, [1], &options, stop).unwrap_err();
    assert_eq!(error.code(), "transcript_write");
}

#[test]
fn real_server_05_a_har_has_the_headers_of_the_handshake_only() {
    let folder = tempfile::tempdir().unwrap();
    let reader = transcript(folder.path(), &sample_messages());
    let mut options = options_of(ExportFormat::Har, &reader);
    let entry = |options: &ExportOptions| {
        let har: Value = serde_json::from_slice(&export_all(&reader, options).0).unwrap();
        har["log"]["entries"][0].clone()
    };
    let without = entry(&options);
    assert_eq!(without["request"]["headers"], json!([]));
    assert_eq!(without["response"]["headers"], json!([]));
    assert_eq!(without["request"]["url"], "ws://127.0.0.1:9000/x?q=1%202");

    let handshake = json!({"wirelark_handshakes": 1, "handshakes": [{"hops": [
        {"url": "ws://other", "request": {"size": 1, "pieces": [{"text": "GET /first HTTP/1.1\r\n\r\n", "secret": false}]}},
        {
            "url": "ws://127.0.0.1:9000",
            "request": {"size": 1, "pieces": [
                {"text": "GET /x?q=1%202 HTTP/1.1\r\nHost: 127.0.0.1:9000\r\nAuthorization: ", "secret": false},
                {"text": "••••••", "secret": true},
                {"text": "\r\nX-A: b:c\r\n\r\n", "secret": false}
            ]},
            "response": {"size": 1, "pieces": [
                {"text": "HTTP/1.1 101 Yes\r\nServer: s\r\n\r\n", "secret": false}
            ]}
        }
    ]}]});
    let path = folder.path().join("a.wlt.handshake.json");
    std::fs::write(path, handshake.to_string()).unwrap();
    options.upgrade = crate::connection::handshake_store::first_heads(&folder.path().join("a.wlt"));
    let with = entry(&options);
    let expected = json!([
        {"name": "Host", "value": "127.0.0.1:9000"},
        {"name": "Authorization", "value": "••••••"},
        {"name": "X-A", "value": "b:c"}
    ]);
    assert_eq!(with["request"]["headers"], expected);
    assert_eq!(with["response"]["headers"], json!([{"name": "Server", "value": "s"}]));
}
