//! Compiled definitions, which read the codes of messages.

use super::integer_form::IntegerForm;
use super::json_path::value_at;
use super::model::{CodeDefinition, CodeDefinitions, CodeSource};
use super::{CODE_DEFINITIONS, CODE_PREFIX, CODE_REACH, PATH, UNTIL};
use crate::frame::leading_integer::LeadingInteger;
use crate::frame::{Direction, Kind, Wire, leading_code};
use crate::packet::codes::CodeValue;
use crate::packet::json::python_float;
use crate::packet::layout::Plan;
use crate::packet::layout::column::FieldAccess;
use crate::packet::layout::plan::Args;
use crate::packet::lens::Lens;
use crate::packet::value::Value;

/// A profile's definitions, compiled.
#[derive(Debug, Clone)]
pub(crate) struct CodeReader {
    /// `None` for the default.
    sources: Option<Vec<CompiledDefinition>>,
}

#[derive(Debug, Clone)]
struct CompiledDefinition {
    kind: Option<Wire>,
    place: CodePlace,
}

#[derive(Debug, Clone)]
enum CodePlace {
    Integer {
        start: usize,
        form: IntegerForm,
    },
    /// The field in each plan.
    Field(Vec<FieldAccess>),
    Until(String),
    Length(usize),
    Json(String),
    /// The type that a lens reads.
    Lens(Lens),
}

/// Reads a field of the layout that the message is decoded with, given its place in each plan.
pub(crate) type ReadField<'f> = &'f dyn Fn(&[FieldAccess]) -> Option<Value>;

/// A fault of a definition.
pub(crate) struct CodeFault {
    /// JSON path, such as `code[1].path`.
    pub path: String,
    pub code: &'static str,
    pub text: String,
    pub args: Args,
}

impl CodeReader {
    /// Compiles the definitions of a profile, and returns the faults of those that are left out. `plans` are those of
    /// its layouts.
    pub(crate) fn new(
        definitions: Option<&CodeDefinitions>,
        plans: &[Plan],
        lens: Option<Lens>,
    ) -> (CodeReader, Vec<CodeFault>) {
        let Some(definitions) = definitions else {
            let of_lens =
                |lens| vec![CompiledDefinition { kind: None, place: CodePlace::Lens(lens) }];
            return (CodeReader { sources: lens.map(of_lens) }, Vec::new());
        };
        let (mut sources, mut faults) = (Vec::new(), Vec::new());
        for (index, definition) in definitions.all().iter().enumerate().take(CODE_DEFINITIONS) {
            match compile(definition, plans, lens) {
                Ok(compiled) => sources.extend(compiled),
                Err((part, code, text, args)) => {
                    let path = format!("{}.{part}", definitions.path(index));
                    faults.push(CodeFault { path, code, text, args });
                }
            }
        }
        (CodeReader { sources: Some(sources) }, faults)
    }

    /// The integer that the definitions amount to, if it fits into an index.
    pub(crate) fn leading(&self) -> Option<LeadingInteger> {
        match self.sources.as_deref() {
            None => Some(LeadingInteger::DEFAULT),
            Some([one]) => one.leading(),
            Some(_) => None,
        }
    }

    /// The lens whose types are the codes of all messages.
    pub(crate) fn lens(&self) -> Option<Lens> {
        match self.sources.as_deref()? {
            [CompiledDefinition { kind: None, place: CodePlace::Lens(lens) }] => Some(*lens),
            _ => None,
        }
    }

    /// Whether no message has a code.
    pub(crate) fn is_none(&self) -> bool {
        self.sources.as_ref().is_some_and(Vec::is_empty)
    }

    /// Whether a code may be text.
    pub(crate) fn may_be_text(&self) -> bool {
        let mut sources = self.sources.iter().flatten();
        let is_short =
            |place: &CodePlace| matches!(place, CodePlace::Integer { form, .. } if form.size <= 4);
        sources.any(|source| !is_short(&source.place))
    }

    /// Whether a message may have this code, by its type.
    pub(crate) fn may_be(&self, code: &CodeValue) -> bool {
        code.number().is_some() || self.may_be_text()
    }

    /// Whether every definition reads a field, which exists only once the layout has been chosen.
    pub(crate) fn reads_fields_only(&self) -> bool {
        let is_field = |source: &CompiledDefinition| matches!(source.place, CodePlace::Field(_));
        self.sources.as_ref().is_some_and(|sources| sources.iter().all(is_field))
    }

