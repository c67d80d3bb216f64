//! Formats values for display.

use std::fmt::Write as _;

use super::labels::Labels;
use super::model::Display;
use super::scale::Scale;
use crate::packet::json::python_float_to;
use crate::packet::value::{Value, integer};

/// Appends a value's exact text, which forms accept and copying yields.
pub(super) fn exact(out: &mut String, value: &Value) {
    match value {
        Value::Int(number) => match i64::try_from(*number) {
            Ok(number) => out.push_str(itoa::Buffer::new().format(number)),
            Err(_) => out.push_str(itoa::Buffer::new().format(*number)),
        },
        Value::Float(number) => python_float_to(out, *number),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Bytes(bytes) => {
            out.push_str("hex:");
            for byte in bytes {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "{byte:02x}");
            }
        }
    }
}

/// How a field's values are displayed.
#[derive(Debug, Clone, Copy)]
pub(super) struct DisplayRule<'a> {
    pub display: Display,
    pub scale: Option<Scale>,
    /// The labels, for [`Display::Flags`].
    pub labels: &'a Labels,
}

/// Formats a value of `size` bytes for display; `None` if the exact text is displayed.
pub(super) fn shown(value: &Value, rule: DisplayRule<'_>, size: usize) -> Option<String> {
    let display = rule.display;
    match (value, display) {
        (Value::Bytes(bytes), _) => {
            address(bytes, display).or_else(|| printable(bytes).map(str::to_owned))
        }
        (Value::Bool(_), _) => None,
        (Value::Int(number), Display::Decimal) => rule.scale.map(|scale| scale.format(*number)),
        (Value::Float(_), Display::Decimal) => None,
        (Value::Int(number), Display::Hex) => {
            Some(format!("0x{:0width$x}", unsigned(*number, size), width = size * 2))
        }
        (Value::Int(number), Display::Binary) => {
            Some(format!("0b{:0width$b}", unsigned(*number, size), width = size * 8))
        }
        (Value::Int(number), Display::Char) => {
            let ch = u32::try_from(*number).ok().and_then(char::from_u32)?;
            Some(format!("{ch:?}"))
        }
        (Value::Int(number), Display::Flags) => flags(unsigned(*number, size), rule.labels),
        (Value::Int(number), Display::Ipv4) => {
            u32::try_from(*number).ok().map(|bits| std::net::Ipv4Addr::from_bits(bits).to_string())
        }
        (Value::Int(number), display) => time(*number, per_second(display)?),
        (Value::Float(number), display) => {
            let ns = number * 1e9 / per_second(display)? as f64;
            // Values beyond an i128 saturate, and the limits are not valid times either.
            time(ns.is_finite().then_some(ns as i128)?, 1_000_000_000)
        }
    }
}

/// Formats bytes as an address or a UUID; `None` for another display or another size.
fn address(bytes: &[u8], display: Display) -> Option<String> {
    match display {
        Display::Ipv4 => {
            <[u8; 4]>::try_from(bytes).ok().map(|four| std::net::Ipv4Addr::from(four).to_string())
        }
        Display::Ipv6 => {
            <[u8; 16]>::try_from(bytes).ok().map(|all| std::net::Ipv6Addr::from(all).to_string())
        }
        Display::Mac if bytes.len() == 6 => {
            Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":"))
        }
        Display::Uuid => {
            <[u8; 16]>::try_from(bytes).ok().map(|all| uuid::Uuid::from_bytes(all).to_string())
        }
        _ => None,
    }
}

/// The names of the masks whose bits are all set, then the bits without a name in hex: `READY|ERROR|0x10`. A mask
/// whose bits earlier names have covered is left out.
fn flags(bits: u128, labels: &Labels) -> Option<String> {
    if bits == 0 {
        return labels.of_number(0).map(str::to_owned);
    }
    let (mut names, mut rest) = (Vec::new(), bits);
    for (value, name) in labels.iter() {
        let mask = integer(value).map_or(0, |mask| mask as u128);
        if mask != 0 && bits & mask == mask && rest & mask != 0 {
            names.push(name.to_owned());
            rest &= !mask;
        }
    }
    if rest != 0 {
        names.push(format!("0x{rest:x}"));
    }
    Some(names.join("|"))
}

fn unsigned(number: i128, size: usize) -> u128 {
    let bits = (size * 8).min(127);
    number as u128 & ((1 << bits) - 1)
}

