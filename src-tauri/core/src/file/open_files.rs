//! Removes, replaces and moves files that this or another process may have open.
//!
//! On Unix an open file keeps its data when its name is removed or taken by another file. Windows does the same on NTFS
//! since Windows 10, but elsewhere (FAT, network drives) the name of a removed file stays until its last handle is
//! closed, an open file cannot be replaced, and a folder that contains open files cannot be moved. An open file can
//! always be renamed, so there a file is renamed first and removed under its new name.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// How often Windows is asked again: virus scanners and indexers open new files for an instant.
const TRIES: u32 = 20;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(10);

/// Removes a file; its name is free afterwards. Open handles keep reading it. A missing file is no error.
pub fn remove(path: &Path) -> io::Result<()> {
    let removed =
        if cfg!(windows) { remove_aside(path, folder_of(path)) } else { fs::remove_file(path) };
    unless_missing(removed)
}

/// Removes a folder and everything in it; its name is free afterwards. A missing folder is no error.
pub fn remove_folder(folder: &Path) -> io::Result<()> {
    let emptied = if cfg!(windows) { empty_aside(folder) } else { Ok(()) };
    unless_missing(emptied.and_then(|()| fs::remove_dir_all(folder)))
}

fn unless_missing(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Renames a file and replaces the target if there is one. Atomic, except where Windows cannot replace an open file.
pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
    match retry(|| fs::rename(from, to)) {
        Err(error) if cfg!(windows) && is_file(to) => replace_aside(from, to).map_err(|_| error),
        result => result,
    }
}

/// Gives a temporary file its final name, as [`replace`] does. On failure its name is removed, and the open file is
/// returned with the error.
pub fn persist(temporary: NamedTempFile, to: &Path) -> Result<File, (io::Error, File)> {
    let (file, from) = temporary.keep().map_err(|refused| {
        let error = refused.error;
        (error, refused.file.into_file())
    })?;
    match replace(&from, to) {
        Ok(()) => Ok(file),
        Err(error) => {
            if let Err(error) = remove(&from) {
                tracing::warn!(kind = ?error.kind(), "a temporary file cannot be removed");
            }
            Err((error, file))
        }
    }
}

/// Moves a file or a folder. The target must not exist.
pub fn move_to(from: &Path, to: &Path) -> io::Result<()> {
    match retry(|| fs::rename(from, to)) {
        Err(error) if cfg!(windows) && from.is_dir() && !to.exists() => {
            move_contents(from, to).map_err(|_| error)
        }
        result => result,
    }
}

/// Renames the file to a random name in `folder` and removes it there.
fn remove_aside(path: &Path, folder: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    aside(path, folder)?.close()
}

/// Renames a file to a random name in `folder`; it is removed on drop.
fn aside(path: &Path, folder: &Path) -> io::Result<NamedTempFile<()>> {
    let mut name = tempfile::Builder::new();
    name.prefix(".wirelark-").suffix(".removed");
    retry(|| name.make_in(folder, |aside| fs::rename(path, aside)))
}

/// Removes the files of a folder, so that their names leave it at once.
fn empty_aside(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => empty_aside(&entry.path())?,
            false => remove_aside(&entry.path(), folder_of(folder))?,
        }
    }
    Ok(())
}

/// Renames the target away, so that its name is free. If the replacement fails, the target gets its name back.
fn replace_aside(from: &Path, to: &Path) -> io::Result<()> {
    let old = aside(to, folder_of(to))?;
    match fs::rename(from, to) {
        Ok(()) => old.close(),
        Err(error) => {
            let (_, path) = old.keep().map_err(|refused| refused.error)?;
            fs::rename(path, to)?;
            Err(error)
        }
    }
}

/// Moves a folder file by file; if one cannot be moved, those moved before return.
fn move_contents(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    let mut moved = Vec::new();
    let result = fs::read_dir(from)?.try_for_each(|entry| {
        let name = entry?.file_name();
        move_to(&from.join(&name), &to.join(&name))?;
        moved.push(name);
        Ok(())
    });
    match result.and_then(|()| fs::remove_dir(from)) {
        Ok(()) => Ok(()),
        Err(error) => {
            fs::create_dir_all(from)?;
            for name in moved {
                fs::rename(to.join(&name), from.join(&name))?;
            }
            fs::remove_dir(to)?;
            Err(error)
        }
    }
}

