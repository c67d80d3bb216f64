//! A row's payload in chunks, so that a message of a gigabyte takes no more memory than a small
//! one.

use super::super::{Error, JoinedRow, Reader, RecordInfo};
use super::output::ExportStop;
use crate::packet::codes::CodeValue;

/// Chunk size in bytes: a multiple of a hex dump's line and of a base64 group.
pub(super) const CHUNK: usize = 768 * 1024;

/// A payload, in memory or still in the file.
pub(super) struct Payload<'a> {
    pub record: &'a RecordInfo,
    /// The code as the profile defines it.
    pub code: Option<CodeValue>,
    pub whole: Option<&'a [u8]>,
    /// The protocol messages to decode: the payload as a whole, or those that end in this row.
    pub message: Option<&'a [u8]>,
    /// What these consist of, if not of the payload.
    pub joined: Option<JoinedRow>,
    pub reader: &'a Reader,
}

impl Payload<'_> {
    /// Passes each chunk to `each`; all but the last have [`CHUNK`] bytes.
    pub(super) fn chunks(
        &self,
        mut each: impl FnMut(&[u8]) -> Result<(), ExportStop>,
    ) -> Result<(), ExportStop> {
        if let Some(whole) = self.whole {
            return whole.chunks(CHUNK).try_for_each(each);
        }
        let mut from = 0;
        while from < self.record.size {
            let chunk = self.reader.payload_of(self.record, from, CHUNK as u32)?;
            each(&chunk)?;
            from = from.saturating_add(CHUNK as u32);
        }
        Ok(())
    }

    /// Whether the whole payload is UTF-8.
    pub(super) fn is_utf8(&self) -> Result<bool, Error> {
        if let Some(whole) = self.whole {
            return Ok(str::from_utf8(whole).is_ok());
        }
        let mut is_valid = true;
        let mut incomplete = Vec::new();
        let scanned = self.chunks(|chunk| {
            incomplete.extend_from_slice(chunk);
            match str::from_utf8(&incomplete) {
                Ok(_) => incomplete.clear(),
                Err(error) if error.error_len().is_none() => {
                    drop(incomplete.drain(..error.valid_up_to()))
                }
                Err(_) => {
                    is_valid = false;
                    return Err(ExportStop::Cancelled);
                }
            }
            Ok(())
        });
        match scanned {
            Err(ExportStop::Failed(error)) => Err(error),
            _ => Ok(is_valid && incomplete.is_empty()),
        }
    }

    /// Passes a UTF-8 payload as text, split only between characters.
    pub(super) fn text(
        &self,
        mut each: impl FnMut(&str) -> Result<(), ExportStop>,
    ) -> Result<(), ExportStop> {
        let mut incomplete: Vec<u8> = Vec::new();
        self.chunks(|chunk| {
            let joined;
            let bytes = if incomplete.is_empty() {
                chunk
            } else {
                joined = [incomplete.as_slice(), chunk].concat();
                joined.as_slice()
            };
            let end = match str::from_utf8(bytes) {
                Ok(_) => bytes.len(),
                Err(error) => error.valid_up_to(),
            };
            let (complete, rest) = bytes.split_at(end);
            // Valid by the check above; empty only for an empty chunk.
            each(str::from_utf8(complete).unwrap_or_default())?;
            incomplete = rest.to_vec();
            Ok(())
        })
    }
}
