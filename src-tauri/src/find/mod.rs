//! Filters, find in the view, and going to a row or a time.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod search;
