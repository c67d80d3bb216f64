//! Builds a [`Plan`] from a layout and collects all faults, so that they can be shown at once.

use std::cmp::Ordering;
use std::collections::HashSet;

mod tail;

use super::super::labels::Labels;
use super::super::model::{Bits, Display, Field, Layout, ValueRange};
use super::super::value_node::compare;
use super::{
    LayoutContext, LayoutError, LayoutFault, MOST_PARTS, MOST_VALUES, Plan, PlanPart, Slot,
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
/// Limit of the nesting depth of bit groups.
const MOST_BITS_DEEP: usize = 6;

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
    /// Paths of the integers that expressions use.
    used: Vec<String>,
    /// Such paths in the layout around this one.
    outer: Vec<String>,
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
            if parts.len() >= MOST_PARTS {
                self.fault(&path, "", LayoutFault::ManyParts);
                break;
            }
            let made = self.part(part, &path, &mut scope, &parts);
            let bounded = made.tail.as_ref().is_none_or(|tail| tail.bounded);
            parts.push(made);
            if let Some(tail) = &part.tail
                && let Some(then) = &tail.then
            {
                let dot = if path.is_empty() { "" } else { "." };
                if !bounded {
                    self.fault(&path, "tail.then", LayoutFault::ThenWithoutLength);
                }
                next = Some((then, format!("{path}{dot}tail.then")));
            }
        }
        let mut plan = Plan { name: layout.name.clone(), parts, outer: scope.outer };
        scope.used.iter().for_each(|path| plan.watch(path));
        plan
    }

    fn part(
        &mut self,
        layout: &Layout,
        path: &str,
        scope: &mut Scope,
        earlier: &[PlanPart],
    ) -> PlanPart {
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
        let tail = layout.tail.as_ref().map(|tail| self.tail(tail, path, scope, (earlier, &slots)));
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
        if !integer && !field.bits.is_empty() {
            self.fault(path, "bits[0]", LayoutFault::BitsOf(place.ch));
        } else {
            self.bits(&field.bits, place.size * 8, path, &name, scope, 0);
        }
        self.check_display(field, place, integer, path);
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
            scale: field.scale,
            bits: field.bits.clone(),
            range,
            checksum: field.checksum.clone(),
            colour,
            watched: false,
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

    /// Checks groups of bits inside `width` bits, and those inside the groups.
    fn bits(
        &mut self,
        groups: &[Bits],
        width: usize,
        path: &str,
        name: &str,
        scope: &mut Scope,
        deep: usize,
    ) {
        for (index, bits) in groups.iter().enumerate() {
            let last = width.saturating_sub(1);
            let part = format!("bits[{index}]");
            if bits.from > bits.to || usize::from(bits.to) > last {
                self.fault(path, &part, LayoutFault::BitsRange { last });
                continue;
            }
            if bits.name.contains(['.', '[', ']']) {
                self.fault(path, &format!("{part}.name"), LayoutFault::NameChar);
            }
            if groups.iter().take(index).any(|other| other.name == bits.name) {
                self.fault(path, &format!("{part}.name"), LayoutFault::Twice(bits.name.clone()));
            }
            let name = format!("{name}.{}", bits.name);
            let inner = usize::from(bits.to - bits.from) + 1;
            if deep >= MOST_BITS_DEEP && !bits.bits.is_empty() {
                self.fault(path, &part, LayoutFault::Endless);
            } else {
                self.bits(&bits.bits, inner, &format!("{path}.{part}"), &name, scope, deep + 1);
            }
            scope.integers.insert(name);
        }
    }

    fn check_display(
        &mut self,
        field: &Field,
        place: format::FormatField,
        integer: bool,
        path: &str,
    ) {
        let address = field.display.address_size();
        let fits = match field.display {
            Display::Flags => integer,
            Display::Ipv4 if matches!(place.ch, 'I' | 'L') && place.size == 4 => true,
            _ => address.is_none_or(|size| place.ch == 's' && place.size == size),
        };
        if !fits {
            let size = address.unwrap_or(0);
            self.fault(path, "display", LayoutFault::DisplayOf { size });
        }
        if field.scale.is_some() && !integer {
            self.fault(path, "scale", LayoutFault::ScaleOf);
        }
    }
}

/// The number of a field's bit groups and labels.
fn part_count(field: &Field) -> usize {
    fn of(groups: &[Bits]) -> usize {
        groups.iter().map(|bits| 1 + bits.labels.iter().count() + of(&bits.bits)).sum()
    }
    field.labels.iter().count() + of(&field.bits)
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
    // The path of a nested group holds the names of those around it.
    fn bits(groups: &[Bits], around: usize, labels: &dyn Fn(&Labels) -> usize) -> usize {
        let of = |group: &Bits| {
            let path = around + group.name.len();
            LABEL
                + path
                + group.name.len()
                + labels(&group.labels)
                + bits(&group.bits, path, labels)
        };
        groups.iter().map(of).sum()
    }
    let names = 3 * field.name.len();
    names + literals + labels(&field.labels) + bits(&field.bits, 0, &labels)
}

/// Parses a value and checks that it fits the field.
fn check_value(place: format::FormatField, text: &str) -> Result<Value, PackError> {
    let misfit = |what| PackError::Value { index: 0, offset: 0, what };
    let value = value::parse(place.ch, text).map_err(|error| misfit(Misfit::Type(error)))?;
    pack::check(place, &value)?;
    Ok(value)
}
