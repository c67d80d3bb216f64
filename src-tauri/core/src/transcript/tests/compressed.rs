//! Rows of messages that were compressed: their size on the wire behind the payload.

use std::fs::OpenOptions;
use std::ops::ControlFlow;

use super::*;
use crate::transcript::filter::Context as FilterContext;
use crate::transcript::{ExportFormat, ExportOptions, Filter, Reader, View, export, index_path};

/// Spells a word, so that a search that looks behind a payload would find it.
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
                writer.push_compressed(*direction, *kind, *ns, payload, size);
                until("a batch is free", || writer.flush());
            }
        }
    }
    writer.finish().unwrap();
}

fn assert_same(reader: &Reader, messages: &[Message]) {
    assert_eq!(reader.rows().unwrap() as usize, messages.len());
    let entries = reader.entries(1..messages.len() as u32 + 1).unwrap();
    for (i, (entry, message)) in entries.iter().zip(messages).enumerate() {
        assert_eq!(reader.payload(entry.row).unwrap(), message.3, "row {}", entry.row);
        assert_eq!(reader.wire_size(entry).unwrap(), wire(i), "row {}", entry.row);
        assert_eq!(entry.compressed, wire(i).is_some());
    }
}

#[test]
fn the_size_on_the_wire_is_kept_with_an_index_and_without() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(300);
    fill(&path, &messages);
    assert_same(&Reader::open(&path).unwrap(), &messages);
    let index = std::fs::read(index_path(&path)).unwrap();
    std::fs::remove_file(index_path(&path)).unwrap();
    assert_same(&Reader::open(&path).unwrap(), &messages);
    assert_eq!(std::fs::read(index_path(&path)).unwrap(), index, "made again, bit for bit");
}

#[test]
fn a_record_torn_within_its_size_on_the_wire_is_torn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(20);
    // The last one is compressed.
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
fn a_search_does_not_look_at_it_and_an_export_tells_it() {
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
}
