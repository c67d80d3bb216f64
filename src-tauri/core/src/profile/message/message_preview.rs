//! Previews a message that is being edited: form lines, faults, bytes and the equivalent Python.

use super::{
    BuiltMessage, MessageError, build_with, file_message, filled_message, layout_message, python,
};
use crate::packet::layout::encode::faults;
use crate::packet::layout::form::{FormLine, form};
use crate::packet::layout::model::Layout;
use crate::packet::layout::plan::{LayoutContext, Plan};
use crate::packet::layout::{LayoutValues, TailValue};
use crate::packet::rules::Decoder;
use crate::profile::model::{BodyType, Message, Profile};
use crate::profile::variable::{self, MissingVariable, VariableSources};

/// Bytes of a file that are previewed.
const PREVIEWED: usize = 4096;

/// The preview of a message.
#[derive(Debug, Clone)]
pub struct MessagePreview {
    /// The built message, or why it cannot be built.
    pub built: Result<BuiltMessage, MessageError>,
    /// The size of the whole message in bytes; `built` holds only the first bytes of a file. 0 if it cannot be built.
    pub size: u64,
    /// `packed`: a line per field and tail; empty if the format or layout is invalid.
    pub lines: Vec<FormLine>,
    /// `packed`: the faults of the values, in byte order.
    pub faults: Vec<MessageError>,
    /// Variables without a value.
    pub asked: Vec<MissingVariable>,
    /// The line of Python that builds the same bytes.
    pub python: Option<String>,
}

/// Previews a message. Generators in `sources` keep counting, as in [`build_with`].
pub fn sheet(profile: &Profile, message: &Message, sources: &VariableSources) -> MessagePreview {
    let (built, size) = match message.body {
        BodyType::File => file_message::head(profile, message, sources, PREVIEWED),
        _ => build_with(profile, message, sources).map(|built| {
            let size = built.bytes.len() as u64;
            (built, size)
        }),
    }
    .map_or_else(|error| (Err(error), 0), |(built, size)| (Ok(built), size));
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
        faults: plan.map(|plan| value_faults(profile, message, sources, plan)).unwrap_or_default(),
        built,
        size,
        asked,
        python,
    }
}

/// Treats the format as a layout without names.
fn plan_of_format(message: &Message) -> Option<Plan> {
    let format = message.format.clone();
    Plan::new(&Layout { format, ..Layout::default() }, LayoutContext::default()).ok()
}

/// The faults of all values, except those that still contain a variable or a secret.
fn value_faults(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
    plan: &Plan,
) -> Vec<MessageError> {
    let filled = filled_message::fill(profile, message, sources).ok().flatten();
    let message = filled.as_ref().unwrap_or(message);
    if !message.layout.is_empty() {
        // Invalid hex in a tail is reported by `built`.
        let given = layout_message::given(profile, message).unwrap_or_else(|_| {
            let texts = message.fields.iter().map(|(k, v)| (k.clone(), v.as_str().to_owned()));
            LayoutValues { fields: texts.collect(), ..LayoutValues::default() }
        });
        return faults(plan, &given)
            .into_iter()
            .filter(|error| !is_unfilled(&given, &error.field))
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
        .filter(|error| !is_unfilled(&given, &error.field))
        .filter_map(|error| {
            Some(MessageError::at(format!("values[{}]", number(&error.field)?), error))
        })
        .collect()
}

/// Whether the field still contains a variable or a secret.
fn is_unfilled(given: &LayoutValues, field: &str) -> bool {
    given.fields.get(field).is_some_and(|text| text.contains("{{"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn preview_of(message: serde_json::Value) -> MessagePreview {
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

    fn fault_codes(preview: &MessagePreview) -> Vec<(&str, &str)> {
        preview.faults.iter().map(|error| (error.path.as_str(), error.code())).collect()
    }

    #[test]
    fn reports_a_fault_for_each_value() {
        let preview =
            preview_of(json!({"type": "packed", "format": "=bHi", "values": [128, "x", -1]}));
        assert_eq!(
            fault_codes(&preview),
            [("values[0]", "pack.range"), ("values[1]", "value.not_integer")]
        );
        assert_eq!(preview.built.expect_err("wrong").path, "values[0]");
        assert_eq!(preview.lines[0].high.as_deref(), Some("127"));
        let preview =
            preview_of(json!({"type": "packed", "layout": "l", "fields": {"v": 256, "x": 1}}));
        assert_eq!(
            fault_codes(&preview),
            [("fields.x", "encode.no_such_field"), ("fields.v", "pack.range")]
        );
    }

    #[test]
    fn reports_the_bytes_of_fields_and_the_python_line() {
        let preview = preview_of(
            json!({"type": "packed", "format": "=i2s", "values": [2, "text:abc"], "tail": {"type": "text", "text": "é"}}),
        );
        let built = preview.built.expect("sound");
        let spans: Vec<_> =
            built.spans.iter().map(|s| (s.name.as_str(), s.offset, s.size, s.colour)).collect();
        assert_eq!(spans, [("1", 0, 4, 0), ("2", 4, 2, 1), ("tail", 6, 2, 2)]);
        assert_eq!((built.notes[0].code, built.notes[0].field.as_str()), ("pack.truncated", "2"));
        assert_eq!(
            preview.python.as_deref(),
            Some(r#"struct.pack("=i2s", 2, b'abc') + "é".encode()"#)
        );
        let preview = preview_of(
            json!({"type": "packed", "layout": "l", "tail": {"type": "text", "text": "ab"}}),
        );
        assert_eq!(preview.python.as_deref(), Some(r#"struct.pack("<iBB", 2, 2, 1) + b'ab'"#));
        assert_eq!(preview.built.expect("sound").spans[3].name, "tail");
    }

    #[test]
    fn missing_variables_are_listed_and_cause_no_faults() {
        let preview = preview_of(
            json!({"type": "packed", "format": "=bb", "values": ["{{flag}}", "{{known}}"], "tail": {"type": "hex", "text": "{{more}}"}}),
        );
        let names: Vec<_> = preview.asked.iter().map(|variable| variable.name.as_str()).collect();
        assert_eq!(names, ["flag", "more"]);
        assert_eq!(
            (fault_codes(&preview), preview.built.as_ref().expect_err("unknown").code()),
            (vec![], "variable_missing")
        );
    }

    #[test]
    fn only_packed_messages_have_a_form() {
        let preview = preview_of(json!({"type": "text", "text": "hi"}));
        assert_eq!((preview.lines, preview.faults), (vec![], vec![]));
        assert_eq!(preview.python.as_deref(), Some("\"hi\""));
        let preview = preview_of(json!({"type": "packed", "format": "=y"}));
        assert_eq!(
            (preview.lines.len(), preview.built.expect_err("bad").code()),
            (0, "format.bad_char")
        );
    }
}
