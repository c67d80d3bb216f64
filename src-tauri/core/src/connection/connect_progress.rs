//! The phases of connecting, and the state passed from one phase to the next. Decides no order: the session does.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;

use super::error::RefusedUpgrade;
use super::error::{ConnectionError, ProxyError, UpgradeError, io_error_text};
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

/// The state of connecting, across redirects.
pub(super) struct ConnectProgress {
    settings: Settings,
    /// The current target: the profile's, or that of a redirect.
    target: Target,
    /// Whether the target is not the profile's host. The user has confirmed it.
    other_host: bool,
    /// Cookies that the profile's host has set while redirecting.
    cookies: Vec<(String, String)>,
    earlier_hops: Vec<Hop>,
    hop: Hop,
    proxy: Option<ResolvedProxy>,
    addresses: Vec<SocketAddr>,
    tcp: Option<TcpStream>,
    base_stream: Option<BaseStream>,
    stream: Option<Stream>,
    upgraded: Option<Upgraded>,
    /// Observed TLS handshakes with the server and with the proxy.
    tls: ObservedTls,
    proxy_tls: ObservedTls,
    /// The profile's secrets, and the password of the proxy.
    masks: SecretMasks,
}

type PhaseResult = Result<SessionEvent, ConnectionError>;

/// A phase lacks the result of the phase before it, which the session rules out.
fn out_of_order() -> ConnectionError {
    UpgradeError::Malformed { what: "the phases came out of order".to_owned() }.into()
}

impl ConnectProgress {
    pub(super) fn new(settings: &Settings) -> Self {
        let target = settings.target.clone();
        ConnectProgress {
            hop: Hop { url: target.shown.clone(), ..Hop::default() },
            masks: settings.upgrade_request.masks.clone(),
            settings: settings.clone(),
            target,
            other_host: false,
            cookies: Vec::new(),
            earlier_hops: Vec::new(),
            proxy: None,
            addresses: Vec::new(),
            tcp: None,
            base_stream: None,
            stream: None,
            upgraded: None,
            tls: ObservedTls::default(),
            proxy_tls: ObservedTls::default(),
        }
    }

    /// Resolves the proxy's name if there is a proxy, else the server's.
    pub(super) async fn resolve(&mut self) -> PhaseResult {
        if self.settings.route.unix_socket.is_some() {
            return Ok(SessionEvent::Resolved);
        }
        self.proxy = proxy::choose(&self.settings.route.proxy, &self.target)?;
        self.hop.proxy = self.proxy.as_ref().map(ResolvedProxy::hop);
        if let Some(password) = self.proxy.as_ref().and_then(ResolvedProxy::password) {
            self.masks.add(password);
        }
        let (host, port) = match &self.proxy {
            Some(proxy) => (proxy.host.as_str(), proxy.port),
            None => (self.target.host.as_str(), self.target.port),
        };
        let resolved = transport::resolve(host, port, &self.settings.route).await;
        self.addresses = resolved.map_err(|error| self.blame_proxy(error))?;
        self.hop.addresses = self.addresses.iter().map(ToString::to_string).collect();
        Ok(SessionEvent::Resolved)
    }

