//! Transcripts of a folder: list, title, pin, delete with undo, search, clean up.
//!
//! A transcript's id is its file name without `.wlt`. User metadata and cached counts lie in
//! `NAME.wlt.about`, so that listing thousands reads only a few hundred bytes of each.
//!
//! - `metadata`: the `.about` file.
//! - `search`: a filter over all transcripts.
//! - `trash`: delete, restore, purge.
//! - `clean_up`: which transcripts to remove to fit limits.

mod clean_up;
mod metadata;
mod search;
mod trash;

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use super::{Error, Header, Reader, RetentionLimit, Summary, recovery, segments_path};
use crate::file::bounded_read;
use crate::file::private_access::private_folder;
use metadata::{CachedSummary, TranscriptMetadata};

pub use clean_up::CleanUp;
pub use search::HistoryHits;
pub use trash::KEPT_FOR;

/// Maximum characters of a title, which is one line of a list.
const MAX_TITLE: usize = 1000;
/// Maximum characters of an imported file's name in the transcript's: with the timestamp and
/// `.handshake.json`, it stays within the 255 bytes of most file systems.
const MAX_STEM: usize = 40;

/// A folder of transcripts.
#[derive(Debug, Clone)]
pub struct History {
    folder: PathBuf,
}

/// A transcript in the list.
#[derive(Debug, Clone)]
pub struct StoredTranscript {
    /// File name without `.wlt`.
    pub id: String,
    /// Path of the data file.
    pub path: PathBuf,
    /// Title given by the user.
    pub title: Option<String>,
    /// Pinned transcripts are exempt from clean-up.
    pub pinned: bool,
    /// Deletion time, RFC 3339; `None` unless it is in the trash.
    pub deleted: Option<String>,
    /// Total size of its files, in bytes.
    pub bytes: u64,
    /// Time of the last write.
    pub modified: Option<SystemTime>,
    /// Header and summary, or why the transcript cannot be read.
    pub facts: Result<TranscriptFacts, Error>,
}

/// Header and summary of a readable transcript.
#[derive(Debug, Clone)]
pub struct TranscriptFacts {
    /// Header: profile, URL, creation time and so on.
    pub header: Header,
    /// Retention limit of its writer.
    pub retention: RetentionLimit,
    /// Cached summary; `None` unless [`History::count`] ran since the file last grew.
    pub summary: Option<Summary>,
}

impl StoredTranscript {
    /// Creation time, RFC 3339; if the header has none, the id, which begins with the time for the
    /// app's own files.
    pub fn begun(&self) -> &str {
        match &self.facts {
            Ok(facts) if !facts.header.created.is_empty() => &facts.header.created,
            _ => &self.id,
        }
    }
}

impl History {
    /// Opens the folder, creating it if necessary.
    pub fn open(folder: impl Into<PathBuf>) -> Result<History, Error> {
        let folder = folder.into();
        private_folder(&folder).map_err(|error| Error::create(&folder, error))?;
        Ok(History { folder })
    }

    /// Every transcript of the folder, newest first. Reads no rows.
    pub fn list(&self) -> Vec<StoredTranscript> {
        let mut all = list(&self.folder);
        all.sort_by(|a, b| b.begun().cmp(a.begun()).then_with(|| b.id.cmp(&a.id)));
        all
    }

    /// One transcript.
    pub fn get(&self, id: &str) -> Result<StoredTranscript, Error> {
        Ok(load(&self.path(id)?))
    }

    /// Path of an existing transcript; an id cannot name a file outside the folder.
    pub fn path(&self, id: &str) -> Result<PathBuf, Error> {
        transcript_path(&self.folder, id)
    }

    /// Summarizes a transcript unless the summary is cached, and caches it. Call it when a
    /// transcript is closed, and for listed transcripts without a summary.
    pub fn count(&self, id: &str) -> Result<Summary, Error> {
        let path = self.path(id)?;
        if let StoredTranscript {
            facts: Ok(TranscriptFacts { summary: Some(summary), .. }), ..
        } = load(&path)
        {
            return Ok(summary);
        }
        let reader = Reader::open(&path)?;
        let cached = Summary::of(&reader, &mut || ControlFlow::Continue(()))?;
        let summary = cached.unwrap_or_default();
        let cached = CachedSummary { id: reader.id().to_string(), summary: summary.clone() };
        // If the folder is read-only, the next call just counts again.
        let _ =
            TranscriptMetadata::change(&path, |metadata_file| metadata_file.counted = Some(cached));
        Ok(summary)
    }

