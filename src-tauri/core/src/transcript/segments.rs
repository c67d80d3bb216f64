//! All files of a transcript as one: the one file where there is no limit, else the segments that are kept.
//!
//! A writer adds segments at one end and removes them at the other while this reads. A segment that was removed
//! is let go at the next look, so that its room on the disk is free.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::file::bounded_read;

use super::format::{IndexEntry, MAX_ROW};
use super::recovery::FileStart;
use super::segment::Segment;
use super::segment_files::{file_of, numbers};
use super::{Error, OpenProgress, recovery};

/// See the module's text.
#[derive(Debug)]
pub(super) struct Segments {
    /// In the order of their rows.
    list: RwLock<Vec<Arc<Segment>>>,
    /// `NAME.wlt` and its id, where the rows lie in segments beside it.
    anchor: Option<(PathBuf, u64)>,
}

impl Segments {
    /// Answers the beginning of `NAME.wlt` as well.
    pub(super) fn open(
        path: &Path,
        progress: &OpenProgress,
    ) -> Result<(FileStart, Segments), Error> {
        let data = bounded_read::open(path).map_err(|error| Error::open(path, error.into()))?;
        let beginning = recovery::read_header(path, &data)?;
        let anchor = beginning.cut.keep.map(|_| (path.to_owned(), beginning.id));
        let list = if anchor.is_some() {
            Vec::new()
        } else {
            vec![Arc::new(Segment::open(path, progress)?)]
        };
        let parts = Segments { list: RwLock::new(list), anchor };
        parts.refresh_with(progress)?;
        Ok((beginning, parts))
    }

    fn list(&self) -> Vec<Arc<Segment>> {
        self.list.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks for segments that have come or gone, and for rows in the last one.
    pub(super) fn refresh(&self) -> Result<(), Error> {
        self.refresh_with(&OpenProgress::default())
    }

    fn refresh_with(&self, progress: &OpenProgress) -> Result<(), Error> {
        if let Some((path, id)) = &self.anchor
            && self.has_changed(path)
        {
            self.look_again(path, *id, progress)?;
        }
        if let Some(last) = self.list().last() {
            last.rows()?;
        }
        Ok(())
    }

    fn has_changed(&self, path: &Path) -> bool {
        let list = self.list();
        let (Some(first), Some(last)) = (list.first(), list.last()) else { return true };
        !first.path().exists() || file_of(path, last.place().number + 1).exists()
    }

    fn look_again(&self, path: &Path, id: u64, progress: &OpenProgress) -> Result<(), Error> {
        let mut found = Vec::new();
        let old = self.list();
        for number in numbers(path) {
            let file = file_of(path, number);
            if let Some(known) = old.iter().find(|part| part.place().number == number) {
                found.push(known.clone());
                continue;
            }
            match Segment::open(&file, progress) {
                // One of another transcript that had this name before.
                Ok(part) if part.beginning().id != id || part.place().number != number => {}
                Ok(part) => found.push(Arc::new(part)),
                // Removed since the folder was looked at, or not begun yet.
                Err(Error::Open { .. } | Error::NotATranscript { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        // What a writer has left behind does not grow any more, but it may have grown since the last look.
        for part in
            found.iter().rev().skip(1).filter(|part| old.iter().any(|o| Arc::ptr_eq(o, part)))
        {
            part.rows()?;
        }
        *self.list.write().unwrap_or_else(PoisonError::into_inner) = found;
        Ok(())
    }

    pub(super) fn count(&self) -> usize {
        self.list().len()
    }

    pub(super) fn first_row(&self) -> u32 {
        self.list().first().map_or(1, |part| part.place().first_row)
    }

    pub(super) fn first_offset(&self) -> u64 {
        self.list().first().map_or(0, |part| part.place().offset)
    }

    pub(super) fn last_row(&self) -> u32 {
        self.list().last().map_or(0, |part| last_row(part))
    }

    pub(super) fn torn_bytes(&self) -> u64 {
        self.list().iter().map(|part| part.torn_bytes()).sum()
    }

    pub(super) fn bytes(&self) -> Result<u64, Error> {
        self.list().iter().map(|part| part.bytes()).sum()
    }

    /// Appends index rows; their positions are those of the whole transcript.
    pub(super) fn index_rows(
        &self,
        first: u32,
        count: u32,
        rows: &mut Vec<IndexEntry>,
    ) -> Result<(), Error> {
        let list = self.list();
        let kept = list.first().map_or(1, |part| part.place().first_row);
        if first < kept && count > 0 {
            return Err(Error::Removed { row: first, first: kept });
        }
        let (mut next, end) = (first, first.saturating_add(count));
        while next < end {
            let at = list.partition_point(|part| part.place().first_row <= next);
            let none =
                || Error::NoSuchRow { row: next, rows: list.last().map_or(0, |p| last_row(p)) };
            let part = at.checked_sub(1).and_then(|at| list.get(at)).ok_or_else(none)?;
            let until = list.get(at).map_or(end, |after| after.place().first_row.min(end));
            part.index_rows(next - part.place().first_row + 1, until - next, rows)?;
            next = until;
        }
        Ok(())
    }

    /// Fills as much of `buffer` as there is from a position on, over the ends of files.
    pub(super) fn read_up_to(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Error> {
        let list = self.list.read().unwrap_or_else(PoisonError::into_inner);
        if let ([only], None) = (list.as_slice(), &self.anchor) {
            return only.read_up_to(buffer, offset);
        }
        let mut done = 0;
        while done < buffer.len() {
            let from = offset + done as u64;
            let at = list.partition_point(|part| part.place().offset <= from);
            let Some(part) = at.checked_sub(1).and_then(|at| list.get(at)) else { break };
            let rest = &mut buffer[done..];
            let left = list.get(at).map_or(u64::MAX, |after| after.place().offset - from);
            let len = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
            let got = part.read_up_to(&mut rest[..len], from)?;
            done += got;
            if got < len {
                break;
            }
        }
        Ok(done)
    }

    /// The damage at a position, by the file that it lies in.
    pub(super) fn corrupt(&self, path: &Path, offset: u64) -> Error {
        let list = self.list();
        let at = list.partition_point(|part| part.place().offset <= offset);
        match at.checked_sub(1).and_then(|at| list.get(at)) {
            Some(part) => Error::Corrupt { path: part.path().into(), offset: part.inward(offset) },
            None => Error::Corrupt { path: path.into(), offset },
        }
    }
}

fn last_row(part: &Segment) -> u32 {
    (part.place().first_row - 1).saturating_add(part.known()).min(MAX_ROW)
}
