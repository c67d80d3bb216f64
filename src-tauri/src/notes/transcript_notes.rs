//! Pins and notes of a transcript as the window shows and changes them.

use std::sync::Arc;

use wirelark_core::transcript::filter::NoteSource as Asked;
use wirelark_core::transcript::{Notes, NotesError, Reader, RowNote};

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::notes::dto::NoteDto;

/// So much of a note is shown in a line of the table.
const MOST_CHARS: usize = 200;
/// Nobody pins more by hand; it is a slip.
const MOST_PINNED: usize = 10_000;

/// See the module's text.
pub(crate) struct TranscriptNotes {
    notes: Option<Notes>,
    /// Why they could not be read: the file is left as it is, and nothing is written.
    error: Option<ErrorDto>,
    version: u32,
    /// How many rows have a note: asked for with every answer.
    noted: u32,
}

impl TranscriptNotes {
    /// Those beside the transcript.
    pub(crate) fn load(reader: &Reader) -> TranscriptNotes {
        match Notes::load(reader) {
            Ok(notes) => {
                let noted = noted(&notes);
                TranscriptNotes { notes: Some(notes), error: None, version: 0, noted }
            }
            Err(error) => {
                TranscriptNotes { notes: None, error: Some(error.into()), version: 0, noted: 0 }
            }
        }
    }

    /// Rises with every change.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Why they could not be read.
    pub(crate) fn error(&self) -> Option<ErrorDto> {
        self.error.clone()
    }

    /// How many rows have a note.
    pub(crate) fn noted(&self) -> u32 {
        self.noted
    }

    /// For a filter.
    pub(crate) fn asked(&self) -> Option<Arc<dyn Asked>> {
        self.notes.clone().map(|notes| Arc::new(notes) as Arc<dyn Asked>)
    }

    pub(crate) fn get(&self, row: u32) -> NoteDto {
        let found = self.notes.as_ref().and_then(|notes| notes.get(row));
        found.map_or_else(NoteDto::default, |note| NoteDto {
            pinned: note.pinned,
            note: note.note.clone(),
        })
    }

    /// A note's first line, for the table.
    pub(crate) fn line(&self, row: u32) -> (bool, String) {
        let Some(note) = self.notes.as_ref().and_then(|notes| notes.get(row)) else {
            return (false, String::new());
        };
        let first = note.note.lines().next().unwrap_or_default();
        let mut line: String = first.chars().take(MOST_CHARS).collect();
        if line.len() < note.note.trim_end().len() {
            line.push('…');
        }
        (note.pinned, line)
    }

    pub(crate) fn pin(&mut self, rows: &[u32], pinned: bool) -> CommandResult<()> {
        if rows.len() > MOST_PINNED {
            let detail = format!("{} rows are too many to pin", rows.len());
            return Err(ErrorDto::new("pin_too_many", detail).with("limit", MOST_PINNED));
        }
        self.change(|notes| {
            rows.iter().for_each(|&row| notes.pin(row, pinned));
            Ok(())
        })
    }

    pub(crate) fn annotate(&mut self, row: u32, text: &str) -> CommandResult<()> {
        self.change(|notes| notes.annotate(row, text.trim_end()))
    }

    /// What cannot be written is not shown as if it were.
    fn change(
        &mut self,
        change: impl FnOnce(&mut Notes) -> Result<(), NotesError>,
    ) -> CommandResult<()> {
        let Some(old) = &self.notes else {
            return Err(self.error.clone().unwrap_or_else(|| ErrorDto::internal("no notes")));
        };
        let mut next = old.clone();
        change(&mut next)?;
        next.save()?;
        self.noted = noted(&next);
        self.notes = Some(next);
        self.version += 1;
        Ok(())
    }
}

fn noted(notes: &Notes) -> u32 {
    let has = |(_, note): &(u32, &RowNote)| !note.note.is_empty();
    notes.rows().filter(has).count() as u32
}

impl From<NotesError> for ErrorDto {
    fn from(error: NotesError) -> Self {
        let dto = ErrorDto::new(error.code(), &error);
        match &error {
            NotesError::Damaged { path, line, column, what } => dto
                .with("path", path.display())
                .with("line", line)
                .with("column", column)
                .with("what", what),
            NotesError::Newer { path, version } => {
                dto.with("path", path.display()).with("version", version)
            }
            NotesError::Read { path, message } | NotesError::Write { path, message } => {
                dto.with("path", path.display()).with("what", message)
            }
            NotesError::TooLong { size } => dto.with("size", size),
            _ => dto,
        }
    }
}
