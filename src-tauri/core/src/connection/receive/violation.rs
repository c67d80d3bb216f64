//! Why a frame is rejected: the rule that the peer broke, or the limit that it exceeded.

use crate::frame::header::FrameHeader;

/// A rule of RFC 6455 or RFC 7692, or a limit of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProtocolRule {
    /// A server must not mask (RFC 6455 section 5.1).
    Masked,
    /// A client must mask (section 5.1).
    Unmasked,
    /// A reserved bit that no extension uses (section 5.2).
    ReservedBits,
    /// A reserved opcode (section 5.2).
    ReservedOpcode,
    /// A fragmented control frame (section 5.5).
    FragmentedControl,
    /// A control frame of more than 125 bytes (section 5.5).
    LongControl,
    /// A continuation where no message is open (section 5.4).
    NothingToContinue,
    /// A new message inside another (section 5.4).
    NewWithin,
    /// RSV1 on anything but a message's first frame (RFC 7692 section 6).
    CompressedWithin,
    /// A compressed message that cannot be inflated (RFC 7692 section 7.2.2).
    Inflate {
        /// zlib's error.
        what: String,
    },
    /// A message above the size limit.
    TooBig {
        /// Its size in bytes, as far as it is known.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A message of more frames than the limit.
    TooManyFragments {
        /// The limit.
        limit: u32,
    },
}

impl ProtocolRule {
    /// A short description, for an error's text.
    pub fn text(&self) -> String {
        let text = match self {
            ProtocolRule::Masked => "it masked a frame",
            ProtocolRule::Unmasked => "it did not mask a frame",
            ProtocolRule::ReservedBits => "it set a reserved bit",
            ProtocolRule::ReservedOpcode => "it used a reserved opcode",
            ProtocolRule::FragmentedControl => "it sent a control frame in fragments",
            ProtocolRule::LongControl => "it sent a control frame of more than 125 bytes",
            ProtocolRule::NothingToContinue => "it continued a message that was not begun",
            ProtocolRule::NewWithin => "it began a new message within another",
            ProtocolRule::CompressedWithin => {
                "it set RSV1 (compressed) on a frame other than a message's first"
            }
            ProtocolRule::Inflate { what } => {
                return format!("a message that it compressed cannot be inflated ({what})");
            }
            ProtocolRule::TooBig { .. } => "a message is too big",
            ProtocolRule::TooManyFragments { .. } => "a message has too many fragments",
        };
        text.to_owned()
    }

    /// The word that translations select by.
    pub fn word(&self) -> &'static str {
        match self {
            ProtocolRule::Masked => "masked",
            ProtocolRule::Unmasked => "unmasked",
            ProtocolRule::ReservedBits => "reserved_bits",
            ProtocolRule::ReservedOpcode => "reserved_opcode",
            ProtocolRule::FragmentedControl => "fragmented_control",
            ProtocolRule::LongControl => "long_control",
            ProtocolRule::NothingToContinue => "nothing_to_continue",
            ProtocolRule::NewWithin => "new_within",
            ProtocolRule::CompressedWithin => "compressed_within",
            ProtocolRule::Inflate { .. } => "inflate",
            ProtocolRule::TooBig { .. } => "too_big",
            ProtocolRule::TooManyFragments { .. } => "too_many_fragments",
        }
    }

    /// The code to close with (RFC 6455 section 7.4.1).
    pub fn close_code(&self) -> u16 {
        match self {
            ProtocolRule::Inflate { .. } => 1007,
            ProtocolRule::TooBig { .. } | ProtocolRule::TooManyFragments { .. } => 1009,
            _ => 1002,
        }
    }
}

/// A rejected frame. Nothing behind it is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Why.
    pub rule: ProtocolRule,
    /// The frame's header.
    pub header: FrameHeader,
    /// The header and at most 125 bytes behind it as they were on the wire; of a message that cannot be inflated, the bytes
    /// where it failed.
    pub bytes: Vec<u8>,
}
