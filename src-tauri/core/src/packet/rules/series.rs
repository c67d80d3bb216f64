//! Sequences, timestamps and heartbeats as configured in a profile, and where their values lie in a message.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use ts_rs::TS;

use super::decoder::{Choice, Decoder};
use super::model::Decoding;
use crate::frame::Wire;
use crate::frame::{Direction, Kind};
use crate::packet::budget::Budget;
use crate::packet::hex;
use crate::packet::layout::Plan;
use crate::packet::layout::column::FieldAccess;
use crate::packet::layout::decode::TreeLimits;
use crate::packet::literal::Literal;
use crate::packet::value::Value;

/// Limit of a profile's sequences, timestamps and heartbeats, of each; the rest is ignored.
pub const SERIES: usize = 100;
/// Prefix of paths into a message's JSON.
const JSON: &str = "json.";

/// A field that numbers messages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct Sequence {
    /// The name in sums; by default the field.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub name: String,
    /// The path of the number: a field of a layout, or `json.` and the path in a message's JSON.
    pub field: String,
    /// The path of a value by which messages are told apart: each value has a sequence of its own.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub key: String,
    /// The difference between two consecutive numbers. Default 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<i32>,
    /// Where the numbers start again at 0: `u8`, `u16`, `u32`, `u64`, a number of bits, or `none`. Default: the width
    /// of the layout's field, and `none` for JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrap: Option<Literal>,
    /// The direction of the messages. Default: received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Text or binary messages; both if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Wire>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Json>,
}

/// Where the numbers of a sequence wrap around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrapAround {
    /// At the width of the field.
    Field,
    /// Never.
    Never,
    /// At a width in bits, 1 to 64.
    Bits(u32),
}

impl Sequence {
    /// Where the numbers wrap around; `None` if [`Sequence::wrap`] is invalid.
    pub fn wrap_around(&self) -> Option<WrapAround> {
        match self.wrap.as_ref().map_or("", |wrap| wrap.as_str().trim()) {
            "" => Some(WrapAround::Field),
            "none" => Some(WrapAround::Never),
            text => match text.strip_prefix('u').unwrap_or(text).parse() {
                Ok(bits @ 1..=64) => Some(WrapAround::Bits(bits)),
                _ => None,
            },
        }
    }
}

/// A field with a time that must not run backwards.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct Timestamps {
    /// The name in sums; by default the field.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub name: String,
    /// The path of the time, a number or RFC 3339: a field of a layout, or `json.` and the path in a message's JSON.
    pub field: String,
    /// The path of a value by which messages are told apart.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub key: String,
    /// The direction of the messages. Default: received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Text or binary messages; both if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Wire>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Json>,
}

/// A message that comes regularly. It matches all conditions, of which there is at least one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct HeartbeatCheck {
    /// The name in sums; by default its first condition.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub name: String,
    /// The message's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Literal>,
    /// The name of its layout.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub layout: String,
    /// Its first bytes, as hex digits.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub prefix: String,
    /// Its whole text.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub text: String,
    /// The direction of the messages. Default: received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Text or binary messages; both if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Wire>,
    /// The usual time between two of them, such as `5s`.
    pub every: String,
    /// How much shorter or longer it may be, such as `1s`. Default: a fifth of `every`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<String>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Json>,
}

impl HeartbeatCheck {
    /// Its first condition, which stands for a missing name.
    pub fn label(&self) -> String {
        let code = self.code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default();
        let all =
            [self.name.clone(), self.text.clone(), code, self.layout.clone(), self.prefix.clone()];
        all.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }
}

