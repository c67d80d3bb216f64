use std::fs;

use proptest::prelude::*;

use super::*;
use crate::file::open_files;
use crate::transcript::{
    Error, Filter, Reader, RetentionLimit, SequentialReader, View, index_path, segments_path,
};

fn with_limit(keep: RetentionLimit) -> WriterOptions {
    WriterOptions { keep, ..small_batches() }
}

/// Asserts that every kept row is the one pushed under its number.
fn assert_keeps(reader: &Reader, messages: &[Message], written: usize) {
    let range = reader.row_range().unwrap();
    assert_eq!(range.end as usize, written + 1);
    let rows: Vec<u32> = range.clone().collect();
    let mut sequential = SequentialReader::new(reader.clone());
    for &row in &rows {
        let (direction, kind, time, payload) = &messages[row as usize - 1];
        let (record, read_payload) = sequential.read(row).unwrap();
        assert_eq!((record.direction, record.kind, record.time_ns), (*direction, *kind, *time));
        assert_eq!(read_payload, payload);
    }
    for &row in rows.iter().step_by(97) {
        assert_eq!(reader.payload(row).unwrap(), messages[row as usize - 1].3);
    }
    let records = reader.records(0..u32::MAX).unwrap();
    assert_eq!(records.iter().map(|record| record.row).collect::<Vec<_>>(), rows);
    if range.start > 1 {
        let removed = Error::Removed { row: range.start - 1, first: range.start };
        assert_eq!(reader.record(range.start - 1), Err(removed));
    }
}

fn size_of(path: &Path) -> u64 {
    let files = fs::read_dir(segments_path(path)).unwrap();
    files.map(|file| file.unwrap().metadata().unwrap().len()).sum()
}

#[test]
fn a_message_limit_keeps_the_last_messages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(12_345);
    let mut writer = create(&path, with_limit(RetentionLimit::Messages(1000)));
    let progress = writer.progress();
    let reader = Reader::open(&path).unwrap();
    for (row, message) in (1..).zip(&messages) {
        push(&mut writer, message);
        if row % 1777 == 0 {
            while !writer.flush() {}
            until("it is stored", || progress.rows() == row);
            assert_eq!(progress.first_row() + progress.kept(), row + 1);
            assert!((row.min(1000)..=1125).contains(&progress.kept()), "{}", progress.kept());
            assert_keeps(&reader, &messages, row as usize);
            assert_keeps(&Reader::open(&path).unwrap(), &messages, row as usize);
        }
    }
    let totals = writer.finish().unwrap();
    assert_eq!(totals.rows, 12_345);
    assert_keeps(&reader, &messages, 12_345);
    let again = Reader::open(&path).unwrap();
    assert_keeps(&again, &messages, 12_345);
    assert_eq!(again.bytes().unwrap(), totals.bytes);
    assert_eq!((again.retention(), again.torn_bytes()), (RetentionLimit::Messages(1000), 0));
    assert_eq!(u64::from(again.first_row()), progress.first_row());
}

#[test]
fn a_byte_limit_is_never_exceeded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(30_000);
    let mut writer = create(&path, with_limit(RetentionLimit::Bytes(1_000_000)));
    let progress = writer.progress();
    for message in &messages {
        push(&mut writer, message);
        assert!(!progress.rows().is_multiple_of(500) || size_of(&path) <= 1_000_000);
    }
    let totals = writer.finish().unwrap();
    let size = size_of(&path);
    assert!((700_000..=1_000_000).contains(&size), "{size}");
    assert!(totals.bytes < size);
    assert_keeps(&Reader::open(&path).unwrap(), &messages, 30_000);
}

#[test]
fn a_message_may_exceed_the_segment_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut messages = messages(5000);
    messages[4990].3 = vec![7; 3_000_000];
    write(&path, &messages, with_limit(RetentionLimit::Bytes(1_000_000)));
    assert_keeps(&Reader::open(&path).unwrap(), &messages, 5000);
}

#[test]
fn segment_indexes_are_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(3000);
    write(&path, &messages, with_limit(RetentionLimit::Messages(1000)));
    let files = || {
        let files = fs::read_dir(segments_path(&path)).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    };
    let (before, all) =
        (files(), files().into_iter().map(|f| fs::read(f).unwrap()).collect::<Vec<_>>());
    for index in before.iter().filter(|file| file.extension().is_some_and(|e| e == "idx")) {
        open_files::remove(index).unwrap();
    }
    assert_keeps(&Reader::open(&path).unwrap(), &messages, 3000);
    assert_eq!(files(), before);
    let again: Vec<_> = before.iter().map(|file| fs::read(file).unwrap()).collect();
    assert_eq!(again, all, "identical to what the writer wrote");
}