/// Repeats what Windows refuses because another process has the file open without sharing it.
fn retry<T>(mut action: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    const SHARING_VIOLATION: i32 = 32;
    let mut tries = if cfg!(windows) { TRIES } else { 1 };
    loop {
        tries -= 1;
        match action() {
            Err(error) if tries > 0 && error.raw_os_error() == Some(SHARING_VIOLATION) => {
                std::thread::sleep(PAUSE);
            }
            result => return result,
        }
    }
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// The folder that contains `path`.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let name =
            |entry: io::Result<fs::DirEntry>| entry.expect("an entry").file_name().into_string();
        let mut names: Vec<_> = entries.map(|entry| name(entry).expect("UTF-8")).collect();
        names.sort();
        names
    }

    fn text(mut file: File) -> String {
        let mut text = String::new();
        file.read_to_string(&mut text).expect("read");
        text
    }

    /// Both ways run on every system; only the public functions choose.
    #[test]
    fn an_open_file_is_removed_and_its_name_is_free() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a");
        for remove in [remove, |path: &Path| remove_aside(path, folder_of(path))] {
            fs::write(&path, "old").expect("written");
            let open = File::open(&path).expect("opened");
            remove(&path).expect("removed");
            assert!(!path.exists());
            fs::write(&path, "new").expect("the name is free");
            assert_eq!(text(open), "old");
            remove(&path).expect("removed");
            assert_eq!(names(dir.path()), [""; 0]);
        }
        assert!(remove_aside(dir.path(), dir.path()).is_err(), "a folder is not a file");
        remove(&path).and_then(|()| remove_folder(&path)).expect("missing is no error");
    }

    #[test]
    fn a_folder_with_open_files_is_removed_and_its_name_is_free() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path().join("segments");
        let aside = |folder: &Path| empty_aside(folder).and_then(|()| fs::remove_dir_all(folder));
        for remove_folder in [&remove_folder as &dyn Fn(&Path) -> io::Result<()>, &aside] {
            fs::create_dir_all(folder.join("deeper")).expect("made");
            fs::write(folder.join("1"), "one").expect("written");
            fs::write(folder.join("deeper/2"), "two").expect("written");
            let open = File::open(folder.join("1")).expect("opened");
            remove_folder(&folder).expect("removed");
            fs::create_dir(&folder).expect("the name is free");
            assert_eq!(text(open), "one");
            fs::remove_dir(&folder).expect("removed");
            assert_eq!(names(dir.path()), [""; 0]);
        }
    }

    #[test]
    fn an_open_file_is_replaced() {
        let dir = tempfile::tempdir().expect("a folder");
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        for replace in [replace, replace_aside] {
            fs::write(&from, "new").expect("written");
            fs::write(&to, "old").expect("written");
            let open = File::open(&to).expect("opened");
            replace(&from, &to).expect("replaced");
            assert_eq!((text(open), names(dir.path())), ("old".into(), vec!["to".into()]));
            assert_eq!(fs::read_to_string(&to).expect("read"), "new");
        }
    }

    #[test]
    fn a_replacement_that_fails_leaves_the_old_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let (from, to) = (dir.path().join("missing"), dir.path().join("to"));
        fs::write(&to, "old").expect("written");
        for replace in [replace, replace_aside] {
            assert_eq!(replace(&from, &to).expect_err("missing").kind(), io::ErrorKind::NotFound);
            assert_eq!(fs::read_to_string(&to).expect("read"), "old");
            assert_eq!(names(dir.path()), ["to"]);
        }
        let temporary = NamedTempFile::new_in(dir.path()).expect("created");
        fs::create_dir_all(dir.path().join("folder/full")).expect("made");
        let (_, file) = persist(temporary, &dir.path().join("folder")).expect_err("a folder");
        assert!(file.metadata().is_ok(), "the file is still open");
        drop(file);
        assert_eq!(names(dir.path()), ["folder", "to"]);
    }

    #[test]
    fn a_folder_with_open_files_is_moved_completely_or_not_at_all() {
        let dir = tempfile::tempdir().expect("a folder");
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        fs::create_dir_all(from.join("deeper")).expect("made");
        fs::write(from.join("deeper/2"), "two").expect("written");
        for (move_to, from, to) in
            [(move_to as fn(&Path, &Path) -> _, &from, &to), (move_contents, &to, &from)]
        {
            let open = File::open(from.join("deeper/2")).expect("opened");
            move_to(from, to).expect("moved");
            assert_eq!(text(open), "two");
            assert!(!from.exists() && to.join("deeper/2").is_file());
        }
        fs::create_dir(&to).expect("made");
        assert!(move_contents(&from, &to).is_err(), "the target exists");
        assert!(from.join("deeper/2").is_file());
    }
}
