//! A message of a HAR.

use std::fmt;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Number;

use super::super::error::brief;
use crate::frame::{Direction, Kind};

/// Accepts base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// All fields are optional, as in DevTools' own reader; unknown ones are ignored.
#[derive(Debug, Deserialize)]
pub(super) struct HarMessage {
    #[serde(rename = "type", default)]
    direction: Option<String>,
    #[serde(default)]
    time: Time,
    #[serde(default)]
    opcode: Option<f64>,
    #[serde(default)]
    data: Option<String>,
    /// Wirelark's extension: the exact bytes of a text that is not UTF-8.
    #[serde(rename = "_wirelark_base64", default)]
    exact: Option<String>,
}

/// The `time` of a message. Arrays and objects are rejected without reading them into memory.
#[derive(Debug, Default)]
enum Time {
    #[default]
    None,
    /// Digits of a number.
    Number(String),
    Text(String),
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Time, D::Error> {
        json.deserialize_any(TimeVisitor)
    }
}

struct TimeVisitor;

impl<'de> Visitor<'de> for TimeVisitor {
    type Value = Time;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`time` in seconds since 1970")
    }

    fn visit_unit<E>(self) -> Result<Time, E> {
        Ok(Time::None)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Time, E> {
        Ok(Time::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Time, E> {
        Ok(Time::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Time, E> {
        Ok(Time::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Time, E> {
        Ok(Time::Text(text.to_owned()))
    }

    /// serde_json passes a number with a fraction as a map, with all of its digits.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Time, A::Error> {
        let number = Number::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Time::Number(number.as_str().to_owned()))
    }
}

impl HarMessage {
    /// Decodes direction, kind and payload.
    pub(super) fn read(self) -> Result<(Direction, Kind, Vec<u8>), String> {
        let data = self.data.unwrap_or_default();
        let direction = match self.direction.as_deref() {
            Some("send" | "sent") => Direction::Sent,
            Some("receive" | "received") | None => Direction::Received,
            // DevTools' entry for a failed connection, with the reason as data.
            Some("error") => return Ok((Direction::Received, Kind::Marker, data.into_bytes())),
            Some(other) => {
                let other = brief(other);
                return Err(format!("`type` is {other:?}, not \"send\" or \"receive\""));
            }
        };
        let opcode = self.opcode.unwrap_or(1.0);
        let kind = match opcode as i64 {
            1 => Kind::Text,
            0 | 2 => Kind::Binary,
            8 => Kind::Close,
            9 => Kind::Ping,
            10 => Kind::Pong,
            _ => return Err(format!("`opcode` is {opcode}, which no message has")),
        };
        let decode = |text: &str| {
            BASE64.decode(text).map_err(|error| {
                format!("`data` of opcode {opcode} must be base64, and is not: {error}")
            })
        };
        let payload = match (&self.exact, kind) {
            (Some(exact), _) => decode(exact)?,
            (None, Kind::Text) => data.into_bytes(),
            (None, Kind::Binary) => decode(&data)?,
            // Some programs write a control frame's payload as text.
            (None, _) => decode(&data).unwrap_or_else(|_| data.into_bytes()),
        };
        Ok((direction, kind, payload))
    }
}

/// Interprets the `time` values of a connection.
pub(super) struct TimeBase {
    started_ns: Option<i64>,
    /// Added to times that do not count from 1970.
    offset_ns: Option<i64>,
    last_ns: i64,
}

impl TimeBase {
    pub(super) fn new(started: &str) -> TimeBase {
        let started_ns = started.parse::<Timestamp>().ok();
        let started_ns = started_ns.and_then(|time| i64::try_from(time.as_nanosecond()).ok());
        TimeBase { started_ns, offset_ns: None, last_ns: started_ns.unwrap_or(0) }
    }

    /// A message's time in nanoseconds since the Unix epoch; the previous message's if it has none.
    pub(super) fn time(&mut self, message: &HarMessage) -> Result<i64, String> {
        let invalid_time = |text: &str| format!("`time` is {text}, not seconds since 1970");
        let time_ns = match &message.time {
            Time::None => self.last_ns,
            Time::Number(number) => {
                self.absolute(nanoseconds(number).ok_or_else(|| invalid_time(number))?)
            }
            Time::Text(text) => {
                let time: Option<Timestamp> = text.parse().ok();
                let time_ns = time.and_then(|time| i64::try_from(time.as_nanosecond()).ok());
                time_ns.ok_or_else(|| invalid_time(&format!("{:?}", brief(text))))?
            }
        };
        self.last_ns = time_ns;
        Ok(time_ns)
    }

    fn absolute(&mut self, time_ns: i64) -> i64 {
        /// Times before 1973 predate WebSockets, and count from the browser's start.
        const TOO_EARLY: i64 = 100_000_000 * 1_000_000_000;
        match self.started_ns {
            Some(started) if time_ns < TOO_EARLY && started >= TOO_EARLY => {
                let offset = *self.offset_ns.get_or_insert(started.saturating_sub(time_ns));
                time_ns.saturating_add(offset)
            }
            _ => time_ns,
        }
    }
}

/// Exact nanoseconds of a decimal number of seconds; numbers of the magnitude of milliseconds or
/// microseconds since 1970 are taken as those.
fn nanoseconds(number: &str) -> Option<i64> {
    let digits = number.strip_prefix('-').unwrap_or(number);
    if digits.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'.') {
        // A number with an exponent came from a double.
        let ns = number.parse::<f64>().ok()? * 1e9;
        return (ns.abs() < i64::MAX as f64).then_some(ns as i64);
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = match whole.len() {
        0..=11 => 9,
        12..=14 => 6,
        15..=17 => 3,
        _ => 0,
    };
    let fraction = format!("{fraction:0<9}");
    let ns: i64 = format!("{whole}{}", fraction.get(..places)?).parse().ok()?;
    Some(if number.starts_with('-') { -ns } else { ns })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_parsed_exactly() {
        assert_eq!(nanoseconds("1767323045.678901234"), Some(1_767_323_045_678_901_234));
        assert_eq!(nanoseconds("1767323045.67890123456"), Some(1_767_323_045_678_901_234));
        assert_eq!(nanoseconds("1767323045"), Some(1_767_323_045_000_000_000));
        assert_eq!(nanoseconds("1767323045678.5"), Some(1_767_323_045_678_500_000));
        assert_eq!(nanoseconds("1767323045678901"), Some(1_767_323_045_678_901_000));
        assert_eq!(nanoseconds("-1.5"), Some(-1_500_000_000));
        assert_eq!(nanoseconds("1.5e3"), Some(1_500_000_000_000));
        assert_eq!(nanoseconds("99999999999999999999"), None);
        assert_eq!(nanoseconds("1e300"), None);
        assert_eq!(nanoseconds("-1e10"), None);
    }
}
