//! The HTTP exchange of one hop alone, over any stream: for tests and fuzzing of what a server may answer.

use tokio::io::{AsyncRead, AsyncWrite};

use super::error::{ConnectionError, UpgradeError, of_io};
use super::handshake::Hop;
use super::redirect;
use super::request::{Settings, Target};
use super::upgrade::{self, UpgradeFailure, UpgradeOptions, Upgraded};

/// What came of it, with secrets masked as everywhere.
#[derive(Debug)]
pub struct Exchange {
    /// Request and response.
    pub hop: Hop,
    /// What was agreed on, or why the server did not switch.
    pub result: Result<Upgraded, ConnectionError>,
    /// Where an answer that points elsewhere leads, or why nobody may go there.
    pub elsewhere: Option<Result<Target, ConnectionError>>,
}

/// Sends the request of these settings and reads the answer to it. Within a runtime that has timers.
pub async fn exchange<S>(settings: &Settings, stream: &mut S) -> Exchange
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut hop = Hop { url: settings.target.shown.clone(), ..Hop::default() };
    let (ask, target) = (&settings.ask, &settings.target);
    let asking =
        UpgradeOptions { ask, target, kept: &[], elsewhere: false, limits: &settings.limits };
    let result = upgrade::upgrade(stream, asking, &mut hop).await;
    let elsewhere = match &result {
        Err(UpgradeFailure::Upgrade(UpgradeError::Refused(refusal))) => refusal
            .location()
            .map(|location| redirect::follow(target, target, location, &settings.other_hosts)),
        _ => None,
    };
    hop.mask(&ask.masks);
    let masked = |error: ConnectionError| error.masked(&ask.masks);
    let result = result.map_err(|failed| match failed {
        UpgradeFailure::Upgrade(error) => masked(error.into()),
        UpgradeFailure::Io(error) => {
            let (what, secure) = (of_io(&error), target.secure);
            masked(UpgradeError::Ended { what, secure }.into())
        }
    });
    Exchange {
        hop,
        result,
        elsewhere: elsewhere.map(|step| step.map(|s| s.target).map_err(masked)),
    }
}
