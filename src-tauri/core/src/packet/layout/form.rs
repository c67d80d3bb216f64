//! The lines of a form for editing a message: one per field and tail.

use serde::Serialize;
use ts_rs::TS;

use super::labels::Labels;
use super::model::{Bits, Display, TailKind};
use super::plan::Plan;
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

/// The lines of a layout's form, in byte order.
pub fn form(plan: &Plan) -> Vec<FormLine> {
    let tails = || plan.parts.iter().filter_map(|part| part.tail.as_ref());
    let counts =
        |name: &str| tails().any(|tail| tail.spec.length == *name || tail.spec.count == *name);
    let mut lines = Vec::new();
    for part in &plan.parts {
        for slot in &part.slots {
            let range = pack::range(slot.place.ch, slot.place.size);
            let constant = slot.constant.as_ref().map(|(text, _)| text.clone());
            lines.push(FormLine {
                name: slot.name.clone(),
                form: slot.place.ch.to_string(),
                tail: false,
                size: slot.place.size,
                low: range.map(|(low, _)| low.to_string()),
                high: range.map(|(_, high)| high.to_string()),
                computed: constant.is_some() || slot.checksum.is_some() || counts(&slot.name),
                value: constant.or_else(|| slot.default.clone()),
                display: slot.display,
                labels: slot.labels.clone(),
                bits: slot.bits.clone(),
                element: Vec::new(),
                colour: slot.colour,
            });
        }
        if let Some(tail) = &part.tail {
            let repeats = tail.spec.kind == TailKind::Repeat;
            lines.push(FormLine {
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
            });
        }
    }
    lines
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
