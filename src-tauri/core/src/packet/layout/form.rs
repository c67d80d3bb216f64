//! The lines of a form for editing a message: one per field and tail.

use std::collections::HashSet;

use serde::Serialize;
use ts_rs::TS;

use super::labels::Labels;
use super::model::{Bits, Display, TailKind};
use super::plan::{Plan, Slot, TailPlan};
use crate::packet::pack;

/// One line of a form.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct FormLine {
    /// Name under which a message sets the value.
    pub name: String,
    /// The format character, or the kind of the tail.
    #[serde(rename = "type")]
    pub form: String,
    /// Whether the line is a tail.
    pub tail: bool,
    /// Size in bytes; 0 for a tail.
    pub size: usize,
    /// The smallest integer that fits, as text; absent for other types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    /// The largest integer that fits, as text; absent for other types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    /// The constant or default, which is sent if no value is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether the value needs no input: a constant, a length, a count or a checksum.
    pub computed: bool,
    /// How the value is displayed.
    pub display: Display,
    /// Names of values, offered in a menu.
    pub labels: Labels,
    /// Bit groups, each set as `name.bits`.
    pub bits: Vec<Bits>,
    /// `repeat`: the lines of one element.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<FormLine>>", optional)]
    pub element: Vec<FormLine>,
    /// The colour, as in the tree and the hex view.
    pub colour: u16,
}

/// The lines of a layout's form, in byte order. The lines of a layout inside a tail have the tail's name before their
/// own.
pub fn form(plan: &Plan) -> Vec<FormLine> {
    let mut lines = Vec::new();
    for part in &plan.parts {
        lines.extend(part.slots.iter().map(|slot| slot_line(plan, slot)));
        let Some(tail) = &part.tail else { continue };
        if let Some(slot) = &tail.number {
            let (low, high) = tail.spec.varint.unwrap_or_default().range();
            lines.push(FormLine {
                form: TailKind::Varint.word().to_owned(),
                size: 0,
                low: Some(low.to_string()),
                high: Some(high.to_string()),
                ..slot_line(plan, slot)
            });
        } else if tail.is_object() {
            inner_lines(tail, &mut lines);
        } else {
            lines.push(tail_line(tail));
        }
    }
    lines
}

fn slot_line(plan: &Plan, slot: &Slot) -> FormLine {
    let range = pack::range(slot.place.ch, slot.place.size);
    let constant = slot.constant.as_ref().map(|(text, _)| text.clone());
    let computed = constant.is_some() || slot.checksum.is_some() || is_counted(plan, &slot.name);
    FormLine {
        name: slot.name.clone(),
        form: slot.place.ch.to_string(),
        tail: false,
        size: slot.place.size,
        low: range.map(|(low, _)| low.to_string()),
        high: range.map(|(_, high)| high.to_string()),
        computed,
        value: constant.or_else(|| slot.default.clone()),
        display: slot.display,
        labels: slot.labels.clone(),
        bits: slot.bits.clone(),
        element: Vec::new(),
        colour: slot.colour,
    }
}

/// Whether a field is computed from the size, count or offset of a tail: the only field of its expression.
fn is_counted(plan: &Plan, name: &str) -> bool {
    plan.tails()
        .flat_map(|tail| [&tail.length, &tail.count, &tail.at])
        .flatten()
        .any(|expression| expression.paths() == [name] && !expression.depends_on_size())
}

fn tail_line(tail: &TailPlan) -> FormLine {
    let repeats = tail.spec.kind == TailKind::Repeat;
    FormLine {
        name: tail.name.clone(),
        form: tail.spec.kind.word().to_owned(),
        tail: true,
        size: 0,
        low: None,
        high: None,
        value: None,
        computed: false,
        display: Display::default(),
        labels: Labels::default(),
        bits: Vec::new(),
        element: tail.element.as_deref().filter(|_| repeats).map(form).unwrap_or_default(),
        colour: tail.colour,
    }
}

fn inner_lines(tail: &TailPlan, lines: &mut Vec<FormLine>) {
    let mut known = HashSet::new();
    for line in tail.plans().flat_map(form) {
        // The layouts of a choice may have fields of the same name.
        if known.insert(line.name.clone()) {
            lines.push(FormLine {
                name: format!("{}.{}", tail.name, line.name),
                colour: line.colour.wrapping_add(tail.colour),
                ..line
            });
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::super::plan::LayoutContext;
    use super::*;

    #[test]
    fn lists_a_line_for_each_field_and_tail() {
        let layout = serde_json::from_value(json!({
            "name": "x", "format": "<iQd", "fields": [{"name": "code", "constant": 2}, {"name": "n"}],
            "tail": {"type": "repeat", "count": "n", "element": {"format": "b"}}
        }));
        let plan = Plan::new(&layout.unwrap(), LayoutContext::default()).unwrap();
        let lines = form(&plan);
        let what: Vec<_> = lines.iter().map(|line| (line.name.as_str(), line.computed)).collect();
        assert_eq!(what, [("code", true), ("n", true), ("3", false), ("tail", false)]);
        assert_eq!(lines[0].value.as_deref(), Some("2"));
        assert_eq!(lines[1].high.as_deref(), Some("18446744073709551615"));
        assert_eq!((lines[2].low.as_deref(), lines[2].colour), (None, 2));
        assert_eq!(lines[3].element[0].low.as_deref(), Some("-128"));
    }
}
