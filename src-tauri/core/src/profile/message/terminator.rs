//! What ends every text message of a profile, such as LF, NUL or the record separator of SignalR.

use super::MessageError;
use crate::profile::model::{Connection, Message, Profile};
use crate::profile::text_escapes::{self, EscapeError};

/// Limit of a terminator as typed, in bytes.
const MAX_TYPED: usize = 256;

/// Why a terminator is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TerminatorError {
    /// An invalid escape.
    #[error(transparent)]
    Escape(#[from] EscapeError),
    /// More than 256 bytes.
    #[error("a terminator has at most {MAX_TYPED} bytes; this one has {0}")]
    TooLong(usize),
}

impl TerminatorError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            TerminatorError::Escape(error) => error.code(),
            TerminatorError::TooLong(_) => "terminator.too_long",
        }
    }
}

fn expand(typed: &str) -> Result<String, TerminatorError> {
    match typed.len() {
        0..=MAX_TYPED => Ok(text_escapes::expand(typed)?),
        size => Err(TerminatorError::TooLong(size)),
    }
}

/// The terminator of a connection's text messages and login, with its escapes expanded.
pub(crate) fn of_profile(connection: &Connection) -> Result<String, TerminatorError> {
    expand(&connection.text_terminator)
}

/// The terminator of a text message: its own, or the connection's. Errors of the connection's have the path of that
/// setting.
pub(super) fn of(profile: &Profile, message: &Message) -> Result<String, MessageError> {
    match &message.terminator {
        Some(own) => expand(own).map_err(|error| MessageError::at("terminator", error)),
        None => of_profile(&profile.connection)
            .map_err(|error| MessageError::at("connection.text_terminator", error)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::profile::message::{build, check_content, from_payload, python};

    fn profile(terminator: &str) -> Profile {
        serde_json::from_value(json!({"wirelark": 1, "name": "x",
            "connection": {"url": "ws://h/", "text_terminator": terminator}}))
        .expect("a profile")
    }

    fn message(json: Value) -> Message {
        serde_json::from_value(json).expect("a message")
    }

    #[test]
    fn ends_text_messages_only() {
        let record = profile(r"\x1e");
        let built = |json| build(&record, &message(json)).expect("sound");
        let text = built(json!({"type": "text", "text": "{}"}));
        assert_eq!((&text.bytes[..], text.terminator), (&b"{}\x1e"[..], 1));
        assert_eq!(built(json!({"type": "json", "text": "[1,2]"})).bytes, b"[1, 2]\x1e");
        assert_eq!(built(json!({"type": "hex", "text": "00"})).bytes, [0]);
        assert_eq!(built(json!({"type": "packed", "format": "b", "values": [1]})).bytes, [1]);
        let own = json!({"type": "text", "text": "x", "terminator": r"\r\n"});
        assert_eq!(built(own).bytes, b"x\r\n");
        assert_eq!(built(json!({"type": "text", "text": "x", "terminator": ""})).bytes, b"x");
        // Written into a file with JSON's own escapes.
        assert_eq!(of_profile(&profile("\r\n\0").connection).as_deref(), Ok("\r\n\0"));
        assert_eq!(
            build(&profile(""), &message(json!({"type": "text", "text": "x"})))
                .expect("sound")
                .bytes,
            b"x"
        );
    }

    #[test]
    fn a_message_that_has_only_its_terminator_is_empty() {
        let (record, empty) = (profile(r"\0"), message(json!({"type": "text"})));
        let built = build(&record, &empty).expect("sound");
        assert_eq!(check_content(&empty, &built).expect_err("empty").code(), "message.empty");
    }

    #[test]
    fn mistakes_have_their_place() {
        let error = |typed: &str, json| {
            let error = build(&profile(typed), &message(json)).expect_err("a mistake");
            (error.path.clone(), error.code(), error.column())
        };
        let text = json!({"type": "text", "text": "x"});
        let at = "connection.text_terminator".to_owned();
        assert_eq!(error(r"\r\q", text.clone()), (at.clone(), "escape.unknown", Some(3)));
        assert_eq!(error(&"x".repeat(257), text), (at, "terminator.too_long", None));
        let own = json!({"type": "text", "text": "x", "terminator": r"\"});
        assert_eq!(error("", own), ("terminator".to_owned(), "escape.end", Some(1)));
    }

    #[test]
    fn a_recorded_text_is_sent_as_it_was() {
        use crate::frame::{Direction, Kind};
        let record = profile(r"\x1e");
        for (payload, text, terminator) in [
            ("{}\x1e", "{}", None),
            ("{}", "{}", Some("")),
            ("\x1e\x1e", r"\x1e", None),
            ("", "", Some("")),
        ] {
            let made = from_payload(&record, Kind::Text, Direction::Sent, payload.as_bytes());
            assert_eq!((made.text.as_str(), made.terminator.as_deref()), (text, terminator));
            assert_eq!(build(&record, &made).expect("sound").bytes, payload.as_bytes());
        }
    }

    #[test]
    fn python_ends_its_text_too() {
        let record = profile(r"\n");
        let line = |json| python(&record, &message(json)).expect("sound");
        assert_eq!(line(json!({"type": "text", "text": "x"})), r#""x\n""#);
        assert_eq!(line(json!({"type": "json", "text": "[1]"})), r#"json.dumps([1]) + "\n""#);
        let typed = json!({"type": "json", "text": "[ 1 ]", "style": "typed"});
        assert_eq!(line(typed), r#""[ 1 ]\n""#);
    }
}
