//! Timeouts and size limits, and the check of every number and duration among the settings.

use std::time::Duration;

use serde_json::Value;

use super::RequestError;
use crate::profile::duration;
use crate::profile::model::{Connection, Timeouts};
use crate::profile::settings_table::{SETTINGS, Setting, SettingType};

/// Timeouts and size limits of a connection.
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
        ConnectionLimits {
            resolve: time,
            connect: time,
            proxy: time,
            tls: time,
            upgrade: time,
            close: time,
            write: time,
            ..ConnectionLimits::from_profile(&Connection::default())
        }
    }

    /// [`check`] says which of the settings are not valid; here those are zero.
    pub(super) fn from_profile(connection: &Connection) -> ConnectionLimits {
        let Timeouts { resolve, connect, proxy, tls, upgrade, close, write, idle, .. } =
            &connection.timeouts;
        let sizes = &connection.limits;
        ConnectionLimits {
            resolve: duration_or_zero(resolve),
            connect: duration_or_zero(connect),
            proxy: duration_or_zero(proxy),
            tls: duration_or_zero(tls),
            upgrade: duration_or_zero(upgrade),
            close: duration_or_zero(close),
            write: duration_or_zero(write),
            idle: idle.as_deref().map(duration_or_zero),
            header: sizes.header as usize,
            header_fields: sizes.header_fields as usize,
            message: sizes.message as usize,
            fragments: sizes.fragments,
            write_buffer: sizes.write_buffer as usize,
        }
    }
}

pub(super) fn duration_or_zero(text: &str) -> Duration {
    duration::parse(text).unwrap_or_default()
}

/// Adds an error for each number and each duration that is not valid, in the order of the table.
pub(super) fn check(connection: &Connection, errors: &mut Vec<RequestError>) {
    let path = |setting: &Setting| format!("connection.{}", setting.path);
    for setting in SETTINGS {
        match setting.kind {
            SettingType::Number { least, most, .. } => {
                let (low, high) = (least.into(), most.into());
                if let Some(value) = setting.value(connection).as_u64()
                    && !(low..=high).contains(&value)
                {
                    errors.push(RequestError::Range { path: path(setting), value, low, high });
                }
            }
            SettingType::Duration { least, .. } => {
                if let Value::String(text) = setting.value(connection) {
                    errors.extend(check_duration(path(setting), text, least).err());
                }
            }
            _ => {}
        }
    }
}

fn check_duration(path: String, text: String, least: Duration) -> Result<(), RequestError> {
    match duration::parse(&text) {
        Ok(duration) if duration < least => Err(RequestError::TooShort { path, text, least }),
        Ok(_) => Ok(()),
        Err(error) => Err(RequestError::Duration { path, error }),
    }
}
