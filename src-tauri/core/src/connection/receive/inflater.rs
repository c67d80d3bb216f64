//! Inflates compressed messages (RFC 7692 section 7.2.2), piece by piece and up to a limit.

use std::fmt;

use tokio_tungstenite::tungstenite::protocol::Role;
use zlib_rs::{Inflate, InflateFlush, Status};

use super::violation::ProtocolRule;
use crate::connection::compression::{CompressionParameters, FLUSH_TAIL};

/// The most bytes one zlib call inflates.
const STEP: usize = 16 * 1024;

/// The peer's side of permessage-deflate.
pub(super) struct Inflater {
    agreed: CompressionParameters,
    role: Role,
    inflate: Inflate,
    /// The deflated stream said that it ended; the next message begins another.
    ended: bool,
    step: Vec<u8>,
    /// Bytes of the current message inflated so far.
    inflated: u64,
}

/// Where and why inflating failed.
pub(super) struct InflateError {
    pub(super) rule: ProtocolRule,
    /// Bytes of the piece that had been inflated before.
    pub(super) used: usize,
}

impl fmt::Debug for Inflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inflater").field("agreed", &self.agreed).finish_non_exhaustive()
    }
}

impl Inflater {
    /// An inflater for the peer's messages; `role` is ours.
    pub(super) fn new(agreed: CompressionParameters, role: Role) -> Inflater {
        let inflate = agreed.inflate(role);
        Inflater { agreed, role, inflate, ended: false, step: vec![0; STEP], inflated: 0 }
    }

    /// Appends the inflated piece to `out`; the message may become `limit` bytes long.
    pub(super) fn inflate(
        &mut self,
        piece: &[u8],
        out: &mut Vec<u8>,
        limit: u64,
    ) -> Result<(), InflateError> {
        let mut used = 0;
        loop {
            let (taken, made) = (self.inflate.total_in(), self.inflate.total_out());
            let status =
                self.inflate.decompress(&piece[used..], &mut self.step, InflateFlush::SyncFlush);
            let taken = (self.inflate.total_in() - taken) as usize;
            let made = (self.inflate.total_out() - made) as usize;
            self.inflated += made as u64;
            // Checked before the status, so that a message that exceeds the limit and is then broken gives the same error
            // however the stream was cut.
            if self.inflated > limit {
                return Err(InflateError {
                    rule: ProtocolRule::TooBig { size: self.inflated, limit },
                    used,
                });
            }
            let status = status.map_err(|error| {
                let what = self.inflate.error_message().unwrap_or(error.as_str()).to_owned();
                InflateError { rule: ProtocolRule::Inflate { what }, used }
            })?;
            used += taken;
            out.extend_from_slice(&self.step[..made]);
            if status == Status::StreamEnd {
                self.inflate = self.agreed.inflate(self.role);
                self.ended = true;
            }
            if made == STEP || (used < piece.len() && (taken > 0 || made > 0)) {
                continue;
            }
            if used < piece.len() {
                let what = "it does not continue".to_owned();
                return Err(InflateError { rule: ProtocolRule::Inflate { what }, used });
            }
            return Ok(());
        }
    }

    /// Ends the message, appending the last inflated bytes to `out`.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>, limit: u64) -> Result<(), ProtocolRule> {
        match self.inflate(&FLUSH_TAIL, out, limit) {
            Ok(()) => {}
            // The stream ended before the tail.
            Err(InflateError { rule: ProtocolRule::Inflate { .. }, .. }) if self.ended => {}
            Err(error) => return Err(error.rule),
        }
        self.inflated = 0;
        if self.ended || !self.agreed.context_takeover(self.role) {
            self.inflate = self.agreed.inflate(self.role);
            self.ended = false;
        }
        Ok(())
    }
}
