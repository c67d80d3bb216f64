//! Comparison of two transcripts by command.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod transcripts;
