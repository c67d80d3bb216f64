//! Tests of limits on untrusted files: row numbers, commands, error texts, accompanying files.

use std::fs;
use std::ops::ControlFlow;

use super::*;
use crate::profile::retention::RetentionLimit;
use crate::transcript::filter::Context as FilterContext;
use crate::transcript::format::{
    MAX_ROW, SegmentLimits, SegmentPosition, data_header, record_bytes,
};
use crate::transcript::{
    ComparisonOptions, Filter, ImportFormat, ImportOptions, Reader, SentRows, Summary, TimeSeries,
    View, compare_transcripts, handshake_path, har_connections, import_file, segments_path,
};

/// Writes a segment of five messages that claims this position.
fn write_segment(path: &Path, id: u64, number: u32, first_row: u32) {
    let limits = SegmentLimits {
        keep: None,
        segment: Some(SegmentPosition { number, first_row, offset: 0 }),
    };
    let mut data = data_header(id, &Header::default(), limits).unwrap();
    for _ in 0..5 {
        data.extend_from_slice(&record_bytes(id, 1, 0x12, 5));
        data.push(b'x');
    }
    fs::write(path, data).unwrap();
}

#[test]
fn hostile_06_the_highest_row_numbers_do_not_overflow() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    for first_row in [u32::MAX, u32::MAX - 1] {
        write_segment(&path, 7, 1, first_row);
        assert_eq!(Reader::open(&path).unwrap_err().code(), "transcript_format", "{first_row}");
    }
    for first_row in [MAX_ROW, MAX_ROW - 2, MAX_ROW - 7] {
        write_segment(&path, 7, 1, first_row);
        let reader = Reader::open(&path).unwrap();
        let last = reader.rows().unwrap();
        assert_eq!(last, first_row.saturating_add(4).min(MAX_ROW));
        let summary = Summary::of(&reader, &mut || ControlFlow::Continue(())).unwrap().unwrap();
        assert_eq!(summary.rows, u64::from(last - first_row) + 1);
        let context = FilterContext::of(&reader).unwrap();
        let mut view = View::new(reader.clone());
        view.set_filter(Some(Filter::new("x", &context).unwrap()));
        while view.advance(Duration::from_secs(1)).unwrap() {}
        assert_eq!(view.total(), last - first_row + 1);
        let latency = context.latency.clone().unwrap();
        assert_eq!(latency.until(&reader, last).unwrap().last_scanned(), last);
        let mut sent = SentRows::default();
        while sent.advance(&reader, Duration::from_secs(1)).unwrap() {}
        let mut series = TimeSeries::new();
        while series.advance(&reader, Some(&latency), None, Duration::from_secs(1)).unwrap() {}
        assert_eq!(reader.records(first_row..u32::MAX).unwrap().len() as u32, last - first_row + 1);
    }
}

#[test]
fn hostile_06_a_segment_with_the_highest_number_is_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let keep = Some(RetentionLimit::Messages(1000));
    fs::write(
        &path,
        data_header(7, &Header::default(), SegmentLimits { keep, segment: None }).unwrap(),
    )
    .unwrap();
    fs::create_dir(segments_path(&path)).unwrap();
    write_segment(&segments_path(&path).join(format!("{}.wlt", u32::MAX)), 7, u32::MAX, 1);
    assert_eq!(Reader::open(&path).and_then(|reader| reader.rows()).unwrap(), 0);
}

#[test]
fn hostile_06_a_replaced_transcript_loses_its_handshakes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &messages(3), WriterOptions::default());
    let old = "{\"wirelark_handshakes\":1,\"handshakes\":[]}";
    fs::write(handshake_path(&path), old).unwrap();
    write(&path, &messages(3), WriterOptions { replace: true, ..WriterOptions::default() });
    assert!(!handshake_path(&path).exists(), "removed by a writer");

    fs::write(handshake_path(&path), old).unwrap();
    fs::create_dir(segments_path(&path)).unwrap();
    let lines = folder.path().join("b.jsonl");
    fs::write(&lines, "").unwrap();
    let go_on = &mut |_| ControlFlow::Continue(());
    import_file(&lines, &path, &ImportOptions::default(), go_on).unwrap();
    assert!(!handshake_path(&path).exists(), "removed by an import");
    assert!(!segments_path(&path).exists());
}

