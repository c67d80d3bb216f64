//! Runs a filter over all transcripts, one after the other, and reports matches as they are found.

use std::ops::ControlFlow;
use std::time::Duration;

use super::History;
use crate::transcript::filter::{Context, FilterError};
use crate::transcript::{Error, Filter, Reader, View};

/// Maximum time between two reports, and so between two chances to cancel.
const SLICE: Duration = Duration::from_millis(20);

/// Matches found in a transcript since the previous report.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryHits {
    /// Id of the transcript.
    pub id: String,
    /// Matching rows since the previous report, in order, up to the limit.
    pub rows: Vec<u32>,
    /// Number of matches in this transcript so far.
    pub total: u32,
    /// Whether this transcript was scanned completely.
    pub done: bool,
    /// Why the transcript could not be searched.
    pub error: Option<Error>,
}

impl History {
    /// Searches these transcripts in the given order. Calls `each` at the end of every transcript,
    /// and every 20 ms in between; it may break to cancel. Reports the first `limit` matching rows
    /// of each transcript, and the number of all matches.
    ///
    /// Returns true if all transcripts were searched.
    pub fn find(
        &self,
        filter: &Filter,
        ids: &[String],
        limit: u32,
        each: &mut dyn FnMut(HistoryHits) -> ControlFlow<()>,
    ) -> bool {
        ids.iter().all(|id| self.search_transcript(filter, id, limit, each).is_continue())
    }

    fn search_transcript(
        &self,
        filter: &Filter,
        id: &str,
        limit: u32,
        each: &mut dyn FnMut(HistoryHits) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut hits =
            HistoryHits { id: id.to_owned(), rows: Vec::new(), total: 0, done: false, error: None };
        let mut view = match self.path(id).and_then(Reader::open) {
            Ok(reader) => View::new(reader),
            Err(error) => {
                return each(HistoryHits { done: true, error: Some(error), ..hits });
            }
        };
        let filter = match filter_for(filter, view.reader()) {
            Ok(filter) => filter,
            Err(error) => return each(HistoryHits { done: true, error: Some(error), ..hits }),
        };
        view.set_filter(Some(filter));
        loop {
            let more = view.advance(SLICE);
            let reported = hits.total.min(limit);
            hits.total = view.total();
            hits.rows = view.rows(reported, limit.min(hits.total).saturating_sub(reported));
            match more {
                Ok(true) => each(hits.clone())?,
                Ok(false) => return each(HistoryHits { done: true, ..hits }),
                Err(error) => return each(HistoryHits { done: true, error: Some(error), ..hits }),
            }
        }
    }
}

/// The filter for one transcript: each defines and names its codes itself.
fn filter_for(filter: &Filter, reader: &Reader) -> Result<Filter, Error> {
    let rules = &reader.header().rules;
    let has_codes = ["code", "codes"].iter().any(|key| {
        rules.get(key).is_some_and(|codes| codes.as_array().is_none_or(|codes| !codes.is_empty()))
    });
    if !has_codes || !filter.expr().reads_codes() {
        return Ok(filter.clone());
    }
    let zone = filter.zone().clone();
    let context = Context { zone, unknown_names: true, ..Context::of(reader)? };
    Filter::of(filter.expr().clone(), &context).map_err(|error: FilterError| error.into())
}
