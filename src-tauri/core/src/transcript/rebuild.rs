//! Headers of the data file to index rows, where the index is absent or short.
//!
//! Damage is passed over in one walk through the file: every byte is read once, and looked at once as the possible
//! beginning of a record. For each place where a header checks, 16 bytes behind its payload are read as well.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::frame::leading_code;

use super::OpenProgress;
use super::format::{
    self, INDEX_ROW, IndexEntry, RECORD, flags, index_header, row_bytes, with_wire,
};
use super::positional_io::{read_exact, read_up_to};

/// Enough to make many small records cheap, and little to waste before each big one.
const WINDOW: usize = 128 * 1024;

/// The part of the data file that is in memory. It only moves forward, and keeps what it has of the new place.
struct ReadWindow<'a> {
    data: &'a File,
    data_len: u64,
    progress: &'a OpenProgress,
    start: u64,
    bytes: Vec<u8>,
    /// Bytes read from the file so far.
    #[cfg(test)]
    read: u64,
}

impl ReadWindow<'_> {
    /// The bytes from `at` on that are in memory, at least a record's header; fewer only at the end of the data.
    fn from(&mut self, at: u64) -> io::Result<&[u8]> {
        let inside = |window: &Self| usize::try_from(at - window.start).unwrap_or(usize::MAX);
        let ends = (self.start + self.bytes.len() as u64).min(self.data_len);
        if at + RECORD as u64 > ends && ends < self.data_len {
            self.progress.reached(at, self.data_len)?;
            let kept = self.bytes.len().saturating_sub(inside(self));
            let from = self.bytes.len() - kept;
            self.bytes.copy_within(from.., 0);
            self.bytes.resize(WINDOW, 0);
            self.start = at;
            let got = read_up_to(self.data, &mut self.bytes[kept..], at + kept as u64)?;
            self.bytes.truncate(kept + got);
            #[cfg(test)]
            {
                self.read += got as u64;
            }
        }
        let left = usize::try_from(self.data_len.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let bytes = &self.bytes[..self.bytes.len().min(left)];
        Ok(bytes.get(inside(self)..).unwrap_or_default())
    }

    /// The record at a place, and its first payload bytes that are in memory.
    fn record(&mut self, id: u64, at: u64) -> io::Result<Option<(format::RecordHeader, &[u8])>> {
        let Some((head, rest)) = self.from(at)?.split_first_chunk::<RECORD>() else {
            return Ok(None);
        };
        Ok(format::record(id, head).map(|record| (record, rest)))
    }

    /// Where the next record behind damage begins. Chance makes one out of anything once in some hundred million
    /// bytes, so the next one must follow it, or the end of the file.
    fn next_record(&mut self, id: u64, damaged: u64) -> io::Result<Option<u64>> {
        let (data, data_len) = (self.data, self.data_len);
        let mut start = damaged + 1;
        loop {
            let bytes = self.from(start)?;
            if bytes.len() < RECORD {
                return Ok(None);
            }
            for (at, head) in bytes.windows(RECORD).enumerate() {
                let record = head.first_chunk().and_then(|head| format::record(id, head));
                let Some(record) = record else { continue };
                let found = start + at as u64;
                let end = found + record.size();
                let mut next = [0; RECORD];
                if end == data_len
                    || end + RECORD as u64 <= data_len && {
                        read_exact(data, &mut next, end)?;
                        format::record(id, &next).is_some()
                    }
                {
                    return Ok(Some(found));
                }
            }
            start += (bytes.len() - RECORD + 1) as u64;
        }
    }
}

/// Goes from record to record, beginning at `from`, and gives each that lies wholly in the first
/// `data_len` bytes to `each`. Damage is passed over, to where two records follow one another again. Ends without
/// an error where nothing more is a record, such as at a torn one. Answers where that is.
pub(super) fn records(
    data: &File,
    id: u64,
    from: u64,
    data_len: u64,
    progress: &OpenProgress,
    each: impl FnMut(IndexEntry) -> io::Result<ControlFlow<()>>,
) -> io::Result<u64> {
    let mut window = ReadWindow {
        data,
        data_len,
        progress,
        start: from,
        bytes: Vec::new(),
        #[cfg(test)]
        read: 0,
    };
    walk(&mut window, id, from, each)
}