fn per_second(display: Display) -> Option<i128> {
    match display {
        Display::Unix => Some(1),
        Display::UnixMs => Some(1_000),
        Display::UnixUs => Some(1_000_000),
        Display::UnixNs => Some(1_000_000_000),
        _ => None,
    }
}

/// Formats a time as RFC 3339 in UTC with the digits of the unit; `None` outside the years 0 to 9999.
pub(crate) fn time(count: i128, per_second: i128) -> Option<String> {
    let ns = count.checked_mul(1_000_000_000 / per_second)?;
    let time = jiff::Timestamp::from_nanosecond(ns).ok()?;
    let text = match per_second {
        1 => format!("{time:.0}"),
        1_000 => format!("{time:.3}"),
        1_000_000 => format!("{time:.6}"),
        _ => format!("{time:.9}"),
    };
    Some(text)
}

/// Bytes as text: UTF-8 without control characters, ignoring trailing zeros. `None` if they are not text.
pub(crate) fn printable(bytes: &[u8]) -> Option<&str> {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let text = str::from_utf8(bytes.get(..end)?).ok()?;
    let is_control =
        |byte: u8| byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t') || byte == 0x7f;
    let plain = match text.is_ascii() {
        // Without an early end, which the compiler turns into wide instructions.
        true => !text.bytes().fold(false, |found, byte| found | is_control(byte)),
        false => !text.chars().any(|ch| ch.is_control() && !matches!(ch, '\n' | '\r' | '\t')),
    };
    (plain && !text.is_empty()).then_some(text)
}

/// Whether all of the bytes are printable text.
pub(crate) fn looks_like_text(bytes: &[u8]) -> bool {
    printable(bytes).is_some_and(|text| text.len() == bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &Value, display: Display, size: usize) -> Option<String> {
        let labels = [("1", "READY"), ("2", "ERROR"), ("0x30", "MODE")].into_iter().collect();
        super::shown(value, DisplayRule { display, scale: None, labels: &labels }, size)
    }

    #[test]
    fn formats_every_display() {
        let int = |number, display| shown(&Value::Int(number), display, 4);
        assert_eq!(int(3, Display::Flags).as_deref(), Some("READY|ERROR"));
        assert_eq!(int(0x35, Display::Flags).as_deref(), Some("READY|MODE|0x4"));
        assert_eq!(int(0, Display::Flags), None);
        assert_eq!(int(0x7f00_0001, Display::Ipv4).as_deref(), Some("127.0.0.1"));
        let bytes = |bytes: &[u8], display| shown(&Value::Bytes(bytes.to_vec()), display, 16);
        assert_eq!(bytes(&[10, 0, 0, 1], Display::Ipv4).as_deref(), Some("10.0.0.1"));
        assert_eq!(
            bytes(&[0, 1, 2, 0xaa, 4, 5], Display::Mac).as_deref(),
            Some("00:01:02:aa:04:05")
        );
        let mut loopback = [0; 16];
        loopback[15] = 1;
        assert_eq!(bytes(&loopback, Display::Ipv6).as_deref(), Some("::1"));
        assert_eq!(
            bytes(&loopback, Display::Uuid).as_deref(),
            Some("00000000-0000-0000-0000-000000000001")
        );
        assert_eq!(
            int(1_767_323_045_678_901_234, Display::UnixNs).as_deref(),
            Some("2026-01-02T03:04:05.678901234Z")
        );
        assert_eq!(int(-1, Display::Hex).as_deref(), Some("0xffffffff"));
        assert_eq!(int(5, Display::Hex).as_deref(), Some("0x00000005"));
        assert_eq!(int(65, Display::Char).as_deref(), Some("'A'"));
        assert_eq!(int(-65, Display::Char), None);
        assert_eq!(int(5, Display::Decimal), None);
        assert_eq!(int(0, Display::Unix).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(
            int(1_767_323_045_678, Display::UnixMs).as_deref(),
            Some("2026-01-02T03:04:05.678Z")
        );
        assert_eq!(int(i128::MAX, Display::UnixUs), None);
        assert_eq!(
            shown(&Value::Float(1.5), Display::Unix, 8).as_deref(),
            Some("1970-01-01T00:00:01.500000000Z")
        );
        assert_eq!(shown(&Value::Float(f64::NAN), Display::Unix, 8), None);
        assert_eq!(shown(&Value::Int(5), Display::Binary, 1).as_deref(), Some("0b00000101"));
        assert_eq!(printable(b"ab\0\0"), Some("ab"));
        assert_eq!(printable(b"\x01"), None);
        assert_eq!(printable(b"\0"), None);
    }
}
