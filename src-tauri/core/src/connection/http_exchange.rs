//! The HTTP upgrade alone, over any stream, to test and fuzz the handling of responses.

use tokio::io::{AsyncRead, AsyncWrite};

use super::error::{ConnectionError, UpgradeError, io_error_text};
use super::handshake::Hop;
use super::redirect;
use super::request::{Settings, Target};
use super::upgrade::{self, UpgradeFailure, UpgradeOptions, Upgraded};

/// The outcome, with secrets masked.
#[derive(Debug)]
pub struct Exchange {
    /// The record of request and response.
    pub hop: Hop,
    /// The upgraded connection, or why there is none.
    pub result: Result<Upgraded, ConnectionError>,
    /// The target of a redirect, or why it is not followed.
    pub redirect: Option<Result<Target, ConnectionError>>,
}

/// Sends the upgrade request of these settings and reads the response. Needs a runtime with timers.
pub async fn exchange<S>(settings: &Settings, stream: &mut S) -> Exchange
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut hop = Hop { url: settings.target.shown.clone(), ..Hop::default() };
    let (request, target) = (&settings.upgrade_request, &settings.target);
    let options = UpgradeOptions {
        request,
        target,
        cookies: &[],
        other_host: false,
        limits: &settings.limits,
    };
    let result = upgrade::upgrade(stream, options, &mut hop).await;
    let redirect = match &result {
        Err(UpgradeFailure::Upgrade(UpgradeError::Refused(refusal))) => refusal
            .location()
            .map(|location| redirect::follow(target, target, location, &settings.confirmed_hosts)),
        _ => None,
    };
    hop.mask(&request.masks);
    let masked = |error: ConnectionError| error.masked(&request.masks);
    let result = result.map_err(|failed| match failed {
        UpgradeFailure::Upgrade(error) => masked(error.into()),
        UpgradeFailure::Io(error) => {
            let (what, secure) = (io_error_text(&error), target.secure);
            masked(UpgradeError::Ended { what, secure }.into())
        }
    });
    Exchange {
        hop,
        result,
        redirect: redirect.map(|step| step.map(|to| to.target).map_err(masked)),
    }
}
