//! What is wrong with each value, apart from the others: what a form tells beside its fields.

use std::collections::BTreeMap;

use super::{EncodeError, EncodeFault, EncodeState, Encoded, LayoutValues};
use crate::packet::layout::plan::{Plan, Slot};
use crate::packet::pack::{self, Misfit, PackError};
use crate::packet::value;

/// Every fault, in the order of the bytes; [`super::encode`] stops at the first. Names that the layout does not have
/// come before.
pub fn faults(plan: &Plan, given: &LayoutValues) -> Vec<EncodeError> {
    let mut work = EncodeState { plan, given, out: Encoded::default(), lengths: BTreeMap::new() };
    let mut found: Vec<_> = work.unknown().err().into_iter().collect();
    let tails = work.tails().err();
    let specs = || plan.parts.iter().filter_map(|part| part.tail.as_ref()).map(|tail| &tail.spec);
    let counts = |name: &str| specs().any(|tail| tail.length == name || tail.count == name);
    for slot in plan.parts.iter().flat_map(|part| &part.slots) {
        match work.text(slot).and_then(|text| fits(slot, &text)) {
            Ok(()) => {}
            // What a tail would have given, had it been right.
            Err(EncodeError { fault: EncodeFault::NoValue, field })
                if tails.is_some() && counts(&field) => {}
            Err(error) => found.push(error),
        }
    }
    found.extend(tails);
    found
}

fn fits(slot: &Slot, text: &str) -> Result<(), EncodeError> {
    let field = slot.place;
    let typed = value::parse(field.ch, text).map_err(|error| PackError::Value {
        index: 0,
        offset: field.offset,
        what: Misfit::Type(error),
    });
    typed
        .and_then(|value| pack::check(field, &value))
        .map_err(|error| EncodeError::at(&slot.name, error))
}
