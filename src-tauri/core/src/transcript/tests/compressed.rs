//! Tests of compressed messages, whose wire size follows the payload.

use std::fs::OpenOptions;
use std::ops::ControlFlow;

use super::*;
use crate::file::open_files;
use crate::transcript::filter::Context as FilterContext;
use crate::transcript::{
    ExportFormat, ExportOptions, Filter, ImportOptions, Reader, View, export, import_file,
    index_path,
};

/// Spells a word that a search past the end of a payload would find.
const WIRE: u32 = u32::from_le_bytes(*b"find");

fn wire(i: usize) -> Option<u32> {
    (i % 3 == 1).then_some(WIRE)
}

fn fill(path: &Path, messages: &[Message]) {
    let mut writer = create(path, small_batches());
    for (i, message) in messages.iter().enumerate() {
        match wire(i) {
            None => drop(push(&mut writer, message)),
            Some(size) => {
                let (direction, kind, ns, payload) = message;
                let payload = payload.clone().into();
                writer.push_bytes(*direction, *kind, *ns, &payload, Some(size));
                until("a batch is free", || writer.flush());
            }
        }
    }
    writer.finish().unwrap();
}

fn assert_same(reader: &Reader, messages: &[Message]) {
    assert_eq!(reader.rows().unwrap() as usize, messages.len());
    let records = reader.records(1..messages.len() as u32 + 1).unwrap();
    for (i, (record, message)) in records.iter().zip(messages).enumerate() {
        assert_eq!(reader.payload(record.row).unwrap(), message.3, "row {}", record.row);
        assert_eq!(reader.wire_size(record).unwrap(), wire(i), "row {}", record.row);
        assert_eq!(record.compressed, wire(i).is_some());
    }
}

#[test]
fn wire_sizes_are_read_with_and_without_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(300);
    fill(&path, &messages);
    assert_same(&Reader::open(&path).unwrap(), &messages);
    let index = std::fs::read(index_path(&path)).unwrap();
    open_files::remove(&index_path(&path)).unwrap();
    assert_same(&Reader::open(&path).unwrap(), &messages);
    assert_eq!(
        std::fs::read(index_path(&path)).unwrap(),
        index,
        "the index is rebuilt bit for bit"
    );
}

#[test]
fn a_record_cut_within_its_wire_size_is_torn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(20);
    // The last message is compressed.
    fill(&path, &messages);
    let whole = path.metadata().unwrap().len();
    for missing in 1..=4 {
        OpenOptions::new().write(true).open(&path).unwrap().set_len(whole - missing).unwrap();
        let reader = Reader::open(&path).unwrap();
        assert_same(&reader, &messages[..19]);
        assert!(reader.torn_bytes() > 0);
    }
}

#[test]
fn searches_skip_the_wire_size_and_exports_include_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let text = |text: &str| (Direction::Received, Kind::Text, 1, text.as_bytes().to_vec());
    let messages = [text("one"), text("two"), text("find me"), text("four"), text("five")];
    fill(&path, &messages);
    let reader = Reader::open(&path).unwrap();
    let filter = Filter::new("find", &FilterContext::default()).unwrap();
    let rows: Vec<u32> = (1..=5).collect();
    let found = filter.matches(&reader, &rows).unwrap();
    assert_eq!(found, [false, false, true, false, false]);
    let mut view = View::new(reader.clone());
    view.set_filter(Some(filter));
    while view.advance(Duration::from_secs(1)).unwrap() {}
    assert_eq!(view.total(), 1);
    let options = ExportOptions::new(ExportFormat::Jsonl, &reader);
    let mut out = Vec::new();
    export(&mut out, &reader, 1..6, &options, &mut |_| ControlFlow::Continue(())).unwrap();
    let lines = String::from_utf8(out).unwrap();
    let sizes: Vec<_> =
        lines.lines().map(|line| line.contains("\"wire_size\":1684957542")).collect();
    assert_eq!(sizes, [false, true, false, false, true]);
    let (file, back) = (folder.path().join("a.jsonl"), folder.path().join("b.wlt"));
    std::fs::write(&file, lines).unwrap();
    let go_on = &mut |_| ControlFlow::Continue(());
    import_file(&file, &back, &ImportOptions::default(), go_on).unwrap();
    assert_same(&Reader::open(&back).unwrap(), &messages);
}

/// Sparse rows are read one by one, adjacent rows in chunks; both must read the wire size.
#[test]
fn rows_are_filtered_by_wire_size() {
    for step in [1, 40] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        let mut writer = create(&path, WriterOptions::default());
        let payload = vec![7; 100].into();
        for i in 0..2_000u32 {
            let wire = (i % step == 0).then_some(i / step);
            writer.push_bytes(Direction::Received, Kind::Text, 1, &payload, wire);
            until("a batch is free", || writer.flush());
        }
        writer.finish().unwrap();
        let reader = Reader::open(&path).unwrap();
        let count = |text: &str| {
            let filter = Filter::new(text, &FilterContext::default()).unwrap();
            let rows: Vec<u32> = (1..=2_000).collect();
            let each = filter.matches(&reader, &rows).unwrap();
            let mut view = View::new(reader.clone());
            view.set_filter(Some(filter));
            while view.advance(Duration::from_secs(1)).unwrap() {}
            assert_eq!(
                view.total() as usize,
                each.iter().filter(|matches| **matches).count(),
                "{text}"
            );
            view.total()
        };
        let compressed = 2_000 / step;
        assert_eq!(count("wire>=0"), compressed, "uncompressed rows have no wire size");
        assert_eq!(count("wire<10"), 10);
        assert_eq!(count("wire:5..8"), 4);
        assert_eq!(count("-wire<10"), 1_990);
        assert_eq!(count("wire<10 size:100"), 10);
        assert_eq!(count("wire<10 size<100"), 0);
    }
}
