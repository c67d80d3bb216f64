//! Files to open that come from outside the page: the command line, a second start, a drop on the window. The page takes
//! them one by one and never passes a path itself.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use tokio::sync::Notify;

use crate::app::dto::GivenFile;
use crate::profiles::files::open_elsewhere;
use crate::state::{App, lock};

/// Maximum number of waiting files; further ones are dropped.
const MAX_WAITING: usize = 16;

/// The queue of files that the page has not taken yet.
#[derive(Default)]
pub(crate) struct FilesToOpen {
    files: Mutex<VecDeque<PathBuf>>,
    changed: Notify,
    /// Number of calls of [`FilesToOpen::next`]; only the latest call receives files.
    waits: AtomicU32,
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
        let mut waiting = lock(&self.files);
        for file in files.into_iter().filter(|file| file.is_absolute()) {
            if waiting.len() < MAX_WAITING {
                waiting.push_back(file);
            } else {
                tracing::warn!("too many files were given at once");
            }
        }
        self.changed.notify_waiters();
    }

    /// Waits for the next file. `None` as soon as a newer call waits, as after a reload of the page.
    pub(crate) async fn next(&self) -> Option<PathBuf> {
        let wait = self.waits.fetch_add(1, SeqCst) + 1;
        self.changed.notify_waiters();
        loop {
            let changed = self.changed.notified();
            if self.waits.load(SeqCst) != wait {
                return None;
            }
            if let Some(file) = lock(&self.files).pop_front() {
                return Some(file);
            }
            changed.await;
        }
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
    use tauri::async_runtime::{block_on, spawn};

    use super::*;

    #[test]
    fn files_are_taken_in_order_up_to_the_limit() {
        block_on(async {
            let files = FilesToOpen::default();
            files.add(["relative".into(), "https://example.com/".into()]);
            let path = |n: usize| std::env::temp_dir().join(n.to_string());
            files.add((0..MAX_WAITING + 4).map(path));
            for n in 0..MAX_WAITING {
                assert_eq!(files.next().await, Some(path(n)));
            }
            assert!(lock(&files.files).is_empty());
        });
    }

    #[test]
    fn a_reloaded_page_replaces_the_waiting_one() {
        block_on(async {
            let files = std::sync::Arc::new(FilesToOpen::default());
            let wait =
                |files: std::sync::Arc<FilesToOpen>| spawn(async move { files.next().await });
            let old = wait(files.clone());
            while files.waits.load(SeqCst) == 0 {
                tokio::task::yield_now().await;
            }
            let new = wait(files.clone());
            assert_eq!(old.await.expect("ended"), None);
            let file = std::env::temp_dir().join("x.wlt");
            files.add([file.clone()]);
            assert_eq!(new.await.expect("ended"), Some(file));
        });
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
