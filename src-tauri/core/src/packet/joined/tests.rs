use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn delimiter(source: Value) -> Result<Delimiter, DelimiterFault> {
    Delimiter::new(&serde_json::from_value(source).expect("a definition"))
}

fn of(source: Value) -> Delimiter {
    delimiter(source).expect("a sound definition")
}

fn nats() -> Value {
    json!({"end": "hex:0d0a", "body": {"length": r"^(?:H?PUB|H?MSG) .*?(\d+)$", "plus": 2}})
}

fn stomp() -> Value {
    json!({"end": "hex:0a0a", "between": "hex:0d0a", "body": {"length": r"\ncontent-length:(\d+)", "plus": 1, "end": "hex:00"}})
}

/// The messages of a stream that arrives in these pieces, and the fault that ends it.
fn read(delimiter: &Delimiter, pieces: &[&[u8]]) -> (Vec<Vec<u8>>, Option<SplitFault>) {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    let mut progress = MessageProgress::default();
    for piece in pieces {
        let mut rest = *piece;
        while !rest.is_empty() {
            match delimiter.advance(&mut progress, rest) {
                Ok(Some(used)) => {
                    open.extend_from_slice(&rest[..used]);
                    found.push(std::mem::take(&mut open));
                    rest = &rest[used..];
                }
                Ok(None) => {
                    open.extend_from_slice(rest);
                    break;
                }
                Err(fault) => return (found, Some(fault)),
            }
        }
    }
    (found, None)
}

fn texts(source: Value, pieces: &[&str]) -> Vec<String> {
    let pieces: Vec<_> = pieces.iter().map(|piece| piece.as_bytes()).collect();
    let (found, fault) = read(&of(source), &pieces);
    assert_eq!(fault, None);
    found.into_iter().map(|message| String::from_utf8(message).expect("text")).collect()
}

#[test]
fn a_length_counts_what_follows_it_unless_the_profile_says_otherwise() {
    let mqtt = of(json!({"length": {"offset": 1, "type": "varint"}}));
    assert_eq!(mqtt.split(&[0xc0, 0, 0xd0, 0, 0x30, 2, 1, 2]), [0..2, 2..4, 4..8]);
    let mut long = vec![0x30, 0x80, 1];
    long.extend([7; 128]);
    assert_eq!(read(&mqtt, &[&long[..1], &long[1..2], &long[2..70], &long[70..]]).0, [long]);
    let packed = of(json!({"length": {"offset": 2, "type": "H", "order": "big", "plus": 4}}));
    assert_eq!(packed.split(&[1, 1, 0, 1, 9, 2, 2, 0, 0]), [0..5, 5..9]);
    let all = of(json!({"length": {"type": "H", "plus": 0}}));
    assert_eq!(all.split(&[3, 0, 9, 2, 0]), [0..3, 3..5]);
    assert_eq!(read(&all, &[&[1, 0]]).1, Some(SplitFault::Length), "less than the field itself");
    let signed = of(json!({"length": {"type": "b"}}));
    assert_eq!(read(&signed, &[&[0xff]]).1, Some(SplitFault::Length), "negative");
    assert_eq!(read(&mqtt, &[&[1], &[0xff; 10]]).1, Some(SplitFault::Length), "an endless varint");
    let wide = of(json!({"length": {"type": "Q"}}));
    assert_eq!(read(&wide, &[&[0xff; 8]]).1, Some(SplitFault::TooLong));
}

#[test]
fn a_mark_may_be_cut_anywhere() {
    let line = || json!({"end": "hex:0d0a"});
    assert_eq!(texts(line(), &["a\r", "\nb\r\nc\r\r\n", "d"]), ["a\r\n", "b\r\n", "c\r\r\n"]);
    let aab = json!({"end": "text:aab"});
    assert_eq!(texts(aab, &["a", "a", "a", "b", "xaab"]), ["aaab", "xaab"]);
    let limited = of(json!({"end": "hex:0a", "max": 4}));
    assert_eq!(read(&limited, &[b"abc\n", b"ab", b"cde"]).1, Some(SplitFault::TooLong));
}

