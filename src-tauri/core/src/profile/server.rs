//! Determines the server that a URL names. The only module that extracts a host from a URL, whether to display,
//! confirm, store or connect to it: two parsers could disagree about the host (`wss://a\\@b/`).

use std::fmt;

use url::Url;

/// The scheme, host and port of a WebSocket server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Server {
    /// Whether the scheme is `wss`, that is, TLS is used.
    pub secure: bool,
    /// Host name in lower case and punycode, or an IP address; IPv6 without brackets.
    pub host: String,
    /// The URL's port, or the scheme's default.
    pub port: u16,
}

impl Server {
    /// Parses a `ws://` or `wss://` URL; `None` for anything else.
    pub fn parse(url: &str) -> Option<Server> {
        Server::of(&Url::parse(url.trim()).ok()?)
    }

    /// The server of a parsed URL; `None` if it is not a WebSocket URL.
    pub fn of(url: &Url) -> Option<Server> {
        let secure = match url.scheme() {
            "ws" => false,
            "wss" => true,
            _ => return None,
        };
        let host = url.host_str().filter(|host| !host.is_empty())?;
        let port = url.port().unwrap_or(if secure { 443 } else { 80 });
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Some(Server { secure, host, port })
    }

    /// Whether the port is the scheme's default.
    pub fn has_usual_port(&self) -> bool {
        self.port == if self.secure { 443 } else { 80 }
    }

    /// Formats `HOST:PORT`, with IPv6 addresses in brackets.
    pub fn peer(&self) -> String {
        match self.host.contains(':') {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }
}

/// Formats `wss://HOST:PORT`.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.secure { "wss" } else { "ws" }, self.peer())
    }
}

/// Reduces a URL, or a text meant to be one, to the parts that cannot contain a secret: scheme, host and port.
pub fn without_secrets(text: &str) -> String {
    if let Ok(url) = Url::parse(text.trim())
        && let Some(host) = url.host_str().filter(|host| !host.is_empty())
    {
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let more = !matches!(url.path(), "" | "/") || url.query().is_some();
        let more = more || url.fragment().is_some() || !url.username().is_empty();
        let more = more || url.password().is_some();
        return format!("{}://{host}{port}{}", url.scheme(), if more { "…" } else { "" });
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        // A path, a name or other text.
        let shown = text.split(['?', '#']).next().unwrap_or_default();
        return if shown == text { text.to_owned() } else { format!("{shown}…") };
    };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match host == rest.trim_end_matches('/') {
        true => text.to_owned(),
        false => format!("{scheme}://{host}…"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_10_the_parser_and_the_connection_agree_on_the_host() {
        for (url, server) in [
            ("wss://evil\\@prod.company/", "wss://evil:443"),
            ("wss://prod.company@evil/", "wss://evil:443"),
            ("wss://prod.company:x@evil:9/", "wss://evil:9"),
            ("wss:\\\\evil\\prod.company", "wss://evil:443"),
            ("wss://ev\til/\n", "wss://evil:443"),
            ("wss:///evil/", "wss://evil:443"),
            ("WSS://PROD.Company", "wss://prod.company:443"),
            ("wss://prod.company./", "wss://prod.company.:443"),
            ("wss://pr%6Fd.company/", "wss://prod.company:443"),
            ("wss://prod\u{3002}company/", "wss://prod.company:443"),
            ("wss://\u{ff50}rod.company/", "wss://prod.company:443"),
            ("wss://pr\u{43e}d.company/", "wss://xn--prd-ted.company:443"),
            ("ws://127.1:81/", "ws://127.0.0.1:81"),
            ("ws://[0::1]/", "ws://[::1]:80"),
            ("ws://h:80/", "ws://h:80"),
        ] {
            assert_eq!(Server::parse(url).map(|s| s.to_string()).as_deref(), Some(server), "{url}");
        }
        for url in [
            "",
            "h",
            "http://h/",
            "wss://",
            "wss://a b/",
            "ws://[fe80::1%25eth0]/",
            "ws://h:99999/",
            "wss://a\0b/",
        ] {
            assert_eq!(Server::parse(url), None, "{url}");
        }
    }
}
