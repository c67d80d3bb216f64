//! Generates the transcripts with the current `wirelark-cli`, for `WIRELARK_FREEZE_INPUTS=1`.
//!
//! To add one, generate all of them and restore the old ones with git: they show what earlier builds wrote.

use std::path::Path;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Signal};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::frames::{BINARY, PING, PONG, TEXT, close, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Step, Then};
use wirelark_tests::row::wait_for_rows;
use wirelark_tests::scratch::Scratch;

use crate::golden::Files;

pub fn inputs() -> Files {
    let scratch = Scratch::new();
    let close = || Then::Close(close(1000, "bye")[2..].to_vec());
    capture(
        &scratch,
        "plain",
        json!({}),
        Behaviour::Upgrade { bytes: plain(), then: close() },
        &[],
    );
    scenario(&scratch);
    imported(&scratch);
    let layouts = |changed| Behaviour::Upgrade { bytes: messages(changed), then: close() };
    capture(&scratch, "layouts", decoding(), layouts(false), &[]);
    capture(&scratch, "changed", decoding(), layouts(true), &[]);
    let flood = Behaviour::Flood { count: 2500, size: 12, then: close() };
    capture(&scratch, "segments", json!({}), flood, &["--keep", "1000 messages"]);
    // "Hello" twice, as in RFC 7692 section 7.2.3.2; the second refers to the first.
    let hello = frame(0x40 | TEXT, &[0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]);
    let again = frame(0x40 | TEXT, &[0xf2, 0x00, 0x11, 0x00, 0x00]);
    let bytes = [hello, again, frame(TEXT, b"not compressed")].concat();
    let fields = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    let deflate = Behaviour::Steps(vec![Step::Upgrade(fields), Step::Write(bytes)], close());
    let offer = json!({"connection": {"compression": {"offer": true}}});
    capture(&scratch, "compressed", offer, deflate, &[]);
    reconnected(&scratch);
    beside(&scratch);
    collected(scratch.folder())
}