    /// How many bytes of a message's start are needed; `usize::MAX` for all.
    pub(crate) fn reach(&self) -> usize {
        let reach = |source: &CompiledDefinition| match &source.place {
            CodePlace::Integer { start, form } => start + form.size,
            CodePlace::Until(_) => 4 * CODE_PREFIX + UNTIL,
            CodePlace::Length(length) => 4 * length,
            CodePlace::Field(_) | CodePlace::Json(_) | CodePlace::Lens(_) => usize::MAX,
        };
        match &self.sources {
            None => size_of::<i32>(),
            Some(sources) => sources.iter().map(reach).max().unwrap_or(0),
        }
    }

    /// The code of a message, given its start. `field` reads the field of the message's layout; it is `None` while the
    /// layout is being chosen, and fields yield no code then. `size` is the size of the whole message.
    pub(crate) fn read(
        &self,
        (kind, direction): (Kind, Direction),
        head: &[u8],
        size: usize,
        field: Option<ReadField<'_>>,
    ) -> Option<CodeValue> {
        let Some(sources) = &self.sources else {
            return leading_code(kind, head).map(CodeValue::from);
        };
        let wire = match kind {
            Kind::Text => Wire::Text,
            Kind::Binary => Wire::Binary,
            _ => return None,
        };
        let head = head.get(..CODE_REACH).unwrap_or(head);
        let of_kind = |one: &&CompiledDefinition| one.kind.is_none_or(|kind| kind == wire);
        sources.iter().filter(of_kind).find_map(|one| match &one.place {
            CodePlace::Integer { start, form } => {
                let bytes = head.get(*start..start + form.size)?;
                Some(CodeValue::integer(form.read(bytes)))
            }
            CodePlace::Field(access) => field?(access).and_then(code_of_field),
            CodePlace::Until(end) => prefix(wire, text_before(head, end)?),
            CodePlace::Length(length) => prefix(wire, first_chars(head, *length)),
            CodePlace::Json(path) => value_at(valid_start(head), path),
            CodePlace::Lens(lens) => lens.read_start(kind, direction, head, size).code(),
        })
    }
}

impl CompiledDefinition {
    fn leading(&self) -> Option<LeadingInteger> {
        let CodePlace::Integer { start, form } = self.place else { return None };
        let IntegerForm { size, is_signed, is_big_endian } = form;
        let form = (u8::try_from(size).ok()?, is_signed);
        let in_text = self.kind == Some(Wire::Text);
        LeadingInteger::new(u32::try_from(start).ok()?, form, is_big_endian, in_text)
    }
}

/// The faulty key, the code, the text and its arguments.
type Fault = (&'static str, &'static str, String, Args);

fn fault(part: &'static str, code: &'static str, text: impl ToString, args: Args) -> Fault {
    (part, code, text.to_string(), args)
}

/// `Ok(None)` for a definition that yields no code.
fn compile(
    one: &CodeDefinition,
    plans: &[Plan],
    lens: Option<Lens>,
) -> Result<Option<CompiledDefinition>, Fault> {
    let mut kind = one.kind;
    let place = match one.from {
        CodeSource::None => return Ok(None),
        CodeSource::Integer => {
            kind = Some(kind.unwrap_or(Wire::Binary));
            integer_place(one)?
        }
        CodeSource::Field => field_place(&one.field, plans)?,
        CodeSource::Prefix => prefix_place(one)?,
        CodeSource::Json if one.path.is_empty() => {
            let text =
                "say which value of the JSON is the code, such as type or data.event: `path`";
            return Err(fault("path", "decoding.code_path", text, Args::new()));
        }
        CodeSource::Json if one.path.len() > PATH => return Err(too_long("path", PATH)),
        CodeSource::Json => CodePlace::Json(one.path.clone()),
        CodeSource::Lens => CodePlace::Lens(lens.ok_or_else(|| {
            let text = "the profile has no lens that reads a type: name one in `lens`";
            fault("from", "decoding.code_lens", text, Args::new())
        })?),
    };
    Ok(Some(CompiledDefinition { kind, place }))
}