/// Messages that begin with a different int32 each, as Protobuf messages do.
fn write_random_codes(path: &Path, count: u32) {
    let all: Vec<Message> = (0..count)
        .map(|number| {
            let code = number.wrapping_mul(0x9E37_79B9).to_le_bytes().to_vec();
            (Direction::Sent, Kind::Binary, i64::from(number), code)
        })
        .collect();
    write(path, &all, WriterOptions { replace: true, ..WriterOptions::default() });
}

#[test]
fn hostile_03_a_comparison_distinguishes_a_bounded_number_of_commands() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.wlt"), folder.path().join("b.wlt"));
    write_random_codes(&a, 5000);
    write_random_codes(&b, 4999);
    let (a, b) = (Reader::open(&a).unwrap(), Reader::open(&b).unwrap());
    let go_on = &mut |_| ControlFlow::Continue(());
    let comparison =
        compare_transcripts(&a, &a, &ComparisonOptions::default(), go_on).unwrap().unwrap();
    assert!(comparison.is_equal);
    assert_eq!(comparison.commands.len(), 1001);
    assert_eq!(comparison.commands.iter().map(|command| command.a.count).sum::<u64>(), 5000);
    let comparison =
        compare_transcripts(&a, &b, &ComparisonOptions::default(), go_on).unwrap().unwrap();
    let different: Vec<_> =
        comparison.commands.iter().filter(|command| !command.is_equal).collect();
    assert_eq!((different.len(), different[0].code.clone()), (1, None));
    assert_eq!(different[0].first_difference, Some((5000, 0)));
}

#[test]
fn hostile_03_latency_looks_up_commands_in_constant_time() {
    if crate::under_wine::is_skipped("its heap takes minutes for many small blocks") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write_random_codes(&path, 120_000);
    let reader = Reader::open(&path).unwrap();
    let latency = FilterContext::of(&reader).unwrap().latency.unwrap();
    let started = Instant::now();
    let figures = latency.until(&reader, 120_000).unwrap().figures(true);
    // Searching linearly through up to 65,535 commands would exceed this.
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert_eq!(figures.len(), 1 + usize::from(u16::MAX));
    assert_eq!(figures[0].requests, 120_000);
}

#[test]
fn hostile_06_import_errors_quote_a_bounded_excerpt() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("x");
    let long = "\u{1}".repeat(1 << 20).replace('\u{1}', "\\u0001");
    let line = |direction: &str, kind: &str, time: &str| {
        format!(
            "{{\"time\":\"{time}\",\"direction\":\"{direction}\",\"kind\":\"{kind}\",\"text\":\"\"}}"
        )
    };
    let har = |message: &str| {
        format!("{{\"log\":{{\"entries\":[{{\"_webSocketMessages\":[{{{message}}}]}}]}}}}")
    };
    for (format, text) in [
        (ImportFormat::Jsonl, line(&long, "text", "2026-01-01T00:00:00Z")),
        (ImportFormat::Jsonl, line("sent", &long, "2026-01-01T00:00:00Z")),
        (ImportFormat::Jsonl, line("sent", "text", &long)),
        (ImportFormat::Har, har(&format!("\"type\":\"{long}\""))),
        (ImportFormat::Har, har(&format!("\"time\":\"{long}\""))),
        (ImportFormat::Har, har(&format!("\"opcode\":\"{long}\""))),
    ] {
        fs::write(&from, text).unwrap();
        let go_on = &mut |_| ControlFlow::Continue(());
        let out = folder.path().join("out.wlt");
        let options = ImportOptions { format: Some(format), ..ImportOptions::default() };
        let error = import_file(&from, &out, &options, go_on).unwrap_err();
        assert_eq!(error.code(), "import_damaged");
        assert!(error.to_string().len() < 4096, "{} bytes", error.to_string().len());
    }
}

#[test]
fn hostile_12_a_har_s_url_is_stored_without_credentials() {
    let folder = tempfile::tempdir().unwrap();
    let (from, out) = (folder.path().join("a.har"), folder.path().join("out.wlt"));
    let url = "wss://user:pw@h/x?token=abc&q=1&API-Key=k#f";
    let har = serde_json::json!({"log": {"entries": [{
        "request": {"url": url}, "_webSocketMessages": [{"type": "send", "data": "x"}],
    }]}});
    fs::write(&from, har.to_string()).unwrap();
    let stored = "wss://h/x?token=***&q=1&API-Key=***";
    assert_eq!(har_connections(&from).unwrap()[0].url, stored);
    let go_on = &mut |_| ControlFlow::Continue(());
    import_file(&from, &out, &ImportOptions::default(), go_on).unwrap();
    assert_eq!(Reader::open(&out).unwrap().header().url, stored);
}
