//! Arbitrary bytes as a stream of protocol messages: wherever it is cut, the messages are the same, and no cut makes it
//! read more than its limit. The first two bytes choose a definition and the cuts.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use wirelark_core::packet::joined::{Delimiter, MessageProgress, SplitFault};

/// Definitions with bytes that may stand between messages.
const WITH_BETWEEN: [usize; 2] = [4, 6];

static DELIMITERS: LazyLock<Vec<Delimiter>> = LazyLock::new(|| {
    let definitions = json!([
        {"length": {"offset": 1, "type": "varint"}, "max": 300},
        {"length": {"offset": 2, "type": "H", "order": "big", "plus": 4}},
        {"length": {"type": "q", "plus": -3}, "max": 500},
        {"end": "hex:0d0a", "max": 60},
        {"end": "text:aab", "between": "text:\n "},
        {"end": "hex:0d0a", "body": {"length": "^PUB .*?([0-9]+)$", "plus": 2}},
        {"end": "hex:0a0a", "between": "hex:0a", "body": {"length": "length:([0-9]+)", "plus": 1, "end": "hex:00"}},
    ]);
    let definitions: Vec<_> = serde_json::from_value(definitions).expect("definitions");
    definitions.iter().map(|one| Delimiter::new(one).expect("a sound definition")).collect()
});

/// The ends of the messages in these pieces, and the fault that ends them.
fn ends<'b>(
    delimiter: &Delimiter,
    pieces: impl Iterator<Item = &'b [u8]>,
) -> (Vec<usize>, Option<SplitFault>) {
    let (mut found, mut at) = (Vec::new(), 0);
    let mut progress = MessageProgress::default();
    for piece in pieces {
        let mut rest = piece;
        while !rest.is_empty() {
            match delimiter.advance(&mut progress, rest) {
                Ok(Some(used)) => {
                    assert!(used > 0 && used <= rest.len());
                    at += used;
                    found.push(at);
                    rest = &rest[used..];
                }
                Ok(None) => {
                    assert!(progress.is_sound());
                    at += rest.len();
                    break;
                }
                Err(fault) => return (found, Some(fault)),
            }
        }
    }
    (found, None)
}

fuzz_target!(|input: &[u8]| {
    let [which, step, bytes @ ..] = input else { return };
    let which = usize::from(*which) % DELIMITERS.len();
    let delimiter = &DELIMITERS[which];
    let ranges = delimiter.split(bytes);
    assert!(ranges.iter().all(|at| !at.is_empty()));
    assert_eq!(ranges.iter().map(|at| at.len()).sum::<usize>(), bytes.len());
    // Where nothing may stand between messages, cuts change nothing.
    if WITH_BETWEEN.contains(&which) {
        return;
    }
    let whole = ends(delimiter, std::iter::once(bytes));
    let cut = ends(delimiter, bytes.chunks(usize::from(*step).max(1)));
    assert_eq!(whole, cut);
});
