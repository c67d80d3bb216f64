//! Writes a message as the line of Python that sends the same bytes.

use std::borrow::Cow;

use super::{BuiltMessage, MessageError, build_with, file_message, rewrite, services, terminator};
use crate::packet::escape::{TailSource, python_bytes, python_json, python_pack, python_text};
use crate::packet::layout::plan::Plan;
use crate::packet::rules::Decoder;
use crate::packet::{hex, json, layout};
use crate::profile::model::{BodyType, Message, MessageStyle, PayloadKind, Profile, TailType};
use crate::profile::text_escapes;
use crate::profile::variable::{VariableFault, VariableSources};

/// Builds the message and writes it as a line of Python. Variables stay names if the message has no layout.
pub fn python(profile: &Profile, message: &Message) -> Result<String, MessageError> {
    let decoder = Decoder::new(&profile.decoding());
    let built = build_with(profile, message, &VariableSources::default());
    line(profile, message, decoder.plan(&message.layout), built.as_ref().map_err(Clone::clone))
}

/// Writes a message that has already been built with `plan`; `None` if it cannot be written.
pub(super) fn of_built(
    profile: &Profile,
    message: &Message,
    plan: Option<&Plan>,
    built: &Result<BuiltMessage, MessageError>,
) -> Option<String> {
    line(profile, message, plan, built.as_ref().map_err(Clone::clone)).ok()
}

fn line(
    profile: &Profile,
    message: &Message,
    plan: Option<&Plan>,
    built: Result<&BuiltMessage, MessageError>,
) -> Result<String, MessageError> {
    match message.body {
        BodyType::Text => {
            let text = expanded("text", &message.text, message.has_escapes())?;
            Ok(python_text(&(text + terminator::of(profile, message)?.as_str())))
        }
        BodyType::Json => {
            let style = message.style.unwrap_or_default();
            let written = rewrite("text", &message.text, style)?;
            let value = json::parse(&written).map_err(|e| MessageError::at("text", e))?;
            let end = terminator::of(profile, message)?;
            Ok(match style {
                MessageStyle::Python if end.is_empty() => {
                    format!("json.dumps({})", python_json(&value))
                }
                MessageStyle::Python => {
                    format!("json.dumps({}) + {}", python_json(&value), python_text(&end))
                }
                MessageStyle::Compact | MessageStyle::Typed => python_text(&(written + &end)),
            })
        }
        BodyType::File => {
            let read = format!("open({}, \"rb\").read()", python_text(&message.path));
            let end = file_message::ending(profile, message)?;
            Ok(match (message.payload_kind, end.as_str()) {
                (PayloadKind::Binary, _) => read,
                (PayloadKind::Text, "") => format!("{read}.decode()"),
                (PayloadKind::Text, end) => format!("{read}.decode() + {}", python_text(end)),
            })
        }
        BodyType::Hex => Ok(python_bytes(&built?.bytes)),
        BodyType::Packed if !message.layout.is_empty() => {
            let bytes = &built?.bytes;
            Ok(match plan {
                Some(plan) => layout::python(plan, bytes),
                None => python_bytes(bytes),
            })
        }
        BodyType::Packed => {
            let Some(tail) = &message.tail else {
                return Ok(python_pack(&message.format, &message.values, None));
            };
            let style = tail.style.unwrap_or_default();
            let (text, bytes, plain);
            let source = match tail.body {
                TailType::Json | TailType::Services => {
                    text = match tail.body {
                        TailType::Services => services(profile, tail),
                        _ => rewrite("tail.text", &tail.text, style)?,
                    };
                    let dumped = json::parse(&text).map(|v| json::write(&v, json::Style::Python));
                    match dumped.is_ok_and(|dumped| dumped == text) {
                        true => TailSource::Json(&text),
                        false => TailSource::Text(&text),
                    }
                }
                TailType::Hex => {
                    bytes = hex::parse(&tail.text).map_err(|e| MessageError::at("tail.text", e))?;
                    TailSource::Bytes(&bytes)
                }
                TailType::Text | TailType::Items => {
                    plain = expanded("tail.text", &tail.text, tail.has_escapes())?;
                    TailSource::Text(&plain)
                }
            };
            Ok(python_pack(&message.format, &message.values, Some(source)))
        }
    }
}

/// The text with its escapes expanded, if it has any. Variables stay names.
fn expanded<'a>(path: &str, text: &'a str, escapes: bool) -> Result<Cow<'a, str>, MessageError> {
    if !escapes {
        return Ok(text.into());
    }
    let fault = |error| MessageError::at(path, VariableFault::Escape(error));
    text_escapes::expand(text).map(Cow::from).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::original_script;

    #[test]
    fn writes_the_lines_of_the_original_script() {
        let profile = original_script::profile().expect("the shipped file");
        let lines: Vec<_> = profile
            .messages
            .iter()
            .map(|message| python(&profile, message).expect("sound"))
            .collect();
        assert_eq!(
            lines,
            [
                r#"struct.pack("=i", 2) + json.dumps(["first", "test"]).encode()"#,
                r#"struct.pack("=ib", 0, 0)"#
            ]
        );
    }

    #[test]
    fn escapes_become_python_escapes() {
        let line = |message: serde_json::Value| {
            let message = serde_json::from_value(message).expect("a message");
            python(&original_script::profile().expect("the shipped file"), &message)
        };
        let text = serde_json::json!({"type": "text", "escapes": true, "text": r"a\r\n\0{{x}}\\"});
        assert_eq!(line(text).as_deref(), Ok(r#""a\r\n\U00000000{{x}}\\""#));
        let tail = serde_json::json!({"type": "packed", "format": "=b", "values": [1],
            "tail": {"type": "text", "escapes": true, "text": r"\x1e"}});
        assert_eq!(line(tail).as_deref(), Ok(r#"struct.pack("=b", 1) + b'\x1e'"#));
        let mistake = serde_json::json!({"type": "text", "escapes": true, "text": r"\q"});
        assert_eq!(line(mistake).expect_err("an escape").code(), "escape.unknown");
    }
}
