//! Index of sent rows, to measure the time since the last sent message.
//!
//! Computed on demand: the index is scanned once, and further rows as they arrive. Takes 4 bytes
//! per sent row.

use std::time::{Duration, Instant};

use crate::frame::{Direction, Kind};

use super::{Error, Reader};

/// Index rows scanned between two checks of the time budget.
const BATCH: u32 = 65_536;

/// Sent messages of one transcript, in order.
#[derive(Debug)]
pub struct SentRows {
    rows: Vec<u32>,
    next: u32,
}

impl Default for SentRows {
    fn default() -> SentRows {
        SentRows { rows: Vec::new(), next: 1 }
    }
}

impl SentRows {
    /// The last row that was scanned.
    pub fn last_scanned(&self) -> u32 {
        self.next - 1
    }

    /// Scans rows for about `budget`. Returns true if rows remain.
    pub fn advance(&mut self, reader: &Reader, budget: Duration) -> Result<bool, Error> {
        let last = reader.rows()?;
        let started = Instant::now();
        // A retention limit may have removed the first rows.
        self.next = self.next.max(reader.first_row());
        while self.next <= last {
            let rows = reader.index_rows(self.next, (last + 1 - self.next).min(BATCH))?;
            for row in &rows {
                if row.direction == Direction::Sent && row.kind != Kind::Marker {
                    self.rows.push(self.next);
                }
                self.next += 1;
            }
            if started.elapsed() >= budget {
                break;
            }
        }
        Ok(self.next <= last)
    }

    /// The last sent row before `row`: `None` if not scanned yet, `Some(None)` if there is none.
    pub fn before(&self, row: u32) -> Option<Option<u32>> {
        if row > self.next {
            return None;
        }
        let at = self.rows.partition_point(|&sent| sent < row);
        Some(at.checked_sub(1).and_then(|at| self.rows.get(at).copied()))
    }
}
