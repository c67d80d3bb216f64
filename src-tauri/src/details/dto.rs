//! Data of the details pane: payload pages and the comparison of two rows.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::transcript::JsonPlace;

/// A payload as JSON with its numbers unchanged.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonText {
    pub(crate) text: String,
    /// Byte offset of the JSON in the payload: 4 after a leading int32.
    pub(crate) offset: u32,
    /// On one line, because the indented text would be too long.
    pub(crate) compact: bool,
}

/// Comparison of two messages, A and B.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparisonDto {
    /// Direction, kind and payload are equal.
    pub(crate) is_equal: bool,
    pub(crate) fields: Vec<ComparedField>,
    pub(crate) pieces: Vec<ComparedPiece>,
    /// The bytes were aligned, so insertions are recognised; long payloads are compared byte by byte instead.
    pub(crate) is_aligned: bool,
    /// Bytes of each payload that were compared, if not all.
    pub(crate) cut_at: Option<u32>,
}

/// A field of both messages; a side is absent if that message has no such field.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedField {
    pub(crate) path: String,
    pub(crate) a: Option<String>,
    pub(crate) b: Option<String>,
    pub(crate) is_equal: bool,
}

/// A run of bytes and its range in both messages: first byte and the byte after the last.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ComparedPiece {
    /// `equal`, `changed`, `inserted` or `removed`.
    pub(crate) kind: String,
    pub(crate) a: (u32, u32),
    pub(crate) b: (u32, u32),
}

/// A page of a payload as text.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct TextPageDto {
    pub(crate) text: String,
    /// First byte of the page.
    pub(crate) from: u32,
    /// Byte after the last; the next page starts here.
    pub(crate) to: u32,
    /// Some bytes were not UTF-8 and were replaced.
    pub(crate) lossy: bool,
}

/// A page of a payload as indented JSON.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonPageDto {
    pub(crate) text: String,
    /// Start of this page: the previous page's `next`.
    #[ts(type = "{ offset: number }")]
    pub(crate) place: JsonPlace,
    /// Start of the next page; absent at the end.
    #[ts(type = "{ offset: number } | null")]
    pub(crate) next: Option<JsonPlace>,
}
