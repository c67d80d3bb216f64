//! Counts of rows with faults.

use crate::packet::faults::{FaultKind, FaultSet};

/// How many rows have which faults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaultSums {
    /// Rows with a fault.
    pub rows: u64,
    /// Rows with each kind of fault, in the order of [`FaultKind`].
    kinds: [u64; FaultKind::COUNT],
}

impl FaultSums {
    /// The number of rows with a kind of fault.
    pub fn of(&self, kind: FaultKind) -> u64 {
        self.kinds.get(kind as usize).copied().unwrap_or(0)
    }

    fn count(&mut self, faults: FaultSet, change: impl Fn(u64) -> u64) {
        if faults.is_empty() {
            return;
        }
        self.rows = change(self.rows);
        for kind in faults.kinds() {
            if let Some(sum) = self.kinds.get_mut(kind as usize) {
                *sum = change(*sum);
            }
        }
    }

    pub(super) fn add(&mut self, faults: FaultSet) {
        self.count(faults, |rows| rows + 1);
    }

    pub(super) fn subtract(&mut self, faults: FaultSet) {
        self.count(faults, |rows| rows.saturating_sub(1));
    }
}
