//! How long each phase may take, how to say good-bye.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A time-out for each phase, as `500ms`, `12s` or `2m`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Timeouts {
    /// Looking the host's name up. Default 10 s.
    pub resolve: String,
    /// TCP. Default 10 s.
    pub connect: String,
    /// What the proxy takes to let us through. Default 10 s.
    #[serde(skip_serializing_if = "is_ten_seconds")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub proxy: String,
    /// The TLS handshake. Default 10 s.
    pub tls: String,
    /// The HTTP upgrade, from the request's first byte to the response's last. Default 10 s.
    pub upgrade: String,
    /// From our Close to the server's, and to the end of TCP. Default 5 s.
    pub close: String,
    /// How long the server may take nothing of what waits to be sent. Default 30 s.
    #[serde(skip_serializing_if = "is_thirty_seconds")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub write: String,
    /// How long nothing may come from the server. Default for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub idle: Option<String>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
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

impl Timeouts {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Each that always has a value, with its name.
    pub fn each(&self) -> [(&'static str, &str); 7] {
        [
            ("resolve", &self.resolve),
            ("connect", &self.connect),
            ("proxy", &self.proxy),
            ("tls", &self.tls),
            ("upgrade", &self.upgrade),
            ("close", &self.close),
            ("write", &self.write),
        ]
    }
}

fn is_thirty_seconds(text: &str) -> bool {
    text == "30s"
}

fn is_ten_seconds(text: &str) -> bool {
    text == "10s"
}

/// A close code and its reason (RFC 6455 section 7.4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Close {
    /// Default 1000, a normal end.
    pub code: u16,
    /// At most 123 bytes of UTF-8. Default `user quit`, as in the original script.
    pub reason: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Default for Close {
    fn default() -> Self {
        Close { code: 1000, reason: "user quit".to_owned(), extra: Map::new() }
    }
}

impl Close {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
