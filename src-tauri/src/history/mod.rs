//! The history of stored transcripts: list, search, clean-up.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod search;
