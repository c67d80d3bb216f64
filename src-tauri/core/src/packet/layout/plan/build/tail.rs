//! Builds the plan of a tail: its content, its end, its place and the expressions that they depend on.

use super::super::super::expression::Expression;
use super::super::super::model::{Field, Tail, TailKind};
use super::super::{LayoutFault, MOST_DEEP, MOST_MARK, Plan, PlanPart, Slot, TailPlan, references};
use super::{PlanBuilder, Scope};
use crate::packet::format::{FormatField, Order};
use crate::packet::pack::{Misfit, PackError};
use crate::packet::value::{self, Value};

/// The parts before a tail, and the fields of its own part.
type Earlier<'p> = (&'p [PlanPart], &'p [Slot]);

impl PlanBuilder<'_> {
    pub(super) fn tail(
        &mut self,
        tail: &Tail,
        path: &str,
        scope: &mut Scope,
        earlier: Earlier<'_>,
    ) -> TailPlan {
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}tail");
        // If the budget is exhausted, building stops at the next part.
        let texts = [&tail.name, &tail.layout, &tail.length, &tail.count, &tail.message];
        let more = [&tail.until, &tail.separator, &tail.on, &tail.otherwise, &tail.when, &tail.at];
        let labels = tail.cases.iter().chain(tail.labels.iter());
        let labels: usize = labels.map(|(value, name)| value.len() + name.len() + 64).sum();
        let texts: usize = texts.into_iter().chain(more).map(String::len).sum();
        let memory = size_of::<TailPlan>() + 2 * (texts + labels);
        let _ = self.budget.charge(1, memory);
        let mut plan = TailPlan { spec: spec(tail), ..TailPlan::default() };
        for (part, text, into) in [
            ("length", &tail.length, &mut plan.length),
            ("count", &tail.count, &mut plan.count),
            ("when", &tail.when, &mut plan.when),
            ("at", &tail.at, &mut plan.at),
            ("on", &tail.on, &mut plan.on),
        ] {
            *into = self.expression(text, (&path, part), scope, earlier);
        }
        self.check_keys(tail, &path);
        plan.until = self.mark(&tail.until, &path, "until");
        plan.separator = self.mark(&tail.separator, &path, "separator");
        if tail.kind == TailKind::Varint {
            let field = Field {
                name: tail.name.clone(),
                constant: tail.constant.clone(),
                default: tail.default.clone(),
                labels: tail.labels.clone(),
                display: tail.display,
                scale: tail.scale,
                ..Field::default()
            };
            let ch = tail.varint.unwrap_or_default().ch();
            let place = FormatField { ch, offset: 0, size: 8, order: Order::Little, column: 0 };
            let slot = self.slot(&field, place, &path, scope);
            (plan.name, plan.colour) = (slot.name.clone(), slot.colour);
            plan.number = Some(Box::new(slot));
        } else {
            (scope.tails, scope.values) = (scope.tails + 1, scope.values + 1);
            let name = match (tail.name.as_str(), scope.tails) {
                ("", 1) => "tail".to_owned(),
                ("", number) => format!("tail{number}"),
                (name, _) => name.to_owned(),
            };
            plan.name = self.name(name, &path, scope);
            plan.colour = scope.colour;
            scope.colour = scope.colour.wrapping_add(1);
        }
        self.content(tail, &path, &mut plan);
        self.uses_of_inner(&plan, &path, scope, earlier);
        plan.bounded = is_bounded(&plan);
        plan
    }

    /// Parses an expression and checks that its paths lead to earlier integers. A text that is the name of an earlier
    /// integer is that name, whatever its characters.
    fn expression(
        &mut self,
        text: &str,
        (path, part): (&str, &str),
        scope: &mut Scope,
        (parts, slots): Earlier<'_>,
    ) -> Option<Expression> {
        if text.is_empty() {
            return None;
        }
        let _ = self.budget.charge(0, 8 * text.len());
        if scope.integers.contains(text) {
            scope.used.push(text.to_owned());
            return Some(Expression::of_path(text));
        }
        let expression = match Expression::parse(text) {
            Ok(expression) => expression,
            Err(error) => {
                self.fault(path, part, LayoutFault::Expression(error));
                return None;
            }
        };
        for used in expression.paths() {
            if let Some(outer) = used.strip_prefix('^') {
                scope.outer.push(outer.to_owned());
            } else if scope.integers.contains(used) || references::has_integer(parts, slots, used) {
                scope.used.push(used.to_owned());
            } else {
                self.fault(path, part, LayoutFault::NoSuchField(used.to_owned()));
                return None;
            }
        }
        Some(expression)
    }

    /// Rejects keys that the kind does not have.
    fn check_keys(&mut self, tail: &Tail, path: &str) {
        let repeats = tail.kind == TailKind::Repeat;
        if !tail.count.is_empty() && !repeats {
            self.fault(path, "count", LayoutFault::CountOfOne);
        }
        let misplaced = [
            ("until", !tail.until.is_empty() && !tail.kind.is_text_like()),
            ("separator", !tail.separator.is_empty() && !repeats),
            ("each", tail.each.is_some() && (!repeats || tail.separator.is_empty())),
            ("terminated", tail.terminated && tail.separator.is_empty()),
            ("on", !tail.on.is_empty() && tail.kind != TailKind::Switch),
            ("varint", tail.varint.is_some() && tail.kind != TailKind::Varint),
            ("length", !tail.length.is_empty() && tail.kind == TailKind::Varint),
        ];
        for (key, _) in misplaced.into_iter().filter(|(_, misplaced)| *misplaced) {
            self.fault(path, key, LayoutFault::KeyOf { key, kind: tail.kind.word() });
        }
        if tail.kind == TailKind::Switch && tail.on.is_empty() {
            self.fault(path, "on", LayoutFault::SwitchNothing);
        }
        if let Some(each) = tail.each.filter(|each| !each.is_text_like()) {
            self.fault(path, "each", LayoutFault::KeyOf { key: "each", kind: each.word() });
        }
    }

    /// Parses a terminator or separator.
    fn mark(&mut self, text: &str, path: &str, part: &str) -> Vec<u8> {
        if text.is_empty() {
            return Vec::new();
        }
        match value::parse('s', text) {
            Ok(Value::Bytes(bytes)) if !bytes.is_empty() && bytes.len() <= MOST_MARK => bytes,
            Ok(_) => {
                self.fault(path, part, LayoutFault::MarkSize);
                Vec::new()
            }
            Err(error) => {
                let what = Misfit::Type(error);
                let fault = LayoutFault::Value(PackError::Value { index: 0, offset: 0, what });
                self.fault(path, part, fault);
                Vec::new()
            }
        }
    }

    fn content(&mut self, tail: &Tail, path: &str, plan: &mut TailPlan) {
        match tail.kind {
            TailKind::Repeat => {
                if let Some(kind) = tail.each.filter(|kind| kind.is_text_like()) {
                    let spec = Tail {
                        kind,
                        encoding: tail.encoding,
                        style: tail.style,
                        ..Tail::default()
                    };
                    plan.each = Some(Box::new(TailPlan { spec, ..TailPlan::default() }));
                } else {
                    plan.element = self.element(tail, path).map(Box::new);
                }
            }
            TailKind::Layout => plan.element = self.element(tail, path).map(Box::new),
            TailKind::Switch => {
                for (case, name) in tail.cases.iter() {
                    let at = format!("{path}.cases.{case}");
                    let Some(value) = value::integer(case) else {
                        self.fault(&at, "", LayoutFault::Label(case.to_owned()));
                        continue;
                    };
                    if let Some(case) = self.named(name, &at) {
                        plan.cases.push((value, case));
                    }
                }
                if !tail.otherwise.is_empty() {
                    let at = format!("{path}.otherwise");
                    plan.otherwise = self.named(&tail.otherwise, &at).map(Box::new);
                }
            }
            TailKind::Protobuf => {
                let found = self.known.protos.and_then(|protos| protos.message(&tail.message));
                if found.is_none() {
                    self.fault(path, "message", LayoutFault::NoSuchMessage(tail.message.clone()));
                }
                plan.message = found;
            }
            _ => {}
        }
    }

    fn element(&mut self, tail: &Tail, path: &str) -> Option<Plan> {
        let errors = self.errors.len();
        let (plan, path) = match &tail.element {
            Some(element) => {
                let path = format!("{path}.element");
                (self.nested(element, &path)?, path)
            }
            None if tail.layout.is_empty() => {
                self.fault(path, "layout", LayoutFault::RepeatNothing);
                return None;
            }
            None => {
                let path = format!("{path}.layout");
                (self.named(&tail.layout, &path)?, path)
            }
        };
        if plan.least_size() == 0
            && self.errors.len() == errors
            && plan.parts.iter().all(|part| part.tail.is_none())
            && tail.kind == TailKind::Repeat
            && tail.separator.is_empty()
        {
            self.fault(&path, "", LayoutFault::Empty);
        }
        Some(plan)
    }

    /// The plan of a layout of the profile.
    fn named(&mut self, name: &str, path: &str) -> Option<Plan> {
        let layouts = self.known.layouts;
        let Some(layout) = layouts.iter().find(|layout| layout.name == name) else {
            self.fault(path, "", LayoutFault::NoSuchLayout(name.to_owned()));
            return None;
        };
        let errors = self.errors.len();
        let plan = self.nested(layout, path)?;
        // The faults of a named layout are reported where it is defined; here only that it cannot be used.
        let endless = self.errors.drain(errors..).any(|error| error.fault == LayoutFault::Endless);
        if endless {
            self.fault(path, "", LayoutFault::Endless);
            return None;
        }
        Some(plan)
    }

    fn nested(&mut self, layout: &super::Layout, path: &str) -> Option<Plan> {
        if self.budget.exhausted().is_some() {
            return None;
        }
        if self.deep >= MOST_DEEP {
            self.fault(path, "", LayoutFault::Endless);
            return None;
        }
        self.deep += 1;
        let plan = self.layout(layout, path);
        self.deep -= 1;
        Some(plan)
    }

    /// Notes what expressions inside the tail's layouts use of this layout.
    fn uses_of_inner(
        &mut self,
        plan: &TailPlan,
        path: &str,
        scope: &mut Scope,
        (parts, slots): Earlier<'_>,
    ) {
        for used in plan.plans().flat_map(|inner| &inner.outer) {
            if let Some(outer) = used.strip_prefix('^') {
                scope.outer.push(outer.to_owned());
            } else if scope.integers.contains(used) || references::has_integer(parts, slots, used) {
                scope.used.push(used.clone());
            } else {
                self.fault(path, "layout", LayoutFault::NoSuchField(format!("^{used}")));
            }
        }
    }
}

fn is_bounded(plan: &TailPlan) -> bool {
    match plan.spec.kind {
        _ if plan.length.is_some() || plan.count.is_some() => true,
        // Their faults are reported already.
        _ if !plan.spec.length.is_empty() || !plan.spec.count.is_empty() => true,
        TailKind::Varint => true,
        TailKind::Layout | TailKind::Switch => {
            let mut plans = plan.plans().peekable();
            plans.peek().is_none() || plans.all(Plan::is_bounded)
        }
        _ => !plan.until.is_empty(),
    }
}

/// Copies a tail without nested layouts and unknown keys.
fn spec(tail: &Tail) -> Tail {
    Tail {
        kind: tail.kind,
        encoding: tail.encoding,
        style: tail.style,
        length: tail.length.clone(),
        plus: tail.plus,
        count: tail.count.clone(),
        terminated: tail.terminated,
        varint: tail.varint,
        ..Tail::default()
    }
}
