//! The server that a URL names. The only place that takes a host out of a URL, for what is shown, confirmed, remembered
//! and connected to alike: two readers of one text could be led to different hosts (`wss://a\\@b/`).

use std::fmt;

use url::Url;

/// Scheme, host and port of a WebSocket server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Server {
    /// `wss`: with TLS.
    pub secure: bool,
    /// Name in lower case and in punycode, or address; without the brackets of IPv6.
    pub host: String,
    /// As given, or the scheme's own.
    pub port: u16,
}

impl Server {
    /// Reads a `ws://` or `wss://` URL; `None` for anything else.
    pub fn parse(url: &str) -> Option<Server> {
        Server::of(&Url::parse(url.trim()).ok()?)
    }

    /// Of a URL that is parsed.
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

    /// The scheme's own port.
    pub fn has_usual_port(&self) -> bool {
        self.port == if self.secure { 443 } else { 80 }
    }

    /// `HOST:PORT`, an IPv6 address in brackets.
    pub fn peer(&self) -> String {
        match self.host.contains(':') {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }
}

/// `wss://HOST:PORT`.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.secure { "wss" } else { "ws" }, self.peer())
    }
}

/// As much of a URL, or of a text that should be one, as can hold no secret: its scheme, host and port.
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
        // A path, a name, or nothing of the kind.
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
    fn hostile_10_one_parser_says_which_host_a_url_names() {
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
