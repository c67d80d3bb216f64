//! Finds rows in a transcript's view. A search locks the view in short slices, so that polling is not blocked.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use wirelark_core::transcript::{Filter, FindResult};

use crate::app::clock;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::find::dto::{NextDto, PlaceDto};
use crate::state::lock;
use crate::transcript::session::TranscriptSession;

/// Maximum time that a search holds the view's lock.
const SLICE: Duration = Duration::from_millis(8);

/// Number of the current search of a view; a newer search or a stop increments it, which ends the running one.
#[derive(Default)]
pub(crate) struct ViewSearches(AtomicU32);

impl ViewSearches {
    /// Stops the running search and returns the number for the next one.
    pub(crate) fn stop(&self) -> u32 {
        self.0.fetch_add(1, Relaxed) + 1
    }

    fn is_current(&self, number: u32) -> bool {
        self.0.load(Relaxed) == number
    }
}

/// Start position, direction and wrapping of a search.
#[derive(Clone, Copy)]
pub(crate) struct FindStart {
    pub from: Option<u32>,
    pub is_forward: bool,
    /// Whether the search continues from the other end.
    pub wraps: bool,
}

impl TranscriptSession {
    /// Parses a filter in this transcript's context.
    pub(crate) fn filter_of(&self, text: &str) -> CommandResult<Filter> {
        let context = self.context(self.decoding().source())?;
        Ok(Filter::new(text, &context)?)
    }

    /// Finds the next matching row. Blocks for as long as the search takes.
    pub(crate) fn find(&self, filter: &Filter, start: FindStart) -> CommandResult<NextDto> {
        let number = self.searches.stop();
        let begin = |from| lock(&self.view).find(filter.clone(), from, start.is_forward);
        let (mut find, mut result) = (begin(start.from), NextDto::default());
        loop {
            let step = lock(&self.view).continue_find(&mut find, SLICE)?;
            result.stopped = !self.searches.is_current(number) || step == FindResult::Changed;
            match step {
                _ if result.stopped => return Ok(result),
                FindResult::At { position, .. } => {
                    result.position = Some(position);
                    return Ok(result);
                }
                FindResult::Nothing if start.wraps && start.from.is_some() && !result.wrapped => {
                    result.wrapped = true;
                    find = begin(None);
                }
                FindResult::Nothing | FindResult::Changed => return Ok(result),
                // Lets other threads lock the view first.
                FindResult::Searching { .. } => thread::yield_now(),
            }
        }
    }

    /// Finds the next row with this row's code and direction.
    pub(crate) fn same_code(&self, row: u32, is_forward: bool) -> CommandResult<NextDto> {
        let context = self.context(self.decoding().source())?;
        let (filter, from) = {
            let view = lock(&self.view);
            (view.same_code(row, &context)?, view.position_of(row))
        };
        self.find(&filter, FindStart { from: Some(from), is_forward, wraps: false })
    }

    /// The position of a row's number, such as `#1,200`, or of a typed time. `None` for an empty view.
    pub(crate) fn place(&self, text: &str) -> CommandResult<Option<PlaceDto>> {
        let text = text.trim();
        let number = text.trim_start_matches('#').replace([',', ' ', '\u{a0}', '\u{202f}'], "");
        let view = lock(&self.view);
        let position = match number.parse::<u64>() {
            Ok(row) => view.position_of(u32::try_from(row).unwrap_or(u32::MAX)),
            Err(_) => match view.position_of_clock(text, &clock::zone())? {
                Some(position) => position,
                None if view.total() == 0 => return Ok(None),
                None => {
                    let detail = format!("'{text}' is neither a row's number nor a time");
                    return Err(ErrorDto::new("place_invalid", detail).with("text", text));
                }
            },
        };
        let Some(last) = view.total().checked_sub(1) else { return Ok(None) };
        let position = position.min(last);
        let row = view.row_at(position).unwrap_or_default();
        // The requested row may be hidden by the filter or beyond the end; its neighbour is shown instead.
        let near = number.parse::<u32>().is_ok_and(|wanted| wanted != row);
        Ok(Some(PlaceDto { position, row, near }))
    }
}
