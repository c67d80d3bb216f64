//! Compiles rules and matches messages against them.

use super::model::{Rule, Size};
use super::table_columns::MessagePrefix;
use crate::frame::{Direction, Kind, Wire};
use crate::packet::budget::Budget;
use crate::packet::code_definition::{CODE_TEXT_FAULT, CodeReader};
use crate::packet::codes::CodeValue;
use crate::packet::hex;
use crate::packet::layout::column::FieldAccess;
use crate::packet::layout::plan::Args;
use crate::packet::layout::{Layout, Plan};
use crate::packet::value::{self, Value};

/// A validated rule.
#[derive(Debug, Clone)]
pub(super) struct CompiledRule {
    pub plan: usize,
    /// Index among the profile's rules.
    pub number: usize,
    code: Option<CodeValue>,
    field: Option<(FieldAccess, Vec<Value>)>,
    size: Option<Size>,
    prefix: Vec<u8>,
    kind: Option<Wire>,
    direction: Option<Direction>,
}

/// A fault of a rule.
pub(super) struct RuleFault {
    /// The faulty part.
    pub part: &'static str,
    pub code: &'static str,
    pub text: String,
    pub args: Args,
}

fn fault(part: &'static str, code: &'static str, text: impl ToString, args: Args) -> RuleFault {
    RuleFault { part, code, text: text.to_string(), args }
}

pub(super) fn compile(
    (number, rule): (usize, &Rule),
    plan: usize,
    plans: &[Plan],
    layouts: &[Layout],
    codes: &CodeReader,
) -> Result<CompiledRule, RuleFault> {
    if rule.code.is_some() && codes.reads_fields_only() {
        let text = "the code is read from a field of the layout, so it cannot choose the layout: \
                    use a condition on a field, the size or the first bytes";
        return Err(fault("code", "rule.code_of_layout", text, Args::new()));
    }
    if let Some(code) = rule.code.as_ref().filter(|code| !codes.may_be(code)) {
        let args = vec![("found", code.to_string())];
        return Err(fault("code", "decoding.code_text", CODE_TEXT_FAULT, args));
    }
    let prefix = hex::parse(&rule.prefix).map_err(|error| {
        fault("prefix", error.code(), error, vec![("column", (error.column() + 1).to_string())])
    })?;
    let field = match (rule.field.as_str(), &rule.equals) {
        ("", None) => None,
        ("", Some(_)) => {
            let text = "say which field equals it: `field`";
            return Err(fault("equals", "rule.no_field", text, Args::new()));
        }
        (_, None) => {
            let text = "say what the field equals: `equals`";
            return Err(fault("field", "rule.no_equals", text, Args::new()));
        }
        (field, Some(equals)) => {
            let Some(found) = plans.get(plan) else {
                return Err(fault("layout", "rule.layout", "the layout is not sound", Args::new()));
            };
            let head = field.split(['.', '[']).next().unwrap_or(field);
            if !found.names().any(|name| name == head) {
                let text = format!("the layout '{}' has no field '{head}'", rule.layout);
                let args = vec![("layout", rule.layout.clone()), ("name", head.to_owned())];
                return Err(fault("field", "rule.no_such_field", text, args));
            }
            Some((
                FieldAccess::new(found, field),
                accepted_values(equals.as_str(), field, rule, layouts),
            ))
        }
    };
    if let Some(Size { from: Some(from), to: Some(to), .. }) = rule.size
        && from > to
    {
        let text = format!("no size lies between {from} and {to}: the smaller comes first");
        let args = vec![("from", from.to_string()), ("to", to.to_string())];
        return Err(fault("size", "rule.size", text, args));
    }
    let Rule { code, size, kind, direction, .. } = rule.clone();
    Ok(CompiledRule { plan, number, code, field, size, prefix, kind, direction })
}

/// The values of a field that equal the typed text.
fn accepted_values(text: &str, field: &str, rule: &Rule, layouts: &[Layout]) -> Vec<Value> {
    let layout = layouts.iter().find(|layout| layout.name == rule.layout);
    let labels = layout.and_then(|layout| {
        let (name, bits) = field.split_once('.').map_or((field, None), |(n, b)| (n, Some(b)));
        let field = layout.fields.iter().find(|field| field.name == name)?;
        match bits {
            None => Some(&field.labels),
            Some(bits) => {
                field.bits.iter().find(|group| group.name == bits).map(|group| &group.labels)
            }
        }
    });
    let text = labels.and_then(|labels| labels.value_of(text)).unwrap_or(text);
    // Parse the text as each type; which one matches depends on the field.
    ['q', 'd', '?', 's']
        .into_iter()
        .filter_map(|ch| value::parse(ch, text).ok())
        .chain([Value::Bytes(text.as_bytes().to_vec())])
        .collect()
}

impl CompiledRule {
    /// How many bytes of a message's start the rule reads; `usize::MAX` for all.
    pub(super) fn reach(&self, codes: &CodeReader) -> usize {
        let field = self.field.as_ref().map_or(0, |(access, _)| access.reach());
        let code = self.code.as_ref().map_or(0, |_| codes.reach());
        field.max(self.prefix.len()).max(code).max(size_of::<i32>())
    }

    /// `code` is the message's code, which is read only for the first rule that compares it.
    pub(super) fn matches<'c>(
        &self,
        plans: &[Plan],
        message: MessagePrefix<'_>,
        budget: &mut Budget,
        code: &impl Fn() -> Option<&'c CodeValue>,
    ) -> bool {
        let MessagePrefix { kind, direction, bytes: message, size } = message;
        matches!(kind, Kind::Text | Kind::Binary)
            && self.kind.is_none_or(|wire| wire.is(kind))
            && self.direction.is_none_or(|way| way == direction)
            && self.code.as_ref().is_none_or(|wanted| code().is_some_and(|code| code.is(wanted)))
            && self.size.as_ref().is_none_or(|wanted| {
                wanted.from.is_none_or(|from| size >= from as usize)
                    && wanted.to.is_none_or(|to| size <= to as usize)
            })
            && message.starts_with(&self.prefix)
            && self.field.as_ref().is_none_or(|(access, wanted)| {
                let value = plans
                    .get(self.plan)
                    .and_then(|plan| access.value_within(plan, message, budget));
                value.is_some_and(|value| wanted.iter().any(|wanted| equal(wanted, &value)))
            })
    }
}

fn equal(wanted: &Value, value: &Value) -> bool {
    match (wanted, value) {
        (Value::Bytes(wanted), Value::Bytes(bytes)) => {
            // Text fields are padded with zeros.
            bytes.strip_prefix(wanted.as_slice()).is_some_and(|rest| rest.iter().all(|b| *b == 0))
        }
        (Value::Int(wanted), Value::Float(number)) => *wanted as f64 == *number,
        _ => wanted == value,
    }
}
