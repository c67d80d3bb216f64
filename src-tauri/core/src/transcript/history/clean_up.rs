//! Plans which transcripts to remove so that the folder fits a size limit.

use std::time::{Duration, SystemTime};

use super::trash::remove_all;
use super::{History, StoredTranscript};
use crate::transcript::{Error, is_being_written};

/// A transcript written to this recently may be open in some program.
const FRESH: Duration = Duration::from_secs(60);

/// Result of planning a clean-up.
#[derive(Debug, Clone)]
pub struct CleanUp {
    /// Total size of all transcripts in bytes, including deleted ones.
    pub total: u64,
    /// Transcripts to remove, in this order: deleted ones, then the oldest.
    pub goes: Vec<StoredTranscript>,
    /// Bytes that this frees.
    pub frees: u64,
}

impl CleanUp {
    /// Whether the folder fits the limit afterwards; if not, the rest is pinned or open.
    pub fn fits(&self, budget: u64) -> bool {
        self.total - self.frees <= budget
    }
}

impl History {
    /// Plans what to remove so that everything fits into `budget` bytes. Excludes transcripts that
    /// are pinned, being written, or listed in `open`. Removes nothing.
    pub fn plan(&self, budget: u64, open: &[String]) -> CleanUp {
        let (mut deleted, mut listed) = (self.deleted(), self.list());
        deleted.reverse();
        listed.reverse();
        let total = deleted.iter().chain(&listed).map(|transcript| transcript.bytes).sum::<u64>();
        deleted.retain(|transcript| !is_being_written(&transcript.path));
        listed.retain(|transcript| {
            let is_free =
                !transcript.pinned && !is_fresh(transcript) && !open.contains(&transcript.id);
            is_free && !is_being_written(&transcript.path)
        });
        let mut plan = CleanUp { total, goes: Vec::new(), frees: 0 };
        for transcript in deleted.into_iter().chain(listed) {
            if plan.fits(budget) {
                break;
            }
            plan.frees += transcript.bytes;
            plan.goes.push(transcript);
        }
        plan
    }

    /// Permanently removes the planned transcripts, except those pinned, written to or locked
    /// since. Returns the bytes freed.
    pub fn clean_up(&self, plan: &CleanUp) -> Result<u64, Error> {
        let mut freed = 0;
        for transcript in &plan.goes {
            let current = super::load(&transcript.path);
            let removed = !transcript.path.exists();
            if removed || current.deleted.is_none() && (current.pinned || is_fresh(&current)) {
                continue;
            }
            match remove_all(&transcript.path) {
                Ok(()) => freed += transcript.bytes,
                // Another process has started writing it.
                Err(Error::Writing { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(freed)
    }
}

fn is_fresh(transcript: &StoredTranscript) -> bool {
    // A modification time in the future means that the clock was set back.
    transcript
        .modified
        .is_some_and(|at| SystemTime::now().duration_since(at).unwrap_or_default() < FRESH)
}
