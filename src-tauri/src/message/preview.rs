//! Previews the message in the message box: its bytes, fields, problems and missing variables.

use wirelark_core::frame::Kind;
use wirelark_core::packet::hex;
use wirelark_core::packet::layout::EncodeNote;
use wirelark_core::profile::message;
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::text_escapes;
use wirelark_core::profile::variable::VariableSources;
use wirelark_core::text::{InvisibleCount, count_invisible};

use crate::error::ErrorDto;
use crate::message::dto::PreviewDto;

/// Bytes of a message that are previewed.
pub(crate) const MAX_BYTES: usize = 256;
/// Characters of a text message that are previewed.
const MAX_CHARS: usize = 4096;
/// Kinds of invisible characters that are named.
const MAX_INVISIBLE: usize = 12;
/// Maximum length in bytes of the line of Python; it crosses to the page with every key press.
const MAX_PYTHON: usize = 1 << 20;

/// Builds the message as if it were sent now.
pub(crate) fn preview(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
) -> PreviewDto {
    let sheet = message::sheet(profile, message, sources);
    let mut preview = PreviewDto {
        lines: sheet.lines,
        faults: sheet.faults.iter().map(ErrorDto::from).collect(),
        asked: sheet.asked,
        python: sheet.python.filter(|python| python.len() <= MAX_PYTHON),
        ..PreviewDto::default()
    };
    match sheet.built {
        Ok(built) => {
            let text = (built.kind == Kind::Text).then(|| String::from_utf8_lossy(&built.bytes));
            preview.kind = built.kind.word().to_owned();
            preview.size = sheet.size as u32;
            preview.hex = hex::encode(&built.bytes[..built.bytes.len().min(MAX_BYTES)]);
            // Of a file only the beginning is here.
            let whole = text.as_deref().filter(|_| sheet.size == built.bytes.len() as u64);
            preview.invisible = whole.map(invisible).unwrap_or_default();
            preview.terminator =
                text.as_deref().map(|text| ending(text, built.terminator)).unwrap_or_default();
            preview.text = text.map(|text| text.chars().take(MAX_CHARS).collect());
            preview.spans = built.spans;
            preview.notes = built.notes.into_iter().map(note_dto).collect();
        }
        // Not an error: the page asks for the value when the message is sent.
        Err(error) if error.code() == "variable_missing" => {}
        Err(error) => preview.error = Some(error.into()),
    }
    preview
}

fn invisible(text: &str) -> Vec<InvisibleCount> {
    count_invisible(text, MAX_INVISIBLE)
}

/// The last bytes of the text, with escapes.
fn ending(text: &str, size: usize) -> String {
    text_escapes::escape(text.get(text.len().saturating_sub(size)..).unwrap_or_default())
}

fn note_dto(note: EncodeNote) -> ErrorDto {
    ErrorDto::new(&note.code.replace('.', "_"), note.text)
        .with("field", note.field)
        .with_all(note.args)
}
