//! Data of the layout editor: checks of a decoding and previews of a layout on a message.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirelark_core::packet::codes::CodeValue;
use wirelark_core::packet::layout::{Decoded, FormLine};

use crate::error::ErrorDto;

/// Problems of a profile's decoding, and its layouts and message types.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct DecodingCheck {
    /// Each with its JSON path, such as `layouts[0].fields[1].constant`.
    pub problems: Vec<ErrorDto>,
    /// One for each layout, in order.
    pub layouts: Vec<LayoutCheck>,
    /// The full names of the Protobuf message types.
    pub messages: Vec<String>,
}

/// A compiled layout.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LayoutCheck {
    /// Whether the layout is valid.
    pub sound: bool,
    /// Minimum size of a message in bytes, at most 2^32 - 1.
    pub least_size: u32,
    /// Its fields and tails; empty if the layout is invalid.
    pub lines: Vec<FormLine>,
}

/// The message to preview a layout on.
#[derive(Debug, Clone, Deserialize, TS)]
pub(crate) struct LayoutPreviewRequest {
    /// Index of the layout in the profile; the rules choose one if absent.
    pub layout: Option<u32>,
    pub connection: Option<u32>,
    /// A row of its transcript; the newest suitable row if absent.
    pub row: Option<u32>,
    /// Hex digits of a typed message, instead of a row.
    pub bytes: Option<String>,
}

/// A message decoded by a layout.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct LayoutPreview {
    /// The message's row; absent for a typed message.
    pub row: Option<u32>,
    /// How the message was chosen: `asked` (the requested row), `typed`, `rule` (the rules choose this layout for it),
    /// `fits` (it fits the layout, but no rule chooses it) or `newest`.
    pub found: String,
    /// `sent` or `received`.
    pub direction: String,
    /// `text` or `binary`.
    pub kind: String,
    pub size: u32,
    /// At most the first 2048 bytes, lower case, no spaces.
    pub hex: String,
    /// Its code, as the profile defines it.
    pub code: Option<CodeValue>,
    /// Index of the rule that matches the message.
    pub rule: Option<u32>,
    /// Absent if the layout is invalid.
    pub decoded: Option<Decoded>,
}
