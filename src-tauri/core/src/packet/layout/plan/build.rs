//! Builds a [`Plan`] from a layout and collects all faults, so that they can be shown at once.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::super::labels::Labels;
use super::super::model::{Field, Layout, Tail, TailKind, ValueRange};
use super::super::value_node::compare;
use super::{
    LayoutContext, LayoutError, LayoutFault, MOST_DEEP, MOST_VALUES, Plan, PlanPart, Slot, TailPlan,
};
use crate::packet::budget::Budget;
use crate::packet::format::{self, StructFormat};
use crate::packet::literal::Literal;
use crate::packet::pack::{self, Misfit, PackError};
use crate::packet::value::{self, Value};

pub(super) fn plan(
    layout: &Layout,
    known: LayoutContext<'_>,
    budget: &mut Budget,
) -> Result<Plan, Vec<LayoutError>> {
    let mut builder = PlanBuilder { known, budget, deep: 0, errors: Vec::new() };
    let plan = builder.layout(layout, "");
    if builder.budget.exhausted().is_some() {
        return Err(vec![LayoutError::at("", LayoutFault::TooManyParts)]);
    }
    if builder.errors.is_empty() { Ok(plan) } else { Err(builder.errors) }
}

/// Memory of a label or a bit group, in addition to its texts.
const LABEL: usize = 64;

struct PlanBuilder<'a> {
    known: LayoutContext<'a>,
    /// Once it is exhausted, building stops and only that fault is reported.
    budget: &'a mut Budget,
    deep: usize,
    errors: Vec<LayoutError>,
}

/// State shared by the parts of one layout.
#[derive(Default)]
struct Scope {
    names: HashSet<String>,
    /// Names of the integers that a length or a count can refer to; bit groups as `field.name`.
    integers: HashSet<String>,
    /// The number of fields and tails so far; unnamed ones are named by it.
    values: usize,
    tails: usize,
    colour: u16,
}

