//! What an import says about the fields that it did not carry over as they were.

use std::fmt;

use serde::Serialize;
use ts_rs::TS;

/// Why a note was written.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ImportNoteCode {
    /// A field or an item has no counterpart in a profile, or its value is not valid there.
    NotCarriedOver,
    /// A value means nearly the same in the profile; the text says what differs.
    CarriedOverDifferently,
    /// A credential was replaced by `{{secret:NAME}}`.
    SecretLeftOut,
    /// The source has a construct that the importer cannot read.
    NotUnderstood,
    /// An item of another protocol.
    Skipped,
    /// A `{{name}}` has no value in the source.
    ValueMissing,
}

/// A line of an import's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportNote {
    /// The file within the imported folder; empty if a single file or text was imported.
    pub file: String,
    /// The path of the field in the file, such as `resources[2].url`; may be empty.
    pub path: String,
    /// The line in the file, from 1, where the format has no paths.
    #[ts(as = "Option<u32>")]
    pub line: Option<usize>,
    /// The kind of note.
    pub code: ImportNoteCode,
    /// An English sentence without the place.
    pub text: String,
}

impl ImportNoteCode {
    /// The stable word for scripts and translations.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl fmt::Display for ImportNote {
    /// `FILE, line N, at PATH: TEXT`, without the parts that are not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = Vec::new();
        if !self.file.is_empty() {
            place.push(self.file.clone());
        }
        place.extend(self.line.map(|line| format!("line {line}")));
        if !self.path.is_empty() {
            place.push(format!("at {}", self.path));
        }
        match place.is_empty() {
            true => f.write_str(&self.text),
            false => write!(f, "{}: {}", place.join(", "), self.text),
        }
    }
}
