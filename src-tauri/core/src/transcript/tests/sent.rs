use super::*;
use crate::transcript::{Reader, SentRows};

#[test]
fn the_last_sent_row_is_found_while_the_file_grows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = messages(5_000);
    let mut writer = create(&path, small_batches());
    let (half, rest) = messages.split_at(2_500);
    half.iter().for_each(|message| _ = push(&mut writer, message));
    let reader = Reader::open(&path).unwrap();
    let mut sent = SentRows::default();
    while sent.advance(&reader, Duration::ZERO).unwrap() {}
    assert_eq!(sent.before(4_999), None, "not scanned yet");
    rest.iter().for_each(|message| _ = push(&mut writer, message));
    writer.finish().unwrap();
    while sent.advance(&reader, Duration::ZERO).unwrap() {}
    let mut last = None;
    for (row, (direction, kind, ..)) in (1u32..).zip(&messages) {
        assert_eq!(sent.before(row), Some(last), "row {row}");
        if *direction == Direction::Sent && *kind != Kind::Marker {
            last = Some(row);
        }
    }
    assert_eq!(sent.last_scanned(), 5_000);
}
