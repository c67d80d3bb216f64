use std::fs;

use proptest::prelude::*;

use super::round_trip::assert_reads;
use super::*;
use crate::file::open_files;
use crate::transcript::{Error, OpenProgress, Reader, index_path};

/// Number of complete rows in a file of `len` bytes.
fn complete_rows(messages: &[Message], start: u64, len: u64) -> usize {
    let mut end = start;
    messages
        .iter()
        .take_while(|message| {
            end += 16 + message.3.len() as u64;
            end <= len
        })
        .count()
}

#[test]
fn a_truncated_file_has_every_row_before_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(40);
    write(&path, &messages, WriterOptions::default());
    let (data, index) = (fs::read(&path).unwrap(), fs::read(index_path(&path)).unwrap());
    let start = Reader::open(&path).unwrap().record(1).unwrap().offset;
    // Every offset within the last records, and every 13th before them.
    let tail = data.len() - 1500;
    let cuts = (start as usize..tail).step_by(13).chain(tail..=data.len());
    for cut in cuts {
        let count = complete_rows(&messages, start, cut as u64);
        fs::write(&path, &data[..cut]).unwrap();
        // With the previous index, which is too long; without one; and with half the rows and a
        // partial one.
        fs::write(index_path(&path), &index).unwrap();
        assert_reads(&Reader::open(&path).unwrap(), &messages[..count]);
        open_files::remove(&index_path(&path)).unwrap();
        assert_reads(&Reader::open(&path).unwrap(), &messages[..count]);
        assert!(index_path(&path).exists(), "the index is rebuilt");
        fs::write(index_path(&path), &index[..32 + count / 2 * 16 + cut % 16]).unwrap();
        let reader = Reader::open(&path).unwrap();
        assert_reads(&reader, &messages[..count]);
        let good = messages[..count].iter().map(|m| 16 + m.3.len() as u64).sum::<u64>() + start;
        assert_eq!(reader.torn_bytes(), cut as u64 - good);
    }
}

#[test]
fn a_file_truncated_in_its_header_is_not_a_transcript() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &[], WriterOptions::default());
    let data = fs::read(&path).unwrap();
    assert_eq!(Reader::open(&path).unwrap().rows().unwrap(), 0);
    for cut in 0..data.len() {
        fs::write(&path, &data[..cut]).unwrap();
        assert_eq!(Reader::open(&path).unwrap_err().code(), "transcript_format");
    }
    fs::write(&path, b"just some text, long enough").unwrap();
    assert_eq!(Reader::open(&path).unwrap_err().code(), "transcript_format");
    open_files::remove(&path).unwrap();
    assert_eq!(Reader::open(&path).unwrap_err().code(), "transcript_open");
}

#[test]
fn an_invalid_index_is_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("a.wlt"), folder.path().join("b.wlt"));
    let messages = messages(300);
    write(&path, &messages, small_batches());
    write(&other, &messages[7..], small_batches());
    let index = fs::read(index_path(&path)).unwrap();
    let mut shifted = index.clone();
    shifted.drain(32..48);
    let mut garbage = index.clone();
    garbage[32..].fill(0xA5);
    let mut zeros = index.clone();
    zeros[32..].fill(0);
    let invalid = [
        Vec::new(),
        vec![0; 31],
        b"garbage garbage garbage garbage garbage".to_vec(),
        fs::read(index_path(&other)).unwrap(),
        shifted,
        garbage,
        zeros,
        [index.as_slice(), &index[32..]].concat(),
        [index.as_slice(), &[0; 1600]].concat(),
        [index.as_slice(), &[0xFF; 1600]].concat(),
        index[..32].to_vec(),
        index[..index.len() - 1].to_vec(),
    ];
    for (n, invalid) in invalid.iter().enumerate() {
        fs::write(index_path(&path), invalid).unwrap();
        let reader = Reader::open(&path).unwrap();
        println!("case {n}");
        assert_reads(&reader, &messages);
    }
    open_files::remove(&index_path(&path)).unwrap();
    Reader::open(&path).unwrap();
    assert_eq!(fs::read(index_path(&path)).unwrap(), index, "identical to what the writer wrote");
}

#[test]
fn an_index_that_cannot_be_stored_is_rebuilt_temporarily() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(50);
    write(&path, &messages, WriterOptions::default());
    open_files::remove(&index_path(&path)).unwrap();
    // Not even root can replace a folder that is not empty by a file.
    fs::create_dir_all(index_path(&path).join("in the way")).unwrap();
    assert_reads(&Reader::open(&path).unwrap(), &messages);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "no temporary file remains");
}

#[test]
fn without_an_index_new_rows_are_read_from_the_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(400);
    let mut writer = create(&path, small_batches());
    for message in &messages[..200] {
        push(&mut writer, message);
    }
    open_files::remove(&index_path(&path)).unwrap();
    let reader = Reader::open(&path).unwrap();
    for message in &messages[200..] {
        push(&mut writer, message);
    }
    writer.finish().unwrap();
    assert_reads(&reader, &messages);
}

