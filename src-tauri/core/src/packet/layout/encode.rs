//! Encodes named values as bytes, filling in constants, defaults, lengths, counts and checksums.

mod bits;
mod error;
mod field_faults;
mod known;
mod placement;
mod tail;

use std::collections::BTreeMap;

use super::plan::{Plan, PlanPart, Slot, TailPlan};
use crate::packet::json::Style;
use crate::packet::pack::{self, PackError, PackWarning};

pub use error::{EncodeError, EncodeFault, EncodeNote};
pub use field_faults::faults;

/// The values given for a message of a layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayoutValues {
    /// Values by field name, as typed; bits as `field.name`. A label stands for its value.
    pub fields: BTreeMap<String, String>,
    /// The content of the first tail that has no entry in `tails`.
    pub tail: Option<TailValue>,
    /// The content of tails, by name.
    pub tails: BTreeMap<String, TailValue>,
}

/// The content of a tail as typed; the layout determines the encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TailValue {
    /// Raw bytes, whatever kind of tail the layout has.
    Bytes(Vec<u8>),
    /// Text.
    Text(String),
    /// JSON text, and a style that overrides the layout's.
    Json(String, Option<Style>),
    /// JSON text that is encoded as it is where the layout has text or JSON.
    TypedJson(String),
    /// The elements of a repeat.
    Items(Vec<LayoutValues>),
}

/// An encoded message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Encoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Remarks for the user.
    pub notes: Vec<EncodeNote>,
    /// The places of the fields and tails, in order.
    pub spans: Vec<NamedSpan>,
}

/// The place of a field or a tail.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct NamedSpan {
    /// The name of the field or tail.
    pub name: String,
    /// Offset of the first byte.
    pub offset: usize,
    /// Size in bytes.
    pub size: usize,
    /// The colour, as in the decoded tree.
    pub colour: u16,
}

/// Encodes a message. Fails at the first faulty value; [`faults`] reports all of them.
pub fn encode(plan: &Plan, given: &LayoutValues) -> Result<Encoded, EncodeError> {
    encode_inside(plan, given, None)
}

/// Values of the layout around one, by path.
type OuterValues<'a> = Option<&'a dyn Fn(&str) -> Option<i128>>;

/// Encodes a layout inside another one, whose values its expressions may use.
fn encode_inside(
    plan: &Plan,
    given: &LayoutValues,
    outer: OuterValues<'_>,
) -> Result<Encoded, EncodeError> {
    let mut state = EncodeState::new(plan, given, outer);
    state.check_names()?;
    let tails = state.tails()?;
    state.place(&tails)?;
    let mut sums = Vec::new();
    for (part, tail) in plan.parts.iter().zip(tails) {
        state.part(part, &mut sums)?;
        if let Some(plan) = &part.tail {
            state.append(plan, tail)?;
        }
        if state.out.bytes.len() > pack::SIZE_LIMIT {
            let size = state.out.bytes.len();
            return Err(EncodeError::at("", PackError::TooLong { size }));
        }
    }
    state.checksums(&sums);
    Ok(state.out)
}

struct EncodeState<'a> {
    plan: &'a Plan,
    given: &'a LayoutValues,
    outer: OuterValues<'a>,
    out: Encoded,
    /// Values computed from sizes, counts and offsets, by path.
    computed: BTreeMap<String, i128>,
    /// Tails that do not exist; as in decoding, their integers count as 0.
    absent: Vec<&'a TailPlan>,
}

