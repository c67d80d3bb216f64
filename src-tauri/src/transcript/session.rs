//! An open transcript: its view and filter, decoding, cleared rows, notes and charts.
//!
//! A connection's transcript grows while it is written. An opened file may grow too, written by another process.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use tauri::async_runtime;
use tokio::sync::Notify;
use wirelark_core::connection::command::Revision;
use wirelark_core::packet::rules;
use wirelark_core::profile::model::Profile;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{self, OpenProgress, Reader, RowMessage, View};

use crate::app::clock;
use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::find::search::ViewSearches;
use crate::notes::transcript_notes::TranscriptNotes;
use crate::state::lock;
use crate::statistics::charts::Charts;
use crate::table::row_faults::RowFaults;
use crate::table::row_timings::RowTimings;

/// Maximum time that the background filter holds the view's lock.
const SLICE: Duration = Duration::from_millis(8);

/// A transcript that is open in the window, shared by all commands.
pub(crate) struct TranscriptSession {
    pub path: PathBuf,
    /// Increases with every change that the page should poll.
    pub revision: Revision,
    pub view: Mutex<View>,
    /// How messages are decoded; the open profile may change it at any time.
    decoding: Mutex<Arc<ConnectionDecoding>>,
    /// Timing columns, computed on demand.
    pub timing: RowTimings,
    /// Faults of rows, found in the background.
    pub faults: RowFaults,
    /// Pins and notes of rows.
    pub notes: Mutex<TranscriptNotes>,
    /// The view's first row before "clear", to undo it.
    pub cleared_from: Mutex<Option<u32>>,
    /// When the last poll was answered, for its minimum interval.
    pub last_poll: Mutex<Option<Instant>>,
    pub charts: Charts,
    /// Notified when rows were stored or the filter changed, so that the view advances.
    pub changed: Arc<Notify>,
    /// The running search for a row.
    pub searches: ViewSearches,
}

impl TranscriptSession {
    /// Opens the transcript of a connection, whose writer bumps `revision` and notifies `changed`.
    pub(crate) fn new(
        path: &Path,
        decoding: rules::Decoding,
        revision: Revision,
        changed: Arc<Notify>,
    ) -> CommandResult<Arc<TranscriptSession>> {
        TranscriptSession::of(Reader::open(path)?, decoding, revision, changed)
    }

    fn of(
        reader: Reader,
        decoding: rules::Decoding,
        revision: Revision,
        changed: Arc<Notify>,
    ) -> CommandResult<Arc<TranscriptSession>> {
        let decoding = ConnectionDecoding::new(decoding, 0);
        let session = Arc::new(TranscriptSession {
            path: reader.path().to_owned(),
            revision,
            timing: RowTimings::new(&decoding),
            faults: RowFaults::new(&decoding),
            notes: Mutex::new(TranscriptNotes::load(&reader)),
            view: Mutex::new(View::new(reader)),
            decoding: Mutex::new(Arc::new(decoding)),
            cleared_from: Mutex::default(),
            last_poll: Mutex::default(),
            charts: Charts::default(),
            changed: changed.clone(),
            searches: ViewSearches::default(),
        });
        // Existing rows are filtered right away; a file has no writer that notifies.
        changed.notify_one();
        async_runtime::spawn(watch(Arc::downgrade(&session), changed));
        Ok(session)
    }

    /// Opens a file that no connection of this app writes. Its header defines the decoding.
    pub(crate) fn open(
        path: &Path,
        progress: &OpenProgress,
    ) -> CommandResult<Arc<TranscriptSession>> {
        let reader = Reader::open_with(path, progress)?;
        let decoding = transcript::decoding(reader.header());
        let session = TranscriptSession::of(reader, decoding, Revision::new(), Arc::default())?;
        match progress.is_cancelled() {
            true => Err(transcript::Error::Cancelled { path: path.to_owned() }.into()),
            false => Ok(session),
        }
    }

    /// A separate reader, so that reading payloads does not hold the view's lock.
    pub(crate) fn reader(&self) -> Reader {
        lock(&self.view).reader().clone()
    }

    /// Shows only rows that match a filter; an empty text shows all.
    pub(crate) fn filter(&self, text: &str) -> CommandResult<()> {
        let filter = match text.is_empty() {
            true => None,
            false => Some(self.filter_of(text)?),
        };
        lock(&self.view).set_filter(filter);
        self.view_changed();
        Ok(())
    }

    /// Parses the filter again after a change of the time zone or of the codes.
    pub(crate) fn reapply_filter(&self) {
        let text = lock(&self.view).filter().map(|filter| filter.text().to_owned());
        if let Some(text) = text
            && let Err(error) = self.filter(&text)
        {
            tracing::warn!(code = error.code, "the filter cannot be read any more");
        }
    }

    /// The context in which filters are parsed. It shares the latencies computed for the table.
    pub(crate) fn context(&self, decoding: &rules::Decoding) -> CommandResult<Context> {
        let mut context = Context::with(&self.reader(), decoding)?;
        context.latency = Some(self.timing.latency());
        context.findings = Some(self.faults.findings());
        context.notes = lock(&self.notes).source();
        context.zone = clock::zone();
        Ok(context)
    }

    /// The protocol messages that end in a row, if they are wanted and differ from its payload.
    pub(crate) fn joined_bytes(&self, row: u32, whole: bool) -> CommandResult<Option<Vec<u8>>> {
        if !whole {
            return Ok(None);
        }
        Ok(match self.faults.findings().message(&self.reader(), row)? {
            RowMessage::Joined(bytes) => Some(bytes),
            RowMessage::Own | RowMessage::Part => None,
        })
    }

