//! One of a HAR's messages.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::frame::{Direction, Kind};

/// With or without the `=` at the end.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// As DevTools' own reader all four may be absent, and what others add is ignored.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    #[serde(rename = "type", default)]
    way: Option<String>,
    #[serde(default)]
    time: Value,
    #[serde(default)]
    opcode: Option<f64>,
    #[serde(default)]
    data: Option<String>,
    /// Ours: the exact bytes of a text that is not UTF-8.
    #[serde(rename = "_wirelark_base64", default)]
    exact: Option<String>,
}

impl Message {
    /// Direction, kind and payload.
    pub(super) fn read(self) -> Result<(Direction, Kind, Vec<u8>), String> {
        let data = self.data.unwrap_or_default();
        let direction = match self.way.as_deref() {
            Some("send" | "sent") => Direction::Sent,
            Some("receive" | "received") | None => Direction::Received,
            // DevTools' line for a connection that failed: its data is the reason.
            Some("error") => return Ok((Direction::Received, Kind::Marker, data.into_bytes())),
            Some(other) => return Err(format!("`type` is {other:?}, not \"send\" or \"receive\"")),
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
            // Some write a control frame's payload as text.
            (None, _) => decode(&data).unwrap_or_else(|_| data.into_bytes()),
        };
        Ok((direction, kind, payload))
    }
}

/// What the numbers in `time` mean.
pub(super) struct Clock {
    started_ns: Option<i64>,
    /// Added to times that do not count from 1970.
    offset_ns: Option<i64>,
    last_ns: i64,
}

impl Clock {
    pub(super) fn new(started: &str) -> Clock {
        let started_ns = started.parse::<Timestamp>().ok();
        let started_ns = started_ns.and_then(|time| i64::try_from(time.as_nanosecond()).ok());
        Clock { started_ns, offset_ns: None, last_ns: started_ns.unwrap_or(0) }
    }

    /// A message's time in nanoseconds since 1970; that of the one before where it has none.
    pub(super) fn time(&mut self, message: &Message) -> Result<i64, String> {
        let wrong = || format!("`time` is {}, not seconds since 1970", message.time);
        let time_ns = match &message.time {
            Value::Null => self.last_ns,
            Value::Number(number) => self.absolute(nanoseconds(number.as_str()).ok_or_else(wrong)?),
            Value::String(text) => {
                let time: Timestamp = text.parse().map_err(|_| wrong())?;
                i64::try_from(time.as_nanosecond()).map_err(|_| wrong())?
            }
            _ => return Err(wrong()),
        };
        self.last_ns = time_ns;
        Ok(time_ns)
    }

    fn absolute(&mut self, time_ns: i64) -> i64 {
        /// Before 1973 there were no WebSockets; such a clock began with the browser.
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

/// The nanoseconds of a decimal number of seconds, every digit of it; a number as large as milliseconds or microseconds
/// since 1970 have it is taken for those.
fn nanoseconds(number: &str) -> Option<i64> {
    let digits = number.strip_prefix('-').unwrap_or(number);
    if digits.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'.') {
        // With an exponent; a double has all that such a writer had.
        return Some((number.parse::<f64>().ok()? * 1e9) as i64);
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
    fn seconds_keep_every_digit() {
        assert_eq!(nanoseconds("1767323045.678901234"), Some(1_767_323_045_678_901_234));
        assert_eq!(nanoseconds("1767323045.67890123456"), Some(1_767_323_045_678_901_234));
        assert_eq!(nanoseconds("1767323045"), Some(1_767_323_045_000_000_000));
        assert_eq!(nanoseconds("1767323045678.5"), Some(1_767_323_045_678_500_000));
        assert_eq!(nanoseconds("1767323045678901"), Some(1_767_323_045_678_901_000));
        assert_eq!(nanoseconds("-1.5"), Some(-1_500_000_000));
        assert_eq!(nanoseconds("1.5e3"), Some(1_500_000_000_000));
        assert_eq!(nanoseconds("99999999999999999999"), None);
    }
}
