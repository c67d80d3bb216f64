//! How much is taken.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How much is taken, in bytes where nothing else is said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Limits {
    /// The head of the server's answer to the upgrade, and of a proxy's. Default 65536; 1024 to 1048576.
    pub header: u32,
    /// The fields in it. Default 124; 1 to 1000.
    pub header_fields: u32,
    /// A message, after inflating; the server is told by a Close with 1009. Default 67108864, at most 1073741824.
    #[serde(skip_serializing_if = "is_message")]
    #[cfg_attr(feature = "ts", ts(as = "Option<u32>", optional))]
    pub message: u32,
    /// The frames of one message, empty ones too. Default 100000; 1 to 10000000.
    #[serde(skip_serializing_if = "is_fragments")]
    #[cfg_attr(feature = "ts", ts(as = "Option<u32>", optional))]
    pub fragments: u32,
    /// What waits to be sent; what is larger waits until there is room. Default 1048576; 1024 to 268435456.
    #[serde(skip_serializing_if = "is_write_buffer")]
    #[cfg_attr(feature = "ts", ts(as = "Option<u32>", optional))]
    pub write_buffer: u32,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
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

impl Limits {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
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