/// Text, JSON, binary, ping and pong frames of the server.
fn plain() -> Vec<u8> {
    [
        frame(TEXT, "Hi, é😀\u{2028}\t\"quoted\"".as_bytes()),
        frame(TEXT, br#"{"n": 1, "list": [1.0, null, 9007199254740993]}"#),
        frame(TEXT, b""),
        frame(TEXT, b"=1+1"),
        frame(BINARY, &[2, 0, 0, 0, 0xff]),
        frame(BINARY, &[0xff, 0xff, 0xff, 0xff]),
        frame(BINARY, &[1, 2, 3]),
        frame(BINARY, &[0xab; 300]),
        frame(PING, b"are you there"),
        frame(PONG, b"unasked"),
    ]
    .concat()
}

/// Captures a connection to this server and returns the report.
fn capture(scratch: &Scratch, name: &str, more: Value, server: Behaviour, args: &[&str]) -> Value {
    let server = FaultServer::start(server);
    let mut profile = json!({"wirelark": 1, "name": format!("Frozen {name}"), "connection": {}});
    profile
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    profile["connection"]["url"] = json!(format!("{}path?x=1", server.url()));
    profile["connection"]["control_frames"] = json!({"rows": "all"});
    profile["login"] = json!({"fields": [{"name": "user", "value": "me"}]});
    let profile = scratch.file(&format!("{name}.wirelark.json"), profile.to_string());
    let transcript = scratch.path(&format!("{name}.wlt"));
    let all = ["capture", &profile, "--transcript", &transcript, "--json"];
    Cli::run([&all[..], args].concat()).success().json()
}

/// Runs a scenario that sends each type of message and raw bytes.
fn scenario(scratch: &Scratch) {
    let demo = Demo::start(&["--push-rate", "0"]);
    let profile = json!({
        "wirelark": 1, "name": "Frozen scenario", "connection": {"url": demo.at("/echo")},
        "messages": [
            {"name": "text", "type": "text", "text": "text {{counter}}"},
            {"name": "json", "type": "json", "text": "{\"a\": [1, 2.0]}", "style": "compact"},
            {"name": "hex", "type": "hex", "text": "de ad be ef 01"},
            {"name": "packed", "type": "packed", "format": "=ib", "values": [7, -1]}
        ],
        "scenarios": [{"name": "all", "steps": [
            {"send": "text"}, {"send": "json"}, {"send": "hex"}, {"send": "packed"},
            {"misbehave": {"type": "fragments", "text": "in pieces", "sizes": [3], "between": "ping"}},
            {"misbehave": {"type": "raw", "hex": "898000000000"}},
            {"wait": "200ms"}
        ]}],
    });
    let profile = scratch.file("scenario.wirelark.json", profile.to_string());
    Cli::run(["run", &profile, "--transcript", &scratch.path("scenario.wlt")]).success();
}

/// A connection that is lost after each message and reconnects.
fn reconnected(scratch: &Scratch) {
    let server =
        FaultServer::start(Behaviour::Upgrade { bytes: frame(TEXT, b"again"), then: Then::Fin });
    let reconnect = json!({"on": true, "first": "100ms", "longest": "100ms"});
    let profile = json!({"wirelark": 1, "name": "Frozen reconnected", "connection": {"url": server.url(), "reconnect": reconnect}});
    let profile = scratch.file("reconnected.wirelark.json", profile.to_string());
    let transcript = scratch.path("reconnected.wlt");
    let capture = Cli::spawn(["capture", &profile, "--transcript", &transcript]);
    wait_for_rows(&transcript, 9);
    capture.signal(Signal::Interrupt);
    // The exit code depends on whether it is connected at this moment.
    let _ = capture.finish();
}

/// Imports one row of each kind in each direction.
fn imported(scratch: &Scratch) {
    let mut lines = String::new();
    let mut second = 0;
    for direction in ["sent", "received"] {
        for (kind, text, hex) in [
            ("text", Some("plain"), None),
            ("text", None, Some("ff fe")),
            ("binary", None, Some("02000000")),
            ("ping", None, Some("70")),
            ("pong", None, Some("")),
            ("raw", None, Some("818568656c6c6f")),
            ("marker", Some("lost; connecting again in 1 s"), None),
            ("close", None, Some("0fa1 6279 65")),
        ] {
            second += 1;
            let time = format!("1999-12-31T23:59:{second:02}.123456789Z");
            let hex = hex.map(|hex| hex.replace(' ', ""));
            let line = json!({"time": time, "direction": direction, "kind": kind, "text": text, "hex": hex});
            lines += &format!("{line}\n");
        }
    }
    let from = scratch.file("imported.jsonl", lines);
    Cli::run(["transcript", "import", &from, "-o", &scratch.path("imported.wlt")]).success();
}

/// Layouts with every display, tail and checksum; bits, labels, and a repeat followed by more fields.
fn decoding() -> Value {
    let displays = ["decimal", "hex", "binary", "char", "unix", "unix_ms", "unix_us"];
    let names = ["dec", "hex", "bin", "char", "at", "at_ms", "at_us"];
    let mut fields = vec![json!({"name": "code", "constant": 1})];
    for (name, display) in names.iter().zip(displays) {
        fields.push(json!({"name": name, "display": display}));
    }
    let tail = |code: i32, name: &str, tail: Value| json!({"name": name, "format": "<i", "fields": [{"name": "code", "constant": code}], "tail": tail});
    let mut layouts = vec![
        json!({"name": "displays", "format": "<iiHBHIqq", "fields": fields}),
        json!({"name": "flags", "format": "<iBq?4sd", "fields": [
            {"name": "code"},
            {"name": "flags", "labels": {"138": "both"}, "bits": [
                {"name": "low", "from": 0, "to": 3},
                {"name": "high", "from": 7, "to": 7, "labels": {"1": "on", "0": "off"}}]},
            {"name": "seq"}, {"name": "ok", "labels": {"true": "yes"}}, {"name": "bytes"}, {"name": "price"}]}),
        json!({"name": "counted", "format": "<iBB", "fields": [{"name": "code"}, {"name": "length"}, {"name": "count"}],
            "tail": {"type": "text", "name": "text", "length": "length",
                "then": {"format": "", "tail": {"type": "repeat", "name": "items", "count": "count",
                    "element": {"format": "<If", "fields": [{"name": "id"}, {"name": "price"}]},
                    "then": {"format": "<I", "fields": [{"name": "crc", "display": "hex", "checksum": {"kind": "crc32"}}]}}}}}),
        tail(10, "bytes", json!({"type": "bytes"})),
        tail(11, "gbk", json!({"type": "text", "encoding": "gbk"})),
        tail(12, "latin", json!({"type": "text", "encoding": "latin-1"})),
        tail(13, "json", json!({"type": "json"})),
        tail(14, "cbor", json!({"type": "cbor"})),
        tail(15, "msgpack", json!({"type": "msgpack"})),
        tail(16, "protobuf", json!({"type": "protobuf", "message": "frozen.Quote"})),
    ];
    let kinds = [
        ("sum8", "B"),
        ("sum16", "H"),
        ("xor8", "B"),
        ("crc8", "B"),
        ("crc16-ccitt-false", "H"),
        ("crc16-kermit", "H"),
        ("crc16-xmodem", "H"),
        ("crc16-modbus", "H"),
        ("crc16-arc", "H"),
        ("crc32", "I"),
        ("crc32c", "I"),
    ];
    let (format, sums): (Vec<_>, Vec<_>) = kinds
        .iter()
        .map(|(kind, format)| {
            (*format, json!({"name": kind, "checksum": {"kind": kind, "from": 0, "to": 4}}))
        })
        .unzip();
    let sums = [&[json!({"name": "code"})][..], &sums].concat();
    layouts
        .push(json!({"name": "sums", "format": format!("<i{}", format.concat()), "fields": sums}));
    let rule = |code: i32, layout: &str| json!({"layout": layout, "code": code});
    json!({
        "codes": [
            {"code": 1, "name": "DISPLAYS", "tone": "good", "direction": "received"},
            {"code": 2, "name": "FLAGS"}, {"code": -1, "name": "WRONG", "tone": "bad"}],
        "layouts": layouts,
        "rules": [
            rule(1, "displays"), rule(2, "flags"), rule(3, "counted"), rule(4, "sums"), rule(10, "bytes"),
            rule(11, "gbk"), rule(12, "latin"), rule(13, "json"), rule(14, "cbor"), rule(15, "msgpack"), rule(16, "protobuf")],
        "columns": [{"field": "seq", "title": "Number"}, {"field": "tail"}, {"field": "n"}],
        "protobuf": [{"name": "frozen.proto", "source": "syntax = \"proto3\"; package frozen; message Quote { string name = 1; repeated sint64 prices = 2; double at = 3; }"}],
        "latency": {"match": "next", "within": "30s"},
    })
}

/// One message for each layout and some that do not match theirs. `changed` changes some values.
fn messages(changed: bool) -> Vec<u8> {
    let n = u8::from(changed);
    let code = |code: i32, rest: &[u8]| frame(BINARY, &[&code.to_le_bytes()[..], rest].concat());
    let displays = [
        &(7 + i32::from(changed)).to_le_bytes()[..],
        &0xbeef_u16.to_le_bytes(),
        &[0b101],
        &u16::from(b'A').to_le_bytes(),
        &1_767_323_045_u32.to_le_bytes(),
        &1_767_323_045_678_i64.to_le_bytes(),
        &1_767_323_045_678_901_i64.to_le_bytes(),
    ]
    .concat();
    let flags = |seq: i64| {
        [&[0x8a][..], &seq.to_le_bytes(), b"\x01ab\0\0", &1.25_f64.to_le_bytes()].concat()
    };
    let items =
        [1_u32.to_le_bytes(), 1.5_f32.to_le_bytes(), 2_u32.to_le_bytes(), 2.5_f32.to_le_bytes()]
            .concat();
    let counted = [&[6, 2][..], "行é\n".as_bytes(), &items, &[1, 2, 3, 4]].concat();
    let user = br#"{"user": {"id": 7, "name": "ann"}, "big": 18446744073709551615}"#;
    let quote =
        [&[0x0a, 3][..], b"abc", &[0x12, 2, 1, 4 + n, 0x19], &2.5_f64.to_le_bytes()].concat();
    [
        code(1, &displays),
        code(2, &flags(9_007_199_254_740_993)),
        code(2, &flags(4 + i64::from(changed))),
        code(3, &counted),
        code(4, &(1..20).collect::<Vec<u8>>()),
        code(10, &[0xca, 0xfe, n]),
        code(11, &[0xd6, 0xd0, 0xce, 0xc4]),
        code(12, &[b'c', 0xe9]),
        code(13, user),
        code(14, &[0xa2, 0x61, b'a', 1, 0x61, b'b', 0x82, 0x20, 0xf5]),
        code(15, &[0x82, 0xa1, b'a', 1, 0xa1, b'b', 0x92, 0xff, 0xc3]),
        code(16, &quote),
        // Too short, too long, not JSON, no layout.
        code(1, &displays[..5]),
        code(2, &[&flags(5)[..], b"more"].concat()),
        code(13, b"{\"open\": "),
        code(-1, b""),
        code(99, b"nothing is known of it"),
        frame(TEXT, br#"{"n": 5, "deep": {"id": [1, {"x": null}]}}"#),
    ]
    .concat()
}

/// Variants of the plain transcript (indexed, torn, damaged, with notes), and one with a handshake file.
fn beside(scratch: &Scratch) {
    let plain = std::fs::read(scratch.path("plain.wlt")).expect("read the file");
    let copy = |name: &str, content: &[u8]| scratch.file(&format!("{name}.wlt"), content);
    copy("indexed", &plain);
    let index = std::fs::read(scratch.path("plain.wlt.idx")).expect("written with it");
    scratch.file("indexed.wlt.idx", index);
    copy("torn", &plain[..plain.len() - 9]);
    let mut damaged = plain.clone();
    // The end of the 300-byte payload and the header of the next record.
    let at = damaged.windows(300).position(|part| part == [0xab; 300]).expect("the payload");
    damaged[at + 280..at + 320].fill(0);
    copy("damaged", &damaged);
    copy("noted", &plain);
    let id = u64::from_le_bytes(plain[12..20].try_into().expect("eight bytes"));
    let notes = json!({"wirelark_notes": 1, "transcript": format!("{id:016x}"), "rows": {
        "2": {"pinned": true}, "3": {"pinned": true, "note": "Slow since noon"}, "5": {"note": "a\nb é", "later": [1]}}, "newer": {"x": 1}});
    scratch.file("noted.wlt.notes.json", notes.to_string());
    // The window writes this file; the report contains the same handshake.
    let open = Behaviour::Upgrade { bytes: plain_pair(), then: Then::Close(vec![3, 232]) };
    let report = capture(scratch, "handshake", json!({}), open, &[]);
    let kept = json!({"wirelark_handshakes": 1, "handshakes": [report["handshake"]]});
    scratch.file("handshake.wlt.handshake.json", kept.to_string());
}

fn plain_pair() -> Vec<u8> {
    [frame(TEXT, b"one"), frame(BINARY, &[1, 0, 0, 0])].concat()
}

/// All generated files without the indexes, except those of `indexed` and of the segments.
fn collected(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(place) = folders.pop() {
        for entry in place.read_dir().expect("list the folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(folder)
                .expect("a path below the folder")
                .to_str()
                .expect("a UTF-8 path")
                .to_owned();
            let again = name.ends_with(".idx")
                && !name.starts_with("indexed")
                && !name.contains(".segments/");
            if path.is_dir() {
                folders.push(path);
            } else if name.contains(".wlt") && !again {
                files.insert(name, std::fs::read(&path).expect("read the file"));
            }
        }
    }
    files
}
