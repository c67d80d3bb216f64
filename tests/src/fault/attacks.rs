//! The fault server's behaviours, each at its own path.
//!
//! - `handshake`: responses to the upgrade request.
//! - `frames`: frames and messages.
//! - `closing`: Close frames, closed and stalled TCP connections.

mod closing;
mod frames;
mod handshake;

use super::Behaviour;

/// A behaviour and its path.
#[derive(Debug, Clone, Copy)]
pub struct Attack {
    pub path: &'static str,
    /// A short description.
    pub does: &'static str,
    pub make: fn() -> Behaviour,
}

/// All attacks.
pub fn attacks() -> impl Iterator<Item = &'static Attack> {
    handshake::ALL.iter().chain(frames::ALL).chain(closing::ALL)
}

/// The behaviour at this path.
pub fn attack(path: &str) -> Option<Behaviour> {
    attacks().find(|attack| attack.path == path).map(|attack| (attack.make)())
}