#[test]
fn a_head_may_say_how_long_the_body_is() {
    let pieces =
        ["PUB a 5\r\nw\r\nld\r\nPING\r\nMSG a 1 0\r", "\n\r\nPUB b 11\r\nhello", " world\r\n"];
    let messages =
        ["PUB a 5\r\nw\r\nld\r\n", "PING\r\n", "MSG a 1 0\r\n\r\n", "PUB b 11\r\nhello world\r\n"];
    assert_eq!(texts(nats(), &pieces), messages);
    let frames = ["\n", "SEND\nto:a\n\nx\0\n\nSEND\ncontent-length:3\n\na\0b\0", "\nACK\n\n", "\0"];
    let messages =
        ["\n", "SEND\nto:a\n\nx\0\n\n", "SEND\ncontent-length:3\n\na\0b\0", "\nACK\n\n\0"];
    assert_eq!(texts(stomp(), &frames), messages);
    let huge = format!("PUB a {}\r\n", u64::MAX);
    assert_eq!(read(&of(nats()), &[huge.as_bytes()]).1, Some(SplitFault::TooLong));
    let head = vec![b'x'; MAX_HEAD + 1];
    assert_eq!(read(&of(nats()), &[&head]).1, Some(SplitFault::TooLong));
}

#[test]
fn a_definition_that_ends_nothing_is_refused() {
    let fault = |source| delimiter(source).map(|_| ()).expect_err("a fault");
    let of = |source| {
        let (part, code, _) = fault(source);
        (part, code)
    };
    assert_eq!(of(json!({})), ("length", "joined.no_end"));
    assert_eq!(of(json!({"length": {}, "end": "hex:00"})), ("length", "joined.two_ends"));
    assert_eq!(of(json!({"length": {"type": "f"}})), ("length.type", "joined.type"));
    assert_eq!(of(json!({"length": {"offset": 70_000}})), ("length.offset", "joined.offset"));
    assert_eq!(of(json!({"end": "\r\n"})), ("end", "joined.mark"));
    assert_eq!(of(json!({"end": "text:"})), ("end", "joined.mark"));
    assert_eq!(of(json!({"end": "hex:00", "max": 0})), ("max", "joined.max"));
    let body = |body: Value| json!({"end": "hex:00", "body": body});
    assert_eq!(of(body(json!({}))), ("body.length", "joined.no_end"));
    assert_eq!(of(body(json!({"length": r"\d+"}))), ("body.length", "joined.regex"));
    assert_eq!(of(body(json!({"length": "("}))), ("body.length", "joined.regex"));
}

proptest! {
    #[test]
    fn cuts_change_nothing(
        which in 0..5usize,
        bytes in prop::collection::vec(prop_oneof![0..4u8, Just(b'\r'), Just(b'\n'), any::<u8>()], 0..200),
        cuts in prop::collection::vec(0..200usize, 0..8),
    ) {
        let definitions = [
            json!({"length": {"offset": 1, "type": "varint"}, "max": 100}),
            json!({"length": {"offset": 2, "type": "B", "plus": 4}}),
            json!({"end": "hex:0d0a"}),
            json!({"end": "hex:0a", "body": {"length": r"(\d)", "end": "hex:0003"}}),
            nats(),
        ];
        let delimiter = of(definitions[which].clone());
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let pieces: Vec<_> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
        let (whole, fault) = read(&delimiter, &[&bytes]);
        let (found, cut_fault) = read(&delimiter, &pieces);
        prop_assert_eq!((&found, fault), (&whole, cut_fault));
        // Splitting what was found again gives the same messages.
        let joined = whole.concat();
        let again: Vec<_> = delimiter.split(&joined).into_iter().map(|at| joined[at].to_vec()).collect();
        prop_assert_eq!(again, whole);
    }
}
