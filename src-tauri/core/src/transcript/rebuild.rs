//! Headers of the data file to index rows, where the index is absent or short.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::frame::leading_code;

use super::at::{read_exact, read_up_to};
use super::format::{self, INDEX_ROW, RECORD, Row, flags, index_header, row_bytes, with_wire};

/// Enough to make many small records cheap, and little to waste before each big one.
const WINDOW: usize = 128 * 1024;

/// Goes from record to record, beginning at `from`, and gives each that lies wholly in the first
/// `data_len` bytes to `each`. Damage is passed over, to where two records follow one another again. Ends without
/// an error where nothing more is a record, such as at a torn one. Answers where that is.
pub(super) fn records(
    data: &File,
    id: u64,
    from: u64,
    data_len: u64,
    mut each: impl FnMut(Row) -> io::Result<ControlFlow<()>>,
) -> io::Result<u64> {
    let mut window = Vec::new();
    let mut window_start = from;
    let mut at = from;
    loop {
        let inside = usize::try_from(at - window_start).unwrap_or(usize::MAX);
        let head = window.get(inside..).and_then(<[u8]>::first_chunk::<RECORD>);
        let Some(record) = head.map(|head| format::record(id, head)) else {
            if at + RECORD as u64 > data_len {
                return Ok(at);
            }
            window.resize(WINDOW, 0);
            let got = read_up_to(data, &mut window, at)?;
            window.truncate(got);
            window_start = at;
            if got < RECORD {
                return Ok(at);
            }
            continue;
        };
        let Some(record) = record else {
            match resync(data, id, at, data_len)? {
                Some(found) => at = found,
                None => return Ok(at),
            }
            window.clear();
            window_start = at;
            continue;
        };
        let end = at + record.size();
        if end > data_len {
            return Ok(at);
        }
        let mut first = [0; 4];
        let seen = record.len.min(4) as usize;
        match window.get(inside + RECORD..inside + RECORD + seen) {
            Some(bytes) => first[..seen].copy_from_slice(bytes),
            None => read_exact(data, &mut first[..seen], at + RECORD as u64)?,
        }
        let row = Row {
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

/// Where the next record behind damage begins. Chance makes one out of anything once in some hundred million
/// bytes, so the next one must follow it, or the end of the file.
fn resync(data: &File, id: u64, damaged: u64, data_len: u64) -> io::Result<Option<u64>> {
    let mut window = vec![0; WINDOW];
    let mut start = damaged + 1;
    while start + RECORD as u64 <= data_len {
        let got = read_up_to(data, &mut window, start)?;
        for (at, head) in window[..got].windows(RECORD).enumerate() {
            let Some(record) = head.first_chunk().and_then(|head| format::record(id, head)) else {
                continue;
            };
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
        if got < RECORD {
            break;
        }
        start += (got - RECORD + 1) as u64;
    }
    Ok(None)
}

/// The bytes of a row, as the writer would have written them.
pub(super) fn bytes_of(row: &Row) -> [u8; INDEX_ROW] {
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
) -> io::Result<File> {
    let folder = beside.parent().filter(|folder| !folder.as_os_str().is_empty());
    let named = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
    match named {
        Ok(file) => {
            fill(file.as_file(), data, (id, start), data_len)?;
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
            fill(&file, data, (id, start), data_len)?;
            Ok(file)
        }
    }
}

fn fill(to: &File, data: &File, (id, start): (u64, u64), data_len: u64) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(WINDOW, to);
    to.write_all(&index_header(id, start))?;
    records(data, id, start, data_len, |row| {
        to.write_all(&bytes_of(&row))?;
        Ok(ControlFlow::Continue(()))
    })?;
    to.flush()
}
