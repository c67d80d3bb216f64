//! Errors and notes of encoding a message.

use std::collections::BTreeMap;

use super::super::expression::EvaluationError;
use crate::packet::binary::BinaryError;
use crate::packet::json::JsonError;
use crate::packet::pack::{PackError, PackWarning};

/// Why a message of a layout cannot be encoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", if field.is_empty() { String::new() } else { format!("{field}: ") })]
pub struct EncodeError {
    /// The faulty field or tail, such as `flags.ready` or `items[2].price`.
    pub field: String,
    /// The fault.
    pub fault: EncodeFault,
}

/// A fault of one value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeFault {
    /// No value was given, and the layout has neither a constant nor a default.
    #[error("it has no value: give one, or a default in the layout")]
    NoValue,
    /// The layout has no field with this name.
    #[error("the layout has no field of this name")]
    NoSuchField,
    /// The layout has no tail with this name.
    #[error("the layout has no such tail")]
    NoTail,
    /// Not an integer.
    #[error("not an integer: bits take digits such as 7 or 0x1f")]
    NotInteger,
    /// The value does not fit into the bits.
    #[error("out of range: these bits take 0 to {most}")]
    BitsRange {
        /// The largest value that fits.
        most: i128,
    },
    /// The field does not accept the value.
    #[error("{}", without_position(.0))]
    Pack(#[from] PackError),
    /// A tail with invalid JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// JSON that cannot be encoded in the layout's format.
    #[error(transparent)]
    Binary(#[from] BinaryError),
    /// A character that the encoding lacks.
    #[error("{encoding} has no {ch:?}")]
    Encoding {
        /// The character.
        ch: char,
        /// The encoding.
        encoding: &'static str,
    },
    /// An expression without a value.
    #[error(transparent)]
    Expression(#[from] EvaluationError),
    /// No value of the field makes an expression have the result that the message needs.
    #[error("no value makes '{expression}' {result}, which the message needs")]
    Unsolvable {
        /// The expression.
        expression: String,
        /// The result that is needed.
        result: i128,
    },
    /// A value outside the range of the integer of variable length.
    #[error("out of range: it takes {low} to {high}")]
    VarintRange {
        /// The smallest value.
        low: i128,
        /// The largest value.
        high: i128,
    },
    /// An offset before the end of the preceding parts.
    #[error("it cannot lie at {at}: the parts before it reach to {reached}")]
    Overlap {
        /// The offset that is given.
        at: i128,
        /// Where the preceding parts end.
        reached: usize,
    },
    /// A content for an optional part whose condition is not met.
    #[error("this part does not exist in this message: its condition is 0")]
    Absent,
    /// No layout for the value of a switch.
    #[error("there is no layout for the value {value}")]
    NoCase {
        /// The value.
        value: i128,
    },
    /// The content contains its own terminator or separator.
    #[error("the content holds the bytes that end it")]
    HoldsMark,
    /// The content does not match the kind of the layout's tail.
    #[error("the layout's tail is {wanted}, which this is not")]
    Kind {
        /// The kind of the layout's tail.
        wanted: &'static str,
    },
}

/// Formats the error without its position, because the field is already named.
fn without_position(error: &PackError) -> String {
    match error {
        PackError::Value { what, .. } => what.to_string(),
        other => other.to_string(),
    }
}

impl EncodeError {
    pub(crate) fn at(field: &str, fault: impl Into<EncodeFault>) -> Self {
        EncodeError { field: field.to_owned(), fault: fault.into() }
    }

    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match &self.fault {
            EncodeFault::NoValue => "encode.no_value",
            EncodeFault::NoSuchField => "encode.no_such_field",
            EncodeFault::NoTail => "encode.no_tail",
            EncodeFault::NotInteger => "value.not_integer",
            EncodeFault::BitsRange { .. } => "encode.bits_range",
            EncodeFault::Pack(error) => error.code(),
            EncodeFault::Json(error) => error.code(),
            EncodeFault::Binary(error) => error.code(),
            EncodeFault::Encoding { .. } => "encode.encoding",
            EncodeFault::Kind { .. } => "encode.kind",
            EncodeFault::Expression(_) => "encode.expression",
            EncodeFault::Unsolvable { .. } => "encode.unsolvable",
            EncodeFault::VarintRange { .. } => "encode.varint_range",
            EncodeFault::Overlap { .. } => "encode.overlap",
            EncodeFault::Absent => "encode.absent",
            EncodeFault::NoCase { .. } => "encode.no_case",
            EncodeFault::HoldsMark => "encode.holds_mark",
        }
    }
}

/// A remark about a message that was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeNote {
    /// The stable code: `pack.truncated`, `pack.infinity` or `encode.overruled`.
    pub code: &'static str,
    /// The field's name.
    pub field: String,
    /// Arguments for the translation: `given`, `kept`, `computed`.
    pub args: BTreeMap<&'static str, String>,
    /// The whole remark in English.
    pub text: String,
}

impl EncodeNote {
    pub(crate) fn of_packing(field: &str, warning: PackWarning) -> EncodeNote {
        let (text, args) = match warning {
            PackWarning::Truncated { given, kept, .. } => (
                format!("{field}: {given} bytes given, only {kept} kept"),
                BTreeMap::from([("given", given.to_string()), ("kept", kept.to_string())]),
            ),
            PackWarning::Infinity { .. } => {
                (format!("{field}: too large, became infinity"), BTreeMap::new())
            }
        };
        EncodeNote { code: warning.code(), field: field.to_owned(), args, text }
    }

    pub(super) fn overruled(field: &str, given: &str, computed: &str) -> EncodeNote {
        let text = format!("{field}: {given} is sent where the layout says {computed}");
        let args = BTreeMap::from([("given", given.to_owned()), ("computed", computed.to_owned())]);
        EncodeNote { code: "encode.overruled", field: field.to_owned(), args, text }
    }
}
