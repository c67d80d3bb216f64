use wirelark_core::frame::Kind;
use wirelark_core::packet::json;
use wirelark_core::transcript::{
    JsonPlace, PREVIEW_BYTES, PREVIEW_CHARS, Reader, json_page, preview, text_page,
};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::frames::{self, BINARY, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::in_process;
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

/// A transcript of these messages, from a server that sent them and closed.
#[track_caller]
fn record(messages: &[(u8, Vec<u8>)]) -> (Scratch, String, Vec<Row>) {
    let bytes = messages.iter().flat_map(|(opcode, payload)| frame(*opcode, payload)).collect();
    let then = Then::Close(1000u16.to_be_bytes().to_vec());
    let (server, scratch) =
        (FaultServer::start(Behaviour::Upgrade { bytes, then }), Scratch::new());
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("m.wlt"));
    Cli::run(["capture", &profile, "--transcript", &transcript]).success();
    let rows = rows_of(&transcript);
    for ((_, payload), row) in messages.iter().zip(&rows) {
        assert!(row.payload() == *payload, "row {} is not what was sent", row.row);
    }
    (scratch, transcript, rows)
}

/// Runs every export, each of which must finish.
#[track_caller]
fn run_every_export(transcript: &str, more: &[&str]) {
    for format in ["jsonl", "csv", "har", "pcapng"] {
        let out = format!("{transcript}.{format}");
        let args = ["transcript", "export", transcript, "--format", format, "-o", &out];
        Cli::run([&args[..], more].concat()).success();
    }
}

/// A preview contains no invisible characters, no changes of writing direction, and is short.
#[test]
fn case_43_text_with_hidden_and_bidirectional_characters() {
    let messages: Vec<(u8, Vec<u8>)> = vec![
        (BINARY, b"\x01\0\0\0{\"looks\": \"like text\"}".to_vec()),
        (BINARY, b"a\0b\0c".to_vec()),
        (TEXT, b"nul \0 and bell \x07 and \x1b[2J".to_vec()),
        (TEXT, "\u{feff}a mark at the start".into()),
        (TEXT, "gpj.\u{202e}exe.harmless\u{202c}".into()),
        (TEXT, "a\u{200b}b\u{200d}c\u{2066}d\u{ad}".into()),
        (TEXT, format!("e{}", "\u{301}".repeat(1_000_000)).into()),
        (TEXT, "x".repeat(1_000_000).into()),
        (TEXT, "<script>alert(1)</script>\r\n=1+1".into()),
    ];
    let (_scratch, transcript, _) = record(&messages);
    for (opcode, payload) in &messages {
        let kind = if *opcode == TEXT { Kind::Text } else { Kind::Binary };
        let head = &payload[..payload.len().min(PREVIEW_BYTES as usize)];
        let line = preview(kind, head, payload.len() as u32, true);
        assert!(line.chars().count() <= PREVIEW_CHARS, "{line}");
        let hidden = |c: char| {
            c.is_control()
                || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        };
        assert!(!line.contains(hidden), "{line:?}");
    }
    run_every_export(&transcript, &[]);
}

