//! Where a decoding finds the codes of a transcript's rows.
//!
//! The index holds an int32 per row: the code, where the profile defines it as such an integer when the transcript is
//! recorded, and the leading int32 otherwise. It answers for every decoding whose definition is the same; for any
//! other definition, the code is read from the payload.

use super::Reader;
use crate::frame::leading_integer::LeadingInteger;
use crate::packet::rules::Decoder;

/// Where a decoding finds the codes of a transcript's rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CodesFrom {
    /// In the index.
    #[default]
    Index,
    /// In the payloads.
    Payload,
    /// Nowhere: the profile says that no message has a code.
    Nowhere,
}

impl CodesFrom {
    /// Where this decoder finds the codes of this transcript.
    pub fn new(reader: &Reader, decoder: &Decoder) -> CodesFrom {
        CodesFrom::indexed(reader.indexed_integer(), decoder)
    }

    /// Where this decoder finds the codes of rows whose index holds `indexed`.
    pub(super) fn indexed(indexed: LeadingInteger, decoder: &Decoder) -> CodesFrom {
        match decoder.leading_integer() {
            _ if decoder.has_no_codes() => CodesFrom::Nowhere,
            // A part of a message has no code, and a row that ends one has that of the whole message.
            _ if decoder.joins_messages() => CodesFrom::Payload,
            Some(integer) if integer == indexed => CodesFrom::Index,
            _ => CodesFrom::Payload,
        }
    }
}