    /// If there is a proxy, turns a failure to reach it into the proxy's error.
    fn blame_proxy(&self, error: ConnectionError) -> ConnectionError {
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
            self.base_stream = Some(transport::connect_unix(path, &mut self.hop).await?);
            return Ok(SessionEvent::Connected { proxied: false });
        }
        let tcp = transport::connect(&self.addresses, &mut self.hop).await;
        let tcp = tcp.map_err(|error| self.blame_proxy(error))?;
        let proxied = self.proxy.is_some();
        match proxied {
            true => self.tcp = Some(tcp),
            false => self.base_stream = Some(BaseStream::Tcp(tcp)),
        }
        Ok(SessionEvent::Connected { proxied })
    }

    pub(super) async fn tunnel(&mut self) -> PhaseResult {
        let (Some(proxy), Some(tcp)) = (&self.proxy, self.tcp.take()) else {
            return Err(out_of_order());
        };
        let proxy_hop = self.hop.proxy.get_or_insert_default();
        let (trust, limits) = (&self.settings.route.trust, &self.settings.limits);
        let tunnel = proxy.tunnel(tcp, &self.target, trust, limits, (proxy_hop, &self.proxy_tls));
        // Masked here: the settings' masks lack a password that only the system's settings contain.
        let tunnel = tunnel.await.map_err(|e| ConnectionError::Proxy(e).masked(&self.masks))?;
        self.base_stream = Some(tunnel);
        Ok(SessionEvent::Tunneled)
    }

    pub(super) async fn secure(&mut self) -> PhaseResult {
        let base_stream = self.base_stream.take().ok_or_else(out_of_order)?;
        let trust = match self.other_host {
            true => redirect::trust_for_other_host(&self.settings.route.trust),
            false => self.settings.route.trust.clone(),
        };
        let peer = self.target.peer();
        let secured = tls::secure(base_stream, &self.target.host, &peer, &trust, &self.tls).await?;
        self.stream = Some(Stream::Tls(Box::new(secured)));
        Ok(SessionEvent::Secured)
    }

    pub(super) async fn upgrade(&mut self) -> PhaseResult {
        task_panic::trip("upgrade");
        let plain = self.base_stream.take().map(Stream::Plain);
        let mut stream = self.stream.take().or(plain).ok_or_else(out_of_order)?;
        let options = UpgradeOptions {
            request: &self.settings.upgrade_request,
            target: &self.target,
            cookies: if self.other_host { &[] } else { &self.cookies },
            other_host: self.other_host,
            limits: &self.settings.limits,
        };
        let upgraded = upgrade::upgrade(&mut stream, options, &mut self.hop).await;
        let (peer, observed) = (self.target.peer(), tls::snapshot(&self.tls));
        self.upgraded = Some(upgraded.map_err(|failure| {
            let tls_error = match &failure {
                UpgradeFailure::Upgrade(UpgradeError::Ended { .. }) => {
                    tls::without_certificate(&peer, &observed)
                }
                UpgradeFailure::Upgrade(_) => None,
                UpgradeFailure::Io(error) => tls::in_upgrade(&peer, &observed, error)
                    .or_else(|| tls::without_certificate(&peer, &observed)),
            };
            match (tls_error, failure) {
                (Some(tls_error), _) => ConnectionError::Tls(tls_error),
                (None, UpgradeFailure::Upgrade(error)) => ConnectionError::Upgrade(error),
                (None, UpgradeFailure::Io(error)) => {
                    let (what, secure) = (io_error_text(&error), self.target.secure);
                    UpgradeError::Ended { what, secure }.into()
                }
            }
        })?);
        self.stream = Some(stream);
        Ok(SessionEvent::Upgraded)
    }

    /// Follows the redirect of a refusal, at most `most` times, if its target is allowed.
    pub(super) fn follow_redirect(&mut self, refusal: &RefusedUpgrade, most: u8) -> PhaseResult {
        let location = refusal.location().unwrap_or_default();
        if self.earlier_hops.len() >= usize::from(most) {
            return Err(ConnectionError::Redirect {
                location: super::request::without_secrets(location),
                why: "too_many",
                what: format!("it is one more than the {most} of connection.redirects.max"),
            });
        }
        let Settings { target: home, confirmed_hosts, .. } = &self.settings;
        let redirect = redirect::follow(home, &self.target, location, confirmed_hosts)?;
        if self.settings.keep_cookies && !self.other_host {
            for (name, value) in upgrade::cookies(&refusal.headers) {
                self.cookies.retain(|(cookies, _)| *cookies != name);
                self.cookies.push((name, value));
            }
        }
        self.target = redirect.target;
        self.other_host = redirect.other_host;
        Ok(SessionEvent::Redirected { secure: self.target.secure, peer: self.target.peer() })
    }

    /// Records the result of a phase, successful or not, and starts the next hop if it was redirected.
    pub(super) fn phase_over(&mut self, phase: Phase, took: Duration, redirected: bool) {
        self.hop.took(phase, took);
        if phase == Phase::Tls {
            let observed = tls::snapshot(&self.tls);
            if observed.trust == Some(TrustReason::Unverified) {
                self.hop.warn(HandshakeWarning::CertificateUnverified);
            }
            self.hop.tls = Some(observed);
        }
        if phase == Phase::Proxy
            && let Some(proxy_hop) = &mut self.hop.proxy
        {
            let observed = tls::snapshot(&self.proxy_tls);
            proxy_hop.tls = (!observed.server_name.is_empty()).then_some(observed);
        }
        self.hop.mask(&self.masks);
        if redirected {
            let next = Hop { url: self.target.shown.clone(), ..Hop::default() };
            self.earlier_hops.push(std::mem::replace(&mut self.hop, next));
            (self.tls, self.proxy_tls) = (ObservedTls::default(), ObservedTls::default());
        }
    }

    /// The handshake so far.
    pub(super) fn handshake(&self) -> Handshake {
        Handshake { hops: self.earlier_hops.iter().chain([&self.hop]).cloned().collect() }
    }

    pub(super) fn proxy_shown(&self) -> Option<String> {
        self.proxy.as_ref().map(|proxy| proxy.shown.clone())
    }

    pub(super) fn arrived(self) -> Option<(Stream, Upgraded)> {
        Some((self.stream?, self.upgraded?))
    }
}
