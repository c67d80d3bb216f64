//! Compares two messages or two transcripts.
//!
//! - `bytes`: equal, changed, inserted and removed bytes.
//! - `field_values`: decoded fields as paths and values.
//! - `messages`: two messages by field and by byte.
//! - `seen_pieces`: which bytes were decoded already.
//! - `transcripts`: two transcripts by command.

mod bytes;
mod field_values;
mod messages;
mod seen_pieces;
mod transcripts;

pub use bytes::{ByteDifference, BytePiece, PieceKind, compare_bytes};
pub use messages::{FieldDifference, RowComparison, compare_rows};
pub use transcripts::{
    CommandComparison, CommandSide, ComparisonOptions, FieldSpread, TranscriptComparison,
    compare_transcripts,
};
