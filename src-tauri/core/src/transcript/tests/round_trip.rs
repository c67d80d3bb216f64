use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::frame::leading_code;
use crate::transcript::{Error, Reader, RecordInfo, SequentialReader};

fn record_of(row: u32, message: &Message, offset: u64) -> RecordInfo {
    let &(direction, kind, time_ns, ref payload) = message;
    let (size, code) = (payload.len() as u32, leading_code(kind, payload));
    let (indexed_code, compressed) = (code, false);
    RecordInfo { row, direction, kind, time_ns, size, indexed_code, compressed, offset }
}

/// Asserts that every way of reading returns what was pushed.
pub(super) fn assert_reads(reader: &Reader, messages: &[Message]) {
    let count = messages.len() as u32;
    assert_eq!(reader.rows().unwrap(), count);
    let records = reader.records(1..count + 100).unwrap();
    assert_eq!(records.len(), messages.len());
    let mut rows = SequentialReader::new(reader.clone());
    for ((row, message), record) in (1..).zip(messages).zip(&records) {
        assert_eq!(*record, record_of(row, message, record.offset));
        assert_eq!(reader.record(row).unwrap(), *record);
        assert_eq!(reader.payload(row).unwrap(), message.3);
        assert_eq!(rows.read(row).unwrap(), (*record, message.3.as_slice()));
    }
    for row in [0, count + 1, u32::MAX] {
        assert_eq!(reader.record(row).unwrap_err().code(), "transcript_no_such_row");
        assert_eq!(rows.read(row).unwrap_err().code(), "transcript_no_such_row");
    }
}

#[test]
fn pushed_messages_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(1000);
    let header = Header {
        name: "a".into(),
        url: "ws://127.0.0.1:9000/".into(),
        rules: json!({"layouts": [1, 2.50]}),
        ..Header::default()
    };
    let mut writer = Writer::create(&path, &header, small_batches(), Box::new(|| {})).unwrap();
    for (row, message) in (1..).zip(&messages) {
        assert_eq!(push(&mut writer, message), row);
    }
    let progress = writer.progress();
    let totals = writer.finish().unwrap();
    assert_eq!((totals.rows, totals.bytes), (1000, path.metadata().unwrap().len()));
    assert_eq!(progress.state(), crate::transcript::WriterState::Finished);
    let reader = Reader::open(&path).unwrap();
    assert_eq!(reader.header(), &header);
    assert_eq!(reader.torn_bytes(), 0);
    assert_reads(&reader, &messages);
    let long = (1..).zip(&messages).find(|(_, message)| message.3.len() == 64).unwrap();
    assert_eq!(reader.payload_range(long.0, 3, 4).unwrap(), long.1.3[3..7]);
    assert_eq!(reader.payload_range(long.0, 60, 9).unwrap(), long.1.3[60..]);
    assert!(reader.payload_range(6, u32::MAX, 4).unwrap().is_empty());
}

#[test]
fn rows_can_be_read_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut messages = messages(3000);
    messages[1500].3 = vec![7; 3 << 20];
    write(&path, &messages, WriterOptions::default());
    let mut rows = SequentialReader::new(Reader::open(&path).unwrap());
    let order = (1..=3000u32).chain((1..=3000).rev()).chain((0..6000).map(|i| i * 7919 % 3000 + 1));
    for row in order {
        assert_eq!(rows.read(row).unwrap().1, messages[row as usize - 1].3, "row {row}");
    }
}

#[test]
fn a_reader_sees_new_rows_while_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(5000);
    let mut writer = create(&path, small_batches());
    let reader = Reader::open(&path).unwrap();
    assert_eq!(reader.rows().unwrap(), 0);
    let (mut last_rows, mut steps) = (0, 0);
    for message in &messages {
        push(&mut writer, message);
        let rows = reader.rows().unwrap();
        assert!(rows >= last_rows);
        if rows > last_rows {
            // A row that is visible has all of its data.
            assert_eq!(reader.payload(rows).unwrap(), messages[rows as usize - 1].3);
            (last_rows, steps) = (rows, steps + 1);
        }
        if steps % 100 == 1 {
            let other = Reader::open(&path).unwrap();
            assert!(other.rows().unwrap() >= last_rows);
        }
    }
    assert!(steps > 10, "the reader observed the growth");
    until("the batch is queued", || writer.flush());
    let progress = writer.progress();
    until("all is stored", || progress.rows() == 5000);
    assert_reads(&reader, &messages);
}

#[test]
fn an_existing_file_is_replaced_only_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(10);
    write(&path, &messages, WriterOptions::default());
    let old = Reader::open(&path).unwrap();
    let result =
        Writer::create(&path, &Header::default(), WriterOptions::default(), Box::new(|| {}));
    assert_eq!(result.err(), Some(Error::Exists { path: path.clone() }));
    assert_reads(&Reader::open(&path).unwrap(), &messages);
    write(&path, &messages[5..], WriterOptions { replace: true, ..WriterOptions::default() });
    assert_reads(&Reader::open(&path).unwrap(), &messages[5..]);
    assert_reads(&old, &messages);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for path in [&path, &crate::transcript::index_path(&path)] {
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}

#[test]
fn the_memory_of_a_huge_message_is_released() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let huge = (Direction::Received, Kind::Binary, 1, vec![9; 20 << 20]);
    let mut writer = create(&path, WriterOptions::default());
    for _ in 0..3 {
        push(&mut writer, &huge);
    }
    let small = (Direction::Received, Kind::Binary, 1, vec![9; 9]);
    for _ in 0..100_000 {
        push(&mut writer, &small);
    }
    assert!(writer.capacity() < 6 << 20, "{}", writer.capacity());
    writer.finish().unwrap();
    let reader = Reader::open(&path).unwrap();
    assert_eq!(reader.payload(3).unwrap(), huge.3);
    assert_eq!(reader.payload_range(3, (20 << 20) - 2, 100).unwrap(), [9, 9]);
    assert_eq!(reader.payload(100_003).unwrap(), small.3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_sizes_and_batches_round_trip(
        sizes in proptest::collection::vec(0usize..3000, 0..60), batch in 1usize..2000
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        let mut messages = messages(sizes.len());
        for (message, size) in messages.iter_mut().zip(sizes) {
            message.3 = vec![size as u8; size];
        }
        write(&path, &messages, WriterOptions { max_batch_bytes: batch, ..WriterOptions::default() });
        assert_reads(&Reader::open(&path).unwrap(), &messages);
    }
}
