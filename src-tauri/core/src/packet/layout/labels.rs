//! Names of values: `{"2": "set services"}`.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::packet::value;

/// Names of a field's values, in the order they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(type = "{ [value: string]: string }"))]
pub struct Labels(Vec<(String, String)>);

impl Labels {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Values and names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(value, name)| (value.as_str(), name.as_str()))
    }

    /// The value that has this name.
    pub fn value_of(&self, name: &str) -> Option<&str> {
        self.iter().find(|(_, label)| *label == name).map(|(value, _)| value)
    }

    /// The name of a whole number.
    pub fn of_number(&self, number: i128) -> Option<&str> {
        // `2` and `0x02` are one number.
        self.iter().find(|(value, _)| value::integer(value) == Some(number)).map(|(_, name)| name)
    }

    /// The name of a value that is no whole number, by its exact text.
    pub fn of_text(&self, text: &str) -> Option<&str> {
        self.iter().find(|(value, _)| *value == text).map(|(_, name)| name)
    }
}

impl<V: Into<String>, N: Into<String>> FromIterator<(V, N)> for Labels {
    fn from_iter<T: IntoIterator<Item = (V, N)>>(pairs: T) -> Self {
        Labels(pairs.into_iter().map(|(value, name)| (value.into(), name.into())).collect())
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
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Labels;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of values and their names, such as {\"2\": \"ok\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Labels, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Labels(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}
