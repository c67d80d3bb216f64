//! Open transcripts, of a connection or of a file.
//!
//! - [`session`]: an open transcript: its view, filter, decoding, notes and charts.
//! - [`openings`]: files being opened, with progress and cancellation.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod openings;
pub(crate) mod session;
