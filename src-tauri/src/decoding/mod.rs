//! Decoded messages: field trees, the inspector, layout suggestions.
//!
//! - [`connection_decoding`]: a transcript's compiled decoding, its columns and row colours.
//! - [`row_decoder`]: decodes one row, limiting memory for long messages.
//! - [`field_text`]: one field of a row's tree as text for the clipboard.

pub(crate) mod commands;
pub(crate) mod connection_decoding;
pub(crate) mod field_text;
pub(crate) mod row_decoder;
