//! Turns expressions of the parser's tree into those that the evaluator of pasted Python reads.

use rustpython_ruff_python_ast::{
    BoolOp, CmpOp, Expr, ExprBinOp, ExprFString, InterpolatedStringElement, Number, Operator,
    StmtAugAssign, UnaryOp,
};
use rustpython_ruff_text_size::Ranged;

use super::formatting::{formatted_number, is_known, path, percent, truth_name, truth_of};
use super::script::Script;
use crate::packet::paste::python::eval::PythonValue;
use crate::packet::paste::python::parse::PythonExpr;
use crate::packet::value::integer;
use crate::profile::variable::as_literal;

/// Limit of the length of `range(…)`.
const MAX_RANGE: i128 = 10_000;

impl<'a> Script<'a, '_> {
    /// Follows an expression: what it does, and its value if it is known.
    pub(super) fn run(&mut self, expr: &'a Expr) -> Option<PythonValue> {
        match expr {
            Expr::Await(inner) => self.run(&inner.value),
            Expr::Call(call) => self.call(call),
            Expr::Named(named) => {
                let value = self.run(&named.value);
                self.assign(&named.target, value.clone());
                value
            }
            _ => {
                let converted = self.convert(expr)?;
                self.evaluate(&converted)
            }
        }
    }

    pub(super) fn evaluate(&mut self, expr: &PythonExpr) -> Option<PythonValue> {
        self.names.used.clear();
        self.names.eval(expr, 0)
    }

    /// A value under a name that no script can use.
    pub(super) fn temporary(&mut self, value: PythonValue) -> PythonExpr {
        self.temporaries += 1;
        let name = format!("${}", self.temporaries);
        self.names.define(name.clone(), value);
        PythonExpr::Name(name)
    }

    fn value(&mut self, expr: &'a Expr) -> Option<PythonExpr> {
        let value = self.run(expr)?;
        Some(self.temporary(value))
    }

    pub(super) fn convert(&mut self, expr: &'a Expr) -> Option<PythonExpr> {
        Some(match expr {
            Expr::Name(_) | Expr::Attribute(_) => match path(expr) {
                Some(path) => self.named(&path),
                None => match expr {
                    Expr::Attribute(attribute) => PythonExpr::Member(
                        Box::new(self.convert(&attribute.value)?),
                        attribute.attr.as_str().to_owned(),
                    ),
                    _ => return None,
                },
            },
            Expr::NumberLiteral(number) => match number.value {
                Number::Complex { .. } => return None,
                _ => PythonExpr::Number(self.source(expr.range()).replace('_', "")),
            },
            Expr::StringLiteral(text) => PythonExpr::Str(as_literal(text.value.to_str())),
            Expr::BytesLiteral(bytes) => PythonExpr::Bytes(bytes.value.bytes().collect()),
            Expr::BooleanLiteral(truth) => truth_name(truth.value),
            Expr::NoneLiteral(_) => PythonExpr::Name("None".to_owned()),
            Expr::List(list) => PythonExpr::List(self.converted(&list.elts)?),
            Expr::Tuple(tuple) => PythonExpr::Tuple(self.converted(&tuple.elts)?),
            Expr::Dict(dict) => {
                let mut entries = Vec::new();
                for item in &dict.items {
                    match &item.key {
                        Some(key) => entries.push((self.convert(key)?, self.convert(&item.value)?)),
                        None => {
                            let Some(PythonValue::Dict(inner)) = self.run(&item.value) else {
                                return None;
                            };
                            for (key, value) in inner {
                                entries.retain(|(known, _)| *known != PythonExpr::Str(key.clone()));
                                entries.push((PythonExpr::Str(key), self.temporary(value)));
                            }
                        }
                    }
                }
                PythonExpr::Dict(entries)
            }
            Expr::UnaryOp(unary) => match unary.op {
                UnaryOp::USub => PythonExpr::Minus(Box::new(self.convert(&unary.operand)?)),
                UnaryOp::UAdd => self.convert(&unary.operand)?,
                UnaryOp::Not => truth_name(!self.truth(&unary.operand)?),
                UnaryOp::Invert => {
                    let number = self.integer(&unary.operand)?;
                    PythonExpr::Number((!number).to_string())
                }
            },
            Expr::BinOp(binary) => self.binary(binary)?,
            Expr::Await(_) | Expr::Call(_) | Expr::Named(_) | Expr::Subscript(_) => {
                let value = match expr {
                    Expr::Subscript(item) => self.item(&item.value, &item.slice),
                    _ => self.run(expr),
                };
                self.temporary(value?)
            }
            Expr::FString(text) => self.f_string(text)?,
            Expr::If(choice) => match self.truth(&choice.test)? {
                true => self.convert(&choice.body)?,
                false => self.convert(&choice.orelse)?,
            },
            Expr::BoolOp(either) if either.op == BoolOp::Or => {
                let mut last = None;
                for value in &either.values {
                    let value = self.run(value)?;
                    if truth_of(&value) == Some(true) {
                        return Some(self.temporary(value));
                    }
                    last = Some(value);
                }
                self.temporary(last?)
            }
            Expr::Compare(_) | Expr::BoolOp(_) => truth_name(self.truth(expr)?),
            _ => return None,
        })
    }

    /// A name as the evaluator knows it: `Command.LOGIN.value` is `Command.LOGIN`.
    fn named(&self, path: &str) -> PythonExpr {
        let plain = path.strip_suffix(".value").filter(|path| self.names.get(path).is_some());
        PythonExpr::Name(plain.unwrap_or(path).to_owned())
    }

    pub(super) fn converted(&mut self, items: &'a [Expr]) -> Option<Vec<PythonExpr>> {
        items.iter().map(|item| self.convert(item)).collect()
    }

    fn integer(&mut self, expr: &'a Expr) -> Option<i128> {
        match self.run(expr)? {
            PythonValue::Number(digits) => integer(&digits),
            PythonValue::Bool(truth) => Some(truth.into()),
            _ => None,
        }
    }

    fn binary(&mut self, binary: &'a ExprBinOp) -> Option<PythonExpr> {
        if binary.op == Operator::Mod && !matches!(&*binary.left, Expr::NumberLiteral(_)) {
            let left = self.run(&binary.left)?;
            if let PythonValue::Str(format) = &left {
                let values = match &*binary.right {
                    Expr::Tuple(tuple) => self.converted(&tuple.elts)?,
                    other => vec![self.convert(other)?],
                };
                return percent(format, values);
            }
        }
        let left = self.value(&binary.left)?;
        let right = self.value(&binary.right)?;
        self.arithmetic(binary.op, left, right)
    }

    fn arithmetic(
        &mut self,
        op: Operator,
        left: PythonExpr,
        right: PythonExpr,
    ) -> Option<PythonExpr> {
        let mut number = |expr: &PythonExpr| match self.names.eval(expr, 0) {
            Some(PythonValue::Number(digits)) => integer(&digits),
            _ => None,
        };
        if let (Some(left), Some(right)) = (number(&left), number(&right)) {
            let shift = u32::try_from(right).ok().filter(|bits| *bits < 64);
            let result = match op {
                Operator::Add => left.checked_add(right),
                Operator::Sub => left.checked_sub(right),
                Operator::Mult => left.checked_mul(right),
                Operator::LShift => shift.and_then(|bits| left.checked_shl(bits)),
                Operator::RShift => shift.map(|bits| left >> bits),
                Operator::BitOr => Some(left | right),
                Operator::BitAnd => Some(left & right),
                Operator::BitXor => Some(left ^ right),
                Operator::FloorDiv if left >= 0 && right > 0 => Some(left / right),
                Operator::Mod if left >= 0 && right > 0 => Some(left % right),
                Operator::Pow => shift.and_then(|power| left.checked_pow(power)),
                _ => None,
            };
            return result.map(|number| PythonExpr::Number(number.to_string()));
        }
        match op {
            Operator::Add => Some(PythonExpr::Add(Box::new(left), Box::new(right))),
            Operator::Mult => Some(PythonExpr::Times(Box::new(left), Box::new(right))),
            _ => None,
        }
    }

    /// `target += value`.
    pub(super) fn augmented(&mut self, assign: &'a StmtAugAssign) -> Option<PythonValue> {
        let left = self.value(&assign.target)?;
        let right = self.value(&assign.value)?;
        let result = self.arithmetic(assign.op, left, right)?;
        self.evaluate(&result)
    }

    fn f_string(&mut self, text: &'a ExprFString) -> Option<PythonExpr> {
        let mut parts = Vec::new();
        for part in text.value.iter() {
            match part {
                rustpython_ruff_python_ast::FStringPart::Literal(literal) => {
                    parts.push(PythonExpr::Str(as_literal(literal.as_str())));
                }
                rustpython_ruff_python_ast::FStringPart::FString(formatted) => {
                    for element in &formatted.elements {
                        parts.push(match element {
                            InterpolatedStringElement::Literal(literal) => {
                                PythonExpr::Str(as_literal(&literal.value))
                            }
                            InterpolatedStringElement::Interpolation(inner) => {
                                if inner.debug_text.is_some()
                                    || inner.conversion.to_byte().is_some_and(|it| it != b's')
                                {
                                    return None;
                                }
                                let value = self.run(&inner.expression)?;
                                match &inner.format_spec {
                                    None => self.temporary(value),
                                    Some(spec) => {
                                        let spec = self.source(spec.range);
                                        PythonExpr::Str(formatted_number(
                                            &value,
                                            spec.trim_start_matches(':'),
                                        )?)
                                    }
                                }
                            }
                        });
                    }
                }
            }
        }
        Some(PythonExpr::Joined(parts))
    }

    fn item(&mut self, of: &'a Expr, index: &'a Expr) -> Option<PythonValue> {
        let key = self.run(index);
        if let Some(path) = path(of) {
            let full = self.resolved(&path);
            if full == "os.environ" || full == "sys.argv" {
                return Some(PythonValue::Unknown(match key? {
                    PythonValue::Str(name) => name,
                    PythonValue::Number(digits) => format!("argument_{digits}"),
                    _ => return None,
                }));
            }
        }
        match (self.run(of)?, key?) {
            (PythonValue::Dict(entries), PythonValue::Str(key) | PythonValue::Number(key)) => {
                entries.into_iter().find(|(known, _)| *known == key).map(|(_, value)| value)
            }
            (PythonValue::List(items), PythonValue::Number(digits)) => {
                let at = integer(&digits)?;
                let at = if at < 0 { at + i128::try_from(items.len()).ok()? } else { at };
                items.into_iter().nth(usize::try_from(at).ok()?)
            }
            _ => None,
        }
    }

    /// The items of a loop: a list, or `range(…)`.
    pub(super) fn items(&mut self, expr: &'a Expr) -> Option<PythonValue> {
        if let Expr::Call(call) = expr
            && path(&call.func).as_deref() == Some("range")
        {
            let mut bounds = Vec::new();
            for argument in &call.arguments.args {
                bounds.push(self.integer(argument)?);
            }
            let (from, to, step) = match bounds.as_slice() {
                [to] => (0, *to, 1),
                [from, to] => (*from, *to, 1),
                [from, to, step] if *step > 0 => (*from, *to, *step),
                _ => return None,
            };
            let count = usize::try_from((to.checked_sub(from)?).clamp(0, MAX_RANGE)).ok()?;
            let numbers = (0..count).map(|at| from + step * i128::try_from(at).unwrap_or_default());
            let numbers = numbers.take_while(|number| *number < to);
            return Some(PythonValue::List(
                numbers.map(|number| PythonValue::Number(number.to_string())).collect(),
            ));
        }
        match self.run(expr)? {
            PythonValue::Dict(entries) => Some(PythonValue::List(
                entries.into_iter().map(|(key, _)| PythonValue::Str(key)).collect(),
            )),
            list @ PythonValue::List(_) => Some(list),
            _ => None,
        }
    }

    /// Whether a condition holds, if that is known without running the script.
    pub(super) fn truth(&mut self, expr: &'a Expr) -> Option<bool> {
        match expr {
            Expr::Compare(compare) => {
                let ([op], [right]) = (&*compare.ops, &*compare.comparators) else { return None };
                if path(&compare.left).as_deref() == Some("__name__") {
                    // Only the first file is the program.
                    return Some((self.file == 0) == matches!(op, CmpOp::Eq));
                }
                let (left, right) = (self.run(&compare.left)?, self.run(right)?);
                if [&left, &right].iter().any(|value| !is_known(value)) {
                    return None;
                }
                match op {
                    CmpOp::Eq | CmpOp::Is => Some(left == right),
                    CmpOp::NotEq | CmpOp::IsNot => Some(left != right),
                    _ => None,
                }
            }
            Expr::UnaryOp(unary) if unary.op == UnaryOp::Not => Some(!self.truth(&unary.operand)?),
            Expr::BoolOp(both) => {
                let truths: Option<Vec<bool>> =
                    both.values.iter().map(|value| self.truth(value)).collect();
                let truths = truths?;
                Some(if both.op == BoolOp::And {
                    truths.iter().all(|one| *one)
                } else {
                    truths.contains(&true)
                })
            }
            Expr::Call(_) | Expr::Await(_) => None,
            _ => truth_of(&self.run(expr)?),
        }
    }
}
