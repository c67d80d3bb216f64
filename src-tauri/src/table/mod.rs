//! The table of rows.
//!
//! - [`pull`]: answers the page's poll with state, counters and the visible rows.
//! - [`rows`]: rows as text.
//! - [`row_faults`]: faults of rows, and the reasons for those in sight.
//! - [`row_timings`]: timing columns: latency, time since the previous or last sent row.
//! - [`row_clipboard`]: rows as text for the clipboard.

pub(crate) mod dto;
pub(crate) mod pull;
pub(crate) mod row_clipboard;
pub(crate) mod row_faults;
pub(crate) mod row_timings;
pub(crate) mod rows;
