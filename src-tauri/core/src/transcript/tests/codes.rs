//! The code where a profile says that it is.

use std::fs;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::packet::codes::CodeValue;
use crate::packet::rules::{Decoder, Decoding};
use crate::transcript::filter::{Cell, Context as FilterContext};
use crate::transcript::history::History;
use crate::transcript::latency::CommandLabel;
use crate::transcript::{
    CodeCounts, CodesFrom, ComparisonOptions, ExportFormat, ExportOptions, Filter, Reader,
    RetentionLimit, RowCodes, Summary, View, compare_transcripts, export, index_path,
};

fn decoding(rules: &Value) -> Decoding {
    serde_json::from_value(rules.clone()).unwrap()
}

/// A feed in big-endian: the code is an uint16 after a byte.
fn feed(code: u16, rest: &str) -> Message {
    let payload = [&[9][..], &code.to_be_bytes(), rest.as_bytes()].concat();
    (Direction::Received, Kind::Binary, 0, payload)
}

fn text(direction: Direction, text: &str) -> Message {
    (direction, Kind::Text, 0, text.as_bytes().to_vec())
}

fn record(path: &Path, rules: &Value, options: WriterOptions, messages: &[Message]) {
    let header = Header { rules: rules.clone(), ..Header::default() };
    let mut writer = Writer::create(path, &header, options, Box::new(|| {})).unwrap();
    for (at, message) in messages.iter().enumerate() {
        let (direction, kind, _, payload) = message.clone();
        push(&mut writer, &(direction, kind, at as i64 * 1_000_000, payload));
    }
    writer.finish().unwrap();
}

fn rows(reader: &Reader, filter: &str, context: &FilterContext) -> Vec<u32> {
    let mut view = View::new(reader.clone());
    view.set_filter(Some(Filter::new(filter, context).unwrap()));
    while view.advance(Duration::from_secs(1)).unwrap() {}
    view.rows(0, 1000)
}

fn own_rows(reader: &Reader, filter: &str) -> Vec<u32> {
    rows(reader, filter, &FilterContext::of(reader).unwrap())
}

fn codes(reader: &Reader, rules: &Value) -> Vec<Option<CodeValue>> {
    let codes = RowCodes::new(reader, Arc::new(Decoder::new(&decoding(rules))));
    let records = reader.records(1..1000).unwrap();
    records
        .iter()
        .map(|record| {
            let code = codes.of(reader, record).unwrap();
            let payload = reader.payload(record.row).unwrap();
            assert_eq!(codes.of_read(record, &payload), code);
            code
        })
        .collect()
}

fn uint16() -> Value {
    json!({"code": {"from": "integer", "offset": 1, "type": "H", "order": "big"}})
}

#[test]
fn the_index_stores_an_integer_that_fits() {
    let messages =
        [feed(258, "a"), feed(65535, "bc"), feed(258, ""), text(Direction::Sent, "abcd")];
    let folder = tempfile::tempdir().unwrap();
    for keep in [RetentionLimit::All, RetentionLimit::Messages(1000)] {
        let path = folder.path().join("a.wlt");
        let options = WriterOptions { keep, replace: true, ..WriterOptions::default() };
        record(&path, &uint16(), options, &messages);
        let check = |what: &str| {
            let reader = Reader::open(&path).unwrap();
            let context = FilterContext::of(&reader).unwrap();
            assert_eq!(context.codes, CodesFrom::Index, "{what}");
            let stored = reader.records(1..9).unwrap().into_iter().map(|row| row.indexed_code);
            let expected = [Some(258), Some(65535), Some(258), None];
            assert_eq!(stored.collect::<Vec<_>>(), expected, "{what}");
            assert_eq!(own_rows(&reader, "code:258"), [1, 3], "{what}");
            assert_eq!(own_rows(&reader, "code>1000"), [2], "{what}");
            assert_eq!(own_rows(&reader, "-code:*"), [4], "{what}");
        };
        check("as written");
        let segments = crate::transcript::segments_path(&path);
        let own = if keep == RetentionLimit::All { path.clone() } else { segments.join("1.wlt") };
        if index_path(&own).exists() {
            // An index that another definition wrote is rebuilt.
            let mut index = fs::read(index_path(&own)).unwrap();
            assert_ne!(index[24..32], [0; 8]);
            index[24..32].fill(0);
            index[32..].fill(0);
            fs::write(index_path(&own), index).unwrap();
            check("with an index of another definition");
            fs::remove_file(index_path(&own)).unwrap();
            check("without an index");
        }
    }
}

