//! The last folder used in each kind of file dialog, kept between starts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use wirelark_core::file::atomic_save::write_private;
use wirelark_core::file::bounded_read;

use crate::state::lock;

/// File name, beside the preferences.
const FILE: &str = "dialog-folders.json";
/// Maximum size of the file in bytes.
const MAX_FILE: u64 = 256 << 10;

/// Last folders by dialog kind, backed by a file.
pub(crate) struct LastFolders {
    file: PathBuf,
    folders: Mutex<BTreeMap<String, PathBuf>>,
}

impl LastFolders {
    pub(crate) fn open(folder: &Path) -> LastFolders {
        let file = folder.join(FILE);
        let text = bounded_read::read_within(&file, MAX_FILE).unwrap_or_default();
        // An unreadable file is ignored; dialogs then start in the system's default folder.
        let folders = serde_json::from_slice(&text).unwrap_or_default();
        LastFolders { file, folders: Mutex::new(folders) }
    }

    /// The folder that a dialog of this kind starts in, if it still exists. May block on a slow drive.
    pub(crate) fn get(&self, kind: &str) -> Option<PathBuf> {
        let folder = lock(&self.folders).get(kind).cloned()?;
        (is_local(&folder) && folder.is_dir()).then_some(folder)
    }

    /// Remembers the folder of a chosen file.
    pub(crate) fn remember(&self, kind: &str, file: &Path) {
        let Some(folder) = file.parent().filter(|folder| is_local(folder)) else { return };
        let mut folders = lock(&self.folders);
        let before = folders.insert(kind.to_owned(), folder.to_owned());
        if before.as_deref() == Some(folder) {
            return;
        }
        let written = serde_json::to_vec_pretty(&*folders).map_err(std::io::Error::from);
        if let Err(error) = written.and_then(|text| write_private(&self.file, &text)) {
            tracing::warn!(%error, "a dialog's folder is not remembered");
        }
    }
}

/// Whether the path is on this machine. Checking a folder on another machine would log in there.
fn is_local(folder: &Path) -> bool {
    folder.is_absolute() && bounded_read::check_name(&folder.to_string_lossy()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_kept_by_kind_across_starts() {
        let dir = tempfile::tempdir().expect("a folder");
        let [own, one, two] = ["own", "one", "two"].map(|name| dir.path().join(name));
        for folder in [&own, &one, &two] {
            std::fs::create_dir(folder).expect("made");
        }
        let folders = LastFolders::open(&own);
        assert_eq!(folders.get("profile"), None);
        folders.remember("profile", &one.join("a.wirelark"));
        folders.remember("rows", &two.join("a.csv"));
        folders.remember("rows", Path::new("//server/share/a.csv"));
        folders.remember("rows", Path::new("relative/a.csv"));
        for folders in [folders, LastFolders::open(&own)] {
            assert_eq!(folders.get("profile"), Some(one.clone()));
            assert_eq!(folders.get("rows"), Some(two.clone()));
            assert_eq!(folders.get("proto"), None);
        }
        std::fs::remove_dir(&one).expect("removed");
        assert_eq!(LastFolders::open(&own).get("profile"), None, "the folder is gone");
    }

    #[test]
    fn a_damaged_file_is_ignored() {
        let dir = tempfile::tempdir().expect("a folder");
        for text in ["", "[", "[1]", r#"{"rows": 1}"#, r#"{"rows": "//server/share"}"#] {
            std::fs::write(dir.path().join(FILE), text).expect("written");
            assert_eq!(LastFolders::open(dir.path()).get("rows"), None, "{text}");
        }
    }
}
