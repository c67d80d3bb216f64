//! Why bytes are no CBOR, MessagePack or Protobuf, or why JSON is none of them.

use super::protobuf::limits::{
    DESCRIPTOR_BYTES, LIST_ITEMS, NAME_PARTS, NESTING, SOURCE_BYTES, SOURCES,
};
use crate::packet::budget::Exhausted;

/// Why bytes are no CBOR, MessagePack or Protobuf, or why JSON cannot be written as such.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BinaryError {
    /// The bytes are not of this kind.
    #[error("not {what}: {why}")]
    Broken {
        /// `CBOR`, `MessagePack` or the Protobuf type's name.
        what: String,
        /// What its library says.
        why: String,
    },
    /// Bytes follow the value.
    #[error("{bytes} bytes follow the {what} value")]
    Extra {
        /// `CBOR` or `MessagePack`.
        what: &'static str,
        /// How many.
        bytes: usize,
    },
    /// A number that the kind does not have.
    #[error("{what} has no number {number}: use one within 64 bits")]
    Number {
        /// `CBOR` or `MessagePack`.
        what: &'static str,
        /// Its digits.
        number: String,
    },
    /// JSON that does not fit the message type.
    #[error("this JSON is no {what}: {why}")]
    Json {
        /// The Protobuf type's name.
        what: String,
        /// What its library says.
        why: String,
    },
    /// A `.proto` file or a descriptor set that is none.
    #[error("{}{why}", at.as_ref().map(|at| format!("{at}: ")).unwrap_or_default())]
    Proto {
        /// What its library says.
        why: String,
        /// Where, in a `.proto` source.
        at: Option<ProtoPlace>,
    },
    /// `.proto` files or descriptor sets that are larger or nest deeper than is compiled.
    #[error("{}{limit}", at.as_ref().map(|at| format!("{at}: ")).unwrap_or_default())]
    ProtoLimit {
        /// The limit.
        limit: ProtoLimit,
        /// Where it is exceeded.
        at: Option<ProtoPlace>,
    },
    /// The values take more than is spent on one message.
    #[error(transparent)]
    Budget(#[from] Exhausted),
}

/// A limit on `.proto` sources and descriptor sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProtoLimit {
    /// How many sources there are.
    #[error("a profile may have {SOURCES} .proto files, and this one has more")]
    Sources,
    /// The bytes of all sources.
    #[error("the .proto files of a profile may have {} KiB together, and these have more", SOURCE_BYTES >> 10)]
    SourceBytes,
    /// The bytes of all descriptor sets.
    #[error("the descriptor sets of a profile may have {} KiB together, and these have more", DESCRIPTOR_BYTES >> 10)]
    DescriptorBytes,
    /// Brackets in each other.
    #[error("nested deeper than {NESTING} levels")]
    Nesting,
    /// Values of an enum or ranges of a message.
    #[error("a list of more than {LIST_ITEMS} values or ranges")]
    ListItems,
    /// Parts of a name.
    #[error("a name of more than {NAME_PARTS} parts")]
    NameParts,
}

impl ProtoLimit {
    /// The limit as a number, sizes in KiB.
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

/// A place in a `.proto` source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtoPlace {
    /// The file's name.
    pub file: String,
    /// From 1; absent where the whole file is meant.
    pub line: Option<usize>,
}

impl std::fmt::Display for ProtoPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
    }
}

impl BinaryError {
    /// The stable name of this error.
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