impl PlanBuilder<'_> {
    fn fault(&mut self, path: &str, part: &str, fault: impl Into<LayoutFault>) {
        let dot = if path.is_empty() || part.is_empty() { "" } else { "." };
        self.errors.push(LayoutError::at(format!("{path}{dot}{part}"), fault));
    }

    fn layout(&mut self, layout: &Layout, path: &str) -> Plan {
        let mut scope = Scope::default();
        let mut parts = Vec::new();
        let mut next = Some((layout, path.to_owned()));
        while let Some((part, path)) = next.take() {
            let memory = size_of::<PlanPart>() + part.format.len() + part.name.len();
            if self.budget.charge(1, memory).is_err() {
                break;
            }
            if parts.len() >= MOST_DEEP {
                self.fault(&path, "", LayoutFault::Endless);
                break;
            }
            let made = self.part(part, &path, &mut scope);
            parts.push(made);
            if let Some(tail) = &part.tail
                && let Some(then) = &tail.then
            {
                let dot = if path.is_empty() { "" } else { "." };
                if tail.length.is_empty() && tail.count.is_empty() {
                    self.fault(&path, "tail.then", LayoutFault::ThenWithoutLength);
                }
                next = Some((then, format!("{path}{dot}tail.then")));
            }
        }
        Plan { name: layout.name.clone(), parts }
    }

    fn part(&mut self, layout: &Layout, path: &str, scope: &mut Scope) -> PlanPart {
        let mut slots = Vec::new();
        let format = match StructFormat::parse(&layout.format, layout.model) {
            Ok(format) if format.values() > MOST_VALUES => {
                self.fault(path, "format", LayoutFault::TooManyValues(format.values()));
                None
            }
            Ok(format) if format.size() > pack::SIZE_LIMIT => {
                self.fault(
                    path,
                    "format",
                    LayoutFault::Value(PackError::TooLong { size: format.size() }),
                );
                None
            }
            Ok(format) => Some(format),
            Err(error) => {
                self.fault(path, "format", error);
                None
            }
        };
        if let Some(format) = &format {
            if layout.fields.len() > format.values() {
                let (values, fields) = (format.values(), layout.fields.len());
                self.fault(path, "fields", LayoutFault::Fields { values, fields });
            }
            let unnamed = Field::default();
            // A few characters can describe thousands of values: build none unless there is budget for all.
            if self.budget.charge(format.values(), format.values() * size_of::<Slot>()).is_err() {
                return PlanPart::default();
            }
            for (index, place) in format.fields().enumerate() {
                let field = layout.fields.get(index).unwrap_or(&unnamed);
                if self.budget.charge(part_count(field), memory(field)).is_err() {
                    break;
                }
                let dot = if path.is_empty() { "" } else { "." };
                let slot = self.slot(field, place, &format!("{path}{dot}fields[{index}]"), scope);
                slots.push(slot);
            }
        }
        let tail = layout.tail.as_ref().map(|tail| self.tail(tail, path, scope));
        // An empty format replaces an invalid one, whose errors are reported.
        let format =
            format.or_else(|| StructFormat::parse("", layout.model).ok()).unwrap_or_default();
        PlanPart { text: layout.format.clone(), format, slots, tail }
    }

    fn name(&mut self, name: String, path: &str, scope: &mut Scope) -> String {
        if name.contains(['.', '[', ']']) {
            self.fault(path, "name", LayoutFault::NameChar);
        }
        if !scope.names.insert(name.clone()) {
            self.fault(path, "name", LayoutFault::Twice(name.clone()));
        }
        name
    }

    fn slot(
        &mut self,
        field: &Field,
        place: format::FormatField,
        path: &str,
        scope: &mut Scope,
    ) -> Slot {
        scope.values += 1;
        let name =
            if field.name.is_empty() { scope.values.to_string() } else { field.name.clone() };
        let name = self.name(name, path, scope);
        let integer = !matches!(place.ch, 'c' | 's' | 'p' | '?' | 'e' | 'f' | 'd');
        if integer {
            scope.integers.insert(name.clone());
        }
        if field.constant.is_some() && field.default.is_some() {
            self.fault(path, "default", LayoutFault::ConstantAndDefault);
        }
        let mut value = |part: &str, literal: &Literal| {
            check_value(place, literal.as_str())
                .map_err(|error| self.fault(path, part, LayoutFault::Value(error)))
                .ok()
        };
        // A placeholder has no value yet.
        let known = |literal: &&Literal| !literal.as_str().contains("{{");
        let constant = field
            .constant
            .as_ref()
            .and_then(|literal| Some((literal.as_str().to_owned(), value("constant", literal)?)));
        field.default.as_ref().filter(known).and_then(|literal| value("default", literal));
        for (label, _) in field.labels.iter() {
            let good = if integer {
                value::integer(label).is_some()
            } else {
                value::parse(place.ch, label).is_ok()
            };
            if !good {
                self.fault(path, "labels", LayoutFault::Label(label.to_owned()));
            }
        }
        for (index, bits) in field.bits.iter().enumerate() {
            let last = place.size * 8 - 1;
            let part = format!("bits[{index}]");
            if !integer {
                self.fault(path, &part, LayoutFault::BitsOf(place.ch));
            } else if bits.from > bits.to || usize::from(bits.to) > last {
                self.fault(path, &part, LayoutFault::BitsRange { last });
            }
            if bits.name.contains(['.', '[', ']']) {
                self.fault(path, &format!("{part}.name"), LayoutFault::NameChar);
            }
            if field.bits.iter().take(index).any(|other| other.name == bits.name) {
                self.fault(path, &format!("{part}.name"), LayoutFault::Twice(bits.name.clone()));
            }
            scope.integers.insert(format!("{name}.{}", bits.name));
        }
        if let Some(checksum) = &field.checksum {
            let size = checksum.kind.size();
            if !integer || !place.ch.is_ascii_uppercase() || place.size < size {
                self.fault(path, "checksum", LayoutFault::ChecksumField { size });
            }
        }
        let range = field.range.as_ref().and_then(|range| {
            self.range(range, place).map_err(|fault| self.fault(path, "range", fault)).ok()
        });
        let colour = scope.colour;
        scope.colour = scope.colour.wrapping_add(1);
        Slot {
            place,
            name,
            constant,
            default: field.default.as_ref().map(|literal| literal.as_str().to_owned()),
            labels: field.labels.clone(),
            display: field.display,
            bits: field.bits.clone(),
            range,
            checksum: field.checksum.clone(),
            colour,
        }
    }

    /// Both ends of a range of numbers.
    fn range(
        &self,
        range: &ValueRange,
        place: format::FormatField,
    ) -> Result<(Option<Value>, Option<Value>), LayoutFault> {
        if matches!(place.ch, 'c' | 's' | 'p' | '?') {
            return Err(LayoutFault::RangeOf(place.ch));
        }
        let end = |literal: &Option<Literal>| {
            let parse = |literal: &Literal| {
                let misfit =
                    |error| PackError::Value { index: 0, offset: 0, what: Misfit::Type(error) };
                value::parse(place.ch, literal.as_str())
                    .map_err(|error| LayoutFault::Value(misfit(error)))
            };
            literal.as_ref().map(parse).transpose()
        };
        let (from, to) = (end(&range.from)?, end(&range.to)?);
        let is_ordered = match (&from, &to) {
            (None, None) => false,
            (Some(from), Some(to)) => compare(from, to).is_some_and(Ordering::is_le),
            (Some(end), None) | (None, Some(end)) => compare(end, end).is_some(),
        };
        if is_ordered { Ok((from, to)) } else { Err(LayoutFault::RangeOrder) }
    }

    fn tail(&mut self, tail: &Tail, path: &str, scope: &mut Scope) -> TailPlan {
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}tail");
        // If the budget is exhausted, building stops at the next part.
        let texts = [&tail.name, &tail.layout, &tail.length, &tail.count, &tail.message];
        let memory = size_of::<TailPlan>() + 2 * texts.map(String::len).iter().sum::<usize>();
        let _ = self.budget.charge(1, memory);
        for (part, name) in [("length", &tail.length), ("count", &tail.count)] {
            if !name.is_empty() && !scope.integers.contains(name) {
                self.fault(&path, part, LayoutFault::NoSuchField(name.clone()));
            }
        }
        if !tail.count.is_empty() && tail.kind != TailKind::Repeat {
            self.fault(&path, "count", LayoutFault::CountOfOne);
        }
        (scope.tails, scope.values) = (scope.tails + 1, scope.values + 1);
        let name = match (tail.name.as_str(), scope.tails) {
            ("", 1) => "tail".to_owned(),
            ("", number) => format!("tail{number}"),
            (name, _) => name.to_owned(),
        };
        let name = self.name(name, &path, scope);
        let colour = scope.colour;
        scope.colour = scope.colour.wrapping_add(1);
        let element = match tail.kind {
            TailKind::Repeat => self.element(tail, &path).map(Box::new),
            _ => None,
        };
        let message = match tail.kind {
            TailKind::Protobuf => {
                let found = self.known.protos.and_then(|protos| protos.message(&tail.message));
                if found.is_none() {
                    self.fault(&path, "message", LayoutFault::NoSuchMessage(tail.message.clone()));
                }
                found
            }
            _ => None,
        };
        let spec = spec(tail);
        TailPlan { name, spec, element, message, colour }
    }

    fn element(&mut self, tail: &Tail, path: &str) -> Option<Plan> {
        let (layout, path) = match &tail.element {
            Some(element) => (element.as_ref(), format!("{path}.element")),
            None if tail.layout.is_empty() => {
                self.fault(path, "layout", LayoutFault::RepeatNothing);
                return None;
            }
            None => {
                let Some(found) =
                    self.known.layouts.iter().find(|layout| layout.name == tail.layout)
                else {
                    self.fault(path, "layout", LayoutFault::NoSuchLayout(tail.layout.clone()));
                    return None;
                };
                (found, format!("{path}.layout"))
            }
        };
        if self.budget.exhausted().is_some() {
            return None;
        }
        if self.deep >= MOST_DEEP {
            self.fault(&path, "", LayoutFault::Endless);
            return None;
        }
        self.deep += 1;
        let errors = self.errors.len();
        let plan = self.layout(layout, &path);
        self.deep -= 1;
        if tail.element.is_none() {
            // The faults of a named layout are reported where it is defined; here only that it cannot be used.
            let endless =
                self.errors.drain(errors..).any(|error| error.fault == LayoutFault::Endless);
            if endless {
                self.fault(&path, "", LayoutFault::Endless);
                return None;
            }
        }
        if plan.least_size() == 0
            && self.errors.len() == errors
            && plan.parts.iter().all(|part| part.tail.is_none())
        {
            self.fault(&path, "", LayoutFault::Empty);
        }
        Some(plan)
    }
}

