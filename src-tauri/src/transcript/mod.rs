//! Transcripts as the window views them, of a connection or of an opened file.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod openings;
pub(crate) mod session;
