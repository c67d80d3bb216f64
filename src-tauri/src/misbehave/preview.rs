//! What breaks the protocol on purpose, before it is sent, and raw bytes as frames.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use wirelark_core::connection::misbehave::{self, MisbehaveActions, MisbehaveError};
use wirelark_core::frame::anatomy;
use wirelark_core::packet::hex;
use wirelark_core::profile::model::Misbehave;

use crate::misbehave::dto::{FrameDto, MisbehavePreview};

/// As many bytes are previewed.
const PREVIEW: usize = 256;
/// And as many frames.
const FRAMES: usize = 64;

/// The bytes. The masks come of the seed, so that what was previewed is what is sent.
pub(crate) fn act(what: &Misbehave, seed: u32) -> Result<MisbehaveActions, MisbehaveError> {
    let mut dice = StdRng::seed_from_u64(seed.into());
    misbehave::encode(what, || dice.random())
}

pub(crate) fn preview(what: &Misbehave, seed: u32) -> MisbehavePreview {
    match act(what, seed) {
        Ok(act) => {
            let hex = hex::encode(&act.bytes[..act.bytes.len().min(PREVIEW)]);
            MisbehavePreview { size: act.bytes.len() as u32, hex, ..frames(&act.bytes) }
        }
        Err(error) => {
            MisbehavePreview { error: Some((&error).into()), ..MisbehavePreview::default() }
        }
    }
}

/// What a server reads bytes as.
pub(crate) fn frames(bytes: &[u8]) -> MisbehavePreview {
    let (frames, end) = anatomy::frames(bytes, FRAMES);
    let frames = frames.iter().map(FrameDto::from).collect();
    MisbehavePreview { frames, rest: (bytes.len() - end) as u32, ..MisbehavePreview::default() }
}
