//! Messages with the content of a file.

use std::str;

use super::{BuiltMessage, MessageError, terminator};
use crate::frame::Kind;
use crate::profile::model::{Message, PayloadKind, Profile};
use crate::profile::payload_files::PayloadFileError;
use crate::profile::variable::VariableSources;

/// Bytes of a text file that a preview looks at; a longer file is checked when it is sent.
const PREVIEWED_TEXT: usize = 16 << 20;

/// Reads the file and ends a text message with its terminator.
pub(super) fn build(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
) -> Result<BuiltMessage, MessageError> {
    let end = ending(profile, message)?;
    let mut bytes = sources.files.read(&message.path).map_err(at)?;
    if message.payload_kind == PayloadKind::Text {
        check_text(&bytes)?;
    }
    // A vector that grows by itself doubles.
    bytes.reserve_exact(end.len());
    bytes.extend_from_slice(end.as_bytes());
    Ok(built(message, bytes, end.len()))
}

/// Checks that the file can be opened and is not too long, without reading it.
pub fn check(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
) -> Result<(), MessageError> {
    ending(profile, message)?;
    sources.files.open(&message.path).map(drop).map_err(at)
}

/// The message with at most `limit` bytes of the file, and the size of the whole message.
pub(super) fn head(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
    limit: usize,
) -> Result<(BuiltMessage, u64), MessageError> {
    let end = ending(profile, message)?;
    let looked_at = if message.payload_kind == PayloadKind::Text { PREVIEWED_TEXT } else { limit };
    let (mut bytes, size) = sources.files.head(&message.path, looked_at).map_err(at)?;
    if message.payload_kind == PayloadKind::Text && size <= looked_at as u64 {
        check_text(&bytes)?;
    }
    bytes.truncate(limit);
    Ok((built(message, bytes, 0), size + end.len() as u64))
}

fn built(message: &Message, bytes: Vec<u8>, terminator: usize) -> BuiltMessage {
    let kind = match message.payload_kind {
        PayloadKind::Binary => Kind::Binary,
        PayloadKind::Text => Kind::Text,
    };
    BuiltMessage {
        kind,
        bytes,
        terminator,
        warnings: Vec::new(),
        spans: Vec::new(),
        notes: Vec::new(),
    }
}

/// What ends the message; only a text message has a terminator.
pub(super) fn ending(profile: &Profile, message: &Message) -> Result<String, MessageError> {
    match message.payload_kind {
        PayloadKind::Text => terminator::of(profile, message),
        PayloadKind::Binary => Ok(String::new()),
    }
}

fn check_text(bytes: &[u8]) -> Result<(), MessageError> {
    let offset = |error: str::Utf8Error| PayloadFileError::NotUtf8 { offset: error.valid_up_to() };
    str::from_utf8(bytes).map(drop).map_err(|error| at(offset(error)))
}

fn at(error: PayloadFileError) -> MessageError {
    MessageError::at("path", error)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::profile::message::{build_with, python, sheet};
    use crate::profile::payload_files::PayloadFiles;

    fn profile() -> Profile {
        serde_json::from_value(json!({"wirelark": 1, "name": "x",
            "connection": {"url": "ws://h/", "text_terminator": r"\n"}}))
        .expect("a profile")
    }

    fn message(json: Value) -> Message {
        serde_json::from_value(json).expect("a message")
    }

    #[test]
    fn a_file_is_sent_as_text_or_binary() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("t"), "é\r\n{{x}}").expect("written");
        std::fs::write(dir.path().join("b"), [b'a', b'b', 0xff, 0]).expect("written");
        let sources = VariableSources::default().with_files(PayloadFiles::all(dir.path()));
        let built = |json| build_with(&profile(), &message(json), &sources);
        let binary = built(json!({"type": "file", "path": "b"})).expect("sound");
        assert_eq!((binary.kind, &binary.bytes[..]), (Kind::Binary, &[b'a', b'b', 0xff, 0][..]));
        let text = built(json!({"type": "file", "path": "t", "as": "text"})).expect("sound");
        assert_eq!((text.kind, &text.bytes[..]), (Kind::Text, "é\r\n{{x}}\n".as_bytes()));
        let error = built(json!({"type": "file", "path": "b", "as": "text"})).expect_err("bytes");
        assert_eq!(
            (error.path.as_str(), error.code(), error.offset()),
            ("path", "payload_file.not_utf8", Some(2))
        );
        assert_eq!(
            built(json!({"type": "file"})).expect_err("no path").code(),
            "payload_file.missing"
        );
        let shown = sheet(
            &profile(),
            &message(json!({"type": "file", "path": "t", "as": "text"})),
            &sources,
        );
        assert_eq!(shown.size, 10);
        let saved =
            serde_json::to_value(message(json!({"type": "file", "path": "t", "as": "text"})));
        assert_eq!(
            saved.expect("JSON"),
            json!({"name": "", "type": "file", "path": "t", "as": "text"})
        );
    }

    #[test]
    fn python_reads_the_file() {
        let line = |json| python(&profile(), &message(json)).expect("sound");
        assert_eq!(line(json!({"type": "file", "path": "a \"b"})), r#"open("a \"b", "rb").read()"#);
        assert_eq!(
            line(json!({"type": "file", "path": "t", "as": "text"})),
            r#"open("t", "rb").read().decode() + "\n""#
        );
    }
}
