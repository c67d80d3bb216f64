//! Labels: names of a field's values, such as `{"2": "set services"}`.

use std::fmt;
use std::sync::OnceLock;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use crate::packet::value;

/// Names of a field's values, in the order they were written.
#[derive(Debug, Clone, Default, TS)]
#[ts(type = "{ [value: string]: string }")]
pub struct Labels(Vec<(String, String)>, OnceLock<LabelIndex>);

/// An index of labels, built at the first lookup: a page can show thousands of values, and a layout can have as many
/// labels.
#[derive(Debug, Clone)]
struct LabelIndex {
    /// Labels of integers, in ascending order.
    numbers: Vec<(i128, u32)>,
    /// All labels, ordered by the text of their values.
    values: Vec<u32>,
    /// All labels, ordered by their names.
    names: Vec<u32>,
}

impl LabelIndex {
    /// Builds the index. Stable sorting keeps the first of two equal entries first.
    fn of(labels: &[(String, String)]) -> LabelIndex {
        let all = || labels.iter().zip(0u32..);
        let number =
            |((value, _), at): (&(String, String), u32)| Some((value::integer(value)?, at));
        let mut numbers: Vec<_> = all().filter_map(number).collect();
        numbers.sort_by_key(|(number, _)| *number);
        let by = |text: fn(&(String, String)) -> &String| {
            let mut sorted: Vec<_> = all().map(|(label, at)| (text(label), at)).collect();
            sorted.sort_by_key(|(text, _)| *text);
            sorted.into_iter().map(|(_, at)| at).collect()
        };
        LabelIndex { numbers, values: by(|label| &label.0), names: by(|label| &label.1) }
    }
}

impl PartialEq for Labels {
    fn eq(&self, other: &Labels) -> bool {
        self.0 == other.0
    }
}

impl Eq for Labels {}

impl Labels {
    /// Whether there are no labels.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(value, name)| (value.as_str(), name.as_str()))
    }

    fn index(&self) -> &LabelIndex {
        self.1.get_or_init(|| LabelIndex::of(&self.0))
    }

    fn at(&self, at: u32) -> Option<&(String, String)> {
        self.0.get(at as usize)
    }

    /// The value with this name.
    pub fn value_of(&self, name: &str) -> Option<&str> {
        let sorted = &self.index().names;
        let from =
            sorted.partition_point(|&at| self.at(at).is_some_and(|(_, n)| n.as_str() < name));
        let (value, found) = self.at(*sorted.get(from)?)?;
        (found == name).then_some(value)
    }

    /// The name of an integer; `2` and `0x02` are the same.
    pub fn of_number(&self, number: i128) -> Option<&str> {
        let sorted = &self.index().numbers;
        let (found, at) = sorted.get(sorted.partition_point(|(found, _)| *found < number))?;
        let (_, name) = self.at(*at)?;
        (*found == number).then_some(name)
    }

    /// The name of a value that is not an integer, by its exact text.
    pub fn of_text(&self, text: &str) -> Option<&str> {
        let sorted = &self.index().values;
        let from =
            sorted.partition_point(|&at| self.at(at).is_some_and(|(v, _)| v.as_str() < text));
        let (found, name) = self.at(*sorted.get(from)?)?;
        (found == text).then_some(name)
    }
}

impl<V: Into<String>, N: Into<String>> FromIterator<(V, N)> for Labels {
    fn from_iter<T: IntoIterator<Item = (V, N)>>(pairs: T) -> Self {
        let pairs = pairs.into_iter().map(|(value, name)| (value.into(), name.into()));
        Labels(pairs.collect(), OnceLock::new())
    }
}

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (value, name) in &self.0 {
            map.serialize_entry(value, name)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LabelList;
        impl<'de> Visitor<'de> for LabelList {
            type Value = Labels;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of values and their names, such as {\"2\": \"ok\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Labels, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Labels(pairs, OnceLock::new()))
            }
        }
        deserializer.deserialize_map(LabelList)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_03_label_lookups_use_the_index() {
        let pairs = (0..16_384).map(|number| (format!("{number:#x}"), format!("name {number}")));
        let labels: Labels = pairs.collect();
        let begun = Instant::now();
        for number in 0..200_000 {
            let name = (number < 16_384).then(|| format!("name {number}"));
            assert_eq!(labels.of_number(number), name.as_deref());
        }
        // Parsing every label for every value would take many minutes.
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    proptest! {
        #[test]
        fn the_first_of_equal_values_or_names_is_found(
            pairs in prop::collection::vec(("-?(0x)?[01]{0,2}[a.]?", "[a-c]?"), 0..12),
            number in -3i128..20, text in "-?[01]{0,2}[a.]?", name in "[a-d]?",
        ) {
            let labels: Labels = pairs.iter().cloned().collect();
            let first = |is: &dyn Fn(&str, &str) -> bool| {
                pairs.iter().find(|(value, name)| is(value, name)).cloned()
            };
            let by_number = first(&|value, _| value::integer(value) == Some(number));
            prop_assert_eq!(labels.of_number(number), by_number.as_ref().map(|(_, n)| n.as_str()));
            let by_text = first(&|value, _| value == text);
            prop_assert_eq!(labels.of_text(&text), by_text.as_ref().map(|(_, n)| n.as_str()));
            let by_name = first(&|_, found| found == name);
            prop_assert_eq!(labels.value_of(&name), by_name.as_ref().map(|(v, _)| v.as_str()));
        }
    }
}
