//! What crosses of bytes on the wire: frames, and what breaks the protocol on purpose.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::frame::anatomy::Frame;
use wirelark_core::packet::hex;

use crate::error::ErrorDto;

/// What a misbehaviour would put on the wire.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MisbehavePreview {
    pub(crate) size: u32,
    /// At most the first 256 bytes, lower case, no spaces.
    pub(crate) hex: String,
    /// What a server reads them as, at most 64 frames.
    pub(crate) frames: Vec<FrameDto>,
    /// Bytes behind the last of these frames.
    pub(crate) rest: u32,
    /// Set instead of the above when it cannot be done; `path` is the field below `misbehave`.
    pub(crate) error: Option<ErrorDto>,
}

/// One frame of raw bytes (RFC 6455 section 5.2), or the beginning of one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FrameDto {
    /// Where its head begins.
    pub(crate) offset: u32,
    /// Bytes of its head, the mask's key included.
    pub(crate) head: u32,
    pub(crate) fin: bool,
    /// The reserved bits, 1 to 3.
    pub(crate) reserved: [bool; 3],
    pub(crate) opcode: u8,
    /// The opcode's name; none for the reserved ones.
    pub(crate) name: Option<String>,
    /// The key in hex, where there is a mask.
    pub(crate) mask: Option<String>,
    /// Payload bytes that the head promises; may be more than a number holds.
    pub(crate) length: String,
    /// Payload bytes that are there.
    pub(crate) came: u32,
}

impl From<&Frame> for FrameDto {
    fn from(frame: &Frame) -> Self {
        FrameDto {
            offset: frame.offset as u32,
            head: frame.head as u32,
            fin: frame.fin,
            reserved: frame.reserved,
            opcode: frame.opcode,
            name: frame.name().map(str::to_owned),
            mask: frame.mask.map(|key| hex::encode(&key)),
            length: frame.length.to_string(),
            came: frame.came as u32,
        }
    }
}
