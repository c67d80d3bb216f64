//! What crosses for the editor of layouts, rules, codes, columns and Protobuf types.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirelark_core::packet::layout::{Decoded, FormLine};

use crate::error::ErrorDto;

/// All that is wrong with a profile's decoding, and what it is made of.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DecodingCheck {
    /// Each with its JSON path, as `layouts[0].fields[1].constant`.
    pub(crate) problems: Vec<ErrorDto>,
    /// One for each layout, in order.
    pub(crate) layouts: Vec<LayoutCheck>,
    /// The full names of the Protobuf message types.
    pub(crate) messages: Vec<String>,
}

/// A layout as it is understood.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LayoutCheck {
    pub(crate) sound: bool,
    /// The fewest bytes a message of it has; at most 2^32 - 1.
    pub(crate) least_size: u32,
    /// Its fields and tails; none where it is not sound.
    pub(crate) lines: Vec<FormLine>,
}

/// Which message to try a layout on.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LayoutPreviewRequest {
    /// The layout's number in the profile; without one the rules choose.
    pub(crate) layout: Option<u32>,
    pub(crate) connection: Option<u32>,
    /// A row of its transcript; without one the newest that suits.
    pub(crate) row: Option<u32>,
    /// Hex digits of a message, instead of one that passed.
    pub(crate) bytes: Option<String>,
}

/// A message, read by a layout.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LayoutPreview {
    /// None for one that was typed.
    pub(crate) row: Option<u32>,
    /// How it was found: `asked`, `typed`, `rule` (the rules give it this layout), `fits` (it fits, though no rule
    /// gives it) or `newest`.
    pub(crate) found: String,
    /// `sent` or `received`.
    pub(crate) direction: String,
    /// `text` or `binary`.
    pub(crate) kind: String,
    pub(crate) size: u32,
    /// At most its first 2048 bytes, lower case, no spaces.
    pub(crate) hex: String,
    /// The number, from 0, of the rule that takes it.
    pub(crate) rule: Option<u32>,
    /// None where the layout is not sound.
    pub(crate) decoded: Option<Decoded>,
}
