//! Other programs' records as transcripts: HAR, and our own JSON Lines back.
//!
//! - `error`: what can be wrong with such a file, and where.
//! - `limited_reader`: limits for what the JSON parser keeps in memory.
//! - `import_writer`: rows into a new transcript, which appears when it is whole.
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

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFormat {
    /// HAR with `_webSocketMessages`: Chromium's, Playwright's, mitmproxy's and others'.
    Har,
    /// The JSON Lines that an export writes.
    Jsonl,
}

/// How a file is imported.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The format; by the file's beginning where absent.
    pub format: Option<ImportFormat>,
    /// Of a HAR, which of [`har_connections`] by its `number`; it may be left out where only one has messages.
    pub connection: Option<usize>,
    /// How payloads are decoded: a profile's decoding as JSON; null for none.
    pub rules: Value,
    /// Who may read the transcript.
    pub new: NewFile,
}

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Rows of the new transcript; zero where it was broken off.
    pub rows: u64,
    /// Whether it was broken off; then there is no transcript.
    pub cancelled: bool,
}

/// Makes a transcript of a file. It appears at `out`, in the place of one that was there, when it is whole.
///
/// `progress` is told the rows so far, every thousand, and may break off.
pub fn import_file(
    path: &Path,
    out: &Path,
    options: &ImportOptions,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Imported, ImportError> {
    let format = match options.format {
        Some(format) => format,
        None => guess(path)?,
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

/// Makes a transcript of each connection of a HAR that has messages, in the order of the file, which is read twice however
/// many there are. `out` names the transcript of a connection by its number; `done` is told each one with its messages,
/// and may break off: those that are there stay.
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
        let mut feed = ImportWriter::untold(out, options.new);
        feed.start(&header)?;
        Ok(feed)
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

/// Opens a regular file: a pipe could not be read twice, and might make us wait.
fn open(path: &Path) -> Result<std::fs::File, ImportError> {
    bounded_read::open(path)
        .map_err(|error| ImportError::Read { path: path.to_owned(), message: error.to_string() })
}

/// By the beginning: a HAR is one object with `log`, and a line of ours has `direction`; by the name where that is not enough.
fn guess(path: &Path) -> Result<ImportFormat, ImportError> {
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
    let ends = |end: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(end));
    match head.strip_prefix('{') {
        Some(rest) if is_log(rest) || ends("har") => Ok(ImportFormat::Har),
        Some(_) if first.contains("\"direction\"") || ends("jsonl") => Ok(ImportFormat::Jsonl),
        _ => Err(ImportError::UnknownFormat { path: path.to_owned() }),
    }
}
