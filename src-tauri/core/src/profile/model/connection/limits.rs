//! Size limits.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// Size limits, in bytes unless noted. `settings_table.rs` has the ranges.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Limits {
    /// The header of the server's response to the upgrade, and of a proxy's.
    pub header: u32,
    /// Number of fields in it.
    pub header_fields: u32,
    /// A message after inflating; a larger one closes the connection with 1009.
    #[serde(skip_serializing_if = "is_message")]
    #[ts(as = "Option<u32>", optional)]
    pub message: u32,
    /// Number of frames in one message, empty ones included.
    #[serde(skip_serializing_if = "is_fragments")]
    #[ts(as = "Option<u32>", optional)]
    pub fragments: u32,
    /// Data waiting to be sent; sending pauses when it is full.
    #[serde(skip_serializing_if = "is_write_buffer")]
    #[ts(as = "Option<u32>", optional)]
    pub write_buffer: u32,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            header: 64 * 1024,
            header_fields: 124,
            message: 64 << 20,
            fragments: 100_000,
            write_buffer: 1 << 20,
            extra: Map::new(),
        }
    }
}

fn is_message(value: &u32) -> bool {
    *value == Limits::default().message
}

fn is_fragments(value: &u32) -> bool {
    *value == Limits::default().fragments
}

fn is_write_buffer(value: &u32) -> bool {
    *value == Limits::default().write_buffer
}