impl<'a> EncodeState<'a> {
    fn new(plan: &'a Plan, given: &'a LayoutValues, outer: OuterValues<'a>) -> EncodeState<'a> {
        let (out, computed, absent) = Default::default();
        EncodeState { plan, given, outer, out, computed, absent }
    }

    /// Rejects names that the layout does not have.
    fn check_names(&self) -> Result<(), EncodeError> {
        let inside = |name: &str| {
            self.plan.tails().any(|tail| {
                let rest = name.strip_prefix(tail.name.as_str());
                tail.is_object() && rest.is_some_and(|rest| rest.starts_with('.'))
            })
        };
        for name in self.given.fields.keys() {
            let known = self.plan.slots().any(|slot| bits::has_path(slot, name)) || inside(name);
            if !known {
                return Err(EncodeError::at(name, EncodeFault::NoSuchField));
            }
        }
        let mut contents = self.plan.tails().filter(|tail| tail.number.is_none());
        if self.given.tail.is_some() && contents.next().is_none() {
            return Err(EncodeError::at("tail", EncodeFault::NoTail));
        }
        match self.given.tails.keys().find(|name| !self.plan.is_tail(name) && !inside(name)) {
            Some(name) => Err(EncodeError::at(name, EncodeFault::NoTail)),
            None => Ok(()),
        }
    }

    fn part(
        &mut self,
        part: &'a PlanPart,
        sums: &mut Vec<(usize, &'a Slot)>,
    ) -> Result<(), EncodeError> {
        let start = self.out.bytes.len();
        let texts = part.slots.iter().map(|slot| self.text(slot)).collect::<Result<Vec<_>, _>>()?;
        let packed = pack::pack_typed(&part.format, &texts).map_err(|error| {
            let slot = error.index().and_then(|index| part.slots.get(index));
            EncodeError::at(slot.map_or("", |slot| slot.name.as_str()), error)
        })?;
        for warning in packed.warnings {
            let (PackWarning::Truncated { index, .. } | PackWarning::Infinity { index }) = warning;
            let field = part.slots.get(index).map_or("", |slot| slot.name.as_str());
            self.out.notes.push(EncodeNote::of_packing(field, warning));
        }
        for (slot, span) in part.slots.iter().zip(packed.spans) {
            let offset = start + span.offset;
            if slot.checksum.is_some() {
                sums.push((offset, slot));
            }
            let name = slot.name.clone();
            let span = NamedSpan { name, offset, size: span.size, colour: slot.colour };
            self.out.spans.push(span);
        }
        self.out.bytes.extend(packed.bytes);
        Ok(())
    }

    /// The text from which a slot is packed.
    fn text(&mut self, slot: &Slot) -> Result<String, EncodeError> {
        let given = self.given.fields.get(&slot.name).map(|text| unlabelled(slot, text));
        let counted = self.computed.get(slot.name.as_str()).map(i128::to_string);
        let constant = slot.constant.as_ref().map(|(text, _)| text.clone());
        // A tester may send a wrong value on purpose, so this is only a note.
        let computed = counted.or(constant);
        if let (Some(given), Some(computed)) = (&given, &computed)
            && given != computed
        {
            self.out.notes.push(EncodeNote::overruled(&slot.name, given, computed));
        }
        let whole = given.or(computed).or_else(|| slot.default.clone());
        if !slot.bits.is_empty() {
            return bits::compose(slot, whole, &self.given.fields, &self.computed);
        }
        match (whole, &slot.checksum) {
            (Some(text), _) => Ok(text),
            (None, Some(_)) => Ok("0".to_owned()),
            (None, None) => Err(EncodeError::at(&slot.name, EncodeFault::NoValue)),
        }
    }

    /// Computes the checksums, which depend on all other fields.
    fn checksums(&mut self, sums: &[(usize, &Slot)]) {
        for (offset, slot) in sums {
            let Some(checksum) = &slot.checksum else { continue };
            let size = slot.place.size;
            let sum = checksum.compute(&self.out.bytes, (*offset, size));
            if let Some(given) = self.given.fields.get(&slot.name) {
                let given = unlabelled(slot, given);
                if crate::packet::value::integer(&given) != Some(i128::from(sum)) {
                    self.out.notes.push(EncodeNote::overruled(
                        &slot.name,
                        &given,
                        &sum.to_string(),
                    ));
                }
                continue;
            }
            let Some(into) = self.out.bytes.get_mut(*offset..offset + size) else { continue };
            let digits = u64::from(sum).to_le_bytes();
            let big = slot.place.order == crate::packet::format::Order::Big;
            for (index, byte) in into.iter_mut().enumerate() {
                let digit = if big { size - 1 - index } else { index };
                *byte = digits.get(digit).copied().unwrap_or(0);
            }
        }
    }
}

/// Replaces a label by its value.
fn unlabelled(slot: &Slot, text: &str) -> String {
    slot.labels.value_of(text).unwrap_or(text).to_owned()
}
