//! What happens while the connection is open, and after it was lost: pings, pongs, compression, another attempt.

use crate::connection::compression::CompressionOffer;
use std::time::Duration;

use super::limits::duration_or_zero;
use crate::profile::model::{self, Connection, ControlRows};

/// What happens with pings and pongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlFrameSettings {
    /// Which become rows.
    pub rows: ControlRows,
    /// Whether a ping is answered.
    pub answer_pings: bool,
}

impl Default for ControlFrameSettings {
    fn default() -> Self {
        ControlFrameSettings { rows: ControlRows::default(), answer_pings: true }
    }
}

/// Pings that we send by ourselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeepAliveSettings {
    /// How often.
    pub ping_every: Duration,
    /// How long the pong may take.
    pub pong_within: Duration,
}

/// How a lost connection is made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReconnectSettings {
    /// The wait before the first attempt; it doubles with each.
    pub first: Duration,
    /// No wait is longer.
    pub longest: Duration,
    /// Attempts in a row.
    pub attempts: u32,
    /// Names of the saved messages to send again.
    pub send: Vec<String>,
}

/// All of them; what is switched off is `None`, and looked at all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionSettings {
    /// What is offered.
    pub compression: Option<CompressionOffer>,
    /// Pings and pongs that come.
    pub control_frames: ControlFrameSettings,
    /// Pings that we send.
    pub keep_alive: Option<KeepAliveSettings>,
    /// Another attempt.
    pub reconnect: Option<ReconnectSettings>,
}

impl SessionSettings {
    /// [`check`](super::limits::check) says which of the settings are not valid.
    pub(super) fn from_profile(connection: &Connection) -> SessionSettings {
        let model::ControlFrames { rows, answer_pings, .. } = connection.control_frames;
        SessionSettings {
            compression: compression(&connection.compression),
            control_frames: ControlFrameSettings { rows, answer_pings },
            keep_alive: keep_alive(&connection.keep_alive),
            reconnect: reconnect(&connection.reconnect),
        }
    }
}

fn compression(wanted: &model::Compression) -> Option<CompressionOffer> {
    wanted.offer.then_some(CompressionOffer {
        server_no_context_takeover: wanted.server_no_context_takeover,
        client_no_context_takeover: wanted.client_no_context_takeover,
        server_max_window_bits: wanted.server_max_window_bits,
        client_max_window_bits: wanted.client_max_window_bits,
    })
}

fn keep_alive(wanted: &model::KeepAlive) -> Option<KeepAliveSettings> {
    let ping_every = duration_or_zero(wanted.ping_every.as_ref()?);
    Some(KeepAliveSettings { ping_every, pong_within: duration_or_zero(&wanted.pong_within) })
}

fn reconnect(wanted: &model::Reconnect) -> Option<ReconnectSettings> {
    // A `longest` below `first` is the wait before every attempt.
    wanted.on.then(|| ReconnectSettings {
        first: duration_or_zero(&wanted.first),
        longest: duration_or_zero(&wanted.longest),
        attempts: wanted.attempts,
        send: wanted.send.clone(),
    })
}
