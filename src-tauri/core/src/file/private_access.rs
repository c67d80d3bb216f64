//! Who may read a file or folder. On Windows there are no modes: a user's folders are private by their access lists.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The mode of folders that belong to the app.
#[cfg(unix)]
const PRIVATE_FOLDER: u32 = 0o700;
/// The mode of files that belong to the app.
#[cfg(unix)]
const PRIVATE_FILE: u32 = 0o600;

/// Who may read a file that did not exist before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NewFile {
    /// Its owner alone: a file of the app's own.
    #[default]
    Private,
    /// Whoever the umask admits: a file that the user placed.
    Umask,
}

impl NewFile {
    /// For a file that belongs to another one beside it: private where that one is.
    pub fn like(other: &Path) -> NewFile {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            match fs::metadata(other) {
                Ok(found) if found.permissions().mode() & 0o077 != 0 => NewFile::Umask,
                _ => NewFile::Private,
            }
        }
        #[cfg(not(unix))]
        {
            let _ = other;
            NewFile::Private
        }
    }

    /// Sets the mode with which a file is created.
    pub fn apply(self, options: &mut OpenOptions) {
        #[cfg(unix)]
        if self == NewFile::Private {
            std::os::unix::fs::OpenOptionsExt::mode(options, PRIVATE_FILE);
        }
        #[cfg(not(unix))]
        let _ = options;
    }
}

/// Makes a folder of the app's own with those above it, and takes everybody else's access from it where it was there.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, PRIVATE_FOLDER);
    builder.create(folder)?;
    #[cfg(unix)]
    set_mode(folder, PRIVATE_FOLDER)?;
    Ok(())
}

/// Takes everybody else's access from a folder of the app's own and from everything below it. Symbolic links are not
/// followed. What cannot be changed is left as it is and counted.
pub fn make_private(folder: &Path) -> usize {
    #[cfg(unix)]
    {
        let mut failed = 0;
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            failed += usize::from(set_mode(&folder, PRIVATE_FOLDER).is_err());
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    Ok(kind) if kind.is_file() => {
                        failed += usize::from(set_mode(&entry.path(), PRIVATE_FILE).is_err());
                    }
                    _ => {}
                }
            }
        }
        failed
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        0
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path)?.permissions().mode() & 0o7777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Gives a file the mode, group and, where the system allows it, the owner of the one that it will replace.
pub(super) fn keep(file: &File, old: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let mut mode = old.mode() & 0o7777;
        let new = file.metadata()?;
        if new.gid() != old.gid() && fchown(file, None, Some(old.gid())).is_err() {
            // The file gets another group, which must not have more access than everybody has.
            mode = (mode & !0o070) | ((mode & 0o007) << 3);
        }
        if new.uid() != old.uid() && fchown(file, Some(old.uid()), None).is_err() {
            // Only root may give a file away. Neither may it run with our rights.
            mode &= !0o6000;
        }
        file.set_permissions(fs::Permissions::from_mode(mode))
    }
    #[cfg(not(unix))]
    file.set_permissions(old.permissions())
}

/// Where writing to a path ends up: the last of a chain of symbolic links, which need not exist yet.
pub(super) fn target(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MAX_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() => {
                let next = fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(next);
            }
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn hostile_15_folders_of_the_app_become_private_with_all_that_is_in_them() {
        let dir = tempfile::tempdir().expect("a folder");
        let (own, outside) = (dir.path().join("own"), dir.path().join("outside"));
        fs::create_dir_all(own.join("transcripts/deep")).expect("made");
        for file in ["a", "transcripts/deep/b"] {
            fs::write(own.join(file), "x").expect("written");
        }
        fs::write(&outside, "x").expect("written");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let set = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
        };
        for file in [&own.join("a"), &own.join("transcripts/deep/b"), &outside] {
            set(file, 0o644);
        }
        for folder in ["", "transcripts", "transcripts/deep"] {
            set(&own.join(folder), 0o755);
        }
        symlink(&outside, own.join("link")).expect("linked");
        assert_eq!(make_private(&own), 0);
        for file in ["a", "transcripts/deep/b"] {
            assert_eq!(mode(&own.join(file)), 0o600, "{file}");
        }
        for folder in ["", "transcripts", "transcripts/deep"] {
            assert_eq!(mode(&own.join(folder)), 0o700, "{folder}");
        }
        assert_eq!(mode(&outside), 0o644, "a link is not followed");
        // One that is new, and one that was there.
        set(&own, 0o755);
        for folder in [&own, &own.join("new/deep")] {
            private_folder(folder).expect("made");
            assert_eq!(mode(folder), 0o700);
        }
    }
}
