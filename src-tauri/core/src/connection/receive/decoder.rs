//! Decodes frames into complete messages and control frames (RFC 6455 section 5), however the stream is cut. Sans-IO.
//!
//! A message in one frame waits until it lies whole in the input, and is not copied. Fragments, masked payloads and
//! compressed ones are taken in as they are received.

use tokio_tungstenite::tungstenite::protocol::Role;

use super::inflater::{InflateError, Inflater};
use super::violation::{ProtocolRule, Violation};
use crate::connection::compression::CompressionParameters;
use crate::frame::Kind;
use crate::frame::header::{
    BINARY, CLOSE, CONTINUATION, CONTROL, FIN, FrameHeader, LONGEST, PING, PONG, RSV, RSV1, TEXT,
    apply_mask,
};

const TEXT_IN_ONE_FRAME: u8 = FIN | TEXT;
const BINARY_IN_ONE_FRAME: u8 = FIN | BINARY;

/// Size limits of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageLimits {
    /// Payload bytes, after inflating.
    pub bytes: u64,
    /// Frames, empty ones included.
    pub fragments: u32,
}

/// Where in the input a message or control frame lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputSpan {
    /// Its kind.
    pub kind: Kind,
    /// Where its payload begins.
    pub from: usize,
    /// Where its payload, and with it the frame, ends.
    pub to: usize,
}

/// The result of [`FrameDecoder::decode`].
#[derive(Debug, PartialEq, Eq)]
pub enum DecodeStep {
    /// A message or control frame that lies in the input in one frame. The next call's input begins behind it.
    InPlace(InputSpan),
    /// A message that was put together; `used` bytes of the input are done with.
    Assembled {
        /// Text or binary; in the server role also a control frame.
        kind: Kind,
        /// Its payload.
        payload: Vec<u8>,
        /// Payload bytes on the wire, where it was compressed.
        wire: Option<u32>,
        /// Bytes of the input.
        used: usize,
    },
    /// More bytes are needed; the first `used` are done with.
    Incomplete {
        /// Bytes of the input.
        used: usize,
    },
    /// A Close was decoded or a frame rejected: nothing more is decoded.
    Over,
}

/// The frame decoder.
#[derive(Debug)]
pub struct FrameDecoder {
    role: Role,
    limits: MessageLimits,
    inflater: Option<Box<Inflater>>,
    frame: Option<OpenFrame>,
    message: Option<OpenMessage>,
    assembled: Vec<u8>,
    is_closed: bool,
    violation: Option<Violation>,
}

/// A frame of which a part of the payload is still to come.
#[derive(Debug, Clone, Copy)]
struct OpenFrame {
    header: FrameHeader,
    left: u64,
}

/// A message of which a part is still to come.
#[derive(Debug, Clone, Copy)]
struct OpenMessage {
    kind: Kind,
    /// Payload bytes on the wire by the headers so far.
    wire: u64,
    frames: u32,
    is_compressed: bool,
}

impl FrameDecoder {
    /// A decoder for the start of a stream; `role` is ours.
    pub fn new(
        role: Role,
        limits: MessageLimits,
        compression: Option<CompressionParameters>,
    ) -> FrameDecoder {
        FrameDecoder {
            role,
            limits,
            inflater: compression.map(|agreed| Box::new(Inflater::new(agreed, role))),
            frame: None,
            message: None,
            assembled: Vec::new(),
            is_closed: false,
            violation: None,
        }
    }

    /// The text or binary message at the beginning of the input, where it lies there whole, in one frame, and keeps all
    /// rules: nearly every message does. `None` says nothing; [`FrameDecoder::decode`] decides then.
    #[inline]
    pub fn message_in_place(&self, input: &[u8]) -> Option<InputSpan> {
        if self.message.is_some() || self.is_over() {
            return None;
        }
        let (header, size) = FrameHeader::decode(input)?;
        let kind = self.kind_in_one_frame(header)?;
        let to = size + header.len as usize;
        (to <= input.len()).then_some(InputSpan { kind, from: size, to })
    }

    /// The kind of a message whose only frame has this header, where it may be taken as it is.
    #[inline]
    fn kind_in_one_frame(&self, header: FrameHeader) -> Option<Kind> {
        let kind = match header.first {
            TEXT_IN_ONE_FRAME => Kind::Text,
            BINARY_IN_ONE_FRAME => Kind::Binary,
            _ => return None,
        };
        let is_plain = header.mask.is_none() && self.role == Role::Client;
        (is_plain && header.len <= self.limits.bytes).then_some(kind)
    }

