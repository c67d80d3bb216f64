//! Compares two byte strings with bounded time and output.

use std::ops::Range;
use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// Maximum bytes per side, without common ends, for which insertions are detected.
const MAX_ALIGNED: usize = 64 * 1024;
/// Time limit of the alignment; beyond it, the rest is compared less finely.
const TIME_LIMIT: Duration = Duration::from_millis(300);
/// Maximum number of pieces; further ones are merged.
const MAX_PIECES: usize = 10_000;

/// How a piece differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// Equal on both sides.
    Equal,
    /// Replaced by other bytes.
    Changed,
    /// Only in the second byte string.
    Inserted,
    /// Only in the first byte string.
    Removed,
}

/// A range of bytes on each side; empty on a side that lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BytePiece {
    /// How it differs.
    pub kind: PieceKind,
    /// Range in the first.
    pub a: Range<usize>,
    /// Range in the second.
    pub b: Range<usize>,
}

/// Result of comparing two byte strings. The pieces cover both, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByteDifference {
    /// Pieces in order; adjacent ones differ in kind, unless the limit was reached.
    pub pieces: Vec<BytePiece>,
    /// Whether insertions were detected; otherwise bytes were compared position by position,
    /// because there are too many.
    pub is_aligned: bool,
}

/// Compares two byte strings.
pub fn compare_bytes(a: &[u8], b: &[u8]) -> ByteDifference {
    let shorter = a.len().min(b.len());
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tails = a.iter().rev().zip(b.iter().rev()).take(shorter - start);
    let end = tails.take_while(|(a, b)| a == b).count();
    let (a_end, b_end) = (a.len() - end, b.len() - end);
    let mut pieces = PieceList::default();
    pieces.add(PieceKind::Equal, 0..start, 0..start);
    let middle = (&a[start..a_end], &b[start..b_end]);
    let is_aligned = middle.0.len().max(middle.1.len()) <= MAX_ALIGNED;
    if is_aligned {
        let deadline = Some(Instant::now() + TIME_LIMIT);
        for op in capture_diff_slices_deadline(Algorithm::Myers, middle.0, middle.1, deadline) {
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
        compare_positions(&mut pieces, middle, start);
    }
    pieces.add(PieceKind::Equal, a_end..a.len(), b_end..b.len());
    ByteDifference { pieces: pieces.list, is_aligned }
}

fn compare_positions(pieces: &mut PieceList, (a, b): (&[u8], &[u8]), start: usize) {
    let common = a.len().min(b.len());
    let mut at = 0;
    while at < common {
        let is_equal = a[at] == b[at];
        let run =
            a[at..common].iter().zip(&b[at..common]).take_while(|(a, b)| (a == b) == is_equal);
        let end = at + run.count();
        let kind = if is_equal { PieceKind::Equal } else { PieceKind::Changed };
        pieces.add(kind, start + at..start + end, start + at..start + end);
        at = end;
    }
    let edge = start + common;
    pieces.add(PieceKind::Removed, edge..start + a.len(), edge..edge);
    pieces.add(
        PieceKind::Inserted,
        start + a.len().max(common)..start + a.len().max(common),
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
        let is_full = self.list.len() >= MAX_PIECES;
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