/// Reports the faults of a profile's series as path, code and text.
pub(super) fn check(
    decoding: &Decoding,
    plans: &[Plan],
    report: &mut dyn FnMut(String, &'static str, String),
) {
    let Decoding { sequences, timestamps, heartbeat_checks, .. } = decoding;
    let exists = |path: &str| {
        path.starts_with(JSON)
            || plans.iter().any(|plan| !matches!(FieldAccess::new(plan, path), FieldAccess::Absent))
    };
    let mut paths = |at: String, field: &str, key: &str| {
        if field.is_empty() {
            let text = "say which field it is, such as seq or json.seq";
            report(format!("{at}.field"), "series.no_field", text.to_owned());
        }
        for (part, path) in [("field", field), ("key", key)] {
            if !path.is_empty() && !exists(path) {
                let text =
                    format!("no layout has a field '{path}'; a path in JSON starts with json.");
                report(format!("{at}.{part}"), "series.no_such_field", text);
            }
        }
    };
    for (index, one) in timestamps.iter().enumerate().take(SERIES) {
        paths(format!("timestamps[{index}]"), &one.field, &one.key);
    }
    for (index, one) in sequences.iter().enumerate().take(SERIES) {
        paths(format!("sequences[{index}]"), &one.field, &one.key);
    }
    for (index, one) in sequences.iter().enumerate().take(SERIES) {
        if one.step == Some(0) {
            let text = "the step between two numbers is not 0".to_owned();
            report(format!("sequences[{index}].step"), "series.step", text);
        }
        if one.wrap_around().is_none() {
            let text = "numbers wrap at u8, u16, u32, u64, 1 to 64 bits, or none".to_owned();
            report(format!("sequences[{index}].wrap"), "series.wrap", text);
        }
    }
    for (index, one) in heartbeat_checks.iter().enumerate().take(SERIES) {
        let at = format!("heartbeat_checks[{index}]");
        let is_known = decoding.layouts.iter().any(|layout| layout.name == one.layout);
        if one.label().is_empty() {
            let text = "say which message it is: code, layout, prefix or text";
            report(at.clone(), "series.no_condition", text.to_owned());
        }
        if !one.layout.is_empty() && !is_known {
            let text = format!("there is no layout named '{}'", one.layout);
            report(format!("{at}.layout"), "layout.no_such_layout", text);
        }
        if let Err(error) = hex::parse(&one.prefix) {
            report(format!("{at}.prefix"), error.code(), error.to_string());
        }
    }
}

/// How to read a value of a message under each layout.
#[derive(Debug, Clone)]
pub struct SeriesPath {
    plans: Vec<FieldAccess>,
    general: Vec<FieldAccess>,
    path: String,
}

impl SeriesPath {
    /// Resolves a path; `json.x` is `x` of a text message's JSON, and of the JSON in a tail.
    pub fn new(decoder: &Decoder, path: &str) -> SeriesPath {
        let of = |plan: &Plan| {
            let found = FieldAccess::new(plan, path);
            match (&found, path.strip_prefix(JSON)) {
                (FieldAccess::Absent, Some(rest)) => {
                    FieldAccess::new(plan, &format!("tail.{rest}"))
                }
                _ => found,
            }
        };
        // Only JSON is read without a layout: the leading int32 of other messages is no field of the profile.
        let general = decoder.general.plans().iter();
        let general = general.map(|plan| match path.starts_with(JSON) {
            true => of(plan),
            false => FieldAccess::Absent,
        });
        let plans = decoder.plans.iter().map(of).collect();
        SeriesPath { plans, general: general.collect(), path: path.to_owned() }
    }

    fn access(&self, choice: Choice) -> Option<&FieldAccess> {
        match choice {
            Choice::Layout(index) => self.plans.get(index),
            Choice::General(index) => self.general.get(index),
            Choice::Lens => None,
        }
    }

    /// The value in a message whose layout was chosen.
    pub fn value(
        &self,
        decoder: &Decoder,
        way: (Kind, Direction),
        choice: Choice,
        message: &[u8],
    ) -> Option<Value> {
        if choice == Choice::Lens {
            return decoder.lens_value(way, message, &self.path);
        }
        let mut budget = Budget::message(message.len(), TreeLimits::PAGE.bytes);
        self.access(choice)?.value_within(decoder.plan_of(choice)?, message, &mut budget)
    }

    /// The width of the integer in bits, where it lies at a fixed offset.
    pub fn width(&self, choice: Choice) -> Option<u32> {
        self.access(choice)?.width()
    }
}

/// Whether a message has the direction and kind of a series.
pub fn is_of(direction: Option<Direction>, wire: Option<Wire>, way: Direction, kind: Kind) -> bool {
    direction.unwrap_or(Direction::Received) == way
        && wire.map_or(matches!(kind, Kind::Text | Kind::Binary), |wire| wire.is(kind))
}
