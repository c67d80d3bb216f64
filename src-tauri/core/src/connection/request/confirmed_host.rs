//! A redirect target that the user has confirmed.

use url::Url;

use crate::profile::server::Server;

/// A host other than the profile's that the user has confirmed: a redirect to it is followed, and the profile's login,
/// messages and credentials are sent there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedHost {
    host: String,
    /// `None` stands for 80 with `ws` and 443 with `wss`.
    port: Option<u16>,
}

/// The text is neither `HOST` nor `HOST:PORT`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not HOST or HOST:PORT")]
pub struct NotAHost(String);

impl ConfirmedHost {
    /// Parses `HOST` or `HOST:PORT`; an IPv6 address must be in brackets.
    pub fn parse(text: &str) -> Result<ConfirmedHost, NotAHost> {
        let invalid = || NotAHost(text.escape_debug().to_string());
        let extra = |c: char| "/\\?#@".contains(c) || c.is_whitespace() || c.is_control();
        if text.is_empty() || text.contains(extra) {
            return Err(invalid());
        }
        // `Url` drops a scheme's default port; the other scheme keeps it.
        let read = |scheme: &str| Url::parse(&format!("{scheme}://{text}")).ok();
        let (Some(plain), Some(secure)) = (read("ws"), read("wss")) else { return Err(invalid()) };
        let server = Server::of(&plain).ok_or_else(invalid)?;
        Ok(ConfirmedHost { host: server.host, port: plain.port().or(secure.port()) })
    }

    pub(crate) fn is(&self, server: &Server) -> bool {
        self.host == server.host
            && match self.port {
                Some(port) => port == server.port,
                None => server.has_usual_port(),
            }
    }
}

/// A confirmation of exactly this host and port.
impl From<&Server> for ConfirmedHost {
    fn from(server: &Server) -> Self {
        ConfirmedHost { host: server.host.clone(), port: Some(server.port) }
    }
}
