use proptest::prelude::*;

use super::*;
use crate::transcript::filter::{Expected, FilterError, FilterExpr};

fn parsed(text: &str) -> String {
    FilterExpr::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).to_string()
}

#[test]
fn filters_print_in_canonical_form() {
    for (text, printed) in [
        ("  a   b ", "a b"),
        ("a AND b Or c", "(a b) or c"),
        ("a (b c) d", "a b c d"),
        ("a or (b or c)", "a or b or c"),
        ("not not a", "a"),
        ("-(a b)", "-(a b)"),
        ("--flag", "flag"),
        ("not(a)", "-a"),
        ("- a", "- a"),
        ("notice android order", "notice android order"),
        ("\"and\"i", "\"and\"i"),
        ("call(1,2) http://x:80/", "call(1,2) http://x:80/"),
        ("Code:2 SIZE>1k", "code:2 size>1000"),
        ("code:2..2", "code:2"),
        ("size >= 1.5Ki", "size>=1536"),
        ("latency<1.5ms", "latency<1500000ns"),
        ("latency:100..", "latency:100000000ns.."),
        ("kind:TEXT,Ping", "kind:text,ping"),
        ("kind:marker,Event", "kind:event,event"),
        ("dir!=sent", "-dir:sent"),
        ("field.\"a b\":x", "field.\"a b\":x"),
        ("field.\"ab\":1..2", "field.ab:1..2"),
        ("field.a:x..y", "field.a:x..y"),
        ("\"tab\\t\\\"q\\\" \\d\"", "\"tab\\t\\\"q\\\" \\\\d\""),
        ("/a\\/b/i", "/a\\/b/i"),
        ("field.ok:(1)", "field.ok:(1)"),
        ("12:30 user:7", "12:30 user:7"),
        ("pinned: note:", "pinned:yes note:*"),
        ("FAULT:Checksum,gap seq:* -fits:TRUE", "fault:checksum,gap seq:* -fits:yes"),
        ("fault:* \"fault:x\" fault", "fault:* \"fault:x\" fault"),
        ("größe ß", "größe ß"),
    ] {
        assert_eq!(parsed(text), printed, "{text}");
        assert_eq!(FilterExpr::parse(printed), FilterExpr::parse(text), "{text}");
    }
}

#[test]
fn errors_report_code_and_column() {
    let context = context();
    for (text, code, column) in [
        ("a \"b", "filter_open_quote", 3),
        ("ä /b", "filter_open_regex", 3),
        ("ä /(/", "filter_regex", 3),
        ("\"a\"b", "filter_space", 4),
        ("/a/x", "filter_space", 4),
        ("(a", "filter_open_paren", 1),
        ("a (b (c)", "filter_open_paren", 3),
        ("a) b", "filter_stray_paren", 2),
        (")", "filter_stray_paren", 1),
        ("()", "filter_missing", 2),
        ("a or", "filter_missing", 5),
        ("a and or b", "filter_missing", 7),
        ("or a", "filter_missing", 1),
        ("not", "filter_missing", 4),
        ("code:", "filter_missing", 6),
        ("code: 2", "filter_missing", 6),
        ("code:1,", "filter_missing", 8),
        ("size >", "filter_missing", 7),
        ("field.:x", "filter_missing", 7),
        ("größe size:viel", "filter_value", 12),
        ("code:2x", "filter_value", 6),
        ("code:50000000000000000000", "filter_value", 6),
        ("kind:text,word", "filter_value", 11),
        ("dir:up", "filter_value", 5),
        ("fault:crc", "filter_value", 7),
        ("fault:*,fit", "filter_value", 7),
        ("seq:checksum", "filter_value", 5),
        ("seq:", "filter_missing", 5),
        ("fits:maybe", "filter_value", 6),
        ("fault>fit", "filter_operator", 6),
        ("row:1.5", "filter_value", 5),
        ("time:25:00", "filter_value", 6),
        ("time:10:00..+5s", "filter_value", 6),
        ("latency>soon", "filter_value", 9),
        ("field.x>y", "filter_value", 9),
        ("pinned:maybe", "filter_value", 8),
        ("size:\"5\"", "filter_value", 6),
        ("kind>text", "filter_operator", 5),
        ("size:20..10", "filter_order", 6),
        ("field.x:2..1.5", "filter_order", 9),
        ("a code:NOBODY", "filter_no_such_code", 3),
    ] {
        let error = Filter::new(text, &context).expect_err(text);
        assert_eq!((error.code(), error.column()), (code, column), "{text}: {error}");
        assert!(error.to_string().starts_with(&format!("column {column}: ")), "{error}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
    let error = Filter::new("size:viel", &context).unwrap_err();
    assert_eq!(error.expected(), Some(Expected::Size));
    let deep = format!("{}a{}", "(".repeat(101), ")".repeat(101));
    assert_eq!(FilterExpr::parse(&deep), Err(FilterError::TooDeep { column: 102 }));
    assert_eq!(FilterExpr::parse(&"ä".repeat(20_000)).unwrap_err().code(), "filter_too_long");
}

#[test]
fn fractions_are_exact() {
    assert_eq!(parsed("latency>0.1ms"), "latency>100000ns");
    assert_eq!(parsed("size:0.3k"), "size:300");
    assert_eq!(parsed("latency:0.000000001s"), "latency:1ns");
}

proptest! {
    #[test]
    fn any_text_parses_or_reports_a_column(text in "[ -~äß\n]{0,40}") {
        match FilterExpr::parse(&text) {
            Ok(tree) => {
                let printed = tree.to_string();
                prop_assert_eq!(FilterExpr::parse(&printed), Ok(tree), "{} as {}", text, printed);
            }
            Err(error) => {
                let columns = text.chars().count() as u32 + 1;
                prop_assert!((1..=columns).contains(&error.column()), "{} in {}", error, text);
            }
        }
    }

    #[test]
    fn printed_filters_parse_to_the_same_tree(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "a", "\"b c\"", "\"B\"i", "/x+/", "/\\//i", "-", "not ", "(", ")", " and ", " or ",
                "code:", "code>", "size:", "size<=", "row:", "latency:", "time:", "field.a:", "field.b.c=",
                "kind:", "dir:", "note:", "pinned:", "1", "2", "..", ",", "-1", "10:05", "+5s", "ms", "k",
                "text", "sent", "*", " ", "\"\"", "é",
            ]),
            0..14,
        )
    ) {
        let text = parts.concat();
        if let Ok(tree) = FilterExpr::parse(&text) {
            let printed = tree.to_string();
            prop_assert_eq!(FilterExpr::parse(&printed), Ok(tree), "{} as {}", text, printed);
        }
    }
}
