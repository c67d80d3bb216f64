//! permessage-deflate (RFC 7692).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::packet::is_default;

/// What is offered in the upgrade, and so how messages may be compressed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Compression {
    /// Whether `permessage-deflate` is offered. Default no.
    pub offer: bool,
    /// The server is to compress each message by itself. Default no.
    #[serde(default, skip_serializing_if = "is_default")]
    pub server_no_context_takeover: bool,
    /// We compress each message by itself. Default no.
    #[serde(default, skip_serializing_if = "is_default")]
    pub client_no_context_takeover: bool,
    /// The server's window: 8 to 15 for 256 bytes to 32 KiB. Default what the server wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub server_max_window_bits: Option<u8>,
    /// Our window, 8 to 15; the server may ask for a smaller one. Default 15.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub client_max_window_bits: Option<u8>,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}
