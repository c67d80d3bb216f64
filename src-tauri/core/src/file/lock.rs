//! Write locks on files that other processes respect. The operating system releases a lock when its process ends.
//!
//! On Unix the lock is an exclusive `flock`, which is advisory and does not affect readers. Windows' byte-range locks
//! are mandatory and would block readers, so there the writer opens the file sharing only reads: other processes can
//! read it but not remove, rename or write it.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use super::NewFile;

/// A write lock on a file, released on drop.
#[derive(Debug)]
pub struct WriteLock {
    /// Shares the lock with the handle it was duplicated from. On Windows, an open handle is the lock.
    #[cfg_attr(not(unix), expect(dead_code))]
    file: File,
}

/// Unlocks explicitly: closing the file does not unlock it while a duplicate of the handle is open, and a child process
/// that another thread is starting holds one until it executes its program.
#[cfg(unix)]
impl Drop for WriteLock {
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(kind = ?error.kind(), "a transcript cannot be unlocked");
        }
    }
}

/// A claim on a file that is about to be removed or replaced. While it is held, no writer can lock the file.
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

/// How often to try for a lock: a process that only checks the lock holds it for an instant.
#[cfg(unix)]
const TRIES: u32 = 200;
#[cfg(unix)]
const PAUSE: std::time::Duration = std::time::Duration::from_millis(5);

/// Creates a file and locks it. The lock is held before another process can see the file as unlocked.
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
                // Some network file systems do not support locks. Record without one.
                tracing::warn!(kind = ?error.kind(), "a transcript cannot be locked");
                return Ok(());
            }
        }
    }
    // Another process may have removed the file before it was locked.
    let (ours, there) = (file.metadata()?, std::fs::metadata(path)?);
    match (ours.dev(), ours.ino()) == (there.dev(), there.ino()) {
        true => Ok(()),
        false => Err(busy(path)),
    }
}

/// Whether a process holds the write lock.
pub fn is_locked(path: &Path) -> bool {
    claim(path).is_err()
}

/// Claims a file before it is removed or replaced. Fails with [`io::ErrorKind::ResourceBusy`] while a process is
/// writing it. Succeeds for a file that does not exist or cannot be opened.
pub fn claim(path: &Path) -> io::Result<FileClaim> {
    #[cfg(unix)]
    {
        use std::fs::TryLockError;
        // Opening a FIFO would wait for its other end, and a transcript is never one.
        let Ok(file) = super::bounded_read::open(path) else { return Ok(FileClaim { file: None }) };
        // A shared lock, because some systems grant exclusive locks only on files opened for writing.
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
        // The handle is closed at once: while open, it would prevent the removal itself.
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
    fn hostile_17_a_lock_is_visible_to_others_until_its_holder_drops_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.wlt");
        assert!(!is_locked(&path), "a missing file is not locked");
        let (file, lock) = create(&path, NewFile::Private).expect("created");
        assert!(is_locked(&path));
        assert!(fs::read(&path).is_ok(), "readers are not blocked");
        drop(file);
        assert!(is_locked(&path), "the lock outlives the file handle");
        drop(lock);
        let claimed = claim(&path).expect("free");
        assert!(create(&path, NewFile::Private).is_err(), "the file exists");
        drop(claimed);
        fs::remove_file(&path).expect("removed");
    }

    /// A child process that is being started briefly holds duplicates of all handles.
    #[test]
    #[cfg(unix)]
    fn dropping_a_lock_unlocks_despite_duplicate_handles() {
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
