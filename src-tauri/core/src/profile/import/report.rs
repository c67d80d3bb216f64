//! Collects the notes of an import, each with its place.

use super::note::{ImportNote, ImportNoteCode};

/// Limit of the notes of one import; further ones are counted.
const MAX_NOTES: usize = 2_000;
/// Limit of a note's path and text in characters, because both hold words of the file.
const MAX_WORDS: usize = 300;

/// The notes so far, and the file that is being read.
#[derive(Debug, Default)]
pub(super) struct ImportReport {
    notes: Vec<ImportNote>,
    left_out: usize,
    file: String,
}

impl ImportReport {
    /// Later notes are about this file.
    pub(super) fn enter(&mut self, file: &str) {
        self.file = file.to_owned();
    }

    /// Adds a note about the field at `path`.
    pub(super) fn at(&mut self, path: &str, code: ImportNoteCode, text: impl Into<String>) {
        self.add(path, None, code, text.into());
    }

    /// Adds a note about a line, from 1.
    pub(super) fn line(&mut self, line: usize, code: ImportNoteCode, text: impl Into<String>) {
        self.add("", Some(line), code, text.into());
    }

    /// Says that something has no counterpart.
    pub(super) fn lost(&mut self, path: &str, text: impl Into<String>) {
        self.at(path, ImportNoteCode::NotCarriedOver, text);
    }

    /// Says that something differs.
    pub(super) fn changed(&mut self, path: &str, text: impl Into<String>) {
        self.at(path, ImportNoteCode::CarriedOverDifferently, text);
    }

    /// Says that an item is of another kind.
    pub(super) fn skipped(&mut self, path: &str, text: impl Into<String>) {
        self.at(path, ImportNoteCode::Skipped, text);
    }

    fn add(&mut self, path: &str, line: Option<usize>, code: ImportNoteCode, text: String) {
        if self.notes.len() == MAX_NOTES {
            self.left_out += 1;
            return;
        }
        let note =
            ImportNote { file: self.file.clone(), path: cut(path), line, code, text: cut(&text) };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    pub(super) fn finish(mut self) -> Vec<ImportNote> {
        if self.left_out > 0 {
            let text = format!("{} more notes are not listed", self.left_out);
            let code = ImportNoteCode::NotCarriedOver;
            self.notes.push(ImportNote {
                file: String::new(),
                path: String::new(),
                line: None,
                code,
                text,
            });
        }
        self.notes
    }
}

/// At most [`MAX_WORDS`] characters.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
