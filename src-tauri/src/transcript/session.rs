//! A transcript as the window views it: which rows, how they are read, what was cleared. That of a connection grows
//! under its writer; that of a file which was opened may grow too, in another process.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use tauri::async_runtime;
use tokio::sync::Notify;
use wirelark_core::connection::command::Revision;
use wirelark_core::packet::rules;
use wirelark_core::profile::model::Profile;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{self, OpenProgress, Reader, View};

use crate::app::clock;
use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::find::search::ViewSearches;
use crate::notes::transcript_notes::TranscriptNotes;
use crate::state::lock;
use crate::statistics::charts::Charts;
use crate::table::row_timings::RowTimings;

/// A filter's search gives way to whoever looks at the view this often.
const SLICE: Duration = Duration::from_millis(8);

/// See the module's text.
pub(crate) struct TranscriptSession {
    pub(crate) path: PathBuf,
    pub(crate) revision: Revision,
    pub(crate) view: Mutex<View>,
    /// How its messages are read, which the open profile may change at any time.
    decoding: Mutex<Arc<ConnectionDecoding>>,
    /// How rows lie in time, for who asks.
    pub(crate) timing: RowTimings,
    /// What people wrote to rows.
    pub(crate) marks: Mutex<TranscriptNotes>,
    /// Rows before the last clear, to undo it.
    pub(crate) cleared_from: Mutex<Option<u32>>,
    pub(crate) last_answer: Mutex<Option<Instant>>,
    pub(crate) charts: Charts,
    /// Rows were stored, or the filter changed: the view has something to do.
    pub(crate) changed: Arc<Notify>,
    /// Who is looking for a row.
    pub(crate) searches: ViewSearches,
}

