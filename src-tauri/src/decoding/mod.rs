//! Decoded messages: field trees, the inspector, layout suggestions.

pub(crate) mod commands;
pub(crate) mod connection_decoding;