/// Such JSON is laid out, filtered and exported without a stack overflow, a changed number or a lost key.
#[test]
fn case_44_json_that_is_deep_long_or_odd() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let keys = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    // A tenth of the size in unoptimised builds; `cargo xtask bench faults` runs the whole.
    let items = if cfg!(debug_assertions) { 100_000 } else { 5_000_000 };
    let long = format!("[{}0]", "1234567, ".repeat(items));
    let odd = r#"{"a": 1, "a": 2, "big": 1e400, "minus": -0, "exact": 12345678901234567890.10}"#;
    let open = "[".repeat(100_000);
    let texts = [&deep, &keys, &long, odd, &open];
    let messages: Vec<_> = texts.iter().map(|text| (TEXT, text.as_bytes().to_vec())).collect();
    let (_scratch, transcript, _) = record(&messages);
    run_every_export(&transcript, &[]);
    // The filter reads each message.
    for filter in ["field.json.a=2", "field.json.a.a.a=1", "field.json.big>1", "field.json.x=1"] {
        let output = Cli::run(["transcript", "count", &transcript, "--filter", filter]);
        assert_eq!(output.code, Some(0), "{filter}: {output:?}");
    }
    let output =
        Cli::run(["transcript", "count", &transcript, "--filter", "field.json.exact>1"]).success();
    assert_eq!(output.stdout.trim(), "1");
    // Laying out a whole message is refused with a reason if it nests too deep.
    for text in [&deep, &keys, &open] {
        let error = json::pretty(text.as_bytes()).expect_err("too deep");
        assert_eq!(error.code(), "json.depth");
        assert!(error.to_string().contains("nested too deep"), "{error}");
    }
    let pretty = json::pretty(odd.as_bytes()).expect("it is JSON").text;
    for part in ["\"a\": 1,", "\"a\": 2,", "1e400", "-0", "12345678901234567890.10"] {
        assert!(pretty.contains(part), "{part} in {pretty}");
    }
    // Page by page, and unformatted, each message can be shown.
    let reader = Reader::open(&transcript).expect("open the transcript");
    for (row, (_, payload)) in (1..).zip(&messages) {
        let entry = reader.record(row).expect("read the row");
        let (page, next) = json_page(&reader, &entry, JsonPlace::at(0), 65_536).expect("a page");
        assert!(!page.is_empty() && next.is_none_or(|next| next.offset > 0), "row {row}");
        let whole = text_page(&reader, &entry, 0, 65_536).expect("a page");
        let text = std::str::from_utf8(payload).expect("UTF-8");
        assert!(text.starts_with(&whole.text), "row {row} as it came");
    }
}

/// RFC 6455 section 5.3: each frame's masking key is new and unpredictable.
#[test]
fn case_45_masks_do_not_repeat() {
    const MESSAGES: usize = 10_000;
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Stay });
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let connection = in_process::connect(&scratch, serde_json::json!({"url": server.url()}));
        connection.until(|status| status.phase.is_open()).await;
        for _ in 0..MESSAGES {
            connection.send(Kind::Binary, &b"same"[..]).await.expect("the connection is open");
        }
        connection.close(1000, "").await.expect("request the close");
        connection.until(|_| false).await;
    });
    let masks = masking_keys(&server.received().bytes);
    assert_eq!(masks.len(), MESSAGES + 1);
    let mut sorted = masks.clone();
    sorted.sort_unstable();
    sorted.dedup();
    // Among 10,000 random keys two are equal in one of a hundred runs, and five practically never.
    assert!(masks.len() - sorted.len() < 5, "{} keys repeat", masks.len() - sorted.len());
    assert!(masks.windows(2).all(|pair| pair[0] != pair[1]), "no two consecutive keys are equal");
    // Monobit test (NIST SP 800-22 section 2.1). Its usual bound of p > 0.01 fails one good run in a hundred, so the
    // bound here is one in a hundred million: 5.7 standard deviations.
    let bits = masks.len() as f64 * 32.0;
    let ones: u32 = masks.iter().map(|mask| mask.count_ones()).sum();
    let deviation = (2.0 * f64::from(ones) - bits).abs() / bits.sqrt();
    assert!(deviation < 5.7, "{ones} ones in {bits} bits");
}

/// The masking keys of a client's frames, each with fewer than 126 bytes of payload.
fn masking_keys(mut bytes: &[u8]) -> Vec<u32> {
    let mut masks = Vec::new();
    while let Some((_, _, size)) = frames::of_client(bytes) {
        masks.push(u32::from_be_bytes(*bytes[2..].first_chunk().expect("enough bytes")));
        bytes = &bytes[size..];
    }
    masks
}
