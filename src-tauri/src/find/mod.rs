//! Filters, find, and going to a row.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod search;
