//! Which of the files that profiles name this person has agreed to. Kept in the app's folder, never in a profile.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::atomic_save::write_private;
use super::bounded_read::{FileNameError, check_name, read};

/// Files on other machines that this person chose in a dialog.
#[derive(Debug, Default)]
pub struct ApprovedPaths {
    /// None where nothing is kept.
    list: Option<PathBuf>,
    names: Mutex<BTreeSet<String>>,
}

/// Beside the preferences, a name on each line.
const CHOSEN: &str = "chosen-files.txt";

impl ApprovedPaths {
    /// Reads what was chosen before.
    pub fn open(folder: &Path) -> ApprovedPaths {
        let list = folder.join(CHOSEN);
        let text = read(&list).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let names = text.lines().filter(|line| !line.is_empty()).map(str::to_owned);
        ApprovedPaths { names: Mutex::new(names.collect()), list: Some(list) }
    }

    /// A person chose this file in a dialog, and a profile will name it like this. Only what a profile may not name
    /// otherwise is remembered.
    pub fn add(&self, name: &str) -> io::Result<()> {
        if check_name(name).is_ok() {
            return Ok(());
        }
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(name.to_owned());
        let text: String = names.iter().map(|name| format!("{name}\n")).collect();
        self.list.as_ref().map_or(Ok(()), |list| write_private(list, text.as_bytes()))
    }

    /// Whether a profile may name a file like this; see [`check_name`].
    pub fn check(&self, name: &str) -> Result<(), FileNameError> {
        let chosen = || self.names.lock().unwrap_or_else(PoisonError::into_inner).contains(name);
        match check_name(name) {
            Err(FileNameError::Network) if chosen() => Ok(()),
            checked => checked,
        }
    }
}

/// Beside the preferences, a path on each line.
const KNOWN: &str = "known-files.txt";

/// Files that may be read to show whether they can be used. One that a profile brought along is read only once this person
/// has connected with it, or named the same file.
#[derive(Debug, Default)]
pub struct KnownFiles {
    /// None where nothing is kept.
    list: Option<PathBuf>,
    paths: Mutex<Paths>,
}

#[derive(Debug, Default)]
struct Paths {
    known: BTreeSet<PathBuf>,
    /// Read from a profile's file since the start, and not known.
    foreign: BTreeSet<PathBuf>,
}

impl KnownFiles {
    /// Reads what was known before.
    pub fn open(folder: &Path) -> KnownFiles {
        let list = folder.join(KNOWN);
        let text = read(&list).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let known = text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect();
        let paths = Mutex::new(Paths { known, foreign: BTreeSet::new() });
        KnownFiles { list: Some(list), paths }
    }

    /// A profile's file was read, and names these.
    pub fn loaded(&self, paths: impl IntoIterator<Item = PathBuf>) {
        let mut all = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        for path in paths {
            if !all.known.contains(&path) {
                all.foreign.insert(path);
            }
        }
    }

    /// This person saved a profile that names these: what no file brought along, they wrote themselves.
    pub fn saved(&self, paths: impl IntoIterator<Item = PathBuf>) -> io::Result<()> {
        self.learn(paths, false)
    }

    /// This person connected with a profile that names these, or chose them in a dialog.
    pub fn used(&self, paths: impl IntoIterator<Item = PathBuf>) -> io::Result<()> {
        self.learn(paths, true)
    }

    /// Whether a file may be read to show whether it can be used.
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
        // A path with a line break in it is asked about again after the next start.
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
    fn hostile_05_a_file_chosen_in_a_dialog_may_lie_elsewhere() {
        let dir = tempfile::tempdir().expect("a folder");
        let name = "//server/share/ca.pem";
        let chosen = ApprovedPaths::open(dir.path());
        chosen.add("ca.pem").expect("nothing to keep");
        assert!(!dir.path().join(CHOSEN).exists());
        assert!(chosen.check(name).is_err());
        chosen.add(name).expect("kept");
        for known in [chosen, ApprovedPaths::open(dir.path())] {
            assert!(known.check(name).is_ok());
            assert!(known.check("//server/share/key.pem").is_err(), "another file there");
        }
    }

    #[test]
    fn hostile_05_a_file_that_a_profile_brought_along_is_not_read_before_connecting() {
        let dir = tempfile::tempdir().expect("a folder");
        let [brought, typed] = ["brought", "typed"].map(|name| dir.path().join(name));
        let files = KnownFiles::open(dir.path());
        files.loaded([brought.clone()]);
        assert!(!files.may_read(&brought) && files.may_read(&typed));
        // Saved from the window: what was brought along stays foreign.
        files.saved([brought.clone(), typed.clone()]).expect("kept");
        files.loaded([brought.clone(), typed.clone()]);
        assert!(!files.may_read(&brought) && files.may_read(&typed));
        files.used([brought.clone()]).expect("kept");
        for files in [files, KnownFiles::open(dir.path())] {
            files.loaded([brought.clone(), typed.clone()]);
            assert!(files.may_read(&brought) && files.may_read(&typed), "also after a start");
        }
    }
}
