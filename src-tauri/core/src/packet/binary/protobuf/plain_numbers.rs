//! Deserialises JSON with plain numbers. With serde_json's `arbitrary_precision`, its own values represent numbers as
//! maps, which prost-reflect does not accept.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

pub(super) struct PlainNumbers<'a>(pub(super) &'a Value);

impl<'de> IntoDeserializer<'de, Error> for PlainNumbers<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for PlainNumbers<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(*truth),
            Value::Number(number) => {
                let digits = number.as_str();
                match (digits.parse(), digits.parse(), digits.parse()) {
                    (Ok(whole), _, _) => visitor.visit_i64(whole),
                    (_, Ok(whole), _) => visitor.visit_u64(whole),
                    (_, _, Ok(number)) => visitor.visit_f64(number),
                    _ => visitor.visit_str(digits),
                }
            }
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => {
                visitor.visit_seq(SeqDeserializer::new(items.iter().map(PlainNumbers)))
            }
            Value::Object(entries) => {
                let entries = entries.iter().map(|(key, item)| (key.as_str(), PlainNumbers(item)));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
