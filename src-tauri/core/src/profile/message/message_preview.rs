//! A message in the making, as a form shows it: its lines, what is wrong in each, the bytes, the same in Python.

use super::{BuiltMessage, MessageError, build_with, filled_message, layout_message, python};
use crate::packet::layout::encode::faults;
use crate::packet::layout::form::{FormLine, form};
use crate::packet::layout::model::Layout;
use crate::packet::layout::plan::{LayoutContext, Plan};
use crate::packet::layout::{LayoutValues, TailValue};
use crate::packet::rules::Decoder;
use crate::profile::model::{BodyType, Message, Profile};
use crate::profile::variable::{self, MissingVariable, VariableSources};

/// Everything that a person who makes a message sees of it.
#[derive(Debug, Clone)]
pub struct MessagePreview {
    /// The message, or why it cannot be made.
    pub built: Result<BuiltMessage, MessageError>,
    /// `packed`: a line for each field and tail; none where the format or the layout is not sound.
    pub lines: Vec<FormLine>,
    /// `packed`: what is wrong with each value, in the order of the bytes.
    pub faults: Vec<MessageError>,
    /// Variables that nobody has given a value.
    pub asked: Vec<MissingVariable>,
    /// The line of Python that makes the same bytes.
    pub python: Option<String>,
}

/// Looks at a message in the making; `sources` count on, as in [`build_with`].
pub fn sheet(profile: &Profile, message: &Message, sources: &VariableSources) -> MessagePreview {
    let built = build_with(profile, message, sources);
    let asked = variable::asked_by(profile, message, sources);
    let decoder;
    let own = plan_of_format(message);
    let plan = match message.body {
        BodyType::Packed if message.layout.is_empty() => own.as_ref(),
        BodyType::Packed => {
            decoder = Decoder::new(&profile.decoding());
            decoder.plan(&message.layout)
        }
        _ => None,
    };
    let python = python::of_built(profile, message, plan, &built);
    MessagePreview {
        lines: plan.map(form).unwrap_or_default(),
        faults: plan.map(|plan| wrong(profile, message, sources, plan)).unwrap_or_default(),
        built,
        asked,
        python,
    }
}

/// A format as a layout without names.
fn plan_of_format(message: &Message) -> Option<Plan> {
    let format = message.format.clone();
    Plan::new(&Layout { format, ..Layout::default() }, LayoutContext::default()).ok()
}

/// Every fault of a value. What cannot be filled in is not judged.
fn wrong(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
    plan: &Plan,
) -> Vec<MessageError> {
    let filled = filled_message::fill(profile, message, sources).ok().flatten();
    let message = filled.as_ref().unwrap_or(message);
    if !message.layout.is_empty() {
        // A tail that is not even hex is told by the message's own error.
        let given = layout_message::given(profile, message).unwrap_or_else(|_| {
            let texts = message.fields.iter().map(|(k, v)| (k.clone(), v.as_str().to_owned()));
            LayoutValues { fields: texts.collect(), ..LayoutValues::default() }
        });
        return faults(plan, &given)
            .into_iter()
            .filter(|error| !open(&given, &error.field))
            .map(|error| MessageError::at(layout_message::path(plan, message, &error.field), error))
            .collect();
    }
    let texts = message.values.iter().enumerate();
    let fields = texts.map(|(index, text)| ((index + 1).to_string(), text.as_str().to_owned()));
    let given = LayoutValues {
        fields: fields.collect(),
        tail: None::<TailValue>,
        ..LayoutValues::default()
    };
    let number = |name: &str| name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    faults(plan, &given)
        .into_iter()
        .filter(|error| !open(&given, &error.field))
        .filter_map(|error| {
            Some(MessageError::at(format!("values[{}]", number(&error.field)?), error))
        })
        .collect()
}

