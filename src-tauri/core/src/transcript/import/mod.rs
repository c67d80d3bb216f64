//! Imports HAR and JSON Lines into new transcripts.
//!
//! - `error`: import errors and their positions.
//! - `limited_reader`: memory limits for the JSON parser.
//! - `import_writer`: writes a new transcript that appears once it is complete.
//! - `jsonl`, `har`: one format each; neither holds more than one message in memory.

mod error;
mod har;
mod import_writer;
mod jsonl;
mod limited_reader;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Error, Header};
use crate::file::{NewFile, bounded_read};
pub use error::ImportError;
pub use har::{HarConnection, har_connections};
use import_writer::ImportWriter;

/// Format of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFormat {
    /// HAR with `_webSocketMessages`, as written by Chromium, Playwright, mitmproxy and others.
    Har,
    /// JSON Lines as written by an export.
    Jsonl,
}

/// Options of an import.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The format; detected from the file if `None`.
    pub format: Option<ImportFormat>,
    /// HAR only: [`HarConnection::number`] of the connection to import; may be `None` if only one
    /// has messages.
    pub connection: Option<usize>,
    /// Rules that decode payloads: a profile's decoding as JSON, or null.
    pub rules: Value,
    /// Access permissions of the transcript.
    pub new: NewFile,
}

/// Result of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Rows of the new transcript; 0 if the import was cancelled.
    pub rows: u64,
    /// Whether it was cancelled, in which case there is no transcript.
    pub cancelled: bool,
}

/// Imports a file into a transcript, which appears at `out` once it is complete, replacing an
/// existing one.
///
/// Calls `progress` with the number of rows every thousand rows; it may break to cancel.
pub fn import_file(
    path: &Path,
    out: &Path,
    options: &ImportOptions,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Imported, ImportError> {
    let format = match options.format {
        Some(format) => format,
        None => detect_format(path)?,
    };
    let header = header(out, options);
    match format {
        ImportFormat::Jsonl => {
            jsonl::import(path, ImportWriter::begin(out, options.new, progress), header)
        }
        ImportFormat::Har => {
            let chosen = har::choose(path, har_connections(path)?, options.connection)?;
            let (url, created) = (chosen.url.clone(), chosen.started.clone());
            let header = Header { url, created, ..header };
            har::import(path, &chosen, ImportWriter::begin(out, options.new, progress), header)
        }
    }
}

/// Imports each connection of a HAR that has messages into its own transcript, in file order; the
/// file is read twice in all. `out` names the transcript for a connection number. Calls `done` with
/// each transcript and its number of messages; if it breaks, finished transcripts remain.
pub fn import_each(
    path: &Path,
    options: &ImportOptions,
    out: &dyn Fn(usize) -> PathBuf,
    done: &mut dyn FnMut(&Path, u64) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    let begin = |connection: &HarConnection| -> Result<ImportWriter<'static>, Error> {
        let out = out(connection.number);
        let (url, created) = (connection.url.clone(), connection.started.clone());
        let header = Header { url, created, ..header(&out, options) };
        let mut writer = ImportWriter::without_progress(out, options.new);
        writer.start(&header)?;
        Ok(writer)
    };
    har::import_each(path, har_connections(path)?, &begin, done)
}

fn header(out: &Path, options: &ImportOptions) -> Header {
    Header {
        name: out.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: options.rules.clone(),
        ..Header::default()
    }
}

/// Opens a regular file: a pipe could not be read twice, and opening it might block.
fn open(path: &Path) -> Result<std::fs::File, ImportError> {
    bounded_read::open(path)
        .map_err(|error| ImportError::Read { path: path.to_owned(), message: error.to_string() })
}

/// Detects the format by content (a HAR starts with `log`, a JSON line contains `direction`), then
/// by extension.
fn detect_format(path: &Path) -> Result<ImportFormat, ImportError> {
    use std::io::Read as _;
    let mut head = Vec::new();
    let file = open(path)?;
    file.take(4096).read_to_end(&mut head).map_err(|error| ImportError::read(path, &error))?;
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.is_empty() {
        // An export without rows.
        return Ok(ImportFormat::Jsonl);
    }
    let is_log = |rest: &str| rest.trim_start().starts_with("\"log\"");
    let first = head.lines().next().unwrap_or_default();
    let has_extension =
        |end: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(end));
    match head.strip_prefix('{') {
        Some(rest) if is_log(rest) || has_extension("har") => Ok(ImportFormat::Har),
        Some(_) if first.contains("\"direction\"") || has_extension("jsonl") => {
            Ok(ImportFormat::Jsonl)
        }
        _ => Err(ImportError::UnknownFormat { path: path.to_owned() }),
    }
}
