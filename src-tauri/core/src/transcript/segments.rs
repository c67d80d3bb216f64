//! All files of a transcript as one: a single file, or the segments that a retention limit keeps.
//!
//! A writer adds and removes segments concurrently. A removed segment is closed at the next
//! refresh, which frees its disk space.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::file::bounded_read;

use super::format::{IndexEntry, MAX_ROW};
use super::recovery::FileStart;
use super::segment::Segment;
use super::segment_files::{segment_numbers, segment_path};
use super::{Error, OpenProgress, recovery};

/// The open segments of a transcript.
#[derive(Debug)]
pub(super) struct Segments {
    /// Ordered by row number.
    list: RwLock<Vec<Arc<Segment>>>,
    /// Path and id of `NAME.wlt` if the rows lie in segments beside it.
    anchor: Option<(PathBuf, u64)>,
}

impl Segments {
    /// Opens a transcript; also returns the decoded header of `NAME.wlt`.
    pub(super) fn open(
        path: &Path,
        progress: &OpenProgress,
    ) -> Result<(FileStart, Segments), Error> {
        let data = bounded_read::open(path).map_err(|error| Error::open(path, error.into()))?;
        let start = recovery::read_header(path, &data)?;
        let anchor = start.limits.keep.map(|_| (path.to_owned(), start.id));
        let list = if anchor.is_some() {
            Vec::new()
        } else {
            vec![Arc::new(Segment::open(path, progress)?)]
        };
        let segments = Segments { list: RwLock::new(list), anchor };
        segments.refresh_with(progress)?;
        Ok((start, segments))
    }

    fn list(&self) -> Vec<Arc<Segment>> {
        self.list.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens new segments, closes removed ones, and checks the last one for new rows.
    pub(super) fn refresh(&self) -> Result<(), Error> {
        self.refresh_with(&OpenProgress::default())
    }

    fn refresh_with(&self, progress: &OpenProgress) -> Result<(), Error> {
        if let Some((path, id)) = &self.anchor
            && self.has_changed(path)
        {
            self.rescan(path, *id, progress)?;
        }
        if let Some(last) = self.list().last() {
            last.rows()?;
        }
        Ok(())
    }

    fn has_changed(&self, path: &Path) -> bool {
        let list = self.list();
        let (Some(first), Some(last)) = (list.first(), list.last()) else { return true };
        !first.path().exists() || segment_path(path, last.position().number + 1).exists()
    }

    fn rescan(&self, path: &Path, id: u64, progress: &OpenProgress) -> Result<(), Error> {
        let mut current = Vec::new();
        let old = self.list();
        for number in segment_numbers(path) {
            let file = segment_path(path, number);
            if let Some(known) = old.iter().find(|segment| segment.position().number == number) {
                current.push(known.clone());
                continue;
            }
            match Segment::open(&file, progress) {
                // Belongs to an earlier transcript of this name.
                Ok(segment)
                    if segment.file_start().id != id || segment.position().number != number => {}
                Ok(segment) => current.push(Arc::new(segment)),
                // Removed since the folder was listed, or not complete yet.
                Err(Error::Open { .. } | Error::NotATranscript { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        // A finished segment does not grow any more, but may have grown since the last refresh.
        for segment in current
            .iter()
            .rev()
            .skip(1)
            .filter(|segment| old.iter().any(|o| Arc::ptr_eq(o, segment)))
        {
            segment.rows()?;
        }
        *self.list.write().unwrap_or_else(PoisonError::into_inner) = current;
        Ok(())
    }

    pub(super) fn count(&self) -> usize {
        self.list().len()
    }

    pub(super) fn first_row(&self) -> u32 {
        self.list().first().map_or(1, |segment| segment.position().first_row)
    }

    pub(super) fn first_offset(&self) -> u64 {
        self.list().first().map_or(0, |segment| segment.position().offset)
    }

    pub(super) fn last_row(&self) -> u32 {
        self.list().last().map_or(0, |segment| last_row(segment))
    }

    pub(super) fn torn_bytes(&self) -> u64 {
        self.list().iter().map(|segment| segment.torn_bytes()).sum()
    }

    pub(super) fn bytes(&self) -> Result<u64, Error> {
        self.list().iter().map(|segment| segment.bytes()).sum()
    }

    /// Appends index rows, with offsets in the whole transcript.
    pub(super) fn index_rows(
        &self,
        first: u32,
        count: u32,
        rows: &mut Vec<IndexEntry>,
    ) -> Result<(), Error> {
        let list = self.list();
        let first_kept = list.first().map_or(1, |segment| segment.position().first_row);
        if first < first_kept && count > 0 {
            return Err(Error::Removed { row: first, first: first_kept });
        }
        let (mut next, end) = (first, first.saturating_add(count));
        while next < end {
            let at = list.partition_point(|segment| segment.position().first_row <= next);
            let missing =
                || Error::NoSuchRow { row: next, rows: list.last().map_or(0, |p| last_row(p)) };
            let segment = at.checked_sub(1).and_then(|at| list.get(at)).ok_or_else(missing)?;
            let segment_end = list.get(at).map_or(end, |after| after.position().first_row.min(end));
            segment.index_rows(
                next - segment.position().first_row + 1,
                segment_end - next,
                rows,
            )?;
            next = segment_end;
        }
        Ok(())
    }

    /// Fills as much of `buffer` as there is data from `offset` on, across segments.
    pub(super) fn read_up_to(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Error> {
        let list = self.list.read().unwrap_or_else(PoisonError::into_inner);
        if let ([only], None) = (list.as_slice(), &self.anchor) {
            return only.read_up_to(buffer, offset);
        }
        let mut filled = 0;
        while filled < buffer.len() {
            let from = offset + filled as u64;
            let at = list.partition_point(|segment| segment.position().offset <= from);
            let Some(segment) = at.checked_sub(1).and_then(|at| list.get(at)) else { break };
            let rest = &mut buffer[filled..];
            let left = list.get(at).map_or(u64::MAX, |after| after.position().offset - from);
            let len = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
            let count = segment.read_up_to(&mut rest[..len], from)?;
            filled += count;
            if count < len {
                break;
            }
        }
        Ok(filled)
    }

    /// Error for damage at an offset, with the file and the offset within it.
    pub(super) fn corrupt(&self, path: &Path, offset: u64) -> Error {
        let list = self.list();
        let at = list.partition_point(|segment| segment.position().offset <= offset);
        match at.checked_sub(1).and_then(|at| list.get(at)) {
            Some(segment) => {
                Error::Corrupt { path: segment.path().into(), offset: segment.file_offset(offset) }
            }
            None => Error::Corrupt { path: path.into(), offset },
        }
    }
}

fn last_row(segment: &Segment) -> u32 {
    (segment.position().first_row - 1).saturating_add(segment.known_rows()).min(MAX_ROW)
}
