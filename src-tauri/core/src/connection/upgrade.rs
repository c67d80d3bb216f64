//! The HTTP upgrade (RFC 6455 section 4.1): sends the request, checks the response, and records both byte for byte.
//!
//! - `body`: reads the body of a response other than 101.

mod body;

use super::error::RefusedUpgrade;
use crate::profile::masked_url::without_values;
use std::io;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::compression::{self, CompressionParameters};
use super::error::UpgradeError;
use super::handshake::{HandshakeWarning, Hop, HttpHead};
use super::http_response::{self, Response, ResponseFault};
use super::request::{ConnectionLimits, Target, UpgradeRequest};

/// The result of a successful upgrade.
#[derive(Debug)]
pub struct Upgraded {
    /// Bytes received after the response's head: the first frames.
    pub leftover: Vec<u8>,
    /// The negotiated compression.
    pub compression: Option<CompressionParameters>,
}

/// The request to send and the limits for the response.
#[derive(Debug, Clone, Copy)]
pub(super) struct UpgradeOptions<'a> {
    pub request: &'a UpgradeRequest,
    pub target: &'a Target,
    /// Cookies that the server has set.
    pub cookies: &'a [(String, String)],
    /// The target is not the profile's host. The user has confirmed it.
    pub other_host: bool,
    pub limits: &'a ConnectionLimits,
}

/// Why the upgrade failed: because of the response, or of the stream.
#[derive(Debug)]
pub(super) enum UpgradeFailure {
    Upgrade(UpgradeError),
    Io(io::Error),
}

impl From<io::Error> for UpgradeFailure {
    fn from(error: io::Error) -> Self {
        UpgradeFailure::Io(error)
    }
}

impl From<UpgradeError> for UpgradeFailure {
    fn from(error: UpgradeError) -> Self {
        UpgradeFailure::Upgrade(error)
    }
}

impl UpgradeFailure {
    /// `secure` says whether the connection uses TLS.
    fn of(fault: ResponseFault, secure: bool) -> Self {
        match fault {
            ResponseFault::Ended(what) => UpgradeError::Ended { what, secure }.into(),
            ResponseFault::NotHttp(bytes) => {
                let (speaks, what) = http_response::speaks(&bytes);
                UpgradeError::NotHttp { speaks, what }.into()
            }
            ResponseFault::Malformed(what) => UpgradeError::Malformed { what }.into(),
            ResponseFault::Io(error) => UpgradeFailure::Io(error),
        }
    }
}

/// Sends the request and reads the response. Records both in `hop`, even if the upgrade fails.
pub(super) async fn upgrade<S>(
    stream: &mut S,
    options: UpgradeOptions<'_>,
    hop: &mut Hop,
) -> Result<Upgraded, UpgradeFailure>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    // A slow body must not use up the phase's time, so that the refusal is reported and not a time-out.
    let until = Instant::now() + options.limits.upgrade.mul_f32(0.9);
    let key = generate_key();
    let request = options.request.head(options.target, &key, options.cookies, options.other_host);
    let bytes = request.bytes().to_vec();
    hop.request = Some(request);
    if options.other_host {
        hop.warn(HandshakeWarning::OtherHost);
    }
    stream.write_all(&bytes).await?;
    stream.flush().await?;

    // Secrets are masked at the end of the phase, when all of the head has been received.
    let read = http_response::read(stream, options.limits, |bytes| {
        let mut head = HttpHead::of(bytes.to_vec());
        head.hide_field("Set-Cookie");
        head.hide_parameters();
        hop.response = Some(head);
    });
    let (head, rest) =
        read.await.map_err(|fault| UpgradeFailure::of(fault, options.target.secure))?;
    hop.status = Some(head.status);
    hop.cookies = cookies(&head.headers).into_iter().map(|(name, _)| name).collect();
    if head.status != 101 {
        let body = body::read(stream, &head, rest, until).await;
        let Response { status, reason, headers } = head;
        let refusal = RefusedUpgrade { status, reason, headers, body };
        hop.location = refusal.location().map(without_values);
        return Err(UpgradeError::Refused(Box::new(refusal)).into());
    }
    check(&head, &derive_accept_key(key.as_bytes()), options.request, hop)?;
    Ok(Upgraded { leftover: rest, compression: hop.compression })
}

/// Names and values of the cookies in `Set-Cookie` fields (RFC 6265 section 5.2).
pub(super) fn cookies(headers: &[(String, String)]) -> Vec<(String, String)> {
    let pair = |value: &str| {
        let (name, value) = value.split(';').next()?.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    let set = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    set.filter_map(|(_, value)| pair(value)).filter(|(name, _)| !name.is_empty()).collect()
}

/// Checks the response as a client must (RFC 6455 section 4.1).
fn check(
    head: &Response,
    wanted: &str,
    request: &UpgradeRequest,
    hop: &mut Hop,
) -> Result<(), UpgradeError> {
    let malformed = |what: &str| Err(UpgradeError::Malformed { what: what.to_owned() });
    if !head.field("upgrade").any(|v| v.eq_ignore_ascii_case("websocket")) {
        return malformed("it has no 'Upgrade: websocket'");
    }
    // A list is allowed: `Connection: keep-alive, Upgrade`.
    if !head.list("connection").any(|part| part.eq_ignore_ascii_case("upgrade")) {
        return malformed("it has no 'Connection: Upgrade'");
    }
    if head.list("connection").count() > 1 {
        hop.warn(HandshakeWarning::ConnectionList);
    }
    let got = head.field("sec-websocket-accept").collect::<Vec<_>>().join(", ");
    if got != wanted {
        return Err(UpgradeError::BadAccept {
            wanted: wanted.to_owned(),
            got: if got.is_empty() { "none".to_owned() } else { got },
        });
    }
    let offered = |list: &[String]| match list.is_empty() {
        true => "none".to_owned(),
        false => list.join(", "),
    };
    let chosen: Vec<_> = head.list("sec-websocket-protocol").collect();
    match chosen[..] {
        [] if !request.subprotocols.is_empty() => hop.warn(HandshakeWarning::SubprotocolIgnored),
        [] => {}
        [one] if request.subprotocols.iter().any(|name| name == one) => {
            hop.subprotocol = Some(one.to_owned());
        }
        _ => {
            return Err(UpgradeError::Subprotocol {
                chosen: chosen.join(", "),
                offered: offered(&request.subprotocols),
            });
        }
    }
    let name = |extension: &str| {
        extension.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    };
    let chosen: Vec<_> = head.list("sec-websocket-extensions").collect();
    if let Some(other) =
        chosen.iter().find(|one| !request.extensions.iter().any(|offer| name(offer) == name(one)))
    {
        let chosen = (*other).to_owned();
        return Err(UpgradeError::Extension { chosen, offered: offered(&request.extensions) });
    }
    hop.extensions = (!chosen.is_empty()).then(|| chosen.join(", "));
    if let Some(wanted) = &request.compression
        && !chosen.is_empty()
    {
        let agreed = match chosen[..] {
            [one] => compression::agree(wanted, one),
            _ => Err("it accepts the offer more than once".to_owned()),
        };
        hop.compression = Some(agreed.map_err(|what| UpgradeError::Compression {
            what,
            chosen: chosen.join(", "),
            offered: offered(&request.extensions),
        })?);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
