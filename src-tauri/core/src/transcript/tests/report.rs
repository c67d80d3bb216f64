use super::*;
use crate::transcript::{
    CopyForm, CopyOptions, CopyTarget, HandshakeHeads, Reader, copy_rows, decoding,
};

#[test]
fn a_report_contains_context_and_handshake_in_safe_code_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.wlt");
    let message = |n: usize| {
        let text = if n == 10 { "```\nescaped".to_owned() } else { format!("message {n}") };
        (Direction::Received, Kind::Text, n as i64, text.into_bytes())
    };
    let mut messages: Vec<_> = (1..=20).map(message).collect();
    messages[7].3 = vec![b'x'; 1 << 20];
    write(&path, &messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let options = CopyOptions {
        form: CopyForm::Report,
        target: CopyTarget::of_url("ws://127.0.0.1:1/"),
        decoding: decoding(reader.header()),
        upgrade: Some(HandshakeHeads {
            request: "GET / HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(),
            response: "HTTP/1.1 101 Switching Protocols\r\n\r\n".to_owned(),
        }),
        findings: None,
        limit: 100_000,
    };
    let report = copy_rows(&reader, &[10], &options).unwrap();
    assert!(report.starts_with("# Report on row 10\n"), "{report}");
    for included in [
        "message 5\n",
        "message 9\n",
        "message 11\n",
        "message 15\n",
        "GET / HTTP/1.1\nHost: a\n\nHTTP/1.1 101",
    ] {
        assert!(report.contains(included), "{included}: {report}");
    }
    // Out of range, and too long for a context row.
    for excluded in ["message 4\n", "message 16\n", "xxx", "\r"] {
        assert!(!report.contains(excluded), "{excluded}: {report}");
    }
    // A payload cannot close the code block that contains it.
    assert!(report.contains("````text\n") && report.contains("\n````\n"), "{report}");
    // At the ends there is less context; distant rows share one report.
    let report = copy_rows(&reader, &[1, 20], &options).unwrap();
    assert!(report.starts_with("# Report on rows 1, 20\n"), "{report}");
    assert!(
        report.contains("message 6\n")
            && report.contains("message 15\n")
            && !report.contains("message 7\n")
    );
}
