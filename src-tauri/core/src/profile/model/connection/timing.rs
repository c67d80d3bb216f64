//! Timeouts of each phase, and the Close that a disconnect sends.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// A timeout for each phase, as `500ms`, `12s` or `2m`. `settings_table.rs` has the ranges.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Timeouts {
    /// Resolving the host's name.
    pub resolve: String,
    /// The TCP connection.
    pub connect: String,
    /// The proxy's handshake.
    #[serde(skip_serializing_if = "is_default_proxy")]
    #[ts(as = "Option<String>", optional)]
    pub proxy: String,
    /// The TLS handshake.
    pub tls: String,
    /// The HTTP upgrade, from the request's first byte to the response's last.
    pub upgrade: String,
    /// From our Close to the server's, and to the end of TCP.
    pub close: String,
    /// How long the server may accept no data while some is waiting to be sent.
    #[serde(skip_serializing_if = "is_default_write")]
    #[ts(as = "Option<String>", optional)]
    pub write: String,
    /// How long the server may send nothing. Unlimited by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub idle: Option<String>,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for Timeouts {
    fn default() -> Self {
        let s = |text: &str| text.to_owned();
        Timeouts {
            resolve: s("10s"),
            connect: s("10s"),
            proxy: s("10s"),
            tls: s("10s"),
            upgrade: s("10s"),
            close: s("5s"),
            write: s("30s"),
            idle: None,
            extra: Map::new(),
        }
    }
}

fn is_default_proxy(text: &str) -> bool {
    text == Timeouts::default().proxy
}

fn is_default_write(text: &str) -> bool {
    text == Timeouts::default().write
}

/// A close code and its reason (RFC 6455 section 7.4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Close {
    /// A code that an endpoint may send.
    pub code: u16,
    /// At most 123 bytes of UTF-8. The default is the original script's.
    pub reason: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for Close {
    fn default() -> Self {
        Close { code: 1000, reason: "user quit".to_owned(), extra: Map::new() }
    }
}