/// Copies a tail without nested layouts and unknown keys.
fn spec(tail: &Tail) -> Tail {
    Tail {
        kind: tail.kind,
        name: tail.name.clone(),
        encoding: tail.encoding,
        style: tail.style,
        layout: tail.layout.clone(),
        length: tail.length.clone(),
        plus: tail.plus,
        count: tail.count.clone(),
        message: tail.message.clone(),
        ..Tail::default()
    }
}

/// The number of a field's bit groups and labels.
fn part_count(field: &Field) -> usize {
    let bits = field.bits.iter().map(|bits| 1 + bits.labels.iter().count());
    field.labels.iter().count() + bits.sum::<usize>()
}

/// The memory of a field's texts and labels, which the slot and the paths of its faults hold.
fn memory(field: &Field) -> usize {
    let labels = |labels: &Labels| {
        let pairs = labels.iter().map(|(value, name)| value.len() + name.len() + LABEL);
        pairs.sum::<usize>()
    };
    let range = field.range.iter().flat_map(|range| [&range.from, &range.to]);
    let literals = [&field.constant, &field.default].into_iter().chain(range).flatten();
    let literals = literals.map(|literal| 2 * literal.as_str().len()).sum::<usize>();
    let bits = field.bits.iter().map(|bits| LABEL + 2 * bits.name.len() + labels(&bits.labels));
    let names = 3 * field.name.len();
    names + literals + labels(&field.labels) + bits.sum::<usize>()
}

/// Parses a value and checks that it fits the field.
fn check_value(place: format::FormatField, text: &str) -> Result<Value, PackError> {
    let misfit = |what| PackError::Value { index: 0, offset: 0, what };
    let value = value::parse(place.ch, text).map_err(|error| misfit(Misfit::Type(error)))?;
    pack::check(place, &value)?;
    Ok(value)
}
