//! Two messages, and two transcripts, side by side: what is the same and what is not.
//!
//! - `bytes`: which bytes are equal, changed, inserted, removed.
//! - `leaves`: a message's decoded fields as paths and values.
//! - `rows`: two messages by field and by byte.
//! - `sessions`: two transcripts by command.

mod bytes;
mod leaves;
mod rows;
mod sessions;

pub use bytes::{ByteDifference, BytePiece, PieceKind, compare_bytes};
pub use rows::{FieldDifference, RowComparison, compare_rows};
pub use sessions::{
    CommandComparison, CommandSide, FieldSpread, SessionComparison, SessionOptions,
    compare_sessions,
};
