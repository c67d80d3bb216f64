//! Values that are known before a message is packed, and those that are computed from sizes.

use std::collections::BTreeMap;

use super::super::expression::{EvaluationError, Expression};
use super::super::model::TailKind;
use super::super::plan::{Plan, Slot, TailPlan};
use super::super::value_node::extract;
use super::{EncodeError, EncodeFault, EncodeNote, EncodeState, LayoutValues, TailValue, bits};
use crate::packet::value;

/// Which values count as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Given values, computed values and constants.
    Firm,
    /// Those, and defaults.
    WithDefaults,
}

impl EncodeState<'_> {
    /// The value at a path, if it is known.
    pub(super) fn known(&self, path: &str, known: Known) -> Option<i128> {
        match path.strip_prefix('^') {
            Some(outer) => (self.outer?)(outer),
            None => lookup(self.plan, self.given, &self.computed, path, known)
                .or_else(|| self.is_absent(path).then_some(0)),
        }
    }

    /// Whether a path leads into a tail that does not exist.
    fn is_absent(&self, path: &str) -> bool {
        self.absent.iter().any(|tail| match &tail.number {
            Some(slot) => slot.name == path,
            None => super::super::plan::inside(tail, path).is_some(),
        })
    }

    /// Evaluates an expression; `None` if a value is not known yet.
    pub(super) fn evaluate(
        &self,
        expression: &Expression,
        tail: &TailPlan,
        known: Known,
    ) -> Result<Option<i128>, EncodeError> {
        match expression.evaluate(&|path| self.known(path, known)) {
            Ok(value) => Ok(Some(value)),
            Err(EvaluationError::Unknown(_)) => Ok(None),
            Err(error) => Err(EncodeError::at(&tail.name, EncodeFault::Expression(error))),
        }
    }

    /// Computes the unknown value of an expression whose result is known. Notes it if all values are given and the
    /// result differs: a tester may send a wrong value on purpose.
    pub(super) fn settle(
        &mut self,
        expression: &Expression,
        result: i128,
        tail: &TailPlan,
    ) -> Result<(), EncodeError> {
        if expression.depends_on_size() {
            return Ok(());
        }
        if let Some(path) = expression.as_path() {
            if !path.starts_with('^') {
                self.computed.insert(path.to_owned(), result);
            }
            return Ok(());
        }
        let unknown = |known: Known| {
            let mut paths = expression.paths();
            paths.retain(|path| self.known(path, known).is_none());
            paths.dedup();
            paths
        };
        let mut paths = unknown(Known::Firm);
        if paths.len() > 1 {
            paths = unknown(Known::WithDefaults);
        }
        match paths.as_slice() {
            [] => {
                let computed = self.evaluate(expression, tail, Known::WithDefaults)?;
                if let Some(computed) = computed.filter(|computed| *computed != result) {
                    let (given, computed) = (result.to_string(), computed.to_string());
                    self.out.notes.push(EncodeNote::overruled(&tail.name, &given, &computed));
                }
                Ok(())
            }
            [path] if !path.starts_with('^') => {
                let solved =
                    expression.solve(path, result, &|path| self.known(path, Known::WithDefaults));
                let Some(value) = solved else {
                    let expression = expression.to_string();
                    return Err(EncodeError::at(
                        path,
                        EncodeFault::Unsolvable { expression, result },
                    ));
                };
                let path = (*path).to_owned();
                self.computed.insert(path, value);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn lookup(
    plan: &Plan,
    given: &LayoutValues,
    computed: &BTreeMap<String, i128>,
    path: &str,
    known: Known,
) -> Option<i128> {
    for slot in plan.slots() {
        if path == slot.name {
            return whole(slot, given, computed, known);
        }
        if !path.starts_with(slot.name.as_str()) {
            continue;
        }
        let groups = bits::groups(slot);
        let Some(group) = groups.iter().find(|group| group.path == path) else { continue };
        let typed = given.fields.get(path).and_then(|text| bits::typed(group, text));
        let inside = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
        };
        // Groups around this one or inside it determine it; those beside it do not.
        let related = groups.iter().any(|other| {
            given.fields.contains_key(&other.path)
                && (inside(&other.path, path) || inside(path, &other.path))
        });
        let (from, to) = group.range;
        return typed.or_else(|| computed.get(path).copied()).or_else(|| {
            let number = match related {
                true => whole(slot, given, computed, known)?,
                false => value::integer(text(slot, given, computed, known)?.trim())?,
            };
            i128::try_from(extract(number, from, to)).ok()
        });
    }
    if let Some(number) = computed.get(path) {
        return Some(*number);
    }
    plan.tails().find_map(|tail| {
        let path = super::super::plan::inside(tail, path)?;
        let inner = match tail.spec.kind {
            TailKind::Repeat => return None,
            _ => inner_values(given, tail),
        };
        tail.plans().find_map(|plan| lookup(plan, &inner, &BTreeMap::new(), path, known))
    })
}

/// A field's text, without the groups of bits that are given.
fn text(
    slot: &Slot,
    given: &LayoutValues,
    computed: &BTreeMap<String, i128>,
    known: Known,
) -> Option<String> {
    let typed = given.fields.get(&slot.name).map(|text| super::unlabelled(slot, text));
    let counted = || computed.get(&slot.name).map(i128::to_string);
    let constant = || slot.constant.as_ref().map(|(text, _)| text.clone());
    let default = || slot.default.clone().filter(|_| known == Known::WithDefaults);
    typed.or_else(counted).or_else(constant).or_else(default)
}

/// A field's value, with the groups of bits that are given.
fn whole(
    slot: &Slot,
    given: &LayoutValues,
    computed: &BTreeMap<String, i128>,
    known: Known,
) -> Option<i128> {
    let text = text(slot, given, computed, known);
    let text = match slot.bits.is_empty() {
        true => text?,
        false => bits::compose(slot, text, &given.fields, computed).ok()?,
    };
    value::integer(text.trim())
}

/// The values given for the layout inside a tail: those of its only item, and those with the tail's name before them.
pub(super) fn inner_values(given: &LayoutValues, tail: &TailPlan) -> LayoutValues {
    let mut inner = match given.tails.get(&tail.name) {
        Some(TailValue::Items(items)) => items.first().cloned().unwrap_or_default(),
        _ => LayoutValues::default(),
    };
    let rest = |name: &str| name.strip_prefix(&tail.name)?.strip_prefix('.').map(str::to_owned);
    let fields = given.fields.iter();
    inner.fields.extend(fields.filter_map(|(name, text)| Some((rest(name)?, text.clone()))));
    let tails = given.tails.iter();
    inner.tails.extend(tails.filter_map(|(name, value)| Some((rest(name)?, value.clone()))));
    inner
}