    /// The next message or control frame.
    pub fn decode(&mut self, input: &[u8]) -> DecodeStep {
        if let Some(span) = self.message_in_place(input) {
            return DecodeStep::InPlace(span);
        }
        let mut used = 0;
        while !self.is_over() {
            if let Some(frame) = self.frame {
                let piece = &input[used..];
                let piece = &piece[..piece.len().min(payload_left(frame))];
                if let Err((rule, at)) = self.take_payload(frame, piece) {
                    self.reject_payload(rule, frame.header, &piece[at..]);
                    break;
                }
                used += piece.len();
                let left = frame.left - piece.len() as u64;
                self.frame = (left > 0).then_some(OpenFrame { left, ..frame });
                if left > 0 {
                    return DecodeStep::Incomplete { used };
                }
                if let Some((kind, payload, wire)) = self.finish_frame(frame.header) {
                    return DecodeStep::Assembled { kind, payload, wire, used };
                }
                continue;
            }
            let Some((header, size)) = FrameHeader::decode(&input[used..]) else {
                return DecodeStep::Incomplete { used };
            };
            // A message in one frame, of which a part is missing.
            if self.message.is_none() && self.kind_in_one_frame(header).is_some() {
                return DecodeStep::Incomplete { used };
            }
            let behind = &input[used + size..];
            if let Err(rule) = self.check(header) {
                self.reject(rule, header, &input[used..used + size], behind);
                break;
            }
            if let Some(kind) = control_kind(header) {
                if behind.len() < header.payload_len() {
                    return DecodeStep::Incomplete { used };
                }
                let (from, to) = (used + size, used + size + header.payload_len());
                self.is_closed = kind == Kind::Close;
                let Some(mask) = header.mask else {
                    return DecodeStep::InPlace(InputSpan { kind, from, to });
                };
                let mut payload = input[from..to].to_vec();
                apply_mask(&mut payload, mask, 0);
                return DecodeStep::Assembled { kind, payload, wire: None, used: to };
            }
            used += size;
            self.count_frame(header);
            self.frame = Some(OpenFrame { header, left: header.len });
        }
        DecodeStep::Over
    }

    /// How many bytes the input must have before any of it can be decoded; `None` where that is possible now.
    pub fn bytes_needed(&self, input: &[u8]) -> Option<usize> {
        if self.is_over() || self.frame.is_some() {
            return None;
        }
        let Some((header, size)) = FrameHeader::decode(input) else { return Some(LONGEST) };
        let is_whole = self.message.is_none() && self.kind_in_one_frame(header).is_some();
        let is_control = control_kind(header).is_some() && self.check(header).is_ok();
        let needed = if is_whole || is_control { size + header.payload_len() } else { size };
        (needed > input.len()).then_some(needed)
    }

    /// Checks whether a frame with this header is allowed now.
    fn check(&self, header: FrameHeader) -> Result<(), ProtocolRule> {
        match (self.role, header.mask) {
            (Role::Client, Some(_)) => return Err(ProtocolRule::Masked),
            (Role::Server, None) => return Err(ProtocolRule::Unmasked),
            _ => {}
        }
        let opcode = header.opcode();
        match (header.first & RSV, opcode) {
            (0, _) => {}
            (RSV1, TEXT | BINARY) if self.inflater.is_some() => {}
            (RSV1, CONTINUATION | CLOSE | PING | PONG) if self.inflater.is_some() => {
                return Err(ProtocolRule::CompressedWithin);
            }
            _ => return Err(ProtocolRule::ReservedBits),
        }
        match (opcode, &self.message) {
            (CLOSE | PING | PONG, _) if !header.fin() => Err(ProtocolRule::FragmentedControl),
            (CLOSE | PING | PONG, _) if header.len > CONTROL as u64 => {
                Err(ProtocolRule::LongControl)
            }
            (CLOSE | PING | PONG, _) => Ok(()),
            (CONTINUATION, None) => Err(ProtocolRule::NothingToContinue),
            (TEXT | BINARY, Some(_)) => Err(ProtocolRule::NewWithin),
            (CONTINUATION | TEXT | BINARY, message) => self.check_size(header, *message),
            _ => Err(ProtocolRule::ReservedOpcode),
        }
    }