fn walk(
    window: &mut ReadWindow<'_>,
    id: u64,
    from: u64,
    mut each: impl FnMut(IndexEntry) -> io::Result<ControlFlow<()>>,
) -> io::Result<u64> {
    let (data, data_len) = (window.data, window.data_len);
    let mut at = from;
    loop {
        if at + RECORD as u64 > data_len {
            return Ok(at);
        }
        let Some((record, rest)) = window.record(id, at)? else {
            match window.next_record(id, at)? {
                Some(found) => at = found,
                None => return Ok(at),
            }
            continue;
        };
        let end = at + record.size();
        if end > data_len {
            return Ok(at);
        }
        let mut first = [0; 4];
        let seen = record.len.min(4) as usize;
        match rest.get(..seen) {
            Some(bytes) => first[..seen].copy_from_slice(bytes),
            None => read_exact(data, &mut first[..seen], at + RECORD as u64)?,
        }
        let row = IndexEntry {
            offset: at,
            direction: record.direction,
            kind: record.kind,
            code: leading_code(record.kind, &first[..seen]),
            len: record.len,
            wire: record.wire,
        };
        if each(row)?.is_break() {
            return Ok(at);
        }
        at = end;
    }
}

/// The bytes of a row, as the writer would have written them.
pub(super) fn bytes_of(row: &IndexEntry) -> [u8; INDEX_ROW] {
    let flags = flags(row.direction, row.kind);
    let flags = if row.wire { with_wire(flags) } else { flags };
    row_bytes(row.offset, flags, row.code, row.len)
}

/// Makes the whole index anew and opens it: at `beside` where the folder lets us, in one step so
/// that nobody ever sees half of it, otherwise in a temporary file without a name.
pub(super) fn index(
    data: &File,
    (id, start): (u64, u64),
    data_len: u64,
    beside: &Path,
    progress: &OpenProgress,
) -> io::Result<File> {
    let folder = beside.parent().filter(|folder| !folder.as_os_str().is_empty());
    let named = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
    match named {
        Ok(file) => {
            fill(file.as_file(), data, (id, start), data_len, progress)?;
            match file.persist(beside) {
                Ok(file) => Ok(file),
                // Such as a system that keeps an open file in its place. The old index stays, and
                // this one serves whoever asked for it.
                Err(refused) => {
                    let file = refused.file.reopen()?;
                    Ok(file)
                }
            }
        }
        Err(_) => {
            let file = tempfile::tempfile()?;
            fill(&file, data, (id, start), data_len, progress)?;
            Ok(file)
        }
    }
}

fn fill(
    to: &File,
    data: &File,
    (id, start): (u64, u64),
    data_len: u64,
    progress: &OpenProgress,
) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(WINDOW, to);
    to.write_all(&index_header(id, start))?;
    records(data, id, start, data_len, progress, |row| {
        to.write_all(&bytes_of(&row))?;
        Ok(ControlFlow::Continue(()))
    })?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Direction, Kind};
    use crate::transcript::format::record_bytes;

    #[test]
    fn hostile_06_recovery_reads_each_byte_once_however_many_faults() {
        let id = 7;
        let flags = flags(Direction::Received, Kind::Binary);
        // Two sound records, then a fault, forty bytes in all; and so on for a megabyte.
        let mut bytes = Vec::new();
        while bytes.len() < 1 << 20 {
            for payload in [b"", b"".as_slice()] {
                bytes.extend_from_slice(&record_bytes(id, payload.len() as u32, flags, 5));
            }
            bytes.extend_from_slice(&[0xEE; 8]);
        }
        let len = bytes.len() as u64;
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&bytes).expect("written");
        let progress = OpenProgress::default();
        let (data, start) = (&file, 0);
        let mut window = ReadWindow {
            data: &file,
            data_len: len,
            progress: &progress,
            start,
            bytes: Vec::new(),
            read: 0,
        };
        let mut rows = 0;
        walk(&mut window, id, 0, |_| {
            rows += 1;
            Ok(ControlFlow::Continue(()))
        })
        .expect("read");
        assert_eq!(rows, 2 * len / 40, "every sound record");
        assert_eq!(window.read, len, "no byte twice");
        // Cancelled, it ends at the next window.
        progress.cancel();
        let ended = records(data, id, 0, len, &progress, |_| Ok(ControlFlow::Continue(())));
        assert!(ended.is_err());
    }
}
