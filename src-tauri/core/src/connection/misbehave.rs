//! Encodes deliberate protocol violations as bytes. Pure: the caller provides the masking keys.
//!
//! - `error`: why a misbehaviour is invalid.
//! - `frame`: writes frames whose header need not match the payload.

mod error;
mod frame;
#[cfg(test)]
mod tests;

use bytes::Bytes;

use self::frame::FrameSpec;
use crate::frame::header::FIN;
use crate::packet::hex;
use crate::profile::model::{Content, Control, Misbehave};
pub use error::MisbehaveError;

/// The most fragments of one message.
const MAX_PIECES: usize = 100_000;
/// The largest payload of an oversized control frame that is sent, in bytes.
const MAX_CONTROL: u32 = 1 << 20;
/// Opcodes without a meaning (RFC 6455 section 5.2).
pub const RESERVED_OPCODES: [u8; 10] = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];

/// The bytes to send and what follows on our side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisbehaveActions {
    /// The name in English, for the transcript's marker.
    pub name: String,
    /// The bytes to send; empty if the misbehaviour only omits something.
    pub bytes: Bytes,
    /// What follows on our side.
    pub then: AfterSending,
}

/// What follows on our side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterSending {
    /// Nothing changes.
    GoOn,
    /// A Close was sent: nothing else is sent, and the server's Close is awaited.
    Closing {
        /// Its code; 1005 if there was none.
        code: u16,
        /// Its reason.
        reason: String,
    },
    /// Pings are not answered from now on.
    NoPong,
    /// Our side of TCP is shut down.
    HalfClose,
}

/// Encodes a misbehaviour; `keys` provides the masking key of each frame.
pub fn encode(
    what: &Misbehave,
    mut keys: impl FnMut() -> [u8; 4],
) -> Result<MisbehaveActions, MisbehaveError> {
    let mut then = AfterSending::GoOn;
    let mut out = Vec::new();
    let mut write = |frame: FrameSpec<'_>| frame.write(&mut out, keys());
    let mut detail = String::new();
    match what {
        Misbehave::TextAsBinary { text } => write(FrameSpec::whole(BINARY, text.as_bytes())),
        Misbehave::BinaryAsText { hex } => write(FrameSpec::whole(TEXT, &bytes_of("hex", hex)?)),
        Misbehave::InvalidUtf8 { text, hex } => {
            let payload = [text.as_bytes(), &bytes_of("hex", hex)?].concat();
            if str::from_utf8(&payload).is_ok() {
                return Err(MisbehaveError::IsUtf8);
            }
            write(FrameSpec::whole(TEXT, &payload));
        }
        Misbehave::WrongLength { content, claims } => {
            let (opcode, payload) = opcode_and_payload(content)?;
            if *claims == payload.len() as u64 {
                return Err(MisbehaveError::LengthIsRight { size: *claims });
            }
            detail = format!(": the head says {claims} bytes, {} follow", payload.len());
            write(FrameSpec { claims: Some(*claims), ..FrameSpec::whole(opcode, &payload) });
        }
        Misbehave::Fragments { content, sizes, between } => {
            let (opcode, payload) = opcode_and_payload(content)?;
            let pieces = split(&payload, sizes)?;
            let last = pieces.len() - 1;
            detail = format!(": {} pieces", pieces.len());
            for (i, piece) in pieces.into_iter().enumerate() {
                let first = if i == 0 { opcode } else { CONTINUATION };
                let fin = if i == last { FIN } else { 0 };
                write(FrameSpec { first: fin | first, ..FrameSpec::whole(0, piece) });
                if let Some(control) = between.filter(|_| i < last) {
                    write(FrameSpec::whole(opcode_of(control), &payload_of(control, 0)));
                }
            }
        }
        Misbehave::Interrupted { content } => {
            let (opcode, payload) = opcode_and_payload(content)?;
            write(FrameSpec { first: opcode, ..FrameSpec::whole(opcode, &payload) });
            write(FrameSpec::whole(opcode, &payload));
        }
        Misbehave::Continuation { content } => {
            write(FrameSpec::whole(CONTINUATION, &opcode_and_payload(content)?.1))
        }
        Misbehave::ReservedBits { content, bits } => {
            if bits.is_empty() || bits.iter().any(|bit| !(1..=3).contains(bit)) {
                return Err(MisbehaveError::Bits);
            }
            let (opcode, payload) = opcode_and_payload(content)?;
            let set = bits.iter().fold(0, |set, bit| set | 0x80 >> bit);
            write(FrameSpec { first: FIN | set | opcode, ..FrameSpec::whole(opcode, &payload) });
        }
        Misbehave::ReservedOpcode { content, opcode } => {
            if !RESERVED_OPCODES.contains(opcode) {
                return Err(MisbehaveError::Opcode { opcode: *opcode });
            }
            detail = format!(" {opcode}");
            write(FrameSpec::whole(*opcode, &opcode_and_payload(content)?.1));
        }
        Misbehave::Unmasked { content } => {
            let (opcode, payload) = opcode_and_payload(content)?;
            write(FrameSpec { masked: false, ..FrameSpec::whole(opcode, &payload) });
        }
        Misbehave::WrongMask { content } => {
            let (opcode, payload) = opcode_and_payload(content)?;
            write(FrameSpec { skewed: true, ..FrameSpec::whole(opcode, &payload) });
        }
        Misbehave::OversizedControl { control, size } => {
            if !(126..=MAX_CONTROL).contains(size) {
                return Err(MisbehaveError::ControlSize { size: *size });
            }
            detail = format!(": {} of {size} bytes", word_of(*control));
            write(FrameSpec::whole(opcode_of(*control), &payload_of(*control, *size as usize)));
            then = closing(*control);
        }
        Misbehave::FragmentedControl { control, content } => {
            let (opcode, payload) = (opcode_of(*control), opcode_and_payload(content)?.1);
            let (first, rest) = payload.split_at(payload.len() / 2);
            detail = format!(": {}", word_of(*control));
            write(FrameSpec { first: opcode, ..FrameSpec::whole(opcode, first) });
            write(FrameSpec::whole(CONTINUATION, rest));
            then = closing(*control);
        }
        Misbehave::Close { code, reason } => {
            if code.is_none() && !reason.is_empty() {
                return Err(MisbehaveError::ReasonAlone);
            }
            let code_bytes = code.map(u16::to_be_bytes);
            let payload = [code_bytes.as_ref().map_or(&[][..], |c| &c[..]), reason.as_bytes()];
            detail = match code {
                Some(code) => format!(" {code}, reason of {} bytes", reason.len()),
                None => " without a code".to_owned(),
            };
            write(FrameSpec::whole(CLOSE, &payload.concat()));
            then = AfterSending::Closing { code: code.unwrap_or(1005), reason: reason.clone() };
        }
        Misbehave::CloseBytes { hex } => {
            let payload = bytes_of("hex", hex)?;
            write(FrameSpec::whole(CLOSE, &payload));
            detail = format!(": {} bytes", payload.len());
            let code = payload.first_chunk().map_or(1005, |code| u16::from_be_bytes(*code));
            let reason = String::from_utf8_lossy(payload.get(2..).unwrap_or_default());
            then = AfterSending::Closing { code, reason: reason.into_owned() };
        }
        Misbehave::NoPong => then = AfterSending::NoPong,
        Misbehave::HalfClose => then = AfterSending::HalfClose,
        Misbehave::Raw { hex } => {
            out = bytes_of("hex", hex)?;
            if out.is_empty() {
                return Err(MisbehaveError::Nothing);
            }
        }
    }
    Ok(MisbehaveActions { name: format!("{}{detail}", name(what)), bytes: out.into(), then })
}

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

