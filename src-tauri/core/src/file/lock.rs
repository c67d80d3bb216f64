//! Marks a file as being written, for other processes too. The system lets go of the mark when the process ends, however
//! it ends.
//!
//! On Unix the mark is an exclusive `flock` on the file: it is advisory, so readers do not notice it. Windows' locks are
//! mandatory and would stop readers; there the writer opens the file without sharing deletion and writing, which the
//! system enforces: others may read, and cannot remove, rename or write it.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use super::NewFile;

/// Held as long as the file is being written.
#[derive(Debug)]
pub struct WriteLock {
    /// Shares the lock with the handle that it was made from. On Windows, holding it is enough.
    #[cfg_attr(not(unix), expect(dead_code))]
    file: File,
}

/// Unlocks explicitly. Closing the file alone does not unlock it while a duplicate of the handle is open, and a child
/// process that another thread is just starting has one until it runs its program.
#[cfg(unix)]
impl Drop for WriteLock {
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(kind = ?error.kind(), "a transcript cannot be unlocked");
        }
    }
}

/// Held by a process that removes or replaces a file: no writer can begin with it meanwhile.
#[derive(Debug)]
pub struct FileClaim {
    file: Option<File>,
}

/// Unlocks explicitly, for the same reason as a [`WriteLock`].
impl Drop for FileClaim {
    fn drop(&mut self) {
        if let Some(Err(error)) = self.file.take().map(|file| file.unlock()) {
            tracing::warn!(kind = ?error.kind(), "a claimed file cannot be unlocked");
        }
    }
}

/// How often a lock is tried for: whoever looks whether a file is locked holds it for an instant.
#[cfg(unix)]
const TRIES: u32 = 200;
#[cfg(unix)]
const PAUSE: std::time::Duration = std::time::Duration::from_millis(5);

/// Creates a file that is locked before anybody can take it for one that is not.
pub fn create(path: &Path, new: NewFile) -> io::Result<(File, WriteLock)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    new.apply(&mut options);
    #[cfg(windows)]
    {
        const FILE_SHARE_READ: u32 = 1;
        std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, FILE_SHARE_READ);
    }
    let file = options.open(path)?;
    let lock = WriteLock { file: file.try_clone()? };
    #[cfg(unix)]
    hold(&file, path)?;
    Ok((file, lock))
}

#[cfg(unix)]
fn hold(file: &File, path: &Path) -> io::Result<()> {
    use std::fs::TryLockError;
    use std::os::unix::fs::MetadataExt;
    for tried in 0.. {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if tried < TRIES => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(busy(path)),
            Err(TryLockError::Error(error)) => {
                // Some network file systems have no locks. Recording goes on without one.
                tracing::warn!(kind = ?error.kind(), "a transcript cannot be locked");
                return Ok(());
            }
        }
    }
    // Somebody who saw it before it was locked may have removed it.
    let (ours, there) = (file.metadata()?, std::fs::metadata(path)?);
    match (ours.dev(), ours.ino()) == (there.dev(), there.ino()) {
        true => Ok(()),
        false => Err(busy(path)),
    }
}

/// Whether a process is writing the file.
pub fn is_locked(path: &Path) -> bool {
    claim(path).is_err()
}

/// Claims a file that is about to be removed or replaced. Fails with [`io::ErrorKind::ResourceBusy`] where a process is
/// writing it; one that does not exist, or cannot be looked at, is nobody's.
pub fn claim(path: &Path) -> io::Result<FileClaim> {
    #[cfg(unix)]
    {
        use std::fs::TryLockError;
        // A FIFO would wait for its other end, and is no transcript.
        let Ok(file) = super::bounded_read::open(path) else { return Ok(FileClaim { file: None }) };
        // Shared, since an exclusive lock wants a file that is open for writing on some systems.
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Err(busy(path)),
            _ => Ok(FileClaim { file: Some(file) }),
        }
    }
    #[cfg(windows)]
    {
        const DELETE: u32 = 0x0001_0000;
        const ERROR_SHARING_VIOLATION: i32 = 32;
        let mut options = OpenOptions::new();
        std::os::windows::fs::OpenOptionsExt::access_mode(&mut options, DELETE);
        // The handle is closed again: an open one would itself be in the way of removing the file.
        match options.open(path) {
            Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Err(busy(path)),
            _ => Ok(FileClaim { file: None }),
        }
    }
}

fn busy(path: &Path) -> io::Error {
    let text = format!("{} is being written by another process", path.display());
    io::Error::new(io::ErrorKind::ResourceBusy, text)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn hostile_17_a_lock_is_seen_by_others_and_goes_with_its_holder() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.wlt");
        assert!(!is_locked(&path), "no file");
        let (file, lock) = create(&path, NewFile::Private).expect("created");
        assert!(is_locked(&path));
        assert!(fs::read(&path).is_ok(), "readers are not stopped");
        drop(file);
        assert!(is_locked(&path), "until the lock goes too");
        drop(lock);
        let claimed = claim(&path).expect("free");
        assert!(create(&path, NewFile::Private).is_err(), "it exists");
        drop(claimed);
        fs::remove_file(&path).expect("removed");
    }

    /// A child process that is being started holds duplicates of all handles for a moment.
    #[test]
    #[cfg(unix)]
    fn dropping_a_lock_unlocks_even_while_a_duplicate_handle_is_open() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.wlt");
        let (file, lock) = create(&path, NewFile::Private).expect("created");
        drop(lock);
        assert!(!is_locked(&path), "unlocked although a handle is still open");

        let claimed = claim(&path).expect("free");
        let duplicate =
            claimed.file.as_ref().expect("the file exists").try_clone().expect("a duplicate");
        drop(claimed);
        assert!(file.try_lock().is_ok(), "unlocked although a handle is still open");
        drop(duplicate);
    }
}
