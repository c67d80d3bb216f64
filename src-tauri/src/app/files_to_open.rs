//! Files to open that come from outside the page: the command line, a second start, a drop on the window. The page takes
//! them one by one and never passes a path itself.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::app::dto::GivenFile;
use crate::app::page_queue::PageQueue;
use crate::profiles::files::open_elsewhere;
use crate::state::{App, lock};

/// A file from outside, and where in the window it was dropped, in logical pixels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FileToOpen {
    pub path: PathBuf,
    pub dropped_at: Option<(f64, f64)>,
}

#[derive(Default)]
pub(crate) struct FilesToOpen {
    waiting: PageQueue<FileToOpen>,
    /// The dropped file that the page opens or sends next.
    dropped: Mutex<Option<PathBuf>>,
    /// The transcript that the page was offered and opens next.
    pub transcript: Mutex<Option<PathBuf>>,
}

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Profile,
    Transcript,
    /// HAR or JSON Lines.
    Import,
}

impl FilesToOpen {
    /// Queues the files with an absolute path; a link dropped from a browser has none.
    pub(crate) fn add(&self, files: impl IntoIterator<Item = PathBuf>) {
        self.add_at(files, None);
    }

    /// Like [`add`](Self::add), for files dropped at a point of the window, in logical pixels.
    pub(crate) fn add_at(
        &self,
        files: impl IntoIterator<Item = PathBuf>,
        dropped_at: Option<(f64, f64)>,
    ) {
        let files = files.into_iter().filter(|file| file.is_absolute());
        self.waiting.add(files.map(|path| FileToOpen { path, dropped_at }));
    }

    /// Waits for the next file. `None` as soon as a newer call waits, as after a reload of the page.
    pub(crate) async fn next(&self) -> Option<FileToOpen> {
        self.waiting.next().await
    }

    /// Prepares the next file. The page says of a dropped one whether it is opened or sent.
    pub(crate) fn offer(&self, app: &App, file: FileToOpen) -> GivenFile {
        match file.dropped_at {
            None => self.prepare(app, file.path),
            Some((x, y)) => {
                *lock(&self.dropped) = Some(file.path);
                GivenFile::Dropped { x, y }
            }
        }
    }

    /// The dropped file that was offered last, once.
    pub(crate) fn take_dropped(&self) -> Option<PathBuf> {
        lock(&self.dropped).take()
    }

    /// Opens a profile, or keeps the path of a transcript or an import for the command that the page calls next.
    pub(crate) fn prepare(&self, app: &App, path: PathBuf) -> GivenFile {
        tracing::info!("a file was given");
        match kind(&path) {
            FileKind::Transcript => {
                *lock(&self.transcript) = Some(path);
                GivenFile::Transcript
            }
            FileKind::Import => {
                *lock(&app.exports.chosen) = Some(path);
                GivenFile::Import
            }
            FileKind::Profile => match open_elsewhere(app, &path) {
                Ok(opened) => GivenFile::Profile { opened: Box::new(opened) },
                Err(error) => GivenFile::Refused { error },
            },
        }
    }
}

/// The kind by the file's name; a `.json` file is read to tell a profile from an import.
fn kind(path: &Path) -> FileKind {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| name.ends_with(suffix));
    let is_json = ends(&[".json"]) && !ends(&[".wirelark.json"]);
    if ends(&[".wlt"]) {
        FileKind::Transcript
    } else if ends(&[".har", ".jsonl"]) || (is_json && !is_profile(path)) {
        FileKind::Import
    } else {
        FileKind::Profile
    }
}

fn is_profile(path: &Path) -> bool {
    use wirelark_core::profile::store::{self, StoreError};
    matches!(store::load(path), Ok(_) | Err(StoreError::Newer { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_not_absolute_is_no_file() {
        let files = FilesToOpen::default();
        let file = std::env::temp_dir().join("x.wlt");
        files.add(["relative".into(), "https://example.com/".into(), file.clone()]);
        let next = tauri::async_runtime::block_on(files.next());
        assert_eq!(next, Some(FileToOpen { path: file, dropped_at: None }));
    }

    #[test]
    fn kind_follows_from_name_or_content() {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text, expected) in [
            ("A.WLT", "", FileKind::Transcript),
            ("a.har", "", FileKind::Import),
            ("a.jsonl", "", FileKind::Import),
            ("a.json", r#"{"log": {}}"#, FileKind::Import),
            ("b.json", r#"{"wirelark": 1, "name": "x"}"#, FileKind::Profile),
            ("c.json", r#"{"wirelark": 99}"#, FileKind::Profile),
            ("a.wirelark.json", "no JSON", FileKind::Profile),
            ("a.wirelark", "", FileKind::Profile),
            ("a.txt", "", FileKind::Profile),
        ] {
            let path = dir.path().join(name);
            std::fs::write(&path, text).expect("written");
            assert_eq!(kind(&path), expected, "{name}");
        }
    }
}
