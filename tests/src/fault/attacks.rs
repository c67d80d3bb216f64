//! Everything that the fault server does, each at a path of its own.
//!
//! - `handshake`: answers to the upgrade.
//! - `frames`: frames and messages.
//! - `closing`: Close frames, and TCP that ends or stands still.

mod closing;
mod frames;
mod handshake;

use super::Behaviour;

/// One of them.
#[derive(Debug, Clone, Copy)]
pub struct Attack {
    pub path: &'static str,
    /// What it does, in a few words.
    pub does: &'static str,
    pub make: fn() -> Behaviour,
}

/// All of them.
pub fn attacks() -> impl Iterator<Item = &'static Attack> {
    handshake::ALL.iter().chain(frames::ALL).chain(closing::ALL)
}

/// What the server does towards whoever asks for this path.
pub fn attack(path: &str) -> Option<Behaviour> {
    attacks().find(|attack| attack.path == path).map(|attack| (attack.make)())
}
