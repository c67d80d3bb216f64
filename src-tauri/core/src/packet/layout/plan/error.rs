//! What is wrong with a layout, and where.

use crate::packet::budget::{LAYOUT_PARTS, PROFILE_PARTS};
use crate::packet::format::FormatError;
use crate::packet::pack::{Misfit, PackError};

/// What a translation of an error may name, and its text.
pub type Args = Vec<(&'static str, String)>;

/// One thing that is wrong with a layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct LayoutError {
    /// JSON path inside the layout, as `fields[1].constant` or `tail.then.format`.
    pub path: String,
    /// What is wrong there.
    pub fault: LayoutFault,
}

/// What is wrong with a part of a layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutFault {
    /// No name.
    #[error("a layout needs a name")]
    NameMissing,
    /// Two layouts of one name.
    #[error("there are two layouts named '{0}': rename one")]
    LayoutTwice(String),
    /// A bad format.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// More values than anyone names.
    #[error("the format has {0} values, more than the {limit} a layout may have: use s, or a repeat tail", limit = super::MOST_VALUES)]
    TooManyValues(usize),
    /// More fields than values.
    #[error(
        "the format has {values} values, the layout {fields} fields: remove fields or extend the format"
    )]
    Fields {
        /// The format's values.
        values: usize,
        /// The layout's fields.
        fields: usize,
    },
    /// Two fields of one name.
    #[error("there are two fields named '{0}': rename one")]
    Twice(String),
    /// A name that cannot stand in a path.
    #[error("a field's name may not hold . [ or ]: they separate the parts of a path")]
    NameChar,
    /// A value that its field does not take.
    #[error("{}", misfit(.0))]
    Value(PackError),
    /// Both a constant and a default.
    #[error("a field has either a constant or a default: remove one")]
    ConstantAndDefault,
    /// A label for something that is no value of the field.
    #[error("'{0}' is no value of this field: a label stands for a value such as 2 or 0x02")]
    Label(String),
    /// Bits of something that is no integer.
    #[error("only an integer has bits: this field is {0:?}")]
    BitsOf(char),
    /// Bits outside the integer.
    #[error("bits run from 0 to {last}, the lower one first")]
    BitsRange {
        /// The highest there is.
        last: usize,
    },
    /// A checksum in a field that cannot hold it.
    #[error(
        "this checksum needs an integer field without sign of {size} bytes or more, such as B, H or I"
    )]
    ChecksumField {
        /// The checksum's bytes.
        size: usize,
    },
    /// The name of no earlier integer.
    #[error("there is no earlier integer field named '{0}'")]
    NoSuchField(String),
    /// Something after a tail that takes all.
    #[error("a tail without length or count takes everything: nothing can follow it")]
    ThenWithoutLength,
    /// A count for a tail that does not repeat.
    #[error("only a repeat tail has a count")]
    CountOfOne,
    /// A repeat of nothing.
    #[error("a repeat tail needs the name of a layout, or an element")]
    RepeatNothing,
    /// The name of no layout.
    #[error("there is no layout named '{0}'")]
    NoSuchLayout(String),
    /// A layout inside of itself.
    #[error("layouts lie too deep in each other, or one lies in itself: {limit} levels are read", limit = super::MOST_DEEP)]
    Endless,
    /// More fields, tails, bits and labels than are built, those of the layouts that it repeats included.
    #[error(
        "with the layouts that it repeats it has more than {LAYOUT_PARTS} fields and labels, or all layouts together have more than {PROFILE_PARTS}"
    )]
    TooManyParts,
    /// A repeat of something without bytes.
    #[error("what repeats has no bytes: it would never end")]
    Empty,
    /// The name of no Protobuf message type.
    #[error("there is no Protobuf message type named '{0}': attach its .proto file to the profile")]
    NoSuchMessage(String),
}

fn misfit(error: &PackError) -> String {
    match error {
        PackError::Value { what, .. } => what.to_string(),
        other => other.to_string(),
    }
}

