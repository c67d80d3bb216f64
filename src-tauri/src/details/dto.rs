//! Data of the details pane: payload pages and the comparison of two rows.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::transcript::JsonPlace;

/// A payload as JSON with its numbers unchanged.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonText {
    pub text: String,
    /// Byte offset of the JSON in the payload: 4 after a leading int32.
    pub offset: u32,
    /// On one line, because the indented text would be too long.
    pub compact: bool,
}

/// Comparison of two messages, A and B.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparisonDto {
    /// Direction, kind and payload are equal.
    pub is_equal: bool,
    pub fields: Vec<ComparedField>,
    pub pieces: Vec<ComparedPiece>,
    /// The bytes were aligned, so insertions are recognised; long payloads are compared byte by byte instead.
    pub is_aligned: bool,
    /// Bytes of each payload that were compared, if not all.
    pub cut_at: Option<u32>,
}

/// A field of both messages; a side is absent if that message has no such field.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedField {
    pub path: String,
    pub a: Option<String>,
    pub b: Option<String>,
    pub is_equal: bool,
}

/// A run of bytes and its range in both messages: first byte and the byte after the last.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ComparedPiece {
    /// `equal`, `changed`, `inserted` or `removed`.
    pub kind: String,
    pub a: (u32, u32),
    pub b: (u32, u32),
}

/// A page of a payload as text.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct TextPageDto {
    pub text: String,
    /// First byte of the page.
    pub from: u32,
    /// Byte after the last; the next page starts here.
    pub to: u32,
    /// Some bytes were not UTF-8 and were replaced.
    pub lossy: bool,
}

/// A page of a payload as indented JSON.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonPageDto {
    pub text: String,
    /// Start of this page: the previous page's `next`.
    #[ts(type = "{ offset: number }")]
    pub place: JsonPlace,
    /// Start of the next page; absent at the end.
    #[ts(type = "{ offset: number } | null")]
    pub next: Option<JsonPlace>,
}
