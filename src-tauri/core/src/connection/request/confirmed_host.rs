//! A host that a person has confirmed.

use url::Url;

use crate::profile::server::Server;

/// Another host than the profile's that a person has confirmed: the profile's login, messages and credentials may go
/// there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedHost {
    host: String,
    /// `None`: 80 with `ws` and 443 with `wss`.
    port: Option<u16>,
}

/// A text that names no host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not HOST or HOST:PORT")]
pub struct NotAHost(String);

impl ConfirmedHost {
    /// Reads `HOST` or `HOST:PORT`; an IPv6 address stands in brackets.
    pub fn parse(text: &str) -> Result<ConfirmedHost, NotAHost> {
        let wrong = || NotAHost(text.escape_debug().to_string());
        let extra = |c: char| "/\\?#@".contains(c) || c.is_whitespace() || c.is_control();
        if text.is_empty() || text.contains(extra) {
            return Err(wrong());
        }
        // A port that is the scheme's own is no longer told apart from none.
        let read = |scheme: &str| Url::parse(&format!("{scheme}://{text}")).ok();
        let (Some(plain), Some(secure)) = (read("ws"), read("wss")) else { return Err(wrong()) };
        let server = Server::of(&plain).ok_or_else(wrong)?;
        Ok(ConfirmedHost { host: server.host, port: plain.port().or(secure.port()) })
    }

    pub(in crate::connection) fn is(&self, server: &Server) -> bool {
        self.host == server.host
            && match self.port {
                Some(port) => port == server.port,
                None => server.has_usual_port(),
            }
    }
}

/// The server with its port, as a person confirms it.
impl From<&Server> for ConfirmedHost {
    fn from(server: &Server) -> Self {
        ConfirmedHost { host: server.host.clone(), port: Some(server.port) }
    }
}
