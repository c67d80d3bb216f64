//! The transcripts of a folder: list, title, pin, delete with undo, find, clean up.
//!
//! A transcript is known by its file's name without `.wlt`. What a person says about it, and what was counted once,
//! lies beside it in `NAME.wlt.about`, so that a list of thousands reads some hundred bytes of each.
//!
//! - `metadata`: that file.
//! - `search`: a filter over all of them.
//! - `trash`: delete, restore, remove for good.
//! - `clean_up`: which to remove so that the folder fits.

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

/// A longer title is cut: it is one line of a list.
const MAX_TITLE: usize = 1000;
/// As many characters of an imported file's name become part of the transcript's: with the time and `.handshake.json` it
/// fits into the 255 bytes that file systems have.
const MAX_STEM: usize = 40;

/// The folder.
#[derive(Debug, Clone)]
pub struct History {
    folder: PathBuf,
}

/// A transcript in the list.
#[derive(Debug, Clone)]
pub struct StoredTranscript {
    /// The file's name without `.wlt`.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// The name that a person gave it.
    pub title: Option<String>,
    /// Clean-up leaves it alone.
    pub pinned: bool,
    /// When it was deleted, as RFC 3339; `None` for one that was not.
    pub deleted: Option<String>,
    /// Bytes of all its files.
    pub bytes: u64,
    /// When it was last written to.
    pub modified: Option<SystemTime>,
    /// What it says about itself, or why it cannot be read.
    pub known: Result<TranscriptFacts, Error>,
}

/// What a sound transcript says about itself.
#[derive(Debug, Clone)]
pub struct TranscriptFacts {
    /// Profile, URL, when it was begun.
    pub header: Header,
    /// What its writer keeps.
    pub keep: RetentionLimit,
    /// What it holds; `None` where that was not counted since it last grew. [`History::count`] does.
    pub summary: Option<Summary>,
}

impl StoredTranscript {
    /// When it was begun, as RFC 3339; where it does not say so, its name, which begins with the time for the app's own.
    pub fn begun(&self) -> &str {
        match &self.known {
            Ok(known) if !known.header.created.is_empty() => &known.header.created,
            _ => &self.id,
        }
    }
}

impl History {
    /// Makes the folder where it is not there.
    pub fn open(folder: impl Into<PathBuf>) -> Result<History, Error> {
        let folder = folder.into();
        private_folder(&folder).map_err(|error| Error::create(&folder, error))?;
        Ok(History { folder })
    }

    /// Every transcript of the folder, the newest first. No rows are read.
    pub fn list(&self) -> Vec<StoredTranscript> {
        let mut all = list(&self.folder);
        all.sort_by(|a, b| b.begun().cmp(a.begun()).then_with(|| b.id.cmp(&a.id)));
        all
    }

    /// One of them.
    pub fn get(&self, id: &str) -> Result<StoredTranscript, Error> {
        Ok(look(&self.path(id)?))
    }

    /// The file of a transcript that is there; an id can only name one of this folder.
    pub fn path(&self, id: &str) -> Result<PathBuf, Error> {
        inside(&self.folder, id)
    }

    /// Counts what a transcript holds, unless that is known, and remembers it. To be called when it is closed, and
    /// for those that the list has no summary of.
    pub fn count(&self, id: &str) -> Result<Summary, Error> {
        let path = self.path(id)?;
        if let StoredTranscript {
            known: Ok(TranscriptFacts { summary: Some(summary), .. }), ..
        } = look(&path)
        {
            return Ok(summary);
        }
        let reader = Reader::open(&path)?;
        let counted = Summary::of(&reader, &mut || ControlFlow::Continue(()))?;
        let summary = counted.unwrap_or_default();
        let counted = CachedSummary { id: reader.id().to_string(), summary: summary.clone() };
        // A folder that cannot be written to only makes the next look slower.
        let _ = TranscriptMetadata::change(&path, |about| about.counted = Some(counted));
        Ok(summary)
    }

