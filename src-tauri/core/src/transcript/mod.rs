//! The append-only file of everything that passed on a connection.
//!
//! # Layout
//!
//! In the order of the data's way; each file may only use those above it.
//!
//! - `error`: what can go wrong, each with a stable code.
//! - `format`: the bytes of both files and nothing else: headers, records, index rows.
//! - `segment_files`: which files a transcript has.
//! - `positional_io`: reading and writing a file by position, the one place that differs between systems.
//! - `writer_progress`: what the writer tells others: rows stored, bytes, a full disk.
//! - `output_file`: a file that the writer appends to.
//! - `preallocate`: room on the disk taken ahead of the writing.
//! - `retention`: segments, where only the last part is kept.
//! - `vectored_buffer`: bytes on their way to a file, copied or held; pure.
//! - `store`: the thread that owns the two files and never gives up on a full disk.
//! - `create`: the first files of a transcript.
//! - `writer`: what the connection's task holds: batches, back-pressure, [`Writer::push`].
//! - `open_progress`: progress of opening, and its cancellation.
//! - `rebuild`: headers of the data file to index rows, where the index is absent or short.
//! - `recovery`: what is looked at before a file is believed.
//! - `segment`: one data file and its index, also while it grows and from another process.
//! - `segments`: all files of a transcript as one.
//! - `reader`: rows by number, whichever file they lie in.
//! - `sequential_reader`: rows one after the other, read ahead in big pieces.
//! - `summary`: what a transcript holds, counted.
//! - `notes`: what people wrote to rows, beside the transcript.
//! - `lazy_message`: a message's fields, for those that ask for one.
//! - `latency`: which reply answers which request, and how long it took.
//! - `sent_rows`: which rows were sent, for the time since the last of them.
//! - `filter`: what a row must be to be shown: the language, and what it says of a row.
//! - `match_bitmap`: which rows a filter let through, a bit for each.
//! - `matcher`: one row and its filter.
//! - `filter_scan`: a filter over rows in order, in big pieces of the data file.
//! - `view`: the list of row numbers that a window looks at.
//! - `find`: the next row of a view that passes another filter, and rows by time.
//! - `time_series`: rate, bytes and latency over time, for charts.
//! - `highlight`: which colour the rows on the screen have.
//! - `export`: JSON Lines, CSV, HAR, pcapng, text for people.
//! - `compare`: two messages, and two transcripts, side by side.
//! - `copy`: rows as text to paste elsewhere.
//! - `payload_page`: a payload in pages, and into a file.
//! - `import`: HAR and JSON Lines into a new transcript.
//! - [`history`]: the transcripts of a folder: list, title, pin, delete with undo, find, clean up.
//! - `preview`: a payload's first bytes as one line of text.
//!
//! # The files
//!
//! `NAME.wlt` holds everything and suffices to share: a header, then one record
//! for each message: 16 bytes of length, flags, check and time, and the payload as it was.
//! `NAME.wlt.idx` beside it has 16 bytes for each message and can be made again
//! from the first at any time. All numbers are little-endian; the byte-exact
//! reference is `docs/transcript-format.md`.
//!
//! Nothing is ever changed once it is written. The data of a batch is written before
//! its index rows, so an index row never points past the data, and whatever a killed
//! process leaves behind is a good beginning with at most one torn record at its end,
//! which readers do not show.

mod compare;
mod copy;
mod create;
mod error;
mod export;
pub mod filter;
mod filter_scan;
mod find;
mod format;
mod highlight;
pub mod history;
mod import;
pub mod latency;
mod lazy_message;
mod match_bitmap;
mod matcher;
mod notes;
mod open_progress;
mod output_file;
mod payload_page;
mod positional_io;
mod preallocate;
mod preview;
mod reader;
mod rebuild;
mod recovery;
mod retention;
mod segment;
mod segment_files;
mod segments;
mod sent_rows;
mod sequential_reader;
mod store;
mod summary;
mod time_series;
mod vectored_buffer;
mod view;
mod writer;
mod writer_progress;

#[cfg(test)]
mod tests;

pub use compare::{
    ByteDifference, BytePiece, CommandComparison, CommandSide, FieldDifference, FieldSpread,
    PieceKind, RowComparison, SessionComparison, SessionOptions, compare_bytes, compare_rows,
    compare_sessions,
};
pub use copy::{CopyError, CopyForm, CopyOptions, CopyTarget, copy_rows};
pub use error::Error;
pub use export::{
    ExportFormat, ExportOptions, Exported, HandshakeHeads, decoding, export, export_file,
};
pub use filter::Filter;
pub use find::{Find, FindResult};
pub use format::Header;
pub use highlight::Highlights;
pub use import::{
    HarConnection, ImportError, ImportFormat, ImportOptions, Imported, har_connections,
    import_each, import_file,
};
pub use notes::{NOTE_BYTES, Notes, NotesError, RowNote, notes_path};
pub use open_progress::OpenProgress;
pub use payload_page::{
    JSON_PAGE_LIMIT, JsonPlace, SaveOutcome, TextPage, json_page, save_payload, text_page,
};
pub use preview::{PREVIEW_BYTES, PREVIEW_CHARS, preview};
pub use reader::{Reader, RecordInfo};
pub use segment_files::{handshake_path, index_path, is_being_written, remove, segments_path};
pub use sent_rows::SentRows;
pub use sequential_reader::SequentialReader;
pub use summary::{RecordedClose, Summary};
pub use time_series::{Bucket, MOST_BUCKETS, TimeSeries};
pub use view::View;
pub use writer::{Totals, Writer, WriterOptions};
pub use writer_progress::{WriterProgress, WriterState};

pub use crate::profile::retention::RetentionLimit;
