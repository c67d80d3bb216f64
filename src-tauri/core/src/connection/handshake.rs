//! Record of the opening handshake, whether or not it succeeded.

mod http_head;

use std::borrow::Cow;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::certificate::Certificate;
use super::compression::CompressionParameters;
use super::phase::Phase;
use super::secret_masking::SecretMasks;

pub use http_head::{HeadPiece, HttpHead, HttpHeadText};

/// The opening handshake: one hop, and one more for each redirect that was followed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Handshake {
    /// The hops, in order.
    pub hops: Vec<Hop>,
}

impl Handshake {
    /// The final hop, or the current one.
    pub fn last(&self) -> Option<&Hop> {
        self.hops.last()
    }

    /// Whether the certificate of the last hop's server was not verified.
    pub fn is_unverified(&self) -> bool {
        let tls = self.last().and_then(|hop| hop.tls.as_ref());
        tls.is_some_and(|tls| tls.trust == Some(TrustReason::Unverified))
    }

    /// Whether the last hop's server chose none of the offered subprotocols.
    pub fn has_ignored_subprotocol(&self) -> bool {
        self.last().is_some_and(|hop| hop.warnings.contains(&HandshakeWarning::SubprotocolIgnored))
    }

    /// The last hop's request, byte for byte; empty if none was sent.
    pub fn request(&self) -> &[u8] {
        self.last().and_then(|hop| hop.request.as_ref()).map_or(&[], HttpHead::bytes)
    }

    /// The last hop's response head, byte for byte; empty if none was received.
    pub fn response(&self) -> &[u8] {
        self.last().and_then(|hop| hop.response.as_ref()).map_or(&[], HttpHead::bytes)
    }
}

/// One attempt to connect and upgrade, as far as it got.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Hop {
    /// Scheme, host and port. Path and query may hold secrets; the request shows them masked.
    pub url: String,
    /// Duration of each phase, in order; a failed phase counts until its failure.
    pub timings: Vec<PhaseTiming>,
    /// The addresses of the host name: the proxy's if there is one, else the server's.
    pub addresses: Vec<String>,
    /// Every TCP connection attempt, in order.
    pub tries: Vec<ConnectAttempt>,
    /// The address or Unix socket path of the connection.
    pub peer: Option<String>,
    /// The proxy, if there is one.
    pub proxy: Option<ProxyHop>,
    /// TLS with the server.
    pub tls: Option<TlsSeen>,
    /// The request, as sent.
    #[ts(as = "Option<HttpHeadText>")]
    pub request: Option<HttpHead>,
    /// The response head, as received.
    #[ts(as = "Option<HttpHeadText>")]
    pub response: Option<HttpHead>,
    /// The response's status code.
    pub status: Option<u16>,
    /// The target of a 3xx response.
    pub location: Option<String>,
    /// The subprotocol that the server chose.
    pub subprotocol: Option<String>,
    /// The extensions that the server chose, as written in the response.
    pub extensions: Option<String>,
    /// The negotiated parameters of permessage-deflate.
    pub compression: Option<CompressionParameters>,
    /// The names of the cookies that the server set.
    pub cookies: Vec<String>,
    /// Irregularities that did not prevent connecting.
    pub warnings: Vec<HandshakeWarning>,
}

impl Hop {
    /// Adds a phase's duration.
    pub(super) fn took(&mut self, phase: Phase, time: Duration) {
        self.timings
            .push(PhaseTiming { phase: phase.word().into(), ms: time.as_secs_f64() * 1000.0 });
    }

    /// Masks secrets in everything recorded.
    pub(super) fn mask(&mut self, masks: &SecretMasks) {
        let heads = [&mut self.response, &mut self.request].into_iter().flatten();
        let proxy_heads =
            self.proxy.iter_mut().flat_map(|proxy| [&mut proxy.response, &mut proxy.request]);
        heads.chain(proxy_heads.flatten()).for_each(|head| head.hide(masks));
        let texts = [&mut self.location, &mut self.subprotocol, &mut self.extensions];
        for text in texts.into_iter().flatten().chain(&mut self.cookies).chain([&mut self.url]) {
            *text = masks.text(text);
        }
    }

    /// Adds a warning unless it is already present.
    pub(super) fn warn(&mut self, warning: HandshakeWarning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// A phase's duration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhaseTiming {
    /// `resolving`, `connecting`, `proxy`, `tls` or `upgrading`.
    #[ts(type = "string")]
    pub phase: Cow<'static, str>,
    /// The duration in milliseconds.
    pub ms: f64,
}

/// One TCP connection attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ConnectAttempt {
    /// Address and port.
    pub address: String,
    /// Its start, in milliseconds since the start of the phase.
    pub began_ms: f64,
    /// Why it failed; `None` for the attempt that succeeded and for attempts it overtook.
    pub error: Option<String>,
}

/// The exchange with a proxy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ProxyHop {
    /// `http://HOST:PORT`, `https://…` or `socks5://…`, without user and password.
    pub url: String,
    /// `profile` or `system`.
    #[ts(type = "string")]
    pub from: Cow<'static, str>,
    /// The CONNECT request, as sent; none for a SOCKS proxy.
    #[ts(as = "Option<HttpHeadText>")]
    pub request: Option<HttpHead>,
    /// The head of the response to it.
    #[ts(as = "Option<HttpHeadText>")]
    pub response: Option<HttpHead>,
    /// TLS with the proxy itself.
    pub tls: Option<TlsSeen>,
}

/// Record of a TLS handshake, complete or failed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TlsSeen {
    /// The name that was requested and verified.
    pub server_name: String,
    /// `TLSv1.2` or `TLSv1.3`, once negotiated.
    pub version: Option<String>,
    /// The cipher suite's IANA name, once negotiated.
    pub cipher: Option<String>,
    /// The application protocol that the server chose (ALPN).
    pub alpn: Option<String>,
    /// The certificate chain in the order sent, the server's certificate first.
    pub chain: Vec<Certificate>,
    /// Why the certificate was accepted.
    pub trust: Option<TrustReason>,
    /// Whether the server asked for a client certificate.
    pub client_certificate_asked: bool,
    /// The subject of the client certificate that was sent.
    pub client_certificate: Option<String>,
}

/// Why a certificate was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TrustReason {
    /// A trusted authority issued it.
    Verified,
    /// Its SHA-256 is in `tls.pinned`.
    Pinned,
    /// It was not verified: `tls.verify` is off.
    Unverified,
}

/// An irregularity that did not prevent connecting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandshakeWarning {
    /// The server's certificate was not verified.
    CertificateUnverified,
    /// `Connection` lists more than `Upgrade`, which is allowed but rejected by some clients.
    ConnectionList,
    /// The server chose none of the offered subprotocols; browsers end such a connection.
    SubprotocolIgnored,
    /// The hop's host is not the profile's; the user has confirmed it. Its certificate is verified even if the profile
    /// turns verification off.
    OtherHost,
    /// The hop's host is not the profile's, and no credentials, cookies, login or client certificate were sent. Found only
    /// in files of older versions, which followed redirects to hosts that the user had not confirmed.
    CredentialsWithheld,
}
