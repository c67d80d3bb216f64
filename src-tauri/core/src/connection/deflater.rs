//! Deflates the messages that we send (RFC 7692 section 7.2.1).

use std::fmt;

use zlib_rs::{Deflate, DeflateFlush};

use super::compression::{CompressionParameters, FLUSH_TAIL};

/// The most bytes one zlib call produces.
const STEP: usize = 16 * 1024;

/// Our side of permessage-deflate.
pub(super) struct Deflater {
    agreed: CompressionParameters,
    deflate: Deflate,
    output: Vec<u8>,
}

impl fmt::Debug for Deflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deflater").field("agreed", &self.agreed).finish_non_exhaustive()
    }
}

impl Deflater {
    pub(super) fn new(agreed: CompressionParameters) -> Deflater {
        Deflater { agreed, deflate: agreed.deflate(), output: vec![0; STEP] }
    }

    /// Deflates a message's payload. `None` if zlib fails, which happens only when memory runs out.
    pub(super) fn message(&mut self, payload: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut used = 0;
        loop {
            let (total_in, total_out) = (self.deflate.total_in(), self.deflate.total_out());
            self.deflate
                .compress(&payload[used..], &mut self.output, DeflateFlush::SyncFlush)
                .ok()?;
            used += (self.deflate.total_in() - total_in) as usize;
            let made = (self.deflate.total_out() - total_out) as usize;
            out.extend_from_slice(&self.output[..made]);
            if made < STEP && used == payload.len() {
                break;
            }
        }
        if out.ends_with(&FLUSH_TAIL) {
            out.truncate(out.len() - FLUSH_TAIL.len());
        }
        if out.is_empty() {
            // Nothing was left to flush: the payload is an empty block (section 7.2.3.6).
            out.push(0);
        }
        if self.agreed.client_no_context_takeover {
            self.deflate.reset();
        }
        Some(out)
    }
}
