//! What happens while the connection is open, and after it was lost: pings, pongs, compression, another attempt.

use crate::connection::compression::CompressionOffer;
use std::time::Duration;

use super::RequestError;
use super::limits::{range, wait};
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
    pub(super) fn from_profile(
        connection: &Connection,
        wrong: &mut Vec<RequestError>,
    ) -> SessionSettings {
        let model::ControlFrames { rows, answer_pings, .. } = connection.control_frames;
        SessionSettings {
            compression: compression(&connection.compression, wrong),
            control_frames: ControlFrameSettings { rows, answer_pings },
            keep_alive: keep_alive(&connection.keep_alive, wrong),
            reconnect: reconnect(&connection.reconnect, wrong),
        }
    }
}

fn compression(
    wanted: &model::Compression,
    wrong: &mut Vec<RequestError>,
) -> Option<CompressionOffer> {
    let server_max_window_bits = wanted.server_max_window_bits;
    let client_max_window_bits = wanted.client_max_window_bits;
    for (name, bits) in [
        ("compression.server_max_window_bits", server_max_window_bits),
        ("compression.client_max_window_bits", client_max_window_bits),
    ] {
        if let Some(bits) = bits {
            range(name, bits.into(), 8, 15, wrong);
        }
    }
    wanted.offer.then_some(CompressionOffer {
        server_no_context_takeover: wanted.server_no_context_takeover,
        client_no_context_takeover: wanted.client_no_context_takeover,
        server_max_window_bits,
        client_max_window_bits,
    })
}

fn keep_alive(
    wanted: &model::KeepAlive,
    wrong: &mut Vec<RequestError>,
) -> Option<KeepAliveSettings> {
    let mut read = |name: &str, text| wait(format!("connection.keep_alive.{name}"), text, wrong);
    let ping_every = wanted.ping_every.as_ref().map(|text| read("ping_every", text));
    let pong_within = read("pong_within", &wanted.pong_within);
    Some(KeepAliveSettings { ping_every: ping_every?, pong_within })
}

fn reconnect(
    wanted: &model::Reconnect,
    wrong: &mut Vec<RequestError>,
) -> Option<ReconnectSettings> {
    let mut read = |name: &str, text| wait(format!("connection.reconnect.{name}"), text, wrong);
    let (first, longest) = (read("first", &wanted.first), read("longest", &wanted.longest));
    range("reconnect.attempts", wanted.attempts, 1, 1000, wrong);
    let send = wanted.send.clone();
    // A longest wait below the first one holds for all of them.
    wanted.on.then_some(ReconnectSettings { first, longest, attempts: wanted.attempts, send })
}
