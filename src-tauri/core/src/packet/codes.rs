//! Names and tones of codes, the leading int32 of messages.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::frame::Direction;

/// A code's name and tone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Code {
    /// The leading int32.
    pub code: i32,
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

/// The code of a message, as the profile defines it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeValue {
    /// An integer, such as the leading int32 of the original script's messages.
    Number(i64),
    /// Text, such as the value of `type` in JSON.
    Text(String),
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

/// Finds the first entry for a code in this direction.
pub fn find(codes: &[Code], direction: Direction, code: i32) -> Option<&Code> {
    codes
        .iter()
        .find(|entry| entry.code == code && entry.direction.is_none_or(|way| way == direction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_restricted_to_one_direction() {
        let code = |name: &str, direction| Code {
            code: 2,
            name: name.to_owned(),
            tone: Tone::Neutral,
            direction,
            extra: Map::new(),
        };
        let codes = [code("set", Some(Direction::Sent)), code("any", None)];
        let name = |way| find(&codes, way, 2).map(|code| code.name.as_str());
        assert_eq!(name(Direction::Sent), Some("set"));
        assert_eq!(name(Direction::Received), Some("any"));
        assert_eq!(find(&codes, Direction::Sent, 3), None);
    }
}
