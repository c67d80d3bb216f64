//! Checks each value independently, so that a form can show a fault beside every field.

use super::{EncodeError, EncodeFault, EncodeState, LayoutValues};
use crate::packet::layout::plan::{Plan, Slot};
use crate::packet::pack::{self, Misfit, PackError};
use crate::packet::value;

/// Returns all faults in byte order, preceded by names that the layout does not have. [`super::encode`] stops at the
/// first.
pub fn faults(plan: &Plan, given: &LayoutValues) -> Vec<EncodeError> {
    let mut state = EncodeState::new(plan, given, None);
    let mut found: Vec<_> = state.check_names().err().into_iter().collect();
    let tails = state.tails().and_then(|tails| state.place(&tails)).err();
    for slot in plan.slots() {
        match state.text(slot).and_then(|text| check_fit(slot, &text)) {
            Ok(()) => {}
            // The value depends on a tail that is itself faulty.
            Err(EncodeError { fault: EncodeFault::NoValue, .. })
                if tails.is_some() && slot.watched => {}
            Err(error) => found.push(error),
        }
    }
    found.extend(tails);
    found
}

fn check_fit(slot: &Slot, text: &str) -> Result<(), EncodeError> {
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
