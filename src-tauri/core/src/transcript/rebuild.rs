//! Rebuilds index rows from the data file, where the index is missing or short.
//!
//! Damage is skipped in a single pass: every byte is read once and tested once as the start of a
//! record. Each candidate costs one more read of 16 bytes, to check the record that follows it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::file::open_files;
use crate::frame::leading_integer::LeadingInteger;

use super::OpenProgress;
use super::format::{
    self, INDEX_ROW, IndexBasis, IndexEntry, RECORD, flags, index_header, row_bytes, with_wire,
};
use super::positional_io::{read_exact, read_up_to};

/// Large enough to make many small records cheap, small enough to waste little before a large one.
const WINDOW: usize = 128 * 1024;

/// A window over the data file that moves forward only and retains the overlap with its previous
/// position.
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
    /// The buffered bytes from `at` on: at least a record header, except at the end of the data.
    fn from(&mut self, at: u64) -> io::Result<&[u8]> {
        let offset_in = |window: &Self| usize::try_from(at - window.start).unwrap_or(usize::MAX);
        let window_end = (self.start + self.bytes.len() as u64).min(self.data_len);
        if at + RECORD as u64 > window_end && window_end < self.data_len {
            self.progress.reached(at, self.data_len)?;
            let kept = self.bytes.len().saturating_sub(offset_in(self));
            let from = self.bytes.len() - kept;
            self.bytes.copy_within(from.., 0);
            self.bytes.resize(WINDOW, 0);
            self.start = at;
            let count = read_up_to(self.data, &mut self.bytes[kept..], at + kept as u64)?;
            self.bytes.truncate(kept + count);
            #[cfg(test)]
            {
                self.read += count as u64;
            }
        }
        let left = usize::try_from(self.data_len.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let bytes = &self.bytes[..self.bytes.len().min(left)];
        Ok(bytes.get(offset_in(self)..).unwrap_or_default())
    }

    /// The record at an offset, and the buffered start of its payload.
    fn record(&mut self, id: u64, at: u64) -> io::Result<Option<(format::RecordHeader, &[u8])>> {
        let Some((header, rest)) = self.from(at)?.split_first_chunk::<RECORD>() else {
            return Ok(None);
        };
        Ok(format::record(id, header).map(|record| (record, rest)))
    }

    /// Offset of the next record after damage. Random bytes pass for a header once in some hundred
    /// million, so another record or the end of the file has to follow.
    fn next_record(&mut self, id: u64, damaged: u64) -> io::Result<Option<u64>> {
        let (data, data_len) = (self.data, self.data_len);
        let mut start = damaged + 1;
        loop {
            let bytes = self.from(start)?;
            if bytes.len() < RECORD {
                return Ok(None);
            }
            for (at, header) in bytes.windows(RECORD).enumerate() {
                let record = header.first_chunk().and_then(|header| format::record(id, header));
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

/// Scans the records from `from` on and passes each that lies wholly within the first `data_len`
/// bytes to `each`. Skips damage up to the next two consecutive records. Returns the offset at
/// which the records end, for example that of a torn one.
pub(super) fn scan(
    data: &File,
    file: (u64, LeadingInteger),
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
    scan_window(&mut window, file, from, each)
}

/// Scans with a given window, so that a test can count the bytes read.
fn scan_window(
    window: &mut ReadWindow<'_>,
    (id, integer): (u64, LeadingInteger),
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
        let (start, code_end) = integer.span();
        let mut code = None;
        if integer.is_in(record.kind) && record.len as usize >= code_end {
            let mut own = [0; 4];
            let own = &mut own[..code_end - start];
            match rest.get(start..code_end) {
                Some(bytes) => own.copy_from_slice(bytes),
                None => read_exact(data, own, at + (RECORD + start) as u64)?,
            }
            code = Some(integer.value(own));
        }
        let row = IndexEntry {
            offset: at,
            direction: record.direction,
            kind: record.kind,
            code,
            len: record.len,
            wire: record.wire,
        };
        if each(row)?.is_break() {
            return Ok(at);
        }
        at = end;
    }
}

/// Encodes an index row as the writer does.
pub(super) fn index_row_bytes(row: &IndexEntry) -> [u8; INDEX_ROW] {
    let flags = flags(row.direction, row.kind);
    let flags = if row.wire { with_wire(flags) } else { flags };
    row_bytes(row.offset, flags, row.code, row.len)
}

/// Rebuilds the whole index and opens it. The index replaces `index_path` atomically if the folder
/// is writable, and is an unnamed temporary file otherwise.
pub(super) fn index(
    data: &File,
    basis: IndexBasis,
    data_len: u64,
    index_path: &Path,
    progress: &OpenProgress,
) -> io::Result<File> {
    let named = tempfile::NamedTempFile::new_in(open_files::folder_of(index_path));
    match named {
        Ok(file) => {
            write_index(file.as_file(), data, basis, data_len, progress)?;
            // If the new index cannot take its name, it serves this reader only.
            Ok(open_files::persist(file, index_path).unwrap_or_else(|(_, file)| file))
        }
        Err(_) => {
            let file = tempfile::tempfile()?;
            write_index(&file, data, basis, data_len, progress)?;
            Ok(file)
        }
    }
}

fn write_index(
    output: &File,
    data: &File,
    basis: IndexBasis,
    data_len: u64,
    progress: &OpenProgress,
) -> io::Result<()> {
    let mut output = BufWriter::with_capacity(WINDOW, output);
    output.write_all(&index_header(basis))?;
    scan(data, (basis.id, basis.integer), basis.start, data_len, progress, |row| {
        output.write_all(&index_row_bytes(&row))?;
        Ok(ControlFlow::Continue(()))
    })?;
    output.flush()
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
        // Two valid records and a fault, forty bytes in all, repeated for a megabyte.
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
        let file_of = (id, LeadingInteger::DEFAULT);
        scan_window(&mut window, file_of, 0, |_| {
            rows += 1;
            Ok(ControlFlow::Continue(()))
        })
        .expect("read");
        assert_eq!(rows, 2 * len / 40, "every valid record");
        assert_eq!(window.read, len, "no byte is read twice");
        // A cancelled scan ends at the next window.
        progress.cancel();
        let cancelled = scan(data, file_of, 0, len, &progress, |_| Ok(ControlFlow::Continue(())));
        assert!(cancelled.is_err());
    }
}
