//! Which rows are parts of protocol messages, or end several; bounded. Most transcripts have few such rows.

use std::collections::VecDeque;

use crate::transcript::joined::JoinedRow;

/// Maximum number of rows; those after them stand for themselves.
pub(super) const MAX_JOINED: usize = 1 << 24;

/// Rows by number, in order.
#[derive(Debug, Default)]
pub(super) struct JoinedRows(VecDeque<(u32, JoinedRow)>);

impl JoinedRows {
    /// Adds a row after all others. Returns false if there is no room.
    pub(super) fn push(&mut self, row: u32, joined: JoinedRow) -> bool {
        let fits = self.0.len() < MAX_JOINED;
        if fits {
            self.0.push_back((row, joined));
        }
        fits
    }

    pub(super) fn get(&self, row: u32) -> Option<JoinedRow> {
        let at = self.0.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.0.get(at).map(|(_, joined)| *joined)
    }

    /// Removes the rows before `row`.
    pub(super) fn drop_before(&mut self, row: u32) {
        let count = self.0.partition_point(|(number, _)| *number < row);
        self.0.drain(..count);
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &(u32, JoinedRow)> {
        self.0.iter()
    }
}
