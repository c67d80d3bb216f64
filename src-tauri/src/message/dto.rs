//! Data that crosses to the page.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::packet::layout::encode::NamedSpan;
use wirelark_core::packet::layout::form::FormLine;
use wirelark_core::profile::variable::MissingVariable;

use crate::error::ErrorDto;

/// What a message would put on the wire.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewDto {
    /// `text` or `binary`.
    pub(crate) kind: String,
    pub(crate) size: u32,
    /// At most the first 256 bytes, lower case, no spaces.
    pub(crate) hex: String,
    /// The text, for a text message, at most 4096 characters.
    pub(crate) text: Option<String>,
    /// Set instead of the above when the message cannot be made; with `line` and `column` in its args for JSON.
    pub(crate) error: Option<ErrorDto>,
    /// `packed`: where each field and tail lies, in order.
    pub(crate) spans: Vec<SpanDto>,
    /// `packed`: what a person should know, each with `field` in its args.
    pub(crate) notes: Vec<ErrorDto>,
    /// `packed`: a line for each field and tail.
    pub(crate) lines: Vec<FormLine>,
    /// `packed`: what is wrong with each value, by its path (`values[0]`, `fields.code`).
    pub(crate) faults: Vec<ErrorDto>,
    /// Variables without a value: they are asked for when it is sent.
    pub(crate) asked: Vec<MissingVariable>,
    /// The same as a line of Python.
    pub(crate) python: Option<String>,
}

/// Where a field lies.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct SpanDto {
    pub(crate) name: String,
    pub(crate) offset: u32,
    pub(crate) size: u32,
    pub(crate) colour: u16,
}

impl From<NamedSpan> for SpanDto {
    fn from(NamedSpan { name, offset, size, colour }: NamedSpan) -> Self {
        SpanDto { name, offset: offset as u32, size: size as u32, colour }
    }
}
