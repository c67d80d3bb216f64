//! Why a profile cannot be connected with.

use std::time::Duration;

use crate::file::bounded_read::FileNameError;
use crate::profile::duration::DurationError;
use crate::profile::message::{MessageError, TerminatorError};
use crate::transcript::filter::FilterError;

/// An invalid setting in a profile, with its path there.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RequestError {
    /// Not a URL.
    #[error("'{url}' is not a URL ({what}): write it as ws://host:port/path")]
    Url {
        /// As typed.
        url: String,
        /// The URL parser's error.
        what: String,
    },
    /// Not `ws` or `wss`.
    #[error("'{scheme}:' is not a WebSocket scheme: use ws:// or wss:// (RFC 6455 section 3)")]
    Scheme {
        /// The scheme.
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
        /// The code.
        code: u16,
    },
    /// A close reason that does not fit a control frame.
    #[error("the close reason is {size} bytes long: 123 at most (RFC 6455 section 5.5)")]
    CloseReason {
        /// Its length in bytes.
        size: usize,
    },
    /// An invalid duration.
    #[error("{path}: {error}")]
    Duration {
        /// Its path in the profile.
        path: String,
        /// The parse error.
        error: DurationError,
    },
    /// A header field's name is not a token (RFC 9110 section 5.1).
    #[error(
        "{path}: '{name}' cannot be a header's name: use letters, digits and any of !#$%&'*+-.^_`|~"
    )]
    HeaderName {
        /// Its path in the profile.
        path: String,
        /// The name, escaped.
        name: String,
    },
    /// A header field's value contains a line break or another control character.
    #[error(
        "{path}: the value holds a control character ({found}), which would break the request apart: remove it"
    )]
    HeaderValue {
        /// Its path in the profile.
        path: String,
        /// The character, escaped; the value may be a secret.
        found: String,
    },
    /// A header field that the handshake itself sets.
    #[error(
        "{path}: Wirelark writes '{name}' itself, since the handshake depends on it: remove the header"
    )]
    HeaderReserved {
        /// Its path in the profile.
        path: String,
        /// The field's name.
        name: String,
    },
    /// A subprotocol that is not a token, or listed twice (RFC 6455 section 4.1).
    #[error(
        "{path}: '{name}' cannot be offered as a subprotocol: each is one word, and there only once"
    )]
    Subprotocol {
        /// Its path in the profile.
        path: String,
        /// The subprotocol, escaped.
        name: String,
    },
    /// An invalid cookie (RFC 6265 section 4.1.1).
    #[error(
        "{path}: a cookie's name is one word, and its value has no space, quote, comma, semicolon or backslash"
    )]
    Cookie {
        /// Its path in the profile.
        path: String,
    },
    /// A file that a profile may not name, as it is a device or lies on another machine.
    #[error("{path}: the file '{name}' is not read: {error}")]
    FileName {
        /// Its path in the profile.
        path: String,
        /// The file's name.
        name: String,
        /// Why it is rejected.
        error: FileNameError,
    },
    /// A user name with a colon, which Basic authentication cannot send (RFC 7617 section 2).
    #[error("{path}: a user's name must not hold a colon, which Basic puts before the password")]
    UserColon {
        /// Its path in the profile.
        path: String,
    },
    /// An invalid proxy URL.
    #[error(
        "{path}: '{url}' is no proxy's address: write it as http://, https://, socks5:// or socks5h://HOST:PORT; both of the latter look names up at the proxy"
    )]
    ProxyUrl {
        /// Its path in the profile.
        path: String,
        /// The URL, without user and password.
        url: String,
    },
    /// An invalid host override: not `HOST:PORT:ADDRESS`.
    #[error("{path}: '{entry}' is no answer of a name server: write it as HOST:PORT:ADDRESS")]
    Resolve {
        /// Its path in the profile.
        path: String,
        /// The override.
        entry: String,
    },
    /// A pin that is not 64 hex digits.
    #[error(
        "{path}: '{pin}' is no SHA-256 of a certificate: write its 64 hex digits, with or without colons"
    )]
    Pin {
        /// Its path in the profile.
        path: String,
        /// The pin.
        pin: String,
    },
    /// Not a valid TLS server name.
    #[error("{path}: '{name}' is no host's name or address")]
    ServerName {
        /// Its path in the profile.
        path: String,
        /// The name.
        name: String,
    },
    /// A client certificate with no file, or with two.
    #[error(
        "{path}: a client certificate needs a cert_file (PEM) or a p12_file (PKCS#12), and not both"
    )]
    ClientCertificate {
        /// Its path in the profile.
        path: String,
    },
    /// A number that is too small or too large.
    #[error("{path}: {value} is out of range: {low} to {high}")]
    Range {
        /// Its path in the profile.
        path: String,
        /// The value.
        value: u64,
        /// The least that is allowed.
        low: u64,
        /// The most that is allowed.
        high: u64,
    },
    /// A repeated wait so short that it would be a busy loop.
    #[error("{path}: {text} is too short: {least:?} at least")]
    TooShort {
        /// Its path in the profile.
        path: String,
        /// The duration as written.
        text: String,
        /// The shortest allowed.
        least: Duration,
    },
    /// A message of the login, a reply or a heartbeat cannot be built.
    #[error(transparent)]
    Message(MessageError),
    /// An invalid terminator of text messages.
    #[error("connection.text_terminator: {0}")]
    Terminator(TerminatorError),
    /// A name that no saved message has.
    #[error("{path}: there is no saved message named '{name}'")]
    UnknownMessage {
        /// Its path in the profile.
        path: String,
        /// The name.
        name: String,
    },
    /// An invalid filter for received messages.
    #[error("{path}: {error}")]
    Filter {
        /// Its path in the profile.
        path: String,
        /// The filter's error, with its column.
        error: FilterError,
    },
    /// A list with more entries than are used.
    #[error("{path}: {count} entries are more than the {limit} that are allowed")]
    TooMany {
        /// Its path in the profile.
        path: String,
        /// The number of entries.
        count: usize,
        /// The most that are allowed.
        limit: usize,
    },
    /// Messages that are too long together.
    #[error("{path}: {count} bytes together are more than the {limit} that are allowed")]
    TooManyBytes {
        /// Its path in the profile.
        path: String,
        /// Their size so far.
        count: usize,
        /// The most that are allowed.
        limit: usize,
    },
    /// A name that stands for no value of a received message.
    #[error(
        "{path}: '{{{{received.{name}}}}}' is no value of a received message: a reply may use received.text, received.size, received.code and received.field.PATH, a heartbeat none"
    )]
    ReceivedName {
        /// Its path in the profile.
        path: String,
        /// The name.
        name: String,
    },
    /// A `login.reply` without a condition.
    #[error("login.reply: say which reply means \"logged in\": give it a filter or a code")]
    LoginReplyEmpty,
    /// A `login.refused` of a login that waits for no reply.
    #[error(
        "login.refused: it counts only while the login waits for a reply: say in login.reply which one means \"logged in\""
    )]
    LoginRefusedAlone,
    /// A login of messages that sends none.
    #[error("login.messages: none of them sends a message: give one a 'send'")]
    LoginSendsNothing,
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
            RequestError::Terminator(error) => error.code(),
            RequestError::Message(error) => error.code(),
            RequestError::UnknownMessage { .. } => "message_unknown",
            RequestError::Filter { error, .. } => error.code(),
            RequestError::TooMany { .. } | RequestError::TooManyBytes { .. } => "list_too_long",
            RequestError::ReceivedName { .. } => "received_name",
            RequestError::LoginReplyEmpty => "login_reply_empty",
            RequestError::LoginRefusedAlone => "login_refused_alone",
            RequestError::LoginSendsNothing => "login_sends_nothing",
        }
    }

    /// The setting's path in the profile.
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
            | RequestError::TooShort { path, .. }
            | RequestError::UnknownMessage { path, .. }
            | RequestError::Filter { path, .. }
            | RequestError::TooMany { path, .. }
            | RequestError::TooManyBytes { path, .. }
            | RequestError::ReceivedName { path, .. } => path.clone(),
            RequestError::Message(error) => error.path.clone(),
            RequestError::Terminator(_) => "connection.text_terminator".to_owned(),
            RequestError::LoginReplyEmpty => "login.reply".to_owned(),
            RequestError::LoginRefusedAlone => "login.refused".to_owned(),
            RequestError::LoginSendsNothing => "login.messages".to_owned(),
            RequestError::Url { .. }
            | RequestError::Scheme { .. }
            | RequestError::NoHost
            | RequestError::Fragment => "connection.url".to_owned(),
        }
    }

    /// The arguments of its translation.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("path", self.path())];
        match self {
            RequestError::HeaderName { name, .. }
            | RequestError::FileName { name, .. }
            | RequestError::HeaderReserved { name, .. }
            | RequestError::Subprotocol { name, .. }
            | RequestError::UnknownMessage { name, .. }
            | RequestError::ReceivedName { name, .. }
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
            RequestError::TooMany { count, limit, .. }
            | RequestError::TooManyBytes { count, limit, .. } => {
                args.extend([("count", count.to_string()), ("limit", limit.to_string())]);
            }
            _ => {}
        }
        args
    }
}
