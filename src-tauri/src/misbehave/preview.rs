//! Previews of deliberate protocol violations, and raw bytes parsed as frames.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use wirelark_core::connection::misbehave::{self, MisbehaveActions, MisbehaveError};
use wirelark_core::frame::anatomy;
use wirelark_core::packet::hex;
use wirelark_core::profile::model::Misbehave;

use crate::misbehave::dto::{FrameDto, MisbehavePreview};

/// Maximum number of bytes in a preview.
const MAX_BYTES: usize = 256;
/// Maximum number of frames in a preview.
const MAX_FRAMES: usize = 64;

/// The bytes and actions of a violation. Masking keys follow from the seed, so that the sent bytes match the preview.
pub(crate) fn actions(what: &Misbehave, seed: u32) -> Result<MisbehaveActions, MisbehaveError> {
    let mut rng = StdRng::seed_from_u64(seed.into());
    misbehave::encode(what, || rng.random())
}

/// The preview of a violation, or why it cannot be sent.
pub(crate) fn preview(what: &Misbehave, seed: u32) -> MisbehavePreview {
    match actions(what, seed) {
        Ok(actions) => {
            let hex = hex::encode(&actions.bytes[..actions.bytes.len().min(MAX_BYTES)]);
            MisbehavePreview { size: actions.bytes.len() as u32, hex, ..frames(&actions.bytes) }
        }
        Err(error) => {
            MisbehavePreview { error: Some((&error).into()), ..MisbehavePreview::default() }
        }
    }
}

/// Parses bytes as frames, as a server would.
pub(crate) fn frames(bytes: &[u8]) -> MisbehavePreview {
    let (frames, end) = anatomy::frames(bytes, MAX_FRAMES);
    let frames = frames.iter().map(FrameDto::from).collect();
    MisbehavePreview { frames, rest: (bytes.len() - end) as u32, ..MisbehavePreview::default() }
}
