//! Searches all stored transcripts in the background; the page polls for hits.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use wirelark_core::frame::Kind;
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::history::{History, HistoryHits};
use wirelark_core::transcript::{self, Filter, PREVIEW_BYTES, Reader, preview};

use crate::error::CommandResult;
use crate::history::dto::{FoundDto, FoundRow, SearchDto};
use crate::panic_guard::in_background;
use crate::state::lock;

/// Maximum number of rows reported for each transcript; further hits are only counted.
const MAX_ROWS: u32 = 20;

/// The running or last search.
#[derive(Default)]
pub(crate) struct HistorySearches {
    last: Mutex<Option<Arc<HistorySearch>>>,
}

#[derive(Default)]
struct HistorySearch {
    stop: AtomicBool,
    /// Progress, and the hits that were not polled yet.
    state: Mutex<SearchDto>,
}

impl HistorySearches {
    /// Starts a search and stops the previous one.
    pub(crate) fn start(&self, history: History, filter: Filter) {
        let search = Arc::new(HistorySearch::default());
        if let Some(previous) = lock(&self.last).replace(search.clone()) {
            previous.stop.store(true, Relaxed);
        }
        let running = search.clone();
        let work = move || {
            running.run(&history, &filter);
            Ok(())
        };
        in_background(work, move |_| lock(&search.state).done = true);
    }

    /// Progress, and the hits since the last call.
    pub(crate) fn poll(&self) -> SearchDto {
        let Some(search) = lock(&self.last).clone() else { return SearchDto::default() };
        let mut state = lock(&search.state);
        SearchDto { found: std::mem::take(&mut state.found), ..state.clone() }
    }

    pub(crate) fn stop(&self) {
        if let Some(search) = lock(&self.last).take() {
            search.stop.store(true, Relaxed);
        }
    }
}

impl HistorySearch {
    fn run(&self, history: &History, filter: &Filter) {
        let ids: Vec<_> = history.list().into_iter().map(|entry| entry.id).collect();
        lock(&self.state).of = ids.len() as u32;
        history.find(filter, &ids, MAX_ROWS, &mut |hits| {
            let (done, is_empty) = (hits.done, hits.total == 0 && hits.error.is_none());
            let found = (!is_empty).then(|| found_dto(history, hits));
            let mut state = lock(&self.state);
            state.looked += u32::from(done);
            state.found.extend(found);
            match self.stop.load(Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
    }
}

fn found_dto(history: &History, hits: HistoryHits) -> FoundDto {
    let rows = previews(history, &hits).unwrap_or_default();
    let error = hits.error.map(Into::into);
    FoundDto { id: hits.id, rows, total: hits.total, done: hits.done, error }
}

/// The rows of new hits with their previews.
fn previews(history: &History, hits: &HistoryHits) -> CommandResult<Vec<FoundRow>> {
    if hits.rows.is_empty() {
        return Ok(Vec::new());
    }
    let reader = Reader::open(history.path(&hits.id)?)?;
    let entries = reader.records_of(&hits.rows)?;
    let Decoding { code, lens, .. } = transcript::decoding(reader.header());
    let has_int32 = Decoder::new(&Decoding { code, lens, ..Decoding::default() }).has_int32();
    let text = |entry: &wirelark_core::transcript::RecordInfo| {
        let head = reader.payload_of(entry, 0, PREVIEW_BYTES)?;
        let kind = match entry.kind {
            Kind::Marker => Kind::Text,
            other => other,
        };
        Ok(FoundRow { row: entry.row, preview: preview(kind, &head, entry.size, has_int32) })
    };
    entries.iter().map(text).collect()
}
