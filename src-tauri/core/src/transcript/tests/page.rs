use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::packet::json::pretty;
use crate::transcript::{JSON_PAGE_LIMIT, JsonPlace, Reader, json_page, save_payload, text_page};

fn reader(folder: &Path, payload: &[u8]) -> Reader {
    let path = folder.join("a.wlt");
    let message = (Direction::Received, Kind::Text, 1, payload.to_vec());
    write(&path, &[message], WriterOptions { replace: true, ..WriterOptions::default() });
    Reader::open(&path).unwrap()
}

fn text_of(reader: &Reader, len: u32) -> (String, bool) {
    let record = reader.record(1).unwrap();
    let (mut text, mut at, mut lossy) = (String::new(), 0, false);
    while at < record.size {
        let page = text_page(reader, &record, at, len).unwrap();
        assert_eq!(page.bytes.start, at);
        assert!(page.bytes.end > at);
        (at, lossy) = (page.bytes.end, lossy | page.lossy);
        text.push_str(&page.text);
    }
    (text, lossy)
}

fn json_of(reader: &Reader, len: u32) -> String {
    let record = reader.record(1).unwrap();
    let (mut text, mut place) = (String::new(), Some(JsonPlace::at(0)));
    while let Some(at) = place {
        let (page, next) = json_page(reader, &record, at, len).unwrap();
        text.push_str(&page);
        place = next;
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn text_pages_join_to_the_whole_text(text in "[aé行🙂\n]{0,60}", len in 1u32..30) {
        let folder = tempfile::tempdir().unwrap();
        let reader = reader(folder.path(), text.as_bytes());
        prop_assert_eq!(text_of(&reader, len), (text, false));
    }

    #[test]
    fn invalid_utf8_is_paged_as_lossy_text(bytes in proptest::collection::vec(any::<u8>(), 0..60), len in 1u32..20) {
        let folder = tempfile::tempdir().unwrap();
        let (_, lossy) = text_of(&reader(folder.path(), &bytes), len);
        prop_assert!(lossy || str::from_utf8(&bytes).is_ok());
    }

    #[test]
    fn json_pages_join_to_the_formatted_whole(
        names in proptest::collection::vec("[a-c\"\\\\é ]{0,6}", 1..6), len in 4u32..40
    ) {
        let value = serde_json::json!({"list": names, "empty": [], "none": {}, "deep": [{"a": [1.50, null]}, [[]]], "n": names[0]});
        let folder = tempfile::tempdir().unwrap();
        let text = value.to_string();
        let laid_out = json_of(&reader(folder.path(), text.as_bytes()), len);
        prop_assert_eq!(laid_out, pretty(text.as_bytes()).unwrap().text);
    }
}

#[test]
fn a_payload_is_saved_completely_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let bytes: Vec<u8> = (0..3_000_001u32).map(|i| (i / 3) as u8).collect();
    let reader = reader(folder.path(), &bytes);
    let to = folder.path().join("payload.bin");
    let outcome = save_payload(&reader, 1, &to, &mut |_| ControlFlow::Break(())).unwrap();
    assert!(outcome.cancelled && !to.exists());
    let mut progress = Vec::new();
    let outcome = save_payload(&reader, 1, &to, &mut |bytes| {
        progress.push(bytes);
        ControlFlow::Continue(())
    });
    assert_eq!((outcome.unwrap().bytes, progress), (3_000_001, vec![1 << 20, 2 << 20, 3_000_001]));
    assert!(std::fs::read(&to).unwrap() == bytes);
    let nowhere = folder.path().join("no/such");
    let result = save_payload(&reader, 1, &nowhere, &mut |_| ControlFlow::Continue(()));
    assert_eq!(result.unwrap_err().code(), "transcript_write");
}

#[test]
fn hostile_04_pages_of_deep_json_are_limited() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{}{}0{}", "[".repeat(127), "0,".repeat(200_000), "]".repeat(127));
    let reader = reader(folder.path(), text.as_bytes());
    let record = reader.record(1).unwrap();
    let (mut joined, mut place, mut pages) = (String::new(), Some(JsonPlace::at(0)), 0);
    while let Some(at) = place {
        let (page, next) = json_page(&reader, &record, at, 256 << 10).unwrap();
        assert!(page.len() <= JSON_PAGE_LIMIT, "{}", page.len());
        joined.push_str(&page);
        (place, pages) = (next, pages + 1);
    }
    assert!(pages > 10, "{pages}");
    joined.retain(|ch| !ch.is_whitespace());
    assert_eq!(joined, text);
    // Flat JSON does not grow, and fills pages of the requested size.
    let flat = format!("[{}0]", "0,".repeat(200_000));
    let reader = self::reader(folder.path(), flat.as_bytes());
    let (page, next) =
        json_page(&reader, &reader.record(1).unwrap(), JsonPlace::at(0), 256 << 10).unwrap();
    assert_eq!(next.map(|next| next.offset), Some(256 << 10), "{}", page.len());
}
