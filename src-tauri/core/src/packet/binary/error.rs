//! Why bytes are no CBOR, MessagePack or Protobuf, or why JSON is none of them.

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
        }
    }
}
