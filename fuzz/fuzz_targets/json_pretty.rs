//! Arbitrary text as JSON: laid out or on one line it is the same value, and its pages join up. The input begins with a
//! limit and the length of a page.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::json::{parse, pretty_within};
use wirelark_core::transcript::{
    Header, JSON_PAGE_LIMIT, JsonPlace, Reader, Writer, WriterOptions, json_page,
};

static FOLDER: LazyLock<TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("create a temporary folder"));

/// All pages of about `len` bytes, joined.
fn pages(reader: &Reader, len: u32) -> String {
    let entry = reader.record(1).expect("read the row");
    let (mut text, mut place) = (String::new(), Some(JsonPlace::at(0)));
    while let Some(at) = place {
        let (page, next) = json_page(reader, &entry, at, len).expect("a page");
        assert!(page.len() <= JSON_PAGE_LIMIT + 1024, "{}", page.len());
        assert!(next.is_none_or(|next| next.offset > at.offset), "a page makes progress");
        text.push_str(&page);
        place = next;
    }
    text
}

fuzz_target!(|input: &[u8]| {
    let [limit, len, text @ ..] = input else { return };
    let (limit, len) = (usize::from(*limit) * 16, *len);
    let Ok(text) = str::from_utf8(text) else { return };
    let pretty = pretty_within(text.as_bytes(), limit);
    if let Ok(pretty) = &pretty {
        assert!(pretty.compact || pretty.text.len() <= limit);
        assert!(!pretty.compact || pretty.text.len() <= 3 * text.len() + 1);
        if let Ok(value) = parse(text) {
            assert_eq!(parse(&pretty.text), Ok(value));
        }
    } else {
        assert!(parse(text).is_err(), "{pretty:?}");
    }
    let path = FOLDER.path().join("a.wlt");
    let options = WriterOptions { replace: true, ..WriterOptions::default() };
    let mut writer = Writer::create(&path, &Header::default(), options, Box::new(|| {}))
        .expect("create the transcript");
    writer.push(Direction::Received, Kind::Text, 1, text.as_bytes());
    writer.finish().expect("finish the transcript");
    let reader = Reader::open(&path).expect("open the transcript");
    let one = pages(&reader, 1 << 18);
    assert_eq!(pages(&reader, u32::from(len).max(4)), one);
    let Ok(whole) = pretty_within(text.as_bytes(), usize::MAX) else { return };
    // Pages keep escapes as they were written, so values are compared, not text.
    if let Ok(value) = parse(&whole.text) {
        assert_eq!(parse(&one), Ok(value));
    }
});
