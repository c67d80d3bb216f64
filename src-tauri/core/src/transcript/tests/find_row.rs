//! Tests of finding rows in a view, rows by time and highlight colours.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::profile::model::Colour;
use crate::transcript::filter::Context as FilterContext;
use crate::transcript::{Filter, Find, FindResult, Highlights, Reader, View};

fn filter(text: &str) -> Filter {
    Filter::new(text, &FilterContext::default()).unwrap()
}

fn view(reader: &Reader, text: &str) -> View {
    let mut view = View::new(reader.clone());
    view.set_filter((!text.is_empty()).then(|| filter(text)));
    while view.advance(Duration::ZERO).unwrap() {}
    view
}

fn finish(view: &View, find: &mut Find) -> FindResult {
    loop {
        match view.continue_find(find, Duration::ZERO).unwrap() {
            FindResult::Searching { .. } => {}
            found => return found,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn find_agrees_with_a_linear_search(
        words in proptest::collection::vec("[ab]{0,3}", 1..700),
        shown in prop::sample::select(vec!["", "a", "size>1", "row:600..", "-row:100..500"]),
        searched in prop::sample::select(vec!["b", "aa", "size=0", "ab a", "row:3,300"]),
        from in proptest::option::of(0u32..700), is_forward: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        let messages: Vec<Message> = words
            .into_iter()
            .map(|word| (Direction::Received, Kind::Text, 7, word.into_bytes()))
            .collect();
        write(&path, &messages, WriterOptions::default());
        let reader = Reader::open(&path).unwrap();
        let view = view(&reader, shown);
        let rows = view.rows(0, u32::MAX);
        let is_match = filter(searched).matches(&reader, &rows).unwrap();
        let matches = (0u32..).zip(rows.iter().zip(&is_match)).filter(|(_, (_, is_match))| **is_match);
        let matches = matches.map(|(position, (row, _))| FindResult::At { position, row: *row });
        let at = |found: &FindResult| match found {
            FindResult::At { position, .. } => *position,
            other => panic!("{other:?}"),
        };
        let expected = match is_forward {
            true => matches.into_iter().find(|hit| from.is_none_or(|from| at(hit) > from)),
            false => matches.filter(|hit| from.is_none_or(|from| at(hit) < from)).last(),
        };
        let found = finish(&view, &mut view.find(filter(searched), from, is_forward));
        prop_assert_eq!(found, expected.unwrap_or(FindResult::Nothing));
    }
}

#[test]
fn a_search_ends_when_the_view_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &messages(100), WriterOptions::default());
    let mut view = view(&Reader::open(&path).unwrap(), "");
    let mut find = view.find(filter("kind:ping"), None, true);
    assert_eq!(finish(&view, &mut find), FindResult::At { position: 2, row: 3 });
    view.set_base(50);
    assert_eq!(finish(&view, &mut find), FindResult::Changed);
}

#[test]
fn rows_are_found_by_code_and_by_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let coded = |way, time, code: i32| (way, Kind::Binary, time, code.to_le_bytes().to_vec());
    let messages = [
        coded(Direction::Sent, 10, 2),
        coded(Direction::Received, 20, 2),
        coded(Direction::Received, 30, 3),
        coded(Direction::Received, 30, 2),
        (Direction::Received, Kind::Text, 50, b"x".to_vec()),
    ];
    write(&path, &messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let view = view(&reader, "");
    let next = |row| {
        let mut find =
            view.find(view.same_code(row, &FilterContext::default()).unwrap(), Some(row - 1), true);
        finish(&view, &mut find)
    };
    assert_eq!(next(2), FindResult::At { position: 3, row: 4 });
    assert_eq!(next(1), FindResult::Nothing);
    assert_eq!(next(5), FindResult::Nothing);
    let times = [0, 10, 11, 30, 31, 50, 51].map(|time| view.position_of_time(time).unwrap());
    assert_eq!(times, [0, 0, 1, 2, 4, 4, 5]);
    assert_eq!(reader.row_at_time(11).unwrap(), Some(2));
    assert_eq!(reader.row_at_time(51).unwrap(), None);
}

#[test]
fn positions_are_found_by_clock_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let second = 1_000_000_000i64;
    // Starts at 2026-01-02T23:50:30Z and crosses midnight: 23:50:30, 00:00:00, 00:10:00.
    let begin = 1_767_397_830 * second;
    let messages = [0, 570, 1170]
        .map(|s| (Direction::Received, Kind::Text, begin + s * second, b"x".to_vec()));
    write(&path, &messages, WriterOptions::default());
    let view = view(&Reader::open(&path).unwrap(), "");
    let utc = jiff::tz::TimeZone::UTC;
    let at = |text: &str| view.position_of_clock(text, &utc).unwrap();
    assert_eq!(at("23:50:30"), Some(0));
    assert_eq!(at("23:50"), Some(0));
    assert_eq!(at("23:50:30.001"), Some(1));
    assert_eq!(at("00:05"), Some(2));
    assert_eq!(at("00:10:00"), Some(2));
    // Neither day contains it: before the first row.
    assert_eq!(at("12:00"), Some(0));
    assert_eq!(at("23:59:59"), Some(1));
    assert_eq!(at("+9m"), Some(1));
    assert_eq!(at("2026-01-03"), Some(1));
    assert_eq!(at("2026-01-03T00:10:00.5Z"), Some(3));
    assert_eq!(at("soon"), None);
}

#[test]
fn the_first_matching_rule_determines_the_colour() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let text = |text: &str| (Direction::Received, Kind::Text, 7, text.as_bytes().to_vec());
    let reply = (Direction::Received, Kind::Text, 7 + 2_000_000, b"late error".to_vec());
    let sent = (Direction::Sent, Kind::Text, 7, b"ask".to_vec());
    write(&path, &[text("error"), text("fine"), sent, reply], WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let rules: Vec<_> = serde_json::from_value(json!([
        {"filter": "fine", "colour": "blue", "off": true},
        {"filter": "latency>1ms", "colour": "red"},
        {"filter": "size:", "colour": "green"},
        {"filter": "error", "colour": "orange"},
        {"filter": ""}
    ]))
    .unwrap();
    let (colours, invalid) = Highlights::new(&rules, &FilterContext::of(&reader).unwrap());
    assert_eq!(invalid.len(), 1);
    assert_eq!((invalid[0].0, invalid[0].1.code()), (2, "filter_missing"));
    let [red, orange, yellow] = [Colour::Red, Colour::Orange, Colour::Yellow].map(Some);
    assert_eq!(colours.of(&reader, &[4, 3, 2, 1]).unwrap(), [red, yellow, yellow, orange]);
}
