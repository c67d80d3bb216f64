//! A proxy between us and the server: which one, and what is said to it.
//!
//! Which one is hyper-util's to say (environment, registry, System Configuration, `NO_PROXY`). Its connectors are not
//! used: they tell neither status nor reply of a proxy that refuses, and keep nothing of what was said.

use std::net::IpAddr;

use hyper_util::client::proxy::matcher::Matcher;
use percent_encoding::utf8_percent_encode;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_socks::tcp::Socks5Stream;

use super::error::{ProxyError, of_io};
use super::handshake::{HttpHead, ProxyHop};
use super::http_response::{self, ResponseFault};
use super::request::{ConnectionLimits, ProxyChoice, QUERY, Target, TrustChoice, basic};
use super::tls::{self, ObservedTls};
use super::transport::BaseStream;

/// What is spoken to a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProxyProtocol {
    /// HTTP CONNECT.
    Http,
    /// The same over TLS.
    Https,
    /// RFC 1928; names are resolved there.
    Socks5,
}

/// A proxy.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct ResolvedProxy {
    kind: ProxyProtocol,
    pub(super) host: String,
    pub(super) port: u16,
    user: Option<(String, String)>,
    /// Scheme, host and port.
    pub(super) shown: String,
    /// `profile` or `system`.
    pub(super) from: &'static str,
}

/// The proxy for this target, where there is one.
pub(super) fn choose(
    choice: &ProxyChoice,
    target: &Target,
) -> Result<Option<ResolvedProxy>, ProxyError> {
    let (matcher, from) = match choice {
        ProxyChoice::None => return Ok(None),
        // As browsers have it: what runs on this machine is not behind a proxy.
        ProxyChoice::System if is_here(&target.host) => return Ok(None),
        ProxyChoice::System
            if ["NO_PROXY", "no_proxy"]
                .iter()
                .any(|n| std::env::var(n).is_ok_and(|list| excepts_all(&list))) =>
        {
            return Ok(None);
        }
        ProxyChoice::System => (Matcher::from_system(), "system"),
        ProxyChoice::Manual { except, .. } if excepts_all(except) => return Ok(None),
        ProxyChoice::Manual { url, except } => {
            (Matcher::builder().all(url.as_str()).no(except.as_str()).build(), "profile")
        }
    };
    // The variables are named after HTTP's schemes.
    let scheme = if target.secure { "https" } else { "http" };
    let host = match target.host.contains(':') {
        true => format!("[{}]", target.host),
        // A name in another script is in ASCII already; what is left is none of a URI's own.
        false => utf8_percent_encode(&target.host, QUERY).to_string(),
    };
    let Ok(uri) = format!("{scheme}://{host}:{}/", target.port).parse::<http::Uri>() else {
        return Ok(None);
    };
    let Some(found) = matcher.intercept(&uri) else { return Ok(None) };
    let (scheme, host) =
        (found.uri().scheme_str().unwrap_or("http"), found.uri().host().unwrap_or_default());
    let (kind, usual) = match scheme {
        "http" => (ProxyProtocol::Http, 80),
        "https" => (ProxyProtocol::Https, 443),
        "socks5" | "socks5h" => (ProxyProtocol::Socks5, 1080),
        _ => return Err(ProxyError::Unknown { proxy: format!("{scheme}://{host}") }),
    };
    let port = found.uri().port_u16().unwrap_or(usual);
    let user = match (found.raw_auth(), found.basic_auth()) {
        (Some((user, password)), _) => Some((user.to_owned(), password.to_owned())),
        (None, Some(header)) => header.to_str().ok().and_then(from_basic),
        (None, None) => None,
    };
    Ok(Some(ResolvedProxy {
        kind,
        shown: format!("{scheme}://{host}:{port}"),
        host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
        port,
        user,
        from,
    }))
}