#[test]
fn damage_is_reported_with_its_offset() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(1000);
    write(&path, &messages, WriterOptions::default());
    let offset = Reader::open(&path).unwrap().record(501).unwrap().offset;
    let mut data = fs::read(&path).unwrap();
    data[offset as usize + 9] ^= 1;
    fs::write(&path, &data).unwrap();
    let reader = Reader::open(&path).unwrap();
    let corrupt = Error::Corrupt { path: path.clone(), offset };
    assert_eq!(reader.record(501).unwrap_err(), corrupt);
    assert_eq!(reader.records(490..510).unwrap_err(), corrupt);
    assert_eq!(reader.payload(500).unwrap(), messages[499].3);
    assert_eq!(reader.payload(502).unwrap(), messages[501].3);
    // Without the index the row is lost and later rows move up; all others can be read.
    open_files::remove(&index_path(&path)).unwrap();
    let rest = [&messages[..500], &messages[501..]].concat();
    for _ in 0..2 {
        let reader = Reader::open(&path).unwrap();
        assert_reads(&reader, &rest);
        assert_eq!(reader.torn_bytes(), 0);
    }
    let rebuilt = fs::read(index_path(&path)).unwrap();
    // An index that omits an existing row is rejected; one that omits damage is valid.
    let mut short = rebuilt.clone();
    short.drain(32..48);
    fs::write(index_path(&path), &short).unwrap();
    assert_reads(&Reader::open(&path).unwrap(), &rest);
    assert_eq!(fs::read(index_path(&path)).unwrap(), rebuilt);
}

#[test]
fn damage_is_torn_at_the_end_and_skipped_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(100);
    write(&path, &messages, WriterOptions::default());
    let offset = |row| Reader::open(&path).unwrap().record(row).unwrap().offset as usize;
    let (first, last) = (offset(1), offset(100));
    let good = fs::read(&path).unwrap();
    let mut data = good.clone();
    data[last] ^= 1;
    fs::write(&path, &data).unwrap();
    open_files::remove(&index_path(&path)).unwrap();
    let reader = Reader::open(&path).unwrap();
    assert_reads(&reader, &messages[..99]);
    assert_eq!(reader.torn_bytes(), (data.len() - last) as u64);
    let mut data = good;
    data[first..first + 3].fill(0xA5);
    fs::write(&path, &data).unwrap();
    open_files::remove(&index_path(&path)).unwrap();
    assert_reads(&Reader::open(&path).unwrap(), &messages[1..]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Overwrites a random range: every row outside of it is read, unless only the last one follows
    /// it.
    #[test]
    fn rows_outside_of_damage_are_read(
        from in 0.0f64..1.0, garbage in prop::collection::vec(any::<u8>(), 1..5000)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        let messages = messages(300);
        write(&path, &messages, WriterOptions::default());
        let reader = Reader::open(&path).unwrap();
        let records = reader.records(1..301).unwrap();
        let (start, mut data) = (records[0].offset, fs::read(&path).unwrap());
        let at = start as usize + (from * (data.len() as u64 - start) as f64) as usize;
        let end = (at + garbage.len()).min(data.len());
        data[at..end].copy_from_slice(&garbage[..end - at]);
        fs::write(&path, &data).unwrap();
        open_files::remove(&index_path(&path)).unwrap();
        let untouched: Vec<_> = records.iter().zip(&messages).filter(|(record, _)| {
            let next = record.offset as usize + 16 + record.size as usize;
            next <= at || record.offset as usize >= end
        }).collect();
        let reader = Reader::open(&path).unwrap();
        let found = reader.records(1..u32::MAX).unwrap();
        for (record, message) in untouched {
            let read_record = found.iter().find(|found| found.offset == record.offset);
            prop_assert!(read_record.is_some(), "the row at {}", record.offset);
            prop_assert_eq!(&reader.payload(read_record.unwrap().row).unwrap(), &message.3);
        }
    }
}

/// A reader that finds data without an index rebuilds it, which must not disturb a writer that is
/// about to create it.
#[test]
fn concurrent_readers_do_not_disturb_a_new_writer() {
    use std::sync::atomic::{AtomicBool, Ordering};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                drop(Reader::open(&path));
            }
        });
        for _ in 0..300 {
            write(&path, &messages(3), WriterOptions { replace: true, ..small_batches() });
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_reads(&Reader::open(&path).unwrap(), &messages(3));
}

#[test]
fn hostile_06_opening_can_be_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(2000);
    write(&path, &messages, WriterOptions::default());
    open_files::remove(&index_path(&path)).unwrap();
    let before = fs::read_dir(folder.path()).unwrap().count();
    let progress = OpenProgress::default();
    progress.cancel();
    let error = Reader::open_with(&path, &progress).unwrap_err();
    assert_eq!(error, Error::Cancelled { path: path.clone() });
    assert_eq!(error.code(), "transcript_cancelled");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before, "no partial index remains");
    let progress = OpenProgress::default();
    assert_reads(&Reader::open_with(&path, &progress).unwrap(), &messages);
    let (read, total) = progress.bytes();
    assert!(total == fs::metadata(&path).unwrap().len() && read <= total);
}
