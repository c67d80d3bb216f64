//! Which transcripts to remove so that the folder fits into so many bytes.

use std::time::{Duration, SystemTime};

use super::trash::remove_all;
use super::{History, StoredTranscript};
use crate::transcript::{Error, is_being_written};

/// What was written to this recently may be open, whoever has it open.
const FRESH: Duration = Duration::from_secs(60);

/// What a clean-up would do.
#[derive(Debug, Clone)]
pub struct CleanUp {
    /// Bytes of all transcripts, of deleted ones too.
    pub total: u64,
    /// What would go, in this order: deleted ones, then the oldest.
    pub goes: Vec<StoredTranscript>,
    /// Bytes that this frees.
    pub frees: u64,
}

impl CleanUp {
    /// Whether the folder fits then; where it does not, what is left is pinned or open.
    pub fn fits(&self, budget: u64) -> bool {
        self.total - self.frees <= budget
    }
}

impl History {
    /// What would have to go so that everything fits into `budget` bytes: never one that is pinned, or is written to,
    /// or is among the `open`. Nothing is removed by asking.
    pub fn plan(&self, budget: u64, open: &[String]) -> CleanUp {
        let (mut deleted, mut listed) = (self.deleted(), self.list());
        deleted.reverse();
        listed.reverse();
        let total = deleted.iter().chain(&listed).map(|past| past.bytes).sum::<u64>();
        deleted.retain(|past| !is_being_written(&past.path));
        listed.retain(|past| {
            let is_free = !past.pinned && !is_fresh(past) && !open.contains(&past.id);
            is_free && !is_being_written(&past.path)
        });
        let mut plan = CleanUp { total, goes: Vec::new(), frees: 0 };
        for past in deleted.into_iter().chain(listed) {
            if plan.fits(budget) {
                break;
            }
            plan.frees += past.bytes;
            plan.goes.push(past);
        }
        plan
    }

    /// Removes for good what a plan names, but for what was pinned or written to since, or is being written. Answers the bytes freed.
    pub fn clean_up(&self, plan: &CleanUp) -> Result<u64, Error> {
        let mut freed = 0;
        for past in &plan.goes {
            let now = super::look(&past.path);
            let gone = !past.path.exists();
            if gone || now.deleted.is_none() && (now.pinned || is_fresh(&now)) {
                continue;
            }
            match remove_all(&past.path) {
                Ok(()) => freed += past.bytes,
                // Another process has begun to write it since.
                Err(Error::Writing { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(freed)
    }
}

fn is_fresh(past: &StoredTranscript) -> bool {
    // A time ahead of ours is a clock that was set back.
    past.modified.is_some_and(|at| SystemTime::now().duration_since(at).unwrap_or_default() < FRESH)
}
