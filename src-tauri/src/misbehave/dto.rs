//! Data of raw bytes and protocol violations: their preview, parsed as frames.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::frame::anatomy::Frame;
use wirelark_core::packet::hex;

use crate::error::ErrorDto;

/// The bytes that a protocol violation would send, or of a raw row.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct MisbehavePreview {
    pub size: u32,
    /// At most the first 256 bytes, lower case, no spaces.
    pub hex: String,
    /// The frames that a server would parse, at most 64.
    pub frames: Vec<FrameDto>,
    /// Bytes after the last of these frames.
    pub rest: u32,
    /// Set instead of the above if it cannot be sent; `path` is the field below `misbehave`.
    pub error: Option<ErrorDto>,
}

/// A frame in raw bytes (RFC 6455 section 5.2); the last one may be incomplete.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FrameDto {
    /// Offset of the frame header.
    pub offset: u32,
    /// Size of the frame header in bytes, including the masking key.
    pub head: u32,
    pub fin: bool,
    /// The reserved bits RSV1 to RSV3.
    pub reserved: [bool; 3],
    pub opcode: u8,
    /// The opcode's name; absent for reserved opcodes.
    pub name: Option<String>,
    /// The masking key in hex, if the frame is masked.
    pub mask: Option<String>,
    /// Payload length in the header, as text since it may exceed a JavaScript number.
    pub length: String,
    /// Payload bytes present.
    pub came: u32,
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
