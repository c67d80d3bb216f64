//! The editor of layouts, rules, codes, columns and Protobuf types: checks while typing, and previews on messages.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod preview;