impl TranscriptSession {
    /// Looks at a file; `revision` rises and `changed` is told by whoever writes it.
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
        let viewed = Arc::new(TranscriptSession {
            path: reader.path().to_owned(),
            revision,
            timing: RowTimings::new(&decoding),
            marks: Mutex::new(TranscriptNotes::load(&reader)),
            view: Mutex::new(View::new(reader)),
            decoding: Mutex::new(Arc::new(decoding)),
            cleared_from: Mutex::default(),
            last_answer: Mutex::default(),
            charts: Charts::default(),
            changed: changed.clone(),
            searches: ViewSearches::default(),
        });
        // What is there already is looked at now; nobody else tells of a file's rows.
        changed.notify_one();
        async_runtime::spawn(watch(Arc::downgrade(&viewed), changed));
        Ok(viewed)
    }

    /// A file that no connection of ours writes; read as its header says.
    pub(crate) fn open(
        path: &Path,
        progress: &OpenProgress,
    ) -> CommandResult<Arc<TranscriptSession>> {
        let reader = Reader::open_with(path, progress)?;
        let rules = reader.header().rules.clone();
        // A header of a newer version may say what this one does not know; the rows are there all the same.
        let decoding = serde_json::from_value(rules).unwrap_or_default();
        let viewed = TranscriptSession::of(reader, decoding, Revision::new(), Arc::default())?;
        match progress.is_cancelled() {
            true => Err(transcript::Error::Cancelled { path: path.to_owned() }.into()),
            false => Ok(viewed),
        }
    }

    /// A handle of its own: reading payloads must not hold up the search.
    pub(crate) fn reader(&self) -> Reader {
        lock(&self.view).reader().clone()
    }

    /// Shows only rows that a filter lets through; all for an empty text.
    pub(crate) fn filter(&self, text: &str) -> CommandResult<()> {
        let filter = match text.is_empty() {
            true => None,
            false => Some(self.filter_of(text)?),
        };
        lock(&self.view).set_filter(filter);
        self.look_again();
        Ok(())
    }

    /// Times in the filter are another clock's now.
    pub(crate) fn filter_again(&self) {
        let text = lock(&self.view).filter().map(|filter| filter.text().to_owned());
        if let Some(text) = text
            && let Err(error) = self.filter(&text)
        {
            tracing::warn!(code = error.code, "the filter cannot be read any more");
        }
    }

    /// What a filter's words mean here; what the table has computed already is not computed again.
    pub(crate) fn context(&self, decoding: &rules::Decoding) -> CommandResult<Context> {
        let mut context = Context::with(&self.reader(), decoding)?;
        context.latency = Some(self.timing.latency());
        context.notes = lock(&self.marks).asked();
        context.zone = clock::zone();
        Ok(context)
    }

    /// How messages are read now.
    pub(crate) fn decoding(&self) -> Arc<ConnectionDecoding> {
        lock(&self.decoding).clone()
    }

    /// Reads messages as this profile says from now on, those that are here already too.
    pub(crate) fn set_decoding(&self, profile: &Profile) -> CommandResult<()> {
        let (now, wanted) = (self.decoding(), profile.decoding());
        if *now.source() == wanted && now.colours() == profile.highlights {
            return Ok(());
        }
        // Compiled before the lock, so that no row waits for it.
        let next = ConnectionDecoding::new(wanted, now.revision() + 1);
        self.timing.set_decoding(&next);
        let context = self.context(next.source())?;
        let next = Arc::new(next.coloured(&profile.highlights, &context));
        *lock(&self.decoding) = next;
        self.revision.bump();
        Ok(())
    }

    /// These positions of the view as rows of the transcript.
    pub(crate) fn rows_at(&self, ranges: &[(u32, u32)]) -> Vec<u32> {
        let view = lock(&self.view);
        let of = |&(first, last): &(u32, u32)| {
            view.rows(first, last.saturating_sub(first).saturating_add(1))
        };
        ranges.iter().flat_map(of).collect()
    }

    /// A pin or a note was written: a filter that reads them looks again.
    pub(crate) fn marked(&self) -> CommandResult<()> {
        let filter =
            lock(&self.view).filter().filter(|filter| filter.expr().reads_notes()).cloned();
        if let Some(filter) = filter {
            self.filter(filter.text())?;
        }
        self.revision.bump();
        Ok(())
    }

    /// Hides everything so far.
    pub(crate) fn clear(&self) -> CommandResult<()> {
        let mut view = lock(&self.view);
        let rows = view.reader().rows()?;
        lock(&self.cleared_from).get_or_insert(view.base());
        view.set_base(rows);
        drop(view);
        self.look_again();
        Ok(())
    }

    /// Shows again what clear hid.
    pub(crate) fn undo_clear(&self) {
        if let Some(base) = lock(&self.cleared_from).take() {
            lock(&self.view).set_base(base);
            self.look_again();
        }
    }

    /// The view's rows are others now.
    fn look_again(&self) {
        self.changed.notify_one();
        self.revision.bump();
    }
}

/// Advances the view whenever there is something to do, in slices and off the runtime's own threads.
async fn watch(viewed: Weak<TranscriptSession>, changed: Arc<Notify>) {
    loop {
        // A long silence is also the moment to see whether anybody is left, and whether another process wrote.
        let _ = tokio::time::timeout(Duration::from_secs(1), changed.notified()).await;
        loop {
            let Some(viewed) = viewed.upgrade() else { return };
            let step = async_runtime::spawn_blocking(move || {
                let mut view = lock(&viewed.view);
                let before = (view.last_scanned(), view.total());
                let more = view.advance(SLICE);
                let moved = (view.last_scanned(), view.total()) != before;
                let reader = view.reader().clone();
                drop(view);
                let (more, moved) = match viewed.timing.advance(&reader, SLICE) {
                    Ok((on, timed)) => (more.map(|more| more || on), moved || timed),
                    Err(error) => (Err(error), moved),
                };
                // Nobody is woken for nothing.
                if moved || matches!(more, Ok(true)) {
                    viewed.revision.bump();
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
