//! Literals: values as the user typed them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Number, Value};
use ts_rs::TS;

/// A value as it was typed, with the JSON type in which it is written back.
///
/// A file may contain `7`, `"7"` or `true`; the window always sends strings. `null` is read as empty text. A number
/// that JavaScript would change (`9007199254740993`, `1.0`, `1e5`) is read as text, so that its digits survive the
/// round trip through the window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, TS)]
#[ts(type = "string | number | boolean")]
pub struct Literal {
    text: String,
    origin: Origin,
}

/// The JSON type from which a literal was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
enum Origin {
    #[default]
    Text,
    Number,
    Bool,
}

impl Literal {
    /// The text as typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn from_number(number: &Number) -> Literal {
        let text = number.as_str().to_owned();
        let origin = if survives_javascript(&text) { Origin::Number } else { Origin::Text };
        Literal { text, origin }
    }
}

/// Whether JavaScript would write the same digits after reading them.
fn survives_javascript(text: &str) -> bool {
    // In this range, JavaScript and Rust both write the shortest digits without exponent; JavaScript writes -0 as 0.
    text.parse::<f64>().is_ok_and(|number| {
        number.to_string() == text
            && number.abs() <= 9_007_199_254_740_992.0
            && (number.abs() >= 1e-6 || text == "0")
    })
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Literal { text, origin: Origin::Text }
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<i64> for Literal {
    fn from(number: i64) -> Self {
        Literal::from_number(&number.into())
    }
}

impl From<bool> for Literal {
    fn from(truth: bool) -> Self {
        Literal { text: truth.to_string(), origin: Origin::Bool }
    }
}

impl AsRef<str> for Literal {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.origin {
            Origin::Text => serializer.serialize_str(&self.text),
            Origin::Bool => serializer.serialize_bool(self.text == "true"),
            Origin::Number => match self.text.parse::<Number>() {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(&self.text),
            },
        }
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Deserialise through `Value`, which keeps every digit of a number.
        match Value::deserialize(deserializer)? {
            Value::Null => Ok(Literal::default()),
            Value::Bool(truth) => Ok(truth.into()),
            Value::Number(number) => Ok(Literal::from_number(&number)),
            Value::String(text) => Ok(text.into()),
            Value::Array(_) => Err(invalid_type("a list")),
            Value::Object(_) => Err(invalid_type("an object")),
        }
    }
}

fn invalid_type<E: de::Error>(got: &str) -> E {
    E::invalid_type(de::Unexpected::Other(got), &"a string, a number, true, false or null")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn round_trip(json: &str) -> String {
        let literal: Literal = serde_json::from_str(json).unwrap();
        let written = serde_json::to_string(&literal).unwrap();
        assert_eq!(serde_json::from_str::<Literal>(&written).unwrap(), literal);
        written
    }

    #[test]
    fn literals_are_written_back_unchanged() {
        for json in [r#""123""#, "123", "-7", "0", "1.5", "-0.25", "true", "false", r#""""#] {
            assert_eq!(round_trip(json), json);
        }
        assert_eq!(round_trip("9007199254740992"), "9007199254740992");
    }

    #[test]
    fn digits_that_javascript_would_change_become_text() {
        assert_eq!(round_trip("9007199254740993"), r#""9007199254740993""#);
        assert_eq!(round_trip("18446744073709551615"), r#""18446744073709551615""#);
        assert_eq!(round_trip("1.0"), r#""1.0""#);
        assert_eq!(round_trip("-0"), r#""-0""#);
        assert_eq!(round_trip("0.10000000000000001"), r#""0.10000000000000001""#);
        assert_eq!(round_trip("0.0000001"), r#""0.0000001""#);
        assert_eq!(round_trip("null"), r#""""#);
    }

    #[test]
    fn lists_and_objects_are_rejected() {
        let error = serde_json::from_str::<Literal>("[1]").unwrap_err().to_string();
        assert!(error.contains("a list"), "{error}");
    }
}
