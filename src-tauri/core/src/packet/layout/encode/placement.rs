//! Computes the offsets of parts and appends their bytes.

use std::collections::BTreeMap;

use super::super::plan::TailPlan;
use super::known::Known;
use super::tail::{TailBytes, within_limit};
use super::{EncodeError, EncodeFault, EncodeState, LayoutValues, NamedSpan, encode};
use crate::packet::pack::{self, Misfit, PackError};
use crate::packet::value::{self, Value};

impl EncodeState<'_> {
    /// Computes the offsets of the parts that have one, and the lengths that depend on them.
    pub(super) fn place(&mut self, tails: &[TailBytes]) -> Result<(), EncodeError> {
        let plan = self.plan;
        if plan.tails().all(|tail| tail.at.is_none()) {
            return Ok(());
        }
        let mut at = 0usize;
        for (part, bytes) in plan.parts.iter().zip(tails) {
            at = at.saturating_add(part.format.size());
            let Some(tail) = &part.tail else { continue };
            let size = match bytes {
                TailBytes::Absent => continue,
                TailBytes::Bytes(bytes) => bytes.len(),
                TailBytes::Table(count) => table_size(tail, *count),
                TailBytes::Varint => self.varint(tail)?.len(),
            };
            if let Some(offset) = &tail.at {
                match self.evaluate(offset, tail, Known::Firm)? {
                    Some(given) => at = self.target(tail, given, at)?,
                    None => self.settle(offset, at as i128, tail)?,
                }
            }
            if let Some(length) = tail.length.as_ref().filter(|it| it.as_path().is_none()) {
                self.settle(length, size as i128 + i128::from(tail.spec.plus), tail)?;
            }
            at = at.saturating_add(size);
        }
        Ok(())
    }

    /// The offset at which a part is to lie, not before those that precede it.
    fn target(&self, tail: &TailPlan, given: i128, reached: usize) -> Result<usize, EncodeError> {
        let fault = |fault: EncodeFault| EncodeError::at(&tail.name, fault);
        let target = usize::try_from(given).ok().filter(|target| *target >= reached);
        let target = target.ok_or_else(|| fault(EncodeFault::Overlap { at: given, reached }))?;
        within_limit(target).map_err(fault)?;
        Ok(target)
    }

    /// Appends a tail, after zeros up to its offset.
    pub(super) fn append(&mut self, tail: &TailPlan, bytes: TailBytes) -> Result<(), EncodeError> {
        let bytes = match bytes {
            TailBytes::Absent => return Ok(()),
            TailBytes::Bytes(bytes) => bytes,
            TailBytes::Varint => self.varint(tail)?,
            TailBytes::Table(count) => self.table(tail, count)?,
        };
        if let Some(at) = &tail.at
            && let Some(given) = self.evaluate(at, tail, Known::WithDefaults)?
        {
            let target = self.target(tail, given, self.out.bytes.len())?;
            self.out.bytes.resize(target, 0);
        }
        let (offset, size) = (self.out.bytes.len(), bytes.len());
        let (name, colour) = (tail.name.clone(), tail.colour);
        self.out.spans.push(NamedSpan { name, offset, size, colour });
        self.out.bytes.extend(bytes);
        Ok(())
    }

    /// The bytes of an integer of variable length.
    fn varint(&mut self, tail: &TailPlan) -> Result<Vec<u8>, EncodeError> {
        let Some(slot) = &tail.number else { return Ok(Vec::new()) };
        let kind = tail.spec.varint.unwrap_or_default();
        let fault = |fault: EncodeFault| EncodeError::at(&slot.name, fault);
        let text = self.text(slot)?;
        let number = match value::parse(slot.place.ch, &text) {
            Ok(Value::Int(number)) => number,
            Ok(Value::Bool(truth)) => i128::from(truth),
            Ok(_) => return Err(fault(EncodeFault::NotInteger)),
            Err(error) => {
                let what = Misfit::Type(error);
                return Err(fault(PackError::Value { index: 0, offset: 0, what }.into()));
            }
        };
        let (low, high) = kind.range();
        match (low..=high).contains(&number) {
            true => Ok(kind.write(number)),
            false => Err(fault(EncodeFault::VarintRange { low, high })),
        }
    }

    /// A list whose elements are computed, such as a table of offsets.
    fn table(&self, tail: &TailPlan, count: usize) -> Result<Vec<u8>, EncodeError> {
        let Some(element) = tail.element.as_deref() else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        for index in 0..count {
            let name = format!("{}[{index}].", tail.name);
            let own = |(path, number): (&String, &i128)| {
                Some((path.strip_prefix(&name)?.to_owned(), number.to_string()))
            };
            let fields: BTreeMap<_, _> = self.computed.iter().filter_map(own).collect();
            let values = LayoutValues { fields, ..LayoutValues::default() };
            let encoded = encode(element, &values).map_err(|error| EncodeError {
                field: format!("{name}{}", error.field),
                ..error
            })?;
            bytes.extend(encoded.bytes);
        }
        Ok(bytes)
    }
}

/// The size of a list of plain elements, at most just beyond the limit of a message.
pub(super) fn table_size(tail: &TailPlan, count: usize) -> usize {
    let each = tail.element.as_deref().map_or(0, |element| element.least_size());
    each.saturating_mul(count).min(pack::SIZE_LIMIT.saturating_add(1))
}
