//! The comparison of two transcripts by command, which runs in the background.
//! The comparison of two rows is in [`details`](crate::details).

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod transcripts;
