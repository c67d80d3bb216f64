//! A URL, as the parts that a connection needs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

use super::error::RequestError;
use crate::profile::server::{Server, without_secrets};

/// What a query's names and values are encoded but for: RFC 3986's unreserved characters.
pub(in super::super) const QUERY: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

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
    /// The same with marks around each secret that was filled in; empty where it cannot be told.
    pub(super) marked: Option<String>,
    /// The user and the password of the URL.
    pub user: Option<(String, String)>,
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
        match url.scheme() {
            "ws" | "wss" => {}
            // `localhost:9000` parses as a scheme of that name.
            other if !text.contains("://") => {
                return Err(wrong(format!("'{other}:' is no scheme of a server")));
            }
            other => return Err(RequestError::Scheme { scheme: other.to_owned() }),
        }
        if url.fragment().is_some() {
            return Err(RequestError::Fragment);
        }
        let named = url.host_str().filter(|h| !h.is_empty()).ok_or(RequestError::NoHost)?;
        let Server { secure, host, port } = Server::of(&url).ok_or(RequestError::NoHost)?;
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
            host,
            port,
            user: user_of(&url),
            shown: format!("{}://{authority}", url.scheme()),
            authority,
            resource,
            marked: None,
        })
    }

    /// With more parameters at the end of its query.
    pub fn with_query<'a>(mut self, more: impl Iterator<Item = (&'a str, &'a str)>) -> Target {
        for (name, value) in more {
            match self.resource.rsplit_once('?') {
                None => self.resource.push('?'),
                Some((_, "")) => {}
                Some(_) => self.resource.push('&'),
            }
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

    /// Host and port, as messages name them.
    pub fn peer(&self) -> String {
        self.server().peer()
    }

    /// The whole URL; it may hold secrets.
    pub(in super::super) fn url(&self) -> String {
        let scheme = if self.secure { "wss" } else { "ws" };
        format!("{scheme}://{}{}", self.authority, self.resource)
    }
}

/// Percent-encodes what is no placeholder.
pub(super) fn encode_shown(mut text: &str, out: &mut String) {
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
