//! Chooses the proxy and opens a tunnel through it: HTTP CONNECT, plain or over TLS, and SOCKS5.
//!
//! hyper-util's matcher chooses it (environment, registry, System Configuration, `NO_PROXY`). Its connectors are not
//! used, because they neither report a refusal's status or reply nor record the exchange.

use std::net::IpAddr;

use hyper_util::client::proxy::matcher::Matcher;
use percent_encoding::utf8_percent_encode;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_socks::tcp::Socks5Stream;

use super::error::{ProxyError, io_error_text};
use super::handshake::{HttpHead, ProxyHop};
use super::http_response::{self, ResponseFault};
use super::request::{ConnectionLimits, ProxyChoice, QUERY, Target, TrustChoice, basic};
use super::tls::{self, ObservedTls};
use super::transport::BaseStream;

/// A proxy's protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProxyProtocol {
    /// HTTP CONNECT.
    Http,
    /// HTTP CONNECT over TLS.
    Https,
    /// SOCKS5 (RFC 1928); the proxy resolves names.
    Socks5,
}

/// The proxy chosen for a target.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct ResolvedProxy {
    kind: ProxyProtocol,
    pub host: String,
    pub port: u16,
    user: Option<(String, String)>,
    /// Scheme, host and port, for display.
    pub shown: String,
    /// `profile` or `system`.
    pub from: &'static str,
}

/// The proxy for this target; `None` to connect directly.
pub(super) fn choose(
    choice: &ProxyChoice,
    target: &Target,
) -> Result<Option<ResolvedProxy>, ProxyError> {
    let (matcher, from) = match choice {
        ProxyChoice::None => return Ok(None),
        // Like browsers, no proxy is used for this machine.
        ProxyChoice::System if is_local(&target.host) => return Ok(None),
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
    // The variables are named after the HTTP schemes.
    let scheme = if target.secure { "https" } else { "http" };
    let host = match target.host.contains(':') {
        true => format!("[{}]", target.host),
        // Names are ASCII already (IDNA); this escapes characters that a URI's host may not contain.
        false => utf8_percent_encode(&target.host, QUERY).to_string(),
    };
    let Ok(uri) = format!("{scheme}://{host}:{}/", target.port).parse::<http::Uri>() else {
        return Ok(None);
    };
    let Some(proxy) = matcher.intercept(&uri) else { return Ok(None) };
    let (scheme, host) =
        (proxy.uri().scheme_str().unwrap_or("http"), proxy.uri().host().unwrap_or_default());
    let (kind, default_port) = match scheme {
        "http" => (ProxyProtocol::Http, 80),
        "https" => (ProxyProtocol::Https, 443),
        "socks5" | "socks5h" => (ProxyProtocol::Socks5, 1080),
        _ => return Err(ProxyError::Unknown { proxy: format!("{scheme}://{host}") }),
    };
    let port = proxy.uri().port_u16().unwrap_or(default_port);
    let user = match (proxy.raw_auth(), proxy.basic_auth()) {
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

fn is_local(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether the list contains `*`, which the matcher applies only to names, not to addresses.
fn excepts_all(list: &str) -> bool {
    list.split(',').any(|entry| entry.trim() == "*")
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
    /// The password, to be masked.
    pub(super) fn password(&self) -> Option<&str> {
        self.user.as_ref().map(|(_, password)| password.as_str())
    }

    /// The record of this proxy, with no exchange yet.
    pub(super) fn hop(&self) -> ProxyHop {
        ProxyHop { url: self.shown.clone(), from: self.from.into(), ..ProxyHop::default() }
    }

    /// Opens a tunnel to the target over a TCP connection to the proxy.
    pub(super) async fn tunnel(
        &self,
        tcp: TcpStream,
        target: &Target,
        trust: &TrustChoice,
        limits: &ConnectionLimits,
        (hop, observed): (&mut ProxyHop, &ObservedTls),
    ) -> Result<BaseStream, ProxyError> {
        let mut stream = match self.kind {
            ProxyProtocol::Socks5 => return self.socks(tcp, target).await.map(BaseStream::Tcp),
            ProxyProtocol::Http => BaseStream::Tcp(tcp),
            ProxyProtocol::Https => {
                // The profile's client certificate, server name and pins are for the server, not the proxy.
                let trust =
                    TrustChoice { ca_files: trust.ca_files.clone(), ..TrustChoice::default() };
                let peer = format!("{}:{}", self.host, self.port);
                let secured = tls::secure(tcp, &self.host, &peer, &trust, observed).await;
                hop.tls = Some(tls::snapshot(observed));
                let secured = secured
                    .map_err(|error| ProxyError::Tls { proxy: self.shown.clone(), error })?;
                BaseStream::Proxy(Box::new(secured))
            }
        };
        self.send_connect(&mut stream, target, limits, hop).await?;
        Ok(stream)
    }

    /// Sends CONNECT (RFC 9110 section 9.3.6) and reads the response.
    async fn send_connect(
        &self,
        stream: &mut BaseStream,
        target: &Target,
        limits: &ConnectionLimits,
        hop: &mut ProxyHop,
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
        hop.request = Some(head);
        stream.write_all(&bytes).await.map_err(|error| not_proxy(io_error_text(&error)))?;
        stream.flush().await.map_err(|error| not_proxy(io_error_text(&error)))?;
        let read = http_response::read(stream, limits, |bytes| {
            let mut head = HttpHead::of(bytes.to_vec());
            head.hide_field("Set-Cookie");
            hop.response = Some(head);
        });
        let (response, rest) = read.await.map_err(|fault| {
            not_proxy(match fault {
                ResponseFault::Ended(_) => "it ended the connection without an answer".to_owned(),
                ResponseFault::NotHttp(bytes) => format!("it {}", http_response::speaks(&bytes).1),
                ResponseFault::Malformed(what) => format!("its answer cannot be used: {what}"),
                ResponseFault::Io(error) => io_error_text(&error),
            })
        })?;
        match response.status {
            200..=299 if rest.is_empty() => Ok(()),
            200..=299 => Err(not_proxy("it sent more than its answer".to_owned())),
            407 => Err(self.auth_error()),
            // tinyproxy answers a wrong password with 401.
            401 if self.user.is_some() => Err(self.auth_error()),
            status => Err(ProxyError::Refused {
                proxy: self.shown.clone(),
                target: peer,
                status,
                reason: response.reason,
            }),
        }
    }

    fn auth_error(&self) -> ProxyError {
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
            | E::UnknownAuthMethod => self.auth_error(),
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

/// Omits the password.
impl std::fmt::Debug for ResolvedProxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proxy").field("shown", &self.shown).field("from", &self.from).finish()
    }
}
