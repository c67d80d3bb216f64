//! Finds the integers that expressions refer to, so that only those are kept while decoding.

use super::super::model::{Bits, TailKind};
use super::{Plan, PlanPart, Slot, TailPlan};

/// Whether the parts have an integer at this path.
pub(super) fn has_integer(parts: &[PlanPart], slots: &[Slot], path: &str) -> bool {
    let numbers = parts.iter().filter_map(|part| part.tail.as_ref()?.number.as_deref());
    let all = parts.iter().flat_map(|part| &part.slots).chain(slots).chain(numbers);
    all.into_iter().any(|slot| slot_has(slot, path))
        || parts.iter().filter_map(|part| part.tail.as_ref()).any(|tail| {
            inside(tail, path)
                .is_some_and(|path| tail.plans().any(|plan| has_integer(&plan.parts, &[], path)))
        })
}

fn slot_has(slot: &Slot, path: &str) -> bool {
    let integer = !matches!(slot.place.ch, 'c' | 's' | 'p' | '?' | 'e' | 'f' | 'd');
    let Some(rest) = path.strip_prefix(slot.name.as_str()) else { return false };
    match rest.strip_prefix('.') {
        Some(rest) => bits_have(&slot.bits, rest),
        None => integer && rest.is_empty(),
    }
}

fn bits_have(bits: &[Bits], path: &str) -> bool {
    bits.iter().any(|group| match path.strip_prefix(group.name.as_str()) {
        Some("") => true,
        Some(rest) => rest.strip_prefix('.').is_some_and(|rest| bits_have(&group.bits, rest)),
        None => false,
    })
}

/// The rest of a path that leads into a tail: after `name.` for a layout, after `name[0].` for a list.
pub(in crate::packet::layout) fn inside<'p>(tail: &TailPlan, path: &'p str) -> Option<&'p str> {
    let rest = path.strip_prefix(tail.name.as_str())?;
    match tail.spec.kind {
        TailKind::Layout | TailKind::Switch => rest.strip_prefix('.'),
        TailKind::Repeat => {
            let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
            index.parse::<usize>().ok()?;
            rest.strip_prefix('.')
        }
        _ => None,
    }
}

impl Plan {
    /// Marks the integer at a path as used by an expression.
    pub(super) fn watch(&mut self, path: &str) {
        for part in &mut self.parts {
            let number = part.tail.iter_mut().filter_map(|tail| tail.number.as_deref_mut());
            for slot in part.slots.iter_mut().chain(number) {
                let rest = path.strip_prefix(slot.name.as_str());
                slot.watched |= rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            }
            let Some(tail) = &mut part.tail else { continue };
            if let Some(rest) = inside(tail, path) {
                tail.watched = true;
                tail.plans_mut().for_each(|plan| plan.watch(rest));
            }
        }
    }
}
