//! By which proxy to connect.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// A proxy. What `manual` has stays in the file while another mode is on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Proxy {
    /// Where the proxy is named. Default `system`.
    #[ts(as = "Option<ProxyMode>", optional)]
    pub mode: ProxyMode,
    /// `manual`: `http://HOST:PORT`, `https://HOST:PORT` or `socks5://HOST:PORT`. `socks5h://` is the same:
    /// a SOCKS proxy looks names up itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// `manual`: the user, where the proxy wants one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// `manual`: the password; better a `{{secret:NAME}}`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub password: String,
    /// `manual`: hosts to reach without it: names (and all below them), addresses, networks as `10.0.0.0/8`, or `*`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_proxy: Vec<String>,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// Where the proxy is named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ProxyMode {
    /// The variables `HTTPS_PROXY` (for `wss`), `HTTP_PROXY` (for `ws`), `ALL_PROXY` and `NO_PROXY`; without them the
    /// registry on Windows and System Configuration on macOS (no PAC). Hosts of this machine are reached without it.
    #[default]
    System,
    /// None at all.
    None,
    /// The one named here.
    Manual,
}
