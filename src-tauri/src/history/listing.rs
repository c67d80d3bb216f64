//! The list of stored transcripts as the page shows it. Listing reads headers and cached counts, no rows.

use jiff::Timestamp;
use wirelark_core::transcript::history::{History, StoredTranscript};

use crate::history::dto::{CleanUpDto, CountedDto, HistoryDto, HistoryEntryDto};
use crate::list_text::list_text;

/// Converts an entry. `open` holds the ids of transcripts that this app writes.
pub(crate) fn entry_dto(entry: StoredTranscript, open: &[String]) -> HistoryEntryDto {
    let begun = entry.begun().parse::<Timestamp>().ok();
    let begun = begun.map(|time| time.as_millisecond() as f64);
    let is_open = open.contains(&entry.id);
    let mut dto = HistoryEntryDto {
        open: is_open,
        id: entry.id,
        title: entry.title.map(list_text),
        name: String::new(),
        profile: String::new(),
        url: String::new(),
        begun,
        pinned: entry.pinned,
        bytes: entry.bytes as f64,
        keep: "all".to_owned(),
        counted: None,
        error: None,
    };
    match entry.facts {
        Err(error) => dto.error = Some(error.into()),
        Ok(known) => {
            dto.keep = known.retention.to_string();
            dto.name = list_text(known.header.name);
            dto.profile = list_text(known.header.profile);
            dto.url = list_text(known.header.url);
            dto.counted = known.summary.map(|summary| CountedDto {
                rows: summary.rows as f64,
                sent: summary.sent as f64,
                received: summary.received as f64,
                duration_ms: summary.duration_ns() as f64 / 1e6,
                close: summary.close.as_ref().map(|close| close.code),
                close_reason: summary
                    .close
                    .map(|close| list_text(close.reason))
                    .unwrap_or_default(),
            });
        }
    }
    dto
}

/// Stored and deleted transcripts. `open` holds the ids of those that this app writes.
pub(crate) fn list(history: &History, open: &[String]) -> HistoryDto {
    let (stored, deleted) = (history.list(), history.deleted());
    let bytes = stored.iter().chain(&deleted).map(|entry| entry.bytes).sum::<u64>() as f64;
    let entries = |list: Vec<StoredTranscript>| {
        list.into_iter().map(|entry| entry_dto(entry, open)).collect()
    };
    HistoryDto { past: entries(stored), deleted: entries(deleted), bytes }
}

/// What a clean-up to `budget` bytes would remove; nothing is removed. Transcripts in `open` are kept.
pub(crate) fn clean_up_plan(history: &History, budget: u64, open: &[String]) -> CleanUpDto {
    let plan = history.plan(budget, open);
    CleanUpDto {
        bytes: plan.total as f64,
        frees: plan.frees as f64,
        fits: plan.fits(budget),
        goes: plan.goes.into_iter().map(|entry| entry_dto(entry, open)).collect(),
    }
}