#[test]
fn a_default_index_is_as_it_always_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    for rules in
        [json!({}), json!({"code": {"from": "integer"}}), json!({"code": {"from": "none"}})]
    {
        let options = WriterOptions { replace: true, ..WriterOptions::default() };
        record(&path, &rules, options, &messages(20));
        assert_eq!(fs::read(index_path(&path)).unwrap()[24..32], [0; 8]);
    }
}

#[test]
fn another_definition_reads_what_was_recorded_again() {
    let messages = [
        (Direction::Sent, Kind::Binary, 0, b"\x02\0\0\0{\"type\":\"a\"}".to_vec()),
        text(Direction::Received, r#"{"type": "connection_ack", "id": 1}"#),
        text(Direction::Received, r#"{"id": 2, "data": {"type": "next"}, "type": "next"}"#),
        text(Direction::Received, "PING\r\n"),
        text(Direction::Received, r#"42["update", 1]"#),
        (Direction::Received, Kind::Ping, 0, b"1".to_vec()),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    record(&path, &json!({"codes": []}), WriterOptions::default(), &messages);
    let reader = Reader::open(&path).unwrap();
    let text_code = |text: &str| Some(CodeValue::Text(text.to_owned()));
    let number = |number| Some(CodeValue::Number(number));

    assert_eq!(codes(&reader, &json!({})), [number(2), None, None, None, None, None]);
    let by_type = json!({"code": {"from": "json", "path": "type"}, "codes": [{"code": "next", "name": "NEXT"}]});
    let expected = [None, text_code("connection_ack"), text_code("next"), None, None, None];
    assert_eq!(codes(&reader, &by_type), expected);
    let list = json!({"code": [
        {"from": "json", "path": "type"},
        {"from": "integer", "type": "B"},
        {"from": "prefix", "until": "\r\n"},
        {"from": "prefix", "length": 2}
    ]});
    let expected = [
        number(2),
        expected[1].clone(),
        expected[2].clone(),
        text_code("PING"),
        text_code("42"),
        None,
    ];
    assert_eq!(codes(&reader, &list), expected);
    assert_eq!(codes(&reader, &json!({"code": {"from": "none"}})), vec![None; 6]);

    let context = |rules: &Value| FilterContext::with(&reader, &decoding(rules)).unwrap();
    for (rules, filter, expected) in [
        (&by_type, "code:*", &[2, 3][..]),
        (&by_type, "code:connection_ack", &[2]),
        (&by_type, "code:Connection_ACK", &[2]),
        (&by_type, "code:\"connection_ack\"", &[2]),
        (&by_type, "code:\"Connection_ACK\"", &[]),
        (&by_type, "code:NEXT,connection_ack", &[2, 3]),
        (&by_type, "code=next", &[3]),
        (&by_type, "code:2", &[]),
        (&by_type, "-code:*", &[1, 4, 5, 6]),
        (&by_type, "code:next id", &[3]),
        (&by_type, "code:* latency>1h", &[]),
        (&list, "code:2", &[1]),
        (&list, "code:42", &[5]),
        (&list, "code>40", &[5]),
        (&list, "code:1..100", &[1, 5]),
        (&json!({"code": {"from": "none"}}), "code:*", &[]),
    ] {
        assert_eq!(rows(&reader, filter, &context(rules)), expected, "{filter}");
    }
    let error = Filter::new("code:nobody", &context(&json!({}))).unwrap_err();
    assert_eq!(error.code(), "filter_no_such_code", "numbers have names only");

    let cell = Cell::Code(text_code("a \"b\"")).expr();
    assert_eq!(cell.to_string(), r#"code:"a \"b\"""#);
    assert_eq!(crate::transcript::filter::FilterExpr::parse(&cell.to_string()).unwrap(), cell);

    let view = View::new(reader.clone());
    let same = view.same_code(3, &context(&by_type)).unwrap();
    assert_eq!(same.text(), "code:\"next\" dir:received");
    assert_eq!(same.matches(&reader, &[1, 2, 3]).unwrap(), [false, false, true]);
}

fn graphql() -> Value {
    json!({
        "code": {"from": "json", "path": "type"},
        "codes": [{"code": "subscribe", "name": "SUBSCRIBE"}],
        "latency": {"codes": [
            {"request": "connection_init", "reply": "connection_ack"},
            {"request": "subscribe", "reply": "next"}
        ]}
    })
}

fn graphql_session() -> Vec<Message> {
    [
        (Direction::Sent, r#"{"type":"connection_init"}"#),
        (Direction::Received, r#"{"type":"connection_ack"}"#),
        (Direction::Sent, r#"{"id":"1","type":"subscribe"}"#),
        (Direction::Received, r#"{"id":"1","type":"next","payload":{"n":1}}"#),
        (Direction::Received, r#"{"id":"1","type":"next","payload":{"n":2}}"#),
        (Direction::Received, r#"["=1+1"]"#),
    ]
    .map(|(way, one)| text(way, one))
    .to_vec()
}

#[test]
fn text_codes_pair_replies_and_group_figures() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    record(&path, &graphql(), WriterOptions::default(), &graphql_session());
    let reader = Reader::open(&path).unwrap();
    let latency = FilterContext::of(&reader).unwrap().latency.unwrap();
    let latency = latency.until(&reader, 6).unwrap();
    let pairs: Vec<_> = latency.pairs().iter().map(|pair| (pair.request, pair.reply)).collect();
    assert_eq!((latency.rule(), pairs), ("codes", vec![(1, 2), (3, 4)]));
    let commands: Vec<_> =
        latency.figures(true).into_iter().map(|one| (one.command, one.name, one.replies)).collect();
    let label = |text: &str| Some(CommandLabel::Code(CodeValue::Text(text.to_owned())));
    let named = Some("SUBSCRIBE".to_owned());
    let expected =
        [(None, None, 2), (label("connection_init"), None, 1), (label("subscribe"), named, 1)];
    assert_eq!(commands, expected);

    let go_on = &mut || ControlFlow::Continue(());
    let summary = Summary::of(&reader, go_on).unwrap().unwrap();
    let decoder = Arc::new(Decoder::new(&decoding(&graphql())));
    let counts = CodeCounts::of(&reader, decoder, &summary, go_on).unwrap().unwrap();
    let counts: Vec<_> =
        counts.codes.iter().map(|(code, rows)| (code.to_string(), *rows)).collect();
    let expected = [("next", 2), ("connection_ack", 1), ("connection_init", 1), ("subscribe", 1)];
    assert_eq!(counts, expected.map(|(code, rows)| (code.to_owned(), rows)));
}

#[test]
fn exports_and_comparisons_have_text_codes() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("a.wlt"), folder.path().join("b.wlt"));
    let mut messages = graphql_session();
    record(&path, &graphql(), WriterOptions::default(), &messages);
    messages.truncate(4);
    record(&other, &graphql(), WriterOptions::default(), &messages);
    let (reader, other) = (Reader::open(&path).unwrap(), Reader::open(&other).unwrap());
    let exported = |format| {
        let mut out = Vec::new();
        let options = ExportOptions::new(format, &reader);
        let go_on = &mut |_| ControlFlow::Continue(());
        export(&mut out, &reader, 1..7, &options, go_on).unwrap();
        String::from_utf8(out).unwrap()
    };
    let lines = exported(ExportFormat::Jsonl);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["code"], "connection_init");
    assert_eq!(lines[5]["code"], Value::Null);
    let csv = exported(ExportFormat::Csv);
    assert!(csv.lines().nth(3).unwrap().contains(",29,\"subscribe\",\"SUBSCRIBE\","), "{csv}");
    assert!(exported(ExportFormat::Text).contains(", code subscribe SUBSCRIBE\n"));

    let options = ComparisonOptions { decoding: decoding(&graphql()), ignore: Vec::new() };
    let go_on = &mut |_| ControlFlow::Continue(());
    let compared = compare_transcripts(&reader, &other, &options, go_on).unwrap().unwrap();
    let commands: Vec<_> = compared
        .commands
        .iter()
        .map(|one| (one.code.as_ref().map(CodeValue::to_string), one.is_equal))
        .collect();
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(
        commands,
        [
            (code("connection_init"), true),
            (code("connection_ack"), true),
            (code("subscribe"), true),
            (code("next"), false),
            (None, false),
        ]
    );
}

#[test]
fn a_search_of_the_history_uses_each_transcript_s_own_codes() {
    let folder = tempfile::tempdir().unwrap();
    record(&folder.path().join("a.wlt"), &graphql(), WriterOptions::default(), &graphql_session());
    let feed = [feed(258, ""), feed(7, "")];
    record(&folder.path().join("b.wlt"), &uint16(), WriterOptions::default(), &feed);
    let history = History::open(folder.path()).unwrap();
    let found = |text: &str| {
        let context = FilterContext { unknown_names: true, ..FilterContext::default() };
        let filter = Filter::new(text, &context).unwrap();
        let mut found = Vec::new();
        history.find(&filter, &["a".to_owned(), "b".to_owned()], 10, &mut |hits| {
            assert_eq!(hits.error, None);
            found.extend(hits.rows.iter().map(|row| format!("{}{row}", hits.id)));
            ControlFlow::Continue(())
        });
        found
    };
    assert_eq!(found("code:258"), ["b1"]);
    assert_eq!(found("code:next"), ["a4", "a5"]);
    assert_eq!(found("code:*"), ["a1", "a2", "a3", "a4", "a5", "b1", "b2"]);
}
