//! Atomic saves: writes a temporary file beside the target and renames it into place, so that a crash leaves either the
//! old content or the new.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::open_files::{self, folder_of};
use super::private_access::{self, NewFile};
use super::{bounded_read, lock};

/// Saves a file that belongs to the app: only its owner may read it.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, NewFile::Private, bytes)
}

/// Saves a file in one go.
pub fn write(path: &Path, new: NewFile, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicFile::begin(path, new)?;
    file.write_all(bytes)?;
    file.commit()
}

/// A file that is being saved. Dropped before [`AtomicFile::commit`], it removes its temporary file and leaves the
/// target untouched.
#[derive(Debug)]
pub struct AtomicFile {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl AtomicFile {
    /// Starts a save to `path`, which need not exist yet. With [`NewFile::Umask`], a file that is replaced keeps its
    /// mode and group. A symbolic link is followed and stays in place. Fails with [`io::ErrorKind::ResourceBusy`] while
    /// a process is writing the target, and with [`io::ErrorKind::PermissionDenied`] if the target is read-only.
    pub fn begin(path: &Path, new: NewFile) -> io::Result<AtomicFile> {
        let path = private_access::target(path)?;
        // Saving must not replace a device or a pipe that the user named. The app's own folders contain neither.
        if new != NewFile::Private && fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let text = format!("{} is not a regular file", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        bounded_read::check_new(&path)?;
        // Unix would replace it, since only the folder's permissions count, and Windows would fail halfway.
        if fs::metadata(&path).is_ok_and(|found| found.permissions().readonly()) {
            let text = format!("{} is read-only", path.display());
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, text));
        }
        drop(lock::claim(&path)?);
        let mut builder = tempfile::Builder::new();
        builder.prefix(".wirelark-");
        #[cfg(unix)]
        if new == NewFile::Umask {
            let all = std::os::unix::fs::PermissionsExt::from_mode(0o666);
            builder.permissions(all);
        }
        let file = builder.tempfile_in(folder_of(&path))?;
        if let Ok(old) = fs::metadata(&path)
            && new == NewFile::Umask
        {
            private_access::keep(file.as_file(), &old)?;
        }
        Ok(AtomicFile { file, path })
    }

    /// Flushes the content to disk and gives it its name. Fails with [`io::ErrorKind::AlreadyExists`] if there is a file
    /// of that name by now, and leaves that one as it is.
    pub fn commit_new(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist_noclobber(&self.path).map_err(|refused| refused.error)?;
        #[cfg(unix)]
        fs::File::open(folder_of(&self.path))?.sync_all()?;
        Ok(())
    }

    /// Flushes the content to disk and renames it onto the target.
    pub fn commit(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        // A writer may have opened the old file since `begin`.
        let _claim = lock::claim(&self.path)?;
        open_files::persist(self.file, &self.path).map_err(|(error, _)| error)?;
        // The rename survives a power cut only once the folder is synced. Windows has no such call.
        #[cfg(unix)]
        fs::File::open(folder_of(&self.path))?.sync_all()?;
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").mode() & 0o7777
    }

    #[test]
    fn hostile_15_replacing_a_users_file_keeps_its_mode_group_and_link() {
        let dir = tempfile::tempdir().expect("a folder");
        let (real, link) = (dir.path().join("sub/real"), dir.path().join("link"));
        fs::create_dir(dir.path().join("sub")).expect("made");
        fs::write(&real, "old").expect("written");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o664)).expect("set");
        // Root may set any group; other users keep their own.
        let _ = std::os::unix::fs::chown(&real, None, Some(12345));
        let group = fs::metadata(&real).expect("there").gid();
        symlink("sub/real", &link).expect("linked");
        write(&link, NewFile::Umask, b"new").expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read(&real).expect("read"), b"new");
        assert_eq!((mode(&real), fs::metadata(&real).expect("there").gid()), (0o664, group));
        // Writing through a dangling link creates the file it points to.
        symlink("sub/later", dir.path().join("dangling")).expect("linked");
        write(&dir.path().join("dangling"), NewFile::Umask, b"x").expect("written");
        assert_eq!(fs::read(dir.path().join("sub/later")).expect("read"), b"x");
        symlink("round", dir.path().join("round")).expect("linked");
        assert!(write(&dir.path().join("round"), NewFile::Umask, b"x").is_err());
    }

    #[test]
    fn hostile_15_user_files_follow_the_umask_and_app_files_are_private() {
        let dir = tempfile::tempdir().expect("a folder");
        let [plain, users, own] = ["plain", "users", "own"].map(|name| dir.path().join(name));
        fs::write(&plain, "").expect("written");
        write(&users, NewFile::Umask, b"x").expect("written");
        assert_eq!(mode(&users), mode(&plain), "same mode as a file created without us");
        fs::set_permissions(&plain, fs::Permissions::from_mode(0o644)).expect("set");
        fs::copy(&plain, &own).expect("an old build's file");
        write_private(&own, b"x").expect("written");
        assert_eq!(mode(&own), 0o600);
        assert_eq!(NewFile::like(&own), NewFile::Private);
        assert_eq!(NewFile::like(&plain), NewFile::Umask);
    }

    #[test]
    fn hostile_05_a_pipe_is_not_replaced_by_a_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let fifo = dir.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo");
        assert!(made.success());
        for path in [&fifo, &dir.path().to_owned(), &"/dev/null".into()] {
            let refused = write(path, NewFile::Umask, b"x").expect_err("refused");
            assert_eq!(refused.kind(), io::ErrorKind::InvalidInput, "{}", path.display());
        }
        assert!(!fs::metadata(&fifo).expect("there").is_file());
        write_private(&fifo, b"x").expect("an app file replaces a pipe");
        assert_eq!(fs::read(&fifo).expect("read"), b"x");
    }
}
