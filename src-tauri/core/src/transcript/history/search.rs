//! A filter over all transcripts, one after the other. Hits come as they are found.

use std::ops::ControlFlow;
use std::time::Duration;

use super::History;
use crate::transcript::{Error, Filter, Reader, View};

/// Whoever asks hears something this often, and can break off.
const SLICE: Duration = Duration::from_millis(20);

/// A piece of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryHits {
    /// The transcript.
    pub id: String,
    /// Rows that were found since the last piece, in order, as far as there are not more than were asked for.
    pub rows: Vec<u32>,
    /// How many were found in this transcript so far.
    pub total: u32,
    /// Whether this transcript was looked through to its end.
    pub done: bool,
    /// Why it could not be looked through.
    pub error: Option<Error>,
}

impl History {
    /// Looks through these transcripts, in this order. `each` gets a piece for every transcript at its end, and pieces
    /// on the way where that takes long, at least one in 20 ms; it may break off. Of each transcript the first `most`
    /// row numbers are told, and the number of all.
    ///
    /// True when all were looked through.
    pub fn find(
        &self,
        filter: &Filter,
        ids: &[String],
        most: u32,
        each: &mut dyn FnMut(HistoryHits) -> ControlFlow<()>,
    ) -> bool {
        ids.iter().all(|id| self.find_in(filter, id, most, each).is_continue())
    }

    fn find_in(
        &self,
        filter: &Filter,
        id: &str,
        most: u32,
        each: &mut dyn FnMut(HistoryHits) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut found =
            HistoryHits { id: id.to_owned(), rows: Vec::new(), total: 0, done: false, error: None };
        let mut view = match self.path(id).and_then(Reader::open) {
            Ok(reader) => View::new(reader),
            Err(error) => {
                return each(HistoryHits { done: true, error: Some(error), ..found });
            }
        };
        view.set_filter(Some(filter.clone()));
        loop {
            let more = view.advance(SLICE);
            let told = found.total.min(most);
            found.total = view.total();
            found.rows = view.rows(told, most.min(found.total).saturating_sub(told));
            match more {
                Ok(true) => each(found.clone())?,
                Ok(false) => return each(HistoryHits { done: true, ..found }),
                Err(error) => return each(HistoryHits { done: true, error: Some(error), ..found }),
            }
        }
    }
}