/// A variable or a secret still stands in this field.
fn open(given: &LayoutValues, field: &str) -> bool {
    given.fields.get(field).is_some_and(|text| text.contains("{{"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sheet_of(message: serde_json::Value) -> MessagePreview {
        let profile = serde_json::from_value(json!({
            "wirelark": 1, "name": "x", "variables": {"known": 7},
            "layouts": [{"name": "l", "format": "<iBB", "fields": [
                {"name": "code", "constant": 2}, {"name": "n"}, {"name": "v", "default": 1}],
                "tail": {"type": "text", "length": "n"}}]
        }))
        .expect("a profile");
        let message = serde_json::from_value(message).expect("a message");
        sheet(&profile, &message, &VariableSources::default())
    }

    fn found(sheet: &MessagePreview) -> Vec<(&str, &str)> {
        sheet.faults.iter().map(|error| (error.path.as_str(), error.code())).collect()
    }

    #[test]
    fn each_value_is_judged_by_itself() {
        let sheet = sheet_of(json!({"type": "packed", "format": "=bHi", "values": [128, "x", -1]}));
        assert_eq!(
            found(&sheet),
            [("values[0]", "pack.range"), ("values[1]", "value.not_integer")]
        );
        assert_eq!(sheet.built.expect_err("wrong").path, "values[0]");
        assert_eq!(sheet.lines[0].high.as_deref(), Some("127"));
        let sheet =
            sheet_of(json!({"type": "packed", "layout": "l", "fields": {"v": 256, "x": 1}}));
        assert_eq!(
            found(&sheet),
            [("fields.x", "encode.no_such_field"), ("fields.v", "pack.range")]
        );
    }

    #[test]
    fn fields_have_their_bytes_and_the_line_its_python() {
        let sheet = sheet_of(
            json!({"type": "packed", "format": "=i2s", "values": [2, "text:abc"], "tail": {"type": "text", "text": "é"}}),
        );
        let built = sheet.built.expect("sound");
        let spans: Vec<_> =
            built.spans.iter().map(|s| (s.name.as_str(), s.offset, s.size, s.colour)).collect();
        assert_eq!(spans, [("1", 0, 4, 0), ("2", 4, 2, 1), ("tail", 6, 2, 2)]);
        assert_eq!((built.notes[0].code, built.notes[0].field.as_str()), ("pack.truncated", "2"));
        assert_eq!(
            sheet.python.as_deref(),
            Some(r#"struct.pack("=i2s", 2, b'abc') + "é".encode()"#)
        );
        let sheet = sheet_of(
            json!({"type": "packed", "layout": "l", "tail": {"type": "text", "text": "ab"}}),
        );
        assert_eq!(sheet.python.as_deref(), Some(r#"struct.pack("<iBB", 2, 2, 1) + b'ab'"#));
        assert_eq!(sheet.built.expect("sound").spans[3].name, "tail");
    }

    #[test]
    fn what_is_unknown_is_asked_for_and_not_judged() {
        let sheet = sheet_of(
            json!({"type": "packed", "format": "=bb", "values": ["{{flag}}", "{{known}}"], "tail": {"type": "hex", "text": "{{more}}"}}),
        );
        let names: Vec<_> = sheet.asked.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["flag", "more"]);
        assert_eq!(
            (found(&sheet), sheet.built.as_ref().expect_err("unknown").code()),
            (vec![], "variable_missing")
        );
    }

    #[test]
    fn no_packed_message_has_no_form() {
        let sheet = sheet_of(json!({"type": "text", "text": "hi"}));
        assert_eq!((sheet.lines, found_none(&sheet.faults)), (vec![], true));
        assert_eq!(sheet.python.as_deref(), Some("\"hi\""));
        let sheet = sheet_of(json!({"type": "packed", "format": "=y"}));
        assert_eq!(
            (sheet.lines.len(), sheet.built.expect_err("bad").code()),
            (0, "format.bad_char")
        );
    }

    fn found_none(faults: &[MessageError]) -> bool {
        faults.is_empty()
    }
}
