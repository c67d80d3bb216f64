//! How long each phase may take, and how much is taken.

use std::time::Duration;

use super::RequestError;
use crate::profile::duration;
use crate::profile::model::{Connection, Limits as Sizes};

/// Shorter than this, a wait is no wait but a loop that is always busy.
const SHORTEST: Duration = Duration::from_millis(100);
/// More redirects than this are a loop.
const MOST_REDIRECTS: u8 = 5;

/// See the module's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Looking the name up.
    pub resolve: Duration,
    /// TCP.
    pub connect: Duration,
    /// What the proxy takes to let us through.
    pub proxy: Duration,
    /// The TLS handshake.
    pub tls: Duration,
    /// The HTTP upgrade as a whole.
    pub upgrade: Duration,
    /// From our Close to the end of TCP.
    pub close: Duration,
    /// The server takes nothing of what waits to be sent.
    pub write: Duration,
    /// Nothing comes from the server; `None` for ever.
    pub idle: Option<Duration>,
    /// Bytes of the head of an answer.
    pub header: usize,
    /// Fields in it.
    pub header_fields: usize,
    /// Bytes of a message, after inflating.
    pub message: usize,
    /// Frames of a message, empty ones too.
    pub fragments: u32,
    /// Bytes that may wait to be sent.
    pub write_buffer: usize,
}

impl ConnectionLimits {
    /// The same time for each phase, and the default sizes.
    pub fn of(time: Duration) -> ConnectionLimits {
        let sizes = Sizes::default();
        ConnectionLimits {
            resolve: time,
            connect: time,
            proxy: time,
            tls: time,
            upgrade: time,
            close: time,
            write: time,
            idle: None,
            header: sizes.header as usize,
            header_fields: sizes.header_fields as usize,
            message: sizes.message as usize,
            fragments: sizes.fragments,
            write_buffer: sizes.write_buffer as usize,
        }
    }

    pub(super) fn from_profile(
        connection: &Connection,
        wrong: &mut Vec<RequestError>,
    ) -> ConnectionLimits {
        let [resolve, connect, proxy, tls, upgrade, close, write] =
            connection.timeouts.each().map(|(name, text)| {
                read(format!("connection.timeouts.{name}"), text, Duration::ZERO, wrong)
            });
        let idle = connection.timeouts.idle.as_ref();
        let idle = idle.map(|text| wait("connection.timeouts.idle".to_owned(), text, wrong));
        let sizes = &connection.limits;
        for (name, value, low, high) in [
            ("limits.header", sizes.header, 1024, 1 << 20),
            ("limits.header_fields", sizes.header_fields, 1, 1000),
            ("limits.message", sizes.message, 1, 1 << 30),
            ("limits.fragments", sizes.fragments, 1, 10_000_000),
            ("limits.write_buffer", sizes.write_buffer, 1024, 1 << 28),
            ("redirects.max", connection.redirects.max.into(), 1, MOST_REDIRECTS.into()),
        ] {
            range(name, value, low, high, wrong);
        }
        ConnectionLimits {
            resolve,
            connect,
            proxy,
            tls,
            upgrade,
            close,
            write,
            idle,
            header: sizes.header as usize,
            header_fields: sizes.header_fields as usize,
            message: sizes.message as usize,
            fragments: sizes.fragments,
            write_buffer: sizes.write_buffer as usize,
        }
    }
}

/// A wait that is repeated, and so is not too short.
pub(super) fn wait(path: String, text: &str, wrong: &mut Vec<RequestError>) -> Duration {
    read(path, text, SHORTEST, wrong)
}

fn read(path: String, text: &str, least: Duration, wrong: &mut Vec<RequestError>) -> Duration {
    match duration::parse(text) {
        Ok(duration) if duration < least => {
            wrong.push(RequestError::TooShort { path, text: text.to_owned(), least });
            duration
        }
        Ok(duration) => duration,
        Err(error) => {
            wrong.push(RequestError::Duration { path, error });
            Duration::ZERO
        }
    }
}

/// `name` below `connection`.
pub(super) fn range(name: &str, value: u32, low: u32, high: u32, wrong: &mut Vec<RequestError>) {
    if !(low..=high).contains(&value) {
        wrong.push(RequestError::Range {
            path: format!("connection.{name}"),
            value: value.into(),
            low: low.into(),
            high: high.into(),
        });
    }
}
