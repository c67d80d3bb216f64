//! The details of a row: payload pages, and the comparison of two rows.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod row_comparison;