    fn check_size(
        &self,
        header: FrameHeader,
        message: Option<OpenMessage>,
    ) -> Result<(), ProtocolRule> {
        let MessageLimits { bytes: limit, fragments } = self.limits;
        if message.map_or(0, |message| message.frames) >= fragments {
            return Err(ProtocolRule::TooManyFragments { limit: fragments });
        }
        let size = message.map_or(0, |message| message.wire).saturating_add(header.len);
        let is_compressed =
            message.map_or(header.first & RSV1 != 0, |message| message.is_compressed);
        // Deflating can enlarge a payload, but only slightly.
        let most = if is_compressed { limit + limit / 128 + 1024 } else { limit };
        if size > most { Err(ProtocolRule::TooBig { size, limit }) } else { Ok(()) }
    }

    /// Adds a frame to the open message, or opens one.
    fn count_frame(&mut self, header: FrameHeader) {
        let kind = if header.opcode() == TEXT { Kind::Text } else { Kind::Binary };
        let is_compressed = header.first & RSV1 != 0;
        let begun = OpenMessage { kind, wire: 0, frames: 0, is_compressed };
        let message = self.message.get_or_insert(begun);
        message.frames += 1;
        message.wire = message.wire.saturating_add(header.len);
    }

    /// Takes in a piece of the open frame's payload. The error says where in the piece it occurred.
    fn take_payload(
        &mut self,
        frame: OpenFrame,
        piece: &[u8],
    ) -> Result<(), (ProtocolRule, usize)> {
        if piece.is_empty() {
            return Ok(());
        }
        let is_compressed = self.message.is_some_and(|message| message.is_compressed);
        let mut unmasked;
        let piece = match frame.header.mask {
            None => piece,
            Some(mask) => {
                unmasked = piece.to_vec();
                apply_mask(&mut unmasked, mask, frame.header.len - frame.left);
                &unmasked
            }
        };
        match &mut self.inflater {
            Some(inflater) if is_compressed => inflater
                .inflate(piece, &mut self.assembled, self.limits.bytes)
                .map_err(|InflateError { rule, used }| (rule, used)),
            _ => {
                self.assembled.extend_from_slice(piece);
                Ok(())
            }
        }
    }

    /// The open frame's payload is complete: the message, where that was its last frame.
    fn finish_frame(&mut self, header: FrameHeader) -> Option<(Kind, Vec<u8>, Option<u32>)> {
        if !header.fin() {
            return None;
        }
        let message = self.message.take()?;
        if message.is_compressed
            && let Some(inflater) = &mut self.inflater
            && let Err(rule) = inflater.finish(&mut self.assembled, self.limits.bytes)
        {
            self.reject_payload(rule, header, &[]);
            return None;
        }
        let wire = u32::try_from(message.wire).unwrap_or(u32::MAX);
        let payload = std::mem::take(&mut self.assembled);
        Some((message.kind, payload, message.is_compressed.then_some(wire)))
    }

    /// Ends decoding with a frame whose header breaks a rule; `first` are the header's own bytes.
    #[cold]
    fn reject(&mut self, rule: ProtocolRule, header: FrameHeader, first: &[u8], behind: &[u8]) {
        let mut bytes = first.to_vec();
        bytes.extend_from_slice(&behind[..behind.len().min(header.payload_len()).min(CONTROL)]);
        self.violation = Some(Violation { rule, header, bytes });
        self.assembled = Vec::new();
    }

    /// The same for a frame whose payload breaks one.
    #[cold]
    fn reject_payload(&mut self, rule: ProtocolRule, header: FrameHeader, payload: &[u8]) {
        let (first, size) = header.encode();
        self.reject(rule, header, &first[..size], payload);
    }

    /// The rejected frame.
    pub fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }

    /// Whether a Close was decoded.
    #[inline]
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether decoding has ended, by a Close or a violation.
    #[inline]
    pub fn is_over(&self) -> bool {
        self.is_closed || self.violation.is_some()
    }

    /// Of the frame whose payload is being received: bytes so far, and the length in its header.
    pub fn unfinished_frame(&self) -> Option<(u64, u64)> {
        let OpenFrame { header, left } = self.frame?;
        Some((header.len - left, header.len))
    }
}

fn payload_left(frame: OpenFrame) -> usize {
    usize::try_from(frame.left).unwrap_or(usize::MAX)
}

/// The kind of a control frame that may come.
fn control_kind(header: FrameHeader) -> Option<Kind> {
    match header.opcode() {
        CLOSE => Some(Kind::Close),
        PING => Some(Kind::Ping),
        PONG => Some(Kind::Pong),
        _ => None,
    }
}
