//! Writes bytes and messages as Python or C source code.

use std::fmt::Write as _;

use super::value::{self, Value};
use crate::packet::json::python_float;
use crate::text::is_invisible;

/// The part after the packed values, as a Python expression of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TailSource<'a> {
    /// `json.dumps(…).encode()` of this JSON text in Python's style.
    Json(&'a str),
    /// Text, encoded as UTF-8.
    Text(&'a str),
    /// Raw bytes.
    Bytes(&'a [u8]),
}

/// Writes `struct.pack("=ib", 7, -1)`, followed by the tail. A value that does not parse is written as a string, which
/// `struct.pack` rejects: it may come from a stranger and must not become code.
pub fn python_pack(
    format: &str,
    values: &[impl AsRef<str>],
    tail: Option<TailSource<'_>>,
) -> String {
    let mut out = format!("struct.pack({}", python_text(format));
    let chars = characters(format);
    for (index, text) in values.iter().enumerate() {
        out.push_str(", ");
        out.push_str(&python_value(chars.get(index).copied(), text.as_ref()));
    }
    out.push(')');
    match tail {
        None => {}
        Some(TailSource::Json(json)) => match super::json::parse(json) {
            Ok(value) => {
                let _ = write!(out, " + json.dumps({}).encode()", python_json(&value));
            }
            Err(_) => {
                let _ = write!(out, " + {}.encode()", python_text(json));
            }
        },
        Some(TailSource::Text(text)) if text.is_ascii() => {
            let _ = write!(out, " + {}", python_bytes(text.as_bytes()));
        }
        Some(TailSource::Text(text)) => {
            let _ = write!(out, " + {}.encode()", python_text(text));
        }
        Some(TailSource::Bytes([])) => {}
        Some(TailSource::Bytes(bytes)) => {
            let _ = write!(out, " + {}", python_bytes(bytes));
        }
    }
    out
}

fn characters(format: &str) -> Vec<char> {
    use super::format::{DataModel, StructFormat};
    let parsed = StructFormat::parse(format, DataModel::Lp64);
    parsed
        .map(|format| format.fields().map(|field| field.ch).take(4096).collect())
        .unwrap_or_default()
}

fn python_value(ch: Option<char>, text: &str) -> String {
    // A variable becomes a Python name.
    if let Some(name) = text.strip_prefix("{{").and_then(|text| text.strip_suffix("}}"))
        && name.chars().all(|ch| ch.is_alphanumeric() || ch == '_')
    {
        return name.to_owned();
    }
    let Some(Ok(value)) = ch.map(|ch| value::parse(ch, text)) else { return python_text(text) };
    match value {
        Value::Int(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => python_float(number),
        Value::Float(number) => format!("float('{}')", python_float(number)),
        Value::Bool(truth) => if truth { "True" } else { "False" }.to_owned(),
        Value::Bytes(bytes) => python_bytes(&bytes),
    }
}

/// Writes `b'\x01\x00ab'`, in the form of Python's `repr`.
pub fn python_bytes(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut out = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b' '..=b'~' if char::from(*byte) == quote => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}

/// Writes text as a Python string literal in double quotes.
pub fn python_text(text: &str) -> String {
    let mut out = String::from("\"");
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Invisible and control characters; eight digits cover every code point.
            ch if is_invisible(ch) => {
                let _ = write!(out, "\\U{:08x}", u32::from(ch));
            }
            ch => out.push(ch),
        }
    }
    out.push('"');
    out
}

/// Writes JSON as a Python expression.
pub fn python_json(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.as_str().to_owned(),
        Value::String(text) => python_text(text),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(python_json).collect::<Vec<_>>().join(", "))
        }
        Value::Object(entries) => {
            let entry = |(key, item): (&String, &Value)| {
                format!("{}: {}", python_text(key), python_json(item))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Writes `{0x01, 0x00}`, with twelve bytes per line if there are more.
pub fn c_array(bytes: &[u8]) -> String {
    let line = |line: &[u8]| {
        line.iter().map(|byte| format!("0x{byte:02x}")).collect::<Vec<_>>().join(", ")
    };
    if bytes.len() <= 12 {
        return format!("{{{}}}", line(bytes));
    }
    let lines = bytes.chunks(12).map(line).collect::<Vec<_>>().join(",\n    ");
    format!("{{\n    {lines}\n}}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::packet::paste::{self, DraftTail, PastedMessage};

    #[test]
    fn writes_the_original_scripts_lines() {
        let tail = TailSource::Json(r#"["first", "test"]"#);
        assert_eq!(
            python_pack("=i", &["2"], Some(tail)),
            r#"struct.pack("=i", 2) + json.dumps(["first", "test"]).encode()"#
        );
        assert_eq!(python_pack("=ib", &["0", "-0x1"], None), r#"struct.pack("=ib", 0, -1)"#);
        assert_eq!(
            python_pack(
                "<d?4sq",
                &["nan", "true", "text:a'b", "{{x}}"],
                Some(TailSource::Text("é"))
            ),
            r#"struct.pack("<d?4sq", float('nan'), True, b"a'b", x) + "é".encode()"#
        );
    }

    #[test]
    fn hostile_16_an_invalid_value_never_becomes_code() {
        for code in ["__import__('os').system('id')", "1)\nimport os\n(", "{{a}}{{b}}", "{{x()}}"] {
            for format in ["=i", "=d", "=?", "=4s", "="] {
                let source = python_pack(format, &[code], None);
                let packed = format!("struct.pack(\"{format}\", {})", python_text(code));
                assert_eq!(source, packed);
            }
        }
    }

    #[test]
    fn writes_python_and_c_literals() {
        assert_eq!(python_bytes(b"\x01\0a'\"\\\n\xff"), r#"b'\x01\x00a\'"\\\n\xff'"#);
        assert_eq!(c_array(&[1, 0]), "{0x01, 0x00}");
        assert_eq!(c_array(&[]), "{}");
        assert!(c_array(&[7; 13]).ends_with("0x07,\n    0x07\n}"));
        assert_eq!(
            python_json(&serde_json::json!({"a": [null, true, 1.5]})),
            r#"{"a": [None, True, 1.5]}"#
        );
    }

    proptest! {
        #[test]
        fn pasting_the_source_restores_the_message(bytes in prop::collection::vec(any::<u8>(), 1..50), number in any::<i64>(), text in any::<String>()) {
            let first = |text: &str| paste::recognise(text).remove(0).messages.remove(0).draft;
            prop_assert_eq!(first(&python_bytes(&bytes)), PastedMessage::Bytes(bytes.clone()));
            let source = python_pack("<q", &[number.to_string()], Some(TailSource::Text(&text)));
            let PastedMessage::Packed { values, tail, .. } = first(&source) else { panic!("{source}") };
            prop_assert_eq!(values, [number.to_string()]);
            let back = match tail {
                Some(DraftTail::Text(text)) => text.into_bytes(),
                Some(DraftTail::Bytes(bytes)) => bytes,
                _ => Vec::new(),
            };
            prop_assert_eq!(back, text.into_bytes());
        }
    }
}
