//! Arbitrary messages, as every lens reads them alone and one after another. A byte 0xff separates messages; the first
//! byte chooses the lens, the kinds and the directions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::lens::{Lens, LensFlow};
use wirelark_core::packet::rules::{Decoder, Decoding, MessagePrefix};

const MESSAGES: usize = 64;

fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let lenses: Vec<Lens> = Lens::all().collect();
    let lens = lenses[usize::from(choice >> 2) % lenses.len()];
    let kind = if choice & 1 == 0 { Kind::Text } else { Kind::Binary };
    let decoding: Decoding =
        serde_json::from_value(json!({"lens": lens.name()})).expect("a decoding");
    let decoder = Decoder::new(&decoding);
    let mut flow = LensFlow::default();
    let messages = rest.split(|byte| *byte == 0xff).take(MESSAGES);
    for (number, message) in messages.chain([rest]).enumerate() {
        let is_sent = (number + usize::from(choice >> 1 & 1)) % 2 == 0;
        let direction = if is_sent { Direction::Sent } else { Direction::Received };
        let reading = lens.read(kind, direction, message);
        assert!(!reading.records.is_empty());
        for fault in &reading.faults {
            assert!(fault.offset <= message.len());
        }
        let found = flow.next(lens, kind, direction, message);
        assert!(found.asks.len() <= 256 && found.answers.len() <= 256);
        let decoded = decoder.decode(kind, direction, message);
        for node in &decoded.nodes {
            assert!(node.offset + node.size <= message.len());
        }
        let cut = message.get(..message.len() / 2).unwrap_or_default();
        let prefix = MessagePrefix { kind, direction, bytes: cut, size: message.len() };
        let line = decoder.preview(prefix, &[], 256).unwrap_or_default();
        assert!(!line.contains(char::is_control));
    }
});
