//! Follows the renaming of a layout's field: what refers to it in the profile gets the new name.

use std::collections::BTreeMap;

use crate::packet::layout::expression::Expression;
use crate::packet::layout::model::{Bits, TailKind};
use crate::packet::layout::{Layout, Tail};
use crate::packet::literal::Literal;
use crate::profile::model::{MessageTail, Profile};
use crate::transcript::filter::rename_fields;

/// The field that was renamed, as a path from its layout: the tails around it, then names inside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FieldPath {
    /// Each name, and whether it is a list, whose elements follow.
    before: Vec<(String, bool)>,
    old: String,
    new: String,
}

/// Renames the references to the field, tail or group of bits at the JSON path `place`, such as
/// `layouts[0].tail.then.fields[1]`, which was named `old` and has its new name already. References are lengths, counts
/// and other expressions, rules, columns, saved messages, the latency rule, saved filters and highlights. Does nothing
/// if the place does not exist, or if another field has the old name.
pub fn follow_rename(profile: &mut Profile, place: &str, old: &str) {
    let place = place.strip_suffix(".name").unwrap_or(place);
    let Some((index, steps)) = split(place) else { return };
    let Some(layout) = profile.layouts.get_mut(index) else { return };
    let Some(path) = locate(layout, &steps, old) else { return };
    if path.new.is_empty() || old.is_empty() || path.new == old || has_path(layout, &path) {
        return;
    }
    rename_in_scopes(layout, &path);
    let name = layout.name.clone();
    let used = used_layouts(layout, &path);
    rename_used_layouts(profile, index, &used, &path);
    let other = profile.layouts.iter().enumerate();
    let shared = other.filter(|(at, _)| *at != index).any(|(_, layout)| has_path(layout, &path));
    rename_uses(profile, &name, &path, shared);
}

/// The index of the layout and the steps inside it.
fn split(place: &str) -> Option<(usize, Vec<String>)> {
    let (index, rest) = place.strip_prefix("layouts[")?.split_once(']')?;
    let steps = rest.split('.').filter(|step| !step.is_empty()).map(str::to_owned);
    Some((index.parse().ok()?, steps.collect()))
}

