//! What crosses for the connection's settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorDto;

/// What is wrong with a connection's settings, and what they come to.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ConnectionCheck {
    /// Each with its JSON path, as `connection.headers[1].name`.
    pub(crate) problems: Vec<ErrorDto>,
    /// The URL as it goes out, the query in it.
    pub(crate) url: String,
}

/// What this machine says about connecting.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionFacts {
    /// The proxy that the system names for the URL: scheme, host and port.
    pub(crate) proxy: Option<String>,
    /// Why that one cannot be used.
    pub(crate) proxy_error: Option<ErrorDto>,
    /// The variables that are set and name proxies, or hosts without one.
    pub(crate) variables: Vec<String>,
    /// How many authorities the system trusts.
    pub(crate) authorities: u32,
    /// What `User-Agent` says where the profile does not.
    pub(crate) user_agent: String,
    /// Whether there are Unix sockets.
    pub(crate) unix: bool,
}

/// Which file of the settings a dialog asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConnectionFile {
    Authorities,
    Revocations,
    Certificate,
    Key,
    Pkcs12,
    Socket,
}
