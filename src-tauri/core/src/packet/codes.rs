//! Names and tones of codes: what a message's leading int32 means to people.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::frame::Direction;

/// A code's name and tone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Code {
    /// The leading int32.
    pub code: i32,
    /// Its name, as the table shows it.
    pub name: String,
    /// Good, bad or neither.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(as = "Option<Tone>", optional))]
    pub tone: Tone,
    /// Only for messages that went this way; for both where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub direction: Option<CodeDirection>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// Which way a message went that a code's name, or a rule, is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum CodeDirection {
    /// By us.
    Sent,
    /// By the server.
    Received,
}

impl CodeDirection {
    /// Whether a message that went this way is meant.
    pub fn is(self, direction: Direction) -> bool {
        matches!(
            (self, direction),
            (CodeDirection::Sent, Direction::Sent) | (CodeDirection::Received, Direction::Received)
        )
    }
}

/// How a code is to be taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// All is well.
    Good,
    /// Something is wrong.
    Bad,
    /// Neither.
    #[default]
    Neutral,
}

/// What a code is called in this direction: the first that is for it.
pub fn find(codes: &[Code], direction: Direction, code: i32) -> Option<&Code> {
    codes.iter().find(|one| one.code == code && one.direction.is_none_or(|way| way.is(direction)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_for_one_direction_only() {
        let code = |name: &str, direction| Code {
            code: 2,
            name: name.to_owned(),
            tone: Tone::Neutral,
            direction,
            extra: Map::new(),
        };
        let codes = [code("set", Some(CodeDirection::Sent)), code("any", None)];
        let name = |way| find(&codes, way, 2).map(|code| code.name.as_str());
        assert_eq!(name(Direction::Sent), Some("set"));
        assert_eq!(name(Direction::Received), Some("any"));
        assert_eq!(find(&codes, Direction::Sent, 3), None);
    }
}
