//! Searching within what the window views, in slices that whoever else looks at the view can cut in on.

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

/// A search lets go of the view this often.
const SLICE: Duration = Duration::from_millis(8);

/// Numbers searches: a newer one, or a stop, ends the one before.
#[derive(Default)]
pub(crate) struct ViewSearches(AtomicU32);

impl ViewSearches {
    /// Ends the one that runs, if one does.
    pub(crate) fn stop(&self) -> u32 {
        self.0.fetch_add(1, Relaxed) + 1
    }
}

/// Where a search begins and which way it goes.
#[derive(Clone, Copy)]
pub(crate) struct FindStart {
    pub(crate) from: Option<u32>,
    pub(crate) is_forward: bool,
    /// At the end it goes on from the other one.
    pub(crate) wraps: bool,
}

impl TranscriptSession {
    /// A filter as this transcript reads it now.
    pub(crate) fn filter_of(&self, text: &str) -> CommandResult<Filter> {
        let context = self.context(self.decoding().source())?;
        Ok(Filter::new(text, &context)?)
    }

    /// Looks for the next row; takes as long as it takes, so not on the runtime's own threads.
    pub(crate) fn find(&self, filter: &Filter, way: FindStart) -> CommandResult<NextDto> {
        let ours = self.searches.stop();
        let begin = |from| lock(&self.view).find(filter.clone(), from, way.is_forward);
        let (mut find, mut answer) = (begin(way.from), NextDto::default());
        loop {
            let found = lock(&self.view).continue_find(&mut find, SLICE)?;
            answer.stopped = self.searches.0.load(Relaxed) != ours || found == FindResult::Changed;
            match found {
                _ if answer.stopped => return Ok(answer),
                FindResult::At { position, .. } => {
                    answer.position = Some(position);
                    return Ok(answer);
                }
                FindResult::Nothing if way.wraps && way.from.is_some() && !answer.wrapped => {
                    answer.wrapped = true;
                    find = begin(None);
                }
                FindResult::Nothing | FindResult::Changed => return Ok(answer),
                // Whoever waits for the view comes first.
                FindResult::Searching { .. } => thread::yield_now(),
            }
        }
    }

    /// The next row with this row's code and direction.
    pub(crate) fn same_code(&self, row: u32, is_forward: bool) -> CommandResult<NextDto> {
        let (filter, from) = {
            let view = lock(&self.view);
            (view.same_code(row)?, view.position_of(row))
        };
        self.find(&filter, FindStart { from: Some(from), is_forward, wraps: false })
    }

    /// The place of a row's number, or of a time as a person writes it; none where there are no rows.
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
        // A row that the filter hides, or one beyond the end: the one beside it is shown, and that is told.
        let near = number.parse::<u32>().is_ok_and(|wanted| wanted != row);
        Ok(Some(PlaceDto { position, row, near }))
    }
}
