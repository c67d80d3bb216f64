//! Why a profile gives no request; each with the place in the profile.

use std::time::Duration;

use crate::file::bounded_read::FileNameError;
use crate::profile::duration::DurationError;
use crate::profile::message::MessageError;

/// See the module's text.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RequestError {
    /// Not a URL.
    #[error("'{url}' is not a URL ({what}): write it as ws://host:port/path")]
    Url {
        /// As typed.
        url: String,
        /// What the URL standard says.
        what: String,
    },
    /// Not `ws` or `wss`.
    #[error("'{scheme}:' is not a WebSocket scheme: use ws:// or wss:// (RFC 6455 section 3)")]
    Scheme {
        /// What it was.
        scheme: String,
    },
    /// `ws:///path`.
    #[error("the URL names no host: write it as ws://host:port/path")]
    NoHost,
    /// `#…`, which RFC 6455 section 3 forbids.
    #[error("the URL has a fragment (#…), which a WebSocket URL must not have: remove it")]
    Fragment,
    /// A code that an endpoint must not send (RFC 6455 section 7.4).
    #[error(
        "{code} may not be sent as a close code: use 1000, 1001, 1003, 1007 to 1014 or 3000 to 4999 (RFC 6455 section 7.4)"
    )]
    CloseCode {
        /// What it was.
        code: u16,
    },
    /// A close reason that does not fit a control frame.
    #[error("the close reason is {size} bytes long: 123 at most (RFC 6455 section 5.5)")]
    CloseReason {
        /// Its length in UTF-8.
        size: usize,
    },
    /// A time-out that is none.
    #[error("{path}: {error}")]
    Duration {
        /// Where in the profile.
        path: String,
        /// What is wrong.
        error: DurationError,
    },
    /// A header field whose name is no name (RFC 9110 section 5.1).
    #[error(
        "{path}: '{name}' cannot be a header's name: use letters, digits and any of !#$%&'*+-.^_`|~"
    )]
    HeaderName {
        /// Where in the profile.
        path: String,
        /// What it was, escaped.
        name: String,
    },
    /// A value that would begin a new line, or holds another control character.
    #[error(
        "{path}: the value holds a control character ({found}), which would break the request apart: remove it"
    )]
    HeaderValue {
        /// Where in the profile.
        path: String,
        /// The character, escaped; the value may be a secret.
        found: String,
    },
    /// A field that belongs to the handshake itself.
    #[error(
        "{path}: Wirelark writes '{name}' itself, since the handshake depends on it: remove the header"
    )]
    HeaderReserved {
        /// Where in the profile.
        path: String,
        /// The field.
        name: String,
    },
    /// Not a token, or twice (RFC 6455 section 4.1).
    #[error(
        "{path}: '{name}' cannot be offered as a subprotocol: each is one word, and there only once"
    )]
    Subprotocol {
        /// Where in the profile.
        path: String,
        /// What it was, escaped.
        name: String,
    },
    /// RFC 6265 section 4.1.1.
    #[error(
        "{path}: a cookie's name is one word, and its value has no space, quote, comma, semicolon or backslash"
    )]
    Cookie {
        /// Where in the profile.
        path: String,
    },
    /// A file that a profile may not name: on another machine, or a device.
    #[error("{path}: the file '{name}' is not read: {error}")]
    FileName {
        /// Where in the profile.
        path: String,
        /// The file.
        name: String,
        /// Why.
        error: FileNameError,
    },
    /// A user of Basic with a colon (RFC 7617 section 2).
    #[error("{path}: a user's name must not hold a colon, which Basic puts before the password")]
    UserColon {
        /// Where in the profile.
        path: String,
    },
    /// Not a proxy's URL.
    #[error(
        "{path}: '{url}' is no proxy's address: write it as http://, https://, socks5:// or socks5h://HOST:PORT; both of the latter look names up at the proxy"
    )]
    ProxyUrl {
        /// Where in the profile.
        path: String,
        /// What it was, without user and password.
        url: String,
    },
    /// Not `HOST:PORT:ADDRESS`.
    #[error("{path}: '{entry}' is no answer of a name server: write it as HOST:PORT:ADDRESS")]
    Resolve {
        /// Where in the profile.
        path: String,
        /// What it was.
        entry: String,
    },
    /// Not 64 hex digits.
    #[error(
        "{path}: '{pin}' is no SHA-256 of a certificate: write its 64 hex digits, with or without colons"
    )]
    Pin {
        /// Where in the profile.
        path: String,
        /// What it was.
        pin: String,
    },
    /// Not a name that TLS can ask for.
    #[error("{path}: '{name}' is no host's name or address")]
    ServerName {
        /// Where in the profile.
        path: String,
        /// What it was.
        name: String,
    },
    /// A client certificate without a file.
    #[error(
        "{path}: a client certificate needs a cert_file (PEM) or a p12_file (PKCS#12), and not both"
    )]
    ClientCertificate {
        /// Where in the profile.
        path: String,
    },
    /// A number that is too small or too large.
    #[error("{path}: {value} is out of range: {low} to {high}")]
    Range {
        /// Where in the profile.
        path: String,
        /// What it was.
        value: u64,
        /// The least.
        low: u64,
        /// The most.
        high: u64,
    },
    /// A wait so short that it would be a busy loop.
    #[error("{path}: {text} is too short: {least:?} at least")]
    TooShort {
        /// Where in the profile.
        path: String,
        /// What was written.
        text: String,
        /// The shortest.
        least: Duration,
    },
    /// The login cannot be made.
    #[error(transparent)]
    Login(MessageError),
}

