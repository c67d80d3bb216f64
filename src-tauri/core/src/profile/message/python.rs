//! Writes a message as the line of Python that sends the same bytes.

use super::{BuiltMessage, MessageError, build_with, rewrite, services};
use crate::packet::escape::{TailSource, python_bytes, python_json, python_pack, python_text};
use crate::packet::layout::plan::Plan;
use crate::packet::rules::Decoder;
use crate::packet::{hex, json, layout};
use crate::profile::model::{BodyType, Message, Profile, TailType};
use crate::profile::variable::VariableSources;

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
        BodyType::Text => Ok(python_text(&message.text)),
        BodyType::Json => {
            let style = message.style.unwrap_or_default();
            let written = rewrite("text", &message.text, style)?;
            let value = json::parse(&written).map_err(|e| MessageError::at("text", e))?;
            Ok(match style {
                json::Style::Python => format!("json.dumps({})", python_json(&value)),
                json::Style::Compact => python_text(&written),
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
            let (text, bytes);
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
                TailType::Text | TailType::Items => TailSource::Text(&tail.text),
            };
            Ok(python_pack(&message.format, &message.values, Some(source)))
        }
    }
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
}
