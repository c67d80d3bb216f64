//! From the profile to what the connection needs: target, upgrade request, time-outs. Pure.

use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

use crate::profile::duration::{self, DurationError};
use crate::profile::message::{self, MessageError};
use crate::profile::model::Profile;

/// Why a profile gives no request.
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
            RequestError::Login(error) => error.code(),
        }
    }

    /// Where in the profile, as a JSON path.
    pub fn path(&self) -> String {
        match self {
            RequestError::CloseCode { .. } => "connection.close.code".to_owned(),
            RequestError::CloseReason { .. } => "connection.close.reason".to_owned(),
            RequestError::Duration { path, .. } => path.clone(),
            RequestError::Login(error) => error.path.clone(),
            _ => "connection.url".to_owned(),
        }
    }
}

/// Where to connect and what to ask there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// TLS or not: `wss` or `ws`.
    pub secure: bool,
    /// Name or address, without the brackets of IPv6.
    pub host: String,
    /// As given, or 80 and 443.
    pub port: u16,
    /// The `Host` field: with the port where it is not the scheme's own.
    pub authority: String,
    /// Path and query, as the request line has them.
    pub resource: String,
    /// Scheme, host and port, for the log: user, password, path and query may hold secrets.
    pub shown: String,
}

impl Target {
    /// Reads a `ws://` or `wss://` URL.
    pub fn parse(text: &str) -> Result<Target, RequestError> {
        let text = text.trim();
        let wrong = |what: String| RequestError::Url { url: without_secrets(text), what };
        let url = Url::parse(text).map_err(|error| match error {
            url::ParseError::EmptyHost => RequestError::NoHost,
            url::ParseError::RelativeUrlWithoutBase => wrong("the scheme is missing".to_owned()),
            other => wrong(other.to_string()),
        })?;
        let secure = match url.scheme() {
            "ws" => false,
            "wss" => true,
            // `localhost:9000` parses as a scheme of that name.
            other if !text.contains("://") => {
                return Err(wrong(format!("'{other}:' is no scheme of a server")));
            }
            other => return Err(RequestError::Scheme { scheme: other.to_owned() }),
        };
        if url.fragment().is_some() {
            return Err(RequestError::Fragment);
        }
        let named = url.host_str().filter(|h| !h.is_empty()).ok_or(RequestError::NoHost)?;
        let port = url.port().unwrap_or(if secure { 443 } else { 80 });
        let authority = match url.port() {
            Some(port) => format!("{named}:{port}"),
            None => named.to_owned(),
        };
        let mut resource = url.path().to_owned();
        if let Some(query) = url.query() {
            resource.push('?');
            resource.push_str(query);
        }
        Ok(Target {
            secure,
            host: named.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port,
            shown: format!("{}://{authority}", url.scheme()),
            authority,
            resource,
        })
    }

    /// The upgrade request (RFC 6455 section 4.1), byte for byte.
    pub fn upgrade(&self, key: &str) -> Vec<u8> {
        format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nUser-Agent: Wirelark/{}\r\n\r\n",
            self.resource,
            self.authority,
            env!("CARGO_PKG_VERSION"),
        )
        .into_bytes()
    }
}

/// As much of a URL that is none as can hold no secret: its scheme, host and port.
fn without_secrets(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match host == rest.trim_end_matches('/') {
        true => text.to_owned(),
        false => format!("{scheme}://{host}…"),
    }
}

/// How long each phase may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Looking the name up.
    pub resolve: Duration,
    /// TCP.
    pub connect: Duration,
    /// The TLS handshake.
    pub tls: Duration,
    /// The HTTP upgrade as a whole.
    pub upgrade: Duration,
    /// From our Close to the end of TCP.
    pub close: Duration,
}

/// The login as it goes out, and what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The JSON object.
    pub text: String,
    /// The code that means "logged in", and how long it may take.
    pub reply: Option<(i32, Duration)>,
}

/// Everything the driver needs; made once, before anything is tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Where to.
    pub target: Target,
    /// How long each phase may take.
    pub limits: Limits,
    /// The login, where the profile has one and sends it.
    pub login: Option<Login>,
    /// Certificates to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Frames and messages above this are refused with 1009. Default 64 MiB.
    pub max_message: usize,
}

/// The default of [`Settings::max_message`].
pub const MAX_MESSAGE: usize = 64 << 20;

