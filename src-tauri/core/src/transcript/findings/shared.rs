//! Findings that the table, filters and exports of a transcript share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Findings, MIN_SAVED};
use crate::file::{NewFile, atomic_save};
use crate::transcript::joined::joined_message;
use crate::transcript::segment_files::findings_path;
use crate::transcript::{Error, Reader, RowMessage};

/// Shared findings of a transcript, for its table, filters and exports.
#[derive(Debug, Clone)]
pub struct SharedFindings(Arc<Mutex<Findings>>);

impl SharedFindings {
    /// Shares the state of one transcript.
    pub fn new(findings: Findings) -> SharedFindings {
        SharedFindings(Arc::new(Mutex::new(findings)))
    }

    /// The current state.
    pub fn lock(&self) -> MutexGuard<'_, Findings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after scanning all rows up to `last`.
    pub fn until(&self, reader: &Reader, last: u32) -> Result<MutexGuard<'_, Findings>, Error> {
        let mut findings = self.lock();
        findings.until(reader, last)?;
        Ok(findings)
    }

    /// Saves the findings of a finished transcript of [`MIN_SAVED`] rows or more beside it. If the folder is
    /// read-only, they stay in memory.
    pub fn save(&self, reader: &Reader) {
        self.save_from(reader, MIN_SAVED);
    }

    pub(in crate::transcript) fn save_from(&self, reader: &Reader, min: u32) {
        let mut findings = self.lock();
        let Some(bytes) = findings.unsaved(reader, min) else { return };
        // One attempt for each state: a folder that cannot be written stays so.
        findings.saved = findings.last_scanned();
        drop(findings);
        let path = findings_path(reader.path());
        if let Err(error) = atomic_save::write(&path, NewFile::like(reader.path()), &bytes) {
            tracing::info!(kind = ?error.kind(), "the findings cannot be saved beside the transcript");
        }
    }

    /// The bytes that stand for a row that was scanned: those of the protocol messages that end in it. A row that was
    /// not scanned yet stands for itself.
    pub fn message(&self, reader: &Reader, row: u32) -> Result<RowMessage, Error> {
        let (joined, decoder) = {
            let findings = self.lock();
            let Some(joined) = findings.joined(row) else { return Ok(RowMessage::Own) };
            (joined, Arc::clone(&findings.decoder))
        };
        let message = joined_message(reader, &decoder, row, joined)?;
        Ok(message.map_or(RowMessage::Part, RowMessage::Joined))
    }
}
