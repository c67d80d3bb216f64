//! Why a misbehaviour is invalid.

use crate::packet::hex::HexError;

/// An invalid misbehaviour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "misbehave_")]
pub enum MisbehaveError {
    /// Invalid hex.
    #[error("{error}")]
    Hex {
        /// The field.
        field: &'static str,
        /// The parse error.
        error: HexError,
    },
    /// The bytes are valid UTF-8.
    #[error("these bytes are UTF-8: there is nothing wrong with them; ff never is")]
    IsUtf8,
    /// The claimed length is the actual one.
    #[error("the payload has {size} bytes: that is no wrong length")]
    #[strum(serialize = "length")]
    LengthIsRight {
        /// The payload's size.
        size: u64,
    },
    /// No sizes, or sizes that never reach the end of the payload.
    #[error("say how large the pieces are, the last one at least 1")]
    Sizes,
    /// Too many pieces.
    #[error("that is more than {most} pieces")]
    Pieces {
        /// The limit.
        most: usize,
    },
    /// No reserved bits, or numbers that are not reserved bits.
    #[error("name the reserved bits to set, 1 to 3")]
    Bits,
    /// The opcode is not reserved.
    #[error("opcode {opcode} is not reserved: 3 to 7 and 11 to 15 are")]
    Opcode {
        /// The opcode.
        opcode: u8,
    },
    /// The control frame is not too large, or larger than we send.
    #[error(
        "a control frame of {size} bytes: more than 125 are too many, and 1048576 is the most that is sent"
    )]
    ControlSize {
        /// The size in bytes.
        size: u32,
    },
    /// A reason without a code.
    #[error("a reason needs a code before it")]
    #[strum(serialize = "reason")]
    ReasonAlone,
    /// No bytes to send.
    #[error("there are no bytes to send")]
    Nothing,
}

impl MisbehaveError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            MisbehaveError::Hex { error, .. } => error.code(),
            other => other.into(),
        }
    }

    /// The field with the error, below `misbehave`.
    pub fn field(&self) -> &'static str {
        match self {
            MisbehaveError::Hex { field, .. } => field,
            MisbehaveError::IsUtf8 | MisbehaveError::Nothing => "hex",
            MisbehaveError::LengthIsRight { .. } => "claims",
            MisbehaveError::Sizes | MisbehaveError::Pieces { .. } => "sizes",
            MisbehaveError::Bits => "bits",
            MisbehaveError::Opcode { .. } => "opcode",
            MisbehaveError::ControlSize { .. } => "size",
            MisbehaveError::ReasonAlone => "reason",
        }
    }

    /// The arguments of its translation.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            MisbehaveError::Hex { error, .. } => vec![
                ("what", error.to_string()),
                ("problem", error.code().replace('.', "-")),
                ("column", (error.column() + 1).to_string()),
            ],
            MisbehaveError::LengthIsRight { size } => vec![("size", size.to_string())],
            MisbehaveError::Pieces { most } => vec![("most", most.to_string())],
            MisbehaveError::Opcode { opcode } => vec![("opcode", opcode.to_string())],
            MisbehaveError::ControlSize { size } => vec![("size", size.to_string())],
            _ => vec![],
        }
    }
}
