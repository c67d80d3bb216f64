//! Data of the connection settings: problems, facts about this machine, files to choose.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorDto;

/// Problems of the connection settings, and the resulting URL.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ConnectionCheck {
    /// Each with its JSON path, such as `connection.headers[1].name`.
    pub problems: Vec<ErrorDto>,
    /// The URL that is requested, with its query.
    pub url: String,
}

/// What this machine contributes to a connection.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionFacts {
    /// The system's proxy for the URL: scheme, host and port.
    pub proxy: Option<String>,
    /// Why the system's proxy cannot be used.
    pub proxy_error: Option<ErrorDto>,
    /// Names of the environment variables that are set and configure proxies.
    pub variables: Vec<String>,
    /// Number of certificate authorities that the system trusts.
    pub authorities: u32,
    /// The default `User-Agent` header.
    pub user_agent: String,
    /// Whether the system has Unix sockets.
    pub unix: bool,
}

/// A file of the connection settings that a dialog asks for.
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