    /// A range, offset and length, of a row's payload or of its protocol messages.
    pub(crate) fn bytes(
        &self,
        row: u32,
        whole: bool,
        (offset, length): (u32, u32),
    ) -> CommandResult<Vec<u8>> {
        match self.joined_bytes(row, whole)? {
            Some(bytes) => {
                let bytes = bytes.into_iter().skip(offset as usize);
                Ok(bytes.take(length as usize).collect())
            }
            None => Ok(self.reader().payload_range(row, offset, length)?),
        }
    }

    /// The current decoding.
    pub(crate) fn decoding(&self) -> Arc<ConnectionDecoding> {
        lock(&self.decoding).clone()
    }

    /// Decodes all messages by this profile from now on, including stored ones.
    pub(crate) fn set_decoding(&self, profile: &Profile) -> CommandResult<()> {
        let (current, wanted) = (self.decoding(), profile.decoding());
        if *current.source() == wanted && current.colours() == profile.highlights {
            return Ok(());
        }
        // Compiled before the lock is taken, so that polling is not blocked.
        let next = ConnectionDecoding::new(wanted, current.revision() + 1);
        self.timing.set_decoding(&next);
        self.faults.set_decoding(&next);
        let context = self.context(next.source())?;
        let next = Arc::new(next.coloured(&profile.highlights, &context));
        let has_other_codes = (&current.source().code, &current.source().codes)
            != (&next.source().code, &next.source().codes);
        let joins_otherwise = current.source().joined != next.source().joined;
        *lock(&self.decoding) = next;
        let reads_codes = |filter: &transcript::Filter| filter.expr().reads_codes();
        let has_other_codes = has_other_codes && lock(&self.view).filter().is_some_and(reads_codes);
        if has_other_codes || joins_otherwise {
            self.reapply_filter();
        }
        self.revision.bump();
        Ok(())
    }

    /// The rows at these ranges of positions in the view; first and last are inclusive.
    pub(crate) fn rows_at(&self, ranges: &[(u32, u32)]) -> Vec<u32> {
        let view = lock(&self.view);
        let of = |&(first, last): &(u32, u32)| {
            view.rows(first, last.saturating_sub(first).saturating_add(1))
        };
        ranges.iter().flat_map(of).collect()
    }

    /// All rows of the view.
    pub(crate) fn all_rows(&self) -> Vec<u32> {
        let view = lock(&self.view);
        view.rows(0, view.total())
    }

    /// The position of a row in the view, including rows stored just now.
    pub(crate) fn position_of(&self, row: u32) -> CommandResult<u32> {
        let mut view = lock(&self.view);
        view.advance(Duration::ZERO)?;
        Ok(view.position_of(row))
    }

    /// Called after a pin or a note changed: applies a filter that reads notes again.
    pub(crate) fn notes_changed(&self) -> CommandResult<()> {
        let filter =
            lock(&self.view).filter().filter(|filter| filter.expr().reads_notes()).cloned();
        if let Some(filter) = filter {
            self.filter(filter.text())?;
        }
        self.revision.bump();
        Ok(())
    }

    /// Hides all rows stored so far.
    pub(crate) fn clear(&self) -> CommandResult<()> {
        let mut view = lock(&self.view);
        let rows = view.reader().rows()?;
        lock(&self.cleared_from).get_or_insert(view.base());
        view.set_base(rows);
        drop(view);
        self.view_changed();
        Ok(())
    }

    /// Shows the rows that "clear" hid.
    pub(crate) fn undo_clear(&self) {
        if let Some(base) = lock(&self.cleared_from).take() {
            lock(&self.view).set_base(base);
            self.view_changed();
        }
    }

    /// Called after the set of the view's rows changed.
    fn view_changed(&self) {
        self.changed.notify_one();
        self.revision.bump();
    }
}

/// Background task: advances the view, the timing columns and the faults after each change, in slices on a blocking thread. Ends
/// when the session is dropped.
async fn watch(session: Weak<TranscriptSession>, changed: Arc<Notify>) {
    loop {
        // The timeout also notices a dropped session and rows that another process wrote.
        let _ = tokio::time::timeout(Duration::from_secs(1), changed.notified()).await;
        loop {
            let Some(session) = session.upgrade() else { return };
            let step = async_runtime::spawn_blocking(move || {
                let mut view = lock(&session.view);
                let before = (view.last_scanned(), view.total());
                let more = view.advance(SLICE);
                let moved = (view.last_scanned(), view.total()) != before;
                let reader = view.reader().clone();
                drop(view);
                let (more, moved) = match session.timing.advance(&reader, SLICE) {
                    Ok((on, timed)) => (more.map(|more| more || on), moved || timed),
                    Err(error) => (Err(error), moved),
                };
                let (more, moved) = match session.faults.advance(&reader, SLICE) {
                    Ok((on, found)) => (more.map(|more| more || on), moved || found),
                    Err(error) => (more.and(Err(error)), moved),
                };
                // Polls wait for a new revision; without a change they keep waiting.
                if moved || matches!(more, Ok(true)) {
                    session.revision.bump();
                }
                more
            });
            match step.await {
                Ok(Ok(true)) => {}
                Ok(Ok(false)) => break,
                Ok(Err(error)) => {
                    tracing::error!(%error, "the transcript cannot be searched");
                    break;
                }
                Err(error) => {
                    tracing::error!(%error, "the search ended");
                    return;
                }
            }
        }
    }
}
