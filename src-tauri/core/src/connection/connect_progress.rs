//! One way from a URL to a WebSocket, with what is in hand between two phases.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;

use super::error::RefusedUpgrade;
use super::error::{ConnectionError, ProxyError, UpgradeError, of_io};
use super::handshake::{Handshake, HandshakeWarning, Hop, TrustReason};
use super::phase::Phase;
use super::proxy::{self, ResolvedProxy};
use super::redirect;
use super::request::{Settings, Target};
use super::secret_masking::SecretMasks;
use super::session::SessionEvent;
use super::task_panic;
use super::tls::{self, ObservedTls};
use super::transport::{self, BaseStream, Stream};
use super::upgrade::{self, UpgradeFailure, UpgradeOptions, Upgraded};

/// See the module's text.
pub(super) struct ConnectProgress {
    settings: Settings,
    /// Where to now: the profile's target, or where a redirect led.
    target: Target,
    /// Another host than the profile's, which a person has confirmed.
    elsewhere: bool,
    /// Cookies that the profile's host has set on this way.
    kept: Vec<(String, String)>,
    earlier: Vec<Hop>,
    hop: Hop,
    proxy: Option<ResolvedProxy>,
    addresses: Vec<SocketAddr>,
    tcp: Option<TcpStream>,
    link: Option<BaseStream>,
    stream: Option<Stream>,
    upgraded: Option<Upgraded>,
    /// TLS with the server, and with the proxy.
    seen: ObservedTls,
    proxy_seen: ObservedTls,
    /// The profile's secrets, and the password of the proxy.
    masks: SecretMasks,
}

type PhaseResult = Result<SessionEvent, ConnectionError>;

/// A phase that the session asks for has what it needs, since the phase before it is done.
fn out_of_order() -> ConnectionError {
    UpgradeError::Malformed { what: "the phases came out of order".to_owned() }.into()
}

impl ConnectProgress {
    pub(super) fn new(settings: &Settings) -> Self {
        let target = settings.target.clone();
        ConnectProgress {
            hop: Hop { url: target.shown.clone(), ..Hop::default() },
            masks: settings.ask.masks.clone(),
            settings: settings.clone(),
            target,
            elsewhere: false,
            kept: Vec::new(),
            earlier: Vec::new(),
            proxy: None,
            addresses: Vec::new(),
            tcp: None,
            link: None,
            stream: None,
            upgraded: None,
            seen: ObservedTls::default(),
            proxy_seen: ObservedTls::default(),
        }
    }

    /// Of the server's name, or of the proxy's.
    pub(super) async fn resolve(&mut self) -> PhaseResult {
        if self.settings.route.unix_socket.is_some() {
            return Ok(SessionEvent::Resolved);
        }
        self.proxy = proxy::choose(&self.settings.route.proxy, &self.target)?;
        self.hop.proxy = self.proxy.as_ref().map(ResolvedProxy::via);
        if let Some(password) = self.proxy.as_ref().and_then(ResolvedProxy::password) {
            self.masks.add(password);
        }
        let (host, port) = match &self.proxy {
            Some(proxy) => (proxy.host.as_str(), proxy.port),
            None => (self.target.host.as_str(), self.target.port),
        };
        let found = transport::resolve(host, port, &self.settings.route).await;
        self.addresses = found.map_err(|error| self.of_proxy(error))?;
        self.hop.addresses = self.addresses.iter().map(ToString::to_string).collect();
        Ok(SessionEvent::Resolved)
    }

    /// What keeps us from the proxy is not the server's fault.
    fn of_proxy(&self, error: ConnectionError) -> ConnectionError {
        match &self.proxy {
            Some(proxy) => {
                let (proxy, what) = (proxy.shown.clone(), error.to_string());
                ConnectionError::Proxy(ProxyError::Unreachable { proxy, what })
            }
            None => error,
        }
    }

    pub(super) async fn connect(&mut self) -> PhaseResult {
        if let Some(path) = &self.settings.route.unix_socket {
            self.link = Some(transport::connect_unix(path, &mut self.hop).await?);
            return Ok(SessionEvent::Connected { proxied: false });
        }
        let tcp = transport::connect(&self.addresses, &mut self.hop).await;
        let tcp = tcp.map_err(|error| self.of_proxy(error))?;
        let proxied = self.proxy.is_some();
        match proxied {
            true => self.tcp = Some(tcp),
            false => self.link = Some(BaseStream::Tcp(tcp)),
        }
        Ok(SessionEvent::Connected { proxied })
    }

    pub(super) async fn tunnel(&mut self) -> PhaseResult {
        let (Some(proxy), Some(tcp)) = (&self.proxy, self.tcp.take()) else {
            return Err(out_of_order());
        };
        let via = self.hop.proxy.get_or_insert_default();
        let (trust, limits) = (&self.settings.route.trust, &self.settings.limits);
        let through = proxy.tunnel(tcp, &self.target, trust, limits, (via, &self.proxy_seen));
        // The driver knows no password that only the system's settings name.
        let through = through.await.map_err(|e| ConnectionError::Proxy(e).masked(&self.masks))?;
        self.link = Some(through);
        Ok(SessionEvent::Tunneled)
    }

