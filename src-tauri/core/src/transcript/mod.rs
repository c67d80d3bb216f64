//! Transcripts: append-only files of everything that was sent and received on a connection.
//!
//! # Layout
//!
//! In data-flow order; each module uses only those above it.
//!
//! - `error`: errors with stable codes.
//! - `format`: encoding of headers, records and index rows.
//! - `segment_files`: paths of a transcript's files.
//! - `positional_io`: positional reads and writes, the only module that differs between systems.
//! - `writer_progress`: counters and state of a writer: stored rows, bytes, full disk.
//! - `output_file`: a file that the writer appends to.
//! - `preallocate`: preallocation of disk space ahead of the writer.
//! - `retention`: segments under a retention limit.
//! - `vectored_buffer`: a write buffer of copied and held bytes; no I/O.
//! - `store`: the writer thread, which owns the files and retries while the disk is full.
//! - `create`: the first files of a transcript.
//! - `writer`: the connection's end of the writer: batches, back-pressure, [`Writer::push`].
//! - `open_progress`: progress and cancellation of opening.
//! - `rebuild`: rebuilding index rows from the data file.
//! - `recovery`: validation of files on opening.
//! - `segment`: one data file and its index, also while another process writes them.
//! - `segments`: all files of a transcript as one.
//! - `reader`: random access to rows by number.
//! - `codes_from`: where a decoding finds the codes of a transcript's rows.
//! - `sequential_reader`: sequential access to rows with read-ahead.
//! - `summary`: counts of what a transcript holds.
//! - `notes`: pins and notes on rows, stored beside the transcript.
//! - `lazy_message`: a message whose fields are decoded on demand.
//! - `joined`: protocol messages that are spread over several rows.
//! - [`findings`]: the code and the faults of every row, computed in the background.
//! - `row_codes`: the code of each row, as the profile defines it.
//! - `code_counts`: counts of the rows of each code.
//! - `latency`: pairing of requests with replies, and the time between them.
//! - `sent_rows`: index of sent rows, for the time since the last sent message.
//! - `filter`: the filter language and its evaluation.
//! - `match_bitmap`: the rows that pass a filter, as a bitmap.
//! - `matcher`: evaluation of a filter on single rows.
//! - `message_filter`: evaluation of a filter on a message that has no row yet.
//! - `filter_scan`: evaluation of a filter over rows in order, in large chunks of the data file.
//! - `view`: the row numbers that a window shows.
//! - `find`: finding a row of a view by a second filter or by time.
//! - `time_series`: rate, bytes and latency over time, for charts.
//! - `highlight`: highlight colours of rows.
//! - `export`: JSON Lines, CSV, HAR, pcapng and text.
//! - `compare`: comparison of two messages or two transcripts.
//! - `copy`: rows as text for the clipboard.
//! - `payload_page`: payloads in pages, and saving one to a file.
//! - `import`: HAR and JSON Lines into a new transcript.
//! - [`history`]: the transcripts of a folder: list, title, pin, delete with undo, search, clean up.
//! - `preview`: one-line text preview of a payload's first bytes.
//!
//! # The files
//!
//! `NAME.wlt` is complete on its own: a header, then one record per message, which consists of 16
//! bytes (length, flags, checksum and time) and the unchanged payload. The index `NAME.wlt.idx` has
//! 16 bytes per message and can be rebuilt from the data file at any time. All numbers are
//! little-endian; `docs/transcript-format.md` is the byte-exact reference.
//!
//! Written bytes never change. The data of a batch is written before its index rows, so an index
//! row never points past the data. A killed process leaves a valid prefix with at most one torn
//! record at its end, which readers ignore.

mod code_counts;
mod codes_from;
mod compare;
mod copy;
mod create;
mod error;
mod export;
pub mod filter;
mod filter_scan;
mod find;
pub mod findings;
mod format;
mod highlight;
pub mod history;
mod import;
mod joined;
pub mod latency;
mod lazy_message;
mod match_bitmap;
mod matcher;
mod message_filter;
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
mod row_codes;
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

pub use code_counts::CodeCounts;
pub use codes_from::CodesFrom;
pub use compare::{
    ByteDifference, BytePiece, CommandComparison, CommandSide, ComparisonOptions, FieldDifference,
    FieldSpread, PieceKind, RowComparison, TranscriptComparison, compare_bytes, compare_rows,
    compare_transcripts,
};
pub use copy::{
    CodeLanguage, CopyError, CopyForm, CopyOptions, CopyTarget, ScenarioCodeError, copy_rows,
    scenario_code,
};
pub use error::Error;
pub use export::{ExportFormat, ExportOptions, Exported, HandshakeHeads, export, export_file};
pub use filter::Filter;
pub use find::{Find, FindResult};
pub use format::{Header, decoding};
pub use highlight::Highlights;
pub use import::{
    HarConnection, ImportError, ImportFormat, ImportOptions, Imported, har_connections,
    import_each, import_file,
};
pub use joined::{JoinedRow, RowMessage};
pub use message_filter::{MessageFilter, UnstoredMessage};
pub use notes::{NOTE_BYTES, Notes, NotesError, RowNote, notes_path};
pub use open_progress::OpenProgress;
pub use payload_page::{
    JSON_PAGE_LIMIT, JsonPlace, SaveOutcome, TextPage, json_page, save_payload, text_page,
};
pub use preview::{PREVIEW_BYTES, PREVIEW_CHARS, preview};
pub use reader::{Reader, RecordInfo};
pub use row_codes::RowCodes;
pub use segment_files::{
    findings_path, handshake_path, index_path, is_being_written, remove, segments_path,
};
pub use sent_rows::SentRows;
pub use sequential_reader::SequentialReader;
pub use summary::{RecordedClose, Summary};
pub use time_series::{Bucket, MAX_BUCKETS, TimeSeries};
pub use view::View;
pub use writer::{Totals, Writer, WriterOptions};
pub use writer_progress::{WriterProgress, WriterState};

pub use crate::profile::retention::RetentionLimit;
