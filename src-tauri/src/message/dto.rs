//! Data of the message box: the preview of a message.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::packet::layout::encode::NamedSpan;
use wirelark_core::packet::layout::form::FormLine;
use wirelark_core::profile::variable::MissingVariable;
use wirelark_core::text::InvisibleCount;

use crate::error::ErrorDto;

/// A message as it would be sent.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct PreviewDto {
    /// `text` or `binary`.
    pub kind: String,
    pub size: u32,
    /// At most the first 256 bytes, lower case, no spaces.
    pub hex: String,
    /// The text of a text message, at most 4096 characters.
    pub text: Option<String>,
    /// The invisible characters of a text message, except line feeds and tabs.
    pub invisible: Vec<InvisibleCount>,
    /// What ends the text message, with escapes such as `\\r\\n`; empty for nothing.
    pub terminator: String,
    /// Set instead of the above if the message cannot be built; its args hold `line` and `column` for JSON.
    pub error: Option<ErrorDto>,
    /// `packed`: position of each field and tail, in order.
    pub spans: Vec<NamedSpan>,
    /// `packed`: notes for the user, each with `field` in its args.
    pub notes: Vec<ErrorDto>,
    /// `packed`: a line for each field and tail.
    pub lines: Vec<FormLine>,
    /// `packed`: errors of values, by their path (`values[0]`, `fields.code`).
    pub faults: Vec<ErrorDto>,
    /// Variables without a value; the page asks for them when the message is sent.
    pub asked: Vec<MissingVariable>,
    /// The message as a line of Python.
    pub python: Option<String>,
}
