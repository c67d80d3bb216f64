//! Pins and notes of an open transcript. Every change is saved at once.

use std::sync::Arc;

use wirelark_core::transcript::filter::NoteSource;
use wirelark_core::transcript::{Notes, NotesError, Reader, RowNote};

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::notes::dto::NoteDto;

/// Characters of a note in a table row.
const MAX_CHARS: usize = 200;
/// Maximum number of rows pinned at once; more is probably a mistake.
const MAX_PINNED: usize = 10_000;

/// A transcript's notes, or why they cannot be read.
pub(crate) struct TranscriptNotes {
    notes: Option<Notes>,
    /// Why the notes cannot be read; the file is then never written.
    error: Option<ErrorDto>,
    version: u32,
    /// Number of rows with a note, counted once per change since every poll reports it.
    noted: u32,
}

impl TranscriptNotes {
    /// Loads the notes beside the transcript.
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

    /// Increases with every change.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Why the notes cannot be read.
    pub(crate) fn error(&self) -> Option<ErrorDto> {
        self.error.clone()
    }

    /// Number of rows with a note.
    pub(crate) fn noted(&self) -> u32 {
        self.noted
    }

    /// A snapshot of the notes for a filter.
    pub(crate) fn source(&self) -> Option<Arc<dyn NoteSource>> {
        self.notes.clone().map(|notes| Arc::new(notes) as Arc<dyn NoteSource>)
    }

    pub(crate) fn get(&self, row: u32) -> NoteDto {
        let note = self.notes.as_ref().and_then(|notes| notes.get(row));
        note.map_or_else(NoteDto::default, |note| NoteDto {
            pinned: note.pinned,
            note: note.note.clone(),
        })
    }

    /// A row's pin and the first line of its note, for the table.
    pub(crate) fn first_line(&self, row: u32) -> (bool, String) {
        let Some(note) = self.notes.as_ref().and_then(|notes| notes.get(row)) else {
            return (false, String::new());
        };
        let first = note.note.lines().next().unwrap_or_default();
        let mut line: String = first.chars().take(MAX_CHARS).collect();
        if line.len() < note.note.trim_end().len() {
            line.push('…');
        }
        (note.pinned, line)
    }

    pub(crate) fn pin(&mut self, rows: &[u32], pinned: bool) -> CommandResult<()> {
        if rows.len() > MAX_PINNED {
            let detail = format!("{} rows are too many to pin", rows.len());
            return Err(ErrorDto::new("pin_too_many", detail).with("limit", MAX_PINNED));
        }
        self.change(|notes| {
            rows.iter().for_each(|&row| notes.pin(row, pinned));
            Ok(())
        })
    }

    pub(crate) fn annotate(&mut self, row: u32, text: &str) -> CommandResult<()> {
        self.change(|notes| notes.annotate(row, text.trim_end()))
    }

    /// Applies a change and saves it. If that fails, the old notes stay.
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
