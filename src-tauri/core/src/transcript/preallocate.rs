//! Preallocates disk space ahead of the writer.
//!
//! ext4 allocates block by block on each write, which costs a quarter of the write time; allocating
//! in large steps costs next to nothing. The file size stays that of the written data. Unused space
//! is released when the file is closed or the disk is full; a killed process leaves at most a step
//! and a half allocated.

use std::fs::File;
use std::io::{self, IoSlice, Write};

use super::output_file::Sink;

/// Smaller files are not preallocated: most transcripts are short.
const MIN_SIZE: u64 = 8 << 20;
/// Bytes allocated per step.
const STEP: u64 = 16 << 20;
/// Required free space, so that preallocation does not fill up a disk.
#[cfg(target_os = "linux")]
const MIN_FREE: u64 = 64 * STEP;

/// A file that is preallocated while it grows.
#[derive(Debug)]
pub(super) struct PreallocatedFile {
    file: File,
    /// Offset of its end.
    end: u64,
    /// End of the preallocated space; 0 if there is none.
    allocated: u64,
    /// Preallocation is unsupported, or there is too little space.
    disabled: bool,
}

impl PreallocatedFile {
    /// Wraps a file that is written at its end.
    pub(super) fn new(file: File) -> PreallocatedFile {
        let size = file.metadata().map(|meta| meta.len());
        PreallocatedFile { disabled: size.is_err(), end: size.unwrap_or(0), file, allocated: 0 }
    }

    fn allocate(&mut self) {
        let from = self.allocated.max(self.end);
        match allocate(&self.file, from) {
            true => self.allocated = from + STEP,
            false => self.disabled = true,
        }
    }

    /// Releases the space past the end of the file; whether there was any.
    fn release(&mut self) -> bool {
        let had_space = self.allocated > self.end;
        if had_space {
            self.allocated = 0;
            // Use the file's own size rather than the counted one: written data must not be cut.
            let size = self.file.metadata().map(|meta| meta.len());
            if let Err(error) = size.and_then(|size| self.file.set_len(size)) {
                tracing::warn!(%error, "preallocated space is not released");
            }
        }
        had_space
    }
}

impl Write for PreallocatedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, slices: &[IoSlice<'_>]) -> io::Result<usize> {
        if !self.disabled && self.end >= MIN_SIZE && self.end + STEP / 2 > self.allocated {
            self.allocate();
        }
        let written = self.file.write_vectored(slices)?;
        self.end += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for PreallocatedFile {
    fn release_preallocated(&mut self) -> bool {
        self.disabled = true;
        self.release()
    }
}

impl Drop for PreallocatedFile {
    fn drop(&mut self) {
        self.release();
    }
}

/// Allocates the next step; false if unsupported or short of space.
#[cfg(target_os = "linux")]
fn allocate(file: &File, from: u64) -> bool {
    use rustix::fs::{FallocateFlags, fallocate, fstatfs};
    /// Also the magic number of ext2 and ext3, which refuse to preallocate.
    const EXT4: u64 = 0xef53;
    let Ok(fs) = fstatfs(file) else { return false };
    // A file system may report any value.
    let free = fs.f_bavail.saturating_mul(fs.f_bsize as u64);
    fs.f_type as u64 == EXT4
        && free >= MIN_FREE
        && fallocate(file, FallocateFlags::KEEP_SIZE, from, STEP).is_ok()
}

/// Not measured to help on other systems.
#[cfg(not(target_os = "linux"))]
fn allocate(_file: &File, _from: u64) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    fn allocated(file: &File) -> u64 {
        file.metadata().unwrap().blocks() * 512
    }

    #[test]
    fn space_is_preallocated_and_released_and_the_size_is_what_was_written() {
        let mut writer = PreallocatedFile::new(tempfile::tempfile().unwrap());
        let file = writer.file.try_clone().unwrap();
        let block: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
        for _ in 0..MIN_SIZE >> 20 {
            writer.write_all(&block).unwrap();
        }
        assert_eq!((writer.allocated, writer.disabled), (0, false));
        writer.write_all(&block).unwrap();
        let size = MIN_SIZE + block.len() as u64;
        assert_eq!(file.metadata().unwrap().len(), size);
        // Only where the file system supports it and has space.
        match writer.disabled {
            false => assert!(allocated(&file) >= MIN_SIZE + STEP, "{} bytes", allocated(&file)),
            true => assert_eq!(writer.allocated, 0),
        }
        drop(writer);
        assert_eq!(file.metadata().unwrap().len(), size);
        assert!(allocated(&file) <= size + (1 << 16), "{} bytes", allocated(&file));
    }

    #[test]
    fn preallocated_space_is_released_for_a_full_disk() {
        let mut writer = PreallocatedFile::new(tempfile::tempfile().unwrap());
        writer.write_all(&vec![7; MIN_SIZE as usize + 1]).unwrap();
        writer.write_all(b"more").unwrap();
        let had = !writer.disabled;
        assert_eq!(writer.release_preallocated(), had);
        assert!(!writer.release_preallocated() && writer.disabled);
        assert!(
            allocated(&writer.file) <= MIN_SIZE + (1 << 16),
            "{} bytes",
            allocated(&writer.file)
        );
        assert_eq!(writer.file.metadata().unwrap().len(), MIN_SIZE + 5);
        writer.write_all(b"and more").unwrap();
        assert_eq!(writer.file.metadata().unwrap().len(), MIN_SIZE + 13);
    }
}
