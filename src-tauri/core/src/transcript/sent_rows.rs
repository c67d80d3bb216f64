//! Which rows were sent, so that any row can be told how long after the last of them it came.
//!
//! Nothing is looked at until somebody asks; then the index is walked once, 16 bytes a row, and on as rows arrive. It
//! costs 4 bytes for each sent row.

use std::time::{Duration, Instant};

use crate::frame::{Direction, Kind};

use super::{Error, Reader};

/// Index rows looked at before the clock is.
const BATCH: u32 = 65_536;

/// The sent messages of one transcript, in order.
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
    /// The last row it has looked at.
    pub fn seen(&self) -> u32 {
        self.next - 1
    }

    /// Goes on for about so long. True when there is more to do now.
    pub fn advance(&mut self, reader: &Reader, budget: Duration) -> Result<bool, Error> {
        let last = reader.rows()?;
        let begun = Instant::now();
        // A limit may have removed the first rows.
        self.next = self.next.max(reader.first_row());
        while self.next <= last {
            let rows = reader.index_rows(self.next, (last + 1 - self.next).min(BATCH))?;
            for row in &rows {
                if row.direction == Direction::Sent && row.kind != Kind::Marker {
                    self.rows.push(self.next);
                }
                self.next += 1;
            }
            if begun.elapsed() >= budget {
                break;
            }
        }
        Ok(self.next <= last)
    }

    /// The last sent row before this one: `None` while that is not known yet, `Some(None)` where there is none.
    pub fn before(&self, row: u32) -> Option<Option<u32>> {
        if row > self.next {
            return None;
        }
        let at = self.rows.partition_point(|&sent| sent < row);
        Some(at.checked_sub(1).and_then(|at| self.rows.get(at).copied()))
    }
}
