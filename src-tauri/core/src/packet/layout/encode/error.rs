//! Why a message of a layout cannot be made, and what to know of one that was.

use std::collections::BTreeMap;

use crate::packet::binary::BinaryError;
use crate::packet::json::JsonError;
use crate::packet::pack::{PackError, PackWarning};

/// Why a message of a layout cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", if field.is_empty() { String::new() } else { format!("{field}: ") })]
pub struct EncodeError {
    /// The field or tail to blame, as `flags.ready` or `items[2].price`.
    pub field: String,
    /// What is wrong there.
    pub fault: EncodeFault,
}

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeFault {
    /// Nothing was given, and the layout has neither constant nor default.
    #[error("it has no value: give one, or a default in the layout")]
    NoValue,
    /// The layout has no field of this name.
    #[error("the layout has no field of this name")]
    NoSuchField,
    /// The layout has no tail of this name.
    #[error("the layout has no such tail")]
    NoTail,
    /// Not an integer.
    #[error("not an integer: bits take digits such as 7 or 0x1f")]
    NotInteger,
    /// More than the bits hold.
    #[error("out of range: these bits take 0 to {most}")]
    BitsRange {
        /// The largest that fits.
        most: i128,
    },
    /// A value that its field does not take.
    #[error("{}", plain(.0))]
    Pack(#[from] PackError),
    /// A tail that is no JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// JSON that cannot be written as the layout wants it.
    #[error(transparent)]
    Binary(#[from] BinaryError),
    /// A character that the encoding does not have.
    #[error("{encoding} has no {ch:?}")]
    Encoding {
        /// The character.
        ch: char,
        /// The encoding.
        encoding: &'static str,
    },
    /// Something else than the layout's tail is made of.
    #[error("the layout's tail is {wanted}, which this is not")]
    Kind {
        /// What the layout wants.
        wanted: &'static str,
    },
}

/// The field is named already.
fn plain(error: &PackError) -> String {
    match error {
        PackError::Value { what, .. } => what.to_string(),
        other => other.to_string(),
    }
}

impl EncodeError {
    pub(crate) fn at(field: &str, fault: impl Into<EncodeFault>) -> Self {
        EncodeError { field: field.to_owned(), fault: fault.into() }
    }

    /// The stable name of this error.
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
        }
    }
}

/// What a person should know of a message that was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "EncodeNote"))]
pub struct EncodeNote {
    /// A stable code: `pack.truncated`, `pack.infinity`, `encode.overruled`.
    pub code: &'static str,
    /// The field.
    pub field: String,
    /// What a translation may name: `given`, `kept`, `computed`.
    pub args: BTreeMap<&'static str, String>,
    /// English, in full.
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