fn too_long(part: &'static str, limit: usize) -> Fault {
    let args = vec![("limit", limit.to_string())];
    fault(
        part,
        "decoding.code_too_long",
        format!("it has more than {limit} bytes: shorten it"),
        args,
    )
}

fn integer_place(one: &CodeDefinition) -> Result<CodePlace, Fault> {
    let number = one.number.as_deref().unwrap_or("i");
    let Some(form) = IntegerForm::of(number, one.order) else {
        let text = format!("'{number}' is no integer type: use b, B, h, H, i, I, q or Q");
        return Err(fault("type", "decoding.code_type", text, vec![("found", number.to_owned())]));
    };
    let start = one.offset.unwrap_or(0) as usize;
    if start + form.size > CODE_REACH {
        let text = format!("a code lies within the first {CODE_REACH} bytes of a message");
        return Err(fault(
            "offset",
            "decoding.code_offset",
            text,
            vec![("limit", CODE_REACH.to_string())],
        ));
    }
    Ok(CodePlace::Integer { start, form })
}

fn field_place(field: &str, plans: &[Plan]) -> Result<CodePlace, Fault> {
    if field.is_empty() {
        let text = "say which field is the code, such as type or head.kind: `field`";
        return Err(fault("field", "decoding.code_field", text, Args::new()));
    }
    let access: Vec<_> = plans.iter().map(|plan| FieldAccess::new(plan, field)).collect();
    if access.iter().all(|access| matches!(access, FieldAccess::Absent)) {
        let text = format!("no layout has a field '{field}'");
        return Err(fault(
            "field",
            "decoding.code_no_such_field",
            text,
            vec![("name", field.to_owned())],
        ));
    }
    Ok(CodePlace::Field(access))
}

fn prefix_place(one: &CodeDefinition) -> Result<CodePlace, Fault> {
    match (one.until.as_str(), one.length) {
        ("", Some(length @ 1..)) if length as usize <= CODE_PREFIX => {
            Ok(CodePlace::Length(length as usize))
        }
        ("", Some(_)) => {
            let text = format!("the length of a code is 1 to {CODE_PREFIX} characters");
            Err(fault(
                "length",
                "decoding.code_length",
                text,
                vec![("limit", CODE_PREFIX.to_string())],
            ))
        }
        ("", None) | (_, Some(_)) => {
            let text = "say where the code ends: either `until` a text or after a `length`";
            Err(fault("until", "decoding.code_until", text, Args::new()))
        }
        (until, None) if until.len() > UNTIL => Err(too_long("until", UNTIL)),
        (until, None) => Ok(CodePlace::Until(until.to_owned())),
    }
}

fn code_of_field(value: Value) -> Option<CodeValue> {
    match value {
        Value::Int(number) => Some(CodeValue::integer(number)),
        Value::Float(number) => Some(CodeValue::Text(python_float(number))),
        Value::Bool(is) => Some(CodeValue::Text(is.to_string())),
        // A text field is padded with zeros.
        Value::Bytes(bytes) => {
            let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            match str::from_utf8(&bytes[..end]) {
                Ok("") => None,
                Ok(text) => Some(CodeValue::text(text)),
                Err(_) => {
                    let digits = bytes.iter().take(CODE_PREFIX).map(|byte| format!("{byte:02x}"));
                    Some(CodeValue::Text(format!("hex:{}", digits.collect::<String>())))
                }
            }
        }
    }
}

/// The text before `end`; `None` if it does not follow within [`CODE_PREFIX`] characters.
fn text_before<'m>(head: &'m [u8], end: &str) -> Option<&'m str> {
    let text = valid_start(head.get(..4 * CODE_PREFIX + end.len()).unwrap_or(head));
    let before = text.split_once(end)?.0;
    (before.chars().count() <= CODE_PREFIX).then_some(before)
}

fn first_chars(head: &[u8], length: usize) -> &str {
    let text = valid_start(head.get(..4 * length).unwrap_or(head));
    text.char_indices().nth(length).map_or(text, |(at, _)| &text[..at])
}

/// The text up to the first byte that is not UTF-8.
fn valid_start(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// A binary message has a text prefix only if that is printable ASCII.
fn prefix(wire: Wire, text: &str) -> Option<CodeValue> {
    let is_readable = wire == Wire::Text || text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    (is_readable && !text.is_empty()).then(|| CodeValue::text(text))
}