    /// Path for a transcript imported from `file`: the timestamp and the start of the file's name.
    pub fn place_of(&self, file: &Path, now: Timestamp) -> PathBuf {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let stem: String = stem.chars().take(MAX_STEM).collect();
        self.folder.join(format!("{}-{stem}.wlt", now.strftime("%Y-%m-%dT%H%M%S-%3f")))
    }

    /// Sets a transcript's title; an empty one removes it.
    pub fn rename(&self, id: &str, title: &str) -> Result<(), Error> {
        let title: String = title.trim().chars().take(MAX_TITLE).collect();
        let title = Some(title).filter(|title| !title.is_empty());
        TranscriptMetadata::change(&self.path(id)?, |metadata_file| metadata_file.title = title)
    }

    /// Pins or unpins a transcript; pinned ones are exempt from clean-up.
    pub fn pin(&self, id: &str, pinned: bool) -> Result<(), Error> {
        TranscriptMetadata::change(&self.path(id)?, |metadata_file| metadata_file.pinned = pinned)
    }
}

/// The transcripts of a folder, in no particular order.
fn list(folder: &Path) -> Vec<StoredTranscript> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = files.map(|file| file.path());
    paths.filter(|path| path.extension().is_some_and(|e| e == "wlt")).map(|p| load(&p)).collect()
}

/// Path of a transcript of `folder` by its id.
fn transcript_path(folder: &Path, id: &str) -> Result<PathBuf, Error> {
    let missing = || Error::NoSuchTranscript { id: id.to_owned() };
    let name = format!("{id}.wlt");
    // Reject ids that would leave the folder.
    if Path::new(&name).file_name().is_none_or(|plain| plain != name.as_str()) {
        return Err(missing());
    }
    let path = folder.join(name);
    if path.is_file() { Ok(path) } else { Err(missing()) }
}

fn load(path: &Path) -> StoredTranscript {
    let metadata_file = TranscriptMetadata::read(path);
    let size = |path: &Path| path.metadata().map_or(0, |metadata| metadata.len());
    let (data, mut modified) = match path.metadata() {
        Ok(metadata) => (metadata.len(), metadata.modified().ok()),
        Err(_) => (0, None),
    };
    let mut bytes = data + size(&super::index_path(path)) + size(&super::findings_path(path));
    // With a retention limit the rows lie in segments, and the file itself never grows.
    let mut segment_bytes = 0;
    for file in fs::read_dir(segments_path(path)).into_iter().flatten().flatten() {
        let Ok(metadata) = file.metadata() else { continue };
        bytes += metadata.len();
        modified = modified.max(metadata.modified().ok());
        if file.path().extension().is_some_and(|e| e == "wlt") {
            segment_bytes += metadata.len();
        }
    }
    let facts = bounded_read::open(path)
        .map_err(|error| Error::open(path, error.into()))
        .and_then(|file| recovery::read_header(path, &file))
        .map(|start| {
            let records = if start.limits.keep.is_some() { segment_bytes } else { data };
            let cached = metadata_file.counted.filter(|cached| {
                // Unchanged: files only grow, and a replaced one has a new id.
                cached.id == start.id.to_string() && cached.summary.file_bytes == records
            });
            let summary = cached.map(|cached| cached.summary);
            TranscriptFacts {
                header: start.header,
                retention: start.limits.keep.unwrap_or_default(),
                summary,
            }
        });
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (title, pinned, deleted) =
        (metadata_file.title, metadata_file.pinned, metadata_file.deleted);
    StoredTranscript { id, path: path.into(), title, pinned, deleted, bytes, modified, facts }
}

/// Every file of a transcript: the data file first, then those beside it whose name extends its
/// name, such as notes. Excludes files of other transcripts.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut prefix = path.file_name().unwrap_or_default().to_owned();
    prefix.push(".");
    let mut all = vec![path.to_owned()];
    for file in fs::read_dir(folder)? {
        let file = file?;
        // Compare bytes: lossy text could turn a non-UTF-8 name into that of another file.
        let name = file.file_name();
        let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        // `a.wlt.b.wlt` and the files beside it belong to another transcript.
        if let Some(rest) = rest
            && !format!(".{}.", String::from_utf8_lossy(rest)).contains(".wlt.")
        {
            all.push(file.path());
        }
    }
    Ok(all)
}