impl LayoutError {
    pub(super) fn at(path: impl Into<String>, fault: impl Into<LayoutFault>) -> Self {
        LayoutError { path: path.into(), fault: fault.into() }
    }

    /// What a translation may name.
    pub fn args(&self) -> Args {
        let one = |name, value: &dyn ToString| vec![(name, value.to_string())];
        match &self.fault {
            LayoutFault::Format(error) => {
                vec![("column", (error.column() + 1).to_string()), ("what", error.to_string())]
            }
            LayoutFault::TooManyValues(values) => {
                vec![("values", values.to_string()), ("limit", super::MOST_VALUES.to_string())]
            }
            LayoutFault::Fields { values, fields } => {
                vec![("values", values.to_string()), ("fields", fields.to_string())]
            }
            LayoutFault::LayoutTwice(name)
            | LayoutFault::Twice(name)
            | LayoutFault::NoSuchField(name)
            | LayoutFault::NoSuchLayout(name)
            | LayoutFault::NoSuchMessage(name) => one("name", name),
            LayoutFault::Value(PackError::Value {
                what: Misfit::Range { low, high, .. }, ..
            }) => {
                vec![("low", low.to_string()), ("high", high.to_string())]
            }
            LayoutFault::Value(error) => {
                let column = error.column().map(|column| ("column", (column + 1).to_string()));
                one("what", &misfit(error)).into_iter().chain(column).collect()
            }
            LayoutFault::Label(label) => one("label", label),
            LayoutFault::BitsOf(ch) => one("ch", ch),
            LayoutFault::BitsRange { last } => one("last", last),
            LayoutFault::ChecksumField { size } => one("size", size),
            LayoutFault::Endless => one("limit", &super::MOST_DEEP),
            LayoutFault::TooManyParts => {
                vec![("limit", LAYOUT_PARTS.to_string()), ("all", PROFILE_PARTS.to_string())]
            }
            LayoutFault::NameMissing
            | LayoutFault::NameChar
            | LayoutFault::ConstantAndDefault
            | LayoutFault::ThenWithoutLength
            | LayoutFault::CountOfOne
            | LayoutFault::RepeatNothing
            | LayoutFault::Empty => Args::new(),
        }
    }

    /// The stable name of this error.
    pub fn code(&self) -> &'static str {
        match &self.fault {
            LayoutFault::NameMissing => "layout.name_missing",
            LayoutFault::LayoutTwice(_) => "layout.twice",
            LayoutFault::Format(error) => error.code(),
            LayoutFault::TooManyValues(_) => "layout.too_many_values",
            LayoutFault::Fields { .. } => "layout.fields",
            LayoutFault::Twice(_) => "layout.field_twice",
            LayoutFault::NameChar => "layout.name_char",
            LayoutFault::Value(PackError::Value { what: Misfit::Type(error), .. }) => error.code(),
            LayoutFault::Value(error) => error.code(),
            LayoutFault::ConstantAndDefault => "layout.constant_and_default",
            LayoutFault::Label(_) => "layout.label",
            LayoutFault::BitsOf(_) => "layout.bits_of",
            LayoutFault::BitsRange { .. } => "layout.bits_range",
            LayoutFault::ChecksumField { .. } => "layout.checksum_field",
            LayoutFault::NoSuchField(_) => "layout.no_such_field",
            LayoutFault::ThenWithoutLength => "layout.then_without_length",
            LayoutFault::CountOfOne => "layout.count_of_one",
            LayoutFault::RepeatNothing => "layout.repeat_nothing",
            LayoutFault::NoSuchLayout(_) => "layout.no_such_layout",
            LayoutFault::Endless => "layout.endless",
            LayoutFault::TooManyParts => "layout.too_many_parts",
            LayoutFault::Empty => "layout.empty",
            LayoutFault::NoSuchMessage(_) => "layout.no_such_message",
        }
    }
}
