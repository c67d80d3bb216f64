//! Files that are given from outside the page: at the start, by a second start, by dropping them on the window. The page
//! takes one after the other; it never sees a path that it could ask for by itself.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use tokio::sync::Notify;

use crate::state::lock;

/// Files that wait to be opened; more given at once are not opened.
const MAX_GIVEN: usize = 16;

/// See the module's text.
#[derive(Default)]
pub(crate) struct FilesToOpen {
    files: Mutex<VecDeque<PathBuf>>,
    told: Notify,
    /// How often a page began to wait.
    asked: AtomicU32,
    /// The transcript that the page was told of and opens next.
    pub(crate) transcript: Mutex<Option<PathBuf>>,
}

/// What a file is opened as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Profile,
    Transcript,
    /// HAR or JSON Lines.
    Import,
}

impl FilesToOpen {
    /// Those of them with an absolute path; a link dropped from a browser has none.
    pub(crate) fn add(&self, files: impl IntoIterator<Item = PathBuf>) {
        let mut waiting = lock(&self.files);
        for file in files.into_iter().filter(|file| file.is_absolute()) {
            if waiting.len() < MAX_GIVEN {
                waiting.push_back(file);
            } else {
                tracing::warn!("too many files were given at once");
            }
        }
        self.told.notify_waiters();
    }

    /// Waits for the next; none where the page was loaded again and waits anew.
    pub(crate) async fn next(&self) -> Option<PathBuf> {
        let mine = self.asked.fetch_add(1, SeqCst) + 1;
        self.told.notify_waiters();
        loop {
            let told = self.told.notified();
            if self.asked.load(SeqCst) != mine {
                return None;
            }
            if let Some(file) = lock(&self.files).pop_front() {
                return Some(file);
            }
            told.await;
        }
    }
}

/// By its name, and where that leaves it open by its content.
pub(crate) fn kind(path: &Path) -> FileKind {
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
    fn files_are_taken_in_order_and_no_more_than_may_wait() {
        block_on(async {
            let given = FilesToOpen::default();
            given.add(["relative".into(), "https://example.com/".into()]);
            let path = |n: usize| std::env::temp_dir().join(n.to_string());
            given.add((0..MAX_GIVEN + 4).map(path));
            for n in 0..MAX_GIVEN {
                assert_eq!(given.next().await, Some(path(n)));
            }
            assert!(lock(&given.files).is_empty());
        });
    }

    #[test]
    fn a_page_that_was_loaded_again_takes_none_from_the_new_one() {
        block_on(async {
            let given = std::sync::Arc::new(FilesToOpen::default());
            let wait =
                |given: std::sync::Arc<FilesToOpen>| spawn(async move { given.next().await });
            let old = wait(given.clone());
            while given.asked.load(SeqCst) == 0 {
                tokio::task::yield_now().await;
            }
            let new = wait(given.clone());
            assert_eq!(old.await.expect("ended"), None);
            let file = std::env::temp_dir().join("x.wlt");
            given.add([file.clone()]);
            assert_eq!(new.await.expect("ended"), Some(file));
        });
    }

    #[test]
    fn a_file_s_kind_is_its_name_s_or_its_content_s() {
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