impl RequestError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            RequestError::Url { .. } => "url_invalid",
            RequestError::Scheme { .. } => "url_scheme",
            RequestError::NoHost => "url_missing_host",
            RequestError::Fragment => "url_fragment",
            RequestError::CloseCode { .. } => "close_code_invalid",
            RequestError::CloseReason { .. } => "close_reason_too_long",
            RequestError::Duration { error, .. } => error.code(),
            RequestError::HeaderName { .. } => "header_name_invalid",
            RequestError::HeaderValue { .. } => "header_value_invalid",
            RequestError::HeaderReserved { .. } => "header_reserved",
            RequestError::Subprotocol { .. } => "subprotocol_invalid",
            RequestError::Cookie { .. } => "cookie_invalid",
            RequestError::FileName { error, .. } => error.code(),
            RequestError::UserColon { .. } => "auth_user_colon",
            RequestError::ProxyUrl { .. } => "proxy_url_invalid",
            RequestError::Resolve { .. } => "resolve_entry_invalid",
            RequestError::Pin { .. } => "pin_invalid",
            RequestError::ServerName { .. } => "server_name_invalid",
            RequestError::ClientCertificate { .. } => "client_certificate_incomplete",
            RequestError::Range { .. } => "setting_range",
            RequestError::TooShort { .. } => "duration_too_short",
            RequestError::Login(error) => error.code(),
        }
    }

    /// Where in the profile, as a JSON path.
    pub fn path(&self) -> String {
        match self {
            RequestError::CloseCode { .. } => "connection.close.code".to_owned(),
            RequestError::CloseReason { .. } => "connection.close.reason".to_owned(),
            RequestError::Duration { path, .. }
            | RequestError::HeaderName { path, .. }
            | RequestError::HeaderValue { path, .. }
            | RequestError::HeaderReserved { path, .. }
            | RequestError::Subprotocol { path, .. }
            | RequestError::Cookie { path }
            | RequestError::FileName { path, .. }
            | RequestError::UserColon { path }
            | RequestError::ProxyUrl { path, .. }
            | RequestError::Resolve { path, .. }
            | RequestError::Pin { path, .. }
            | RequestError::ServerName { path, .. }
            | RequestError::ClientCertificate { path }
            | RequestError::Range { path, .. }
            | RequestError::TooShort { path, .. } => path.clone(),
            RequestError::Login(error) => error.path.clone(),
            RequestError::Url { .. }
            | RequestError::Scheme { .. }
            | RequestError::NoHost
            | RequestError::Fragment => "connection.url".to_owned(),
        }
    }

    /// What a translation may name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("path", self.path())];
        match self {
            RequestError::HeaderName { name, .. }
            | RequestError::FileName { name, .. }
            | RequestError::HeaderReserved { name, .. }
            | RequestError::Subprotocol { name, .. }
            | RequestError::ServerName { name, .. } => args.push(("name", name.clone())),
            RequestError::HeaderValue { found, .. } => args.push(("found", found.clone())),
            RequestError::ProxyUrl { url, .. } => args.push(("url", url.clone())),
            RequestError::Resolve { entry, .. } => args.push(("entry", entry.clone())),
            RequestError::Pin { pin, .. } => args.push(("pin", pin.clone())),
            RequestError::Range { value, low, high, .. } => args.extend([
                ("value", value.to_string()),
                ("low", low.to_string()),
                ("high", high.to_string()),
            ]),
            RequestError::TooShort { text, least, .. } => {
                args.extend([("text", text.clone()), ("least", format!("{least:?}"))]);
            }
            _ => {}
        }
        args
    }
}
