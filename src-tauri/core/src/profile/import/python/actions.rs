//! What a script does on its connection.

use crate::packet::paste::PastedMessage;

/// The arguments of the call that connects.
#[derive(Debug, Clone, Default)]
pub(super) struct ScriptConnection {
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub subprotocols: Vec<String>,
    pub origin: Option<String>,
    pub user_agent: Option<Option<String>>,
    pub verify: Option<bool>,
    /// `server_hostname`.
    pub server_name: Option<String>,
    pub ping_interval: Option<f64>,
    pub ping_timeout: Option<f64>,
    pub open_timeout: Option<f64>,
    pub close_timeout: Option<f64>,
    pub max_size: Option<u64>,
    pub compression: Option<bool>,
    pub proxy: Option<Option<String>>,
    pub file: usize,
    pub line: usize,
}

/// A step of a script.
#[derive(Debug, Clone)]
pub(super) enum ScriptAction {
    /// Sends a message; `name` is the variable that held it, or empty.
    Send { name: String, message: PastedMessage, is_dict: bool },
    /// Waits for so many seconds.
    Wait(f64),
    /// Closes with a code and a reason.
    Close { code: Option<u16>, reason: Option<String> },
}
