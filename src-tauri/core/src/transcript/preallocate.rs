//! Room on the disk taken ahead of the writing.
//!
//! ext4 takes the room for what is written block by block, which costs it a quarter of the whole; taken in large steps it
//! costs next to nothing. The file's size is that of what was written all the while, and what was taken in vain is given
//! back at the end, and where a disk is full. A process that is killed leaves a step and a half at most taken behind its
//! file's end.

use std::fs::File;
use std::io::{self, IoSlice, Write};

use super::output_file::Sink;

/// A file of less than this is left alone: most transcripts are short.
const AFTER: u64 = 8 << 20;
/// Taken at once.
const STEP: u64 = 16 << 20;
/// So much must be free; a disk that is filling up is not filled by what may come.
const SPARE: u64 = 64 * STEP;

/// A file that takes room ahead.
#[derive(Debug)]
pub(super) struct PreallocatedFile {
    file: File,
    /// Where its end is.
    at: u64,
    /// Up to where room was taken; 0 where none was.
    taken: u64,
    /// The file system has no way to, or no room.
    off: bool,
}

impl PreallocatedFile {
    /// For a file that is written at its end.
    pub(super) fn new(file: File) -> PreallocatedFile {
        let size = file.metadata().map(|meta| meta.len());
        PreallocatedFile { off: size.is_err(), at: size.unwrap_or(0), file, taken: 0 }
    }

    fn take(&mut self) {
        let from = self.taken.max(self.at);
        match take(&self.file, from) {
            true => self.taken = from + STEP,
            false => self.off = true,
        }
    }

    /// Gives back what is behind the end; whether there was any.
    fn release(&mut self) -> bool {
        let some = self.taken > self.at;
        if some {
            self.taken = 0;
            // Its own size, whatever was counted: nothing that was written may go.
            let size = self.file.metadata().map(|meta| meta.len());
            if let Err(error) = size.and_then(|size| self.file.set_len(size)) {
                tracing::warn!(%error, "room that was taken ahead is not given back");
            }
        }
        some
    }
}

impl Write for PreallocatedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, slices: &[IoSlice<'_>]) -> io::Result<usize> {
        if !self.off && self.at >= AFTER && self.at + STEP / 2 > self.taken {
            self.take();
        }
        let written = self.file.write_vectored(slices)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for PreallocatedFile {
    fn give_back(&mut self) -> bool {
        self.off = true;
        self.release()
    }
}

impl Drop for PreallocatedFile {
    fn drop(&mut self) {
        self.release();
    }
}

/// Takes room for the next step; false where there is no way to, or too little of it.
#[cfg(target_os = "linux")]
fn take(file: &File, from: u64) -> bool {
    use rustix::fs::{FallocateFlags, fallocate, fstatfs};
    /// ext2 and ext3, which refuse, have the same.
    const EXT4: u64 = 0xef53;
    let Ok(disk) = fstatfs(file) else { return false };
    // A file system may report anything.
    let free = disk.f_bavail.saturating_mul(disk.f_bsize as u64);
    disk.f_type as u64 == EXT4
        && free >= SPARE
        && fallocate(file, FallocateFlags::KEEP_SIZE, from, STEP).is_ok()
}

/// Elsewhere nobody has measured that it helps.
#[cfg(not(target_os = "linux"))]
fn take(_file: &File, _from: u64) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    fn taken(file: &File) -> u64 {
        file.metadata().unwrap().blocks() * 512
    }

    #[test]
    fn room_is_taken_ahead_and_given_back_and_the_file_is_what_was_written() {
        let mut ahead = PreallocatedFile::new(tempfile::tempfile().unwrap());
        let file = ahead.file.try_clone().unwrap();
        let piece: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
        for _ in 0..AFTER >> 20 {
            ahead.write_all(&piece).unwrap();
        }
        assert_eq!((ahead.taken, ahead.off), (0, false));
        ahead.write_all(&piece).unwrap();
        let size = AFTER + piece.len() as u64;
        assert_eq!(file.metadata().unwrap().len(), size);
        // Only where the file system knows how, and has the room.
        match ahead.off {
            false => assert!(taken(&file) >= AFTER + STEP, "{} bytes", taken(&file)),
            true => assert_eq!(ahead.taken, 0),
        }
        drop(ahead);
        assert_eq!(file.metadata().unwrap().len(), size);
        assert!(taken(&file) <= size + (1 << 16), "{} bytes", taken(&file));
    }

    #[test]
    fn a_disk_that_is_full_gets_it_back() {
        let mut ahead = PreallocatedFile::new(tempfile::tempfile().unwrap());
        ahead.write_all(&vec![7; AFTER as usize + 1]).unwrap();
        ahead.write_all(b"more").unwrap();
        let had = !ahead.off;
        assert_eq!(ahead.give_back(), had);
        assert!(!ahead.give_back() && ahead.off);
        assert!(taken(&ahead.file) <= AFTER + (1 << 16), "{} bytes", taken(&ahead.file));
        assert_eq!(ahead.file.metadata().unwrap().len(), AFTER + 5);
        ahead.write_all(b"and more").unwrap();
        assert_eq!(ahead.file.metadata().unwrap().len(), AFTER + 13);
    }
}
