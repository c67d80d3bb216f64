//! Where a profile connects, and how.
//!
//! Every text here, except the terminator, may hold `{{name}}` and `{{secret:NAME}}`; [`Connection::texts`] is the one
//! list of them.

mod compression;
mod control;
mod limits;
mod proxy;
mod reconnect;
mod request;
mod texts;
mod timing;
mod tls;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::packet::is_default;

pub use compression::Compression;
pub use control::{ControlFrames, ControlRows, KeepAlive};
pub use limits::Limits;
pub use proxy::{Proxy, ProxyMode};
pub use reconnect::Reconnect;
pub use request::{ApiKeyPlace, Auth, AuthType, Cookies, Pair, Redirects};
pub use timing::{Close, Timeouts};
pub use tls::{ClientCertificate, Tls, TlsVersion};

/// Where to connect, what to say there, how long to wait, how to say good-bye.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Connection {
    /// `ws://` or `wss://`. A user and a password in it are sent as Basic, unless `auth` says otherwise.
    #[serde(default)]
    pub url: String,
    /// Added to the URL's query, percent-encoded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<Pair>,
    /// Fields of the upgrade request, in this order, one name as often as wanted. One that Wirelark sends by itself
    /// (`Host`, `Origin`, `User-Agent`, `Authorization`, `Cookie`, `Sec-WebSocket-Protocol`) is sent as it stands here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Pair>,
    /// `Sec-WebSocket-Protocol`: the names offered, the preferred one first. Default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subprotocols: Vec<String>,
    /// `Origin`, as a browser would send it. Default none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub origin: Option<String>,
    /// `User-Agent`; an empty text sends none. Default `Wirelark/VERSION`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub user_agent: Option<String>,
    /// Who we say that we are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub auth: Auth,
    /// Cookies sent, and whether those that the server sets are kept.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cookies: Cookies,
    /// Whether an answer that points elsewhere is followed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub redirects: Redirects,
    /// PEM file of certificates to trust beside the system's, relative to the profile's folder. The same as one
    /// entry of `tls.ca_files`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ca_file: Option<String>,
    /// Whom to trust, and who we are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tls: Tls,
    /// By which proxy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub proxy: Proxy,
    /// Answers instead of the name server's, as curl's `--resolve` takes them: `HOST:PORT:ADDRESS[,ADDRESS]…`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resolve: Vec<String>,
    /// Which addresses of a name are tried. Default `any`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ip: IpVersion,
    /// Path of a Unix socket (Linux, macOS) to connect to; the URL stays `ws://` and says what is asked there. No name
    /// is resolved and no proxy used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unix_socket: Option<String>,
    /// Whether messages may be compressed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub compression: Compression,
    /// Ends every text message and the login: text with backslash escapes such as `\\r\\n`, without variables. Default
    /// nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_terminator: String,
    /// What happens with pings and pongs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub control_frames: ControlFrames,
    /// Pings that we send by ourselves.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keep_alive: KeepAlive,
    /// Whether a lost connection is made again.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reconnect: Reconnect,
    /// Timeouts of each phase.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timeouts: Timeouts,
    /// Size limits.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: Limits,
    /// The Close frame that a person's "disconnect" sends.
    #[serde(default, skip_serializing_if = "is_default")]
    pub close: Close,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// Which addresses of a name are tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum IpVersion {
    /// All, 250 ms apart, until one answers (RFC 8305).
    #[default]
    #[serde(rename = "any")]
    Any,
    /// IPv4 only.
    #[serde(rename = "4")]
    V4,
    /// IPv6 only.
    #[serde(rename = "6")]
    V6,
}
