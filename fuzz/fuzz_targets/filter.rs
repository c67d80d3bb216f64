//! Arbitrary text as a filter on arbitrary rows. The text parses to a tree that prints and parses to itself, or to an
//! error with a column within the text; clicking a cell yields a filter that parses. The printed tree matches the same
//! rows, and its negation the others. The input is the filter, a NUL, and payloads separated by NULs; without payloads,
//! a built-in set of unusual ones.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::transcript::filter::{Cell, Context, FilterExpr, hide, only};
use wirelark_core::transcript::{Filter, Header, Reader, Writer, WriterOptions};

/// Further payloads of an input are ignored.
const MOST_ROWS: usize = 64;

static ODD: LazyLock<Reader> = LazyLock::new(|| {
    let odd: [&[u8]; 9] = [
        b"",
        b"\x02\0\0\0{\"a\": [1, {\"b\": \"bad\"}]}",
        b"{\"json\": {\"n\": 9007199254740993}}",
        b"{\"a\": NaN, \"a\": 1e999}",
        b"\xff\xfe\0\0",
        "größe ß 行\u{202e}".as_bytes(),
        b"\x01\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
        b"[[[[[[[[",
        b"a b\r\nc",
    ];
    transcript("odd", odd.into_iter())
});

/// A transcript of these payloads; the first byte of each decides its kind and direction.
fn transcript<'a>(name: &str, rows: impl Iterator<Item = &'a [u8]>) -> Reader {
    let path: PathBuf =
        std::env::temp_dir().join(format!("wirelark-fuzz-{}-{name}.wlt", std::process::id()));
    let header = Header {
        url: "ws://h/".into(),
        rules: json!({
            "codes": [{"code": 2, "name": "TWO"}],
            "layouts": [{"name": "l", "format": "<iq", "fields": [{"name": "code"}, {"name": "seq"}]}],
            "rules": [{"layout": "l", "code": 1}],
            "sequences": [{"field": "seq"}, {"field": "json.n"}],
            "heartbeat_checks": [{"text": "bad", "every": "1ms"}],
            "joined": [{"kind": "binary", "length": {"type": "B"}}, {"end": "hex:0a"}]
        }),
        ..Header::default()
    };
    let options = WriterOptions { replace: true, ..WriterOptions::default() };
    let mut writer =
        Writer::create(&path, &header, options, Box::new(|| {})).expect("create the transcript");
    for (i, row) in rows.take(MOST_ROWS).enumerate() {
        let kind = match row.first().map_or(0, |byte| byte % 7) {
            0..=2 => Kind::Text,
            3 => Kind::Ping,
            4 => Kind::Close,
            5 => Kind::Marker,
            _ => Kind::Binary,
        };
        let direction = if row.len() % 2 == 0 { Direction::Sent } else { Direction::Received };
        let time = 1_767_323_045_678_901_234 + i as i64 * 1_000_000;
        writer.push(direction, kind, time, row);
    }
    writer.finish().expect("finish the transcript");
    let reader = Reader::open(&path).expect("open the transcript");
    // The reader keeps the files open, so they can be deleted at once.
    let _ = std::fs::remove_file(&path);
    let _ = std::fs::remove_file(wirelark_core::transcript::index_path(&path));
    reader
}

fn matched(reader: &Reader, tree: FilterExpr) -> Option<Vec<bool>> {
    let filter = Filter::of(tree, &Context::of(reader).expect("read the transcript")).ok()?;
    let rows: Vec<u32> = reader.row_range().expect("read the transcript").collect();
    Some(filter.matches(reader, &rows).expect("read the rows"))
}

fuzz_target!(|input: &[u8]| {
    let mut parts = input.split(|byte| *byte == 0);
    let Ok(text) = str::from_utf8(parts.next().unwrap_or_default()) else { return };
    let tree = match FilterExpr::parse(text) {
        Ok(tree) => tree,
        Err(error) => {
            let columns = text.chars().count() as u32 + 1;
            assert!((1..=columns).contains(&error.column()), "{error}");
            return;
        }
    };
    let printed = tree.to_string();
    assert_eq!(FilterExpr::parse(&printed).as_ref(), Ok(&tree), "{printed}");
    let cell = Cell::Code(Some(2));
    let shown = only(text, &cell).expect("a filter with one more test");
    // One more parenthesis or word may exceed a limit.
    if FilterExpr::parse(&shown).is_ok() {
        let hidden = hide(&shown, &cell).expect("a filter with the opposite");
        assert!(FilterExpr::parse(&hidden).is_ok());
    }
    let own = input.contains(&0).then(|| transcript("own", parts));
    let reader = own.as_ref().unwrap_or(&ODD);
    let Some(let_through) = matched(reader, tree.clone()) else { return };
    let again = FilterExpr::parse(&printed).ok().and_then(|tree| matched(reader, tree));
    assert_eq!(again.as_ref(), Some(&let_through), "{printed}");
    let opposite = matched(reader, FilterExpr::Not(Box::new(tree))).unwrap_or_default();
    assert!(opposite.iter().zip(&let_through).all(|(one, other)| one != other), "{printed}");
});
