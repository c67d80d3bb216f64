use proptest::prelude::*;

use super::*;
use crate::transcript::{Filter, Reader, View};

fn advance(view: &mut View) {
    while view.advance(Duration::ZERO).unwrap() {}
}

/// Naive search: the lowercased text in the lowercased payload.
fn expected(messages: &[Message], text: &str) -> Vec<u32> {
    let needle = text.to_ascii_lowercase();
    (1..)
        .zip(messages)
        .filter(|(_, message)| {
            let payload = message.3.to_ascii_lowercase();
            needle.is_empty() || payload.windows(needle.len()).any(|w| w == needle.as_bytes())
        })
        .map(|(row, _)| row)
        .collect()
}

fn matching_rows(reader: &Reader, text: &str) -> Vec<u32> {
    let mut view = View::new(reader.clone());
    view.set_filter(Some(Filter::substring(text).unwrap()));
    advance(&mut view);
    view.rows(0, u32::MAX)
}

fn message(payload: impl Into<Vec<u8>>) -> Message {
    (Direction::Received, Kind::Binary, 5, payload.into())
}

#[test]
fn text_is_found_ignoring_case_in_any_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let messages = [
        message("straße ÄHNLICH"),
        message(b"\xFF\x00\xC3nEeDlE\xFF".to_vec()),
        message("need"),
        message("le"),
        message(""),
        message("needle"),
        message("a.c"),
        message("abc"),
        message("Ключ"),
    ];
    write(&path, &messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    assert_eq!(matching_rows(&reader, "needle"), [2, 6], "no match across rows");
    assert_eq!(matching_rows(&reader, "NEEDLE"), [2, 6]);
    assert_eq!(matching_rows(&reader, "ähnlich"), [1]);
    assert_eq!(matching_rows(&reader, "КЛЮЧ"), [9]);
    assert_eq!(matching_rows(&reader, "a.c"), [7], "not a pattern");
    assert_eq!(matching_rows(&reader, ""), (1..=9).collect::<Vec<_>>());
    assert_eq!(
        matching_rows(&reader, "\u{5}"),
        [] as [u32; 0],
        "times and lengths are not searched"
    );
    assert_eq!(Filter::substring(&"x".repeat(5000)).unwrap_err().code(), "filter_too_long");
}

#[test]
fn a_match_touching_a_header_hides_no_real_match() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    // A time that ends in `a`, so that the header and the first byte look like a match.
    let time = i64::from_le_bytes(*b"0000000a");
    let messages =
        ["aa", "ab", "a", "aa"].map(|text| (Direction::Sent, Kind::Text, time, text.into()));
    write(&path, &messages, WriterOptions::default());
    assert_eq!(matching_rows(&Reader::open(&path).unwrap(), "aa"), [1, 4]);
}

#[test]
fn large_payloads_are_searched_completely() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut messages = Vec::new();
    // Matches across chunk boundaries.
    for at in [0, 1000, (1 << 20) - 22, (1 << 20) - 6, (1 << 20) - 1, 1 << 20, (2 << 20) - 3] {
        let mut payload = vec![b'-'; 3 << 20];
        payload[at..at + 6].copy_from_slice(b"Needle");
        messages.push(message(payload));
        messages.push(message("nothing"));
    }
    let mut last = vec![b'-'; 3 << 20];
    last.extend_from_slice(b"needle");
    messages.push(message(last));
    write(&path, &messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    assert_eq!(matching_rows(&reader, "needle"), [1, 3, 5, 7, 9, 11, 13, 15]);
}

#[test]
fn a_view_continues_with_new_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut writer = create(&path, small_batches());
    let mut view = View::new(Reader::open(&path).unwrap());
    view.set_filter(Some(Filter::substring("odd").unwrap()));
    let progress = writer.progress();
    for round in 1..=3u32 {
        for n in 0..100 {
            push(&mut writer, &message(if n % 2 == 1 { "odd" } else { "even" }));
        }
        until("the batch is queued", || writer.flush());
        until("it is stored", || progress.rows() == u64::from(round) * 100);
        advance(&mut view);
        assert_eq!(
            (view.total(), view.last_scanned(), view.hidden()),
            (round * 50, round * 100, round * 50)
        );
    }
    assert_eq!(view.rows(0, 3), [2, 4, 6]);
    assert_eq!((view.row_at(149), view.row_at(150)), (Some(300), None));
    assert_eq!((view.position_of(6), view.position_of(7), view.position_of(999)), (2, 3, 150));

    let generation = view.generation();
    view.set_base(200);
    assert_ne!(view.generation(), generation);
    assert_eq!(view.total(), 0);
    advance(&mut view);
    assert_eq!((view.total(), view.hidden(), view.row_at(0)), (50, 50, Some(202)));

    view.set_filter(None);
    advance(&mut view);
    assert_eq!((view.total(), view.hidden(), view.row_at(0)), (100, 0, Some(201)));
    assert_eq!((view.row_at(99), view.row_at(100)), (Some(300), None));
    assert_eq!((view.position_of(201), view.position_of(250), view.position_of(1)), (0, 49, 0));
    view.set_base(300);
    advance(&mut view);
    assert_eq!((view.total(), view.row_at(0)), (0, None));
    view.set_base(u32::MAX);
    assert_eq!((view.total(), view.hidden(), view.position_of(1)), (0, 0, 0));
    view.set_base(0);
    advance(&mut view);
    assert_eq!((view.total(), view.row_at(0)), (300, Some(1)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_view_agrees_with_a_naive_search(
        payloads in proptest::collection::vec("[abAB\u{0}]{0,12}", 1..300),
        big in 0usize..3, text in "[abAB]{1,4}"
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        let mut messages = payloads.into_iter().map(message).collect::<Vec<_>>();
        // Large payloads shift the chunk boundaries.
        for n in 0..big {
            let at = messages.len() * n / 3;
            messages.insert(at, message(vec![b'.'; (1 << 20) - 40 + n * 17]));
        }
        write(&path, &messages, WriterOptions::default());
        let reader = Reader::open(&path).unwrap();
        prop_assert_eq!(matching_rows(&reader, &text), expected(&messages, &text));
    }
}
