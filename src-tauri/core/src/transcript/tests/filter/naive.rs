//! Naive evaluation of filters, to compare the optimized one with.

use proptest::prelude::*;

use super::*;
use crate::frame::leading_code;
use crate::transcript::filter::{CodeItem, Codes, FilterExpr, FilterTest, Times};

fn matches_expr(expr: &FilterExpr, row: u32, message: &Message) -> bool {
    match expr {
        FilterExpr::All => true,
        FilterExpr::And(parts) => parts.iter().all(|part| matches_expr(part, row, message)),
        FilterExpr::Or(parts) => parts.iter().any(|part| matches_expr(part, row, message)),
        FilterExpr::Not(inner) => !matches_expr(inner, row, message),
        FilterExpr::Atom(atom, _) => matches_test(atom, row, message),
    }
}

fn matches_test(
    atom: &FilterTest,
    row: u32,
    (direction, kind, time_ns, payload): &Message,
) -> bool {
    let within = |ranges: &[(i64, i64)], n: i64| ranges.iter().any(|(a, b)| (*a..=*b).contains(&n));
    match atom {
        FilterTest::Text { text, exact } => {
            let (text, payload) = match exact {
                true => (text.as_bytes().to_vec(), payload.clone()),
                false => (text.as_bytes().to_ascii_lowercase(), payload.to_ascii_lowercase()),
            };
            payload.windows(text.len()).any(|window| window == text)
        }
        FilterTest::Regex { pattern, any_case } => {
            let flags = if *any_case { "(?i)" } else { "" };
            regex::bytes::Regex::new(&format!("{flags}{pattern}")).unwrap().is_match(payload)
        }
        FilterTest::Code(Codes::In(items)) => leading_code(*kind, payload).is_some_and(|code| {
            items.iter().any(|item| match item {
                CodeItem::Range((from, to)) => {
                    from.is_none_or(|from| from <= i64::from(code))
                        && to.is_none_or(|to| i64::from(code) <= to)
                }
                CodeItem::Text(_) => false,
            })
        }),
        FilterTest::Direction(expected) => expected == direction,
        FilterTest::Kind(kinds) => kinds.contains(kind),
        FilterTest::Size(numbers) => within(&numbers.ranges(), payload.len() as i64),
        FilterTest::Row(numbers) => within(&numbers.ranges(), row.into()),
        FilterTest::Time(Times::Range(Some(from), None)) => {
            *time_ns >= from.trim_start_matches('+').trim_end_matches("ns").parse::<i64>().unwrap()
        }
        other => panic!("{other:?}"),
    }
}

fn filters() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(vec![
        "a",
        "AB",
        "\"ab\"",
        "\"AB\"",
        "b\u{e9}",
        "\"..\"",
        "/a.b/",
        "/^a/i",
        "/b$/",
        "code:1633771873",
        "code:1633771873..",
        "dir:sent",
        "dir:received",
        "kind:text,ping",
        "kind:binary",
        "size>3",
        "size:0..2",
        "row:3..40",
        "row:200..",
        "time:+100ns..",
        "aba",
        "\"b\"",
    ])
    .prop_map(str::to_owned);
    atom.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("-({a})")),
        ]
    })
}

fn transcript() -> impl Strategy<Value = Vec<Message>> {
    let payload = prop_oneof![8 => "[abAB.\u{0}]{0,12}", 1 => "[ab\u{e9}\u{c9}]{0,6}"];
    let kind = prop::sample::select(vec![Kind::Binary, Kind::Text, Kind::Ping]);
    let direction = prop::sample::select(vec![Direction::Sent, Direction::Received]);
    proptest::collection::vec((direction, kind, 0i64..200, payload.prop_map(Vec::from)), 1..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn optimized_filters_agree_with_the_naive_evaluation(
        mut messages in transcript(), big in 0usize..3, filter in filters()
    ) {
        for n in 0..big {
            let at = messages.len() * n / 3;
            let mut payload = vec![b'.'; (1 << 20) - 60 + n * 41];
            payload.extend(b"aBa");
            messages.insert(at, (Direction::Received, Kind::Binary, 5, payload));
        }
        messages[0].2 = 0;
        let expr = FilterExpr::parse(&filter).unwrap();
        // Unicode folds letters beyond ASCII, which the naive evaluation does not.
        prop_assume!(!filter.contains('\u{e9}') || messages.iter().all(|m| !m.3.contains(&0xc3)));
        let expected: Vec<u32> = (1..)
            .zip(&messages)
            .filter(|(row, message)| matches_expr(&expr, *row, message))
            .map(|(row, _)| row)
            .collect();
        prop_assert_eq!(&matching_rows(&messages, &[&filter])[0], &expected, "{}", filter);
    }
}
