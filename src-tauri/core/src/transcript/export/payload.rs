//! A row's payload in pieces, so that a message of a gigabyte costs no more memory than a small one.

use super::super::{Error, Reader, RecordInfo};
use super::output::ExportStop;

/// Bytes at a time: whole lines of hex, and whole groups of base64.
pub(super) const PIECE: usize = 768 * 1024;

/// A payload, at hand or still in the file.
pub(super) struct Payload<'a> {
    pub(super) entry: &'a RecordInfo,
    pub(super) whole: Option<&'a [u8]>,
    pub(super) reader: &'a Reader,
}

impl Payload<'_> {
    /// Each piece in turn; all but the last have [`PIECE`] bytes.
    pub(super) fn pieces(
        &self,
        mut each: impl FnMut(&[u8]) -> Result<(), ExportStop>,
    ) -> Result<(), ExportStop> {
        if let Some(whole) = self.whole {
            return whole.chunks(PIECE).try_for_each(each);
        }
        let mut from = 0;
        while from < self.entry.size {
            let piece = self.reader.payload_of(self.entry, from, PIECE as u32)?;
            each(&piece)?;
            from = from.saturating_add(PIECE as u32);
        }
        Ok(())
    }

    /// Whether all of it is UTF-8.
    pub(super) fn is_utf8(&self) -> Result<bool, Error> {
        if let Some(whole) = self.whole {
            return Ok(str::from_utf8(whole).is_ok());
        }
        let mut good = true;
        let mut cut = Vec::new();
        let looked = self.pieces(|piece| {
            cut.extend_from_slice(piece);
            match str::from_utf8(&cut) {
                Ok(_) => cut.clear(),
                Err(error) if error.error_len().is_none() => drop(cut.drain(..error.valid_up_to())),
                Err(_) => {
                    good = false;
                    return Err(ExportStop::Cancelled);
                }
            }
            Ok(())
        });
        match looked {
            Err(ExportStop::Failed(error)) => Err(error),
            _ => Ok(good && cut.is_empty()),
        }
    }

    /// The text of a payload that is UTF-8, cut only between characters.
    pub(super) fn text(
        &self,
        mut each: impl FnMut(&str) -> Result<(), ExportStop>,
    ) -> Result<(), ExportStop> {
        let mut cut: Vec<u8> = Vec::new();
        self.pieces(|piece| {
            let joined;
            let bytes = if cut.is_empty() {
                piece
            } else {
                joined = [cut.as_slice(), piece].concat();
                joined.as_slice()
            };
            let end = match str::from_utf8(bytes) {
                Ok(_) => bytes.len(),
                Err(error) => error.valid_up_to(),
            };
            let (good, rest) = bytes.split_at(end);
            // Checked just now: this is never empty but for an empty piece.
            each(str::from_utf8(good).unwrap_or_default())?;
            cut = rest.to_vec();
            Ok(())
        })
    }
}