    pub(super) async fn secure(&mut self) -> PhaseResult {
        let link = self.link.take().ok_or_else(out_of_order)?;
        let trust = match self.elsewhere {
            true => redirect::trust_elsewhere(&self.settings.route.trust),
            false => self.settings.route.trust.clone(),
        };
        let peer = self.target.peer();
        let secured = tls::secure(link, &self.target.host, &peer, &trust, &self.seen).await?;
        self.stream = Some(Stream::Tls(Box::new(secured)));
        Ok(SessionEvent::Secured)
    }

    pub(super) async fn upgrade(&mut self) -> PhaseResult {
        task_panic::trip("upgrade");
        let plain = self.link.take().map(Stream::Plain);
        let mut stream = self.stream.take().or(plain).ok_or_else(out_of_order)?;
        let asking = UpgradeOptions {
            ask: &self.settings.ask,
            target: &self.target,
            kept: if self.elsewhere { &[] } else { &self.kept },
            elsewhere: self.elsewhere,
            limits: &self.settings.limits,
        };
        let upgraded = upgrade::upgrade(&mut stream, asking, &mut self.hop).await;
        let (peer, seen) = (self.target.peer(), tls::so_far(&self.seen));
        self.upgraded = Some(upgraded.map_err(|failed| {
            let of_tls = match &failed {
                UpgradeFailure::Upgrade(UpgradeError::Ended { .. }) => {
                    tls::without_certificate(&peer, &seen)
                }
                UpgradeFailure::Upgrade(_) => None,
                UpgradeFailure::Io(error) => tls::in_upgrade(&peer, &seen, error)
                    .or_else(|| tls::without_certificate(&peer, &seen)),
            };
            match (of_tls, failed) {
                (Some(of_tls), _) => ConnectionError::Tls(of_tls),
                (None, UpgradeFailure::Upgrade(error)) => ConnectionError::Upgrade(error),
                (None, UpgradeFailure::Io(error)) => {
                    let (what, secure) = (of_io(&error), self.target.secure);
                    UpgradeError::Ended { what, secure }.into()
                }
            }
        })?);
        self.stream = Some(stream);
        Ok(SessionEvent::Upgraded)
    }

    /// Begins the next hop, where the answer points to one that we may go to.
    pub(super) fn go_elsewhere(&mut self, refusal: &RefusedUpgrade, most: u8) -> PhaseResult {
        let location = refusal.location().unwrap_or_default();
        if self.earlier.len() >= usize::from(most) {
            return Err(ConnectionError::Redirect {
                location: super::request::without_secrets(location),
                why: "too_many",
                what: format!("it is one more than the {most} of connection.redirects.max"),
            });
        }
        let Settings { target: home, other_hosts, .. } = &self.settings;
        let step = redirect::follow(home, &self.target, location, other_hosts)?;
        if self.settings.keep_cookies && !self.elsewhere {
            for (name, value) in upgrade::cookies(&refusal.headers) {
                self.kept.retain(|(kept, _)| *kept != name);
                self.kept.push((name, value));
            }
        }
        self.target = step.target;
        self.elsewhere = step.elsewhere;
        Ok(SessionEvent::Redirected { secure: self.target.secure, peer: self.target.peer() })
    }

    /// Keeps what a phase brought, however it ended.
    pub(super) fn phase_over(&mut self, phase: Phase, took: Duration, elsewhere: bool) {
        self.hop.took(phase, took);
        if phase == Phase::Tls {
            let seen = tls::so_far(&self.seen);
            if seen.trust == Some(TrustReason::Unverified) {
                self.hop.warn(HandshakeWarning::CertificateUnverified);
            }
            self.hop.tls = Some(seen);
        }
        if phase == Phase::Proxy
            && let Some(via) = &mut self.hop.proxy
        {
            let seen = tls::so_far(&self.proxy_seen);
            via.tls = (!seen.server_name.is_empty()).then_some(seen);
        }
        self.hop.mask(&self.masks);
        if elsewhere {
            let next = Hop { url: self.target.shown.clone(), ..Hop::default() };
            self.earlier.push(std::mem::replace(&mut self.hop, next));
            (self.seen, self.proxy_seen) = (ObservedTls::default(), ObservedTls::default());
        }
    }

    /// As far as it went.
    pub(super) fn handshake(&self) -> Handshake {
        Handshake { hops: self.earlier.iter().chain([&self.hop]).cloned().collect() }
    }

    pub(super) fn proxy_shown(&self) -> Option<String> {
        self.proxy.as_ref().map(|proxy| proxy.shown.clone())
    }

    pub(super) fn arrived(self) -> Option<(Stream, Upgraded)> {
        Some((self.stream?, self.upgraded?))
    }
}
