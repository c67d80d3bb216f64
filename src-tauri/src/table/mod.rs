//! The table: polling for news, rows as text, timing columns, copying rows.

pub(crate) mod dto;
pub(crate) mod pull;
pub(crate) mod row_clipboard;
pub(crate) mod row_timings;
pub(crate) mod rows;
