//! The history of stored transcripts: listing, deleting, searching and cleaning up.
//!
//! - [`listing`]: the list and the clean-up plan as the page shows them.
//! - [`search`]: the background search through all transcripts.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod listing;
pub(crate) mod search;
