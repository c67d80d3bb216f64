//! Validation errors of layouts.

use super::super::expression::ExpressionError;
use crate::packet::budget::{LAYOUT_PARTS, PROFILE_PARTS};
use crate::packet::format::FormatError;
use crate::packet::pack::{Misfit, PackError};

/// Names and values of the arguments for a translated error text.
pub type Args = Vec<(&'static str, String)>;

/// A fault of a layout and its position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct LayoutError {
    /// JSON path inside the layout, such as `fields[1].constant` or `tail.then.format`.
    pub path: String,
    /// The fault.
    pub fault: LayoutFault,
}

/// A fault in one part of a layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutFault {
    /// The layout has no name.
    #[error("a layout needs a name")]
    NameMissing,
    /// Two layouts with the same name.
    #[error("there are two layouts named '{0}': rename one")]
    LayoutTwice(String),
    /// An invalid format.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The format has more than [`MOST_VALUES`](super::MOST_VALUES) values.
    #[error("the format has {0} values, more than the {limit} a layout may have: use s, or a repeat tail", limit = super::MOST_VALUES)]
    TooManyValues(usize),
    /// More fields than values of the format.
    #[error(
        "the format has {values} values, the layout {fields} fields: remove fields or extend the format"
    )]
    Fields {
        /// The number of values in the format.
        values: usize,
        /// The number of fields in the layout.
        fields: usize,
    },
    /// Two fields with the same name.
    #[error("there are two fields named '{0}': rename one")]
    Twice(String),
    /// A name that contains a path separator.
    #[error("a field's name may not hold . [ or ]: they separate the parts of a path")]
    NameChar,
    /// A value that its field does not accept.
    #[error("{}", misfit(.0))]
    Value(PackError),
    /// A field with both a constant and a default.
    #[error("a field has either a constant or a default: remove one")]
    ConstantAndDefault,
    /// A label for something that is not a value of the field.
    #[error("'{0}' is no value of this field: a label stands for a value such as 2 or 0x02")]
    Label(String),
    /// Bits of a field that is not an integer.
    #[error("only an integer has bits: this field is {0:?}")]
    BitsOf(char),
    /// Bits outside the integer.
    #[error("bits run from 0 to {last}, the lower one first")]
    BitsRange {
        /// The highest bit.
        last: usize,
    },
    /// A range of a field that is not a number.
    #[error("only a number has a range: this field is {0:?}")]
    RangeOf(char),
    /// A range without an end, or with its ends in the wrong order.
    #[error("a range needs a smallest or a largest number, and the smaller comes first")]
    RangeOrder,
    /// A checksum in a field that cannot hold it.
    #[error(
        "this checksum needs an integer field without sign of {size} bytes or more, such as B, H or I"
    )]
    ChecksumField {
        /// Size of the checksum in bytes.
        size: usize,
    },
    /// A reference to an earlier integer field that does not exist.
    #[error("there is no earlier integer field named '{0}'")]
    NoSuchField(String),
    /// An invalid expression.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// A display that does not suit the field.
    #[error("{}", if *size == 0 { "only an integer is shown as flags".to_owned() } else { format!("this display needs a field of {size} bytes, such as {size}s") })]
    DisplayOf {
        /// Size in bytes that the display needs; 0 if it needs an integer.
        size: usize,
    },
    /// A scale for a value that is not an integer.
    #[error("only an integer has a scale")]
    ScaleOf,
    /// A terminator or separator that is empty or too long.
    #[error("it needs 1 to {limit} bytes", limit = super::MOST_MARK)]
    MarkSize,
    /// A key that this kind of tail does not have.
    #[error("a {kind} tail does not use '{key}': remove it")]
    KeyOf {
        /// The key.
        key: &'static str,
        /// The kind of the tail.
        kind: &'static str,
    },
    /// A switch without a value.
    #[error("a switch tail needs 'on': the field whose value chooses the layout")]
    SwitchNothing,
    /// Too many parts follow each other.
    #[error("more than {limit} parts follow each other in one layout", limit = super::MOST_PARTS)]
    ManyParts,
    /// A layout after a tail that extends to the end of the message.
    #[error("a tail without length or count takes everything: nothing can follow it")]
    ThenWithoutLength,
    /// A count for a tail that does not repeat.
    #[error("only a repeat tail has a count")]
    CountOfOne,
    /// A repeat without a layout or an element.
    #[error("a repeat tail needs the name of a layout, or an element")]
    RepeatNothing,
    /// A reference to a layout that does not exist.
    #[error("there is no layout named '{0}'")]
    NoSuchLayout(String),
    /// A layout that contains itself, or layouts that are nested too deep.
    #[error("layouts lie too deep in each other, or one lies in itself: {limit} levels are read", limit = super::MOST_DEEP)]
    Endless,
    /// The layout, including the layouts it repeats, or all layouts of the profile exceed the limit of parts.
    #[error(
        "with the layouts that it repeats it has more than {LAYOUT_PARTS} fields and labels, or all layouts together have more than {PROFILE_PARTS}"
    )]
    TooManyParts,
    /// A repeat whose element has no bytes.
    #[error("what repeats has no bytes: it would never end")]
    Empty,
    /// A reference to a Protobuf message type that does not exist.
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

    /// The arguments for a translated error text.
    pub fn args(&self) -> Args {
        let single = |name, value: &dyn ToString| vec![(name, value.to_string())];
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
            | LayoutFault::NoSuchMessage(name) => single("name", name),
            LayoutFault::Value(PackError::Value {
                what: Misfit::Range { low, high, .. }, ..
            }) => {
                vec![("low", low.to_string()), ("high", high.to_string())]
            }
            LayoutFault::Value(error) => {
                let column = error.column().map(|column| ("column", (column + 1).to_string()));
                single("what", &misfit(error)).into_iter().chain(column).collect()
            }
            LayoutFault::Label(label) => single("label", label),
            LayoutFault::BitsOf(ch) | LayoutFault::RangeOf(ch) => single("ch", ch),
            LayoutFault::BitsRange { last } => single("last", last),
            LayoutFault::ChecksumField { size } => single("size", size),
            LayoutFault::Endless => single("limit", &super::MOST_DEEP),
            LayoutFault::ManyParts => single("limit", &super::MOST_PARTS),
            LayoutFault::MarkSize => single("limit", &super::MOST_MARK),
            LayoutFault::KeyOf { key, kind } => {
                vec![("key", (*key).to_owned()), ("kind", (*kind).to_owned())]
            }
            LayoutFault::Expression(error) => {
                vec![("column", (error.column() + 1).to_string()), ("what", error.to_string())]
            }
            LayoutFault::TooManyParts => {
                vec![("limit", LAYOUT_PARTS.to_string()), ("all", PROFILE_PARTS.to_string())]
            }
            LayoutFault::NameMissing
            | LayoutFault::NameChar
            | LayoutFault::ConstantAndDefault
            | LayoutFault::RangeOrder
            | LayoutFault::ThenWithoutLength
            | LayoutFault::CountOfOne
            | LayoutFault::RepeatNothing
            | LayoutFault::SwitchNothing
            | LayoutFault::ScaleOf
            | LayoutFault::DisplayOf { .. }
            | LayoutFault::Empty => Args::new(),
        }
    }

    /// The stable error code.
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
            LayoutFault::RangeOf(_) => "layout.range_of",
            LayoutFault::RangeOrder => "layout.range_order",
            LayoutFault::ChecksumField { .. } => "layout.checksum_field",
            LayoutFault::NoSuchField(_) => "layout.no_such_field",
            LayoutFault::ThenWithoutLength => "layout.then_without_length",
            LayoutFault::CountOfOne => "layout.count_of_one",
            LayoutFault::RepeatNothing => "layout.repeat_nothing",
            LayoutFault::NoSuchLayout(_) => "layout.no_such_layout",
            LayoutFault::Endless => "layout.endless",
            LayoutFault::TooManyParts => "layout.too_many_parts",
            LayoutFault::Empty => "layout.empty",
            LayoutFault::Expression(error) => error.code(),
            LayoutFault::DisplayOf { .. } => "layout.display_of",
            LayoutFault::ScaleOf => "layout.scale_of",
            LayoutFault::MarkSize => "layout.mark_size",
            LayoutFault::KeyOf { .. } => "layout.key_of",
            LayoutFault::SwitchNothing => "layout.switch_nothing",
            LayoutFault::ManyParts => "layout.many_parts",
            LayoutFault::NoSuchMessage(_) => "layout.no_such_message",
        }
    }
}
