//! Data that crosses to the page.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::transcript::JsonPlace;

/// A row's JSON, indented, numbers exact.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonText {
    pub(crate) text: String,
    /// Where in the payload it begins: 4 behind a leading int32.
    pub(crate) offset: u32,
    /// It is on one line, since laid out it would be too long.
    pub(crate) compact: bool,
}

/// Two messages compared.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparisonDto {
    /// Direction, kind and payload are the same.
    pub(crate) is_equal: bool,
    pub(crate) fields: Vec<ComparedField>,
    pub(crate) pieces: Vec<ComparedPiece>,
    /// Insertions were looked for; else bytes were compared place by place, because there are too many.
    pub(crate) is_aligned: bool,
    /// Only so many bytes of each were compared.
    pub(crate) cut_at: Option<u32>,
}

/// A field on both sides; none where a message has no such field.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedField {
    pub(crate) path: String,
    pub(crate) a: Option<String>,
    pub(crate) b: Option<String>,
    pub(crate) is_equal: bool,
}

/// A stretch of bytes and where it lies on both sides: first byte and the one behind its last.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ComparedPiece {
    /// `equal`, `changed`, `inserted` or `removed`.
    pub(crate) kind: String,
    pub(crate) a: (u32, u32),
    pub(crate) b: (u32, u32),
}

/// A piece of a payload as text.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct TextPageDto {
    pub(crate) text: String,
    /// The first byte that it shows.
    pub(crate) from: u32,
    /// The byte behind the last; the next page begins there.
    pub(crate) to: u32,
    /// Some bytes were no UTF-8.
    pub(crate) lossy: bool,
}

/// A piece of a payload as laid out JSON.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonPageDto {
    pub(crate) text: String,
    /// Where this page begins; what the page before gave as `next`.
    #[ts(type = "{ offset: number }")]
    pub(crate) place: JsonPlace,
    /// Where the next begins; none at the end.
    #[ts(type = "{ offset: number } | null")]
    pub(crate) next: Option<JsonPlace>,
}
