//! Arbitrary bytes from a peer on an open connection, in both roles, with and without permessage-deflate: however they
//! are split, they decode to the same messages, the same Close and the same violation, within the limits.
//!
//! The first byte chooses role and compression; the second says how many of the following bytes are sizes of reads.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tokio_tungstenite::tungstenite::protocol::Role;
use wirelark_core::connection::compression::CompressionParameters;
use wirelark_core::connection::receive::decoder::DecodeStep;
use wirelark_core::connection::receive::{FrameDecoder, MessageLimits};
use wirelark_core::frame::Kind;

const LIMITS: MessageLimits = MessageLimits { bytes: 1 << 16, fragments: 20 };

/// The decoded messages with kinds and sizes on the wire, and how decoding ended.
#[derive(Debug, PartialEq)]
struct Decoded {
    messages: Vec<(Kind, Option<u32>, Vec<u8>)>,
    broken: Option<&'static str>,
    closed: bool,
    unfinished: Option<(u64, u64)>,
}

/// Decodes as a connection does: an incomplete frame waits for the next read.
fn decode(pieces: &[&[u8]], role: Role, agreed: Option<CompressionParameters>) -> Decoded {
    let mut decoder = FrameDecoder::new(role, LIMITS, agreed);
    let (mut messages, mut input) = (Vec::new(), Vec::new());
    for piece in pieces {
        input.extend_from_slice(piece);
        loop {
            let needed = decoder.bytes_needed(&input);
            match decoder.decode(&input) {
                DecodeStep::InPlace(span) => {
                    messages.push((span.kind, None, input[span.from..span.to].to_vec()));
                    input.drain(..span.to);
                }
                DecodeStep::Assembled { kind, payload, wire, used } => {
                    messages.push((kind, wire, payload));
                    input.drain(..used);
                }
                DecodeStep::Incomplete { used } => {
                    assert!(needed.is_none() || used == 0, "decoded with bytes missing");
                    input.drain(..used);
                    break;
                }
                DecodeStep::Over => break,
            }
        }
    }
    Decoded {
        messages,
        broken: decoder.violation().map(|violation| violation.rule.word()),
        closed: decoder.is_closed(),
        unfinished: decoder.unfinished_frame().filter(|_| decoder.violation().is_none()),
    }
}

fuzz_target!(|input: &[u8]| {
    let [flags, cuts, rest @ ..] = input else { return };
    let (cuts, stream) = rest.split_at(usize::from(*cuts).min(rest.len()));
    let agreed = (flags & 1 != 0).then_some(CompressionParameters {
        server_no_context_takeover: flags & 2 != 0,
        client_no_context_takeover: flags & 2 != 0,
        server_max_window_bits: 15,
        client_max_window_bits: 15,
    });
    let role = if flags & 4 != 0 { Role::Server } else { Role::Client };
    let whole = decode(&[stream], role, agreed);
    for (kind, _, payload) in &whole.messages {
        let most = if matches!(kind, Kind::Text | Kind::Binary) { LIMITS.bytes } else { 125 };
        assert!(payload.len() as u64 <= most, "{kind:?} of {}", payload.len());
    }
    let (mut pieces, mut left) = (Vec::new(), stream);
    for &cut in cuts {
        let (piece, behind) = left.split_at(usize::from(cut).min(left.len()));
        pieces.push(piece);
        left = behind;
    }
    pieces.push(left);
    assert_eq!(whole, decode(&pieces, role, agreed));
});