    /// Where a transcript that is made from another file lies: its name has the time, and how that file's name begins.
    pub fn place_of(&self, file: &Path, now: Timestamp) -> PathBuf {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let stem: String = stem.chars().take(MAX_STEM).collect();
        self.folder.join(format!("{}-{stem}.wlt", now.strftime("%Y-%m-%dT%H%M%S-%3f")))
    }

    /// Gives it a title; an empty one takes it away.
    pub fn rename(&self, id: &str, title: &str) -> Result<(), Error> {
        let title: String = title.trim().chars().take(MAX_TITLE).collect();
        let title = Some(title).filter(|title| !title.is_empty());
        TranscriptMetadata::change(&self.path(id)?, |about| about.title = title)
    }

    /// Clean-up leaves a pinned one alone.
    pub fn pin(&self, id: &str, pinned: bool) -> Result<(), Error> {
        TranscriptMetadata::change(&self.path(id)?, |about| about.pinned = pinned)
    }
}

/// The transcripts that lie in a folder, in no order.
fn list(folder: &Path) -> Vec<StoredTranscript> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = files.map(|file| file.path());
    paths.filter(|path| path.extension().is_some_and(|e| e == "wlt")).map(|p| look(&p)).collect()
}

/// A transcript of a folder by its id.
fn inside(folder: &Path, id: &str) -> Result<PathBuf, Error> {
    let missing = || Error::NoSuchTranscript { id: id.to_owned() };
    let name = format!("{id}.wlt");
    // Whatever a caller says, nothing outside the folder is meant.
    if Path::new(&name).file_name().is_none_or(|plain| plain != name.as_str()) {
        return Err(missing());
    }
    let path = folder.join(name);
    if path.is_file() { Ok(path) } else { Err(missing()) }
}

fn look(path: &Path) -> StoredTranscript {
    let about = TranscriptMetadata::read(path);
    let size = |path: &Path| path.metadata().map_or(0, |found| found.len());
    let (data, mut modified) = match path.metadata() {
        Ok(found) => (found.len(), found.modified().ok()),
        Err(_) => (0, None),
    };
    let mut bytes = data + size(&super::index_path(path));
    // Of a transcript with a limit the rows lie there, and the file itself never grows.
    let mut in_segments = 0;
    for file in fs::read_dir(segments_path(path)).into_iter().flatten().flatten() {
        let Ok(found) = file.metadata() else { continue };
        bytes += found.len();
        modified = modified.max(found.modified().ok());
        if file.path().extension().is_some_and(|e| e == "wlt") {
            in_segments += found.len();
        }
    }
    let known = bounded_read::open(path)
        .map_err(|error| Error::open(path, error.into()))
        .and_then(|file| recovery::read_header(path, &file))
        .map(|found| {
            let records = if found.cut.keep.is_some() { in_segments } else { data };
            let counted = about.counted.filter(|counted| {
                // It has not changed since: files only grow, and a new one has a new id.
                counted.id == found.id.to_string() && counted.summary.file_bytes == records
            });
            let summary = counted.map(|counted| counted.summary);
            TranscriptFacts {
                header: found.header,
                keep: found.cut.keep.unwrap_or_default(),
                summary,
            }
        });
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (title, pinned, deleted) = (about.title, about.pinned, about.deleted);
    StoredTranscript { id, path: path.into(), title, pinned, deleted, bytes, modified, known }
}

/// Every file of a transcript: its own first, then whatever lies beside it under its name, such as notes; nothing of another
/// transcript.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut prefix = path.file_name().unwrap_or_default().to_owned();
    prefix.push(".");
    let mut all = vec![path.to_owned()];
    for file in fs::read_dir(folder)? {
        let file = file?;
        // By its bytes: as text, a name that is not UTF-8 could be that of another's file.
        let name = file.file_name();
        let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        // `a.wlt.b.wlt` and what lies beside it are another transcript's.
        if let Some(rest) = rest
            && !format!(".{}.", String::from_utf8_lossy(rest)).contains(".wlt.")
        {
            all.push(file.path());
        }
    }
    Ok(all)
}
