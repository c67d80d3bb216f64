//! Property tests: messages are decoded however the stream is cut and fragmented.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use proptest::prelude::*;
use tokio::io::{AsyncRead, ReadBuf};
use tokio_tungstenite::tungstenite::{Message, WebSocket};
use zlib_rs::{Deflate, DeflateConfig, DeflateFlush};

use super::*;
use crate::frame::header::{FIN, RSV1};

/// A stream that arrives in pieces and is sometimes pending between them.
struct Pieces(VecDeque<Option<Vec<u8>>>);

impl Pieces {
    fn new(mut stream: &[u8], cuts: &[usize]) -> Pieces {
        let mut pieces = VecDeque::new();
        let mut cuts = cuts.iter();
        while !stream.is_empty() {
            let n = cuts.next().copied().unwrap_or(stream.len()).min(stream.len());
            if n == 0 {
                pieces.push_back(None);
            } else {
                pieces.push_back(Some(stream[..n].to_vec()));
                stream = &stream[n..];
            }
        }
        Pieces(pieces)
    }
}

impl AsyncRead for Pieces {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.0.pop_front() {
            None => {}
            Some(None) => return Poll::Pending,
            Some(Some(mut piece)) => {
                let n = piece.len().min(buf.remaining());
                buf.put_slice(&piece[..n]);
                piece.drain(..n);
                if !piece.is_empty() {
                    self.0.push_front(Some(piece));
                }
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// A message's kind, and its size on the wire where it was compressed.
type Shape = (Kind, Option<u32>);

/// Everything decoded until the stream ended.
struct Read {
    messages: Vec<(Shape, Vec<u8>)>,
    receiver: FrameReceiver<Pieces>,
}

fn read(
    stream: &[u8],
    leftover: usize,
    cuts: &[usize],
    limits: MessageLimits,
    agreed: Option<CompressionParameters>,
) -> Read {
    let (leftover, rest) = stream.split_at(leftover.min(stream.len()));
    let pieces = Pieces::new(rest, cuts);
    let clock = Clock::start();
    let mut receiver = FrameReceiver::new(pieces, clock, leftover.to_vec(), limits, agreed);
    let mut cx = Context::from_waker(std::task::Waker::noop());
    let mut messages = Vec::new();
    loop {
        let mut input = receiver.take_input();
        while let Some(received) = receiver.decode(&mut input) {
            match received {
                Received::InPlace(span) => {
                    let payload = input.payload(span).to_vec();
                    assert!(input.shared(span).is_none_or(|bytes| bytes == payload));
                    messages.push(((span.kind, None), payload));
                    input.skip(span);
                }
                Received::Assembled { kind, payload, wire } => {
                    messages.push(((kind, wire), payload.to_vec()));
                }
            }
        }
        receiver.put_back(input);
        if matches!(receiver.poll_fill(&mut cx), Poll::Ready(Ok(0))) {
            return Read { messages, receiver };
        }
    }
}

const WIDE: MessageLimits = MessageLimits { bytes: 1 << 20, fragments: 10_000 };

/// A frame; `wide` selects a longer form of the length than needed.
fn frame(first: u8, payload: &[u8], wide: u8) -> Vec<u8> {
    let mut out = vec![first];
    match (wide, payload.len()) {
        (0, n) if n < 126 => out.push(n as u8),
        (0 | 1, n) if n < 65536 => {
            out.push(126);
            out.extend((n as u16).to_be_bytes());
        }
        (_, n) => {
            out.push(127);
            out.extend((n as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(payload);
    out
}

/// One message as a server sends it.
#[derive(Debug, Clone)]
struct Sent {
    text: bool,
    payload: Vec<u8>,
    compress: bool,
    /// Sizes of the fragments; the last takes the rest.
    fragments: Vec<usize>,
    /// A ping, a pong or nothing behind each fragment.
    between: Vec<Option<(bool, Vec<u8>)>>,
    wide: u8,
}

fn sent() -> impl Strategy<Value = Sent> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        prop::collection::vec(prop::sample::select(vec![b'a', b'b']), 0..3000),
        (any::<u8>(), 0usize..200_000).prop_map(|(byte, n)| vec![byte; n]),
    ];
    let control = prop::option::of((any::<bool>(), prop::collection::vec(any::<u8>(), 0..126)));
    (
        any::<bool>(),
        bytes,
        any::<bool>(),
        prop::collection::vec(0usize..200, 0..4),
        prop::collection::vec(control, 0..4),
        0u8..3,
    )
        .prop_map(|(text, payload, compress, fragments, between, wide)| Sent {
            text,
            payload,
            compress,
            fragments,
            between,
            wide,
        })
}

/// The server's side of permessage-deflate.
struct Server {
    deflate: Deflate,
    agreed: CompressionParameters,
}

impl Server {
    fn new(agreed: CompressionParameters) -> Server {
        let window_bits = -i32::from(agreed.server_max_window_bits.max(9));
        let deflate = Deflate::new_with_config(DeflateConfig { window_bits, ..Default::default() });
        Server { deflate, agreed }
    }

    fn deflate(&mut self, payload: &[u8]) -> Vec<u8> {
        let mut out = vec![0; payload.len() + payload.len() / 100 + 1000];
        let before = self.deflate.total_out();
        self.deflate.compress(payload, &mut out, DeflateFlush::SyncFlush).expect("deflated");
        out.truncate((self.deflate.total_out() - before) as usize);
        match out.len() {
            // Nothing was left to flush.
            0 => out.push(0),
            size => {
                assert!(out.ends_with(&[0, 0, 0xff, 0xff]));
                out.truncate(size - 4);
            }
        }
        if self.agreed.server_no_context_takeover {
            self.deflate.reset();
        }
        out
    }
}

/// The stream of these messages, and the expected messages.
fn stream(all: &[Sent], mut server: Option<Server>) -> (Vec<u8>, Vec<(Shape, Vec<u8>)>) {
    let (mut stream, mut wanted) = (Vec::new(), Vec::new());
    for sent in all {
        let kind = if sent.text { Kind::Text } else { Kind::Binary };
        let compressed = match &mut server {
            Some(server) if sent.compress => Some(server.deflate(&sent.payload)),
            _ => None,
        };
        let wire = compressed.as_ref().map(|bytes| bytes.len() as u32);
        let mut rest = compressed.as_deref().unwrap_or(&sent.payload);
        let mut first = if sent.text { 1 } else { 2 };
        if wire.is_some() {
            first |= RSV1;
        }
        let mut between = sent.between.iter();
        for size in &sent.fragments {
            let (now, later) = rest.split_at(rest.len().min(*size));
            stream.extend(frame(first, now, sent.wide));
            (rest, first) = (later, 0);
            if let Some(Some((ping, payload))) = between.next() {
                let (byte, kind) = if *ping { (0x89, Kind::Ping) } else { (0x8a, Kind::Pong) };
                stream.extend(frame(byte, payload, 0));
                wanted.push(((kind, None), payload.clone()));
            }
        }
        stream.extend(frame(FIN | first, rest, sent.wide));
        wanted.push(((kind, wire), sent.payload.clone()));
    }
    (stream, wanted)
}

fn agreement() -> impl Strategy<Value = CompressionParameters> {
    (any::<bool>(), 9u8..16).prop_map(|(alone, bits)| CompressionParameters {
        server_no_context_takeover: alone,
        client_no_context_takeover: false,
        server_max_window_bits: bits,
        client_max_window_bits: 15,
    })
}

/// Pieces of a few bytes, of many, and none.
fn cuts() -> impl Strategy<Value = Vec<usize>> {
    let one = prop_oneof![Just(0usize), 1usize..5, 1usize..300, 1usize..100_000];
    prop::collection::vec(one, 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn sent_messages_are_decoded_however_cut(
        all in prop::collection::vec(sent(), 0..8),
        close in prop::option::of(prop::collection::vec(any::<u8>(), 0..126)),
        behind in prop::collection::vec(any::<u8>(), 0..50),
        agreed in prop::option::of(agreement()),
        leftover in 0usize..200,
        cuts in cuts(),
    ) {
        let (mut stream, mut wanted) = stream(&all, agreed.map(Server::new));
        if let Some(payload) = &close {
            stream.extend(frame(0x88, payload, 0));
            stream.extend(&behind);
            wanted.push(((Kind::Close, None), payload.clone()));
        }
        let read = read(&stream, leftover, &cuts, WIDE, agreed);
        prop_assert_eq!(read.messages.len(), wanted.len(), "{:?}", read.receiver.violation());
        for (i, (read, wanted)) in read.messages.iter().zip(&wanted).enumerate() {
            prop_assert_eq!(read.0, wanted.0, "message {}", i);
            prop_assert!(read.1 == wanted.1, "message {} of {} bytes", i, wanted.1.len());
        }
        prop_assert_eq!(read.receiver.violation(), None);
        prop_assert_eq!(read.receiver.is_closed(), close.is_some());
        prop_assert_eq!(read.receiver.unfinished_frame(), None);
        let after = if close.is_some() { behind.len() as u64 } else { 0 };
        prop_assert_eq!(read.receiver.after_close(), after);
        prop_assert_eq!(read.receiver.bytes().0, stream.len() as u64);
    }

    #[test]
    fn a_rejected_frame_is_reported_and_earlier_messages_are_kept(
        all in prop::collection::vec(sent(), 0..4),
        bad in prop::sample::select(violations()),
        behind in prop::collection::vec(any::<u8>(), 0..300),
        agreed in prop::option::of(agreement()),
        leftover in 0usize..100,
        cuts in cuts(),
    ) {
        let (mut stream, wanted) = stream(&all, agreed.map(Server::new));
        let (bytes, rule) = bad;
        stream.extend(&bytes);
        stream.extend(&behind);
        let read = read(&stream, leftover, &cuts, WIDE, agreed);
        let messages = read.messages.iter().filter(|(_, payload)| payload != b"begun");
        prop_assert!(messages.map(|(_, payload)| payload).eq(wanted.iter().map(|(_, payload)| payload)));
        let violation = read.receiver.violation().expect("rejected");
        if agreed.is_some() && violation.header.first & 0x70 == RSV1 {
            let within = matches!(rule, ProtocolRule::ReservedBits | ProtocolRule::CompressedWithin);
            prop_assert!(within, "{:?}", violation);
        } else {
            prop_assert_eq!(&violation.rule, &rule);
        }
        prop_assert!(bytes.windows(2).any(|two| violation.bytes.starts_with(two)), "{:?}", violation);
        prop_assert!(violation.bytes.len() <= 14 + 125);
    }
}

/// Bytes that break one rule each; "begun" is the payload of the fragment before them.
fn violations() -> Vec<(Vec<u8>, ProtocolRule)> {
    let begun = frame(0x01, b"begun", 0);
    let huge = |size: u64| [&[0x82, 127][..], &size.to_be_bytes()].concat();
    vec![
        (vec![0x82, 0x81, 1, 2, 3, 4, 5], ProtocolRule::Masked),
        (frame(0xa2, b"x", 0), ProtocolRule::ReservedBits),
        (frame(0x99, b"x", 1), ProtocolRule::ReservedBits),
        (frame(0x83, b"x", 0), ProtocolRule::ReservedOpcode),
        (frame(0x8f, b"x", 0), ProtocolRule::ReservedOpcode),
        (frame(0x09, b"x", 0), ProtocolRule::FragmentedControl),
        (frame(0x89, &[0; 126], 0), ProtocolRule::LongControl),
        (frame(0x80, b"x", 0), ProtocolRule::NothingToContinue),
        ([&begun[..], &frame(0x82, b"x", 0)].concat(), ProtocolRule::NewWithin),
        (huge((1 << 20) + 1), ProtocolRule::TooBig { size: (1 << 20) + 1, limit: 1 << 20 }),
        (huge(i64::MAX as u64), ProtocolRule::TooBig { size: i64::MAX as u64, limit: 1 << 20 }),
        (huge(u64::MAX), ProtocolRule::TooBig { size: u64::MAX, limit: 1 << 20 }),
        (
            [begun, huge(u64::MAX)]
                .concat()
                .iter()
                .enumerate()
                .map(|(i, b)| if i == 7 { 0x80 } else { *b })
                .collect(),
            ProtocolRule::TooBig { size: u64::MAX, limit: 1 << 20 },
        ),
    ]
}

#[test]
fn case_31_endless_empty_fragments_are_cut_off() {
    let limits = MessageLimits { fragments: 1000, ..WIDE };
    let stream = [frame(0x01, b"", 0), frame(0x00, b"", 0).repeat(5000)].concat();
    let read = read(&stream, 0, &[], limits, None);
    let violation = read.receiver.violation().expect("rejected");
    assert_eq!(violation.rule, ProtocolRule::TooManyFragments { limit: 1000 });
    assert!(read.messages.is_empty());
}

fn agreed() -> CompressionParameters {
    CompressionParameters {
        server_no_context_takeover: false,
        client_no_context_takeover: false,
        server_max_window_bits: 15,
        client_max_window_bits: 15,
    }
}

#[test]
fn case_41_a_message_that_inflates_beyond_the_limit_stops_there() {
    let bomb = Server::new(agreed()).deflate(&vec![0; 64 << 20]);
    assert!(bomb.len() < 100_000);
    let stream = [frame(0x81, b"before", 0), frame(0xc2, &bomb, 0)].concat();
    let read = read(&stream, 0, &[], WIDE, Some(agreed()));
    assert_eq!(read.messages.len(), 1);
    let ProtocolRule::TooBig { size, limit } = read.receiver.violation().expect("rejected").rule
    else {
        panic!("{:?}", read.receiver.violation())
    };
    assert_eq!(limit, 1 << 20);
    assert!(size <= limit + 16 * 1024, "no more than a step beyond it: {size}");
}

/// Found by fuzzing: too large and then broken, so that the cut decided which error was reported.
#[test]
fn an_oversized_message_is_rejected_however_it_is_cut() {
    let mut deflated = Server::new(agreed()).deflate(&vec![0; (1 << 20) + 100]);
    deflated.extend([0xff; 40]);
    let stream = frame(0xc2, &deflated, 0);
    for cut in 1..stream.len() {
        let read = read(&stream, 0, &[cut], WIDE, Some(agreed()));
        let violation = read.receiver.violation().expect("rejected");
        assert!(matches!(violation.rule, ProtocolRule::TooBig { .. }), "{cut}: {violation:?}");
    }
}

#[test]
fn case_42_what_is_not_deflated_is_refused_with_what_is_wrong() {
    let all = Some(agreed());
    let corrupt = [frame(0x81, b"before", 0), frame(0xc1, &[0xff; 20], 0)].concat();
    let read_1 = read(&corrupt, 0, &[], WIDE, all);
    assert_eq!(read_1.messages.len(), 1);
    let violation = read_1.receiver.violation().expect("rejected");
    assert!(
        matches!(&violation.rule, ProtocolRule::Inflate { what } if what.contains("invalid")),
        "{violation:?}"
    );
    assert_eq!(violation.rule.close_code(), 1007);
    // RSV1 where it must not be.
    let deflated = Server::new(agreed()).deflate(b"hello");
    for stream in [
        [frame(0x41, &deflated[..2], 0), frame(0xc0, &deflated[2..], 0)].concat(),
        frame(0xc9, b"", 0),
    ] {
        let read = read(&stream, 0, &[], WIDE, all);
        assert_eq!(
            read.receiver.violation().map(|r| &r.rule),
            Some(&ProtocolRule::CompressedWithin)
        );
    }
}

#[test]
fn a_deflate_stream_that_ended_starts_again() {
    let mut stream = Vec::new();
    for _ in 0..3 {
        let mut deflate = Deflate::new(6, false, 15);
        let mut out = vec![0; 100];
        deflate.compress(b"hello hello hello", &mut out, DeflateFlush::Finish).expect("deflated");
        out.truncate(deflate.total_out() as usize);
        stream.extend(frame(0xc1, &out, 0));
    }
    let read = read(&stream, 0, &[], WIDE, Some(agreed()));
    assert_eq!(read.messages.len(), 3, "{:?}", read.receiver.violation());
    assert!(read.messages.iter().all(|(_, payload)| payload == b"hello hello hello"));
}

#[test]
fn a_broken_stream_reports_the_unfinished_frame() {
    for agreed in [None, Some(agreed())] {
        let read_1 = read(&frame(0x82, &[7; 100], 0)[..42], 0, &[], WIDE, agreed);
        assert_eq!(read_1.receiver.unfinished_frame(), Some((40, 100)));
        let read_2 = read(&[0x82, 126, 1], 0, &[], WIDE, agreed);
        assert_eq!(read_2.receiver.unfinished_frame(), Some((0, 0)));
    }
}

/// The bytes that tungstenite writes for these messages.
fn written_by_tungstenite(role: Role, messages: &[Message]) -> Vec<u8> {
    let mut socket = WebSocket::from_raw_socket(io::Cursor::new(Vec::new()), role, None);
    for message in messages {
        socket.send(message.clone()).expect("written");
    }
    socket.get_ref().get_ref().clone()
}

/// Messages decoded one by one from the whole stream, and the rule that was broken, if one was.
fn decoded(role: Role, mut stream: &[u8]) -> (Vec<(Kind, Vec<u8>)>, Option<ProtocolRule>) {
    let mut decoder = FrameDecoder::new(role, WIDE, None);
    let mut messages = Vec::new();
    loop {
        match decoder.decode(stream) {
            DecodeStep::InPlace(span) => {
                messages.push((span.kind, stream[span.from..span.to].to_vec()));
                stream = &stream[span.to..];
            }
            DecodeStep::Assembled { kind, payload, used, .. } => {
                messages.push((kind, payload));
                stream = &stream[used..];
            }
            DecodeStep::Incomplete { .. } | DecodeStep::Over => {
                let rule = decoder.violation().map(|violation| violation.rule.clone());
                return (messages, rule);
            }
        }
    }
}

#[test]
fn frames_written_by_tungstenite_are_decoded_in_both_roles() {
    let messages = [
        Message::text("grün"),
        Message::binary(vec![7; 70_000]),
        Message::binary(vec![]),
        Message::Ping(vec![1, 2, 3].into()),
        Message::Pong(vec![0; 125].into()),
        Message::text(""),
    ];
    let wanted = [
        (Kind::Text, "grün".into()),
        (Kind::Binary, vec![7; 70_000]),
        (Kind::Binary, vec![]),
        (Kind::Ping, vec![1, 2, 3]),
        (Kind::Pong, vec![0; 125]),
        (Kind::Text, vec![]),
    ];
    for (peer, ours, wrong) in [
        (Role::Server, Role::Client, ProtocolRule::Unmasked),
        (Role::Client, Role::Server, ProtocolRule::Masked),
    ] {
        let stream = written_by_tungstenite(peer, &messages);
        assert_eq!(decoded(ours, &stream), (wanted.to_vec(), None), "{ours:?}");
        // In the other role, the masking is wrong.
        assert_eq!(decoded(peer, &stream), (vec![], Some(wrong)), "{peer:?}");
    }
}
