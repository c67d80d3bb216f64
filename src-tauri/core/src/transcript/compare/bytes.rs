//! Which bytes are equal, changed, inserted, removed; at a cost that has a bound.

use std::ops::Range;
use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// What is left between equal ends is aligned where both sides have at most so many bytes.
const ALIGNED: usize = 64 * 1024;
/// Aligning may take so long; then the rest is told less finely.
const PATIENCE: Duration = Duration::from_millis(300);
/// More pieces than this are put together: nobody reads them.
const MOST_PIECES: usize = 10_000;

/// What a stretch of bytes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// The same on both sides.
    Equal,
    /// Other bytes in its place.
    Changed,
    /// Only in the second.
    Inserted,
    /// Only in the first.
    Removed,
}

/// A stretch of bytes and where it lies on each side; a side that has none of it has an empty range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BytePiece {
    /// What it is.
    pub kind: PieceKind,
    /// In the first.
    pub a: Range<usize>,
    /// In the second.
    pub b: Range<usize>,
}

/// Two payloads compared. The pieces cover both, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByteDifference {
    /// In order; neighbours have different kinds, except where there were too many.
    pub pieces: Vec<BytePiece>,
    /// Whether insertions were looked for; otherwise bytes were compared place by place, because there are too many.
    pub is_aligned: bool,
}

/// Compares bytes.
pub fn compare_bytes(a: &[u8], b: &[u8]) -> ByteDifference {
    let shorter = a.len().min(b.len());
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tails = a.iter().rev().zip(b.iter().rev()).take(shorter - start);
    let end = tails.take_while(|(a, b)| a == b).count();
    let (a_end, b_end) = (a.len() - end, b.len() - end);
    let mut pieces = PieceList::default();
    pieces.add(PieceKind::Equal, 0..start, 0..start);
    let inside = (&a[start..a_end], &b[start..b_end]);
    let is_aligned = inside.0.len().max(inside.1.len()) <= ALIGNED;
    if is_aligned {
        let until = Some(Instant::now() + PATIENCE);
        for op in capture_diff_slices_deadline(Algorithm::Myers, inside.0, inside.1, until) {
            let kind = match op {
                DiffOp::Equal { .. } => PieceKind::Equal,
                DiffOp::Delete { .. } => PieceKind::Removed,
                DiffOp::Insert { .. } => PieceKind::Inserted,
                DiffOp::Replace { .. } => PieceKind::Changed,
            };
            let (a, b) = (op.old_range(), op.new_range());
            pieces.add(kind, a.start + start..a.end + start, b.start + start..b.end + start);
        }
    } else {
        place_by_place(&mut pieces, inside, start);
    }
    pieces.add(PieceKind::Equal, a_end..a.len(), b_end..b.len());
    ByteDifference { pieces: pieces.list, is_aligned }
}

fn place_by_place(pieces: &mut PieceList, (a, b): (&[u8], &[u8]), start: usize) {
    let both = a.len().min(b.len());
    let mut at = 0;
    while at < both {
        let is_equal = a[at] == b[at];
        let run = a[at..both].iter().zip(&b[at..both]).take_while(|(a, b)| (a == b) == is_equal);
        let end = at + run.count();
        let kind = if is_equal { PieceKind::Equal } else { PieceKind::Changed };
        pieces.add(kind, start + at..start + end, start + at..start + end);
        at = end;
    }
    let edge = start + both;
    pieces.add(PieceKind::Removed, edge..start + a.len(), edge..edge);
    pieces.add(
        PieceKind::Inserted,
        start + a.len().max(both)..start + a.len().max(both),
        edge..start + b.len(),
    );
}

#[derive(Default)]
struct PieceList {
    list: Vec<BytePiece>,
}

impl PieceList {
    fn add(&mut self, kind: PieceKind, a: Range<usize>, b: Range<usize>) {
        if a.is_empty() && b.is_empty() {
            return;
        }
        let is_full = self.list.len() >= MOST_PIECES;
        match self.list.last_mut() {
            Some(last) if last.kind == kind || is_full => {
                if last.kind != kind {
                    last.kind = PieceKind::Changed;
                }
                (last.a.end, last.b.end) = (a.end, b.end);
            }
            _ => self.list.push(BytePiece { kind, a, b }),
        }
    }
}
