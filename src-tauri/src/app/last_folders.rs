//! The last folder of each kind of file dialog, remembered between starts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use wirelark_core::file::atomic_save::write_private;
use wirelark_core::file::bounded_read;

use crate::state::lock;

/// Beside the preferences.
const FILE: &str = "dialog-folders.json";
/// Longer than a path for each kind can be.
const MAX_FILE: u64 = 256 << 10;

/// See the module's text.
pub(crate) struct LastFolders {
    file: PathBuf,
    folders: Mutex<BTreeMap<String, PathBuf>>,
}

impl LastFolders {
    pub(crate) fn open(folder: &Path) -> LastFolders {
        let file = folder.join(FILE);
        let text = bounded_read::read_within(&file, MAX_FILE).unwrap_or_default();
        // What cannot be read is forgotten; a dialog begins then where the system has it begin.
        let folders = serde_json::from_slice(&text).unwrap_or_default();
        LastFolders { file, folders: Mutex::new(folders) }
    }

    /// Where a dialog for this kind of file begins; none where the folder is gone. May wait for a drive.
    pub(crate) fn of(&self, kind: &str) -> Option<PathBuf> {
        let folder = lock(&self.folders).get(kind).cloned()?;
        (is_local(&folder) && folder.is_dir()).then_some(folder)
    }

    /// A person chose this file.
    pub(crate) fn chose(&self, kind: &str, file: &Path) {
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

/// Looking whether a folder of another machine is there would log in at that machine.
fn is_local(folder: &Path) -> bool {
    folder.is_absolute() && bounded_read::check_name(&folder.to_string_lossy()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_has_a_folder_also_after_a_start() {
        let dir = tempfile::tempdir().expect("a folder");
        let [own, one, two] = ["own", "one", "two"].map(|name| dir.path().join(name));
        for folder in [&own, &one, &two] {
            std::fs::create_dir(folder).expect("made");
        }
        let folders = LastFolders::open(&own);
        assert_eq!(folders.of("profile"), None);
        folders.chose("profile", &one.join("a.wirelark"));
        folders.chose("rows", &two.join("a.csv"));
        folders.chose("rows", Path::new("//server/share/a.csv"));
        folders.chose("rows", Path::new("relative/a.csv"));
        for folders in [folders, LastFolders::open(&own)] {
            assert_eq!(folders.of("profile"), Some(one.clone()));
            assert_eq!(folders.of("rows"), Some(two.clone()));
            assert_eq!(folders.of("proto"), None);
        }
        std::fs::remove_dir(&one).expect("removed");
        assert_eq!(LastFolders::open(&own).of("profile"), None, "it is gone");
    }

    #[test]
    fn no_file_with_folders_keeps_a_dialog_from_opening() {
        let dir = tempfile::tempdir().expect("a folder");
        for text in ["", "[", "[1]", r#"{"rows": 1}"#, r#"{"rows": "//server/share"}"#] {
            std::fs::write(dir.path().join(FILE), text).expect("written");
            assert_eq!(LastFolders::open(dir.path()).of("rows"), None, "{text}");
        }
    }
}
