//! The URL, split into the parts that a connection needs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

use super::error::RequestError;
use crate::profile::model::{ApiKeyPlace, AuthType, Connection};
use crate::profile::server::{Server, without_secrets};

/// Percent-encodes everything in a query's names and values except RFC 3986's unreserved characters.
pub(in super::super) const QUERY: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The server to connect to and the resource to request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whether TLS is used: `wss`, not `ws`.
    pub secure: bool,
    /// Host name or IP address, the latter without brackets.
    pub host: String,
    /// The port given, or the scheme's default.
    pub port: u16,
    /// The `Host` field: host, and the port unless it is the scheme's default.
    pub authority: String,
    /// Path and query, as sent in the request line.
    pub resource: String,
    /// `resource` with marks around each secret; empty if it could not be built.
    pub(super) marked: Option<String>,
    /// User and password of the URL.
    pub user: Option<(String, String)>,
    /// Scheme, host and port, for the log; the rest of the URL may hold secrets.
    pub shown: String,
}

impl Target {
    /// Parses a `ws://` or `wss://` URL.
    pub fn parse(text: &str) -> Result<Target, RequestError> {
        let text = text.trim();
        let invalid = |what: String| RequestError::Url { url: without_secrets(text), what };
        let url = Url::parse(text).map_err(|error| match error {
            url::ParseError::EmptyHost => RequestError::NoHost,
            url::ParseError::RelativeUrlWithoutBase => invalid("the scheme is missing".to_owned()),
            other => invalid(other.to_string()),
        })?;
        match url.scheme() {
            "ws" | "wss" => {}
            // `localhost:9000` parses as a scheme of that name.
            other if !text.contains("://") => {
                return Err(invalid(format!("'{other}:' is no scheme of a server")));
            }
            other => return Err(RequestError::Scheme { scheme: other.to_owned() }),
        }
        if url.fragment().is_some() {
            return Err(RequestError::Fragment);
        }
        let host_text = url.host_str().filter(|h| !h.is_empty()).ok_or(RequestError::NoHost)?;
        let Server { secure, host, port } = Server::of(&url).ok_or(RequestError::NoHost)?;
        let authority = match url.port() {
            Some(port) => format!("{host_text}:{port}"),
            None => host_text.to_owned(),
        };
        let mut resource = url.path().to_owned();
        if let Some(query) = url.query() {
            resource.push('?');
            resource.push_str(query);
        }
        Ok(Target {
            secure,
            host,
            port,
            user: user_of(&url),
            shown: format!("{}://{authority}", url.scheme()),
            authority,
            resource,
            marked: None,
        })
    }

    /// Appends parameters to the query.
    pub fn with_query<'a>(mut self, more: impl Iterator<Item = (&'a str, &'a str)>) -> Target {
        for (name, value) in more {
            push_separator(&mut self.resource);
            self.resource.extend(utf8_percent_encode(name, QUERY));
            self.resource.push('=');
            self.resource.extend(utf8_percent_encode(value, QUERY));
        }
        self
    }

    /// Scheme, host and port.
    pub fn server(&self) -> Server {
        Server { secure: self.secure, host: self.host.clone(), port: self.port }
    }

    /// Host and port, for messages.
    pub fn peer(&self) -> String {
        self.server().peer()
    }

    /// The whole URL, which may hold secrets.
    pub(in super::super) fn url(&self) -> String {
        let scheme = if self.secure { "wss" } else { "ws" };
        format!("{scheme}://{}{}", self.authority, self.resource)
    }
}

/// Appends a connection's query parameters to a URL that is shown. Placeholders stay as written; `mask` replaces the
/// values that `is_hidden` selects by name, value, and whether this is the API key.
pub(super) fn push_parameters(
    connection: &Connection,
    url: &mut String,
    mask: &str,
    is_hidden: impl Fn(&str, &str, bool) -> bool,
) {
    let has_key =
        connection.auth.kind == AuthType::ApiKey && connection.auth.place == ApiKeyPlace::Query;
    let last = connection.parameters().count().saturating_sub(1);
    for (i, (name, value)) in connection.parameters().enumerate() {
        push_separator(url);
        encode_shown(name, url);
        url.push('=');
        match !value.is_empty() && is_hidden(name, value, has_key && i == last) {
            true => url.push_str(mask),
            false => encode_shown(value, url),
        }
    }
}

/// Appends the `?` or `&` that precedes the next parameter.
fn push_separator(url: &mut String) {
    match url.rsplit_once('?') {
        None => url.push('?'),
        Some((_, "")) => {}
        Some(_) => url.push('&'),
    }
}

/// Percent-encodes everything but placeholders.
fn encode_shown(mut text: &str, out: &mut String) {
    while let Some((before, rest)) = text.split_once("{{") {
        out.extend(utf8_percent_encode(before, QUERY));
        let Some((inside, after)) = rest.split_once("}}") else {
            out.extend(utf8_percent_encode("{{", QUERY));
            text = rest;
            continue;
        };
        out.push_str("{{");
        out.push_str(inside);
        out.push_str("}}");
        text = after;
    }
    out.extend(utf8_percent_encode(text, QUERY));
}

pub(super) fn user_of(url: &Url) -> Option<(String, String)> {
    let text = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
    let password = url.password().unwrap_or_default();
    (!url.username().is_empty() || !password.is_empty())
        .then(|| (text(url.username()), text(password)))
}
