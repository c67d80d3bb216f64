//! File permissions. On Windows there are no modes: a user's folders are private through their access control lists.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Mode of folders that belong to the app.
#[cfg(unix)]
const PRIVATE_FOLDER: u32 = 0o700;
/// Mode of files that belong to the app.
#[cfg(unix)]
const PRIVATE_FILE: u32 = 0o600;

/// Who may read a newly created file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NewFile {
    /// Only the owner: a file that belongs to the app.
    #[default]
    Private,
    /// Everyone the umask admits: a file that the user placed.
    Umask,
}

impl NewFile {
    /// For a file that accompanies `other`: private if `other` is.
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

    /// Sets the mode for creating a file.
    pub fn apply(self, options: &mut OpenOptions) {
        #[cfg(unix)]
        if self == NewFile::Private {
            std::os::unix::fs::OpenOptionsExt::mode(options, PRIVATE_FILE);
        }
        #[cfg(not(unix))]
        let _ = options;
    }
}

/// Creates a folder of the app with its parents, and makes it private if it already exists.
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

/// Makes a folder of the app and everything below it private. Symbolic links are not followed. Returns how many entries
/// could not be changed.
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

/// Gives a file the mode and group of the one it replaces and, where the system allows it, the owner.
pub(super) fn keep(file: &File, old: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let mut mode = old.mode() & 0o7777;
        let new = file.metadata()?;
        if new.gid() != old.gid() && fchown(file, None, Some(old.gid())).is_err() {
            // The file keeps a different group, which must not get more access than everyone has.
            mode = (mode & !0o070) | ((mode & 0o007) << 3);
        }
        if new.uid() != old.uid() && fchown(file, Some(old.uid()), None).is_err() {
            // Only root may change the owner. The file must not run with our rights either.
            mode &= !0o6000;
        }
        file.set_permissions(fs::Permissions::from_mode(mode))
    }
    #[cfg(not(unix))]
    file.set_permissions(old.permissions())
}

/// Resolves a chain of symbolic links to the path that a write would reach, which need not exist yet.
pub(super) fn target(path: &Path) -> io::Result<PathBuf> {
    /// The limit of Linux.
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
    fn hostile_15_app_folders_become_private_with_their_contents() {
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
        assert_eq!(mode(&outside), 0o644, "links are not followed");
        // Both an existing folder and a new one end up private.
        set(&own, 0o755);
        for folder in [&own, &own.join("new/deep")] {
            private_folder(folder).expect("made");
            assert_eq!(mode(folder), 0o700);
        }
    }
}