#[test]
fn a_segment_can_be_opened_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(3000);
    write(&path, &messages, with_limit(RetentionLimit::Messages(1000)));
    let whole = Reader::open(&path).unwrap();
    let first = whole.row_range().unwrap().start;
    let number = 1 + (first - 1) / 125;
    let alone = folder.path().join("alone.wlt");
    fs::copy(segments_path(&path).join(format!("{number}.wlt")), &alone).unwrap();
    let alone = Reader::open(&alone).unwrap();
    assert_eq!(alone.row_range().unwrap(), first..first + 125);
    assert_eq!(alone.header(), whole.header());
    for row in [first, first + 1, first + 124] {
        assert_eq!(alone.record(row).unwrap(), whole.record(row).unwrap());
        assert_eq!(alone.payload(row).unwrap(), messages[row as usize - 1].3);
    }
}

#[test]
fn files_of_a_killed_writer_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(3000);
    write(&path, &messages, with_limit(RetentionLimit::Messages(1000)));
    let newest = |path: &Path| {
        let files = fs::read_dir(segments_path(path)).unwrap();
        let numbers =
            files.filter_map(|f| f.unwrap().path().file_stem()?.to_str()?.parse::<u32>().ok());
        segments_path(path).join(format!("{}.wlt", numbers.max().unwrap()))
    };
    let (last, rows) = (newest(&path), 3000);
    let data = fs::read(&last).unwrap();
    // Killed within the last record, within the header, and before anything was written.
    fs::write(&last, &data[..data.len() - 1]).unwrap();
    assert_keeps(&Reader::open(&path).unwrap(), &messages, rows - 1);
    let in_last = Reader::open(&last).unwrap().row_range().unwrap();
    for cut in [100, 10, 0] {
        fs::write(&last, &data[..cut]).unwrap();
        assert_keeps(&Reader::open(&path).unwrap(), &messages, in_last.start as usize - 1);
    }
    open_files::remove(&last).unwrap();
    assert_keeps(&Reader::open(&path).unwrap(), &messages, in_last.start as usize - 1);
    fs::remove_dir_all(segments_path(&path)).unwrap();
    assert_eq!(Reader::open(&path).unwrap().row_range().unwrap(), 1..1);
}

#[test]
fn a_name_can_be_reused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(3000);
    write(&path, &messages, with_limit(RetentionLimit::Messages(1000)));
    let result =
        Writer::create(&path, &Header::default(), with_limit(RetentionLimit::All), Box::new(|| {}));
    assert_eq!(result.unwrap_err(), Error::Exists { path: path.clone() });
    let old = Reader::open(&path).unwrap();
    write(
        &path,
        &messages[..2000],
        WriterOptions { replace: true, ..with_limit(RetentionLimit::Messages(1000)) },
    );
    assert_keeps(&Reader::open(&path).unwrap(), &messages, 2000);
    drop(old);
    write(&path, &messages[..10], WriterOptions { replace: true, ..small_batches() });
    assert!(!segments_path(&path).exists() && index_path(&path).exists());
    crate::transcript::remove(&path).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_view_continues_after_rows_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages: Vec<Message> = (0..6000)
        .map(|i| (Direction::Received, Kind::Text, i, format!("message {i} of {}", i % 10).into()))
        .collect();
    let mut writer = create(&path, with_limit(RetentionLimit::Messages(1000)));
    let progress = writer.progress();
    let reader = Reader::open(&path).unwrap();
    let mut all = View::new(reader.clone());
    let mut some = View::new(reader.clone());
    some.set_filter(Some(Filter::substring("of 7").unwrap()));
    for (row, message) in (1u32..).zip(&messages) {
        push(&mut writer, message);
        if row % 700 == 0 {
            while !writer.flush() {}
            until("it is stored", || progress.rows() == u64::from(row));
            for view in [&mut all, &mut some] {
                while view.advance(Duration::from_millis(5)).unwrap() {}
            }
            let kept = reader.row_range().unwrap();
            assert_eq!(all.rows(0, u32::MAX), kept.clone().collect::<Vec<_>>());
            let sevens: Vec<u32> = kept.filter(|row| (row - 1) % 10 == 7).collect();
            assert_eq!(some.rows(0, u32::MAX), sevens);
        }
    }
    writer.finish().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Whatever the sizes, the last rows are kept, as many as the limit allows.
    #[test]
    fn the_last_rows_are_kept_within_the_limit(
        sizes in prop::collection::vec(0usize..1000, 1..4000),
        limit in 1000u64..3000, in_bytes: bool, batch in 1usize..100_000,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        let keep = if in_bytes { RetentionLimit::Bytes(limit * 1000) } else { RetentionLimit::Messages(limit) };
        let messages: Vec<Message> = sizes.iter().enumerate()
            .map(|(i, &size)| (Direction::Sent, Kind::Binary, i as i64, vec![i as u8; size]))
            .collect();
        write(&path, &messages, WriterOptions { keep, max_batch_bytes: batch, ..WriterOptions::default() });
        let reader = Reader::open(&path).unwrap();
        assert_keeps(&reader, &messages, messages.len());
        let kept = reader.row_range().unwrap().len() as u64;
        match keep {
            RetentionLimit::Bytes(limit) => prop_assert!(size_of(&path) <= limit),
            // The limit takes eight segments, rounded up, and a ninth is being written.
            _ => prop_assert!((limit.min(messages.len() as u64)..=9 * limit.div_ceil(8)).contains(&kept)),
        }
    }
}