fn name(what: &Misbehave) -> &'static str {
    match what {
        Misbehave::TextAsBinary { .. } => "text as binary",
        Misbehave::BinaryAsText { .. } => "binary as text",
        Misbehave::InvalidUtf8 { .. } => "text that is not UTF-8",
        Misbehave::WrongLength { .. } => "wrong length",
        Misbehave::Fragments { .. } => "message in pieces",
        Misbehave::Interrupted { .. } => "message within another",
        Misbehave::Continuation { .. } => "continuation of nothing",
        Misbehave::ReservedBits { .. } => "reserved bits",
        Misbehave::ReservedOpcode { .. } => "reserved opcode",
        Misbehave::Unmasked { .. } => "no mask",
        Misbehave::WrongMask { .. } => "wrong mask",
        Misbehave::OversizedControl { .. } => "control frame too large",
        Misbehave::FragmentedControl { .. } => "control frame in pieces",
        Misbehave::Close { .. } => "Close",
        Misbehave::CloseBytes { .. } => "Close with other bytes",
        Misbehave::NoPong => "pings are not answered from now on",
        Misbehave::HalfClose => "our side of TCP ends",
        Misbehave::Raw { .. } => "raw bytes",
    }
}

fn opcode_of(control: Control) -> u8 {
    match control {
        Control::Close => CLOSE,
        Control::Ping => PING,
        Control::Pong => PONG,
    }
}

fn word_of(control: Control) -> &'static str {
    match control {
        Control::Close => "Close",
        Control::Ping => "ping",
        Control::Pong => "pong",
    }
}

/// A payload of this size; that of a Close begins with a code and has at least 2 bytes.
fn payload_of(control: Control, size: usize) -> Vec<u8> {
    let mut payload = match control {
        Control::Close => vec![0x03, 0xe8],
        Control::Ping | Control::Pong => vec![],
    };
    payload.resize(size.max(payload.len()), b'.');
    payload
}

fn closing(control: Control) -> AfterSending {
    match control {
        Control::Close => AfterSending::Closing { code: 1000, reason: String::new() },
        Control::Ping | Control::Pong => AfterSending::GoOn,
    }
}

/// The opcode and payload of a message.
fn opcode_and_payload(content: &Content) -> Result<(u8, Vec<u8>), MisbehaveError> {
    Ok(match content {
        Content::Text(text) => (TEXT, text.clone().into_bytes()),
        Content::Hex(digits) => (BINARY, bytes_of("hex", digits)?),
    })
}

fn bytes_of(field: &'static str, digits: &str) -> Result<Vec<u8>, MisbehaveError> {
    hex::parse(digits).map_err(|error| MisbehaveError::Hex { field, error })
}

/// Splits the payload into pieces of these sizes; the last size repeats.
fn split<'a>(mut payload: &'a [u8], sizes: &[u32]) -> Result<Vec<&'a [u8]>, MisbehaveError> {
    let Some(&again) = sizes.last() else { return Err(MisbehaveError::Sizes) };
    let mut pieces = Vec::new();
    let mut sizes = sizes.iter();
    while !payload.is_empty() || sizes.len() > 0 {
        let size = match sizes.next() {
            Some(size) => *size,
            // Pieces of size 0 would never end.
            None if again == 0 => return Err(MisbehaveError::Sizes),
            None => again,
        };
        let (piece, rest) = payload.split_at(payload.len().min(size as usize));
        pieces.push(piece);
        payload = rest;
        if pieces.len() > MAX_PIECES {
            return Err(MisbehaveError::Pieces { most: MAX_PIECES });
        }
    }
    Ok(pieces)
}
