//! The user's consent to files that profiles name. Stored in the app's folder, never in a profile.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::atomic_save::write_private;
use super::bounded_read::{FileNameError, check_name, read};

/// Files on other machines that the user chose in a dialog.
#[derive(Debug, Default)]
pub struct ApprovedPaths {
    /// `None` if nothing is persisted.
    list: Option<PathBuf>,
    names: Mutex<BTreeSet<String>>,
}

/// Stored beside the preferences, one name per line.
const CHOSEN: &str = "chosen-files.txt";

impl ApprovedPaths {
    /// Loads the stored names from the app's folder.
    pub fn open(folder: &Path) -> ApprovedPaths {
        let list = folder.join(CHOSEN);
        let text = read(&list).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let names = text.lines().filter(|line| !line.is_empty()).map(str::to_owned);
        ApprovedPaths { names: Mutex::new(names.collect()), list: Some(list) }
    }

    /// Records that the user chose this file in a dialog and that a profile will use this name for it. Only names that
    /// [`check_name`] rejects are stored.
    pub fn add(&self, name: &str) -> io::Result<()> {
        if check_name(name).is_ok() {
            return Ok(());
        }
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(name.to_owned());
        let text: String = names.iter().map(|name| format!("{name}\n")).collect();
        self.list.as_ref().map_or(Ok(()), |list| write_private(list, text.as_bytes()))
    }

    /// Checks whether a profile may name this file: [`check_name`], plus the network paths that the user chose.
    pub fn check(&self, name: &str) -> Result<(), FileNameError> {
        let chosen = || self.names.lock().unwrap_or_else(PoisonError::into_inner).contains(name);
        match check_name(name) {
            Err(FileNameError::Network) if chosen() => Ok(()),
            checked => checked,
        }
    }
}

/// Stored beside the preferences, one path per line.
const KNOWN: &str = "known-files.txt";

/// Files that may be read to show whether they are usable. A file that an imported profile names may be read only once
/// the user has connected with that profile or has named the same file.
#[derive(Debug, Default)]
pub struct KnownFiles {
    /// `None` if nothing is persisted.
    list: Option<PathBuf>,
    paths: Mutex<Paths>,
}

#[derive(Debug, Default)]
struct Paths {
    known: BTreeSet<PathBuf>,
    /// Named by a profile that was loaded since the start, and not yet known.
    foreign: BTreeSet<PathBuf>,
}

impl KnownFiles {
    /// Loads the known paths from the app's folder.
    pub fn open(folder: &Path) -> KnownFiles {
        let list = folder.join(KNOWN);
        let text = read(&list).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let known = text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect();
        let paths = Mutex::new(Paths { known, foreign: BTreeSet::new() });
        KnownFiles { list: Some(list), paths }
    }

    /// Records the paths that a loaded profile names.
    pub fn loaded(&self, paths: impl IntoIterator<Item = PathBuf>) {
        let mut all = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        for path in paths {
            if !all.known.contains(&path) {
                all.foreign.insert(path);
            }
        }
    }

    /// Records the paths of a profile that the user saved. Paths that did not come from a loaded profile become known,
    /// because the user entered them.
    pub fn saved(&self, paths: impl IntoIterator<Item = PathBuf>) -> io::Result<()> {
        self.learn(paths, false)
    }

    /// Records the paths of a profile that the user connected with, or that the user chose in a dialog. All of them
    /// become known.
    pub fn used(&self, paths: impl IntoIterator<Item = PathBuf>) -> io::Result<()> {
        self.learn(paths, true)
    }

    /// Whether a file may be read to show whether it is usable.
    pub fn may_read(&self, path: &Path) -> bool {
        let all = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        !all.foreign.contains(path)
    }

    fn learn(
        &self,
        paths: impl IntoIterator<Item = PathBuf>,
        also_foreign: bool,
    ) -> io::Result<()> {
        let mut all = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.known.len();
        for path in paths {
            if also_foreign || !all.foreign.contains(&path) {
                all.foreign.remove(&path);
                all.known.insert(path);
            }
        }
        let Some(list) = self.list.as_ref().filter(|_| all.known.len() > before) else {
            return Ok(());
        };
        // A path that contains a line break is not stored; the user is asked again after a restart.
        let lines = all.known.iter().map(|path| path.to_string_lossy());
        let lines = lines.filter(|path| !path.contains(['\n', '\r']));
        let text: String = lines.map(|path| format!("{path}\n")).collect();
        write_private(list, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_05_a_file_chosen_in_a_dialog_may_be_on_another_machine() {
        let dir = tempfile::tempdir().expect("a folder");
        let name = "//server/share/ca.pem";
        let chosen = ApprovedPaths::open(dir.path());
        chosen.add("ca.pem").expect("nothing to keep");
        assert!(!dir.path().join(CHOSEN).exists());
        assert!(chosen.check(name).is_err());
        chosen.add(name).expect("kept");
        for known in [chosen, ApprovedPaths::open(dir.path())] {
            assert!(known.check(name).is_ok());
            assert!(
                known.check("//server/share/key.pem").is_err(),
                "another file on the same share"
            );
        }
    }

    #[test]
    fn hostile_05_a_file_that_an_imported_profile_names_is_not_read_before_connecting() {
        let dir = tempfile::tempdir().expect("a folder");
        let [brought, typed] = ["brought", "typed"].map(|name| dir.path().join(name));
        let files = KnownFiles::open(dir.path());
        files.loaded([brought.clone()]);
        assert!(!files.may_read(&brought) && files.may_read(&typed));
        // Saved from the window: paths from the loaded profile stay foreign.
        files.saved([brought.clone(), typed.clone()]).expect("kept");
        files.loaded([brought.clone(), typed.clone()]);
        assert!(!files.may_read(&brought) && files.may_read(&typed));
        files.used([brought.clone()]).expect("kept");
        for files in [files, KnownFiles::open(dir.path())] {
            files.loaded([brought.clone(), typed.clone()]);
            assert!(files.may_read(&brought) && files.may_read(&typed), "also after a restart");
        }
    }
}
