//! The editor of layouts, rules, codes, columns and Protobuf types.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod preview;