impl Settings {
    /// From a profile whose secrets are filled in; relative files are looked for in `folder`.
    pub fn from_profile(profile: &Profile, folder: &Path) -> Result<Settings, RequestError> {
        let connection = &profile.connection;
        let time = |name: &str, text: &str| {
            duration::parse(text).map_err(|error| RequestError::Duration {
                path: format!("connection.timeouts.{name}"),
                error,
            })
        };
        let timeouts = &connection.timeouts;
        check_close(connection.close.code, &connection.close.reason)?;
        Ok(Settings {
            target: Target::parse(&connection.url)?,
            limits: Limits {
                resolve: time("resolve", &timeouts.resolve)?,
                connect: time("connect", &timeouts.connect)?,
                tls: time("tls", &timeouts.tls)?,
                upgrade: time("upgrade", &timeouts.upgrade)?,
                close: time("close", &timeouts.close)?,
            },
            login: match &profile.login {
                Some(login) if login.send => login_of(profile)?,
                _ => None,
            },
            ca_file: connection.ca_file.as_ref().map(|file| folder.join(file)),
            max_message: MAX_MESSAGE,
        })
    }
}

/// The profile's login, whether or not connecting sends it.
pub fn login_of(profile: &Profile) -> Result<Option<Login>, RequestError> {
    let Some(login) = &profile.login else { return Ok(None) };
    let text = message::login(&login.fields, login.style).map_err(RequestError::Login)?;
    let reply = match &login.reply {
        None => None,
        Some(reply) => {
            let within = duration::parse(&reply.within).map_err(|error| {
                RequestError::Duration { path: "login.reply.within".to_owned(), error }
            })?;
            Some((reply.code, within))
        }
    };
    Ok(Some(Login { text, reply }))
}

/// Whether an endpoint may send this Close (RFC 6455 sections 5.5 and 7.4).
pub fn check_close(code: u16, reason: &str) -> Result<(), RequestError> {
    if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
        return Err(RequestError::CloseCode { code });
    }
    match reason.len() {
        0..=123 => Ok(()),
        size => Err(RequestError::CloseReason { size }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_that_name_a_server() {
        let t = Target::parse("wss://ws.test.com:2443/").expect("the original's");
        assert_eq!((t.secure, t.host.as_str(), t.port), (true, "ws.test.com", 2443));
        assert_eq!(t.authority, "ws.test.com:2443");
        let t = Target::parse("ws://[::1]:9/a?b=1").expect("IPv6");
        assert_eq!((t.host.as_str(), t.authority.as_str()), ("::1", "[::1]:9"));
        assert_eq!(t.resource, "/a?b=1");
        let t = Target::parse("ws://user:pw@h/p?token=1").expect("with a user");
        assert_eq!((t.port, t.authority.as_str()), (80, "h"));
        assert_eq!(t.shown, "ws://h", "no password, no token");
        let error = Target::parse("ws://user:pw@h:99999/secret?token=1").expect_err("no port");
        for secret in ["pw", "secret", "token"] {
            assert!(!error.to_string().contains(secret), "{error}");
        }
    }

    #[test]
    fn urls_that_do_not() {
        let code = |text| Target::parse(text).expect_err(text).code();
        assert_eq!(code("http://h/"), "url_scheme");
        assert_eq!(code("ws://"), "url_missing_host");
        assert_eq!(code("ws://h/#x"), "url_fragment");
        for text in ["", "h", "localhost:9000", "ws://h:99999/", "ws://[::1/", "127.0.0.1:1"] {
            assert_eq!(code(text), "url_invalid", "{text}");
        }
    }

    #[test]
    fn the_request_holds_no_line_that_the_url_brought() {
        let t = Target::parse("ws://h/a%0d%0aX: y\r\nZ: 1").expect("the standard strips these");
        let request = String::from_utf8(t.upgrade("k")).expect("ASCII");
        assert_eq!(request.matches("\r\n").count(), 8, "{request}");
    }

    #[test]
    fn codes_that_may_be_sent() {
        for code in [0, 999, 1004, 1005, 1006, 1015, 2999, 5000] {
            assert_eq!(check_close(code, ""), Err(RequestError::CloseCode { code }));
        }
        assert_eq!(check_close(4401, &"x".repeat(123)), Ok(()));
        assert_eq!(
            check_close(1000, &"é".repeat(62)),
            Err(RequestError::CloseReason { size: 124 })
        );
    }
}
