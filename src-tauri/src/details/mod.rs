//! The details of a row: its payload as text or JSON, copies of it, and the comparison with another row.
//!
//! - [`payload_json`]: a whole payload as indented JSON.
//! - [`payload_file`]: a payload saved as a file.
//! - [`row_comparison`]: two rows side by side.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod payload_file;
pub(crate) mod payload_json;
pub(crate) mod row_comparison;
