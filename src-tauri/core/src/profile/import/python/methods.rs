//! Methods of values: `format`, `join`, `to_bytes`, and those that the evaluator knows.

use rustpython_ruff_python_ast::{Expr, ExprCall};

use super::formatting::{formatted_number, number_of};
use super::script::Script;
use crate::packet::paste::python::eval::PythonValue;
use crate::packet::paste::python::parse::PythonExpr;

impl<'a> Script<'a, '_> {
    /// A method of a value such as `"…".join(…)`.
    pub(super) fn method_of_value(&mut self, call: &'a ExprCall) -> Option<PythonValue> {
        let Expr::Attribute(attribute) = &*call.func else { return None };
        let value = match &*attribute.value {
            // Doubled braces are `format`'s own here.
            Expr::StringLiteral(text) if attribute.attr.as_str() == "format" => {
                PythonValue::Str(text.value.to_str().to_owned())
            }
            value => self.run(value)?,
        };
        match (attribute.attr.as_str(), value) {
            ("format", PythonValue::Str(text)) => {
                let mut args = Vec::new();
                for argument in &call.arguments.args {
                    let value = self.run(argument)?;
                    args.push((args.len().to_string(), value));
                }
                for keyword in &call.arguments.keywords {
                    args.push((
                        keyword.arg.as_ref()?.as_str().to_owned(),
                        self.run(&keyword.value)?,
                    ));
                }
                let parts = self.formatted(&text, &args)?;
                self.evaluate(&PythonExpr::Joined(parts))
            }
            ("join", separator) => {
                let Some(PythonValue::List(items)) = self.run(call.arguments.args.first()?) else {
                    return None;
                };
                let separator = self.temporary(separator);
                let mut joined: Option<PythonExpr> = None;
                for item in items {
                    let item = self.temporary(item);
                    joined = Some(match joined {
                        None => item,
                        Some(before) => {
                            let before =
                                PythonExpr::Add(Box::new(before), Box::new(separator.clone()));
                            let both = PythonExpr::Add(Box::new(before), Box::new(item));
                            let value = self.evaluate(&both)?;
                            self.temporary(value)
                        }
                    });
                }
                self.evaluate(&joined.unwrap_or(separator))
            }
            ("to_bytes", PythonValue::Number(digits)) => {
                let number = crate::packet::value::integer(&digits)?;
                let size = number_of(&self.run(call.arguments.find_argument_value("length", 0)?)?)?;
                let order = match call.arguments.find_argument_value("byteorder", 1) {
                    Some(order) => self.run(order)?,
                    None => PythonValue::Str("big".to_owned()),
                };
                let size = (1.0..=16.0).contains(&size).then_some(size as usize)?;
                let all = number.to_be_bytes();
                let (dropped, kept) = all.split_at(16 - size);
                let filler = if number < 0 { 0xff } else { 0 };
                if dropped.iter().any(|byte| *byte != filler) {
                    return None;
                }
                let mut bytes = kept.to_vec();
                if order == PythonValue::Str("little".to_owned()) {
                    bytes.reverse();
                }
                self.evaluate(&PythonExpr::Bytes(bytes))
            }
            (_, value) => {
                let of = self.temporary(value);
                let member = PythonExpr::Member(Box::new(of), attribute.attr.as_str().to_owned());
                let converted = self.converted_call(member, call)?;
                self.evaluate(&converted)
            }
        }
    }

    /// The parts of `text.format(…)`: `{}`, `{0}` and `{name}`, without attributes and formats.
    fn formatted(&mut self, text: &str, args: &[(String, PythonValue)]) -> Option<Vec<PythonExpr>> {
        let mut parts = Vec::new();
        let (mut rest, mut next) = (text, 0);
        while let Some(at) = rest.find(['{', '}']) {
            let (before, after) = rest.split_at(at);
            parts.push(PythonExpr::Str(before.to_owned()));
            if after.starts_with("{{") || after.starts_with("}}") {
                parts.push(PythonExpr::Str(after.get(..1)?.to_owned()));
                rest = after.get(2..)?;
                continue;
            }
            let (inside, behind) = after.strip_prefix('{')?.split_once('}')?;
            let (name, spec) = inside.split_once(':').unwrap_or((inside, ""));
            let name = match name {
                "" => {
                    next += 1;
                    (next - 1).to_string()
                }
                name => name.to_owned(),
            };
            let value =
                args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())?;
            parts.push(match spec {
                "" => self.temporary(value),
                spec => PythonExpr::Str(formatted_number(&value, spec)?),
            });
            rest = behind;
        }
        parts.push(PythonExpr::Str(rest.to_owned()));
        Some(parts)
    }
}
