//! A search through all past connections: it runs by itself, and the page asks for news.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use wirelark_core::frame::Kind;
use wirelark_core::transcript::history::{History, HistoryHits};
use wirelark_core::transcript::{Filter, PREVIEW_BYTES, Reader, preview};

use crate::error::CommandResult;
use crate::history::dto::{FoundDto, FoundRow, SearchDto};
use crate::panic_guard::in_background;
use crate::state::lock;

/// So many rows of each transcript are told; the number of all is.
const MOST: u32 = 20;

/// The search that runs, or ran last.
#[derive(Default)]
pub(crate) struct HistorySearches {
    last: Mutex<Option<Arc<HistorySearch>>>,
}

#[derive(Default)]
struct HistorySearch {
    stop: AtomicBool,
    news: Mutex<SearchDto>,
}

impl HistorySearches {
    /// Begins; the one before ends.
    pub(crate) fn begin(&self, history: History, filter: Filter) {
        let search = Arc::new(HistorySearch::default());
        if let Some(before) = lock(&self.last).replace(search.clone()) {
            before.stop.store(true, Relaxed);
        }
        let running = search.clone();
        let work = move || {
            running.run(&history, &filter);
            Ok(())
        };
        in_background(work, move |_| lock(&search.news).done = true);
    }

    /// What is new since this was asked last.
    pub(crate) fn news(&self) -> SearchDto {
        let Some(search) = lock(&self.last).clone() else { return SearchDto::default() };
        let mut news = lock(&search.news);
        SearchDto { found: std::mem::take(&mut news.found), ..news.clone() }
    }

    pub(crate) fn stop(&self) {
        if let Some(search) = lock(&self.last).take() {
            search.stop.store(true, Relaxed);
        }
    }
}

impl HistorySearch {
    fn run(&self, history: &History, filter: &Filter) {
        let ids: Vec<_> = history.list().into_iter().map(|past| past.id).collect();
        lock(&self.news).of = ids.len() as u32;
        history.find(filter, &ids, MOST, &mut |found| {
            let (looked, quiet) = (found.done, found.total == 0 && found.error.is_none());
            let told = (!quiet).then(|| tell(history, found));
            let mut news = lock(&self.news);
            news.looked += u32::from(looked);
            news.found.extend(told);
            match self.stop.load(Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
    }
}

fn tell(history: &History, found: HistoryHits) -> FoundDto {
    let rows = texts(history, &found).unwrap_or_default();
    let error = found.error.map(Into::into);
    FoundDto { id: found.id, rows, total: found.total, done: found.done, error }
}

fn texts(history: &History, found: &HistoryHits) -> CommandResult<Vec<FoundRow>> {
    if found.rows.is_empty() {
        return Ok(Vec::new());
    }
    let reader = Reader::open(history.path(&found.id)?)?;
    let entries = reader.records_of(&found.rows)?;
    let text = |entry: &wirelark_core::transcript::RecordInfo| {
        let head = reader.payload_of(entry, 0, PREVIEW_BYTES)?;
        let kind = match entry.kind {
            Kind::Marker => Kind::Text,
            other => other,
        };
        Ok(FoundRow { row: entry.row, preview: preview(kind, &head, entry.size) })
    };
    entries.iter().map(text).collect()
}