/// The index in `fields[3]`.
fn index(step: &str, list: &str) -> Option<usize> {
    step.strip_prefix(list)?.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// The path of the place, with its old and its new name.
fn locate(layout: &Layout, steps: &[String], old: &str) -> Option<FieldPath> {
    let mut before = Vec::new();
    let (mut layout, mut tails) = (layout, 0);
    let mut steps = steps.iter().map(String::as_str);
    loop {
        let step = steps.next()?;
        if let Some(number) = index(step, "fields") {
            let field = layout.fields.get(number)?;
            let mut groups = &field.bits;
            let mut name = &field.name;
            for step in steps {
                before.push((name.clone(), false));
                let bits = groups.get(index(step, "bits")?)?;
                (groups, name) = (&bits.bits, &bits.name);
            }
            return Some(FieldPath { before, old: old.to_owned(), new: name.clone() });
        }
        let tail = layout.tail.as_ref().filter(|_| step == "tail")?;
        if tail.kind != TailKind::Varint {
            tails += 1;
        }
        match steps.next() {
            None => {
                let new = tail_name(tail, tails);
                return Some(FieldPath { before, old: old.to_owned(), new });
            }
            Some("then") => layout = tail.then.as_deref()?,
            Some("element") => {
                before.push((tail_name(tail, tails), tail.kind == TailKind::Repeat));
                (layout, tails) = (tail.element.as_deref()?, 0);
            }
            Some(_) => return None,
        }
    }
}

fn tail_name(tail: &Tail, number: usize) -> String {
    match (tail.name.as_str(), number) {
        ("", 0 | 1) => "tail".to_owned(),
        ("", number) => format!("tail{number}"),
        (name, _) => name.to_owned(),
    }
}

impl FieldPath {
    /// The path with the new name, if it leads to the field or below it.
    fn renamed(&self, path: &str) -> Option<String> {
        let mut rest = path;
        for (name, is_list) in &self.before {
            rest = rest.strip_prefix(name.as_str())?;
            if *is_list {
                let (number, behind) = rest.strip_prefix('[')?.split_once(']')?;
                number.parse::<usize>().ok()?;
                rest = behind;
            }
            rest = rest.strip_prefix('.')?;
        }
        let before = path.get(..path.len() - rest.len())?;
        let below = rest.strip_prefix(self.old.as_str())?;
        let ends = below.is_empty() || below.starts_with(['.', '[']);
        ends.then(|| format!("{before}{}{below}", self.new))
    }

    /// The path seen from the element of the first tail.
    fn inner(&self) -> FieldPath {
        FieldPath { before: self.before.iter().skip(1).cloned().collect(), ..self.clone() }
    }
}

/// The tails of a layout and of those that follow, with their names.
fn tails(layout: &Layout) -> Vec<(String, &Tail)> {
    let (mut all, mut number, mut next) = (Vec::new(), 0, Some(layout));
    while let Some(tail) = next.and_then(|layout| layout.tail.as_ref()) {
        number += usize::from(tail.kind != TailKind::Varint);
        all.push((tail_name(tail, number), tail));
        next = tail.then.as_deref();
    }
    all
}

/// Changes each tail of a layout and of those that follow.
fn change_tails(layout: &mut Layout, change: &mut dyn FnMut(&str, &mut Tail)) {
    let (mut number, mut next) = (0, Some(layout));
    while let Some(tail) = next.and_then(|layout| layout.tail.as_mut()) {
        number += usize::from(tail.kind != TailKind::Varint);
        change(&tail_name(tail, number), tail);
        next = tail.then.as_deref_mut();
    }
}

/// Whether the layout still has a field of the old name at this place.
fn has_path(layout: &Layout, path: &FieldPath) -> bool {
    let has_bits = |groups: &[Bits], names: &[(String, bool)]| {
        let mut groups = groups;
        for (name, _) in names {
            match groups.iter().find(|group| group.name == *name) {
                Some(group) => groups = &group.bits,
                None => return false,
            }
        }
        groups.iter().any(|group| group.name == path.old)
    };
    let mut parts = vec![layout];
    parts.extend(tails(layout).into_iter().filter_map(|(_, tail)| tail.then.as_deref()));
    let mut fields = parts.iter().flat_map(|part| &part.fields);
    match path.before.split_first() {
        None => {
            fields.any(|field| field.name == path.old)
                || tails(layout).iter().any(|(name, _)| *name == path.old)
        }
        Some(((first, _), rest)) => {
            let inside = |element: &Layout| has_path(element, &path.inner());
            fields.any(|field| field.name == *first && has_bits(&field.bits, rest))
                || tails(layout).iter().any(|(name, tail)| {
                    name == first && tail.element.as_deref().is_some_and(inside)
                })
        }
    }
}

/// Renames paths in the expressions of the layout that has the field, of those around it and of those inside it.
fn rename_in_scopes(layout: &mut Layout, path: &FieldPath) {
    change_tails(layout, &mut |name, tail| {
        rename_expressions(tail, &|used| path.renamed(used));
        let Some(element) = tail.element.as_deref_mut() else { return };
        if path.before.first().is_some_and(|(first, _)| first == name) {
            rename_in_scopes(element, &path.inner());
        } else {
            rename_caret_paths(element, path, 1);
        }
    });
}

/// Renames the paths with so many carets in the expressions of a layout, and those with more in the layouts inside it.
fn rename_caret_paths(layout: &mut Layout, path: &FieldPath, above: usize) {
    let carets = "^".repeat(above);
    change_tails(layout, &mut |_, tail| {
        rename_expressions(tail, &|used| {
            let inner = used.strip_prefix(&carets).filter(|inner| !inner.starts_with('^'))?;
            path.renamed(inner).map(|new| format!("{carets}{new}"))
        });
        if let Some(element) = tail.element.as_deref_mut() {
            rename_caret_paths(element, path, above + 1);
        }
    });
}

fn rename_expressions(tail: &mut Tail, rename: &dyn Fn(&str) -> Option<String>) {
    let Tail { length, count, when, at, on, .. } = tail;
    for text in [length, count, when, at, on] {
        // A text that is a name as a whole stays one, whatever its characters.
        if let Some(new) = rename(text) {
            *text = new;
        } else if let Ok(mut expression) = Expression::parse(text)
            && expression.rename(rename)
        {
            *text = expression.to_string();
        }
    }
}

/// The names of the layouts that the layout's own tails refer to.
fn used_layouts(layout: &Layout, path: &FieldPath) -> Vec<String> {
    if !path.before.is_empty() {
        return Vec::new();
    }
    let names = tails(layout).into_iter().flat_map(|(_, tail)| {
        let cases = tail.cases.iter().map(|(_, name)| name.to_owned());
        cases.chain([tail.layout.clone(), tail.otherwise.clone()]).collect::<Vec<_>>()
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// Renames `^field` in layouts that only this layout uses.
fn rename_used_layouts(profile: &mut Profile, index: usize, used: &[String], path: &FieldPath) {
    for name in used {
        let others = profile.layouts.iter().enumerate().filter(|(at, _)| *at != index);
        let shared = others
            .flat_map(|(_, layout)| {
                used_layouts(layout, &FieldPath { before: Vec::new(), ..path.clone() })
            })
            .any(|other| other == *name);
        if let Some(layout) =
            profile.layouts.iter_mut().find(|layout| layout.name == *name && !shared)
        {
            rename_caret_paths(layout, path, 1);
        }
    }
}

/// Renames the field outside of layouts. Columns, filters and the latency rule name no layout: they keep a name that
/// another layout has, too.
fn rename_uses(profile: &mut Profile, layout: &str, path: &FieldPath, shared: bool) {
    let set = |text: &mut String| {
        if let Some(new) = path.renamed(text) {
            *text = new;
        }
    };
    for rule in profile.rules.iter_mut().filter(|rule| rule.layout == layout) {
        set(&mut rule.field);
    }
    for message in profile.messages.iter_mut().filter(|message| message.layout == layout) {
        rename_values(&mut message.fields, &mut message.tails, message.tail.as_mut(), path);
    }
    if shared {
        return;
    }
    profile.columns.iter_mut().for_each(|column| set(&mut column.field));
    if let Some(latency) = &mut profile.latency {
        set(&mut latency.field);
        set(&mut latency.reply_field);
    }
    let filters = profile.filters.iter_mut().map(|saved| &mut saved.filter);
    for filter in filters.chain(profile.highlights.iter_mut().map(|one| &mut one.filter)) {
        if let Some(new) = rename_fields(filter, &|used| path.renamed(used)) {
            *filter = new;
        }
    }
}

/// Renames the field in the values of a message or of an element.
fn rename_values(
    fields: &mut BTreeMap<String, Literal>,
    tails: &mut BTreeMap<String, MessageTail>,
    tail: Option<&mut MessageTail>,
    path: &FieldPath,
) {
    rename_keys(fields, path);
    rename_keys(tails, path);
    let Some((first, _)) = path.before.first() else { return };
    for tail in tails.get_mut(first).into_iter().chain(tail) {
        for item in &mut tail.items {
            rename_values(&mut item.fields, &mut item.tails, item.tail.as_mut(), &path.inner());
        }
    }
}

fn rename_keys<T>(map: &mut BTreeMap<String, T>, path: &FieldPath) {
    let renamed: Vec<_> =
        map.keys().filter_map(|key| Some((key.clone(), path.renamed(key)?))).collect();
    for (old, new) in renamed {
        if let Some(value) = map.remove(&old) {
            map.insert(new, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn renamed(profile: Value, place: &str, old: &str) -> Value {
        let mut profile: Profile = serde_json::from_value(profile).expect("a profile");
        follow_rename(&mut profile, place, old);
        serde_json::to_value(profile).expect("JSON")
    }

    #[test]
    fn every_reference_follows() {
        let found = renamed(
            json!({
                "wirelark": 1, "name": "p", "later": 1,
                "layouts": [
                    {"name": "l", "format": "BB", "fields": [{"name": "text size"}, {"name": "n"}],
                        "tail": {"type": "text", "length": "sl", "when": "sl*2 > n", "then": {"format": "",
                            "tail": {"type": "repeat", "name": "items", "count": "sl - 1",
                                "element": {"format": "B", "tail": {"type": "bytes", "length": "^sl"}},
                                "then": {"format": "", "tail": {"type": "switch", "on": "n",
                                    "cases": {"1": "inner"}}}}}}},
                    {"name": "inner", "format": "B", "fields": [{"name": "sl"}],
                        "tail": {"type": "bytes", "length": "^sl + sl"}}
                ],
                "rules": [{"layout": "l", "field": "sl", "equals": 1}, {"layout": "inner", "field": "sl"}],
                "messages": [{"name": "m", "type": "packed", "layout": "l", "fields": {"sl": 1, "n": 2}}]
            }),
            "layouts[0].fields[0].name",
            "sl",
        );
        let tail = &found["layouts"][0]["tail"];
        assert_eq!(tail["length"], "text size");
        assert_eq!(tail["when"], "`text size` * 2 > n");
        let items = &tail["then"]["tail"];
        assert_eq!(items["count"], "`text size` - 1");
        assert_eq!(items["element"]["tail"]["length"], "^text size");
        assert_eq!(found["layouts"][1]["tail"]["length"], "`^text size` + sl");
        assert_eq!(found["rules"][0]["field"], "text size");
        assert_eq!(found["rules"][1]["field"], "sl", "a field of another layout");
        assert_eq!(found["messages"][0]["fields"], json!({"text size": 1, "n": 2}));
        assert_eq!(found["later"], 1);
    }

    #[test]
    fn columns_filters_and_latency_follow_unless_another_layout_has_the_name() {
        let profile = |other: &str| {
            json!({
                "wirelark": 1, "name": "p",
                "layouts": [
                    {"name": "l", "format": "", "tail": {"type": "repeat", "name": "items", "element":
                        {"format": "Bi", "fields": [{"name": "cost"}, {"name": "f", "bits": [{"name": "b", "from": 0, "to": 1}]}]}}},
                    {"name": "o", "format": "", "tail": {"type": "repeat", "name": "items", "element":
                        {"format": "B", "fields": [{"name": other}]}}}
                ],
                "columns": [{"field": "items[0].price"}, {"field": "price"}],
                "filters": [{"name": "f", "filter": "field.items[3].price>2"}],
                "highlights": [{"filter": "-field.items[0].price:1"}],
                "latency": {"field": "items[0].price"}
            })
        };
        let place = "layouts[0].tail.element.fields[0]";
        let found = renamed(profile("x"), place, "price");
        assert_eq!(found["columns"], json!([{"field": "items[0].cost"}, {"field": "price"}]));
        assert_eq!(found["filters"][0]["filter"], "field.items[3].cost>2");
        assert_eq!(found["highlights"][0]["filter"], "-field.items[0].cost:1");
        assert_eq!(found["latency"]["field"], "items[0].cost");
        let kept = renamed(profile("price"), place, "price");
        assert_eq!(kept["columns"][0]["field"], "items[0].price");
    }

    #[test]
    fn tails_and_bits_are_renamed_and_odd_places_are_ignored() {
        let profile = json!({
            "wirelark": 1, "name": "p",
            "layouts": [{"name": "l", "format": "B",
                "fields": [{"name": "flags", "bits": [{"name": "set", "from": 0, "to": 3, "bits": [{"name": "low", "from": 0, "to": 1}]}]}],
                "tail": {"type": "json", "name": "body", "when": "flags.ready.low"}}],
            "columns": [{"field": "tail.user.id"}, {"field": "flags.ready"}]
        });
        let bits = renamed(profile.clone(), "layouts[0].fields[0].bits[0]", "ready");
        assert_eq!(bits["layouts"][0]["tail"]["when"], "flags.set.low");
        assert_eq!(bits["columns"][1]["field"], "flags.set");
        let tail = renamed(profile.clone(), "layouts[0].tail.name", "tail");
        assert_eq!(tail["columns"][0]["field"], "body.user.id");
        for place in [
            "",
            "layouts[9].tail",
            "layouts[0].fields[7]",
            "layouts[0].tail.then.tail",
            "layouts[x]",
        ] {
            let unchanged = renamed(profile.clone(), "layouts", "flags");
            assert_eq!(renamed(profile.clone(), place, "flags"), unchanged, "{place}");
        }
    }
}
