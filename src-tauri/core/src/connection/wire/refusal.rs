//! Why a frame is not let through.

use crate::connection::head::Head;

/// The rule that the server broke, or the limit that it went over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A server must not mask (RFC 6455 section 5.1).
    Masked,
    /// A reserved bit that no extension gave a meaning (section 5.2).
    ReservedBits,
    /// An opcode that has no meaning (section 5.2).
    ReservedOpcode,
    /// A control frame in fragments (section 5.5).
    FragmentedControl,
    /// A control frame of more than 125 bytes (section 5.5).
    LongControl,
    /// A continuation of nothing (section 5.4).
    NothingToContinue,
    /// A new message within another (section 5.4).
    NewWithin,
    /// "Compressed" on anything but a message's first frame (RFC 7692 section 6).
    CompressedWithin,
    /// What is said to be deflated is not (RFC 7692 section 7.2.2).
    Inflate {
        /// What zlib says.
        what: String,
    },
    /// A message above the limit.
    TooBig {
        /// Its size, or as much as is known of it.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// A message of too many frames.
    TooManyFragments {
        /// The limit.
        limit: u32,
    },
}

impl Rule {
    /// In a few words, for an error's text.
    pub fn text(&self) -> String {
        let text = match self {
            Rule::Masked => "it masked a frame",
            Rule::ReservedBits => "it set a reserved bit",
            Rule::ReservedOpcode => "it used a reserved opcode",
            Rule::FragmentedControl => "it sent a control frame in fragments",
            Rule::LongControl => "it sent a control frame of more than 125 bytes",
            Rule::NothingToContinue => "it continued a message that was not begun",
            Rule::NewWithin => "it began a new message within another",
            Rule::CompressedWithin => {
                "it set RSV1 (compressed) on a frame other than a message's first"
            }
            Rule::Inflate { what } => {
                return format!("a message that it compressed cannot be inflated ({what})");
            }
            Rule::TooBig { .. } => "a message is too big",
            Rule::TooManyFragments { .. } => "a message has too many fragments",
        };
        text.to_owned()
    }

    /// The word that a translation chooses by.
    pub fn word(&self) -> &'static str {
        match self {
            Rule::Masked => "masked",
            Rule::ReservedBits => "reserved_bits",
            Rule::ReservedOpcode => "reserved_opcode",
            Rule::FragmentedControl => "fragmented_control",
            Rule::LongControl => "long_control",
            Rule::NothingToContinue => "nothing_to_continue",
            Rule::NewWithin => "new_within",
            Rule::CompressedWithin => "compressed_within",
            Rule::Inflate { .. } => "inflate",
            Rule::TooBig { .. } => "too_big",
            Rule::TooManyFragments { .. } => "too_many_fragments",
        }
    }

    /// The code to close with.
    pub fn close_code(&self) -> u16 {
        match self {
            Rule::Inflate { .. } => 1007,
            Rule::TooBig { .. } | Rule::TooManyFragments { .. } => 1009,
            _ => 1002,
        }
    }
}

/// A frame that is not let through: nothing behind it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub rule: Rule,
    /// Its head.
    pub head: Head,
    /// The head and at most 125 bytes behind it, as they were on the wire; of a message that cannot be inflated, those
    /// where it failed.
    pub bytes: Vec<u8>,
}
