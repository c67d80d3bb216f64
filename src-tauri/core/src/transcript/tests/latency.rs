//! Tests of request-reply pairing, latency figures and time series.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::packet::rules::{Decoder, Decoding};
use crate::transcript::latency::{CommandLabel, Latency, LatencyStatus, SharedLatency};
use crate::transcript::{MAX_BUCKETS, Reader, TimeSeries};

const MS: i64 = 1_000_000;

fn latency(rules: Value) -> Latency {
    let decoding: Decoding = serde_json::from_value(rules).unwrap();
    let decoder = Arc::new(Decoder::new(&decoding));
    Latency::new(&decoding, decoder)
}

fn code(direction: Direction, ms: i64, code: i32) -> Message {
    (direction, Kind::Binary, ms * MS, code.to_le_bytes().to_vec())
}

fn text(direction: Direction, ms: i64, text: &str) -> Message {
    (direction, Kind::Text, ms * MS, text.as_bytes().to_vec())
}

use Direction::{Received, Sent};

/// The status of each row: `<2` a reply to row 2, `>3` answered by row 3, `?` unanswered, `.`
/// waiting, `-` neither.
fn statuses(rules: Value, messages: &[Message]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let mut latency = latency(rules);
    while latency.advance(&reader, Duration::ZERO).unwrap() {}
    let records = reader.records(1..u32::MAX).unwrap();
    let status = |record| match latency.of(&reader, record).unwrap() {
        LatencyStatus::Reply { request, .. } => format!("<{request}"),
        LatencyStatus::Answered { reply, .. } => format!(">{reply}"),
        LatencyStatus::Waiting => ".".to_owned(),
        LatencyStatus::Unanswered => "?".to_owned(),
        LatencyStatus::Neither => "-".to_owned(),
        LatencyStatus::Unknown => "!".to_owned(),
    };
    records.iter().map(status).collect::<Vec<_>>().join(" ")
}

#[test]
fn next_pairs_with_the_oldest_pending_request() {
    let ping = (Received, Kind::Ping, 15 * MS, vec![]);
    let messages = [
        text(Received, 5, "hello"),
        text(Sent, 10, "a"),
        text(Sent, 11, "b"),
        ping,
        text(Received, 20, "A"),
        text(Received, 21, "B"),
        text(Received, 22, "push"),
        text(Sent, 30, "c"),
    ];
    assert_eq!(statuses(json!({}), &messages), "- >5 >6 - <2 <3 - .");
}

#[test]
fn a_timed_out_request_does_not_shift_later_pairs() {
    let rules = json!({"latency": {"within": "1s"}});
    let messages = [
        text(Sent, 0, "lost"),
        text(Sent, 2000, "a"),
        text(Received, 2010, "A"),
        text(Sent, 2020, "b"),
        text(Received, 2030, "B"),
    ];
    assert_eq!(statuses(rules, &messages), "? >3 <2 >5 <4");
}

#[test]
fn a_profile_with_codes_pairs_by_code() {
    let rules = json!({"codes": [{"code": 1, "name": "LOGIN"}]});
    let messages = [
        text(Sent, 0, "{}"),
        code(Sent, 10, 2),
        code(Received, 11, 100),
        code(Sent, 12, 3),
        code(Received, 13, 3),
        code(Received, 14, 2),
        code(Received, 15, 2),
        (Received, Kind::Binary, 16 * MS, vec![2]),
    ];
    assert_eq!(statuses(rules, &messages), "- >6 - >5 <4 <2 - -");
}

#[test]
fn configured_code_pairs_determine_the_replies() {
    let codes = json!([{"request": 1, "reply": 101}, {"request": 1, "reply": -1}, {"request": 2, "reply": 101}]);
    let messages = [
        code(Sent, 0, 1),
        code(Sent, 1, 2),
        code(Sent, 2, 7),
        code(Received, 3, -1),
        code(Received, 4, 101),
        code(Received, 5, 101),
    ];
    assert_eq!(statuses(json!({"latency": {"codes": codes}}), &messages), ">4 >5 - <1 <2 -");
}

