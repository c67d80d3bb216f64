//! Errors of decoding and encoding CBOR, MessagePack and Protobuf.

use super::protobuf::limits::{
    DESCRIPTOR_BYTES, LIST_ITEMS, NAME_PARTS, NESTING, SOURCE_BYTES, SOURCES,
};
use crate::packet::budget::Exhausted;

/// Why bytes cannot be decoded or JSON cannot be encoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BinaryError {
    /// The bytes are invalid in this format.
    #[error("not {what}: {why}")]
    Broken {
        /// `CBOR`, `MessagePack` or the name of the Protobuf type.
        what: String,
        /// The message of the decoding library.
        why: String,
    },
    /// Extra bytes follow the value.
    #[error("{bytes} bytes follow the {what} value")]
    Extra {
        /// `CBOR` or `MessagePack`.
        what: &'static str,
        /// The number of extra bytes.
        bytes: usize,
    },
    /// A number that the format cannot represent.
    #[error("{what} has no number {number}: use one within 64 bits")]
    Number {
        /// `CBOR` or `MessagePack`.
        what: &'static str,
        /// The number's digits.
        number: String,
    },
    /// JSON that does not match the message type.
    #[error("this JSON is no {what}: {why}")]
    Json {
        /// The name of the Protobuf type.
        what: String,
        /// The message of the Protobuf library.
        why: String,
    },
    /// An invalid `.proto` source or descriptor set.
    #[error("{}{why}", at.as_ref().map(|at| format!("{at}: ")).unwrap_or_default())]
    Proto {
        /// The message of the compiler.
        why: String,
        /// The position, in a `.proto` source.
        at: Option<ProtoPlace>,
    },
    /// `.proto` sources or descriptor sets that exceed a limit.
    #[error("{}{limit}", at.as_ref().map(|at| format!("{at}: ")).unwrap_or_default())]
    ProtoLimit {
        /// The limit.
        limit: ProtoLimit,
        /// The position at which it is exceeded.
        at: Option<ProtoPlace>,
    },
    /// Decoding exceeds the budget of one message.
    #[error(transparent)]
    Budget(#[from] Exhausted),
}

/// A limit of `.proto` sources and descriptor sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProtoLimit {
    /// The number of sources.
    #[error("a profile may have {SOURCES} .proto files, and this one has more")]
    Sources,
    /// The total size of the sources.
    #[error("the .proto files of a profile may have {} KiB together, and these have more", SOURCE_BYTES >> 10)]
    SourceBytes,
    /// The total size of the descriptor sets.
    #[error("the descriptor sets of a profile may have {} KiB together, and these have more", DESCRIPTOR_BYTES >> 10)]
    DescriptorBytes,
    /// The nesting depth of brackets.
    #[error("nested deeper than {NESTING} levels")]
    Nesting,
    /// The number of values of an enum or of ranges of a message.
    #[error("a list of more than {LIST_ITEMS} values or ranges")]
    ListItems,
    /// The number of parts of a name.
    #[error("a name of more than {NAME_PARTS} parts")]
    NameParts,
}

impl ProtoLimit {
    /// The limit as a number; sizes are in KiB.
    pub fn limit(self) -> usize {
        match self {
            ProtoLimit::Sources => SOURCES,
            ProtoLimit::SourceBytes => SOURCE_BYTES >> 10,
            ProtoLimit::DescriptorBytes => DESCRIPTOR_BYTES >> 10,
            ProtoLimit::Nesting => NESTING,
            ProtoLimit::ListItems => LIST_ITEMS,
            ProtoLimit::NameParts => NAME_PARTS,
        }
    }
}

/// A position in a `.proto` source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtoPlace {
    /// The file's name.
    pub file: String,
    /// The line, from 1; `None` if the error concerns the whole file.
    pub line: Option<usize>,
}

impl std::fmt::Display for ProtoPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
    }
}

impl BinaryError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            BinaryError::Broken { .. } => "binary.broken",
            BinaryError::Extra { .. } => "binary.extra",
            BinaryError::Number { .. } => "binary.number",
            BinaryError::Json { .. } => "binary.json",
            BinaryError::Proto { .. } => "binary.proto",
            BinaryError::ProtoLimit { limit: ProtoLimit::Sources, .. } => "binary.proto_sources",
            BinaryError::ProtoLimit { limit: ProtoLimit::Nesting, .. } => "binary.proto_nesting",
            BinaryError::ProtoLimit { limit: ProtoLimit::NameParts, .. } => "binary.proto_name",
            BinaryError::ProtoLimit { limit: ProtoLimit::ListItems, .. } => "binary.proto_list",
            BinaryError::ProtoLimit { .. } => "binary.proto_size",
            BinaryError::Budget(_) => "decode.budget",
        }
    }
}
