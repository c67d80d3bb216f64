//! Pins and notes of rows.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod transcript_notes;
