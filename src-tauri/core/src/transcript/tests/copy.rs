use super::*;
use crate::transcript::{CopyForm, CopyOptions, Reader, Target, copy_rows, decoding};

fn reader(folder: &Path) -> Reader {
    let path = folder.join("a.wlt");
    let time = 1_767_323_045_678_901_234;
    let messages = [
        (Direction::Sent, Kind::Text, time, "it's 行 $HOME\n`x`".into()),
        (Direction::Sent, Kind::Binary, time, vec![1, 0, 0xFF, b'\'', b'%']),
        (Direction::Sent, Kind::Close, time, b"\x03\xE8user quit".to_vec()),
        (Direction::Sent, Kind::Marker, time, b"note".to_vec()),
        (Direction::Sent, Kind::Binary, time, vec![7; 100_000]),
        (Direction::Sent, Kind::Ping, time, b"beat".to_vec()),
    ];
    write(&path, &messages, Options::default());
    Reader::open(&path).unwrap()
}

fn copied(rows: &[u32], form: CopyForm) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let reader = reader(folder.path());
    let target = Target {
        url: "ws://127.0.0.1:9000/x?a=b&c".into(),
        headers: vec![("Authorization".into(), "Bearer it's".into())],
        subprotocols: vec!["v1".into()],
    };
    let decoding = decoding(reader.header());
    let options = CopyOptions { form, target, decoding, limit: 250_000 };
    copy_rows(&reader, rows, &options).map_err(|error| error.code().to_owned())
}

#[test]
fn each_form_of_one_row() {
    use CopyForm::*;
    let is = |row, form, text: &str| assert_eq!(copied(&[row], form).unwrap(), text);
    is(1, Text, "it's 行 $HOME\n`x`");
    is(2, Text, "0100ff2725");
    is(2, Hex, "0100ff2725");
    is(2, Base64, "AQD/JyU=");
    is(2, CArray, "{0x01, 0x00, 0xff, 0x27, 0x25}");
    is(2, PythonBytes, r#"b"\x01\x00\xff'%""#);
    is(
        2,
        Json,
        r#"{"row":2,"time":"2026-01-02T03:04:05.678901234Z","direction":"sent","kind":"binary","size":5,"code":16711681,"text":null,"hex":"0100ff2725","fields":null}"#
            .replace("16711681", "671023105")
            .as_str(),
    );
    is(2, Csv, "2,2026-01-02T03:04:05.678901234Z,sent,binary,5,671023105,,,0100ff2725");
    assert_eq!(copied(&[2, 2], Hex).unwrap(), "0100ff2725\n0100ff2725\n");
    assert!(copied(&[2, 2], Csv).unwrap().starts_with("row,time,"));
    assert_eq!(copied(&[2, 2], Json).unwrap().lines().count(), 2);
    let words: std::collections::HashSet<_> =
        CopyForm::ALL.iter().map(|form| form.word()).collect();
    assert_eq!(words.len(), CopyForm::ALL.len());
    assert!(CopyForm::ALL.iter().all(|form| CopyForm::of(form.word()) == Some(*form)));
}

#[test]
fn command_lines() {
    let text = "'it'\\''s 行 $HOME\n`x`'";
    let url = "'ws://127.0.0.1:9000/x?a=b&c'";
    assert_eq!(
        copied(&[1], CopyForm::Websocat).unwrap(),
        format!(
            "printf '%s\\0' {text} | websocat -n1 -0 -t --protocol v1 -H='Authorization: Bearer it'\\''s' {url}"
        )
    );
    assert_eq!(
        copied(&[2], CopyForm::Websocat).unwrap(),
        format!(
            "echo bAQD/JyU= | websocat -n1 --base64 --binary-prefix b --text-prefix t --protocol v1 -H='Authorization: Bearer it'\\''s' {url}"
        )
    );
    assert_eq!(
        copied(&[1], CopyForm::Wscat).unwrap(),
        format!("wscat -c {url} -s v1 -H 'Authorization: Bearer it'\\''s' --execute={text} -w 2")
    );
    for (row, form) in [
        (2, CopyForm::Wscat),
        (3, CopyForm::Websocat),
        (4, CopyForm::Websocat),
        (5, CopyForm::Websocat),
        (4, CopyForm::PythonWebsockets),
    ] {
        assert_eq!(copied(&[row], form).unwrap_err(), "copy_not_sendable", "{row} {form:?}");
    }
    assert_eq!(copied(&[5], CopyForm::CArray).unwrap_err(), "copy_too_long");
    assert_eq!(copied(&[9], CopyForm::Hex).unwrap_err(), "transcript_no_such_row");
}

#[test]
fn a_python_program_for_all_rows() {
    let expected = concat!(
        "from websockets.sync.client import connect\n\n",
        "with connect(\"ws://127.0.0.1:9000/x?a=b&c\", additional_headers=[(\"Authorization\", \"Bearer it's\")], ",
        "subprotocols=[\"v1\"]) as websocket:\n",
        "    websocket.send(\"it's 行 $HOME\\n`x`\")\n",
        "    websocket.ping(b'beat')\n",
        "    websocket.send(b\"\\x01\\x00\\xff'%\")\n",
        "    print(websocket.recv())\n",
    );
    assert_eq!(copied(&[1, 6, 2], CopyForm::PythonWebsockets).unwrap(), expected);
    let close = copied(&[3], CopyForm::PythonWebsockets).unwrap();
    assert!(close.ends_with("    websocket.close(1000, \"user quit\")\n"), "{close}");
}
