//! The inspector: interprets the bytes at an offset as every supported type.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::encoding::Encoding;
use super::format::{DataModel, StructFormat};
use super::layout::display::time;
use super::unpack;
use super::value::Value;

/// One interpretation of the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "InspectorRow")]
pub struct Interpretation {
    /// A stable name: `int8`, `uint64`, `float16`, `utf-8`, `utf-16`, `gbk`, `unix`, `unix_ms`.
    pub name: String,
    /// Size in bytes; 0 if there are too few bytes.
    pub size: usize,
    /// The little-endian value, or the value of a type without byte order.
    pub little: Option<String>,
    /// The big-endian value; absent for types without byte order.
    pub big: Option<String>,
}

/// Limit of the bytes interpreted as text.
const TEXT_BYTES: usize = 256;

const NUMBERS: [(&str, char); 11] = [
    ("int8", 'b'),
    ("uint8", 'B'),
    ("int16", 'h'),
    ("uint16", 'H'),
    ("int32", 'i'),
    ("uint32", 'I'),
    ("int64", 'q'),
    ("uint64", 'Q'),
    ("float16", 'e'),
    ("float32", 'f'),
    ("float64", 'd'),
];

/// Interprets the bytes at an offset as integers, floats, times and text.
pub fn inspect(message: &[u8], offset: usize) -> Vec<Interpretation> {
    let bytes = message.get(offset..).unwrap_or_default();
    let mut rows = Vec::new();
    for (name, ch) in NUMBERS {
        let read = |order: &str| number(order, ch, bytes);
        let (little, big) = (read("<"), read(">"));
        let size = little.as_ref().map_or(0, |(_, size)| *size);
        let text = |read: Option<(Value, usize)>| read.map(|(value, _)| value.to_text());
        let ordered = !matches!(ch, 'b' | 'B');
        rows.push(Interpretation {
            name: name.to_owned(),
            size,
            little: text(little),
            big: text(big).filter(|_| ordered),
        });
    }
    for (name, ch, per_second) in [
        ("unix", 'i', 1),
        ("unix_ms", 'q', 1_000),
        ("unix_us", 'q', 1_000_000),
        ("unix_float", 'd', 0),
    ] {
        let moment = |order: &str| match number(order, ch, bytes)?.0 {
            Value::Int(count) => time(count, per_second),
            Value::Float(seconds) if seconds.is_finite() => {
                time((seconds * 1e9) as i128, 1_000_000_000)
            }
            _ => None,
        };
        let (little, big) = (moment("<"), moment(">"));
        let size =
            if little.is_some() || big.is_some() { if ch == 'i' { 4 } else { 8 } } else { 0 };
        rows.push(Interpretation { name: name.to_owned(), size, little, big });
    }
    let near = bytes.get(..TEXT_BYTES).unwrap_or(bytes);
    rows.push(text_row("utf-8", &utf8(near)));
    rows.push(text_row("gbk", &readable(&Encoding::Gbk.decode(near).0)));
    rows.push(utf16(near));
    rows
}

fn number(order: &str, ch: char, bytes: &[u8]) -> Option<(Value, usize)> {
    let format = StructFormat::parse(&format!("{order}{ch}"), DataModel::Lp64).ok()?;
    let value = unpack::unpack_from(&format, bytes, 0).ok()?.values.pop()?;
    Some((value, format.size()))
}

fn text_row(name: &str, text: &str) -> Interpretation {
    let shown = (!text.is_empty()).then(|| text.to_owned());
    Interpretation { name: name.to_owned(), size: text.len(), little: shown, big: None }
}

/// The text up to the first byte that is not valid UTF-8.
fn utf8(bytes: &[u8]) -> String {
    let end = match str::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(error) => error.valid_up_to(),
    };
    readable(str::from_utf8(bytes.get(..end).unwrap_or_default()).unwrap_or_default())
}

/// The text up to the first unreadable character.
fn readable(text: &str) -> String {
    text.chars().take_while(|ch| !ch.is_control() && *ch != char::REPLACEMENT_CHARACTER).collect()
}

fn utf16(bytes: &[u8]) -> Interpretation {
    let text = |of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map_while(Result::ok).collect();
        Some(readable(&text)).filter(|text| !text.is_empty())
    };
    let (little, big) = (text(u16::from_le_bytes), text(u16::from_be_bytes));
    let longest = little.iter().chain(&big).map(|text| text.encode_utf16().count() * 2).max();
    Interpretation { name: "utf-16".to_owned(), size: longest.unwrap_or(0), little, big }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(bytes: &[u8], name: &str) -> Interpretation {
        inspect(bytes, 0).into_iter().find(|row| row.name == name).unwrap()
    }

    #[test]
    fn interprets_every_type_in_both_byte_orders() {
        let bytes = [1, 0, 0, 0, 0, 0, 0, 0x80];
        let both = |name| {
            let row = row(&bytes, name);
            (row.size, row.little.unwrap_or_default(), row.big.unwrap_or_default())
        };
        let is = |size, little: &str, big: &str| (size, little.to_owned(), big.to_owned());
        assert_eq!(both("int8"), is(1, "1", ""));
        assert_eq!(both("int16"), is(2, "1", "256"));
        assert_eq!(both("uint64"), is(8, "9223372036854775809", "72057594037928064"));
        assert_eq!(both("int64"), is(8, "-9223372036854775807", "72057594037928064"));
        assert_eq!(both("unix").1, "1970-01-01T00:00:01Z");
        assert_eq!(both("float16").0, 2);
        assert_eq!(
            row(&[1], "int16"),
            Interpretation { name: "int16".to_owned(), size: 0, little: None, big: None }
        );
        assert_eq!(row("行a\0".as_bytes(), "utf-8").little.as_deref(), Some("行a"));
        assert_eq!(row(&[0xd0, 0xd0], "gbk").little.as_deref(), Some("行"));
        assert_eq!(row(b"a\0b\0", "utf-16").little.as_deref(), Some("ab"));
        assert_eq!(inspect(b"abc", 9).len(), 18);
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..20), offset in 0usize..30) {
            let _ = inspect(&bytes, offset);
        }
    }
}
