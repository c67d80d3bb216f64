//! Turns pasted text into messages of a profile.

use serde::Serialize;
use ts_rs::TS;

use super::model::{BodyType, Message, MessageStyle, MessageTail, TailType};
use crate::packet::hex;
use crate::packet::json::Style;
use crate::packet::literal::Literal;
use crate::packet::paste::{self, Candidate, DraftTail, Named, PastedMessage, TakenFor};

/// Pasted text as messages, with alternative interpretations.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Pasted {
    /// The most likely interpretation.
    pub taken_for: TakenFor,
    /// The messages of this interpretation; at least one.
    pub messages: Vec<Message>,
    /// Other interpretations, most likely first. Plain text is always among them.
    pub others: Vec<PastedOther>,
}

/// An alternative interpretation of pasted text.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PastedOther {
    /// The interpretation.
    pub taken_for: TakenFor,
    /// The messages of this interpretation.
    pub messages: Vec<Message>,
}

/// Recognises pasted text. Never fails: any text is at least a text message.
pub fn recognise(text: &str) -> Pasted {
    let to_pasted = |candidate: Candidate| PastedOther {
        taken_for: candidate.taken_for,
        messages: candidate.messages.into_iter().map(message).collect(),
    };
    let mut all = paste::recognise(text).into_iter().map(to_pasted);
    let first = all.next().unwrap_or_else(|| PastedOther {
        taken_for: TakenFor::Text,
        messages: vec![message(PastedMessage::Text(text.to_owned()).unnamed())],
    });
    Pasted { taken_for: first.taken_for, messages: first.messages, others: all.collect() }
}

/// The message of a profile that a recognised message becomes.
pub(super) fn message(named: Named) -> Message {
    let empty = |body| Message { name: named.name.clone(), ..Message::of(body) };
    match named.draft {
        PastedMessage::Text(text) => Message { text, ..empty(BodyType::Text) },
        PastedMessage::Json(text, style) => {
            Message { text, style: explicit_style(style), ..empty(BodyType::Json) }
        }
        PastedMessage::Bytes(bytes) => {
            Message { text: hex::encode(&bytes), ..empty(BodyType::Hex) }
        }
        PastedMessage::Packed { format, values, tail } => Message {
            format,
            values: values.into_iter().map(Literal::from).collect(),
            tail: tail.map(self::tail),
            ..empty(BodyType::Packed)
        },
    }
}

fn tail(draft: DraftTail) -> MessageTail {
    match draft {
        DraftTail::Text(text) => {
            MessageTail { body: TailType::Text, text, ..MessageTail::default() }
        }
        DraftTail::Json(text, style) => MessageTail {
            body: TailType::Json,
            text,
            style: explicit_style(style),
            ..MessageTail::default()
        },
        DraftTail::Bytes(bytes) => {
            MessageTail { body: TailType::Hex, text: hex::encode(&bytes), ..MessageTail::default() }
        }
    }
}

/// The style, if it is not the default.
fn explicit_style(style: Style) -> Option<MessageStyle> {
    (style != Style::default()).then_some(style.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{message, original_script};

    #[test]
    fn the_original_scripts_lines_build_its_bytes() {
        let pasted = recognise(
            "setService = struct.pack('=i', 2) + json.dumps([\"first\", \"test\"]).encode('utf-8')\n\
             free = struct.pack('=ib', 0, 0)",
        );
        let profile = original_script::profile().expect("the shipped file");
        assert_eq!(pasted.taken_for, TakenFor::Python);
        for (pasted, saved) in pasted.messages.iter().zip(&profile.messages) {
            let bytes = |message| message::build(&profile, message).expect("sound").bytes;
            assert_eq!(bytes(pasted), bytes(saved));
        }
        assert_eq!(pasted.others.last().map(|other| other.taken_for), Some(TakenFor::Text));
    }

    #[test]
    fn unknown_names_become_variables() {
        let pasted = recognise("struct.pack('=ib', 0, flag)");
        assert_eq!(pasted.messages[0].values[1].as_str(), "{{flag}}");
        let profile = original_script::profile().expect("the shipped file");
        let error = message::build(&profile, &pasted.messages[0]).expect_err("no flag");
        assert_eq!((error.path.as_str(), error.code()), ("values[1]", "variable_missing"));
    }
}
