//! Pins and notes of rows, stored beside the transcript.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod transcript_notes;
