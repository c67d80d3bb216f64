//! What was said and found until the first frame could pass; kept however it ended.

mod http_head;

use std::borrow::Cow;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::certificate::Certificate;
use super::compression::CompressionParameters;
use super::phase::Phase;
use super::secret_masking::SecretMasks;

pub use http_head::{HeadPiece, HttpHead, HttpHeadText};

/// One hop, and one more for each redirect that was followed; the last is where it ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Handshake {
    /// In order.
    pub hops: Vec<Hop>,
}

impl Handshake {
    /// Where it ended, or stands.
    pub fn last(&self) -> Option<&Hop> {
        self.hops.last()
    }

    /// Nobody looked at the certificate of the server that it leads to.
    pub fn is_unverified(&self) -> bool {
        let tls = self.last().and_then(|hop| hop.tls.as_ref());
        tls.is_some_and(|tls| tls.trust == Some(TrustReason::Unverified))
    }

    /// The server that it leads to chose none of the subprotocols that we offered.
    pub fn has_ignored_subprotocol(&self) -> bool {
        self.last().is_some_and(|hop| hop.warnings.contains(&HandshakeWarning::SubprotocolIgnored))
    }

    /// The request of the last hop, byte for byte; empty where none was sent.
    pub fn request(&self) -> &[u8] {
        self.last().and_then(|hop| hop.request.as_ref()).map_or(&[], HttpHead::bytes)
    }

    /// The head of the response of the last hop, byte for byte; empty where none came.
    pub fn response(&self) -> &[u8] {
        self.last().and_then(|hop| hop.response.as_ref()).map_or(&[], HttpHead::bytes)
    }
}

/// One way from a URL to an answer, as far as it went.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Hop {
    /// Scheme, host and port: path and query may hold secrets, and stand in the request.
    pub url: String,
    /// How long each phase took, in order; of the last one perhaps until it failed.
    pub timings: Vec<PhaseTiming>,
    /// What the name was resolved to: the server's, or the proxy's where there is one.
    pub addresses: Vec<String>,
    /// Every address that was tried, in order.
    pub tries: Vec<ConnectAttempt>,
    /// The address, or the Unix socket's path, that we are connected to.
    pub peer: Option<String>,
    /// The proxy that we went by.
    pub proxy: Option<ProxyHop>,
    /// TLS with the server.
    pub tls: Option<TlsSeen>,
    /// Our request as it was sent.
    #[cfg_attr(feature = "ts", ts(as = "Option<HttpHeadText>"))]
    pub request: Option<HttpHead>,
    /// The head of the answer as it came.
    #[cfg_attr(feature = "ts", ts(as = "Option<HttpHeadText>"))]
    pub response: Option<HttpHead>,
    /// Its status.
    pub status: Option<u16>,
    /// Where an answer of 3xx points.
    pub location: Option<String>,
    /// The subprotocol that the server chose.
    pub subprotocol: Option<String>,
    /// The extensions that the server chose, as it wrote them.
    pub extensions: Option<String>,
    /// What was agreed on of permessage-deflate.
    pub compression: Option<CompressionParameters>,
    /// The names of the cookies that it set.
    pub cookies: Vec<String>,
    /// What is odd and did not stop us.
    pub warnings: Vec<HandshakeWarning>,
}

impl Hop {
    /// Adds the time of a phase.
    pub(super) fn took(&mut self, phase: Phase, time: Duration) {
        self.timings
            .push(PhaseTiming { phase: phase.word().into(), ms: time.as_secs_f64() * 1000.0 });
    }

    /// Masks secrets in everything that came from the other side.
    pub(super) fn mask(&mut self, masks: &SecretMasks) {
        let heads = [&mut self.response, &mut self.request].into_iter().flatten();
        let via = self.proxy.iter_mut().flat_map(|via| [&mut via.response, &mut via.request]);
        heads.chain(via.flatten()).for_each(|head| head.hide(masks));
        let texts = [&mut self.location, &mut self.subprotocol, &mut self.extensions];
        for text in texts.into_iter().flatten().chain(&mut self.cookies).chain([&mut self.url]) {
            *text = masks.text(text);
        }
    }

    /// Once is enough.
    pub(super) fn warn(&mut self, warning: HandshakeWarning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// How long a phase took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PhaseTiming {
    /// `resolving`, `connecting`, `proxy`, `tls` or `upgrading`.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub phase: Cow<'static, str>,
    /// In milliseconds.
    pub ms: f64,
}

/// One TCP attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ConnectAttempt {
    /// Address and port.
    pub address: String,
    /// When it was begun, in milliseconds since the phase began.
    pub began_ms: f64,
    /// Why it failed; `None` for the one that won and for those that were still under way then.
    pub error: Option<String>,
}

/// A proxy, and what was said to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct ProxyHop {
    /// `http://HOST:PORT`, `https://…` or `socks5://…`, without user and password.
    pub url: String,
    /// `profile` or `system`.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub from: Cow<'static, str>,
    /// The CONNECT as it was sent; none to a SOCKS proxy.
    #[cfg_attr(feature = "ts", ts(as = "Option<HttpHeadText>"))]
    pub request: Option<HttpHead>,
    /// The head of the answer to it.
    #[cfg_attr(feature = "ts", ts(as = "Option<HttpHeadText>"))]
    pub response: Option<HttpHead>,
    /// TLS with the proxy itself.
    pub tls: Option<TlsSeen>,
}

/// What is known of a TLS handshake, also of one that failed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct TlsSeen {
    /// The name that was asked for and looked for in the certificate.
    pub server_name: String,
    /// `TLSv1.2` or `TLSv1.3`, once it is agreed on.
    pub version: Option<String>,
    /// As IANA has it, once it is agreed on.
    pub cipher: Option<String>,
    /// The protocol inside, where the server chose one.
    pub alpn: Option<String>,
    /// As the server sent it: its own certificate first.
    pub chain: Vec<Certificate>,
    /// Why the certificate was accepted.
    pub trust: Option<TrustReason>,
    /// The server asked who we are.
    pub client_certificate_asked: bool,
    /// The certificate that we showed.
    pub client_certificate: Option<String>,
}

/// Why a certificate was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TrustReason {
    /// A trusted authority vouches for it.
    Verified,
    /// Its SHA-256 is in `tls.pinned`.
    Pinned,
    /// Nobody looked: `tls.verify` is off.
    Unverified,
}

/// What is odd and did not stop us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum HandshakeWarning {
    /// The server's certificate was not looked at.
    CertificateUnverified,
    /// `Connection` holds more than `Upgrade`: allowed, but some clients refuse it.
    ConnectionList,
    /// The server chose none of the subprotocols that we offered: browsers end such a connection.
    SubprotocolIgnored,
    /// Another host than the profile's, which a person has confirmed. Its certificate is verified, whatever the
    /// profile says of its own server's.
    OtherHost,
    /// Another host: no credentials, cookies, login or client certificate went there. Only in files of versions that
    /// went to a host that nobody had confirmed.
    CredentialsWithheld,
}
