//! Exports, read by the programs they are made for: Python's json and csv, haralyzer, Wireshark's tshark.

use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::python;
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

/// A message as written: its direction, opcode and bytes.
type Written = (&'static str, u64, Vec<u8>);

/// A transcript of difficult content: line ends, quotes, formulas, control characters, long messages, both directions.
fn transcript(scratch: &Scratch) -> (String, Vec<Written>) {
    let long: Vec<u8> = (0..200_000u32).map(|i| (i * 7 / 3) as u8).collect();
    let messages: Vec<Written> = vec![
        ("sent", 1, "{\"a\": \"é\r\n🙂\u{2028}\"}".into()),
        ("received", 2, b"\x02\0\0\0=cmd".to_vec()),
        ("received", 1, "=1+1,\"x\"\n".into()),
        ("sent", 9, b"beat".to_vec()),
        ("received", 10, b"beat".to_vec()),
        ("sent", 2, long.clone()),
        ("received", 2, long),
        ("received", 1, "-5".into()),
        ("received", 1, Vec::new()),
        ("received", 8, b"\x03\xe8bye".to_vec()),
    ];
    let kind = |opcode| match opcode {
        1 => "text",
        2 => "binary",
        8 => "close",
        9 => "ping",
        _ => "pong",
    };
    let lines: String = (0..).zip(&messages)
        .map(|(i, (direction, opcode, payload))| {
            let is_text = *opcode == 1;
            let hex: String = payload.iter().map(|byte| format!("{byte:02x}")).collect();
            let line = json!({
                "time": format!("2026-01-02T03:04:05.{:09}Z", 678_901_234 + i), "direction": direction, "kind": kind(*opcode),
                "text": is_text.then(|| String::from_utf8_lossy(payload)), "hex": (!is_text).then_some(hex)
            });
            format!("{line}\n")
        })
        .collect();
    let (from, to) = (scratch.file("in.jsonl", lines), scratch.path("t.wlt"));
    Cli::run(["transcript", "import", &from, "-o", &to]).success();
    (to, messages)
}

fn export(scratch: &Scratch, transcript: &str, format: &str, more: &[&str]) -> String {
    let out = scratch.path(&format!("out.{format}"));
    let args = ["transcript", "export", transcript, "--format", format, "-o", &out];
    Cli::run([&args[..], more].concat()).success();
    out
}

/// Runs a Python script on a file and returns the JSON that it prints.
fn ask(script: &str, file: &str) -> Value {
    let output = Command::new(python::interpreter()).args(["-c", script, file]).output();
    let output = output.expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("valid JSON")
}

#[test]
fn pythons_json_and_csv_read_the_same() {
    let scratch = Scratch::new();
    let (transcript, messages) = transcript(&scratch);
    let lines = ask(
        "import json, sys; print(json.dumps([json.loads(line) for line in open(sys.argv[1], encoding='utf-8', newline='\\n')]))",
        &export(&scratch, &transcript, "jsonl", &[]),
    );
    for more in [&[][..], &["--bom"]] {
        let encoding = if more.is_empty() { "utf-8" } else { "utf-8-sig" };
        let script = format!(
            "import csv, json, sys; csv.field_size_limit(1 << 30); \
             print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='{encoding}', newline=''), strict=True))))"
        );
        let cells = ask(&script, &export(&scratch, &transcript, "csv", more));
        let (lines, cells) =
            (lines.as_array().expect("an array"), cells.as_array().expect("an array"));
        assert_eq!((lines.len(), cells.len()), (messages.len(), messages.len()));
        for ((line, cell), (_, _, payload)) in lines.iter().zip(cells).zip(&messages) {
            for same in ["time", "direction", "kind"] {
                assert_eq!(line[same], cell[same]);
            }
            assert_eq!(cell["size"], payload.len().to_string());
            assert_eq!(cell["hex"], line["hex"].as_str().unwrap_or_default());
            let text = line["text"].as_str().unwrap_or_default();
            let guard = if text.starts_with('=') { "'" } else { "" };
            assert_eq!(cell["text"], format!("{guard}{text}"));
        }
    }
}

#[test]
fn haralyzer_reads_the_har() {
    if !python::has_haralyzer("haralyzer_reads_the_har") {
        return;
    }
    let scratch = Scratch::new();
    let (transcript, messages) = transcript(&scratch);
    let har = export(&scratch, &transcript, "har", &[]);
    let found = ask(
        "import json, sys\nfrom haralyzer import HarParser\n\
         parser = HarParser(json.load(open(sys.argv[1], encoding='utf-8')))\n\
         entries = parser.har_data['entries']\n\
         from haralyzer import HarEntry\nentry = HarEntry(entries[0])\nrequest, response = entry.request, entry.response\n\
         print(json.dumps({'version': parser.version, 'creator': parser.creator['name'], 'method': request.method,\n\
           'status': response.status, 'messages': entries[0]['_webSocketMessages']}))",
        &har,
    );
    assert_eq!(
        (&found["version"], &found["creator"], &found["method"], &found["status"]),
        (&json!("1.2"), &json!("Wirelark"), &json!("GET"), &json!(101))
    );
    let read = found["messages"].as_array().expect("an array");
    assert_eq!(read.len(), messages.len());
    for (message, (direction, opcode, _)) in read.iter().zip(&messages) {
        assert_eq!(message["type"], if *direction == "sent" { "send" } else { "receive" });
        assert_eq!(message["opcode"], *opcode);
    }
    // Wirelark imports the same bytes and nanoseconds.
    let back = scratch.path("back.wlt");
    Cli::run(["transcript", "import", &har, "-o", &back]).success();
    assert_eq!(rows_of(&back), rows_of(&transcript));
    Cli::run(["transcript", "compare", &transcript, &back]).success();
}

/// The fields that Chromium's importer (front_end/models/har: HARFormat.ts, Importer.ts) reads from an entry with
/// WebSocket messages. It refuses the whole file if a number is not one, and leaves out a message without one of its
/// four fields.
#[test]
fn chromiums_importer_finds_every_field_that_it_reads() {
    const NUMBERS: [&str; 9] = [
        "/time",
        "/request/headersSize",
        "/request/bodySize",
        "/response/status",
        "/response/headersSize",
        "/response/bodySize",
        "/response/content/size",
        "/timings/send",
        "/timings/wait",
    ];
    const OPTIONAL_NUMBERS: [&str; 5] = [
        "/timings/receive",
        "/timings/blocked",
        "/timings/dns",
        "/timings/connect",
        "/timings/ssl",
    ];
    const TEXTS: [&str; 8] = [
        "/startedDateTime",
        "/request/method",
        "/request/url",
        "/request/httpVersion",
        "/response/statusText",
        "/response/httpVersion",
        "/response/redirectURL",
        "/response/content/mimeType",
    ];
    const LISTS: [&str; 5] = [
        "/request/cookies",
        "/request/headers",
        "/request/queryString",
        "/response/cookies",
        "/response/headers",
    ];
    let scratch = Scratch::new();
    let (transcript, messages) = transcript(&scratch);
    let har = std::fs::read(export(&scratch, &transcript, "har", &[])).expect("read the file");
    let har: Value = serde_json::from_slice(&har).expect("valid JSON");
    let log = &har["log"];
    assert!(log["version"].is_string() && log["pages"].is_array());
    assert!(log["creator"]["name"].is_string() && log["creator"]["version"].is_string());
    let entries = log["entries"].as_array().expect("log.entries is expected to be an array");
    let [entry] = &entries[..] else { panic!("{} entries", entries.len()) };
    let at = |path: &str| entry.pointer(path).unwrap_or_else(|| panic!("no {path}"));
    for path in NUMBERS.into_iter().chain(OPTIONAL_NUMBERS) {
        assert!(at(path).as_f64().is_some_and(f64::is_finite), "{path} is a number");
    }
    TEXTS.into_iter().for_each(|path| assert!(at(path).is_string(), "{path} is a text"));
    LISTS.into_iter().for_each(|path| assert!(at(path).is_array(), "{path} is a list"));
    for pair in ["/request/headers", "/request/queryString", "/response/headers"] {
        let pairs = at(pair).as_array().expect("an array");
        assert!(pairs.iter().all(|pair| pair["name"].is_string() && pair["value"].is_string()));
    }
    // This tells the panel that there are messages to show.
    assert_eq!(at("/_resourceType"), "websocket");
    // A date that JavaScript reads, whatever follows its seconds.
    assert!(
        at("/startedDateTime")
            .as_str()
            .is_some_and(|date| date.starts_with("2026-01-02T03:04:05."))
    );
    let read = at("/_webSocketMessages").as_array().expect("an array");
    assert_eq!(read.len(), messages.len());
    for message in read {
        assert!(message["time"].as_f64().is_some_and(|time| time > 1e9 && time < 1e10), "seconds");
        assert!(message["opcode"].is_u64() && message["data"].is_string());
        assert!(["send", "receive"].contains(&message["type"].as_str().expect("a string")));
    }
}

#[test]
fn wireshark_sees_the_messages() {
    if !python::has_tshark("wireshark_sees_the_messages") {
        return;
    }
    let scratch = Scratch::new();
    let (transcript, messages) = transcript(&scratch);
    let capture = export(&scratch, &transcript, "pcapng", &[]);
    let read = |args: &[&str]| {
        let output = Command::new("tshark").args(["-r", &capture]).args(args).output();
        let output = output.expect("tshark");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    // Checksums are checked, too; 1 means good.
    let fields = read(&[
        "-o",
        "tcp.check_checksum:TRUE",
        "-o",
        "ip.check_checksum:TRUE",
        "-Y",
        "websocket",
        "-T",
        "fields",
        "-e",
        "websocket.opcode",
        "-e",
        "websocket.mask",
        "-e",
        "frame.time_epoch",
        "-e",
        "tcp.checksum.status",
        "-e",
        "ip.checksum.status",
        "-e",
        "websocket.payload_length",
        "-e",
        "websocket.payload_length_ext_16",
        "-e",
        "websocket.payload_length_ext_64",
        "-e",
        "data.data",
    ]);
    let lines: Vec<&str> = fields.lines().collect();
    assert_eq!(lines.len(), messages.len(), "{fields:.2000}");
    for (number, (line, (direction, opcode, payload))) in (0..).zip(lines.iter().zip(&messages)) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells[0], opcode.to_string());
        let sent = *direction == "sent";
        assert!(
            cells[1] == if sent { "1" } else { "0" }
                || cells[1] == if sent { "True" } else { "False" }
        );
        assert_eq!(cells[2], format!("1767323045.{:09}", 678_901_234 + number));
        assert_eq!((cells[3], cells[4]), ("1", "1"), "a bad checksum");
        let size = cells[5..8].iter().rfind(|cell| !cell.is_empty()).expect("a length");
        assert_eq!(*size, payload.len().to_string());
        if *opcode == 2 {
            let hex: String = payload.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(cells[8] == hex, "the payload of message {number}");
        }
    }
    let wrong = read(&[
        "-Y",
        "_ws.malformed || tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment || tcp.analysis.out_of_order || tcp.analysis.retransmission",
        "-T",
        "fields",
        "-e",
        "frame.number",
    ]);
    assert_eq!(wrong, "", "nothing is malformed, lost or out of order");
}