#[test]
fn echoed_values_pair_in_any_order() {
    let rules = json!({"latency": {"field": "json.id", "reply_field": "json.re"}});
    let messages = [
        text(Sent, 0, r#"{"id": 9007199254740993}"#),
        text(Sent, 1, r#"{"id": "b"}"#),
        text(Sent, 2, "no JSON"),
        text(Received, 3, r#"{"re": "b"}"#),
        text(Received, 4, r#"{"re": 9007199254740992}"#),
        (Received, Kind::Binary, 5 * MS, b"\x01\0\0\0{\"re\": 9007199254740993}".to_vec()),
    ];
    assert_eq!(statuses(rules, &messages), ">6 >4 - <2 - <1");
}

#[test]
fn figures_are_exact() {
    let mut messages = Vec::new();
    for n in 1..=200i64 {
        messages.push(code(Sent, n * 1000, 2));
        // 1 to 200 ms in shuffled order.
        messages.push(code(Received, n * 1000 + n * 77 % 200 + 1, 2));
    }
    messages.push(text(Sent, 300_000, "never"));
    messages.push(code(Sent, 300_001, 5));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let mut latency = latency(json!({"codes": [{"code": 2, "name": "ask"}]}));
    latency.until(&reader, reader.rows().unwrap()).unwrap();
    assert_eq!(latency.rule(), "same_code");
    let figures = latency.figures(true);
    let spread = figures[1].spread.unwrap();
    assert_eq!(
        (figures[1].command.clone(), figures[1].name.as_deref()),
        (Some(CommandLabel::Code(2.into())), Some("ask"))
    );
    assert_eq!((figures[1].requests, figures[1].replies, figures[1].unanswered), (200, 200, 0));
    let ms =
        [spread.min, spread.median, spread.p95, spread.p99, spread.max].map(|ns| ns / MS as u64);
    assert_eq!(ms, [1, 100, 190, 198, 200]);
    assert_eq!(
        (figures[2].command.clone(), figures[2].unanswered),
        (Some(CommandLabel::Code(5.into())), 1)
    );
    assert_eq!(figures[2].spread, None);
    assert_eq!((figures[0].requests, figures[0].replies, figures[0].unanswered), (201, 200, 1));
    assert_eq!((latency.figures(false)[0].unanswered, latency.figures(false)[0].waiting), (0, 1));
}

#[test]
fn time_series_are_bounded_and_count_everything() {
    let mut messages = Vec::new();
    for n in 0..3000i64 {
        messages.push(text(Sent, n * 7, "ask"));
        messages.push(text(Received, n * 7 + 2, "reply"));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let shared = SharedLatency::new(latency(json!({})));
    let mut series = TimeSeries::new();
    while series.advance(&reader, Some(&shared), None, Duration::ZERO).unwrap() {}
    assert_eq!((series.start_ns(), series.width_ns()), (Some(0), 64 * MS));
    assert!(series.buckets().len() <= MAX_BUCKETS);
    let sum =
        |of: fn(&crate::transcript::Bucket) -> u64| series.buckets().iter().map(of).sum::<u64>();
    assert_eq!((sum(|b| b.sent), sum(|b| b.received), sum(|b| b.replies)), (3000, 3000, 3000));
    assert_eq!((sum(|b| b.bytes_sent), sum(|b| b.bytes_received)), (9000, 15000));
    assert_eq!(sum(|b| b.latency_sum_ns), 3000 * 2 * MS as u64);
    assert!(series.buckets().iter().all(|b| b.latency_min_ns == 2 * MS as u64));

    let mut window = TimeSeries::within(&reader, 700 * MS, 1400 * MS - 1).unwrap();
    while window.advance(&reader, None, None, Duration::ZERO).unwrap() {}
    assert_eq!((window.start_ns(), window.width_ns()), (Some(700 * MS), 700 * MS / 600 + 1));
    assert!(window.buckets().len() <= MAX_BUCKETS);
    let sent: u64 = window.buckets().iter().map(|bucket| bucket.sent).sum();
    assert_eq!((sent, window.buckets()[0].sent, window.buckets()[1].received), (100, 1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn pairing_by_code_agrees_with_a_naive_implementation(
        steps in proptest::collection::vec((any::<bool>(), 0i32..4, 0i64..30), 1..300)
    ) {
        let mut now = 0;
        let messages: Vec<Message> = steps
            .iter()
            .map(|(sent, number, wait)| {
                now += wait;
                code(if *sent { Sent } else { Received }, now, *number)
            })
            .collect();
        let mut pending: BTreeMap<i32, Vec<(usize, i64)>> = BTreeMap::new();
        let mut expected = BTreeMap::new();
        for (row, (direction, _, time, payload)) in (1usize..).zip(&messages) {
            let code = i32::from_le_bytes(payload[..4].try_into().unwrap());
            let waiting = pending.entry(code).or_default();
            match direction {
                Sent => waiting.push((row, *time)),
                Received => {
                    waiting.retain(|(_, sent)| time - sent <= 100 * MS);
                    if !waiting.is_empty() {
                        let (request, sent) = waiting.remove(0);
                        expected.insert(row as u32, (request as u32, (time - sent) as u64));
                    }
                }
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        write(&path, &messages, WriterOptions::default());
        let reader = Reader::open(&path).unwrap();
        let mut latency = latency(json!({"latency": {"match": "same_code", "within": "100ms"}}));
        latency.until(&reader, reader.rows().unwrap()).unwrap();
        let found: BTreeMap<_, _> =
            latency.pairs().iter().map(|pair| (pair.reply, (pair.request, pair.ns()))).collect();
        prop_assert_eq!(&found, &expected);
        for (reply, (request, ns)) in expected {
            prop_assert_eq!(latency.of_reply(reply).map(|pair| pair.request), Some(request));
            prop_assert_eq!(latency.of_request(request).map(|pair| (pair.reply, pair.ns())), Some((reply, ns)));
        }
    }
}
