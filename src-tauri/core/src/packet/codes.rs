//! Codes of messages, and their names and tones.
//!
//! [`super::code_definition`] says where the code of a message is read.

use std::collections::HashMap;
use std::fmt::{self, Display};

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::frame::Direction;

/// A code's name and tone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Code {
    /// A number or a text.
    pub code: CodeValue,
    /// Name in the table.
    pub name: String,
    /// Good, bad or neutral.
    #[serde(default)]
    #[ts(as = "Option<Tone>", optional)]
    pub tone: Tone,
    /// Restricts the code to messages of this direction; both if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub direction: Option<Direction>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// Maximum bytes of a text code; a longer text is cut.
pub const CODE_TEXT: usize = 256;

/// The code of a message, as the profile defines it: a number or a text in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(untagged)]
pub enum CodeValue {
    /// An integer, such as the leading int32 of the original script's messages.
    Number(#[ts(type = "number")] i64),
    /// Text, such as the value of `type` in JSON; also the digits of an integer beyond `i64`.
    Text(String),
}

impl CodeValue {
    /// A text code of at most [`CODE_TEXT`] bytes.
    pub fn text(text: &str) -> CodeValue {
        let mut ends = (0..=text.len().min(CODE_TEXT)).rev();
        let end = ends.find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        CodeValue::Text(text[..end].to_owned())
    }

    /// An integer of any size; beyond `i64`, its digits.
    pub fn integer(number: i128) -> CodeValue {
        i64::try_from(number)
            .map_or_else(|_| CodeValue::Text(number.to_string()), CodeValue::Number)
    }

    /// The code as a number. A text that is a number in its usual form counts: a prefix such as `42` is text.
    pub fn number(&self) -> Option<i64> {
        match self {
            CodeValue::Number(number) => Some(*number),
            CodeValue::Text(text) if text.len() <= 20 => {
                let number: i64 = text.parse().ok()?;
                (number.to_string() == *text).then_some(number)
            }
            CodeValue::Text(_) => None,
        }
    }

    /// The same code: equal, or a number and the text of that number.
    pub fn is(&self, other: &CodeValue) -> bool {
        match (self, other) {
            (CodeValue::Number(a), CodeValue::Number(b)) => a == b,
            (CodeValue::Text(a), CodeValue::Text(b)) => a == b,
            (a, b) => a.number().is_some() && a.number() == b.number(),
        }
    }
}

impl From<i32> for CodeValue {
    fn from(code: i32) -> CodeValue {
        CodeValue::Number(code.into())
    }
}

impl Display for CodeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodeValue::Number(number) => number.fmt(f),
            CodeValue::Text(text) => text.fmt(f),
        }
    }
}

/// Not derived, so that another value's error names what is expected.
impl<'de> Deserialize<'de> for CodeValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<CodeValue, D::Error> {
        struct NumberOrText;

        impl Visitor<'_> for NumberOrText {
            type Value = CodeValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer or a text")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<CodeValue, E> {
                Ok(CodeValue::Number(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<CodeValue, E> {
                Ok(CodeValue::integer(number.into()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<CodeValue, E> {
                Ok(CodeValue::Text(text.to_owned()))
            }
        }

        deserializer.deserialize_any(NumberOrText)
    }
}

/// The meaning of a code for the user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// A success.
    Good,
    /// A failure.
    Bad,
    /// Neither.
    #[default]
    Neutral,
}

/// A profile's entries for codes, by code.
#[derive(Debug, Clone, Default)]
pub struct CodeNames {
    entries: Vec<Code>,
    /// The entries of each code, in order; a text that is a number is under the number.
    numbers: HashMap<i64, Vec<u32>>,
    texts: HashMap<String, Vec<u32>>,
}

impl CodeNames {
    /// Indexes the entries.
    pub fn new(entries: &[Code]) -> CodeNames {
        let mut names = CodeNames { entries: entries.to_vec(), ..CodeNames::default() };
        for (index, entry) in (0..).zip(entries) {
            match (entry.code.number(), &entry.code) {
                (Some(number), _) => names.numbers.entry(number).or_default().push(index),
                (None, code) => names.texts.entry(code.to_string()).or_default().push(index),
            }
        }
        names
    }

    /// All entries, in the profile's order.
    pub fn entries(&self) -> &[Code] {
        &self.entries
    }

    /// Finds the first entry for a code in this direction.
    pub fn find(&self, direction: Direction, code: &CodeValue) -> Option<&Code> {
        if self.entries.is_empty() {
            return None;
        }
        let found = match (code.number(), code) {
            (Some(number), _) => self.numbers.get(&number),
            (None, CodeValue::Text(text)) => self.texts.get(text),
            (None, CodeValue::Number(_)) => None,
        };
        let entries = found?.iter().filter_map(|index| self.entries.get(*index as usize));
        let mut entries =
            entries.filter(|entry| entry.direction.is_none_or(|way| way == direction));
        entries.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: impl Into<CodeValue>, name: &str, direction: Option<Direction>) -> Code {
        let (code, name) = (code.into(), name.to_owned());
        Code { code, name, tone: Tone::Neutral, direction, extra: Map::new() }
    }

    #[test]
    fn a_name_can_be_restricted_to_one_direction() {
        let codes = [code(2, "set", Some(Direction::Sent)), code(2, "any", None)];
        let names = CodeNames::new(&codes);
        let name = |way, code: i32| names.find(way, &code.into()).map(|code| code.name.as_str());
        assert_eq!(name(Direction::Sent, 2), Some("set"));
        assert_eq!(name(Direction::Received, 2), Some("any"));
        assert_eq!(name(Direction::Sent, 3), None);
    }

    #[test]
    fn a_number_and_its_text_are_the_same_code() {
        let text = |text: &str| CodeValue::Text(text.to_owned());
        assert!(CodeValue::Number(42).is(&text("42")) && text("-1").is(&CodeValue::Number(-1)));
        assert!(!text("042").is(&CodeValue::Number(42)) && !text("+1").is(&CodeValue::Number(1)));
        assert!(text("ack").is(&text("ack")) && !text("ack").is(&text("Ack")));
        let names = CodeNames::new(&[code(4, "message", None), code(text("ack"), "ACK", None)]);
        let name = |code| names.find(Direction::Sent, &code).map(|code| code.name.as_str());
        assert_eq!((name(text("4")), name(text("ack"))), (Some("message"), Some("ACK")));
        assert_eq!(name(CodeValue::Number(5)), None);
    }

    #[test]
    fn codes_are_numbers_or_texts_in_json() {
        for (json, expected) in [
            ("2", CodeValue::Number(2)),
            ("-1", CodeValue::Number(-1)),
            ("\"connection_ack\"", CodeValue::Text("connection_ack".to_owned())),
            ("18446744073709551615", CodeValue::Text("18446744073709551615".to_owned())),
        ] {
            let read: CodeValue = serde_json::from_str(json).expect(json);
            assert_eq!(read, expected);
        }
        assert_eq!(serde_json::to_string(&CodeValue::Number(-1)).expect("JSON"), "-1");
        let error = serde_json::from_str::<CodeValue>("1.5").expect_err("no code").to_string();
        assert!(error.contains("expected an integer or a text"), "{error}");
        assert_eq!(CodeValue::text(&"é".repeat(200)), CodeValue::Text("é".repeat(128)));
    }
}