fn is_here(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The matcher takes `*` for all names, and not for addresses.
fn excepts_all(list: &str) -> bool {
    list.split(',').any(|one| one.trim() == "*")
}

fn from_basic(header: &str) -> Option<(String, String)> {
    use base64::Engine as _;
    let bytes =
        base64::engine::general_purpose::STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (user, password) = text.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

impl ResolvedProxy {
    /// What is said to it and nobody is to see.
    pub(super) fn password(&self) -> Option<&str> {
        self.user.as_ref().map(|(_, password)| password.as_str())
    }

    /// What is told of it before anything was said.
    pub(super) fn via(&self) -> ProxyHop {
        ProxyHop { url: self.shown.clone(), from: self.from.into(), ..ProxyHop::default() }
    }

    /// A way to the target through the proxy, whose TCP is given.
    pub(super) async fn tunnel(
        &self,
        tcp: TcpStream,
        target: &Target,
        trust: &TrustChoice,
        limits: &ConnectionLimits,
        (via, seen): (&mut ProxyHop, &ObservedTls),
    ) -> Result<BaseStream, ProxyError> {
        let mut link = match self.kind {
            ProxyProtocol::Socks5 => return self.socks(tcp, target).await.map(BaseStream::Tcp),
            ProxyProtocol::Http => BaseStream::Tcp(tcp),
            ProxyProtocol::Https => {
                // The profile's certificate, name and pins are the server's, not the proxy's.
                let trust =
                    TrustChoice { ca_files: trust.ca_files.clone(), ..TrustChoice::default() };
                let peer = format!("{}:{}", self.host, self.port);
                let secured = tls::secure(tcp, &self.host, &peer, &trust, seen).await;
                via.tls = Some(tls::so_far(seen));
                let secured = secured
                    .map_err(|error| ProxyError::Tls { proxy: self.shown.clone(), error })?;
                BaseStream::Proxy(Box::new(secured))
            }
        };
        self.ask(&mut link, target, limits, via).await?;
        Ok(link)
    }

    /// RFC 9110 section 9.3.6.
    async fn ask(
        &self,
        link: &mut BaseStream,
        target: &Target,
        limits: &ConnectionLimits,
        via: &mut ProxyHop,
    ) -> Result<(), ProxyError> {
        let not_proxy = |what: String| ProxyError::NotProxy { proxy: self.shown.clone(), what };
        let peer = target.peer();
        let mut head = HttpHead::default();
        head.push(&format!("CONNECT {peer} HTTP/1.1\r\n"));
        head.push_field("Host", &peer, false);
        if let Some((user, password)) = &self.user {
            head.push_field("Proxy-Authorization", &basic(user, password), true);
        }
        head.push("\r\n");
        let bytes = head.bytes().to_vec();
        via.request = Some(head);
        link.write_all(&bytes).await.map_err(|error| not_proxy(of_io(&error)))?;
        link.flush().await.map_err(|error| not_proxy(of_io(&error)))?;
        let read = http_response::read(link, limits, |bytes| {
            let mut head = HttpHead::of(bytes.to_vec());
            head.hide_field("Set-Cookie");
            via.response = Some(head);
        });
        let (answer, rest) = read.await.map_err(|fault| {
            not_proxy(match fault {
                ResponseFault::Ended(_) => "it ended the connection without an answer".to_owned(),
                ResponseFault::NotHttp(bytes) => format!("it {}", http_response::speaks(&bytes).1),
                ResponseFault::Malformed(what) => format!("its answer cannot be used: {what}"),
                ResponseFault::Io(error) => of_io(&error),
            })
        })?;
        match answer.status {
            200..=299 if rest.is_empty() => Ok(()),
            200..=299 => Err(not_proxy("it sent more than its answer".to_owned())),
            407 => Err(self.wants_user()),
            // As tinyproxy answers a wrong password.
            401 if self.user.is_some() => Err(self.wants_user()),
            status => Err(ProxyError::Refused {
                proxy: self.shown.clone(),
                target: peer,
                status,
                reason: answer.reason,
            }),
        }
    }

    fn wants_user(&self) -> ProxyError {
        let given = if self.user.is_some() { ", other than those given" } else { "" };
        ProxyError::Auth { proxy: self.shown.clone(), given: given.to_owned() }
    }

    async fn socks(&self, tcp: TcpStream, target: &Target) -> Result<TcpStream, ProxyError> {
        use tokio_socks::Error as E;
        let to = (target.host.as_str(), target.port);
        let connected = match &self.user {
            Some((user, password)) => {
                Socks5Stream::connect_with_password_and_socket(tcp, to, user, password).await
            }
            None => Socks5Stream::connect_with_socket(tcp, to).await,
        };
        let reply = |why, what: &str| ProxyError::Socks {
            proxy: self.shown.clone(),
            target: target.peer(),
            why,
            what: what.to_owned(),
        };
        connected.map(Socks5Stream::into_inner).map_err(|error| match error {
            E::NoAcceptableAuthMethods
            | E::AuthorizationRequired
            | E::PasswordAuthFailure(_)
            | E::UnknownAuthMethod => self.wants_user(),
            E::GeneralSocksServerFailure => reply("general", "general failure (1)"),
            E::ConnectionNotAllowedByRuleset => reply("rules", "its rules do not allow it (2)"),
            E::NetworkUnreachable => reply("network", "the network is unreachable (3)"),
            E::HostUnreachable => {
                reply("host", "the host is unreachable, or its name unknown there (4)")
            }
            E::ConnectionRefused => reply("refused", "the server refused the connection (5)"),
            E::TtlExpired => reply("expired", "the time to live is over (6)"),
            E::CommandNotSupported => reply("command", "it does not know how to connect (7)"),
            E::AddressTypeNotSupported => {
                reply("address", "it does not take this kind of address (8)")
            }
            other => ProxyError::NotProxy { proxy: self.shown.clone(), what: other.to_string() },
        })
    }
}

/// Without the password.
impl std::fmt::Debug for ResolvedProxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proxy").field("shown", &self.shown).field("from", &self.from).finish()
    }
}
